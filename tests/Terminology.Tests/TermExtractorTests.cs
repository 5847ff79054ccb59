namespace Terminology.Tests;

public class TermExtractorTests
{
    private static readonly TermCandidateList s_terms = new TermExtractor().Extract(Corpus.FromDirectory(Repository.Seeds));

    // Terms that a translator wants from the seed document.
    [Theory]
    [InlineData("两化深度融合", 100)]
    [InlineData("两化融合", 100)]
    [InlineData("智能制造", 100)]
    [InlineData("小微企业", 100)]
    [InlineData("宽带中国", 100)]
    [InlineData("信息消费", 100)]
    [InlineData("两机专项", 100)]
    [InlineData("三网融合", 100)]
    [InlineData("首台(套)", 150)]
    [InlineData("工业互联网", 300)]
    [InlineData("军民融合", 300)]
    [InlineData("简政放权", 300)]
    [InlineData("一带一路", 400)]
    [InlineData("TD-LTE", 300)]
    [InlineData("LTE FDD", 500)]
    public void The_seed_document_gives_the_terms_a_translator_wants(string term, int rank) =>
        Assert.InRange(s_terms.Single(t => t.Text == term).Rank, 1, rank);

    [Theory]
    [InlineData("深度融合深入")]
    [InlineData("工业局局长")]
    [InlineData("会议指出")]
    [InlineData("加快发展")]
    public void Fragments_and_free_phrases_are_not_among_the_first(string text) =>
        Assert.DoesNotContain(s_terms.Take(500), t => t.Text == text);

    [Fact]
    public void Places_lead_into_the_original_text()
    {
        Document document = Corpus.FromDirectory(Repository.Seeds).First();
        foreach (TermCandidate t in s_terms)
        {
            Assert.NotEmpty(t.Occurrences);
            foreach (TermOccurrence o in t.Occurrences)
                Assert.Equal(t.Text, TextNormalizer.Normalize(document.Text.Substring(o.Start, o.Length), out _));
            Assert.Contains(document.Text.Substring(t.Occurrences[0].Start, t.Occurrences[0].Length), t.Context, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Counts_hold_together()
    {
        foreach (TermCandidate t in s_terms)
        {
            Assert.InRange(t.DocumentFrequency, 1, t.Frequency);
            Assert.Equal(t.Frequency, t.DocumentCounts.Sum(c => c.Frequency));
            Assert.InRange(t.Termhood, 0, 1);
            Assert.InRange(t.Salience, 0, 100);
        }
        Assert.Equal(Enumerable.Range(1, s_terms.Count), s_terms.Select(t => t.Rank));
    }

    [Fact]
    public void The_order_of_documents_changes_no_count_and_two_runs_are_equal()
    {
        Document[] parts = [.. Corpus.FromDirectory(Repository.Seeds).First().Text.Split('\n').Where(l => l.Length > 0).Select((l, i) => new Document($"part {i}", l))];
        var forward = new TermExtractor().Extract(parts);
        var again = new TermExtractor().Extract(parts);
        Assert.Equal(forward.Select(t => (t.Text, t.Salience, t.Termhood)), again.Select(t => (t.Text, t.Salience, t.Termhood)));
        Dictionary<string, int> backward = new TermExtractor(new TermExtractorOptions { MinimumTermhood = 0 }).Extract(parts.Reverse()).ToDictionary(t => t.Text, t => t.Frequency);
        int compared = 0;
        foreach (TermCandidate t in forward.Where(t => backward.ContainsKey(t.Text)))
        {
            Assert.Equal(t.Frequency, backward[t.Text]);
            compared++;
        }
        Assert.True(compared > forward.Count * 0.9);
    }

    [Fact]
    public void Options_steer_the_list()
    {
        Corpus corpus = Corpus.FromDirectory(Repository.Seeds);
        Assert.DoesNotContain(new TermExtractor(new TermExtractorOptions { Exclude = ["智能制造"] }).Extract(corpus), t => t.Text == "智能制造");
        Assert.All(new TermExtractor(new TermExtractorOptions { MinimumTermhood = 0.5 }).Extract(corpus), t => Assert.True(t.Termhood >= 0.5));
        Assert.All(new TermExtractor(new TermExtractorOptions { MinimumFrequency = 3 }).Extract(corpus), t => Assert.True(t.Frequency >= 3));
        Assert.Equal(10, new TermExtractor(new TermExtractorOptions { MaximumTerms = 10 }).Extract(corpus).Count);
        Assert.Equal(2, new TermExtractor(new TermExtractorOptions { Order = TermOrder.Termhood }).Extract(corpus).Take(2).Count(t => t.Termhood > 0.99));
    }

    [Fact]
    public void All_faults_of_options_are_named_together()
    {
        var e = Assert.Throws<ArgumentException>(() => new TermExtractor(new TermExtractorOptions { MinimumTermhood = 2, MinimumFrequency = -1, MaximumLength = 1 }));
        Assert.Contains("MinimumTermhood", e.Message, StringComparison.Ordinal);
        Assert.Contains("MinimumFrequency", e.Message, StringComparison.Ordinal);
        Assert.Contains("MaximumLength", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("两化深度融合", TermStage.Listed)]
    [InlineData("会议指出", TermStage.BelowThreshold, TermStage.StoppedByGate)]
    [InlineData("化深度融", TermStage.NotACandidate)]
    [InlineData("量子计算机", TermStage.NotInCorpus)]
    public void Explain_says_where_a_string_stopped(string text, params TermStage[] stages)
    {
        TermTrace trace = new TermExtractor().Explain(Corpus.FromDirectory(Repository.Seeds), text);
        Assert.Contains(trace.Stage, stages);
        Assert.NotEmpty(trace.Message);
        if (trace.Stage == TermStage.Listed)
            Assert.Contains(trace.Features, f => f.Contribution > 0);
    }

    [Fact]
    public void Forms_that_differ_in_quotes_are_one_term()
    {
        var terms = new TermExtractor(new TermExtractorOptions { MinimumTermhood = 0 }).Extract([new Document("d", "推进“一带一路”建设。一带一路建设取得成效。加快一带一路建设。")]);
        TermCandidate term = terms.Single(t => t.Text == "一带一路建设");
        Assert.Contains(term.Variants, v => v is { Text: "“一带一路”建设", Relation: "quotes", Frequency: 1 });
        Assert.DoesNotContain(terms, t => t.Text == "“一带一路”建设");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("。，、")]
    [InlineData("ABC 123")]
    public void A_text_without_terms_gives_an_empty_list(string text) =>
        Assert.DoesNotContain(new TermExtractor().Extract([new Document("d", text)]), t => t.Text.Any(TextNormalizer.IsHan));

    [Fact]
    public void Cancelling_stops_the_work()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new TermExtractor().Extract(Corpus.FromDirectory(Repository.Seeds), cancellation: source.Token));
    }
}
