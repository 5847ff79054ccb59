using System.Text;

namespace Terminology.Tests;

public class ParallelAlignmentTests
{
    private static readonly TokenizedPair[] _pairs = [.. Enumerable.Range(0, 40).Select(n => (n % 4) switch
    {
        0 => new TokenizedPair(["银行", "提供", "贷款"], ["banks", "provide", "loans"]),
        1 => new TokenizedPair(["政府", "提供", "支持"], ["governments", "provide", "support"]),
        2 => new TokenizedPair(["银行", "需要", "支持"], ["banks", "need", "support"]),
        _ => new TokenizedPair(["政府", "需要", "贷款"], ["governments", "need", "loans"]),
    })];

    [Fact]
    public void Words_that_keep_together_are_linked() =>
        Assert.All(new WordAligner().Align(_pairs), a => Assert.Equal("0-0 1-1 2-2", a.ToString()));

    [Fact]
    public void Links_do_not_depend_on_the_number_of_threads() =>
        Assert.Equal(
            new WordAligner(new WordAlignerOptions { MaxThreads = 1 }, LexicalTable.Default).Align(_pairs).Select(a => a.ToString()),
            new WordAligner(new WordAlignerOptions { MaxThreads = 4 }, LexicalTable.Default).Align(_pairs).Select(a => a.ToString()));

    [Fact]
    public void Too_long_and_empty_pairs_come_back_without_links()
    {
        IReadOnlyList<WordAlignment> links = new WordAligner(new WordAlignerOptions { MaxWords = 3 }).Align([new TokenizedPair([], ["a"]), new TokenizedPair(["一", "二", "三", "四"], ["one"])]);
        Assert.All(links, a => Assert.Empty(a.Links));
    }

