namespace Terminology.Tool.Tests;

/// <summary>Whatever is wrong: one line that names it, exit code 2, no file left behind.</summary>
public sealed class BadInputTests
{
    private const string Text = "加快推进两化深度融合，大力发展智能制造。\n";

    [Theory]
    [InlineData("extract")]
    [InlineData("explain", "智能制造")]
    [InlineData("segment")]
    [InlineData("compare")]
    [InlineData("concordance", "智能制造")]
    public async Task A_missing_file_is_named(string command, params string[] more)
    {
        using Folder folder = new();
        (await Tool.Run(folder, [command, "none.txt", .. more])).FailedBecause("none.txt");
    }

    [Fact]
    public async Task A_folder_without_files_is_named()
    {
        using Folder folder = new();
        Directory.CreateDirectory(folder["empty"]);
        (await Tool.Run(folder, "extract", "empty", "--output", "a.csv")).FailedBecause("empty");
        Assert.Empty(folder.Files);
    }

    [Fact]
    public async Task A_folder_without_texts_is_refused_by_the_name_of_the_file_that_cannot_be_read()
    {
        using Folder folder = new Folder().With("photos/a.jpg", "x");
        (await Tool.Run(folder, "extract", "photos", "--output", "a.csv")).FailedBecause("a.jpg");
        Assert.Equal([Path.Combine("photos", "a.jpg")], folder.Files);
    }

    [Theory]
    [InlineData("extract")]
    [InlineData("segment")]
    public async Task An_empty_file_is_named(string command)
    {
        using Folder folder = new Folder().With("a.txt", "");
        (await Tool.Run(folder, command, "a.txt")).FailedBecause("a.txt");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_refused()
    {
        using Folder folder = new Folder().With("a.txt", [0xFF, 0xFF, 0x00, 0x81, 0xFF, 0x00, 0x00, 0xFE]);
        (await Tool.Run(folder, "extract", "a.txt", "--output", "a.csv")).FailedBecause("a.txt");
        Assert.Equal(["a.txt"], folder.Files);
    }

    [Theory]
    [InlineData("--encoding", "klingon")]
    [InlineData("--top", "0")]
    [InlineData("--top", "-3")]
    [InlineData("--top", "many")]
    [InlineData("--min-termhood", "1.5")]
    [InlineData("--min-termhood", "NaN")]
    [InlineData("--rank-by", "beauty")]
    [InlineData("--rank-by", "0.7*beauty")]
    [InlineData("--format", "docx")]
    [InlineData("--format", "")]
    [InlineData("--glossary", "none.csv")]
    [InlineData("--exclude", "none.txt")]
    [InlineData("--include", "none.txt")]
    [InlineData("--seeds", "none.tbx")]
    [InlineData("--pattern", "*?")]
    [InlineData("--min-length", "0")]
    [InlineData("--max-length", "1")]
    [InlineData("--model", "none.model")]
    public async Task A_wrong_value_of_extract_is_named_with_the_option_or_the_value(string option, string value)
    {
        using Folder folder = new Folder().With("a.txt", Text);
        Output run = await Tool.Run(folder, "extract", "a.txt", "--output", "a.csv", option, value);
        run.FailedBecause(value.Length > 1 ? value.Split('*')[^1] : option);
        Assert.Equal(["a.txt"], folder.Files);
    }

    [Theory]
    [InlineData("extract", "a.txt", "--colour", "red")]
    [InlineData("segment", "a.txt", "--colour")]
    [InlineData("align", "a.txt", "--colour")]
    public async Task An_option_that_does_not_exist_is_named(params string[] arguments)
    {
        using Folder folder = new Folder().With("a.txt", Text);
        (await Tool.Run(folder, arguments)).FailedBecause("--colour", "--help");
        Assert.Equal(["a.txt"], folder.Files);
    }

    [Theory]
    [InlineData("none/a.csv")]
    [InlineData("folder.csv")]
    [InlineData("a.docx")]
    [InlineData("a")]
    public async Task An_output_that_cannot_be_written_is_named(string output)
    {
        using Folder folder = new Folder().With("a.txt", Text);
        Directory.CreateDirectory(folder["folder.csv"]);
        (await Tool.Run(folder, "extract", "a.txt", "--output", output)).FailedBecause(output);
        Assert.Equal(["a.txt"], folder.Files);
    }

    [Theory]
    [InlineData]
    [InlineData("extrakt")]
    [InlineData("extract")]
    [InlineData("explain", "a.txt")]
    [InlineData("convert", "a.csv")]
    public async Task A_command_line_that_says_too_little_is_refused(params string[] arguments)
    {
        using Folder folder = new();
        (await Tool.Run(folder, arguments)).FailedBecause("--help");
    }

    [Theory]
    [InlineData("INPUT", "extract")]
    [InlineData("TERM", "explain", "a.txt")]
    [InlineData("OUT", "convert", "a.txt")]
    [InlineData("TRANSLATION", "check")]
    [InlineData("--glossary", "check", "a.txt")]
    [InlineData("--output", "review", "apply", "a.xlsx")]
    [InlineData("extrakt", "extrakt")]
    [InlineData("extract", "extrakt")]
    [InlineData("terms review --help", "review", "aply")]
    [InlineData("whole number", "extract", "a.txt", "--top", "many")]
    [InlineData("number", "extract", "a.txt", "--min-termhood", "much")]
    [InlineData("one argument too many", "explain", "a.txt", "b", "c")]
    [InlineData("TERM is empty", "explain", "a.txt", "")]
    [InlineData("TERM is empty", "concordance", "a.txt", " ")]
    [InlineData("0.7*termhood", "extract", "a.txt", "--rank-by", "0.7*")]
    [InlineData("0.7*termhood", "extract", "a.txt", "--rank-by", "rrf(")]
    [InlineData("0.7*termhood", "extract", "a.txt", "--rank-by", "")]
    [InlineData(".svg", "compare", "a.txt", "--figure", "a.gif")]
    [InlineData("heatmap", "compare", "a.txt", "--figure-kind", "pie")]
    [InlineData("--manifest needs --output", "extract", "a.txt", "--manifest")]
    [InlineData("nothing to check", "check", "pairs.tsv", "--glossary", "g.csv")]
    [InlineData("--accepted", "train", "--accepted", "none.txt", "--corpus", "a.txt", "-o", "m")]
    public async Task A_message_says_what_is_missing_or_expected(string words, params string[] arguments)
    {
        using Folder folder = new Folder().With("a.txt", Text).With("g.csv", "zh,en\n智能制造,smart manufacturing\n").With("pairs.tsv", "智能制造\t\n");
        Output run = (await Tool.Run(folder, arguments)).Ended(2);
        Assert.Equal("", run.Text);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Parameter", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", run.Error, StringComparison.Ordinal);
    }
}
