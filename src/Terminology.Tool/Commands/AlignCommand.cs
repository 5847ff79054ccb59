using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Terminology.Tool;

/// <summary><c>terms align</c>: the English of terms from parallel text; aligned sentences; word links.</summary>
internal static class AlignCommand
{
    internal static JsonSerializerOptions Json { get; } = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static Command Create()
    {
        var inputs = new Argument<string[]>("INPUT") { Description = "a Chinese and an English document, or one file of sentence pairs (.tmx, .xlf, .tsv: Chinese, TAB, English)", Arity = new ArgumentArity(1, 2) };
        var terms = new Option<string?>("--terms") { Description = "file of Chinese terms (one a line, or the column term or zh of a table); without it the extracted terms" };
        var glossary = new Option<string[]>("--glossary") { Description = "client's glossary (TBX, CSV, TSV, XLSX, MultiTerm ...; repeatable); it wins over everything else" };
        var format = new Option<string?>("--format") { Description = "csv, tsv, json or tbx; without it by the ending of --output, else csv" };
        var output = new Option<string?>("--output", "-o") { Description = "write to a file instead of the screen" };
        var sentences = new Option<bool>("--sentences") { Description = "write the aligned sentence pairs instead of terms" };
        var links = new Option<bool>("--links") { Description = "write word links (i-j from 0) instead of terms" };
        var pretokenized = new Option<bool>("--pretokenized") { Description = "the two files are line-aligned and have words separated by blanks" };
        var extra = new Option<string?>("--extra-pairs") { Description = "further sentence pairs that are only learned from" };
        var dictionary = new Option<string?>("--dictionary") { Description = "CC-CEDICT file that adds to the known translations" };
        var lines = new Option<bool>("--lines") { Description = "the two files are line-aligned: do not look for sentences" };
        var method = new Option<string>("--symmetrization") { Description = "grow-diag, intersection or union", DefaultValueFactory = _ => "grow-diag" };
        var seed = new Option<int>("--seed") { Description = "seed of the samplers", DefaultValueFactory = _ => 1 };
        ManifestOption manifest = ManifestOption.Create();
        var command = new Command("align", "Find the English of terms in parallel text.\n\nExample: terms align zh.txt en.txt --terms list.csv --output pairs.csv")
        {
            inputs, terms, glossary, format, output, sentences, links, pretokenized, extra, dictionary, lines, method, seed, manifest,
        };
        command.SetAction((result, cancellation) => Task.FromResult(Run(new Request(
            result.GetRequiredValue(inputs), result.GetValue(terms), result.GetValue(glossary) ?? [], result.GetValue(format), result.GetValue(output), result.GetValue(sentences), result.GetValue(links),
            result.GetValue(pretokenized), result.GetValue(extra), result.GetValue(dictionary), result.GetValue(lines), result.GetRequiredValue(method), result.GetValue(seed), manifest.Of(result, result.GetValue(output))), cancellation)));
        return command;
    }

    private sealed record Request(string[] Inputs, string? Terms, string[] Glossaries, string? Format, string? Output, bool Sentences, bool Links, bool Pretokenized, string? Extra, string? Dictionary, bool Lines, string Method, int Seed, ManifestWriter? Manifest);