    [Fact]
    public void Wrong_options_are_all_named()
    {
        string message = Assert.Throws<ArgumentException>(() => new WordAligner(new WordAlignerOptions { Samplers = 0, MaxWords = 0 })).Message;
        Assert.Contains("Samplers", message, StringComparison.Ordinal);
        Assert.Contains("MaxWords", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Growing_adds_only_neighbours_that_reach_a_free_word()
    {
        bool[,] forward = { { true, true, false }, { false, false, false }, { false, false, true } };
        bool[,] backward = { { true, false, false }, { false, false, false }, { false, false, false } };
        Assert.Equal("0-0", Symmetrizer.Combine(forward, backward, Symmetrization.Intersection).ToString());
        Assert.Equal("0-0 0-1", Symmetrizer.Combine(forward, backward, Symmetrization.GrowDiag).ToString());
        Assert.Equal("0-0 0-1 2-2", Symmetrizer.Combine(forward, backward, Symmetrization.Union).ToString());
    }

    [Fact]
    public void Every_sentence_stands_in_exactly_one_pair()
    {
        string zh = "金融稳定\n银行需要支持。2018年出口增长5%。政府提供贷款。", en = "Financial stability\nBanks need support. The government provides loans.";
        IReadOnlyList<SentencePair> pairs = new SentenceAligner().Align(zh, en);
        Assert.Equal(("金融稳定", "Financial stability"), (pairs[0].Source, pairs[0].Target));
        Assert.Equal(("银行需要支持。", "Banks need support."), (pairs[1].Source, pairs[1].Target));
        Assert.Equal(zh.Replace("\n", "", StringComparison.Ordinal), string.Concat(pairs.Select(p => p.Source)));
        Assert.Equal(en.Replace('\n', ' '), string.Join(' ', pairs.Select(p => p.Target).Where(t => t.Length > 0)));
    }

    [Fact]
    public void Lines_without_tab_are_kept_and_reported()
    {
        ParallelText text = ParallelText.ReadTsv(new MemoryStream(Encoding.UTF8.GetBytes("货币稳定\tcurrency stability\n坏行\n")), "p.tsv");
        Assert.Equal(2, text.Count);
        Assert.Contains(text.Faults, f => f.Code == "TRM0403" && f.Line == 2);
    }

    [Fact]
    public void Broken_memory_keeps_what_stands_before_the_fault()
    {
        string xml = "<tmx version=\"1.4\"><header/><body><tu><tuv xml:lang=\"zh-CN\"><seg>货币<ph>x</ph>稳定</seg></tuv><tuv xml:lang=\"en\"><seg>monetary stability</seg></tuv></tu>\n<tu><tuv";
        ParallelText text = ParallelText.ReadTmx(new MemoryStream(Encoding.UTF8.GetBytes(xml)), "m.tmx");
        Assert.Equal(new SentencePair("货币稳定", "monetary stability", 1), Assert.Single(text));
        Assert.Contains(text.Faults, f => f.Code == "TRM0401" && f.Line == 2);
        Assert.Throws<TerminologyFormatException>(() => ParallelText.ReadTmx(new MemoryStream("<tmx><body"u8.ToArray())));
    }

    [Fact]
    public void Both_versions_of_xliff_are_read()
    {
        string old = "<xliff version=\"1.2\"><file><body><trans-unit id=\"1\"><source>货币稳定</source><target>monetary stability</target></trans-unit></body></file></xliff>";
        string two = "<xliff version=\"2.0\"><file><unit id=\"1\"><segment><source>monetary stability</source><target>货币稳定</target></segment></unit></file></xliff>";
        foreach (string xml in new[] { old, two })
            Assert.Equal(("货币稳定", "monetary stability"), ParallelText.ReadXliff(new MemoryStream(Encoding.UTF8.GetBytes(xml))).Select(p => (p.Source, p.Target)).Single());
    }

    [Fact]
    public void Exchanged_sides_are_reported()
    {
        ParallelText text = ParallelText.ReadTsv(new MemoryStream(Encoding.UTF8.GetBytes("monetary stability\t货币稳定\n")));
        Assert.Contains(text.Faults, f => f.Code == "TRM0407");
    }

    [Fact]
    public void Terms_get_their_English_in_either_script()
    {
        ParallelText text = new([new("金管局維持貨幣穩定。", "The HKMA maintains monetary stability."), new("貨幣穩定十分重要。", "Monetary stability is very important.")]);
        ParallelTerm found = Assert.Single(new ParallelTermAligner().Align(text, ["货币稳定"]));
        Assert.Equal(2, found.Count);
        Assert.Equal("monetary stability", found.Suggestions[0].Text);
    }

    [Fact]
    public void Missing_and_forbidden_English_is_found_and_inflection_forgiven()
    {
        TermSection Term(string text, AdministrativeStatus status = AdministrativeStatus.NotSpecified) => new() { Text = text, Status = status };
        Glossary glossary = new([new ConceptEntry
        {
            Id = "c1",
            Languages =
            [
                new LanguageSection { Language = "zh", Terms = [Term("小微企业")] },
                new LanguageSection { Language = "en", Terms = [Term("micro and small enterprise"), Term("tiny firm", AdministrativeStatus.Deprecated)] },
            ],
        }]);
        IReadOnlyList<TranslationFault> faults = new TranslationChecker(glossary).Check(
            [new("支持小微企業。", "Support micro and small enterprises."), new("支持小微企业。", "Support tiny firms.")]);
        Assert.Equal([(TranslationFaultKind.Missing, 1), (TranslationFaultKind.Forbidden, 1)], faults.Select(f => (f.Kind, f.Pair)));
        Assert.Equal("tiny firms", faults[1].Found);
    }

    [Theory]
    [InlineData("policies", "policy")]
    [InlineData("providing", "provided")]
    [InlineData("trades", "trading")]
    public void Forms_of_a_word_share_a_key(string a, string b) => Assert.Equal(EnglishWord.Key(a), EnglishWord.Key(b));
}
