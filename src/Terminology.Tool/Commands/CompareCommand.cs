using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Terminology.Formats;

namespace Terminology.Tool;

/// <summary><c>terms compare</c>: the use of terms over time.</summary>
internal static class CompareCommand
{
    public static Command Create()
    {
        var inputs = new Argument<string[]>("CORPUS") { Description = "files and directories", Arity = ArgumentArity.OneOrMore };
        var by = new Option<string>("--by") { Description = "year, quarter, month, decade, plan (Five-Year Plans), or a column of --metadata", DefaultValueFactory = _ => "year" };
        var list = new Option<string?>("--terms") { Description = "file of the terms to follow (one a line, or the column term of a table); without it the terms of the corpus" };
        var column = new Option<string?>("--term-column") { Description = "column of --terms that holds the terms" };
        var metadata = new Option<string?>("--metadata") { Description = "table with the columns file, date and any others" };
        var pattern = new Option<string?>("--date-pattern") { Description = "regular expression that finds the date in a document's name, with the groups year, month, day: report_(?<year>\\d{4})" };
        var skip = new Option<bool>("--skip-undated") { Description = "leave out documents without a date" };
        var target = new Option<string?>("--target") { Description = "periods whose key terms are wanted: 2013-2015, or labels with commas" };
        var reference = new Option<string?>("--reference") { Description = "periods they are compared with; without it all others" };
        var count = new Option<string>("--count") { Description = "segmented, exact or stand-alone: the count that trends are computed on", DefaultValueFactory = _ => "segmented" };
        var least = new Option<int>("--min-frequency") { Description = "least frequency of a term that is tested", DefaultValueFactory = _ => new DiachronicOptions().MinimumFrequency };
        var termhood = new Option<double>("--min-termhood") { Description = "least termhood of the terms of the corpus, 0 to 1", DefaultValueFactory = _ => 0.6 };
        var listed = new Option<double>("--list-termhood") { Description = "least termhood of a term in the lists that is no common word of the term base, 0 to 1", DefaultValueFactory = _ => new DiachronicOptions().ListedTermhood };
        var corrected = new Option<bool>("--autocorrelation") { Description = "correct the test of trend for autocorrelation (Hamed and Rao 1998)" };
        var format = new Option<string?>("--format") { Description = "lists, csv, json or parquet; without it by the ending of --output, else lists" };
        var output = new Option<string?>("--output", "-o") { Description = "file, or with parquet a folder for DuckDB when it has no ending" };
        var perTerm = new Option<bool>("--per-term") { Description = "one row a term instead of one a term and period" };
        var figure = new Option<string?>("--figure") { Description = "write a figure, .svg or .png" };
        var kind = new Option<string>("--figure-kind") { Description = "lines, multiples, slope, heatmap, bump, volcano or strips", DefaultValueFactory = _ => "lines" };
        var glossary = new Option<string[]>("--glossary") { Description = "client's glossary for the English (repeatable); entries with a year show how renderings change" };
        var noEnglish = new Option<bool>("--no-english") { Description = "leave the English out" };
        var parallel = new Option<string[]>("--parallel") { Description = "sentence pairs (.tmx, .xlf, .tsv; file or folder, repeatable) with the year in the file's name: renderings are counted by year" };
        var renderings = new Option<string?>("--renderings") { Description = "write the renderings of terms by year (.csv, .json or .parquet)" };
        var figureTerms = new Option<string?>("--figure-terms") { Description = "terms of the figure, with commas; without it the first of --terms, else the strongest emerging and declining ones" };
        var report = new Option<string?>("--report") { Description = "write a report to look at, .html" };
        var top = new Option<int>("--top") { Description = "rows of each list on the screen", DefaultValueFactory = _ => 20 };
        var encoding = new Option<string?>("--encoding") { Description = "encoding of plain text; without it found out" };
        ManifestOption manifest = ManifestOption.Create();
        var command = new Command("compare", "Follow terms over the years: frequencies with intervals, trends, bursts, key terms of some years.\n\nExample: terms compare reports --by year --output usage.csv --figure trends.svg --report trends.html")
        {
            inputs, by, list, column, metadata, pattern, skip, target, reference, count, least, termhood, listed, corrected, format, output, perTerm, figure, kind, figureTerms, report, glossary, noEnglish, parallel, renderings, top, encoding, manifest,
        };
        command.SetAction((result, cancellation) => Task.FromResult(Run(new Request
        {
            Inputs = result.GetRequiredValue(inputs), Termhood = result.GetValue(termhood), Period = Period.Parse(result.GetRequiredValue(by)), Terms = result.GetValue(list), Column = result.GetValue(column), Metadata = result.GetValue(metadata),
            DatePattern = result.GetValue(pattern),
            Options = new DiachronicOptions
            {
                SkipUndated = result.GetValue(skip), Target = result.GetValue(target), Reference = Reference(result.GetValue(reference), result.GetValue(target)), MinimumFrequency = result.GetValue(least),
                ListedTermhood = result.GetValue(listed), AutocorrelationCorrected = result.GetValue(corrected), Count = Count(result.GetRequiredValue(count)),
            },
            Format = Format(result.GetValue(format), result.GetValue(output)), Output = result.GetValue(output), PerTerm = result.GetValue(perTerm), Figure = result.GetValue(figure), FigureKind = result.GetRequiredValue(kind),
            FigureTerms = result.GetValue(figureTerms), Report = result.GetValue(report), Top = result.GetValue(top), Encoding = result.GetValue(encoding),
            Glossaries = result.GetValue(glossary) ?? [], NoEnglish = result.GetValue(noEnglish), Parallel = result.GetValue(parallel) ?? [], Renderings = result.GetValue(renderings),
            Given = [.. result.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit).Select(option => KeyValuePair.Create(option.Option.Name, string.Join(' ', option.Tokens.Select(token => token.Value))))],
            Manifest = manifest.Of(result, result.GetValue(output), result.GetValue(figure), result.GetValue(report), result.GetValue(renderings)),
        }, cancellation)));
        return command;
    }

    private static string? Reference(string? reference, string? target) =>
        reference is null || target is not null ? reference : throw new ArgumentException("--reference goes with --target: name the periods whose key terms are wanted");

    private static UsageCount Count(string name) => name switch
    {
        "segmented" => UsageCount.Segmented,
        "exact" => UsageCount.Exact,
        "stand-alone" => UsageCount.StandAlone,
        _ => throw new ArgumentException($"--count {name}: no such count; expected segmented, exact or stand-alone"),
    };

    private static string Format(string? format, string? output)
    {
        string form = format ?? (output is null ? "lists" : Path.GetExtension(output).TrimStart('.').ToLowerInvariant());
        if (form is not ("lists" or "csv" or "json" or "parquet"))
            throw new ArgumentException(format is null ? $"{output}: no format has {(form.Length > 0 ? "the ending ." + form : "a name without ending")}; expected .csv, .json or .parquet, or name one with --format" : $"--format {form}: no such format; expected lists, csv, json or parquet");
        if (form == "parquet" && output is null)
            throw new ArgumentException("--format parquet needs --output");
        return form;
    }

    private static int Run(Request request, CancellationToken cancellation)
    {
        if (request.Top < 1)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"--top is {request.Top}; expected 1 or more"));
        CompareFigure.Check(request.Figure, request.FigureKind, request.Options.Target);
        if (request.Report is not null && Path.GetExtension(request.Report).ToLowerInvariant() is not (".html" or ".htm"))
            throw new ArgumentException($"--report {request.Report}: a report is a web page; expected a name that ends in .html");
        CommandLine.CheckInputs("--terms", request.Terms);
        CommandLine.CheckInputs("--metadata", request.Metadata);
        // A folder of Parquet files may stand already.
        CommandLine.CheckOutputs(request.Format == "parquet" && Path.GetExtension(request.Output)!.Length == 0 ? null : request.Output, request.Figure, request.Report, request.Renderings);
        string? renderingsFormat = request.Renderings is null ? null : Format(null, request.Renderings);
        IReadOnlyList<string>? given = request.Terms is null ? null : TermListFile.Read(request.Terms, request.Column);
        List<Glossary> glossaries = [.. request.Glossaries.Select(path => CommandLine.Glossary("--glossary", path))];
        List<DatedSentencePair> parallel = [.. request.Parallel.SelectMany(CompareRenderings.Read)];
        Corpus files = CommandLine.Corpus(request.Inputs, request.Encoding);
        // Read once: it is counted, shown in contexts and drawn.
        List<Document> corpus = [.. CommandLine.Dated(files, request.DatePattern, request.Metadata)];
        TermCandidateList? terms = given is null ? new TermExtractor(new TermExtractorOptions { MinimumTermhood = request.Termhood, MinimumFrequency = 2 }).Extract(corpus, cancellation: cancellation) : null;
        if (terms is { Count: 0 })
        {
            CommandLine.Fail("no terms found in the corpus; name some with --terms");
            return CommandLine.NothingFound;
        }
        DiachronicProfile profile = terms is null
            ? DiachronicProfile.Compute(corpus, given!, request.Period, request.Options, cancellation)
            : DiachronicProfile.Compute(corpus, terms, request.Period, request.Options, cancellation);
        foreach (PeriodSummary p in profile.Periods.Where(p => p.Documents > 1 && request.Period == Period.ByYear && profile.Periods.Count(o => o.Documents > 1) <= 3))
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{p.Documents} documents of {p.Label} are counted together"));
        if (profile.Note is not null)
            Console.Error.WriteLine(profile.Note);
        TermAligner? aligner = request.NoEnglish ? null : new TermAligner(glossaries);
        Write(request, profile, aligner);
        if (request.Figure is not null)
        {
            CompareFigure.Write(request.Figure, request.FigureKind, request.FigureTerms, given, profile, corpus);
            Console.Error.WriteLine($"figure written to {request.Figure}");
        }
        IReadOnlyList<RenderingUsage> renderings = request.Renderings is null && request.Report is null ? [] : CompareRenderings.Find(profile, glossaries, parallel, aligner ?? new TermAligner(glossaries));
        if (request.Renderings is not null)
        {
            CommandLine.WriteTable(TidyTable.Renderings(renderings), renderingsFormat!, request.Renderings);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{renderings.Count} dated renderings of {renderings.Select(r => r.Term).Distinct(StringComparer.Ordinal).Count()} terms written to {request.Renderings}"));
        }
        if (request.Report is not null)
        {
            HtmlReport.Write(profile, request.Report, new HtmlReportOptions
            {
                Corpus = corpus, DocumentFolder = Folder(request), Renderings = renderings, English = aligner is null ? null : Align(aligner, profile, terms, cancellation),
                Manifest = [.. request.Given.Select(o => KeyValuePair.Create("option " + o.Key, o.Value)), .. Manifest.HashResources().Select(r => KeyValuePair.Create(r.Key, "SHA-256 " + r.Value)), .. Manifest.HashFiles(files.Files).Select(f => KeyValuePair.Create(f.Key, "SHA-256 " + f.Value))],
            });
            Console.Error.WriteLine($"report written to {request.Report}");
        }
        IEnumerable<string?> written = [request.Output, request.Figure, request.Report, request.Renderings, .. request.Output is not null && Directory.Exists(request.Output) ? Directory.GetFiles(request.Output, "*.parquet") : []];
        foreach (string? path in written)
            request.Manifest?.Write(path, [.. files.Files, request.Terms, request.Metadata, .. request.Glossaries, .. request.Parallel]);
        if (given is not null && profile.Trends.All(t => t.Usage.All(u => u.ExactFrequency == 0)))
        {
            CommandLine.Fail("none of the given terms stands in the corpus");
            return CommandLine.NothingFound;
        }
        return CommandLine.Found;
    }

    private static TermAlignmentList Align(TermAligner aligner, DiachronicProfile profile, TermCandidateList? terms, CancellationToken cancellation) => aligner.Align(
        terms ?? new TermCandidateList(profile.Trends.Select((t, i) => new TermCandidate { Rank = i + 1, Text = t.Term, Termhood = double.NaN, Salience = double.NaN, Frequency = t.Frequency, DocumentFrequency = t.DocumentFrequency }), profile.Documents), cancellation);

    private static string? Folder(Request request)
    {
        if (request.Inputs.Length != 1 || !Directory.Exists(request.Inputs[0]))
            return null;
        string report = Path.GetDirectoryName(Path.GetFullPath(request.Report!))!;
        return Path.GetRelativePath(report, Path.GetFullPath(request.Inputs[0])).Replace('\\', '/');
    }

    private static void Write(Request request, DiachronicProfile profile, TermAligner? aligner)
    {
        if (request.Format == "lists")
        {
            PrintLists(profile, request.Top, aligner);
            return;
        }
        if (request.Format == "parquet" && Path.GetExtension(request.Output)!.Length == 0)
            ParquetTable.WriteFolder(profile, request.Output!);
        else
            CommandLine.WriteTable(request.PerTerm ? TidyTable.PerTerm(profile) : TidyTable.ByPeriod(profile), request.Format, request.Output);
        if (request.Output is not null)
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{profile.Trends.Count} terms in {profile.Periods.Count} periods written to {request.Output}"));
    }

    private static void PrintLists(DiachronicProfile profile, int top, TermAligner? aligner)
    {
        string English(string term) => aligner?.Suggest(term) is [{ } best, ..] ? $"  {best.Text}" : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{profile.Trends.Count} terms, {profile.Tested} tested, {profile.Periods.Count} periods from {profile.Periods[0].Label} to {profile.Periods[^1].Label}"));
        foreach (TrendList list in profile.Lists)
        {
            Console.WriteLine();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{list.Name}: {list.Terms.Count} terms"));
            Console.WriteLine("  rule: " + list.Rule);
            foreach (TermTrend t in list.Terms.Take(top))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {t.Term}{English(t.Term)}  f={t.Frequency}, {t.FirstAttested}-{t.LastAttested}, peak {t.Peak}, {profile.Evidence(t)}"));
        }
        if (profile.Keyness.Count > 0)
        {
            Console.WriteLine();
            Console.WriteLine($"key in {profile.Options.Target} against {profile.Options.Reference ?? "all other periods"}, by two-term G2:");
            foreach (KeynessEntry k in profile.Keyness.Where(k => k.LogRatio > 0).Take(top))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {k.Term}{English(k.Term)}  {k.Target}:{k.Reference} G2 {k.LogLikelihood:0.0}, log ratio {k.LogRatio:0.00} [{k.LogRatioInterval.Low:0.00}; {k.LogRatioInterval.High:0.00}], q {k.QValue:0.0e0}"));
        }
    }

    private sealed record Request
    {
        public required string[] Inputs { get; init; }
        public required Period Period { get; init; }
        public required DiachronicOptions Options { get; init; }
        public required string Format { get; init; }
        public required string FigureKind { get; init; }
        public string? Terms { get; init; }
        public string? Column { get; init; }
        public string? Metadata { get; init; }
        public string? Output { get; init; }
        public double Termhood { get; init; }
        public bool PerTerm { get; init; }
        public string? Figure { get; init; }
        public string? FigureTerms { get; init; }
        public string? Report { get; init; }
        public int Top { get; init; }
        public string? Encoding { get; init; }
        public ManifestWriter? Manifest { get; init; }
        public string? DatePattern { get; init; }
        public string[] Glossaries { get; init; } = [];
        public bool NoEnglish { get; init; }
        public string[] Parallel { get; init; } = [];
        public string? Renderings { get; init; }
        public IReadOnlyList<KeyValuePair<string, string>> Given { get; init; } = [];
    }
}