    private static int Run(Request request, CancellationToken cancellation)
    {
        CommandLine.CheckOutputs(request.Output);
        string form = request.Format ?? (request.Output is null || request.Links ? "csv" : Path.GetExtension(request.Output).TrimStart('.').ToLowerInvariant());
        if (form is not ("csv" or "tsv" or "json" or "tbx") || (form == "tbx" && (request.Sentences || request.Links)))
            throw new ArgumentException(request.Format is null ? $"{request.Output}: no format has {(form.Length > 0 ? "the ending ." + form : "a name without ending")}; expected .csv, .tsv, .json or, for terms, .tbx, or name one with --format" : $"--format {form}: no such format; expected csv, tsv, json or, for terms, tbx");
        // Two documents may be folders of documents.
        if (request.Inputs.Length == 1 || request.Lines || request.Pretokenized)
            CommandLine.CheckInputs("INPUT", request.Inputs);
        CommandLine.CheckInputs("--extra-pairs", request.Extra);
        CommandLine.CheckInputs("--dictionary", request.Dictionary);
        CommandLine.CheckInputs("--terms", request.Terms);
        WordAlignerOptions options = new()
        {
            Seed = request.Seed,
            Symmetrization = request.Method switch
            {
                "grow-diag" => Symmetrization.GrowDiag,
                "intersection" => Symmetrization.Intersection,
                "union" => Symmetrization.Union,
                _ => throw new ArgumentException($"--symmetrization {request.Method}: no such method; expected grow-diag, intersection or union"),
            },
        };
        LexicalTable table = request.Dictionary is null ? LexicalTable.Default : LexicalTable.Default.With(LexicalTable.ReadCedict(request.Dictionary));
        if (request.Pretokenized)
        {
            if (!request.Links || request.Inputs.Length != 2)
                throw new ArgumentException("--pretokenized goes with --links and two files of words separated by blanks");
            ParallelText pairs = Report(ParallelText.ReadLines(request.Inputs[0], request.Inputs[1]));
            return Links([.. pairs.Select(p => new TokenizedPair(Words(p.Source), Words(p.Target)))], request, options, table, cancellation);
        }
        ParallelText text = Report(Read(request, table));
        if (request.Links)
            return Links([.. text.Select(p => WordAligner.Tokenize(p.Source, p.Target))], request, options, table, cancellation);
        if (request.Sentences)
        {
            Write(request.Output, form, ["zh", "en", "line"], text.Select(p => new[] { p.Source, p.Target, p.Line.ToString(CultureInfo.InvariantCulture) }));
            Manifest(request);
            return CommandLine.Found;
        }
        TermAligner aligner = new(request.Glossaries.Select(path => CommandLine.Glossary("--glossary", path)), new TermAlignerOptions { ParallelText = text, WordAlignment = options, Dictionary = table });
        TermAlignmentList found = Terms(request, text, aligner, cancellation);
        if (form == "tbx")
        {
            if (request.Output is not null)
            {
                Tbx.Write(found.ToGlossary(), request.Output);
            }
            else
            {
                using Stream screen = Console.OpenStandardOutput();
                Tbx.Write(found.ToGlossary(), screen);
            }
        }
        else
        {
            Write(request.Output, form, ["term", "english", "score", "method", "count", "evidence", "zh", "en"], found.Select(f => new[]
            {
                f.Term.Text,
                TermTable.English(f),
                f.Suggestions.Count > 0 ? f.Suggestions[0].Score.ToString("0.000", CultureInfo.InvariantCulture) : "",
                TermTable.Method(f),
                f.Term.Frequency.ToString(CultureInfo.InvariantCulture),
                f.Suggestions.Count > 0 ? f.Suggestions[0].Evidence : "",
                f.Suggestions.Count > 0 ? f.Suggestions[0].Context?.Source ?? "" : "",
                f.Suggestions.Count > 0 ? f.Suggestions[0].Context?.Target ?? "" : "",
            }));
        }
        Manifest(request);
        int withEnglish = found.Count(f => f.Suggestions.Count > 0);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"English for {withEnglish} of {found.Count} terms from {text.Count} pairs"));
        return withEnglish > 0 ? CommandLine.Found : CommandLine.NothingFound;
    }

    // The one place where terms come from: a list, or what extraction finds in the Chinese side.
    private static TermAlignmentList Terms(Request request, ParallelText text, TermAligner aligner, CancellationToken cancellation)
    {
        if (request.Terms is not null)
        {
            return CommandLine.Terms("--terms", request.Terms) is { Count: > 0 } terms
                ? aligner.Align([.. terms.Distinct()], cancellation)
                : throw new ArgumentException($"--terms {request.Terms}: there is no term; expected one a line, or a table with the column term");
        }
        string chinese = string.Join('\n', text.Select(p => p.Source));
        TermCandidateList found = chinese.Trim().Length == 0 ? new TermCandidateList([], []) : new TermExtractor().Extract([new Document(request.Inputs[0], chinese)], cancellation: cancellation);
        return aligner.Align(found, cancellation);
    }

    private static ParallelText Read(Request request, LexicalTable table)
    {
        if (request.Inputs.Length == 1)
            return ParallelText.Read(request.Inputs[0]);
        if (request.Lines)
            return ParallelText.ReadLines(request.Inputs[0], request.Inputs[1]);
        string zh = Text(request.Inputs[0]), en = Text(request.Inputs[1]);
        if (string.IsNullOrWhiteSpace(zh) || string.IsNullOrWhiteSpace(en))
            throw new ArgumentException($"{request.Inputs[string.IsNullOrWhiteSpace(zh) ? 0 : 1]}: there is no text");
        return ParallelText.FromDocuments(zh, en, new SentenceAligner(table));
    }

    internal static string Text(string path) => string.Join('\n', CommandLine.Corpus([path]).Select(d => d.Text));

    internal static ParallelText Report(ParallelText text)
    {
        foreach (FormatFault fault in text.Faults)
            Console.Error.WriteLine("terms: " + fault);
        return text;
    }

    private static int Links(List<TokenizedPair> pairs, Request request, WordAlignerOptions options, LexicalTable table, CancellationToken cancellation)
    {
        List<TokenizedPair>? extra = request.Extra is null ? null
            : [.. Report(ParallelText.Read(request.Extra)).Where(p => p.Source.Length > 0 && p.Target.Length > 0).Select(p => WordAligner.Tokenize(p.Source, p.Target))];
        IReadOnlyList<WordAlignment> links = new WordAligner(options, table).Align(pairs, extra, cancellation);
        Output(request.Output, writer =>
        {
            foreach (WordAlignment alignment in links)
                writer.WriteLine(alignment);
        });
        Manifest(request);
        return CommandLine.Found;
    }

    private static void Manifest(Request request) => request.Manifest?.Write(request.Output, [.. request.Inputs, request.Terms, request.Extra, request.Dictionary, .. request.Glossaries]);

    private static string[] Words(string line) => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);

    internal static void Write(string? path, string format, string[] header, IEnumerable<string[]> rows) => Output(path, writer =>
    {
        if (format == "json")
        {
            writer.WriteLine(new JsonArray([.. rows.Select(JsonNode (row) => new JsonObject(header.Zip(row, (name, cell) => KeyValuePair.Create<string, JsonNode?>(name, cell))))]).ToJsonString(Json));
            return;
        }
        foreach (string[] row in rows.Prepend(header))
            writer.WriteLine(string.Join(format == "tsv" ? '\t' : ',', row.Select(c => format == "tsv" ? Safe(c.Replace('\t', ' ')) : Quote(Safe(c)))));
    });

    // A cell that a spreadsheet would take for a formula is marked as text.
    private static string Safe(string cell) => cell.Length > 0 && cell[0] is '=' or '+' or '@' || (cell.Length > 1 && cell[0] == '-' && !char.IsAsciiDigit(cell[1])) ? "'" + cell : cell;

    private static string Quote(string cell) => cell.AsSpan().IndexOfAny(",\"\n") >= 0 || cell.Contains('\r', StringComparison.Ordinal) ? "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : cell;

    // Into a file beside the target first, so that a stopped run leaves no half file.
    private static void Output(string? path, Action<TextWriter> write)
    {
        if (path is null)
        {
            using StreamWriter screen = new(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n" };
            write(screen);
            return;
        }
        string temporary = path + ".part";
        try
        {
            using (StreamWriter file = new(temporary, append: false, new UTF8Encoding(false)) { NewLine = "\n" })
                write(file);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
