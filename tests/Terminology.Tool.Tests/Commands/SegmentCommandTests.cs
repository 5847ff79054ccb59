using System.Text;

namespace Terminology.Tool.Tests.Commands;

public sealed class SegmentCommandTests
{
    private const string Text = "推进新型工业化。\n\n中国人民银行\n";

    [Fact]
    public async Task Tokens_are_separated_by_one_space_and_lines_stay_lines()
    {
        using Folder folder = new Folder().With("a.txt", Text);
        Output run = (await Tool.Run(folder, "segment", "a.txt")).Ended(0);
        Assert.Equal(Text, run.Text.Replace(" ", "", StringComparison.Ordinal));
        Assert.StartsWith("推进 新型 工业化 。\n\n", run.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("  ", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tags_follow_each_token_after_a_slash()
    {
        using Folder folder = new Folder().With("a.txt", Text);
        Output run = (await Tool.Run(folder, "segment", "a.txt", "--tags")).Ended(0);
        Assert.StartsWith("推进/v 新型/", run.Text, StringComparison.Ordinal);
        Assert.All(run.Lines.SelectMany(line => line.Split(' ')), token => Assert.Matches("^[^/]+/[a-zA-Z]+$", token));
    }

    [Theory]
    [InlineData("search")]
    [InlineData("full")]
    public async Task Other_modes_add_the_words_inside_words(string mode)
    {
        using Folder folder = new Folder().With("a.txt", "中国人民银行\n");
        string[] tokens = (await Tool.Run(folder, "segment", "a.txt", "--mode", mode)).Ended(0).Text.TrimEnd('\n').Split(' ');
        Assert.Contains("中国", tokens);
        Assert.Contains("银行", tokens);
        Assert.Contains("中国人民银行", tokens);
    }

    [Fact]
    public async Task A_word_of_the_users_dictionary_stays_whole()
    {
        using Folder folder = new Folder().With("a.txt", "推进两化深度融合\n").With("more.txt", "两化深度融合 100 n\n");
        Assert.Equal("推进 两化深度融合\n", (await Tool.Run(folder, "segment", "a.txt", "--user-dictionary", "more.txt")).Ended(0).Text);
    }

    [Fact]
    public async Task Tags_in_another_mode_are_refused()
    {
        using Folder folder = new Folder().With("a.txt", Text);
        (await Tool.Run(folder, "segment", "a.txt", "--tags", "--mode", "full")).FailedBecause("--tags", "default");
    }

    [Theory]
    [InlineData("gb18030", false)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-8", true)]
    public async Task Every_encoding_gives_the_same_tokens(string name, bool mark)
    {
        using Folder folder = new Folder().With("a.txt", Text);
        Encoding encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        folder.With("b.txt", [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(Text)]);
        Assert.Equal((await Tool.Run(folder, "segment", "a.txt")).Text, (await Tool.Run(folder, "segment", "b.txt")).Ended(0).Text);
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_named()
    {
        using Folder folder = new Folder().With("a.txt", [0xD6, 0xD0, 0x0A, 0xFF, 0xFF, 0x0A]);
        (await Tool.Run(folder, "segment", "a.txt")).FailedBecause("a.txt(2)", "byte 3");
    }

    [Fact]
    public async Task A_folder_is_refused_with_what_is_expected()
    {
        using Folder folder = new();
        (await Tool.Run(folder, "segment", ".")).FailedBecause("\".\"", "folder", "expected a file");
    }
}
