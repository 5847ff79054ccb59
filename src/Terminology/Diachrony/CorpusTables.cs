namespace Terminology;

/// <summary>A list of terms from a table or from lines of text.</summary>
public static class TermListFile
{
    private static readonly string[] s_names = ["term", "zh", "source", "术语", "中文"];

    /// <summary>Reads the terms of a file: one a line, or the column term (zh, source, 术语) of a table with a header (comma, semicolon or tab).</summary>
    /// <param name="path">The file.</param>
    /// <param name="column">The column, where it has another name; null finds it.</param>
    /// <returns>The terms in order, repeated ones once.</returns>
    /// <exception cref="TerminologyFormatException">There is no such column (TRM0509), it does not hold Chinese terms (TRM0510), a term is empty (TRM0508), there are no terms (TRM0511), or the file is no text.</exception>
    public static IReadOnlyList<string> Read(string path, string? column = null)
    {
        (int Line, IReadOnlyList<string> Cells)[] rows = DelimitedFile.Read(path);
        if (rows.Length == 0)
            throw Throw.NoTerms(path);
        int width = rows.Max(r => r.Cells.Count), at = 0, from = 0;
        string[] header = [.. rows[0].Cells.Select(c => c.Trim())];
        int named = column is null ? Array.FindIndex(header, c => s_names.Contains(c, StringComparer.OrdinalIgnoreCase)) : Array.FindIndex(header, c => string.Equals(c, column, StringComparison.OrdinalIgnoreCase));
        if (named >= 0)
            (at, from) = (named, 1);
        else if (column is not null || width > 1)
            throw Throw.NoTermColumn(path, header);
        var terms = new List<string>();
        int chinese = 0;
        foreach ((int line, IReadOnlyList<string> cells) in rows.Skip(from))
        {
            string term = at < cells.Count ? Texts.UnguardFormula(cells[at].Trim()).Trim() : "";
            if (term.Length == 0)
                throw Throw.EmptyTermInList(path, line);
            chinese += term.Any(Texts.IsHan) ? 1 : 0;
            terms.Add(term);
        }
        if (terms.Count == 0)
            throw Throw.NoTerms(path);
        if (chinese * 2 < terms.Count)
            throw Throw.NotTerms(path, named >= 0 ? header[at] : "1", chinese, terms.Count);
        return [.. terms.Distinct(StringComparer.Ordinal)];
    }
}

/// <summary>Dates and further columns of documents from a table. Immutable and thread-safe.</summary>
public sealed class CorpusMetadata
{
    private readonly Dictionary<string, (DocumentDate? Date, IReadOnlyDictionary<string, string> Columns)> _rows;
    private readonly string _path;

    private CorpusMetadata(string path, Dictionary<string, (DocumentDate?, IReadOnlyDictionary<string, string>)> rows) => (_path, _rows) = (path, rows);

    /// <summary>Reads a table with the columns file (name of the document, extension optional) and, optionally, date and any others.</summary>
    /// <param name="path">The file: comma, semicolon or tab separated, with a header.</param>
    /// <exception cref="TerminologyFormatException">No column file (TRM0512), two rows for one file (TRM0513), a bad date (TRM0514), or no text.</exception>
    public static CorpusMetadata Read(string path)
    {
        (int Line, IReadOnlyList<string> Cells)[] table = DelimitedFile.Read(path);
        string[] header = table.Length == 0 ? [] : [.. table[0].Cells.Select(c => c.Trim())];
        int file = Array.FindIndex(header, c => c.Equals("file", StringComparison.OrdinalIgnoreCase) || c == "文件"), date = Array.FindIndex(header, c => c.Equals("date", StringComparison.OrdinalIgnoreCase) || c == "日期");
        if (file < 0)
            throw Throw.MetadataColumns(path, header);
        var rows = new Dictionary<string, (DocumentDate?, IReadOnlyDictionary<string, string>)>(StringComparer.Ordinal);
        foreach ((int line, IReadOnlyList<string> cells) in table.Skip(1))
        {
            string name = file < cells.Count ? cells[file].Trim().Replace('\\', '/') : "";
            if (name.Length == 0)
                continue;
            DocumentDate? when = null;
            if (date >= 0 && date < cells.Count && !string.IsNullOrWhiteSpace(cells[date]))
                when = DocumentDate.TryParse(cells[date], out DocumentDate parsed) ? parsed : throw Throw.MetadataDate(path, line);
            var columns = new Dictionary<string, string>(StringComparer.Ordinal);
            for (int c = 0; c < Math.Min(cells.Count, header.Length); c++)
            {
                if (c != file && c != date && header[c].Length > 0 && cells[c].Trim().Length > 0)
                    columns[header[c]] = cells[c].Trim();
            }
            if (!rows.TryAdd(name, (when, columns)))
                throw Throw.MetadataTwice(path, line, name);
        }
        return new CorpusMetadata(path, rows);
    }

    /// <summary>The documents with the dates and columns of the table; a document without a row stays as it is.</summary>
    /// <param name="corpus">The documents; read whenever the result is.</param>
    /// <returns>A sequence that can be enumerated again and again; at the end of the first pass that met no row at all it throws TRM0515.</returns>
    public IEnumerable<Document> Apply(IEnumerable<Document> corpus)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        return Documents();

        IEnumerable<Document> Documents()
        {
            bool any = false;
            foreach (Document d in corpus)
            {
                if (!_rows.TryGetValue(d.Name, out (DocumentDate? Date, IReadOnlyDictionary<string, string> Columns) row) && !_rows.TryGetValue(Path.ChangeExtension(d.Name, null), out row))
                {
                    yield return d;
                    continue;
                }
                any = true;
                var merged = new Dictionary<string, string>(d.Metadata, StringComparer.Ordinal);
                foreach ((string key, string value) in row.Columns)
                    merged[key] = value;
                yield return new Document(d.Name, d.Text, row.Date ?? d.Date, d.Places, merged);
            }
            if (!any)
                throw Throw.MetadataUnmatched(_path, _rows.Count);
        }
    }
}

/// <summary>Small tables as text.</summary>
internal static class DelimitedFile
{
    /// <summary>The rows that are not empty.</summary>
    public static (int Line, IReadOnlyList<string> Cells)[] Read(string path)
    {
        if (!File.Exists(path))
            Throw.NoFile(path);
        var faults = new FaultList(path, 100);
        using FileStream stream = File.OpenRead(path);
        string? text = CsvRows.Decode(stream, path, null, 1 << 28, faults);
        (int, IReadOnlyList<string>)[] rows = text is null ? [] : [.. CsvRows.Parse(text, faults).Where(r => r.Cells.Any(c => !string.IsNullOrWhiteSpace(c)))];
        if (faults.ToList().FirstOrDefault(f => f.Severity == FaultSeverity.Error) is { } fault)
            Throw.Fault(fault);
        return rows;
    }
}
