using Terminology.Segmentation;

namespace Terminology.Segmentation.Tests;

public sealed class TokenStringsTests
{
    [Fact]
    public void A_string_is_equal_to_its_token_however_many_tokens_share_its_place()
    {
        var strings = new TokenStrings();
        var random = new Random(1);
        const string characters = "中国政府工作报告电信业网络ab1 ";
        string text = string.Concat(Enumerable.Range(0, 20_000).Select(_ => characters[random.Next(characters.Length)]));
        for (int i = 0; i < 200_000; i++)
        {
            int start = random.Next(text.Length + 1);
            int length = random.Next(Math.Min(12, text.Length - start) + 1);
            Assert.Equal(text.Substring(start, length), strings.Get(text, start, length));
        }

        for (int length = 0; length <= 12; length++)
            Assert.Equal(text[^length..], strings.Get(text, text.Length - length, length));
    }

    [Fact]
    public void A_token_that_comes_again_is_the_same_string()
    {
        string text = "工业工业、工业";
        IReadOnlyList<Token> tokens = Segmenter.Default.Segment(text);
        string[] words = [.. tokens.Select(token => token.ToString()).Where(word => word == "工业")];
        Assert.Equal(3, words.Length);
        Assert.All(words, word => Assert.Same(words[0], word));
    }
}
