using CsCheck;

namespace Terminology.Tests;

public class BackgroundTests
{
    private static BackgroundModel Build(params string[] texts)
    {
        var builder = new BackgroundBuilder();
        var preparer = new DocumentPreparer();
        foreach (string text in texts)
            builder.Add(preparer.Prepare(new Document("d", text)));
        return BackgroundModel.FromBytes(builder.Build());
    }

    [Fact]
    public void Sequences_seen_three_times_are_counted_with_their_documents_and_borders()
    {
        BackgroundModel model = Build("智能制造。智能制造，", "发展智能制造。", "智能制造装备");
        GramStatistics s = model[StringHash.Of("智能制造")];
        Assert.Equal(4, s.Count);
        Assert.Equal(3, s.Documents);
        Assert.Equal(1, s.LeftBorders, 0.02);
        Assert.Equal(0.75, s.RightBorders, 0.02);
        Assert.False(model[StringHash.Of("智能制造装备")].Exists);
    }

    [Fact]
    public void A_held_out_document_sees_the_counts_without_itself()
    {
        var preparer = new DocumentPreparer();
        var builder = new BackgroundBuilder();
        ulong key = StringHash.Of("智能制造");
        for (int i = 0; i < 3; i++)
            builder.Add(preparer.Prepare(new Document("d", "智能制造。")));
        Dictionary<ulong, GramStatistics>? without = builder.Add(preparer.Prepare(new Document("own", "智能制造。智能制造。")), [key]);
        BackgroundModel model = BackgroundModel.FromBytes(builder.Build());
        Assert.Equal(5, model[key].Count);
        Assert.Equal(3, new BackgroundView(model, without)[key].Count);
    }

    [Fact]
    public void Decoded_counts_are_close_to_the_encoded_ones() =>
        Gen.Int[1, 200_000].Sample(count =>
        {
            float decoded = GramStatistics.Encode(count, 1, 0, 0, 0, 0, 0, 0).Count;
            return Math.Abs(decoded - count) <= 0.03 * count;
        });

    [Fact]
    public void Building_twice_gives_the_same_bytes()
    {
        static byte[] Bytes()
        {
            var builder = new BackgroundBuilder();
            var preparer = new DocumentPreparer();
            foreach (Document d in Corpus.FromDirectory(Repository.Seeds))
                builder.Add(preparer.Prepare(d));
            return builder.Build();
        }
        Assert.Equal(Bytes(), Bytes());
    }

    [Fact]
    public void The_built_in_background_knows_policy_terms_better_than_fragments()
    {
        BackgroundModel model = BackgroundModel.Default;
        Assert.True(model.Tokens > 4_000_000);
        Assert.True(model[StringHash.Of("智能制造")].Count > 100);
        Assert.True(model[StringHash.Of("智能制造")].RightBorders > model[StringHash.Of("国务院办公")].RightBorders);
    }

    [Fact]
    public void Damaged_statistics_are_refused() =>
        Assert.Equal("TRM0001", Assert.Throws<TerminologyFormatException>(() => BackgroundModel.FromBytes(new byte[64])).Code);
}
