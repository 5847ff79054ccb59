using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Terminology.Tool;

/// <summary><c>terms check</c>: does a translation keep to a glossary?</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        var translation = new Argument<string>("TRANSLATION") { Description = "the English document, or a file of sentence pairs (.tmx, .xlf, .tsv)" };
        var source = new Option<string?>("--source") { Description = "the Chinese original; not needed for sentence pairs" };
        var glossary = new Option<string>("--glossary") { Description = "the glossary, in any format (TBX, CSV, XLSX, MultiTerm ...)", Required = true };
        var format = new Option<string>("--format") { Description = "table, csv, tsv, json or sarif", DefaultValueFactory = _ => "table" };
        var output = new Option<string?>("--output", "-o") { Description = "write to a file instead of the screen" };
        ManifestOption manifest = ManifestOption.Create();
        var command = new Command("check", "Find terms whose required English is missing in a translation, or whose forbidden English stands there.\n\nExample: terms check en.txt --source zh.txt --glossary client.csv")
        {
            translation, source, glossary, format, output, manifest,
        };
        command.SetAction(result => Run(result.GetRequiredValue(translation), result.GetValue(source), result.GetRequiredValue(glossary), result.GetRequiredValue(format), result.GetValue(output), manifest.Of(result, result.GetValue(output))));
        return command;
    }

    private static int Run(string translation, string? source, string glossaryPath, string format, string? output, ManifestWriter? manifest)
    {
        if (format is not ("table" or "csv" or "tsv" or "json" or "sarif"))
            throw new ArgumentException($"--format {format}: no such format; expected table, csv, tsv, json or sarif");
        CommandLine.CheckOutputs(output);
        Glossary glossary = CommandLine.Glossary("--glossary", glossaryPath);
        if (!glossary.Entries.Any(e => e.TermsIn("zh").Any() && e.TermsIn("en").Any()))
            throw new TerminologyFormatException("TRM0411", "no entry has both a Chinese and an English term, so there is nothing to check; expected languages or columns zh and en", glossaryPath);
        if (source is null)
            CommandLine.CheckInputs("TRANSLATION", translation);
        ParallelText text = AlignCommand.Report(source is null
            ? ParallelText.Read(translation)
            : ParallelText.FromDocuments(AlignCommand.Text(source), AlignCommand.Text(translation)));
        if (text.All(pair => pair.Source.Length == 0 || pair.Target.Length == 0))
            throw new ArgumentException(source is null ? $"\"{translation}\" holds no sentence pairs, so there is nothing to check; expected .tmx, .xlf or lines of Chinese, TAB, English, or name the Chinese original with --source" : $"no sentence of \"{source}\" could be paired with one of \"{translation}\", so there is nothing to check");
        IReadOnlyList<TranslationFault> faults = new TranslationChecker(glossary).Check(text);
        string[] header = ["pair", "line", "problem", "term", "expected", "found", "start", "length", "entry", "zh", "en"];
        IEnumerable<string[]> rows = faults.Select(f => new[]
        {
            (f.Pair + 1).ToString(CultureInfo.InvariantCulture), text[f.Pair].Line.ToString(CultureInfo.InvariantCulture), f.Kind == TranslationFaultKind.Missing ? "missing" : "forbidden", f.Term,
            string.Join("; ", f.Expected), f.Found ?? "", f.Start.ToString(CultureInfo.InvariantCulture), f.Length.ToString(CultureInfo.InvariantCulture), f.EntryId, text[f.Pair].Source, text[f.Pair].Target,
        });
        if (format == "sarif")
            Sarif(output, translation, faults, text);
        else if (format == "table" && output is null)
            Print(faults);
        else
            AlignCommand.Write(output, format == "table" ? "csv" : format, header, rows);
        manifest?.Write(output, [translation, source, glossaryPath]);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{faults.Count(f => f.Kind == TranslationFaultKind.Missing)} missing and {faults.Count(f => f.Kind == TranslationFaultKind.Forbidden)} forbidden in {text.Count} pairs"));
        return faults.Count > 0 ? CommandLine.NothingFound : CommandLine.Found;
    }

    private static void Print(IReadOnlyList<TranslationFault> faults)
    {
        if (faults.Count == 0)
            return;
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumns("Pair", "Problem", "Term", "Expected", "Found");
        foreach (TranslationFault f in faults)
            table.AddRow(new Text((f.Pair + 1).ToString(CultureInfo.InvariantCulture)), new Text(f.Kind == TranslationFaultKind.Missing ? "missing" : "forbidden"), new Text(f.Term), new Text(string.Join("; ", f.Expected)), new Text(f.Found ?? ""));
        AnsiConsole.Write(table);
    }

    // SARIF 2.1.0: one result a fault; the region is the line of the pair.
    private static void Sarif(string? output, string path, IReadOnlyList<TranslationFault> faults, ParallelText text)
    {
        // Nodes rather than objects to reflect on, which a tool compiled ahead of time cannot.
        var results = faults.Select(JsonNode (f) => new JsonObject
        {
            ["ruleId"] = Rule(f),
            ["level"] = "warning",
            ["message"] = new JsonObject { ["text"] = f.Kind == TranslationFaultKind.Missing ? $"{f.Term}: expected {string.Join(" or ", f.Expected)}" : $"{f.Term}: {f.Found} must not be used; expected {string.Join(" or ", f.Expected)}" },
            ["locations"] = new JsonArray(new JsonObject
            {
                ["physicalLocation"] = new JsonObject
                {
                    ["artifactLocation"] = new JsonObject { ["uri"] = path.Replace('\\', '/') },
                    ["region"] = new JsonObject { ["startLine"] = Math.Max(1, text[f.Pair].Line) },
                },
            }),
        });
        var driver = new JsonObject { ["name"] = "terms", ["rules"] = new JsonArray(new JsonObject { ["id"] = "missing" }, new JsonObject { ["id"] = "forbidden" }) };
        var log = new JsonObject
        {
            ["$schema"] = "https://json.schemastore.org/sarif-2.1.0.json",
            ["version"] = "2.1.0",
            ["runs"] = new JsonArray(new JsonObject { ["tool"] = new JsonObject { ["driver"] = driver }, ["results"] = new JsonArray([.. results]) }),
        };
        string json = log.ToJsonString(AlignCommand.Json);
        if (output is null)
            Console.Out.Write(json + "\n");
        else
            File.WriteAllText(output, json + "\n");
    }

    private static string Rule(TranslationFault fault) => fault.Kind == TranslationFaultKind.Missing ? "missing" : "forbidden";
}
