using System.Xml.Linq;

namespace Terminology.Tool.Tests.Commands;

public sealed class GlossaryCommandsTests
{
    private const string Table = "zh,en,note\n智能制造,smart manufacturing,from the plan of 2016\n工业互联网,industrial internet,\n";

    [Fact]
    public async Task Csv_becomes_tbx_and_comes_back_with_the_same_terms()
    {
        using Folder folder = new Folder().With("a.csv", Table);
        (await Tool.Run(folder, "convert", "a.csv", "a.tbx")).Ended(0);
        Assert.Equal(4, XDocument.Load(folder["a.tbx"]).Descendants().Count(one => one.Name.LocalName == "term"));
        (await Tool.Run(folder, "convert", "a.tbx", "b.csv")).Ended(0);
        string back = File.ReadAllText(folder["b.csv"]);
        foreach (string term in (string[])["智能制造", "smart manufacturing", "工业互联网", "industrial internet", "from the plan of 2016"])
            Assert.Contains(term, back, StringComparison.Ordinal);
        Assert.Equal(["a.csv", "a.tbx", "b.csv"], folder.Files);
    }

    [Fact]
    public async Task Chosen_columns_are_read()
    {
        using Folder folder = new Folder().With("a.csv", "no,target,source\n1,smart manufacturing,智能制造\n");
        (await Tool.Run(folder, "convert", "a.csv", "b.tbx", "--columns", "zh=source,en=target")).Ended(0);
        (await Tool.Run(folder, "convert", "b.tbx", "c.tsv")).Ended(0);
        Assert.Contains("智能制造\tsmart manufacturing", File.ReadAllText(folder["c.tsv"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_shipped_glossary_has_no_findings()
    {
        Output run = await Tool.Run("check-glossary", "glossary/policy.csv");
        run.Ended(0);
    }

    [Fact]
    public async Task A_contradiction_ends_with_1_and_is_named()
    {
        using Folder folder = new Folder().With("a.csv", "zh,en\n智能制造,smart manufacturing\n智能制造,smart manufacturing\n");
        Output run = (await Tool.Run(folder, "check-glossary", "a.csv")).Ended(1);
        Assert.Contains("智能制造", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Merging_keeps_the_first_glossary_and_lists_the_conflict()
    {
        using Folder folder = new Folder().With("a.csv", Table).With("b.csv", "zh,en\n智能制造,smart manufacturing\n数字经济,digital economy\n");
        (await Tool.Run(folder, "merge-glossaries", "a.csv", "b.csv", "--output", "c.csv")).Ended(0);
        string merged = File.ReadAllText(folder["c.csv"]);
        Assert.Contains("digital economy", merged, StringComparison.Ordinal);
        Assert.Equal(merged.IndexOf("智能制造", StringComparison.Ordinal), merged.LastIndexOf("智能制造", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("b.docx")]
    [InlineData("b")]
    public async Task An_unknown_format_to_write_is_refused(string name)
    {
        using Folder folder = new Folder().With("a.csv", Table);
        (await Tool.Run(folder, "convert", "a.csv", name)).FailedBecause(name);
        Assert.Equal(["a.csv"], folder.Files);
    }

    [Theory]
    [InlineData("convert", "none.csv", "b.tbx")]
    [InlineData("check-glossary", "none.csv")]
    [InlineData("merge-glossaries", "none.csv", "none.csv", "--output", "b.tbx")]
    public async Task A_missing_glossary_is_named(params string[] arguments)
    {
        using Folder folder = new();
        (await Tool.Run(folder, arguments)).FailedBecause("none.csv");
        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData("zh,en\n")]
    public async Task A_glossary_without_entries_is_refused(string text)
    {
        using Folder folder = new Folder().With("a.csv", text);
        (await Tool.Run(folder, "convert", "a.csv", "b.tbx")).FailedBecause("a.csv");
        Assert.Equal(["a.csv"], folder.Files);
    }

    [Fact]
    public async Task An_OmegaT_project_gets_its_glossary_folder()
    {
        using Folder folder = new Folder().With("a.csv", Table).With("project/omegat.project", "<omegat/>");
        (await Tool.Run(folder, "convert", "a.csv", "project")).Ended(0);
        Assert.Contains("智能制造\tsmart manufacturing\t", File.ReadAllText(folder["project/glossary/a.txt"]), StringComparison.Ordinal);
        (await Tool.Run(folder, "convert", "a.csv", "glossary/")).Ended(0);
        Assert.True(File.Exists(folder["glossary/a.txt"]));
    }

    [Fact]
    public async Task MultiTerm_xml_comes_with_a_termbase_definition_and_the_fields_to_add()
    {
        using Folder folder = new Folder().With("a.csv", Table);
        Output run = (await Tool.Run(folder, "convert", "a.csv", "a.mtf.xml")).Ended(0);
        Assert.Contains("term: Note", run.Error, StringComparison.Ordinal);
        Assert.Equal(["Chinese (Simplified, China)", "English"], XDocument.Load(folder["a.xdt"]).Descendants("ItemText").Select(one => one.Value));
    }

    [Theory]
    [InlineData("b.utx", "UTX")]
    [InlineData("c/b.tbx", "folder")]
    public async Task What_cannot_be_written_is_said(string output, string word)
    {
        using Folder folder = new Folder().With("a.csv", Table);
        (await Tool.Run(folder, "convert", "a.csv", output)).FailedBecause(output, word);
    }

    [Fact]
    public async Task A_language_that_is_none_is_refused()
    {
        using Folder folder = new Folder().With("a.csv", Table);
        (await Tool.Run(folder, "convert", "a.csv", "b.csv", "--source-language", "!!")).FailedBecause("!!", "zh");
    }

    [Fact]
    public async Task Conversions_merges_and_reviews_have_manifests_that_verify()
    {
        using Folder folder = new Folder().With("a.csv", Table).With("b.csv", "zh,en\n数字经济,digital economy\n").With("a.txt", "加快推进两化深度融合，大力发展智能制造。\n");
        (await Tool.Run(folder, "convert", "a.csv", "a.tbx", "--manifest")).Ended(0);
        (await Tool.Run(folder, "merge-glossaries", "a.csv", "b.csv", "-o", "c.tbx", "--manifest")).Ended(0);
        (await Tool.Run(folder, "align", "a.txt", "a.txt", "--sentences", "-o", "d.csv", "--manifest")).Ended(0);
        foreach (string output in (string[])["a.tbx", "c.tbx", "d.csv"])
            (await Tool.Run(folder, "verify", output)).Ended(0);
        folder.With("a.csv", Table + "新材料,new materials\n");
        Assert.Contains("changed\ta.csv", (await Tool.Run(folder, "verify", "c.tbx")).Ended(1).Lines);
        (await Tool.Run(folder, "verify", "b.csv")).FailedBecause("b.csv.manifest.json", "--manifest");
    }

    [Fact]
    public async Task A_workbook_serves_as_the_clients_glossary_and_as_a_list_of_terms()
    {
        using Folder folder = new Folder().With("client.csv", "zh,en\n智能制造,clever making\n").With("a.txt", "加快推进两化深度融合，大力发展智能制造。\n");
        (await Tool.Run(folder, "convert", "client.csv", "client.xlsx")).Ended(0);
        (await Tool.Run(folder, "extract", "a.txt", "--glossary", "client.xlsx", "-o", "a.csv")).Ended(0);
        Assert.Contains("clever making", File.ReadAllText(folder["a.csv"]), StringComparison.Ordinal);
        (await Tool.Run(folder, "extract", "a.txt", "--exclude", "client.xlsx", "-o", "b.csv")).Ended(0);
        Assert.DoesNotContain(",智能制造,", File.ReadAllText(folder["b.csv"]), StringComparison.Ordinal);
        (await Tool.Run(folder, "check-glossary", "client.xlsx")).Ended(1);
    }
}
