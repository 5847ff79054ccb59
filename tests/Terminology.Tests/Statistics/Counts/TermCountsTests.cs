namespace Terminology.Tests;

public sealed class TermCountsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("terms-counts-").FullName;

    private static readonly Document[] s_documents = [.. Corpus.FromDirectory(Repository.Seeds).First().Text.Split('\n').Where(l => l.Length > 0).Select((l, i) => new Document($"2014-{i:000}.txt", l))];

    private static readonly TermExtractor s_extractor = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string File(string name) => Path.Combine(_folder, name);

    private byte[] Count(IEnumerable<Document> documents, string name = "all.counts")
    {
        s_extractor.Count(documents, File(name));
        return System.IO.File.ReadAllBytes(File(name));
    }

    private string[] Parts(int parts)
    {
        string[] paths = [.. Enumerable.Range(0, parts).Select(p => File($"{p}.counts"))];
        for (int p = 0; p < parts; p++)
            Count(s_documents.Where((_, i) => i % parts == p), $"{p}.counts");
        return paths;
    }

    private static object[] Facts(TermCandidateList terms) =>
        [.. terms.Select(t => (t.Text, t.Rank, t.Termhood, t.Salience, t.Frequency, t.DocumentFrequency, t.Context, string.Join(' ', t.Occurrences), string.Join(' ', t.DocumentCounts), string.Join(' ', t.Variants)))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Parts_in_any_order_merged_are_the_corpus_counted_at_once_byte_for_byte(int parts)
    {
        byte[] whole = Count(s_documents);
        string[] paths = Parts(parts);
        foreach (int seed in new[] { 1, 2, 3 })
        {
            new Random(seed).Shuffle(paths);
            CountsSummary summary = TermCounts.Merge(paths, File("merged.counts"));
            Assert.Equal(whole, System.IO.File.ReadAllBytes(File("merged.counts")));
            Assert.Equal(s_documents.Length, summary.Documents);
        }
    }

    [Fact]
    public void Merging_what_was_merged_changes_nothing()
    {
        byte[] whole = Count(s_documents);
        string[] paths = Parts(5);
        TermCounts.Merge(paths[..2], File("a.counts"));
        TermCounts.Merge(paths[2..], File("b.counts"));
        TermCounts.Merge([File("b.counts"), File("a.counts")], File("a.counts")); // onto one of the parts
        Assert.Equal(whole, System.IO.File.ReadAllBytes(File("a.counts")));
    }

    [Fact]
    public void The_order_of_documents_changes_no_byte()
    {
        byte[] whole = Count(s_documents);
        Document[] shuffled = [.. s_documents];
        new Random(7).Shuffle(shuffled);
        Assert.Equal(whole, Count(shuffled));
    }

    [Fact]
    public void Ranking_merged_parts_is_extracting_from_all_documents()
    {
        TermCounts.Merge(Parts(8), File("all.counts"));
        TermCandidateList ranked = s_extractor.Rank(File("all.counts"), s_documents), extracted = s_extractor.Extract(s_documents);
        Assert.Equal(Facts(extracted), Facts(ranked));
        Assert.Equal(extracted.Documents.Select(d => (d.Name, d.Date, d.Characters, d.Tokens)), ranked.Documents.Select(d => (d.Name, d.Date, d.Characters, d.Tokens)));
        Assert.True(extracted.Count > 500);
    }

    [Fact]
    public void Ranking_needs_no_documents_but_for_the_sentences()
    {
        Count(s_documents);
        TermCandidateList ranked = s_extractor.Rank(File("all.counts"));
        Assert.Equal(s_extractor.Extract(s_documents).Select(t => (t.Text, t.Salience)), ranked.Select(t => (t.Text, t.Salience)));
        Assert.All(ranked, t => Assert.Equal("", t.Context));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void What_goes_by_way_of_the_disk_is_the_same_byte_for_byte(int shares)
    {
        byte[] whole = Count(s_documents);
        var counters = new List<CandidateCounter>();
        using var runs = new CountsRuns(Counter(counters, budget: 1_500_000), s_extractor.Identity, _folder) { BatchTokens = 1, Shares = shares };
        var preparer = new DocumentPreparer();
        var search = new CandidateSearch(View, 0);
        using (var whole1 = new CountsReader(File("all.counts")))
        {
            Dictionary<string, CountedDocument> known = whole1.Documents.ToDictionary(d => d.Name);
            foreach (Document document in s_documents.Reverse())
            {
                PreparedDocument d = preparer.Prepare(document);
                runs.Add(known[document.Name], d, search.Find(d));
                if (runs.Documents.Count % 4 == 0)
                    counters.ForEach(counter => counter.Full!(runs.Documents.Count));
            }
        }
        using var stream = new MemoryStream();
        runs.Write(stream, default);
        Assert.True(runs.Spilled > 3, $"{runs.Spilled} runs");
        Assert.Equal(whole, stream.ToArray());
        Assert.DoesNotContain(Directory.GetFiles(_folder), f => f.EndsWith(".run", StringComparison.Ordinal));
    }

    [Fact]
    public void Strings_counted_in_shares_make_the_table_of_all_counted_together()
    {
        List<string> together = Table(1), shared = Table(3);
        Assert.True(together.Count > 1000, $"{together.Count} candidates");
        Assert.Equal(together, shared);

        List<string> Table(int shares)
        {
            using var runs = new CountsRuns(Counter([], budget: 0), s_extractor.Identity, _folder) { BatchTokens = 1, Shares = shares };
            var preparer = new DocumentPreparer();
            var search = new CandidateSearch(View, 0);
            foreach (Document document in s_documents)
            {
                PreparedDocument d = preparer.Prepare(document);
                runs.Add(new CountedDocument(new DocumentSummary(document.Name, null, 0, 0), d.Count), d, search.Find(d));
            }
            int[] units = [.. runs.Documents.Select(d => d.Units)];
            CandidateTable[] tables = [.. runs.Records().Select(records =>
            {
                var table = new CandidateTable();
                foreach (CandidateRecord record in records)
                    table.Add(record, units);
                return table;
            })];
            Assert.Equal(shares, tables.Length);
            CandidateTable all = CandidateTable.Join(tables, units.Length);
            all.FillStrings(search);
            ILookup<int, CandidatePlace> places = all.Places.ToArray().ToLookup(p => p.Candidate);
            ILookup<int, CandidateDocument> counts = all.DocumentCounts.ToArray().ToLookup(p => p.Candidate);
            Assert.Equal(all.Places.ToArray().Select(p => (p.Document, p.Start, p.End)).Order(), all.Places.ToArray().Select(p => (p.Document, p.Start, p.End)));
            return [.. Enumerable.Range(0, all.Count)
                .Select(i => $"{all.Contexts[i].Text} {all.Contexts[i].Frequency} {string.Join(' ', places[i].Select(p => (p.Document, p.Start, p.End)))} {string.Join(' ', counts[i].Select(c => (c.Document, c.Frequency)))} {string.Join(' ', all.Row(i).ToArray())} {Convert.ToHexString(all.Reading(i))}")
                .Order(StringComparer.Ordinal)];
        }
    }

    private static DocumentView View() => new(new BackgroundView(BackgroundModel.Default), new SharesView(TermhoodModel.Default.Shares), TermhoodModel.Default.Sieve);

    private static Func<int, CandidateCounter> Counter(List<CandidateCounter> made, long budget) => shares =>
    {
        made.Add(new CandidateCounter(View(), TermhoodModel.Default.Gate, TermhoodModel.Default.GateThreshold, keepRows: budget == 0, budget, shares));
        return made[^1];
    };

    [Fact]
    public void A_memory_budget_changes_no_term()
    {
        var bounded = new TermExtractor(new TermExtractorOptions { MemoryBudget = 64 << 20, MinimumFrequency = 2 });
        var free = new TermExtractor(new TermExtractorOptions { MinimumFrequency = 2 });
        Assert.Equal(Facts(free.Extract(s_documents)), Facts(bounded.Extract(s_documents)));
    }

    [Fact]
    public void A_damaged_part_is_named_and_nothing_is_written()
    {
        string[] paths = Parts(3);
        byte[] bytes = System.IO.File.ReadAllBytes(paths[1]);
        bytes[bytes.Length / 2] ^= 4;
        System.IO.File.WriteAllBytes(paths[1], bytes);
        string[] before = Directory.GetFiles(_folder);
        var e = Assert.Throws<TerminologyFormatException>(() => TermCounts.Merge(paths, File("all.counts")));
        Assert.Equal("TRM0603", e.Code);
        Assert.Contains(paths[1], e.Message, StringComparison.Ordinal);
        Assert.Throws<TerminologyFormatException>(() => TermCounts.Check(paths[1]));
        Assert.Throws<TerminologyFormatException>(() => s_extractor.Rank(paths[1]));
        Assert.Equal(before, Directory.GetFiles(_folder));
    }

    [Fact]
    public void A_part_that_is_merged_twice_is_refused()
    {
        string[] paths = Parts(2);
        Assert.Equal("TRM0605", Assert.Throws<TerminologyFormatException>(() => TermCounts.Merge([paths[0], paths[1], paths[0]], File("all.counts"))).Code);
        Assert.Equal("TRM0605", Assert.Throws<TerminologyFormatException>(() => s_extractor.Count([s_documents[0], s_documents[0]], File("x.counts"))).Code);
        Assert.False(System.IO.File.Exists(File("x.counts")));
    }

    [Fact]
    public void Counts_of_another_segmenter_are_refused()
    {
        Count(s_documents[..3]);
        var other = new TermExtractor(new TermExtractorOptions { Segmenter = Segmentation.Segmenter.Default });
        var e = Assert.Throws<TerminologyFormatException>(() => other.Rank(File("all.counts")));
        Assert.Equal("TRM0604", e.Code);
        Assert.Contains("segmenter", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void More_parts_than_may_be_open_are_merged_in_steps()
    {
        string[] paths = [.. Enumerable.Range(0, 300).Select(i => File($"{i}.counts"))];
        Document[] small = [.. Enumerable.Range(0, 300).Select(i => new Document($"{i:000}", s_documents[i % s_documents.Length].Text[..Math.Min(40, s_documents[i % s_documents.Length].Text.Length)]))];
        for (int i = 0; i < paths.Length; i++)
            Count([small[i]], $"{i}.counts");
        TermCounts.Merge(paths, File("merged.counts"));
        Assert.Equal(Count(small), System.IO.File.ReadAllBytes(File("merged.counts")));
        Assert.Empty(Directory.GetFiles(_folder, "*.step"));
    }
}
