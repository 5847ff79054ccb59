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
