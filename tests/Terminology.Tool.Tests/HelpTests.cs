namespace Terminology.Tool.Tests;

public sealed class HelpTests
{
    private static readonly string[] s_commands = ["extract", "explain", "count", "merge", "rank", "segment", "align", "check", "compare", "concordance", "convert", "merge-glossaries", "check-glossary", "verify", "train"];

    [Fact]
    public async Task Help_lists_every_command()
    {
        Output run = (await Tool.Run("--help")).Ended(0);
        foreach (string command in s_commands)
            Assert.Contains("\n  " + command + " ", run.Text, StringComparison.Ordinal);
        Assert.Empty(run.Error);
    }

    [Fact]
    public async Task Help_of_every_command_has_an_example_whose_options_exist()
    {
        foreach (string command in s_commands)
        {
            Output run = (await Tool.Run(command, "--help")).Ended(0);
            Assert.Contains("  terms " + command + " ", run.Text, StringComparison.Ordinal);
            string example = Assert.Single(run.Lines, line => line.Contains("Example: terms " + command + " ", StringComparison.Ordinal));
            foreach (string option in example.Split(' ').Where(word => word.StartsWith("--", StringComparison.Ordinal)))
                Assert.True(run.Lines.Any(line => line.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries) is [var first, ..] words && first.StartsWith('-') && words.Contains(option)), $"{command} --help does not describe {option}");
        }
    }
}
