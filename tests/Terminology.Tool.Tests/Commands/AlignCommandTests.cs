using System.Text.Json;

namespace Terminology.Tool.Tests.Commands;

public sealed class AlignCommandTests
{
    private const string Pairs = """
        大力发展智能制造。	Vigorously develop smart manufacturing.
        智能制造是主攻方向。	Smart manufacturing is the main direction.
        建设工业互联网。	Build the industrial internet.
        工业互联网是重要基础。	The industrial internet is an important foundation.
        推动数字经济发展。	Promote the development of the digital economy.

        """;

    [Fact]
    public async Task English_of_the_given_terms_is_found_in_sentence_pairs()
    {
        using Folder folder = new Folder().With("pairs.tsv", Pairs).With("list.txt", "智能制造\n工业互联网\n");
        Output run = (await Tool.Run(folder, "align", "pairs.tsv", "--terms", "list.txt")).Ended(0);
        Assert.Equal("term,english,score,method,count,evidence,zh,en", run.Lines[0]);
        Assert.Contains(run.Lines, line => line.StartsWith("智能制造,smart manufacturing", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(run.Lines, line => line.StartsWith("工业互联网,industrial internet", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Sentences_and_word_links_are_written_pair_by_pair()
    {
        using Folder folder = new Folder().With("pairs.tsv", Pairs);
        Output sentences = (await Tool.Run(folder, "align", "pairs.tsv", "--sentences", "--format", "json")).Ended(0);
        using JsonDocument json = JsonDocument.Parse(sentences.Bytes);
        Assert.Equal(5, json.RootElement.GetArrayLength());
        Output links = (await Tool.Run(folder, "align", "pairs.tsv", "--links")).Ended(0);
        Assert.Equal(5, links.Text.Count(c => c == '\n'));
        Assert.All(links.Lines, line => Assert.Matches(@"^\d+-\d+( \d+-\d+)*$", line));
    }

    [Fact]
    public async Task Two_documents_are_aligned_by_sentence()
    {
        string[][] lines = [.. Pairs.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('\t'))];
        using Folder folder = new Folder().With("zh.txt", string.Join('\n', lines.Select(l => l[0]))).With("en.txt", string.Join('\n', lines.Select(l => l[1])));
        Output run = (await Tool.Run(folder, "align", "zh.txt", "en.txt", "--sentences", "--output", "a.tsv")).Ended(0);
        Assert.Contains("建设工业互联网。\tBuild the industrial internet.", File.ReadAllText(folder["a.tsv"]), StringComparison.Ordinal);
        Assert.Empty(run.Text);
    }

    [Fact]
    public async Task A_term_that_no_pair_holds_ends_with_1()
    {
        using Folder folder = new Folder().With("pairs.tsv", Pairs).With("list.txt", "鱻鱻鱻\n");
        (await Tool.Run(folder, "align", "pairs.tsv", "--terms", "list.txt")).Ended(1);
    }

    [Fact]
    public async Task A_term_base_is_written_with_the_sentence_pair_as_context()
    {
        using Folder folder = new Folder().With("pairs.tsv", Pairs).With("list.txt", "工业互联网\n");
        (await Tool.Run(folder, "align", "pairs.tsv", "--terms", "list.txt", "--output", "a.tbx")).Ended(0);
        string tbx = File.ReadAllText(folder["a.tbx"]);
        Assert.Contains("建设工业互联网。", tbx, StringComparison.Ordinal);
        Assert.Contains("Build the industrial internet.", tbx, StringComparison.Ordinal);
        Assert.Contains("2 of 2 places", tbx, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Extraction_learns_English_from_sentence_pairs()
    {
        using Folder folder = new Folder().With("pairs.tsv", string.Join('\n', Enumerable.Repeat("大力发展两化深度融合。\tVigorously develop clever fusion.\n", 3)))
            .With("zh.txt", "推进两化深度融合。两化深度融合是主攻方向，两化深度融合很重要。\n");
        Output run = (await Tool.Run(folder, "extract", "zh.txt", "--parallel", "pairs.tsv", "--format", "csv")).Ended(0);
        Assert.Contains(run.Lines, line => line.Contains("clever fusion", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_wrong_with_pairs_is_told_by_line_and_the_rest_is_used()
    {
        using Folder folder = new Folder().With("pairs.tsv", Pairs + "坏行\nonly English here\t只有中文\n").With("list.txt", "工业互联网\n");
        Output run = (await Tool.Run(folder, "align", "pairs.tsv", "--terms", "list.txt")).Ended(0);
        Assert.Contains("TRM0403", run.Error, StringComparison.Ordinal);
        Assert.Contains("TRM0406", run.Error, StringComparison.Ordinal);
        Assert.Contains("pairs.tsv(7", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_memory_is_refused_with_its_line()
    {
        using Folder folder = new Folder().With("m.tmx", "<tmx version=\"1.4\">\n<body><tu>");
        (await Tool.Run(folder, "align", "m.tmx", "--output", "a.csv")).FailedBecause("m.tmx(2");
        Assert.Equal(["m.tmx"], folder.Files);
    }

    [Theory]
    [InlineData("align", "none.tsv")]
    [InlineData("align", "none.tsv", "pairs.tsv")]
    [InlineData("align", "pairs.tsv", "--terms", "none.tsv")]
    [InlineData("check", "none.tsv", "--glossary", "pairs.tsv")]
    [InlineData("check", "pairs.tsv", "--glossary", "none.tsv")]
    public async Task A_missing_file_is_named(params string[] arguments)
    {
        using Folder folder = new Folder().With("pairs.tsv", Pairs);
        (await Tool.Run(folder, arguments)).FailedBecause("none.tsv");
    }

    [Theory]
    [InlineData("--format", "docx")]
    [InlineData("--symmetrization", "both")]
    [InlineData("--output", "none/a.csv")]
    public async Task A_wrong_value_is_named_and_no_file_is_left(string option, string value)
    {
        using Folder folder = new Folder().With("pairs.tsv", Pairs).With("list.txt", "智能制造\n");
        (await Tool.Run(folder, "align", "pairs.tsv", "--terms", "list.txt", option, value)).FailedBecause(value);
        Assert.Equal(["list.txt", "pairs.tsv"], folder.Files);
    }

    [Fact]
    public async Task A_translation_that_keeps_to_the_glossary_passes_and_another_fails()
    {
        using Folder folder = new Folder().With("pairs.tsv", Pairs).With("good.csv", "zh,en\n智能制造,smart manufacturing\n").With("other.csv", "zh,en\n智能制造,intelligent manufacturing\n");
        (await Tool.Run(folder, "check", "pairs.tsv", "--glossary", "good.csv")).Ended(0);
        Output run = (await Tool.Run(folder, "check", "pairs.tsv", "--glossary", "other.csv", "--format", "csv")).Ended(1);
        Assert.Equal(3, run.Lines.Length);
        Assert.All(run.Lines.Skip(1), line => Assert.Contains(",missing,智能制造,", line, StringComparison.Ordinal));
    }
}
