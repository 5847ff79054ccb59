using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace Terminology;

/// <summary>Glossaries as comma or tab separated values (RFC 4180): see <see cref="GlossaryTable"/> for the columns.</summary>
public static class Csv
{
    /// <summary>Comma separated, UTF-8.</summary>
    public static IGlossaryFormat Comma { get; } = new CsvFormat("csv", "CSV", ",", [".csv"]);

    /// <summary>Tab separated, UTF-8.</summary>
    public static IGlossaryFormat Tab { get; } = new CsvFormat("tsv", "TSV", "\t", [".tsv", ".tab"]);

    /// <summary>Reads a glossary; comma, semicolon or tab is found out.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">Columns and encoding.</param>
    /// <exception cref="TerminologyFormatException">A part of the file cannot be read; <see cref="GlossaryFile.TryRead"/> gives the rest.</exception>
    public static Glossary Read(string path, GlossaryReadOptions? options = null) => GlossaryFile.Read(path, Comma, options);

    /// <summary>Reads a glossary; comma, semicolon or tab is found out.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="name">Name for the faults.</param>
    /// <param name="options">Columns and encoding.</param>
    /// <exception cref="TerminologyFormatException">A part of the content cannot be read.</exception>
    public static Glossary Read(Stream stream, string name = "stream", GlossaryReadOptions? options = null) => Comma.Read(stream, name, options ?? new()).OrThrow();

    /// <summary>Writes a glossary with commas.</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="path">The file.</param>
    /// <param name="options">Languages, byte order mark.</param>
    /// <returns>What the file does not hold.</returns>
    public static IReadOnlyList<GlossaryLoss> Write(Glossary glossary, string path, GlossaryWriteOptions? options = null) => GlossaryFile.Write(glossary, path, Comma, options);

    /// <summary>Writes a glossary with commas.</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="stream">Takes the bytes; stays open.</param>
    /// <param name="options">Languages, byte order mark.</param>
    public static void Write(Glossary glossary, Stream stream, GlossaryWriteOptions? options = null) => Comma.Write(glossary, stream, options ?? new());
}

/// <summary>Tables as text.</summary>
internal sealed class CsvFormat(string name, string title, string delimiter, IReadOnlyList<string> extensions) : IGlossaryFormat
{
    public string Name => name;

    public string Title => title;

    public IReadOnlyList<string> Extensions => extensions;

    public bool CanRead => true;

    public bool CanWrite => true;

    public string CannotHold => GlossaryTable.CannotHold;

    public bool Recognizes(ReadOnlySpan<byte> head) => false;

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options) => GlossaryTable.Held(glossary, options);

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options)
    {
        var faults = new FaultList(name, options.MaxFaults);
        if (CsvRows.Decode(stream, name, options.Encoding, options.MaxBytes, faults) is not { } text)
            return new(new Glossary([]), faults.ToList());
        GlossaryReading reading = GlossaryTable.Read(CsvRows.Parse(text, faults), name, options);
        return reading with { Faults = [.. faults.ToList(), .. reading.Faults] };
    }

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options)
    {
        using StreamWriter text = AtomicFile.Utf8Writer(stream, options.ByteOrderMark);
        CsvRows.Write(text, GlossaryTable.Rows(glossary, options), delimiter);
    }
}

/// <summary>Rows of CSV files.</summary>
internal static class CsvRows
{
    /// <summary>Longest cell, in UTF-16 units.</summary>
    private const int MaxCell = 1 << 20;

    /// <summary>The text of a file, or null with a fault.</summary>
    public static string? Decode(Stream stream, string name, string? encoding, long maxBytes, FaultList faults)
    {
        if (!LimitedStream.TryReadAll(stream, maxBytes, out byte[] bytes))
        {
            faults.Add(GlossaryFaults.TooLarge(name, maxBytes));
            return null;
        }
        TextDecoder.Decoded decoded = TextDecoder.Decode(bytes, name, encoding);
        if (decoded.Fault is not null)
            faults.Add(decoded.Fault);
        return decoded.Text?.TrimStart('\uFEFF');
    }

    /// <summary>The delimiter that stands most often in the first line, outside of quotes.</summary>
    public static string DelimiterOf(string text)
    {
        int comma = 0, semicolon = 0, tab = 0;
        bool quoted = false;
        foreach (char c in text)
        {
            if (c == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (c is '\n' or '\r') break;
            else if (c == ',') comma++;
            else if (c == ';') semicolon++;
            else if (c == '\t') tab++;
        }
        return tab > 0 && tab >= comma && tab >= semicolon ? "\t" : semicolon > comma ? ";" : ",";
    }

    /// <summary>The rows with the lines they begin on (RFC 4180). A quotation mark where none may stand is reported once a cell and kept.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Parse(string text, FaultList faults, string? delimiter = null)
    {
        char separator = (delimiter ?? DelimiterOf(text))[0];
        int at = 0, line = 1;
        while (at < text.Length)
        {
            var cells = new List<string>();
            int first = line;
            do
            {
                // The separator before every cell but the first.
                if (cells.Count > 0)
                    at++;
                int begins = line;
                string cell = Cell(text, separator, ref at, ref line, out bool stray);
                if (cell.Length > MaxCell)
                {
                    faults.Error("TRM0215", "a cell is longer than 1,048,576 characters, as where a quotation mark is never closed; nothing behind this place was read.", begins);
                    yield break;
                }
                if (stray)
                    faults.Warning("TRM0214", "a quotation mark stands inside a cell; the cell was read as it stands.", begins);
                cells.Add(cell);
            }
            while (at < text.Length && text[at] == separator);
            if (at < text.Length)
            {
                at += text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n' ? 2 : 1;
                line++;
            }
            yield return (first, cells);
        }
    }

    // Leaves the position on what ends the cell: a separator, a line end, or the end of the text.
    private static string Cell(string text, char separator, ref int at, ref int line, out bool stray)
    {
        StringBuilder? quoted = null;
        if (at < text.Length && text[at] == '"')
        {
            quoted = new StringBuilder();
            for (at++; ; )
            {
                int end = text.IndexOf('"', at);
                ReadOnlySpan<char> part = text.AsSpan(at, (end < 0 ? text.Length : end) - at);
                quoted.Append(part);
                line += part.Count('\n');
                at += part.Length + (end < 0 ? 0 : 1);
                if (end < 0 || at >= text.Length || text[at] != '"')
                    break;
                quoted.Append('"');
                at++;
            }
        }
        int length = text.AsSpan(at).IndexOfAny(separator, '\n', '\r');
        ReadOnlySpan<char> rest = length < 0 ? text.AsSpan(at) : text.AsSpan(at, length);
        at += rest.Length;
        stray = rest.Contains('"') || (quoted is not null && !rest.IsEmpty);
        return quoted is null ? rest.ToString() : quoted.Append(rest).ToString();
    }

    /// <summary>Writes rows; cells that a spreadsheet would run are made harmless.</summary>
    public static void Write(TextWriter text, IEnumerable<IReadOnlyList<string>> rows, string delimiter)
    {
        using var csv = new CsvWriter(text, new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter, NewLine = "\n" }, leaveOpen: true);
        foreach (IReadOnlyList<string> row in rows)
        {
            foreach (string cell in row)
                csv.WriteField(Texts.GuardFormula(cell));
            csv.NextRecord();
        }
    }
}
