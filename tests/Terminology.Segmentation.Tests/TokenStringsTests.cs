using Terminology.Segmentation;

namespace Terminology.Segmentation.Tests;

public sealed class TokenStringsTests
{
    [Fact]
    public void A_string_is_equal_to_its_token_however_many_tokens_share_its_place()
    {
        var strings = new TokenStrings(cellCount: 100);
        var random = new Random(1);
        const string characters = "中国政府工作报告电信业网络ab1 ";
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(_ => characters[random.Next(characters.Length)]));
        for (int i = 0; i < 200_000; i++)
        {
            int start = random.Next(text.Length + 1);
            int length = random.Next(Math.Min(12, text.Length - start) + 1);
            Assert.Equal(text.Substring(start, length), strings.Get(text, start, length, place: 0));
        }

        for (int length = 0; length <= 12; length++)
            Assert.Equal(text[^length..], strings.Get(text, text.Length - length, length, place: 0));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Tokens_of_every_kind_have_their_own_strings(bool tags)
    {
        // Characters, words of two to five, words of the model, Latin, signs, pairs of units, a NUL, rare characters.
        const string text = "中国共产党领导的多党合作，杭研大厦\r\n😀𠀀3.5%和TD-LTE\0 龘䶮〇中华人民共和国、T恤、4S店、一\u4DB5";
        var segmenter = new Segmenter(SegmentationDictionary.Default.With("区块链技术", "数智化"), new SegmenterOptions { Tags = tags });
        string repeated = string.Concat(Enumerable.Repeat(text, 40));
        foreach (string input in (string[])[text, repeated, text])
        {
            IReadOnlyList<Token> tokens = segmenter.Segment(input);
            Assert.Equal(input, string.Concat(tokens));
            Assert.All(tokens, token => Assert.Equal(input.Substring(token.Start, token.Length), token.ToString()));
        }
    }

    [Fact]
    public void A_token_that_comes_again_is_the_same_string()
    {
        Assert.Equal("工业", Segmenter.Default.Segment("工业")[0].ToString());
        string text = "工业工业、工业";
        IReadOnlyList<Token> tokens = Segmenter.Default.Segment(text);
        string[] words = [.. tokens.Select(token => token.ToString()).Where(word => word == "工业")];
        Assert.Equal(3, words.Length);
        Assert.All(words, word => Assert.Same(words[0], word));
    }
}
