using System.CommandLine;
using System.Globalization;
using Spectre.Console;
using Terminology.Formats;

namespace Terminology.Tool;

/// <summary><c>terms extract</c>: documents in, a ranked term list with English out.</summary>
internal static class ExtractCommand
{
    private const int TableRows = 30;
    private static readonly HashSet<string> s_measures = ["per_million_tokens", "c_value", "tf_idf", "weirdness", "g2", "log_ratio", "npmi", "dp"];
    private static readonly string[] s_forms = ["table", "csv", "tsv", "json", "jsonl", "tbx", "xlsx", "html"];

    // Term bases of other tools; of .txt nobody can tell whether one is meant.
    private static readonly IGlossaryFormat[] s_termBases = [.. GlossaryFormats.All.Where(format => format.CanWrite && !s_forms.Contains(format.Name))];
    private static readonly string[] s_plainEndings = [.. s_forms.Select(form => "." + form), ".txt"];

    public static Command Create()
    {
        var inputs = new Argument<string[]>("INPUT") { Description = "files and directories", Arity = ArgumentArity.OneOrMore };
        var top = new Option<int?>("--top") { Description = "list the first N terms only" };
        var termhood = new Option<double>("--min-termhood") { Description = "least termhood of a listed term, 0 to 1", DefaultValueFactory = _ => new TermExtractorOptions().MinimumTermhood };
        var frequency = new Option<int>("--min-frequency") { Description = "least frequency; 0 chooses by the size of the corpus" };
        var order = new Option<string>("--rank-by") { Description = "salience, termhood, any column of measures, a weighted sum (0.7*salience+0.3*c_value) or a fusion (rrf(salience,c_value))", DefaultValueFactory = _ => "salience" };
        var measures = new Option<bool>("--all-measures") { Description = "write every measure of the registry as a column, not only the usual ones" };
        var model = new Option<string?>("--model") { Description = "termhood model of terms train, or log-linear for the built-in one without trees; without it the built-in learned one" };
        var minimumLength = new Option<int>("--min-length") { Description = "least length in characters", DefaultValueFactory = _ => new TermExtractorOptions().MinimumLength };
        var maximumLength = new Option<int>("--max-length") { Description = "greatest length in characters", DefaultValueFactory = _ => new TermExtractorOptions().MaximumLength };
        var exclude = new Option<string[]>("--exclude") { Description = "file of terms that are not listed: one a line, the column term of a table, a glossary, or a reviewed workbook (its rejected terms); repeatable" };
        var include = new Option<string[]>("--include") { Description = "file of terms that are listed wherever they stand; repeatable" };
        var seeds = new Option<string[]>("--seeds") { Description = "file of known terms: listed wherever they stand, and what shares their beginning or end comes first; repeatable" };
        var patterns = new Option<string[]>("--pattern") { Description = "list what matches, * any characters, ? one: \"*专项行动\"; repeatable" };
        var noVariants = new Option<bool>("--no-variants") { Description = "list every form of a term on its own" };
        var format = new Option<string?>("--format") { Description = $"table, csv, tsv, json, jsonl, tbx, xlsx (a workbook for review), html (a report) or a term base ({string.Join(", ", s_termBases.Select(f => f.Name))}); without it by the ending of --output, else table" };
        var output = new Option<string?>("--output", "-o") { Description = "write the terms to a file" };
        var glossary = new Option<string[]>("--glossary") { Description = "client's glossary (TBX, CSV, TSV, XLSX, MultiTerm ...; repeatable); it wins over the built-in term base" };
        var parallel = new Option<string?>("--parallel") { Description = "sentence pairs (.tmx, .xlf, .tsv) whose English is used too" };
        var noEnglish = new Option<bool>("--no-english") { Description = "list the Chinese terms only" };
        var encoding = new Option<string?>("--encoding") { Description = "encoding of plain text; without it found out (UTF-8, UTF-16, GB18030)" };
        ManifestOption manifest = ManifestOption.Create();
        var memory = new Option<string?>("--memory") { Description = "bytes for what is counted, such as 512MB; what exceeds them goes to disk, with the same result" };
        var spill = new Option<string?>("--spill") { Description = "folder for what exceeds --memory; without it the system's for temporary files" };
        var command = new Command("extract", "Find, rank and translate the terms of documents.\n\nExample: terms extract seeds/corpus --output terms.csv")
        {
            inputs, glossary, parallel, noEnglish, top, termhood, frequency, order, measures, minimumLength, maximumLength, model, exclude, include, seeds, patterns, noVariants, format, output, manifest, encoding, memory, spill,
        };
        command.SetAction((result, cancellation) => Task.FromResult(Run(
            result.GetRequiredValue(inputs), result.GetValue(top), new TermExtractorOptions
            {
                MinimumTermhood = Check(result.GetValue(termhood)),
                MinimumFrequency = result.GetValue(frequency),
                Model = CommandLine.Model(result.GetValue(model)),
                MinimumLength = result.GetValue(minimumLength),
                MaximumLength = result.GetValue(maximumLength),
                Exclude = [.. (result.GetValue(exclude) ?? []).SelectMany(list => CommandLine.Rejected("--exclude", list))],
                Include = [.. (result.GetValue(include) ?? []).SelectMany(list => CommandLine.Terms("--include", list))],
                MemoryBudget = result.GetValue(memory) is { } bytes ? CommandLine.Bytes(bytes) : 0,
                SpillDirectory = result.GetValue(spill),
                SeedTerms = [.. (result.GetValue(seeds) ?? []).SelectMany(list => CommandLine.Terms("--seeds", list))],
                Patterns = [.. (result.GetValue(patterns) ?? []).Select(TermPattern.Parse)],
                GroupVariants = !result.GetValue(noVariants),
            },
            result.GetRequiredValue(order), result.GetValue(measures), result.GetValue(glossary) ?? [], result.GetValue(parallel), result.GetValue(noEnglish), result.GetValue(format), result.GetValue(output), result.GetValue(encoding),
            manifest.Of(result, result.GetValue(output)), [.. result.GetValue(exclude) ?? [], .. result.GetValue(include) ?? [], .. result.GetValue(seeds) ?? [], result.GetValue(model) is CommandLine.LogLinear ? null : result.GetValue(model), result.GetValue(parallel)], cancellation)));
        return command;
    }

