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
        Span<char> token = stackalloc char[12];
        for (int i = 0; i < 200_000; i++)
        {
            Span<char> part = token[..random.Next(token.Length + 1)];
            foreach (ref char character in part)
                character = characters[random.Next(characters.Length)];
            Assert.Equal(part.ToString(), strings.Get(part));
        }
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
