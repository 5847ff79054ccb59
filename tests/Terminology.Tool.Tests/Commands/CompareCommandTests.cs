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

    [Fact]
    public async Task Renderings_by_year_come_from_dated_glossaries_and_sentence_pairs()
    {
        using Folder folder = Reports().With("client.csv", "zh,en,status,subject,definition,source,year\n电子商务,e-business,admitted,,,,2004\n")
            .With("pairs/report-2014.tsv", "支持电子商务。\tSupport e-commerce.\n").With("pairs/report-2015.tsv", "发展电子商务。\tDevelop e-business.\n");
        Output run = (await Tool.Run(folder, "compare", "reports", "--terms", "list.txt", "--glossary", "client.csv", "--parallel", "pairs", "--renderings", "drift.csv")).Ended(0);
        string[] lines = File.ReadAllLines(folder["drift.csv"]);
        Assert.Equal("term,rendering,first_year,last_year,count,share", lines[0]);
        Assert.StartsWith("电子商务,e-business,2004,2015,2,", lines[1], StringComparison.Ordinal);
        Assert.StartsWith("电子商务,e-commerce,2014,2014,1,", lines[2], StringComparison.Ordinal);
        folder.With("pairs/report.tsv", "电子商务\te-commerce\n");
        (await Tool.Run(folder, "compare", "reports", "--terms", "list.txt", "--parallel", "pairs")).FailedBecause("report.tsv", "year");
    }

    [Fact]
    public async Task Dates_are_found_by_a_pattern()
    {
        using Folder folder = new Folder().With("reports/1999_v14.txt", "加快发展电子商务。\n").With("reports/1999_v15.txt", "发展电子商务、电子商务。\n").With("list.txt", "电子商务\n");
        (await Tool.Run(folder, "compare", "reports", "--terms", "list.txt")).FailedBecause("1999", "TRM0503");
        folder.With("reports/1999_v14.txt", "").With("named/v2014_1999.txt", "加快发展电子商务。\n").With("named/v2015_1999.txt", "发展电子商务、电子商务。\n");
        Output run = (await Tool.Run(folder, "compare", "named", "--terms", "list.txt", "--date-pattern", @"v(?<year>\d{4})", "--format", "csv")).Ended(0);
        Assert.Contains("电子商务,2015,2,", run.Text, StringComparison.Ordinal);
        (await Tool.Run(folder, "compare", "named", "--terms", "list.txt", "--date-pattern", "(")).FailedBecause("--date-pattern");
        (await Tool.Run(folder, "compare", "named", "--terms", "list.txt", "--date-pattern", "v[0-9]+")).FailedBecause("year");
    }

    [Fact]
    public async Task Options_that_need_each_other_say_so_before_any_work()
    {
        using Folder folder = Reports();
        (await Tool.Run(folder, "compare", "reports", "--reference", "2014")).FailedBecause("--reference", "--target");
        (await Tool.Run(folder, "compare", "reports", "--figure", "a.svg", "--figure-kind", "volcano")).FailedBecause("--target");
        (await Tool.Run(folder, "compare", "reports", "--figure", "a.gif")).FailedBecause("a.gif", ".svg");
        (await Tool.Run(folder, "compare", "reports", "--figure", "a.svg", "--figure-kind", "pie")).FailedBecause("pie");
    }

    [Fact]
    public async Task Collocates_are_given_as_text_csv_and_json()
    {
        using Folder folder = new Folder().With("reports/2014.txt", string.Concat(Enumerable.Repeat("支持电子商务企业。", 4))).With("reports/2019.txt", string.Concat(Enumerable.Repeat("规范电子商务平台。", 4)));
        string[] command = ["concordance", "reports", "电子商务", "--collocates", "--by", "year"];
        Output text = (await Tool.Run(folder, command)).Ended(0);
        Assert.Matches("(?m)^平台 +4 +\\+[0-9.]+ +- +[0-9.]+$", text.Text);
        Output csv = (await Tool.Run(folder, [.. command, "--format", "csv"])).Ended(0);
        Assert.Contains(csv.Lines, line => line.StartsWith("平台,2019,4,", StringComparison.Ordinal));
        using var json = System.Text.Json.JsonDocument.Parse((await Tool.Run(folder, [.. command, "--format", "json"])).Ended(0).Text);
        Assert.Contains(json.RootElement.EnumerateArray(), row => row.GetProperty("word").GetString() == "平台" && row.GetProperty("log_dice").ValueKind == System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Groups_of_a_concordance_stand_in_order_of_time_whatever_the_order_of_lines()
    {
        using Folder folder = new Folder().With("reports/2014.txt", "己电子商务。甲电子商务。").With("reports/2009.txt", "乙电子商务。");
        Output run = (await Tool.Run(folder, "concordance", "reports", "电子商务", "--by", "plan", "--sort", "left", "--window", "1")).Ended(0);
        Assert.Equal(["plan 11: 1", "plan 12: 2"], run.Lines.Where(line => line.StartsWith("plan", StringComparison.Ordinal)));
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
