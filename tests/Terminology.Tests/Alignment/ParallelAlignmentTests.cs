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
        Assert.Equal("monetary stability", found.Suggestions[0].Text, ignoreCase: true);
        Assert.Equal(text[0], found.Suggestions[0].Context);
    }

    [Fact]
    public void The_translators_own_word_stands_before_the_term_base()
    {
        ParallelText text = new([new("大力发展智能制造。", "Vigorously develop clever making."), new("智能制造是主攻方向。", "Clever making is the main direction."), new("建设智能制造示范区。", "Build demonstration zones for clever making.")]);
        IReadOnlyList<TermSuggestion> found = new TermAligner(new TermAlignerOptions { ParallelText = text }).Suggest("智能制造");
        Assert.Equal(("clever making", AlignmentMethod.ParallelText), (found[0].Text, found[0].Method));
        Assert.Equal("in the translation of 3 of 3 places", found[0].Evidence);
        Assert.Contains(found, f => f.Method == AlignmentMethod.TermBase);
    }

    [Fact]
    public void What_term_base_and_text_agree_on_keeps_the_method_of_the_term_base_and_has_the_pair()
    {
        ParallelText text = new([new("大力发展智能制造。", "Vigorously develop intelligent manufacturing.", 7)]);
        TermAlignment found = new TermAligner(new TermAlignerOptions { ParallelText = text }).Align(["智能制造"])[0];
        Assert.Equal(1, found.Term.Frequency);
        Assert.Equal("intelligent manufacturing", found.English);
        Assert.Equal(AlignmentMethod.TermBase, found.Suggestions[0].Method);
        Assert.Equal(text[0], found.Suggestions[0].Context);
        ConceptEntry entry = Assert.Single(new TermAlignmentList([found], []).ToGlossary().Entries);
        Assert.Equal([text[0].Source, text[0].Target], entry.Languages.Select(l => l.Terms[0].Context));
    }

    [Fact]
    public void What_is_known_of_a_term_guides_the_search_in_the_text()
    {
        ParallelText text = new([new("大力发展智能制造和工业互联网。", "Vigorously develop the industrial internet and intelligent manufacturing.")]);
        TermSuggestion found = new TermAligner(new TermAlignerOptions { ParallelText = text }).Suggest("智能制造")[0];
        Assert.Equal(new ParallelTermAligner().Align(text, ["智能制造"])[0].Suggestions[0].Score, found.Score);
        TermSuggestion unguided = new TermAligner(new TermAlignerOptions { ParallelText = text, UseTermBase = false, UseComposition = false, MinimumScore = 0 }).Suggest("智能制造")[0];
        Assert.NotEqual(unguided.Score, found.Score);
    }

    [Fact]
    public void The_clients_glossary_stands_before_the_text()
    {
        Glossary client = new([new ConceptEntry
        {
            Id = "c1",
            Languages = [new LanguageSection { Language = "zh", Terms = [new TermSection { Text = "智能制造" }] }, new LanguageSection { Language = "en", Terms = [new TermSection { Text = "smart making" }] }],
        }]);
        ParallelText text = new([new("大力发展智能制造。", "Vigorously develop intelligent manufacturing.")]);
        IReadOnlyList<TermSuggestion> found = new TermAligner(client, new TermAlignerOptions { ParallelText = text }).Suggest("智能制造");
        Assert.Equal(("smart making", AlignmentMethod.ClientGlossary), (found[0].Text, found[0].Method));
        Assert.Equal("intelligent manufacturing", found[1].Text);
    }

    [Theory]
    [InlineData("场外衍生工具须申报。", "Over-the-counter derivatives must be reported.", "场外衍生工具", "Over-the-counter derivatives")]
    [InlineData("银行接受现场审查。", "Banks undergo on-site examinations.", "现场审查", "on-site examinations")]
    [InlineData("银行管理信用、流动性和市场风险。", "Banks manage credit, liquidity and market risks.", "信用、流动性和市场风险", "credit, liquidity and market risks")]
    public void Terms_begin_with_hyphenated_small_words_and_go_over_commas_where_the_original_does(string zh, string en, string term, string english)
    {
        Assert.Equal(english, new ParallelTermAligner().Align([new(zh, en)], [term])[0].Suggestions[0].Text);
    }

    [Fact]
    public void Where_an_abbreviation_stands_its_full_form_counts_too()
    {
        ParallelText text = new([new("设立支持组合。", "A Backing Portfolio (BP) was set up."), new("支持组合的资产充足。", "The assets of the BP are sufficient."), new("支持组合与投资组合分开。", "The BP and the investments are kept apart.")]);
        TermSuggestion full = Assert.Single(new ParallelTermAligner().Align(text, ["支持组合"])[0].Suggestions, s => s.Text == "Backing Portfolio");
        Assert.Equal("in the translation of 3 of 3 places", full.Evidence);
    }

    [Fact]
    public void Pairs_without_words_give_no_suggestion()
    {
        ParallelText text = new([new("鱻鱻鱻", "—"), new("鱻鱻鱻", "...")]);
        Assert.Empty(Assert.Single(new ParallelTermAligner().Align(text, ["鱻鱻鱻"])).Suggestions);
    }

    [Fact]
    public void Terms_come_out_the_same_on_any_number_of_threads()
    {
        ParallelText text = new(Enumerable.Range(0, 30).Select(n => new SentencePair($"第{n}批企业发展智能制造和工业互联网。", $"Batch {n} of enterprises develops smart manufacturing and the industrial internet.")));
        string[] terms = ["智能制造", "工业互联网", "企业"];
        string Run(int threads) => string.Join('\n', new ParallelTermAligner(new WordAlignerOptions { MaxThreads = threads }).Align(text, terms).SelectMany(t => t.Suggestions));
        Assert.Equal(Run(1), Run(4));
    }

    [Fact]
    public void Chinese_clauses_after_semicolons_join_one_English_sentence()
    {
        string zh = "会议讨论的课题包括环球银行的贷款供应；运用审慎监管措施的经验；美国加息对物业市场的影响；基本利率的公式。会议纪录载于网站。";
        string en = "The meeting discussed topics including the supply of loans by global banks, the experience of using prudential supervision measures, the effect of US interest rate hikes on the property market, and the formula of the base rate. Records of the meeting are published on the website.";
        IReadOnlyList<SentencePair> pairs = new SentenceAligner().Align(zh, en);
        Assert.Equal(2, pairs.Count);
        Assert.StartsWith("Records", pairs[1].Target, StringComparison.Ordinal);
        Assert.Equal("会议纪录载于网站。", pairs[1].Source);
    }

    [Fact]
    public void Items_of_a_flattened_list_are_sentences() =>
        Assert.Equal(["1. 主要业务", "2. 会计政策", "3. 黄金"], SentenceSplitter.Split("1. 主要业务   2. 会计政策   3. 黄金", chinese: true).Select(s => "1. 主要业务   2. 会计政策   3. 黄金".Substring(s.Start, s.Length)));

    [Fact]
    public void A_line_of_a_million_characters_is_kept_and_reported()
    {
        string zh = string.Concat(Enumerable.Repeat("发展智能制造。", 150_000));
        ParallelText text = ParallelText.ReadTsv(new MemoryStream(Encoding.UTF8.GetBytes($"货币稳定\tmonetary stability\n{zh}\tA long line.\n")), "p.tsv");
        Assert.Equal(zh, text[1].Source);
        Assert.Contains(text.Faults, f => f.Code == "TRM0408" && f.Line == 2);
        Assert.Equal(1, Assert.Single(new ParallelTermAligner().Align(text, ["货币稳定"])).Count);
    }

    [Fact]
    public void Files_of_different_length_and_empty_sides_are_kept_and_reported()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("terms-");
        try
        {
            string zh = Path.Combine(folder.FullName, "zh.txt"), en = Path.Combine(folder.FullName, "en.txt");
            File.WriteAllText(zh, "货币稳定\n\n银行\n");
            File.WriteAllText(en, "monetary stability\ncredit\n");
            ParallelText text = ParallelText.ReadLines(zh, en);
            Assert.Equal([new("货币稳定", "monetary stability", 1), new("", "credit", 2), new SentencePair("银行", "", 3)], text);
            Assert.Equal([("TRM0404", 3), ("TRM0405", 2), ("TRM0405", 3)], text.Faults.Select(f => (f.Code, f.Line)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
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
