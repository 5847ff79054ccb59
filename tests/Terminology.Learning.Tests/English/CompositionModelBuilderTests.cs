namespace Terminology.Learning.Tests.English;

public sealed class CompositionModelBuilderTests
{
    private static readonly TermBaseRow[] s_rows =
    [
        Row("数据安全", "data security"), Row("数据管理", "data management"), Row("网络安全", "network security"), Row("网络管理", "network management"),
        Row("安全管理", "security management"), Row("数据平台", "data platform"), Row("管理平台", "management platform"), Row("网络平台", "network platform"),
        Row("农业发展", "development of agriculture"), Row("工业发展", "development of industry"), Row("农业", "agriculture"), Row("工业", "industry"), Row("发展", "development"),
        Row("工业平台", "industry platform"), Row("农业平台", "agriculture platform"), Row("网络发展", "development of network"),
    ];

    [Fact]
    public void Parts_of_pairs_are_aligned_with_each_other()
    {
        IReadOnlyList<TermBaseEntry> entries = TermBaseMerger.Merge(s_rows);
        var pairs = entries.Select(e => new TermPair(e.Key, e.Renderings[0].English, 1, 1));
        foreach ((TermPair pair, _, List<string> words, Derivation derivation) in new PairAligner(pairs).Align(3))
        {
            if (pair.Key == "工业发展")
            {
                Assert.Equal([new Block(0, 2, 2, 3), new Block(2, 4, 0, 1)], derivation.Parts);
                Assert.Equal("industry", words[derivation.Parts[0].First]);
                return;
            }
        }

        Assert.Fail("the pair was not aligned");
    }

    [Theory]
    [InlineData("数据安全平台", "data security platform")]
    [InlineData("数据发展", "development of data")]
    public void New_terms_are_composed_from_what_the_pairs_taught(string term, string english)
    {
        List<Composed> composed = new TermComposer(Model(s_rows)).Compose(term, 3);
        Assert.Equal(english, composed[0].Text);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_change_the_bytes() => Assert.Equal(Bytes(s_rows), Bytes([.. s_rows.Reverse()]));

    [Fact]
    public void What_is_written_is_what_is_read()
    {
        CompositionModel model = Model(s_rows);
        int index = model.Find("农业发展");
        Assert.Equal(1, model.Renderings(index)[0].Rank);
        Assert.Equal("development of agriculture", model.TextOf(model.Renderings(index)[0]));
        Assert.Equal(-1, model.Find("火星"));
    }

    [Fact]
    public void A_damaged_resource_is_an_error_of_its_own()
    {
        byte[] bytes = [1, 2, 3, 4, 5, 6];
        using var stream = new MemoryStream();
        using (var brotli = new System.IO.Compression.BrotliStream(stream, System.IO.Compression.CompressionMode.Compress, leaveOpen: true))
        {
            brotli.Write(bytes);
        }

        stream.Position = 0;
        Assert.Equal("TRM0007", Assert.Throws<TerminologyFormatException>(() => CompositionModel.Read(stream)).Code);
    }

    [Fact]
    public void Sources_vote_and_official_renderings_count_more()
    {
        TermBaseEntry entry = Assert.Single(TermBaseMerger.Merge(
        [
            new TermBaseRow("新常态", "new normalcy", "policy", 2, "a"),
            new TermBaseRow("“新常态”", "New Normalcy; new state", "policy", 1, "b"),
            new TermBaseRow("新常态", "new normal", "policy", 1, "official", "2015", 3),
        ]));
        Assert.Equal(["new normal", "new normalcy", "new state"], entry.Renderings.Select(r => r.English.ToLowerInvariant()));
        Assert.Equal("2015", entry.Renderings[0].Year);
        Assert.Equal(1, entry.Tier);
        Assert.Equal(["a", "b"], entry.Renderings[1].Sources);
    }

    [Fact]
    public void Phrases_cut_across_the_border_of_a_word_are_less_whole()
    {
        CompositionModel model = Model(s_rows);
        Assert.True(model.Wholeness(model.Find("管理")) > -1);
        Assert.All(Enumerable.Range(0, model.KeyCount), i => Assert.InRange(model.Wholeness(i), -8, 0));
    }

    [Fact]
    public void Capitals_of_names_stay_out_of_other_terms()
    {
        CompositionModel model = Model([.. s_rows, Row("国家数据中心条例", "National Data Center Regulations"), Row("国家平台", "national platform")]);
        Assert.Equal("national", model.InLowerCase("National"));
        Assert.Equal("Regulations", model.InLowerCase("Regulations"));
        Assert.Equal("5G", model.InLowerCase("5G"));
    }

    [Fact]
    public void The_ranker_sees_finite_features_and_keeps_every_composition()
    {
        CompositionModel model = Model(s_rows);
        List<Composed> composed = new TermComposer(model).Compose("数据安全管理平台", CompositionRanker.Width);
        float[] rows = new float[composed.Count * CompositionRanker.FeatureCount];
        CompositionRanker.Features(model, "数据安全管理平台", composed, rows);
        Assert.All(rows, f => Assert.True(float.IsFinite(f)));
        Assert.Equal(composed.Select(c => c.Text), CompositionRanker.Rank(model, "数据安全管理平台", composed).Select(r => r.Composed.Text));
    }

    [Fact]
    public void Unknown_names_of_places_are_composed_in_pinyin()
    {
        using var stream = new MemoryStream();
        CompositionModel.Write(CompositionModelBuilder.Build(TermBaseMerger.Merge(s_rows), [], pinyin: ["qing 青", "zhou 州"]), stream);
        stream.Position = 0;
        CompositionModel model = CompositionModel.Read(stream);
        Assert.Contains(new TermComposer(model).Compose("青州市数据平台", CompositionRanker.Width), c => c.Text == "Qingzhou City data platform");
    }

    [Fact]
    public void Derivations_are_the_same_after_writing_and_reading()
    {
        List<TermBaseEntry> entries = TermBaseMerger.Merge(s_rows);
        PairDerivations made = PairDerivations.Of(entries, []);
        string path = Path.GetTempFileName();
        try
        {
            made.Write(path);
            Assert.Equal(Bytes(made), Bytes(PairDerivations.Read(path)));
            Assert.Equal(CompositionModelBuilderTests.Bytes(s_rows), Bytes(made));
        }
        finally
        {
            File.Delete(path);
        }

        byte[] Bytes(PairDerivations derivations)
        {
            using var stream = new MemoryStream();
            CompositionModel.Write(CompositionModelBuilder.Build(entries, [], derivations: derivations), stream);
            return stream.ToArray();
        }
    }

    private static TermBaseRow Row(string chinese, string english) => new(chinese, english, "policy", 1, "test");

    private static byte[] Bytes(TermBaseRow[] rows)
    {
        using var stream = new MemoryStream();
        CompositionModel.Write(CompositionModelBuilder.Build(TermBaseMerger.Merge(rows), []), stream);
        return stream.ToArray();
    }

    private static CompositionModel Model(TermBaseRow[] rows)
    {
        using var stream = new MemoryStream(Bytes(rows));
        return CompositionModel.Read(stream);
    }
}
