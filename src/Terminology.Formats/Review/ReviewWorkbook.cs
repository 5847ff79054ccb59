using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Terminology.Formats;

/// <summary>A term list as a workbook in which a translator says of each term what becomes of it, and the way back into a glossary.</summary>
/// <remarks>
/// The columns are <c>key,rank,term,english,status,english 2,english 3,merge into,context,note,subject,salience,frequency</c>. The status is one of
/// accept (as it stands), edit (accepted, with the English as it was changed), reject (goes to the exclusion list) and merge (another name of the term in
/// the column "merge into"). Rows may be sorted, columns moved, added or hidden. The key belongs to the term: where it does not, the row is an error.
/// </remarks>
public static class ReviewWorkbook
{
    private static readonly string[] s_columns = ["key", "rank", "term", "english", "status", "english 2", "english 3", "merge into", "context", "note", "subject", "salience", "frequency", "confidence"];

    private static readonly string[] s_statuses = ["accept", "reject", "edit", "merge"];

    /// <summary>Writes the workbook.</summary>
    /// <param name="terms">The terms in rank order.</param>
    /// <param name="stream">Takes the bytes; stays open.</param>
    /// <param name="about">What to say on the sheet of provenance: version, inputs, options.</param>
    public static void Write(IReadOnlyList<TermAlignment> terms, Stream stream, IReadOnlyList<KeyValuePair<string, string>>? about = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(stream);
        WorkbookWriter.Write(stream,
        [
            new Sheet("Review", [14, 6, 28, 44, 10, 32, 32, 20, 60, 24, 18, 10, 10, 10], Rows(terms)) { StatusColumn = 4, StatusValues = s_statuses, HiddenColumn = 0 },
            new Sheet("Provenance", [28, 80], (about ?? []).Select(line => (IReadOnlyList<object?>)[line.Key, line.Value]).Prepend(["what", "value"])),
        ]);
    }

