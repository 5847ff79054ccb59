using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Terminology.Formats;

namespace Terminology.Tool;

/// <summary>What all commands share: exit codes, one-line errors, UTF-8 output, inputs.</summary>
internal static class CommandLine
{
    public const int Found = 0, NothingFound = 1, Error = 2;

    /// <summary>Parses and runs; every fault is one line on stderr and exit code 2.</summary>
    public static int Run(Command root, string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        ParseResult result = root.Parse(args);
        if (result.Errors.Count > 0)
        {
            Fail(UsageFault.Of(result));
            return Error;
        }
        // Where a command takes several inputs, an option that does not exist would pass for one of them.
        if (result.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
        {
            Fail($"there is no option {unknown.Value}; {UsageFault.Help(result)}");
            return Error;
        }
        try
        {
            return result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (OperationCanceledException)
        {
            Fail("stopped; nothing was written");
            return 130;
        }
        catch (Exception e) when (e is TerminologyFormatException or IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            Fail(MessageOf(e));
            return Error;
        }
    }

    // The name of a parameter says something to a programmer only.
    private static string MessageOf(Exception e) =>
        e is ArgumentException { ParamName: { Length: > 0 } name } && e.Message.IndexOf($" (Parameter '{name}')", StringComparison.Ordinal) is int at and > 0 ? e.Message[..at] : e.Message;

    /// <summary>Refuses inputs that are no files, before any work is done for them; null stands for an option that was not given.</summary>
    /// <param name="what">How the command line calls them.</param>
    /// <param name="paths">The files.</param>
    public static void CheckInputs(string what, params ReadOnlySpan<string?> paths)
    {
        foreach (string? path in paths)
        {
            if (path is null || File.Exists(path))
                continue;
            throw new ArgumentException(path.Length == 0 ? $"{what} is empty; expected a file" : Directory.Exists(path) ? $"{what} \"{path}\" is a folder; expected a file" : $"{what}: there is no file \"{path}\"");
        }
    }

    /// <summary>A client's glossary in any format.</summary>
    public static Glossary Glossary(string what, string path)
    {
        CheckInputs(what, path);
        return GlossaryFile.Read(path, formats: GlossaryFormats.All);
    }

    /// <summary>Refuses outputs that cannot be written, before any work is done for them.</summary>
    public static void CheckOutputs(params ReadOnlySpan<string?> paths)
    {
        foreach (string? path in paths)
        {
            if (path is null)
                continue;
            if (path.Length == 0 || Directory.Exists(path))
                throw new ArgumentException($"\"{path}\" is a folder and cannot be written as a file; name a file");
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
                throw new ArgumentException($"\"{path}\" cannot be written: there is no folder \"{folder}\"; make it first");
        }
    }

    /// <summary>The name of the built-in model without trees.</summary>
    public const string LogLinear = "log-linear";

    /// <summary>The model of a file or name; null takes the one that comes with the library.</summary>
    public static TermhoodModel? Model(string? name)
    {
        if (name is null or LogLinear)
            return name is null ? null : TermhoodModel.LogLinear;
        CheckInputs("--model", name);
        return TermhoodModel.Read(name);
    }

    /// <summary>One line on stderr.</summary>
    public static void Fail(string message) => Console.Error.WriteLine("terms: " + message.ReplaceLineEndings(" "));

    /// <summary>Plain text of more than twice so many bytes is worked through in pieces of this size.</summary>
    private const int PieceBytes = 1 << 20;

    /// <summary>A number of bytes such as 512MB, 2G or 1000000.</summary>
    public static long Bytes(string text)
    {
        string number = text.Trim().ToUpperInvariant().Replace("IB", "B", StringComparison.Ordinal).TrimEnd('B');
        int shift = number.Length == 0 ? 0 : number[^1] switch { 'K' => 10, 'M' => 20, 'G' => 30, _ => 0 };
        return long.TryParse(shift > 0 ? number[..^1] : number, NumberStyles.None, CultureInfo.InvariantCulture, out long value) && value > 0 && value < 1L << 20
            || shift == 0 && value > 0
            ? value << shift
            : throw new ArgumentException($"\"{text}\" is no amount of memory; expected for example 512MB or 2GB");
    }

    /// <summary>A corpus of the files and directories named on the command line; guesses and faults of the readers go to stderr.</summary>
    public static Corpus Corpus(IReadOnlyList<string> inputs, string? encoding = null, bool pieces = false, bool fullNames = false)
    {
        var options = new DocumentReaderOptions
        {
            PieceBytes = pieces ? PieceBytes : 0,
            FullNames = fullNames,
            Encoding = encoding,
            OnFault = Report(),
        };
        return inputs.Count == 1 && Directory.Exists(inputs[0]) ? Terminology.Corpus.FromDirectory(inputs[0], DocumentReaders.All, options) : Terminology.Corpus.FromFiles(inputs, DocumentReaders.All, options);
    }

    /// <summary>A corpus with the dates a pattern finds in the names, then those and the columns of a metadata table.</summary>
    public static IEnumerable<Document> Dated(IEnumerable<Document> corpus, string? pattern, string? metadata)
    {
        CorpusMetadata? table = metadata is null ? null : CorpusMetadata.Read(metadata);
        if (pattern is not null)
        {
            Regex regex = Pattern(pattern);
            corpus = corpus.Select(d => new Document(d.Name, d.Text, DocumentDate.FromName(d.Name, regex), d.Places, d.Metadata));
        }
        return table is null ? corpus : table.Apply(corpus);
    }

    private static Regex Pattern(string pattern)
    {
        try
        {
            return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException($"--date-pattern {pattern}: this is no regular expression that can be used: {e.Message}", e);
        }
    }

    /// <summary>Writes a table as csv, json or parquet, to a file or, where none is named, to stdout (csv and json).</summary>
    public static void WriteTable(TidyTable table, string format, string? output = null)
    {
        if (output is not null)
        {
            if (format == "csv")
                table.WriteCsv(output);
            else if (format == "json")
                table.WriteJson(output);
            else
                ParquetTable.Write(table, output);
            return;
        }
        Console.Out.Flush();
        using Stream stream = Console.OpenStandardOutput();
        if (format == "json")
        {
            table.WriteJson(stream);
            return;
        }
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        table.WriteCsv(writer);
    }

    /// <summary>Reports each fault once, although a corpus is read several times; a file that cannot be read ends the work.</summary>
    public static Action<FormatFault> Report()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return fault =>
        {
            if (fault.Severity == FaultSeverity.Error)
                throw fault.ToException();
            if (seen.Add(fault.ToString()))
                Console.Error.WriteLine("terms: " + fault.ToString().ReplaceLineEndings(" "));
        };
    }

    /// <summary>The terms of a list file: one a line, the column term or zh of a table, or the Chinese terms of a glossary.</summary>
    /// <param name="what">How the command line calls the file.</param>
    /// <param name="path">The file.</param>
    public static IReadOnlyList<string> Terms(string what, string path)
    {
        CheckInputs(what, path);
        // An empty list is what a review leaves in which nothing was rejected.
        if (new FileInfo(path).Length == 0)
            return [];
        string ending = Path.GetExtension(path).ToLowerInvariant();
        if (ending is "" or ".txt" or ".text" or ".lst" or ".csv" or ".tsv" or ".tab")
            return TermListFile.Read(path);
        return [.. Glossary(what, path).Entries.SelectMany(e => e.Languages).Where(l => l.Language.StartsWith("zh", StringComparison.OrdinalIgnoreCase)).SelectMany(l => l.Terms).Select(t => t.Text).Distinct()];
    }

    /// <summary>The same for terms to exclude: of a reviewed workbook, those that were rejected.</summary>
    public static IReadOnlyList<string> Rejected(string what, string path)
    {
        if (!path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            return Terms(what, path);
        CheckInputs(what, path);
        ReviewResult review = ReviewWorkbook.Read(path);
        return review.Faults.FirstOrDefault(fault => fault.Severity == FaultSeverity.Error) is null ? review.Rejected : Terms(what, path); // no review: a glossary
    }
}

/// <summary>Says what is wrong with a command line: what, what was expected, and where to read on.</summary>
internal static class UsageFault
{
    public static string Of(ParseResult result)
    {
        Command command = result.CommandResult.Command;
        string help = Help(result);
        if (command.Subcommands.Count > 0)
        {
            string known = string.Join(", ", command.Subcommands.Select(one => one.Name));
            return result.UnmatchedTokens is [string first, ..] ? $"there is no command \"{first}\"; expected {known}; {help}" : $"a command is missing; expected {known}; {help}";
        }
        if (result.UnmatchedTokens.FirstOrDefault(token => token.StartsWith('-')) is { } option)
            return $"there is no option {option}; {help}";
        foreach (ParseError error in result.Errors)
            if (error.SymbolResult is OptionResult { Implicit: false } given && Value(given) is { } fault)
                return $"{fault}; {help}";
        foreach (Argument argument in command.Arguments)
            if ((result.GetResult(argument)?.Tokens.Count ?? 0) < argument.Arity.MinimumNumberOfValues)
                return $"{argument.Name} is missing: {argument.Description}; {help}";
        foreach (Option option1 in command.Options)
            if (option1.Required && result.GetResult(option1) is not { Implicit: false })
                return $"{option1.Name} is missing: {option1.Description}; {help}";
        if (result.UnmatchedTokens is [string more, ..])
            return $"\"{more}\" is one argument too many; expected {string.Join(' ', command.Arguments.Select(argument => argument.Name))}; {help}";
        return $"{result.Errors[0].Message.TrimEnd('.').ReplaceLineEndings(" ")}; {help}";
    }

    /// <summary>Where to read on.</summary>
    public static string Help(ParseResult result)
    {
        string name = "";
        for (SymbolResult? one = result.CommandResult; one is not null; one = one.Parent)
            if (one is CommandResult level)
                name = level.Command.Name + (name.Length > 0 ? " " : "") + name;
        return $"see `{name} --help`";
    }

    private static string? Value(OptionResult given)
    {
        Option option = given.Option;
        if (given.Tokens.Count == 0)
            return $"{option.Name} has no value; expected {option.Description}";
        string value = string.Join(' ', given.Tokens.Select(token => token.Value));
        Type type = Nullable.GetUnderlyingType(option.ValueType) ?? option.ValueType;
        if (given.Tokens.Count > option.Arity.MaximumNumberOfValues)
            return $"{option.Name} is given more than once; expected one value";
        return type == typeof(int) ? $"{option.Name} {value}: expected a whole number" : type == typeof(double) ? $"{option.Name} {value}: expected a number such as 0.5" : null;
    }
}
