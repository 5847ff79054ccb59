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
            Fail($"{result.Errors[0].Message.TrimEnd('.')}; see `terms {string.Join(' ', result.CommandResult.Command == root ? [] : new[] { result.CommandResult.Command.Name })} --help`".Replace("  ", " ", StringComparison.Ordinal));
            return Error;
        }
        // Where a command takes several inputs, an option that does not exist would pass for one of them.
        if (result.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).FirstOrDefault(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
        {
            Fail($"there is no option {unknown.Value}; see `terms {result.CommandResult.Command.Name} --help`");
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
            Fail(e.Message);
            return Error;
        }
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
    public static TermhoodModel? Model(string? name) => name is null ? null : name == LogLinear ? TermhoodModel.LogLinear : TermhoodModel.Read(name);

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
            OnFault = Report(new HashSet<string>(StringComparer.Ordinal)),
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
    private static Action<FormatFault> Report(HashSet<string> seen) => fault =>
    {
        if (fault.Severity == FaultSeverity.Error)
            throw fault.ToException();
        if (seen.Add(fault.ToString()))
            Console.Error.WriteLine("terms: " + fault.ToString().ReplaceLineEndings(" "));
    };

    /// <summary>The Chinese terms of a list file: one a line, a table with the column term, or a glossary in any format.</summary>
    public static IReadOnlyList<string> Terms(string path)
    {
        if (Path.GetExtension(path).ToLowerInvariant() is "" or ".txt" or ".lst" or ".csv" or ".tsv" or ".tab")
            return File.Exists(path) && new FileInfo(path).Length == 0 ? [] : TermListFile.Read(path); // a review without rejected terms leaves an empty list
        Glossary glossary = GlossaryFile.TryRead(path, formats: Xlsx.AllFormats).OrThrow();
        return [.. glossary.Entries.SelectMany(e => e.Languages).Where(l => l.Language.StartsWith("zh", StringComparison.OrdinalIgnoreCase)).SelectMany(l => l.Terms).Select(t => t.Text).Distinct()];
    }

    /// <summary>The same for terms to exclude: of a reviewed workbook, those that were rejected.</summary>
    public static IReadOnlyList<string> Rejected(string path)
    {
        if (!path.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase))
            return Terms(path);
        ReviewResult review = ReviewWorkbook.Read(path);
        return review.Faults.FirstOrDefault(fault => fault.Severity == FaultSeverity.Error) is null ? review.Rejected : Terms(path); // no review: a glossary
    }
}
