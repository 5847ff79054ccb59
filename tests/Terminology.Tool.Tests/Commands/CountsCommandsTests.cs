namespace Terminology.Tool.Tests;

/// <summary><c>terms count</c>, <c>merge</c> and <c>rank</c>.</summary>
public sealed class CountsCommandsTests
{
    private static Folder Texts()
    {
        string[] lines = [.. File.ReadAllLines(Path.Combine(Tool.Seeds, "2014-miit-work-conference.txt")).Where(line => line.Length > 0)];
        var folder = new Folder();
        for (int i = 0; i < 3; i++)
            folder.With($"texts/{i}.txt", string.Join('\n', lines.Where((_, n) => n % 3 == i)));
        return folder;
    }

    [Fact]
    public async Task Parts_merged_and_ranked_are_what_extract_lists()
    {
        using Folder folder = Texts();
        (await Tool.Run(folder, "count", "texts", "--part", "1/2", "-o", "1.counts")).Ended(0);
        (await Tool.Run(folder, "count", "texts", "--part", "2/2", "-o", "2.counts")).Ended(0);
        (await Tool.Run(folder, "merge", "2.counts", "1.counts", "-o", "all.counts")).Ended(0);
        (await Tool.Run(folder, "count", "texts", "-o", "whole.counts", "--memory", "64MB")).Ended(0);
        Assert.Equal(File.ReadAllBytes(folder["whole.counts"]), File.ReadAllBytes(folder["all.counts"]));
        Output ranked = (await Tool.Run(folder, "rank", "all.counts", "--format", "csv")).Ended(0);
        Output extracted = (await Tool.Run(folder, "extract", "texts", "--format", "csv")).Ended(0);
        Assert.Equal(extracted.Text, ranked.Text);
        Assert.True(ranked.Lines.Length > 300);
    }

    [Fact]
    public async Task Terms_that_were_counted_wherever_they_stand_are_listed()
    {
        using Folder folder = Texts().With("wanted.txt", "化深度融\n");
        (await Tool.Run(folder, "count", "texts", "--include", "wanted.txt", "-o", "all.counts")).Ended(0);
        Assert.Contains("化深度融,", (await Tool.Run(folder, "rank", "all.counts", "--include", "wanted.txt", "--format", "csv")).Ended(0).Text, StringComparison.Ordinal);
        (await Tool.Run(folder, "rank", "all.counts")).FailedBecause("TRM0604");
    }

    [Fact]
    public async Task A_damaged_part_is_named_and_the_check_says_which_to_count_again()
    {
        using Folder folder = Texts();
        (await Tool.Run(folder, "count", "texts/0.txt", "-o", "0.counts")).Ended(0);
        (await Tool.Run(folder, "count", "texts/1.txt", "-o", "1.counts")).Ended(0);
        byte[] bytes = File.ReadAllBytes(folder["1.counts"]);
        File.WriteAllBytes(folder["1.counts"], bytes[..^20]);
        (await Tool.Run(folder, "merge", "0.counts", "1.counts", "-o", "all.counts")).FailedBecause("1.counts", "count this part again");
        Assert.False(File.Exists(folder["all.counts"]));
        Output check = (await Tool.Run(folder, "merge", "--check", "0.counts", "1.counts")).Ended(1);
        Assert.Equal(["1.counts"], check.Lines);
        (await Tool.Run(folder, "rank", "texts/0.txt")).FailedBecause("0.txt", "not a counts file");
    }

    [Theory]
    [InlineData("--part", "3/2")]
    [InlineData("--part", "0/2")]
    [InlineData("--part", "half")]
    [InlineData("--part", "4/9")]
    [InlineData("--memory", "much")]
    [InlineData("--memory", "1MB")]
    public async Task Options_out_of_range_are_named(string option, string value)
    {
        using Folder folder = Texts();
        (await Tool.Run(folder, "count", "texts", "-o", "x.counts", option, value)).FailedBecause(option == "--part" ? "--part" : value == "1MB" ? "MemoryBudget" : value);
        Assert.False(File.Exists(folder["x.counts"]));
    }

    [Fact]
    public async Task A_document_that_is_counted_twice_is_named()
    {
        using Folder folder = Texts();
        (await Tool.Run(folder, "count", "texts", "texts/1.txt", "-o", "x.counts")).FailedBecause("texts/1.txt");
    }
}