/// <summary>English renderings by year, of dated glossary entries and dated sentence pairs.</summary>
internal static class CompareRenderings
{
    /// <summary>The sentence pairs of a file, or of the files of a folder; the year stands in the name.</summary>
    public static IEnumerable<DatedSentencePair> Read(string path)
    {
        string[] files = Directory.Exists(path) ? [.. Directory.GetFiles(path).Where(f => Path.GetFileName(f)[0] != '.').Order(StringComparer.Ordinal)] : [path];
        if (files.Length == 0)
            throw new ArgumentException($"--parallel {path}: the folder holds no files; expected .tmx, .xlf or .tsv");
        foreach (string file in files)
        {
            DocumentDate date = DocumentDate.FromName(file) ?? throw new ArgumentException($"--parallel {file}: there is no year in the name; name the file by its year, such as report-2014.tsv");
            foreach (SentencePair pair in ParallelText.Read(file))
                yield return new DatedSentencePair(pair.Source, pair.Target, date.Year);
        }
    }

    public static IReadOnlyList<RenderingUsage> Find(DiachronicProfile profile, List<Glossary> glossaries, List<DatedSentencePair> parallel, TermAligner aligner)
    {
        HashSet<string> terms = [.. profile.Trends.Select(t => t.Term)];
        List<DatedRendering> witnesses = [.. glossaries.SelectMany(TranslationDrift.Of).Where(w => terms.Contains(w.Term))];
        if (parallel.Count > 0)
        {
            ILookup<string, string> known = glossaries.SelectMany(g => g.Entries).SelectMany(e => e.TermsIn("zh").SelectMany(zh => e.TermsIn("en").Select(en => (zh.Text, English: en.Text)))).ToLookup(p => p.Text, p => p.English, StringComparer.Ordinal);
            witnesses.AddRange(TranslationDrift.Of(parallel, terms.Select(t => KeyValuePair.Create(t, aligner.Suggest(t).Select(s => s.Text).Concat(known[t])))));
        }
        return TranslationDrift.Compute(witnesses);
    }
}

