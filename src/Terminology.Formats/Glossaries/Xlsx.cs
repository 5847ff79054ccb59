using System.Globalization;
using System.Xml;

namespace Terminology.Formats;

/// <summary>Glossaries as Excel workbooks: the table of <see cref="GlossaryTable"/> with filter, frozen header and coloured status, and a sheet on where it comes from.</summary>
public static class Xlsx
{
    /// <summary>The format.</summary>
    public static IGlossaryFormat Format { get; } = new XlsxFormat();
}

/// <summary>Excel workbooks.</summary>
internal sealed class XlsxFormat : IGlossaryFormat
{
    private const string Provenance = "Provenance";

    public string Name => "xlsx";

    public string Title => "Excel workbook";

    public IReadOnlyList<string> Extensions { get; } = [".xlsx"];

    public bool CanRead => true;

    public bool CanWrite => true;

    public string CannotHold => "One source and one target language; no properties of a language section but its definition. A cell holds 32,767 characters.";

    public bool Recognizes(ReadOnlySpan<byte> head) => OfficeFile.IsZip(head) || OfficeFile.IsOle(head);

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        return new Glossary(GlossaryTable.Held(glossary, options).Entries, glossary.Name) { Properties = glossary.Properties };
    }

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options)
    {
        IEnumerator<IReadOnlyList<string>> rows = GlossaryTable.Rows(glossary, options).GetEnumerator();
        rows.MoveNext();
        IReadOnlyList<string> header = rows.Current;
        int status = header.ToList().IndexOf("status"), year = header.ToList().IndexOf("year");
        IEnumerable<IReadOnlyList<object?>> Typed()
        {
            yield return [.. header];
            while (rows.MoveNext())
                yield return [.. rows.Current.Select((cell, i) => i == year && cell.Length is > 0 and <= 4 && cell[0] != '0' && cell.All(char.IsAsciiDigit) ? int.Parse(cell, CultureInfo.InvariantCulture) : (object)Guard(cell))];
        }
        using (rows)
            WorkbookWriter.Write(stream,
            [
                new Sheet("Terms", [.. header.Select((column, i) => i < 2 ? 36.0 : column is "definition" or "note" or "context" ? 48 : column is "status" or "year" or "id" ? 12 : 20)], Typed()) { StatusColumn = status, StatusValues = ["preferred", "admitted", "deprecated", "superseded"] },
                new Sheet(Provenance, [28, 80], About(glossary)),
            ]);
    }

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        try
        {
            stream = OfficeFile.Seekable(stream, options.MaxBytes);
            Span<byte> head = stackalloc byte[4];
            int length = stream.ReadAtLeast(head, 4, throwOnEndOfStream: false);
            stream.Position = 0;
            if (OfficeFile.IsOle(head[..length]))
                return new(new Glossary([]), [ReaderFaults.Encrypted(name)]);
            using var package = new OfficePackage(stream, options.MaxBytes, maxExpansion: 200, nameof(options.MaxBytes));
            var workbook = new Workbook(package);
            if (workbook.Sheets.Count == 0)
                return new(new Glossary([]), [ReaderFaults.Damaged(name, "workbook")]);
            string part = workbook.Sheets.FirstOrDefault(sheet => sheet.Name != Provenance, workbook.Sheets[0]).Part;
            GlossaryReading reading = GlossaryTable.Read(Rows(workbook, part, options.MaxEntries), name, options);
            (string? title, List<KeyValuePair<string, string>> properties) = (null, []);
            foreach ((string sheet, string provenance) in workbook.Sheets)
                if (sheet == Provenance)
                    foreach ((int row, List<WorkbookCell> cells) in workbook.Rows(provenance, 10_000))
                        if (row > 1 && cells is [{ Column: 0 } key, { Column: 1 } value, ..])
                        {
                            if (key.Text == "title" && title is null)
                                title = value.Text;
                            else
                                properties.Add(new(Unguard(key.Text), Unguard(value.Text)));
                        }
            return new(new Glossary(reading.Glossary.Entries, title is null ? null : Unguard(title)) { Properties = properties }, reading.Faults);
        }
        catch (ExpansionException e)
        {
            return new(new Glossary([]), [ReaderFaults.Expands(name, e.Limit)]);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            return new(new Glossary([]), [ReaderFaults.Damaged(name, "workbook")]);
        }
    }

    internal static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Rows(Workbook workbook, string part, int maxRows)
    {
        foreach ((int row, List<WorkbookCell> cells) in workbook.Rows(part, maxRows + 1))
        {
            string[] texts = new string[cells.Count == 0 ? 0 : cells.Max(cell => cell.Column) + 1];
            Array.Fill(texts, "");
            foreach (WorkbookCell cell in cells)
                texts[cell.Column] = cell.Text;
            yield return (row, texts);
        }
    }

    private static IEnumerable<IReadOnlyList<object?>> About(Glossary glossary)
    {
        yield return ["what", "value"];
        if (!string.IsNullOrWhiteSpace(glossary.Name))
            yield return ["title", Guard(glossary.Name)];
        foreach (KeyValuePair<string, string> property in glossary.Properties)
            yield return [Guard(property.Key), Guard(property.Value)];
    }

    // Cells are typed as text, so a formula needs no apostrophe here; but reading takes one off where a formula follows.
    private static string Guard(string cell) => cell.Length > 1 && cell[0] == '\'' && cell.TrimStart('\'') is { Length: > 1 } rest && rest[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + cell : cell;

    private static string Unguard(string cell) => cell.Length > 2 && cell.StartsWith("''", StringComparison.Ordinal) && cell.TrimStart('\'') is { Length: > 1 } rest && rest[0] is '=' or '+' or '-' or '@' ? cell[1..] : cell;
}