    internal static double Check(double termhood) =>
        termhood is >= 0 and <= 1 ? termhood : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"--min-termhood is {termhood}; expected a number from 0 to 1"));

    private static int Run(string[] inputs, int? top, TermExtractorOptions options, string order, bool allMeasures, string[] glossaries, string? parallel, bool noEnglish, string? format, string? output, string? encoding, ManifestWriter? manifest, string?[] lists, CancellationToken cancellation)
    {
        if (options.MinimumLength < 1)
            throw new ArgumentException($"--min-length is {options.MinimumLength}; expected 1 or more");
        if (options.MaximumLength < options.MinimumLength)
            throw new ArgumentException($"--max-length is {options.MaximumLength}; expected at least --min-length, {options.MinimumLength}");
        string form = Form(top, order, format, output);
        List<Glossary> client = [.. glossaries.Select(path => CommandLine.Glossary("--glossary", path))];
        ParallelText? sentences = parallel is null ? null : AlignCommand.Report(ParallelText.Read(parallel));
        TermAligner? aligner = noEnglish ? null : new TermAligner(client, new TermAlignerOptions { ParallelText = sentences });
        if (sentences is null && aligner is not null)
            _ = Task.Run(() => aligner.Suggest("术语"), cancellation); // reads the term base while the terms are found
        Corpus corpus = CommandLine.Corpus(inputs, encoding, pieces: true);
        TermCandidateList terms = new TermExtractor(options).Extract(corpus, cancellation: cancellation);
        return List(terms, corpus, top, order, allMeasures, aligner, form, output, path => manifest?.Write(path, [.. corpus.Files, .. glossaries, .. lists]), cancellation);
    }

    /// <summary>Checks the options of a list before any work is done for it, and says in which form it is written.</summary>
    internal static string Form(int? top, string order, string? format, string? output)
    {
        if (top is < 1)
            throw new ArgumentException($"--top is {top}; expected 1 or more");
        string form = format ?? (output is null ? "table" : TermBaseOf(output)?.Name ?? Path.GetExtension(output).TrimStart('.').ToLowerInvariant());
        bool isTermBase = s_termBases.Any(termBase => termBase.Name == form);
        if (!s_forms.Contains(form) && !isTermBase)
            throw new ArgumentException(format is null ? $"{output}: no format has {(form.Length > 0 ? "the ending ." + form : "a name without ending")}; expected .csv, .tsv, .json, .jsonl, .tbx, .xlsx, .html or the ending of a term base such as .memoq.csv or .mtf.xml, or name one with --format" : $"--format {form}: no such format; expected {string.Join(", ", s_forms.Concat(s_termBases.Select(f => f.Name)))}");
        if (form == "table" && output is not null)
            throw new ArgumentException("--format table goes to the screen; give --output a file that ends in .csv, .tsv, .json, .jsonl, .tbx, .xlsx or .html");
        if (output is null && (isTermBase || form is "xlsx" or "html"))
            throw new ArgumentException($"--format {form} needs --output");
        CommandLine.CheckOutputs(output);
        if (order != "salience")
            TermRanking.ByExpression(new TermCandidateList([], []), order); // a name that does not exist is told before any work
        return form;
    }

    private static IGlossaryFormat? TermBaseOf(string output) =>
        s_termBases.SelectMany(format => format.Extensions, (format, ending) => (Format: format, Ending: ending))
            .Where(f => !s_plainEndings.Contains(f.Ending) && output.EndsWith(f.Ending, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(f => f.Ending.Length).Select(f => f.Format).FirstOrDefault();

    /// <summary>Orders, translates (where there is an aligner) and writes the terms that were found.</summary>
    // written: told the output once it stands.
    internal static int List(TermCandidateList terms, Corpus? corpus, int? top, string order, bool allMeasures, TermAligner? aligner, string form, string? output, Action<string>? written, CancellationToken cancellation)
    {
        terms = MeasureTable.Compute(terms, only: allMeasures || order != "salience" ? null : s_measures);
        if (order != "salience")
            terms = TermRanking.ByExpression(terms, order);
        if (top < terms.Count)
            terms = new TermCandidateList(terms.Take(top.Value), terms.Documents);
        TermAlignmentList pairs = aligner is null ? new TermAlignmentList(terms.Select(t => new TermAlignment(t, [])), terms.Documents) : aligner.Align(terms, cancellation);
        if (pairs.Count == 0)
        {
            CommandLine.Fail("no terms found; a lower --min-termhood lists less certain ones");
            return CommandLine.NothingFound;
        }
        if (output is not null)
        {
            if (form == "tbx")
                Tbx.Write(pairs.ToGlossary(), output);
            else if (form == "xlsx")
                ReviewWorkbook.Write(pairs, output);
            else if (form == "html")
                HtmlReport.Write(pairs, output, new HtmlReportOptions { Corpus = corpus });
            else if (Array.Find(s_termBases, format => format.Name == form) is { } termBase)
                GlossaryInput.Write(pairs.ToGlossary(), output, termBase, new GlossaryWriteOptions());
            else
                TermTable.Write(output, pairs, Format(form), terms.Documents);
            written?.Invoke(output);
            Print(pairs);
            Console.Error.WriteLine($"{pairs.Count} terms of {terms.Documents.Count} documents written to {output}");
        }
        else if (form == "table")
        {
            Print(pairs);
        }
        else
        {
            using Stream stream = Console.OpenStandardOutput();
            if (form == "tbx")
                Tbx.Write(pairs.ToGlossary(), stream);
            else
                TermTable.Write(stream, pairs, Format(form), terms.Documents);
        }
        return CommandLine.Found;
    }

    private static TermTableFormat Format(string form) => form switch
    {
        "csv" => TermTableFormat.Csv,
        "tsv" => TermTableFormat.Tsv,
        "json" => TermTableFormat.Json,
        _ => TermTableFormat.JsonLines,
    };

    private static void Print(TermAlignmentList pairs)
    {
        var table = new Table { Border = TableBorder.Simple };
        table.AddColumn(new TableColumn("Rank").RightAligned());
        table.AddColumn("Term");
        table.AddColumn("English");
        table.AddColumn(new TableColumn("Salience").RightAligned());
        table.AddColumn(new TableColumn("Frequency").RightAligned());
        foreach (TermAlignment pair in pairs.Take(TableRows))
        {
            TermCandidate t = pair.Term;
            table.AddRow(new Text(t.Rank.ToString(CultureInfo.InvariantCulture)), new Text(t.Text), new Text(pair.English is not { } english ? "" : pair.IsSure ? english : english + " ?"),
                new Text(t.Salience.ToString("F1", CultureInfo.InvariantCulture)), new Text(t.Frequency.ToString(CultureInfo.InvariantCulture)));
        }
        AnsiConsole.Write(table);
        if (pairs.Take(TableRows).Any(p => p.English is not null && !p.IsSure))
            Console.Error.WriteLine("?  English that is less sure; look at it first");
        if (pairs.Count > TableRows)
            Console.Error.WriteLine($"the first {TableRows} of {pairs.Count} terms");
    }
}