    /// <summary>Writes the workbook to a file; the file is replaced at once or stays as it was.</summary>
    /// <param name="terms">The terms in rank order.</param>
    /// <param name="path">The file.</param>
    /// <param name="about">What to say on the sheet of provenance.</param>
    public static void Write(IReadOnlyList<TermAlignment> terms, string path, IReadOnlyList<KeyValuePair<string, string>>? about = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFullPath(path)}.{Environment.ProcessId}.tmp");
        try
        {
            using (var stream = new FileStream(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
                Write(terms, stream, about);
            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Reads what the translator decided.</summary>
    /// <param name="path">The workbook.</param>
    public static ReviewResult Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Read(stream, path);
    }

    /// <summary>Reads what the translator decided.</summary>
    /// <param name="stream">The workbook.</param>
    /// <param name="name">Its name, for the faults.</param>
    public static ReviewResult Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var faults = new List<FormatFault>();
        var rows = new List<ReviewRow>();
        try
        {
            using var package = new OfficePackage(OfficeFile.Seekable(stream, 1L << 30), 1L << 30, 200, "1 GiB");
            var workbook = new Workbook(package);
            string? part = workbook.Sheets.FirstOrDefault(sheet => sheet.Name == "Review", workbook.Sheets.FirstOrDefault()).Part;
            if (part is null)
                faults.Add(ReaderFaults.Damaged(name, "workbook"));
            else
                rows = Rows(workbook, part, name, faults);
        }
        catch (ExpansionException e)
        {
            faults.Add(ReaderFaults.Expands(name, e.Limit));
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            faults.Add(ReaderFaults.Damaged(name, "workbook"));
        }
        return Apply(rows, name, faults);
    }

    /// <summary>The key of a term: it ties a row to its term.</summary>
    internal static string Key(string term) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(term)))[..12];

    private static IEnumerable<IReadOnlyList<object?>> Rows(IReadOnlyList<TermAlignment> terms)
    {
        yield return s_columns;
        foreach (TermAlignment pair in terms)
        {
            TermCandidate term = pair.Term;
            string? English(int i) => i < pair.Suggestions.Count ? pair.Suggestions[i].Text : null;
            yield return ["k" + Key(term.Text), term.Rank, term.Text, English(0), null, English(1), English(2), null, term.Context, null, null, Math.Round(term.Salience, 2), term.Frequency, pair.Suggestions.Count > 0 ? Math.Round(pair.Suggestions[0].Score, 2) : null];
        }
    }

    private static List<ReviewRow> Rows(Workbook workbook, string part, string name, List<FormatFault> faults)
    {
        Dictionary<string, int>? columns = null;
        var rows = new List<ReviewRow>();
        foreach ((int row, List<WorkbookCell> cells) in workbook.Rows(part, 1_000_001))
        {
            if (cells.Count == 0)
                continue;
            if (columns is null)
            {
                columns = [];
                foreach (WorkbookCell cell in cells)
                    columns.TryAdd(cell.Text.Trim().ToLowerInvariant(), cell.Column);
                foreach (string needed in (string[])["key", "term", "english", "status"])
                    if (!columns.ContainsKey(needed))
                        faults.Add(new("TRM0320", FaultSeverity.Error, $"the first row has no column \"{needed}\"; a review needs key, term, english and status.", name, row));
                if (faults.Count > 0)
                    return rows;
                continue;
            }
            var byColumn = new Dictionary<int, string>();
            foreach (WorkbookCell cell in cells)
                byColumn[cell.Column] = cell.Text;
            string Cell(string column) => columns.TryGetValue(column, out int at) && byColumn.TryGetValue(at, out string? text) ? text.Trim() : "";
            string key = Cell("key"), term = Cell("term"), status = Cell("status").ToLowerInvariant();
            if (term.Length == 0 && key.Length == 0)
                continue;
            if (key != "k" + Key(term))
                faults.Add(new("TRM0321", FaultSeverity.Error, "the key does not belong to the term of this row: one of them was changed. Restore the row from the review as it was written.", name, row));
            else if (status.Length > 0 && Array.IndexOf(s_statuses, status) < 0)
                faults.Add(new("TRM0322", FaultSeverity.Error, "an unknown status; expected accept, reject, edit or merge.", name, row));
            else
                rows.Add(new(row, term, status, Cell("english"), Cell("merge into"), Cell("context"), Cell("note"), Cell("subject"),
                    int.TryParse(Cell("rank"), NumberStyles.None, CultureInfo.InvariantCulture, out int rank) ? rank : int.MaxValue));
        }
        if (columns is null)
            faults.Add(new("TRM0320", FaultSeverity.Error, "the sheet is empty; a review needs the columns key, term, english and status.", name));
        return rows;
    }

    // In the order of the ranks, whatever order the rows were sorted into: the same decisions give the same glossary.
    private static ReviewResult Apply(List<ReviewRow> rows, string name, List<FormatFault> faults)
    {
        rows = [.. rows.OrderBy(row => row.Rank).ThenBy(row => row.Term, StringComparer.Ordinal)];
        var seen = new Dictionary<string, ReviewRow>();
        var synonyms = new Dictionary<string, List<ReviewRow>>();
        foreach (ReviewRow row in rows)
            if (!seen.TryAdd(row.Term, row))
                faults.Add(new("TRM0323", FaultSeverity.Error, $"the term of this row stands in row {seen[row.Term].Number.ToString(CultureInfo.InvariantCulture)} too; keep one.", name, row.Number));
        foreach (ReviewRow row in seen.Values.Where(row => row.Status == "merge"))
        {
            if (!seen.TryGetValue(row.MergeInto, out ReviewRow? into) || into.Status is not ("accept" or "edit"))
                faults.Add(new("TRM0324", FaultSeverity.Error, "the column \"merge into\" has to name a term of this list that is accepted.", name, row.Number));
            else if (synonyms.TryGetValue(into.Term, out List<ReviewRow>? list))
                list.Add(row);
            else
                synonyms.Add(into.Term, [row]);
        }
        var entries = new List<ConceptEntry>();
        int open = 0;
        foreach (ReviewRow row in rows.Where(row => seen[row.Term] == row))
        {
            if (row.Status.Length == 0)
                open++;
            if (row.Status is not ("accept" or "edit"))
                continue;
            if (row.English.Length == 0)
                faults.Add(new("TRM0325", FaultSeverity.Warning, "accepted without English; the entry has the Chinese term only.", name, row.Number));
            List<ReviewRow> merged = synonyms.GetValueOrDefault(row.Term, []);
            var languages = new List<LanguageSection>
            {
                new()
                {
                    Language = "zh",
                    Terms =
                    [
                        new TermSection { Text = row.Term, Status = AdministrativeStatus.Preferred, Context = Or(row.Context) },
                        .. merged.Select(other => new TermSection { Text = other.Term, Status = AdministrativeStatus.Admitted, Context = Or(other.Context) }),
                    ],
                },
            };
            if (row.English.Length > 0)
                // Of further suggestions nothing was said; only the first column is what was accepted.
                languages.Add(new LanguageSection { Language = "en", Terms = [new TermSection { Text = row.English, Status = AdministrativeStatus.Preferred }] });
            entries.Add(new ConceptEntry { Id = "k" + Key(row.Term), SubjectField = Or(row.Subject), Note = Or(row.Note), Languages = languages });
        }
        return new(new Glossary(entries), [.. rows.Where(row => row.Status == "reject").Select(row => row.Term).Distinct()], open, [.. faults.OrderBy(fault => fault.Line)]);
    }

    private static string? Or(string text) => text.Length > 0 ? text : null;

    private sealed record ReviewRow(int Number, string Term, string Status, string English, string MergeInto, string Context, string Note, string Subject, int Rank);
}

/// <summary>What a translator decided. Immutable.</summary>
/// <param name="Accepted">The accepted terms with their English, merged ones as admitted names.</param>
/// <param name="Rejected">The rejected terms, in order of rank.</param>
/// <param name="Open">How many rows have no decision.</param>
/// <param name="Faults">Rows that could not be applied.</param>
public sealed record ReviewResult(Glossary Accepted, IReadOnlyList<string> Rejected, int Open, IReadOnlyList<FormatFault> Faults);
