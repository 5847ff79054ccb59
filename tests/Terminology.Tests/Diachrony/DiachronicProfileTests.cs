using CsCheck;

namespace Terminology.Tests;

public sealed class DiachronicProfileTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("diachrony").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static Document Year(int year, string text) => new($"{year}.txt", text);

    private static string Repeat(string sentence, int times) => string.Concat(Enumerable.Repeat(sentence, times)) + "会议讨论了其他工作。\n";

    private static Document[] Corpus() => [.. Enumerable.Range(2001, 12).Select(y => Year(y, Repeat("推进智能制造。", y - 2001) + Repeat("发展乡镇企业。", 2012 - y) + Repeat("加强国家安全。", 4)))];

    private string File(string name, string text)
    {
        string path = Path.Combine(_directory, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void Rising_falling_and_steady_terms_are_told_apart()
    {
        DiachronicProfile profile = DiachronicProfile.Compute(Corpus(), ["智能制造", "乡镇企业", "国家安全"], Period.ByYear);
        Assert.Equal(["智能制造"], profile.List("emerging").Terms.Select(t => t.Term));
        Assert.Equal(["乡镇企业"], profile.List("declining").Terms.Select(t => t.Term));
        TermTrend rising = profile.Trends[0];
        Assert.Equal(("2002", "2012", 66), (rising.FirstAttested, rising.LastAttested, rising.Frequency));
        Assert.True(rising.SlopeInterval.Low > 0 && rising.QValue < .001);
        Assert.All(profile.Lists, l => Assert.NotEmpty(l.Rule));
    }

    [Fact]
    public void A_term_that_rose_before_it_fell_declines_by_the_last_two_thirds()
    {
        int[] counts = [0, 1, 2, 4, 6, 8, 10, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2, 1];
        Document[] corpus = [.. counts.Select((n, i) => Year(1990 + i, Repeat("实行计划生育。", n) + Repeat("加强国家安全。", 20 - n)))];
        DiachronicProfile profile = DiachronicProfile.Compute(corpus, ["计划生育"], Period.ByYear);
        TermTrend trend = profile.Trends[0];
        Assert.True(trend.QValue > .05 && trend.RecentQValue < .001 && trend.RecentTest.S < 0);
        Assert.Equal(("1996", 12), (profile.RecentFrom, trend.RecentTest.Count));
        Assert.Equal(["计划生育"], profile.List("declining").Terms.Select(t => t.Term));
        Assert.Contains("since 1996", profile.List("declining").Rule, StringComparison.Ordinal);
        Assert.StartsWith("since 1996: tau -", profile.Evidence(trend), StringComparison.Ordinal);
    }

    [Fact]
    public void Few_periods_are_compared_by_halves()
    {
        DiachronicProfile profile = DiachronicProfile.Compute(Corpus(), ["智能制造", "乡镇企业", "国家安全"], Period.ByPlan);
        Assert.Equal(["10", "11", "12"], profile.Periods.Select(p => p.Label));
        Assert.Equal(["智能制造"], profile.List("emerging").Terms.Select(t => t.Term));
        Assert.Equal(["乡镇企业"], profile.List("declining").Terms.Select(t => t.Term));
        Assert.Contains("halves_g2", Csv(profile), StringComparison.Ordinal);
        Assert.Contains("G²", profile.List("emerging").Rule, StringComparison.Ordinal);
        Assert.Contains("later half", profile.Note, StringComparison.Ordinal);
        Assert.Null(profile.RecentFrom);
    }

    [Fact]
    public void Lists_hold_extracted_terms_of_enough_termhood_only()
    {
        var terms = new TermCandidateList([Term("智能制造", .95), Term("某些企业", .7), Term("乡镇企业", .7)], []);
        // Neighbours vary, as those of whole terms do.
        Document[] corpus = [.. Enumerable.Range(2001, 12).Select(y => Year(y, Repeat("重点是：智能制造、", y - 2001) + Repeat("任务是：某些企业、乡镇企业、", 2012 - y)))];
        DiachronicProfile profile = DiachronicProfile.Compute(corpus, terms, Period.ByYear);
        Assert.Equal(["智能制造"], profile.List("emerging").Terms.Select(t => t.Term));
        // Township enterprises are a common word that the term base has, "certain enterprises" are neither.
        Assert.Equal(["乡镇企业"], profile.List("declining").Terms.Select(t => t.Term));
        Assert.Contains("0.95 ", profile.List("declining").Rule, StringComparison.Ordinal);
        Assert.Equal(["乡镇企业", "某些企业"], DiachronicProfile.Compute(corpus, terms, Period.ByYear, new DiachronicOptions { ListedTermhood = .6 }).List("declining").Terms.Select(t => t.Term));
        Assert.Throws<ArgumentException>(() => DiachronicProfile.Compute(corpus, terms, Period.ByYear, new DiachronicOptions { ListedTermhood = 2 }));
    }

    [Theory]
    [InlineData(3, .99, true, false)] // seven of ten inside the longer term
    [InlineData(6, .99, true, true)]
    [InlineData(3, .7, false, true)] // the longer one may not be listed: its trend is shown by the shorter
    public void A_term_that_is_mostly_part_of_one_listed_term_is_not_listed_beside_it(int alone, double termhood, bool longer, bool shorter)
    {
        var terms = new TermCandidateList([Term("非公有制经济", termhood), Term("公有制经济", .99)], []);
        Document[] corpus = [.. Enumerable.Range(2001, 12).Select(y => Year(y, Repeat("重点是：" + string.Concat(Enumerable.Repeat("公有制经济、", alone)) + string.Concat(Enumerable.Repeat("非公有制经济、", 10 - alone)), y - 2001)))];
        string[] expected = [.. new[] { "公有制经济" }.Where(_ => shorter), .. new[] { "非公有制经济" }.Where(_ => longer)];
        Assert.Equal(expected, DiachronicProfile.Compute(corpus, terms, Period.ByYear).List("emerging").Terms.Select(t => t.Term).Order(StringComparer.Ordinal));
        TermUsageCounts parts = TermUsageCounts.Count(corpus[..4], terms).Merge(TermUsageCounts.Count(corpus[4..], terms));
        Assert.Equal(expected, DiachronicProfile.Compute(parts, Period.ByYear).List("emerging").Terms.Select(t => t.Term).Order(StringComparer.Ordinal));
    }

    private static TermCandidate Term(string text, double termhood) => new() { Rank = 1, Text = text, Termhood = termhood, Salience = 50, Frequency = 66, DocumentFrequency = 11 };

    [Fact]
    public void Every_rule_stands_in_Chinese_too()
    {
        foreach (Period period in (Period[])[Period.ByYear, Period.ByPlan])
            Assert.All(DiachronicProfile.Compute(Corpus(), ["智能制造"], period).Lists, l => Assert.Matches("[一-龥].*排列$", l.RuleInChinese));
    }

    [Theory]
    [InlineData(@"report_(?<year>\d{4})(?<month>\d{2})", "report_201403.txt", "2014-03")]
    [InlineData(@"(?<day>\d+)\.(?<month>\d+)\.(?<year>\d{4})", "22.12.2014 plan.txt", "2014-12-22")]
    [InlineData(@"v(?<year>\d{4})", "1999-v2014.txt", "2014")]
    [InlineData(@"v(?<year>\d{4})", "2014.txt", null)]
    [InlineData(@"(?<year>\d{4})(?<month>\d{2})", "201413.txt", null)]
    public void A_pattern_finds_the_date_in_a_name(string pattern, string name, string? date) =>
        Assert.Equal(date, DocumentDate.FromName(name, new System.Text.RegularExpressions.Regex(pattern))?.ToString());

    [Fact]
    public void Counts_keep_nested_and_stand_alone_occurrences_apart()
    {
        TermUsageCounts counts = TermUsageCounts.Count([Year(2001, "国家安全体系和国家安全。"), Year(2002, "其他。")], ["国家安全", "国家安全体系"]);
        DiachronicProfile profile = DiachronicProfile.Compute(counts, Period.ByYear);
        Assert.Equal((2, 1), (profile.Trends[0].Usage[0].ExactFrequency, profile.Trends[0].Usage[0].StandAloneFrequency));
        Assert.Equal((1, 1), (profile.Trends[1].Usage[0].ExactFrequency, profile.Trends[1].Usage[0].StandAloneFrequency));
    }

    [Fact]
    public void Occurrences_of_one_term_do_not_overlap_and_Latin_runs_are_not_cut()
    {
        TermUsageCounts counts = TermUsageCounts.Count([Year(2001, "人人人人，AI和CHAIN。"), Year(2002, "无。")], ["人人", "AI"]);
        DiachronicProfile profile = DiachronicProfile.Compute(counts, Period.ByYear);
        Assert.Equal(2, profile.Trends[0].Usage[0].ExactFrequency);
        Assert.Equal(1, profile.Trends[1].Usage[0].ExactFrequency);
    }

    [Fact]
    public void Merging_the_counts_of_parts_equals_counting_the_whole()
    {
        Document[] corpus = Corpus();
        string[] terms = ["智能制造", "乡镇企业"];
        TermUsageCounts whole = TermUsageCounts.Count(corpus, terms), merged = TermUsageCounts.Count(corpus[..5], terms).Merge(TermUsageCounts.Count(corpus[5..], terms));
        Assert.Equal(Csv(DiachronicProfile.Compute(whole, Period.ByYear)), Csv(DiachronicProfile.Compute(merged, Period.ByYear)));
        Assert.Throws<ArgumentException>(() => whole.Merge(TermUsageCounts.Count(corpus, ["别的"])));
    }

    private static string Csv(DiachronicProfile profile)
    {
        using var writer = new StringWriter();
        TidyTable.ByPeriod(profile).WriteCsv(writer);
        TidyTable.PerTerm(profile).WriteCsv(writer);
        return writer.ToString();
    }

    [Fact]
    public void Tidy_columns_begin_as_documented()
    {
        string csv = Csv(DiachronicProfile.Compute(Corpus(), ["智能制造"], Period.ByYear));
        Assert.StartsWith("term,period,frequency,exact_frequency,per_million_characters,", csv);
        Assert.Contains("\n智能制造,2003,2,2,", csv, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2014, "2010s", "12")]
    [InlineData(1964, "1960s", "2-3")]
    [InlineData(1991, "1990s", "8")]
    [InlineData(2021, "2020s", "14")]
    public void Decades_and_Five_Year_Plans_have_their_labels(int year, string decade, string plan)
    {
        var none = new Dictionary<string, string>();
        Assert.Equal(decade, Period.ByDecade.LabelOf(new DocumentDate(year), none));
        Assert.Equal(plan, Period.ByPlan.LabelOf(new DocumentDate(year), none));
        Assert.Equal(year + "-Q2", Period.ByQuarter.LabelOf(new DocumentDate(year, 5), none));
        Assert.Null(Period.ByMonth.LabelOf(new DocumentDate(year), none));
    }

    [Fact]
    public void Keyness_compares_two_sets_of_periods()
    {
        DiachronicProfile profile = DiachronicProfile.Compute(Corpus(), ["智能制造", "乡镇企业", "国家安全"], Period.ByYear, new DiachronicOptions { Target = "2010-2012", Reference = "2001-2005" });
        KeynessEntry key = profile.Keyness.Single(k => k.Term == "智能制造");
        Assert.Equal((30, 10), (key.Target, key.Reference));
        Assert.True(key.LogRatio > 1 && key.QValue < .05);
    }

    [Fact]
    public void Bad_input_has_its_own_error()
    {
        static string Code(Action action) => Assert.Throws<TerminologyFormatException>(action).Code;
        string[] terms = ["智能制造"];
        var plain = new DiachronicOptions();
        Assert.Equal("TRM0501", Code(() => DiachronicProfile.Compute([new Document("a.txt", "甲"), new Document("b.txt", "乙")], terms, Period.ByYear)));
        Assert.Equal("TRM0502", Code(() => DiachronicProfile.Compute([Year(2001, "甲"), Year(2002, "乙"), new Document("b.txt", "丙")], terms, Period.ByYear)));
        Assert.Equal("TRM0502", Code(() => DiachronicProfile.Compute([Year(2001, "甲"), Year(2002, "乙")], terms, Period.ByMonth)));
        Assert.Equal("TRM0503", Code(() => DiachronicProfile.Compute([Year(2001, "甲"), new Document("2001-b.txt", "乙")], terms, Period.ByYear)));
        Assert.Equal("TRM0504", Code(() => DiachronicProfile.Compute([Year(2001, "甲"), Year(2002, "乙")], terms, Period.ByColumn("leader"))));
        Assert.Equal("TRM0505", Code(() => DiachronicProfile.Compute([Year(2001, "甲"), new Document("2001-b.txt", "甲")], terms, Period.ByYear)));
        Assert.Equal("TRM0506", Code(() => DiachronicProfile.Compute(Corpus(), terms, Period.ByYear, plain with { Target = "1950-1960" })));
        Assert.Equal("TRM0507", Code(() => DiachronicProfile.Compute(Corpus(), terms, Period.ByYear, plain with { Target = "2010-2012", Reference = "2001-2010" })));
        Assert.Throws<ArgumentException>(() => TermUsageCounts.Count(Corpus(), ["智能制造", " "]));
        Assert.Throws<ArgumentException>(() => DiachronicProfile.Compute(Corpus(), terms, Period.ByYear, plain with { MinimumFrequency = 0 }));
    }

    [Fact]
    public void Too_few_periods_say_so_instead_of_giving_a_p_value()
    {
        DiachronicProfile profile = DiachronicProfile.Compute(Corpus()[..3], ["国家安全"], Period.ByYear);
        Assert.Contains("too few", profile.Note, StringComparison.Ordinal);
        Assert.Null(profile.Trends[0].Test.PValue);
        Assert.Null(profile.Trends[0].QValue);
    }

    [Fact]
    public void Term_lists_name_what_is_wrong_with_them()
    {
        static string Code(Action action) => Assert.Throws<TerminologyFormatException>(action).Code;
        Assert.Equal(["智能制造", "三农"], TermListFile.Read(File("a.csv", "id,term\n1,智能制造\n2,三农\n3,三农\n")));
        Assert.Equal(["智能制造", "三农"], TermListFile.Read(File("b.txt", "智能制造\n三农\n")));
        Assert.Equal("TRM0509", Code(() => TermListFile.Read(File("c.csv", "id,name\n1,智能制造\n"))));
        Assert.Equal("TRM0510", Code(() => TermListFile.Read(File("d.csv", "term,x\n1,智能制造\n2,三农\n"))));
        Assert.Equal("TRM0508", Code(() => TermListFile.Read(File("e.csv", "term,x\n智能制造,1\n,2\n"))));
        Assert.Equal("TRM0511", Code(() => TermListFile.Read(File("f.csv", "term,x\n"))));
    }

    [Fact]
    public void Metadata_gives_dates_and_columns()
    {
        CorpusMetadata metadata = CorpusMetadata.Read(File("meta.csv", "file,date,leader\na,2001-03,甲\nb.txt,2002-05-06,乙\n"));
        Document[] documents = [.. metadata.Apply([new Document("a.txt", "智能制造"), new Document("b.txt", "其他")])];
        Assert.Equal([new DocumentDate(2001, 3), new DocumentDate(2002, 5, 6)], documents.Select(d => d.Date!.Value));
        DiachronicProfile profile = DiachronicProfile.Compute(documents, ["智能制造"], Period.ByColumn("leader"));
        Assert.Equal(["甲", "乙"], profile.Periods.Select(p => p.Label));
        static string Code(Action action) => Assert.Throws<TerminologyFormatException>(action).Code;
        Assert.Equal("TRM0512", Code(() => CorpusMetadata.Read(File("m1.csv", "name,date\na,2001\n"))));
        Assert.Equal("TRM0513", Code(() => CorpusMetadata.Read(File("m2.csv", "file,date\na,2001\na,2002\n"))));
        Assert.Equal("TRM0514", Code(() => CorpusMetadata.Read(File("m3.csv", "file,date\na,soon\n"))));
        Assert.Equal("TRM0515", Code(() => { _ = metadata.Apply([new Document("z.txt", "甲")]).ToList(); }));
    }

    [Fact]
    public void The_matcher_finds_what_searching_for_each_string_finds() => Gen.Select(Gen.String[Gen.Char["甲乙丙"], 0, 60], Gen.String[Gen.Char["甲乙丙"], 1, 4].Array[1, 12]).Sample((text, patterns) =>
    {
        string[] distinct = [.. patterns.Distinct(StringComparer.Ordinal)];
        var matches = new List<PatternMatch>();
        new TermMatcher(distinct).Find(text, matches);
        var expected = new List<(int, int)>();
        for (int p = 0; p < distinct.Length; p++)
            for (int i = text.IndexOf(distinct[p], StringComparison.Ordinal); i >= 0; i = text.IndexOf(distinct[p], i + 1, StringComparison.Ordinal))
                expected.Add((p, i));
        return matches.Select(m => (m.Pattern, m.Start)).Order().SequenceEqual(expected.Order());
    });

    [Fact]
    public void A_concordance_shows_and_sorts_contexts()
    {
        Document[] corpus = [Year(2002, "甲智能制造乙"), Year(2001, "丙智能\n制造丁。甲智能制造丁")];
        Assert.Equal(["2001.txt", "2002.txt"], Concordance.Find(corpus, "智能制造", 2, KwicOrder.Date).Select(l => l.Document).Distinct());
        KwicLine line = Concordance.Find(corpus, "智能制造", 2)[0];
        Assert.Equal(("甲", "智能制造", "乙", 1, 4), (line.Left, line.Match, line.Right, line.Start, line.Length));
        Assert.Throws<ArgumentException>(() => Concordance.Find(corpus, " "));
    }

    [Fact]
    public void Renderings_have_first_and_last_year_and_share()
    {
        RenderingUsage[] usages = [.. TranslationDrift.Compute([new("两化融合", "integration of the two", 2008), new("两化融合", "IT application", 2010), new("两化融合", "IT Application", 2014, 2)])];
        Assert.Equal([("integration of the two", 2008, 2008, .25), ("IT Application", 2010, 2014, .75)], usages.Select(u => (u.Rendering, u.FirstYear, u.LastYear, u.Share)));
        Assert.Equal([("智能制造", "smart manufacturing"), ("三农", "rural areas")], TranslationDrift.Of([new DatedSentencePair("三农和智能制造", "Smart manufacturing in rural areas", 2015)],
            [new("智能制造", ["smart manufacturing"]), new("三农", ["rural areas", "farmers"]), new("没有", [])]).Select(r => (r.Term, r.Rendering)).OrderByDescending(r => r.Term.Length));
        Assert.Equal(["smart manufacturing"], TranslationDrift.Of([new DatedSentencePair("发展智能制造", "Develop smart manufacturing and manufacturing.", 2015)], "智能制造", ["smart manufacturing", "intelligent manufacturing"]).Select(r => r.Rendering));
    }

    [Fact]
    public void Collocates_are_counted_by_period()
    {
        CollocateTable table = Collocation.ByPeriod([Year(2001, Repeat("加快推进智能制造。", 3)), Year(2002, Repeat("全面提升智能制造水平。", 4))], "智能制造", Period.ByYear);
        Assert.Equal([3, 4], table.TermFrequencies);
        Collocate level = table.Collocates.Single(c => c.Word == "水平");
        Assert.Equal([0, 4], level.Frequencies);
        Assert.True(level.Change > 0 && level.LogDice[1] <= 14 && level.LogDice[0] is null);
    }

    [Fact]
    public void A_report_is_one_file_without_active_foreign_content()
    {
        string path = Path.Combine(_directory, "report.html");
        Document[] corpus = [Year(2001, "智能制造</script><script>alert(1)</script>"), Year(2002, "智能制造")];
        HtmlReport.Write(DiachronicProfile.Compute(corpus, ["智能制造"], Period.ByYear), path, new HtmlReportOptions { Corpus = corpus, Title = "<b>&" });
        string html = System.IO.File.ReadAllText(path);
        Assert.DoesNotContain("<script>alert", html, StringComparison.Ordinal);
        Assert.Contains("<title>&lt;b&gt;&amp;</title>", html, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", html, StringComparison.Ordinal);
        Assert.DoesNotContain("http://", html.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        int start = html.IndexOf("\"data\">", StringComparison.Ordinal) + 7;
        using var json = System.Text.Json.JsonDocument.Parse(html[start..html.IndexOf("</script>", start, StringComparison.Ordinal)]);
        Assert.Equal("智能制造", json.RootElement.GetProperty("terms")[0].GetProperty("t").GetString());
        Assert.Contains("</script>", json.RootElement.GetProperty("terms")[0].GetProperty("c")[0][4].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Documentation_lists_every_measure()
    {
        string directory = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(directory, "Terminology.sln")))
            directory = Path.GetDirectoryName(directory)!;
        string text = System.IO.File.ReadAllText(Path.Combine(directory, "docs", "measures.md"));
        Assert.All(MeasureRegistry.All, m => Assert.Contains($"| `{m.Name}` | {m.Title} |", text, StringComparison.Ordinal));
    }

    [Fact]
    public void Measures_rank_terms_by_one_by_a_sum_and_by_fusion()
    {
        static TermCandidate Term(int rank, string text, int f, double c, double w) => new()
        {
            Rank = rank, Text = text, Termhood = .5, Salience = 1, Frequency = f, DocumentFrequency = 1, Measures = new Dictionary<string, double> { ["c_value"] = c, ["weirdness"] = w },
        };
        var list = new TermCandidateList([Term(1, "甲", 3, 1, 30), Term(2, "乙", 2, 3, 10), Term(3, "丙", 1, 2, 20)], []);
        Assert.Equal("乙丙甲", string.Concat(TermRanking.By(list, "c_value").Select(t => t.Text)));
        Assert.Equal("甲乙丙", string.Concat(TermRanking.By(list, "frequency").Select(t => t.Text)));
        Assert.Equal("甲丙乙", string.Concat(TermRanking.ByExpression(list, "weirdness*1".Replace("weirdness*1", "2*weirdness+0.5*c_value", StringComparison.Ordinal)).Select(t => t.Text)));
        Assert.Equal(1 / 61.0 + 1 / 63.0 > 2 / 62.0 ? "甲乙丙" : "丙甲乙", string.Concat(TermRanking.ByExpression(list, "rrf(c_value,weirdness)").Select(t => t.Text)));
        Assert.Throws<ArgumentException>(() => TermRanking.By(list, "nothing"));
        Assert.Throws<ArgumentException>(() => TermRanking.By(list, "pmi"));
    }

    [Fact]
    public void Measures_of_a_list_are_filled_within_their_ranges()
    {
        Document[] corpus = [Year(2001, "加快推进信息化和工业化深度融合，发展智能制造。"), Year(2002, "发展智能制造和工业互联网。")];
        TermCandidateList terms = new TermExtractor(new TermExtractorOptions { MinimumTermhood = 0 }).Extract(corpus);
        TermCandidateList filled = MeasureTable.Compute(terms, corpus);
        Assert.All(filled, t => Assert.All(t.Measures, m => Assert.InRange(m.Value, MeasureRegistry.Find(m.Key).Minimum - 1e-9, MeasureRegistry.Find(m.Key).Maximum + 1e-9)));
        TermCandidate term = filled.First(t => t.Text == "智能制造");
        Assert.InRange(term.Measures["arf"], 1, 2);
        Assert.Contains("c_value", term.Measures.Keys);
    }
}
