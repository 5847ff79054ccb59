namespace Terminology.Tests;

public sealed class TermAlignerTests
{
    private static readonly TermAligner s_default = new();

    [Theory]
    [InlineData("智能制造", "smart manufacturing|intelligent manufacturing")]
    [InlineData("中华人民共和国", "People's Republic of China")]
    [InlineData("国务院", "State Council")]
    [InlineData("新能源汽车", "new energy vehicles|new energy vehicle|NEVs")]
    public void A_term_of_the_term_base_is_found_as_it_stands(string term, string expected)
    {
        IReadOnlyList<TermSuggestion> suggestions = s_default.Suggest(term);
        Assert.Equal(AlignmentMethod.TermBase, suggestions[0].Method);
        Assert.Contains(suggestions[0].Text, expected.Split('|'));
        Assert.Contains(term, suggestions[0].Evidence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("“智能制造”")]
    [InlineData("智 能 制 造")]
    public void Quotes_and_white_space_do_not_matter(string term) =>
        Assert.Equal(s_default.Suggest("智能制造"), s_default.Suggest(term));

    [Fact]
    public void Traditional_script_is_a_variant_of_simplified()
    {
        TermSuggestion suggestion = s_default.Suggest("新能源汽車")[0];
        Assert.Equal(AlignmentMethod.Variant, suggestion.Method);
        Assert.Equal(s_default.Suggest("新能源汽车")[0].Text, suggestion.Text);
        Assert.True(suggestion.Score < s_default.Suggest("新能源汽车")[0].Score);
    }

    [Fact]
    public void A_new_term_is_composed_and_says_of_what()
    {
        TermSuggestion suggestion = s_default.Suggest("量子智能制造平台")[0];
        Assert.Equal(AlignmentMethod.Composition, suggestion.Method);
        Assert.Contains("manufacturing platform", suggestion.Text, StringComparison.Ordinal); // singular or plural
        Assert.StartsWith("量子 quantum", suggestion.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Latin_letters_and_digits_are_carried_over() =>
        Assert.Contains("XR-9000", s_default.Suggest("XR-9000芯片")[0].Text, StringComparison.Ordinal);

    [Fact]
    public void The_clients_glossary_wins_and_its_deprecated_terms_are_never_suggested()
    {
        var aligner = new TermAligner(Client("智能制造", ("clever making", AdministrativeStatus.Preferred), ("intelligent manufacturing", AdministrativeStatus.Deprecated)));
        IReadOnlyList<TermSuggestion> suggestions = aligner.Suggest("智能制造");
        Assert.Equal(new TermSuggestion("clever making", AlignmentMethod.ClientGlossary, 1, "entry c1 of client"), suggestions[0]);
    }

    [Fact]
    public void The_clients_parts_win_in_compositions() =>
        Assert.Contains("clever making", new TermAligner(Client("智能制造", ("clever making", AdministrativeStatus.Preferred))).Suggest("海岛智能制造诊断")[0].Text, StringComparison.Ordinal);

    [Fact]
    public void Below_the_least_score_there_is_no_suggestion()
    {
        var strict = new TermAligner(new TermAlignerOptions { MinimumScore = 1 });
        Assert.Empty(strict.Suggest("智能制造"));
        Assert.Empty(s_default.Suggest(""));
        Assert.Empty(s_default.Suggest("龘龘龘"));
    }

    [Fact]
    public void Suggestions_are_different_and_at_most_three()
    {
        foreach (string term in (string[])["数据安全管理", "社区服务体系", "科技成果转化", "信息化", "企业创新能力建设"])
        {
            IReadOnlyList<TermSuggestion> suggestions = s_default.Suggest(term);
            Assert.InRange(suggestions.Count, 1, 3);
            Assert.Equal(suggestions.Count, suggestions.Select(s => EnglishText.Comparable(s.Text)).Distinct().Count());
            Assert.All(suggestions, s => Assert.InRange(s.Score, 0, 1));
        }

        Assert.Single(new TermAligner(new TermAlignerOptions { MaxSuggestions = 1 }).Suggest("信息化"));
    }

    [Fact]
    public void Without_composition_and_term_base_only_the_client_speaks()
    {
        var aligner = new TermAligner(Client("甲", ("A", AdministrativeStatus.NotSpecified)), new TermAlignerOptions { UseTermBase = false, UseComposition = false });
        Assert.Empty(aligner.Suggest("智能制造"));
        Assert.Equal("A", aligner.Suggest("甲")[0].Text);
    }

    [Fact]
    public void All_faults_of_the_options_are_named_together()
    {
        var e = Assert.Throws<ArgumentException>(() => new TermAligner(new TermAlignerOptions { MinimumScore = 2, MaxSuggestions = 9 }));
        Assert.Contains(nameof(TermAlignerOptions.MinimumScore), e.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(TermAlignerOptions.MaxSuggestions), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_and_order_do_not_change_the_result()
    {
        string[] terms = ["数据安全管理办法", "智能网联汽车测试", "数字化转型服务", "绿色工厂评价体系", "5G融合应用", "农村电商物流体系", "工业设备上云"];
        string[] one = [.. terms.Select(t => string.Join("|", s_default.Suggest(t)))];
        string[] many = new string[terms.Length * 20];
        Parallel.For(0, many.Length, i => many[i] = string.Join("|", s_default.Suggest(terms[(i * 3) % terms.Length])));
        for (int i = 0; i < many.Length; i++)
        {
            Assert.Equal(one[(i * 3) % terms.Length], many[i]);
        }
    }

    [Fact]
    public void A_list_keeps_its_order_and_becomes_a_glossary()
    {
        var list = new TermCandidateList([Candidate(1, "智能制造", "推进智能制造。"), Candidate(2, "龘龘龘", "")], []);
        TermAlignmentList aligned = s_default.Align(list);
        Assert.Equal(["智能制造", "龘龘龘"], aligned.Select(a => a.Term.Text));
        Assert.Null(aligned[1].English);
        Glossary glossary = aligned.ToGlossary("terms");
        Assert.Equal("terms", glossary.Name);
        Assert.Equal(AdministrativeStatus.Preferred, glossary.Entries[0].TermsIn("en").First().Status);
        Assert.Equal("推进智能制造。", glossary.Entries[0].TermsIn("zh").First().Context);
        Assert.Empty(glossary.Entries[1].TermsIn("en"));
    }

    [Fact]
    public void A_variant_the_corpus_has_is_looked_up_where_the_term_is_unknown()
    {
        var term = new TermCandidate { Rank = 1, Text = "甲乙丙计", Termhood = 1, Salience = 1, Frequency = 1, DocumentFrequency = 1, Variants = [new TermVariant("新能源汽车", "abbreviation", 1)] };
        TermAlignment aligned = s_default.Align(new TermCandidateList([term], []))[0];
        Assert.Equal(AlignmentMethod.Variant, aligned.Suggestions[0].Method);
        Assert.Contains("新能源汽车 (abbreviation)", aligned.Suggestions[0].Evidence, StringComparison.Ordinal);
    }

    private static TermCandidate Candidate(int rank, string text, string context) =>
        new() { Rank = rank, Text = text, Termhood = 1, Salience = 1, Frequency = 1, DocumentFrequency = 1, Context = context };

    private static Glossary Client(string chinese, params (string Text, AdministrativeStatus Status)[] english) => new(
    [
        new ConceptEntry
        {
            Id = "c1",
            Languages =
            [
                new LanguageSection { Language = "zh-CN", Terms = [new TermSection { Text = chinese }] },
                new LanguageSection { Language = "en-US", Terms = [.. english.Select(e => new TermSection { Text = e.Text, Status = e.Status })] },
            ],
        },
    ], "client");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_term_is_composed_to_does_not_depend_on_the_terms_before(bool client)
    {
        // Terms with common beginnings, one the beginning of another, with and without a client's English of a part, and with other letters and names.
        string[] terms =
        [
            "量子智能", "量子智能制造", "量子智能制造平台", "量子智能制造平台建设", "量子智能交通", "量子通信安全保障体系建设规划", "量子通信安全", "青禾县", "青禾县数据平台",
            "5G", "5G基站", "5G基站建设", "5GA基站", "数据要素和算力", "数据要素和算力网络", "数据要素的流通", "数据要素流通交易平台监管办法", "数据", "数", "数据要素流通交易",
        ];
        Glossary glossary = Client("智能", ("clever", AdministrativeStatus.NotSpecified));
        TermAligner aligner = client ? new TermAligner(glossary) : s_default;
        Dictionary<string, IReadOnlyList<TermSuggestion>> alone = terms.ToDictionary(t => t, t => new TermAligner(client ? [glossary] : Array.Empty<Glossary>()).Suggest(t), StringComparer.Ordinal);
        var random = new Random(1);
        for (int round = 0; round < 30; round++)
        {
            random.Shuffle(terms);
            foreach (string term in terms)
                Assert.Equal(alone[term], aligner.Suggest(term));
        }

        foreach (TermAlignment pair in aligner.Align(terms))
            Assert.Equal(alone[pair.Term.Text], pair.Suggestions);
    }
}
