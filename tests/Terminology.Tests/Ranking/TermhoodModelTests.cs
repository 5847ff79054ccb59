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
}
