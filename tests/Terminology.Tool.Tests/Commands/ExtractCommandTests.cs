using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace Terminology.Tool.Tests.Commands;

public sealed class ExtractCommandTests
{
    private const string Text = "加快推进两化深度融合，大力发展智能制造和工业互联网。智能制造是主攻方向，工业互联网是重要基础。\n支持中小企业数字化转型，推动智能制造示范工厂建设。\n";

    [Fact]
    public async Task Csv_begins_with_the_promised_columns_and_ranks_from_1()
    {
        Output run = (await Tool.Run("extract", "seeds/corpus", "--format", "csv")).Ended(0);
        Assert.StartsWith("rank,term,english,salience,termhood,frequency,document_frequency,method", run.Lines[0], StringComparison.Ordinal);
        Assert.True(run.Lines.Length > 50);
        int rank = 0;
        foreach (string line in run.Lines.Skip(1))
            Assert.StartsWith((++rank).ToString(CultureInfo.InvariantCulture) + ",", line, StringComparison.Ordinal);
        Assert.Contains(run.Lines, line => line.Contains("两化深度融合,", StringComparison.Ordinal));
        Assert.DoesNotContain('\r', run.Text);
        Assert.NotEqual(0xEF, run.Bytes[0]);
    }

    [Fact]
    public async Task Tsv_has_the_rows_of_csv_with_tabs()
    {
        using Folder folder = new Folder().With("a.txt", Text);
        Output run = (await Tool.Run(folder, "extract", "a.txt", "--format", "tsv", "--min-termhood", "0.1")).Ended(0);
        Assert.StartsWith("rank\tterm\tenglish\tsalience\ttermhood\tfrequency\tdocument_frequency\tmethod", run.Lines[0], StringComparison.Ordinal);
        string[] row = Assert.Single(run.Lines.Select(line => line.Split('\t')), cells => cells[1] == "智能制造");
        Assert.Equal(run.Lines[0].Split('\t').Length, row.Length);
        Assert.Equal("3", row[5]);
        Assert.Equal("1", row[6]);
    }

    [Fact]
    public async Task Json_is_one_document_and_jsonl_one_object_a_line_with_the_same_terms()
    {
        using Folder folder = new Folder().With("a.txt", Text);
        Task<Output> whole = Tool.Run(folder, "extract", "a.txt", "--format", "json"), byLine = Tool.Run(folder, "extract", "a.txt", "--format", "jsonl");
        using JsonDocument json = JsonDocument.Parse((await whole).Ended(0).Bytes);
        string?[] terms = [.. Objects(json.RootElement).Select(one => one.GetProperty("term").GetString())];
        Assert.Contains("智能制造", terms);
        string?[] lines = [.. (await byLine).Ended(0).Lines.Select(line => JsonDocument.Parse(line).RootElement).Where(one => one.TryGetProperty("term", out _)).Select(one => one.GetProperty("term").GetString())];
        Assert.Equal(terms, lines);
    }

    [Fact]
    public async Task Tbx_is_well_formed_and_holds_both_languages()
    {
        using Folder folder = new Folder().With("a.txt", Text);
        (await Tool.Run(folder, "extract", "a.txt", "--output", "a.tbx")).Ended(0);
        XDocument tbx = XDocument.Load(folder["a.tbx"]);
        Assert.Equal("tbx", tbx.Root!.Name.LocalName);
        string[] terms = [.. tbx.Descendants().Where(one => one.Name.LocalName == "term").Select(one => one.Value)];
        Assert.Contains("智能制造", terms);
        Assert.Contains(terms, term => term.All(char.IsAscii));
    }