/// <summary>Draws the figure of a comparison.</summary>
internal static class CompareFigure
{
    private static readonly string[] s_kinds = ["lines", "multiples", "slope", "heatmap", "bump", "volcano", "strips"];

    /// <summary>Refuses a figure that cannot be drawn, before any work is done for it.</summary>
    public static void Check(string? path, string kind, string? target)
    {
        if (!s_kinds.Contains(kind))
            throw new ArgumentException($"--figure-kind {kind}: no such figure; expected {string.Join(", ", s_kinds)}");
        if (path is not null && Path.GetExtension(path).ToLowerInvariant() is not (".svg" or ".png"))
            throw new ArgumentException($"--figure {path}: a figure is .svg or .png; expected a name that ends so");
        if (path is not null && kind == "volcano" && target is null)
            throw new ArgumentException("--figure-kind volcano shows keyness; name target periods with --target");
    }

    public static void Write(string path, string kind, string? named, IReadOnlyList<string>? given, DiachronicProfile profile, IReadOnlyList<Document> corpus)
    {
        int limit = kind switch { "heatmap" => 30, "multiples" => 12, "slope" => 16, "strips" => 12, "lines" => 4, _ => 8 };
        string[] terms = named is not null ? named.Split([',', '，', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            : given is not null ? [.. given.Take(limit)]
            : [.. profile.List("emerging").Terms.Take(limit / 2).Concat(profile.List("declining").Terms.Take(limit / 2)).Select(t => t.Term)];
        if (terms.Length == 0)
            terms = [.. profile.Trends.OrderByDescending(t => t.Frequency).Take(limit).Select(t => t.Term)];
        Figure figure = kind switch
        {
            "lines" => UsageFigure.Lines(profile, terms),
            "multiples" => UsageFigure.SmallMultiples(profile, terms),
            "slope" => UsageFigure.Slope(profile, terms),
            "heatmap" => UsageFigure.HeatMap(profile, terms),
            "bump" => UsageFigure.Bump(profile, terms),
            "volcano" => UsageFigure.Volcano(profile),
            _ => UsageFigure.DispersionStrips(corpus, terms),
        };
        figure.Write(path);
    }
}
