namespace Terminology.Tests;

public class TermhoodModelTests
{
    private static readonly Forest s_stump = new([0], [new Forest.Node(1, 0.5f, ~0, ~1)], [-2, 3], [0.5f], 0.25);

    [Fact]
    public void A_tree_goes_left_up_to_its_threshold()
    {
        Assert.Equal(-1.75, s_stump.Score([9, 0.5f]));
        Assert.Equal(3.25, s_stump.Score([9, 0.6f]));
    }

    [Fact]
    public void Contributions_add_up_to_the_score()
    {
        var contributions = new double[2];
        s_stump.Explain([0, 1], contributions);
        Assert.Equal(s_stump.Score([0, 1]), s_stump.Bias + 0.5 + contributions.Sum(), 6);
    }

    [Fact]
    public void A_written_model_reads_back_with_the_same_scores()
    {
        using var stream = new MemoryStream();
        TermhoodModel.Default.Write(stream);
        stream.Position = 0;
        TermhoodModel copy = TermhoodModel.Read(stream);
        var document = Corpus.FromDirectory(Repository.Seeds).First();
        var a = new TermExtractor().Extract([document]);
        var b = new TermExtractor(new TermExtractorOptions { Model = copy }).Extract([document]);
        Assert.Equal(a.Select(t => (t.Text, t.Termhood)), b.Select(t => (t.Text, t.Termhood)));
    }

    [Fact]
    public void Something_else_is_no_model() =>
        Assert.Equal("TRM0002", Assert.Throws<TerminologyFormatException>(() => TermhoodModel.Read(new MemoryStream([1, 2, 3, 4, 5]))).Code);

    [Fact]
    public void Calibration_rises_and_stays_between_0_and_1()
    {
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, 5000).Select(_ => random.NextDouble())];
        double[] labels = [.. values.Select(v => random.NextDouble() < v * v ? 1.0 : 0)];
        Calibration calibration = Calibration.Fit(values, labels);
        double before = -1;
        for (double v = 0; v <= 1; v += 0.01)
        {
            double p = calibration.Apply(v);
            Assert.InRange(p, Math.Max(0, before), 1);
            Assert.Equal(v * v, p, 0.12);
            before = p;
        }
    }

    [Fact]
    public void The_log_linear_model_extracts_and_explains_every_weight()
    {
        var document = Corpus.FromDirectory(Repository.Seeds).First();
        var extractor = new TermExtractor(new TermExtractorOptions { Model = TermhoodModel.LogLinear, GroupVariants = false });
        TermCandidateList terms = extractor.Extract([document]);
        Assert.InRange(terms.Count, 100, 5000);
        TermCandidate term = terms.OrderByDescending(t => t.Termhood).ElementAt(20);
        TermTrace trace = extractor.Explain([document], term.Text);
        Assert.Equal(TermStage.Listed, trace.Stage);
        Assert.Equal(LogLinearModel.Quantities.Length + 1, trace.Features.Count);
        Assert.Equal(Math.Log(term.Termhood / (1 - term.Termhood)), trace.Features.Sum(f => f.Contribution), 3);
    }

    [Fact]
    public void The_log_linear_model_is_not_written() =>
        Assert.Throws<NotSupportedException>(() => TermhoodModel.LogLinear.Write(new MemoryStream()));

    [Fact]
    public void The_log_linear_model_prefers_whole_terms_to_their_fragments()
    {
        var document = new Document("x", "我们要推进工业互联网创新发展，加强工业互联网安全保障体系建设。工业互联网是新一代信息技术与制造业深度融合的产物。");
        var terms = new TermExtractor(new TermExtractorOptions { Model = TermhoodModel.LogLinear, MinimumTermhood = 0 }).Extract([document]).ToDictionary(t => t.Text, t => t.Termhood);
        Assert.True(terms["工业互联网"] > terms["工业互联网创新"]);
        Assert.True(terms["工业互联网"] > terms.GetValueOrDefault("推进工业"));
    }
}
