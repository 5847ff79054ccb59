using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
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

    /// <summary>Reports each fault once, although a corpus is read several times; a file that cannot be read ends the work.</summary>
    private static Action<FormatFault> Report(HashSet<string> seen) => fault =>
    {
        if (fault.Severity == FaultSeverity.Error)
            throw fault.ToException();
        if (seen.Add(fault.ToString()))
            Console.Error.WriteLine("terms: " + fault.ToString().ReplaceLineEndings(" "));
    };

    /// <summary>The non-empty lines of a list file: one term a line, or the column "term" of a table.</summary>
    public static List<string> Terms(string path)
    {
        var terms = new List<string>();
        int column = 0;
        bool first = true;
        foreach (string line in File.ReadLines(path))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            string[] cells = line.TrimStart('\uFEFF').Split(line.Contains('\t', StringComparison.Ordinal) ? '\t' : ',');
            if (first)
            {
                first = false;
                int header = Array.FindIndex(cells, c => string.Equals(c.Trim(), "term", StringComparison.OrdinalIgnoreCase) || string.Equals(c.Trim(), "zh", StringComparison.OrdinalIgnoreCase));
                if (header >= 0)
                {
                    column = header;
                    continue;
                }
            }
            if (column < cells.Length && cells[column].Trim(' ', '"') is { Length: > 0 } term)
                terms.Add(term);
        }
        return terms;
    }
}
