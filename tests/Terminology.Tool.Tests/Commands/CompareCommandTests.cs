using System.Xml.Linq;

namespace Terminology.Tool.Tests.Commands;

public sealed class CompareCommandTests
{
    private static Folder Reports() => new Folder()
        .With("reports/2014-plan.txt", "加快发展电子商务。电子商务是新的增长点，支持电子商务企业。\n")
        .With("reports/2019-plan.txt", "加快发展数字经济。数字经济是新的增长点，支持人工智能企业。\n")
        .With("list.txt", "电子商务\n数字经济\n");

    [Fact]
    public async Task Frequencies_of_the_given_terms_are_written_year_by_year()
    {
        using Folder folder = Reports();
        Output run = (await Tool.Run(folder, "compare", "reports", "--by", "year", "--terms", "list.txt", "--format", "csv")).Ended(0);
        string[][] rows = [.. run.Lines.Select(line => line.Split(','))];
        int term = Array.IndexOf(rows[0], "term"), period = Array.IndexOf(rows[0], "period"), frequency = Array.IndexOf(rows[0], "frequency");
        Assert.True(term >= 0 && period >= 0 && frequency >= 0, run.Lines[0]);
        Assert.Contains(rows, row => row[term] == "电子商务" && row[period] == "2014" && row[frequency] == "3");
        Assert.Contains(rows, row => row[term] == "数字经济" && row[period] == "2019" && row[frequency] == "2");
    }

    [Fact]
    public async Task Lists_figure_and_report_are_written()
    {
        using Folder folder = Reports();
        Output run = (await Tool.Run(folder, "compare", "reports", "--terms", "list.txt", "--figure", "a.svg", "--report", "a.html")).Ended(0);
        Assert.Contains("2 periods from 2014 to 2019", run.Text, StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Load(folder["a.svg"]).Root!.Name.LocalName);
        Assert.Contains("数字经济", File.ReadAllText(folder["a.html"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Terms_that_stand_nowhere_end_with_1()
    {
        using Folder folder = Reports().With("list.txt", "量子纠缠\n");
        (await Tool.Run(folder, "compare", "reports", "--terms", "list.txt")).Ended(1);
    }

    [Theory]
    [InlineData("--by", "weekday")]
    [InlineData("--count", "some")]
    [InlineData("--format", "docx")]
    [InlineData("--terms", "none.txt")]
    [InlineData("--metadata", "none.csv")]
    [InlineData("--output", "none/a.csv")]
    public async Task A_wrong_value_is_named_and_no_file_is_left(string option, string value)
    {
        using Folder folder = Reports();
        string[] before = folder.Files;
        string[] terms = option == "--terms" ? [] : ["--terms", "list.txt"];
        (await Tool.Run(folder, ["compare", "reports", .. terms, option, value])).FailedBecause(value);
        Assert.Equal(before, folder.Files);
    }

    [Fact]
    public async Task A_document_without_a_date_is_named_with_the_remedy()
    {
        using Folder folder = Reports().With("reports/plan.txt", "加快发展数字经济。\n");
        (await Tool.Run(folder, "compare", "reports", "--terms", "list.txt")).FailedBecause("plan.txt", "--");
    }

    [Fact]
    public async Task Contexts_of_a_term_are_shown()
    {
        using Folder folder = Reports();
        Output run = (await Tool.Run(folder, "concordance", "reports", "数字经济")).Ended(0);
        Assert.Equal(2, run.Lines.Length);
        Assert.All(run.Lines, line => Assert.Contains("[数字经济]", line, StringComparison.Ordinal));
        (await Tool.Run(folder, "concordance", "reports", "量子纠缠")).Ended(1);
    }
}