    [Theory]
    [InlineData("a.memoq.csv", "memoq")]
    [InlineData("a.mtf.xml", "multiterm")]
    [InlineData("a.utf8", "omegat")]
    [InlineData("a.any", "omegat", "--format", "omegat")]
    public async Task A_term_base_of_another_tool_is_written_by_its_ending_or_name(string name, string format, params string[] options)
    {
        using Folder folder = new Folder().With("a.txt", Text);
        (await Tool.Run(folder, ["extract", "a.txt", "--output", name, .. options])).Ended(0);
        (await Tool.Run(folder, "convert", name, "b.csv", "--from", format)).Ended(0);
        Assert.Contains("智能制造", await File.ReadAllTextAsync(folder["b.csv"]), StringComparison.Ordinal);
        Assert.Contains("smart manufacturing", await File.ReadAllTextAsync(folder["b.csv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_holds_the_bytes_that_the_screen_shows_under_any_culture()
    {
        using Folder folder = new();
        Task<Output> first = Tool.Run(folder, "extract", Tool.Seeds, "--format", "csv");
        (await Tool.RunInGerman(folder, "extract", Tool.Seeds, "--output", "a.csv")).Ended(0);
        Assert.Equal((await first).Ended(0).Bytes, File.ReadAllBytes(folder["a.csv"]));
        Assert.Equal(["a.csv"], folder.Files);
    }

    [Fact]
    public async Task Top_lists_the_first_terms_of_the_whole_list()
    {
        using Folder folder = new Folder().With("a.txt", Text);
        Task<Output> all = Tool.Run(folder, "extract", "a.txt", "--format", "csv"), two = Tool.Run(folder, "extract", "a.txt", "--format", "csv", "--top", "2");
        Assert.Equal(Column((await all).Ended(0), "term").Take(2), Column((await two).Ended(0), "term"));
    }

    [Fact]
    public async Task Minimum_termhood_drops_what_is_below()
    {
        Output run = (await Tool.Run("extract", "seeds/corpus", "--format", "csv", "--min-termhood", "0.9")).Ended(0);
        Assert.All(Column(run, "termhood"), cell => Assert.InRange(double.Parse(cell, CultureInfo.InvariantCulture), 0.9, 1));
    }

    [Theory]
    [InlineData("termhood")]
    [InlineData("c_value")]
    public async Task Ranking_by_a_column_sorts_by_it(string column)
    {
        Output run = (await Tool.Run("extract", "seeds/corpus", "--format", "csv", "--rank-by", column)).Ended(0);
        double[] values = [.. Column(run, column).Select(cell => double.Parse(cell, CultureInfo.InvariantCulture))];
        Assert.True(values.Length > 50);
        Assert.Equal(values.OrderDescending(), values);
        Assert.NotEqual(values[0], values[^1]);
    }

    [Fact]
    public async Task The_glossary_wins_over_the_built_in_term_base()
    {
        using Folder folder = new Folder().With("a.txt", Text).With("client.csv", "zh,en\n智能制造,clever making\n");
        Output run = (await Tool.Run(folder, "extract", "a.txt", "--format", "csv", "--glossary", "client.csv")).Ended(0);
        Assert.Equal("clever making", Column(run, "english")[Array.IndexOf(Column(run, "term"), "智能制造")].Split("; ")[0]);
    }

    [Fact]
    public async Task Excluded_terms_are_not_listed_and_the_others_are()
    {
        using Folder folder = new Folder().With("a.txt", Text).With("no.txt", "智能制造\n");
        string[] terms = Column((await Tool.Run(folder, "extract", "a.txt", "--format", "csv", "--exclude", "no.txt")).Ended(0), "term");
        Assert.DoesNotContain("智能制造", terms);
        Assert.Contains("工业互联网", terms);
    }

    [Theory]
    [InlineData("no.csv", "rank,term,note\n1,\"“智能制造”\",\"a, b\"\n")]
    [InlineData("no.tsv", "zh\ten\n智能制造\tx\n")]
    [InlineData("no.json", null)]
    public async Task Terms_to_exclude_come_from_tables_and_glossaries_too(string name, string? content)
    {
        using Folder folder = new Folder().With("a.txt", Text).With("client.csv", "zh,en\n智能制造,smart manufacturing\n");
        if (content is null)
            (await Tool.Run(folder, "convert", "client.csv", name)).Ended(0);
        else
            folder.With(name, content);
        string[] terms = Column((await Tool.Run(folder, "extract", "a.txt", "--format", "csv", "--exclude", name)).Ended(0), "term");
        Assert.DoesNotContain("智能制造", terms);
        Assert.Contains("工业互联网", terms);
    }

    [Fact]
    public async Task Included_terms_patterns_and_lengths_steer_the_list()
    {
        using Folder folder = new Folder().With("a.txt", Text + "各地要狠抓蓝天保卫战行动，深化改革、扩大开放。").With("yes.txt", "深化改革、扩大开放\n");
        string[] terms = Column((await Tool.Run(folder, "extract", "a.txt", "--format", "csv", "--min-termhood", "0.9999", "--include", "yes.txt", "--pattern", "*保卫战行动", "--min-length", "4")).Ended(0), "term");
        Assert.Contains("深化改革、扩大开放", terms);
        Assert.Contains("蓝天保卫战行动", terms);
        Assert.DoesNotContain(terms, t => t.Length < 4);
        Assert.Contains("智能制造", Column((await Tool.Run(folder, "extract", "a.txt", "--format", "csv", "--no-variants")).Ended(0), "term"));
    }

    [Fact]
    public async Task Without_English_the_column_is_empty()
    {
        using Folder folder = new Folder().With("a.txt", Text);
        Assert.All(Column((await Tool.Run(folder, "extract", "a.txt", "--format", "csv", "--no-english")).Ended(0), "english"), Assert.Empty);
    }

    [Fact]
    public async Task The_screen_shows_a_table_and_a_file_that_stands_is_replaced_whole()
    {
        using Folder folder = new Folder().With("a.txt", Text).With("a.csv", new string('x', 100_000));
        Output run = (await Tool.Run(folder, "extract", "a.txt", "-o", "a.csv")).Ended(0);
        Assert.Contains("Rank", run.Text, StringComparison.Ordinal);
        Assert.Contains("智能制造", run.Text, StringComparison.Ordinal);
        Assert.Contains("a.csv", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("x", File.ReadAllText(folder["a.csv"])[^20..], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_manifest_verifies_until_an_input_changes()
    {
        using Folder folder = new Folder().With("a.txt", Text).With("client.csv", "zh,en\n智能制造,clever making\n");
        (await Tool.Run(folder, "extract", "a.txt", "-o", "a.csv", "--glossary", "client.csv", "--manifest")).Ended(0);
        (await Tool.Run(folder, "verify", "a.csv")).Ended(0);
        folder.With("client.csv", "zh,en\n智能制造,other making\n");
        Output changed = (await Tool.Run(folder, "verify", "a.csv")).Ended(1);
        Assert.Contains("changed\tclient.csv", changed.Lines);
    }

    [Fact]
    public async Task The_workbook_for_review_and_the_report_are_written()
    {
        using Folder folder = new Folder().With("a.txt", Text);
        (await Tool.Run(folder, "extract", "a.txt", "-o", "a.xlsx")).Ended(0);
        Assert.Contains("0 accepted", (await Tool.Run(folder, "review", "apply", "a.xlsx", "-o", "b.tbx")).Ended(1).Error, StringComparison.Ordinal);
        (await Tool.Run(folder, "extract", "a.txt", "-o", "a.html")).Ended(0);
        Assert.Contains("智能制造", File.ReadAllText(folder["a.html"]), StringComparison.Ordinal);
        Assert.Equal(["a.html", "a.txt", "a.xlsx"], folder.Files);
    }

    [Fact]
    public async Task A_text_without_terms_ends_with_1_and_says_what_to_do()
    {
        using Folder folder = new Folder().With("a.txt", "的了是。\n");
        Output run = (await Tool.Run(folder, "extract", "a.txt", "--output", "a.csv")).Ended(1);
        Assert.Contains("--min-termhood", run.Error, StringComparison.Ordinal);
        Assert.Equal(["a.txt"], folder.Files);
    }

    private static IEnumerable<JsonElement> Objects(JsonElement root) =>
        root.ValueKind == JsonValueKind.Array ? root.EnumerateArray() : root.GetProperty("terms").EnumerateArray();

    // Cells of a column, by the name in the header.
    private static string[] Column(Output run, string name)
    {
        string[][] rows = [.. run.Lines.Select(Cells)];
        int column = Array.IndexOf(rows[0], name);
        Assert.True(column >= 0, $"no column {name} in {run.Lines[0]}");
        return [.. rows.Skip(1).Select(row => row[column])];
    }

    private static string[] Cells(string line)
    {
        var cells = new List<string>();
        bool quoted = false;
        int start = 0;
        for (int i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"')
                quoted = !quoted;
            if (i == line.Length || (line[i] == ',' && !quoted))
            {
                cells.Add(line[start..i].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal));
                start = i + 1;
            }
        }
        return [.. cells];
    }
}
