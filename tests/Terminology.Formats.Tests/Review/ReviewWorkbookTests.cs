namespace Terminology.Formats.Tests;

public class ReviewWorkbookTests
{
    private static TermAlignment Term(int rank, string text, params string[] english) => new(
        new TermCandidate { Rank = rank, Text = text, Termhood = 0.9, Salience = 50, Frequency = 3, DocumentFrequency = 1, Context = $"发展{text}。" },
        [.. english.Select(one => new TermSuggestion(one, AlignmentMethod.TermBase, 1, ""))]);

    /// <summary>Rewrites the rows of a review as a person would: header first.</summary>
    private static ReviewResult Reviewed(Func<List<object?[]>, IEnumerable<object?[]>> edit)
    {
        using var written = new MemoryStream();
        ReviewWorkbook.Write([Term(1, "智能制造", "smart manufacturing"), Term(2, "两化融合", "integration"), Term(3, "工作", "work"), Term(4, "两化 融合")], written);
        written.Position = 0;
        var rows = new List<object?[]>();
        using (var package = new OfficePackage(written, 1 << 30, 1000, ""))
        {
            var workbook = new Workbook(package);
            foreach ((_, IReadOnlyList<string> cells) in XlsxFormat.Rows(workbook, workbook.Sheets[0].Part, 100))
            {
                object?[] row = new object?[Math.Max(13, cells.Count)];
                for (int i = 0; i < cells.Count; i++)
                    row[i] = cells[i];
                rows.Add(row);
            }
        }
        using var edited = new MemoryStream();
        WorkbookWriter.Write(edited, [new Sheet("Review", [10], edit(rows))]);
        edited.Position = 0;
        return ReviewWorkbook.Read(edited, "review.xlsx");
    }

    [Fact]
    public void Decisions_become_a_glossary_and_an_exclusion_list()
    {
        ReviewResult result = Reviewed(rows =>
        {
            rows[1][4] = "accept";
            (rows[2][4], rows[2][3]) = ("Edit", "integration of informatization and industrialization");
            rows[3][4] = "reject";
            (rows[4][4], rows[4][7]) = ("merge", "两化融合");
            // Sorted the other way round, with a column of the translator's in front.
            return rows.Take(1).Concat(rows.Skip(1).Reverse()).Select(row => (object?[])[row == rows[0] ? "my notes" : "x", .. row]);
        });
        Assert.Empty(result.Faults);
        Assert.Equal(["工作"], result.Rejected);
        Assert.Equal(["smart manufacturing", "integration of informatization and industrialization"], result.Accepted.Entries.Select(entry => entry.TermsIn("en").Single().Text));
        Assert.Equal(["两化融合", "两化 融合"], result.Accepted.Entries[1].TermsIn("zh").Select(term => term.Text));
        Assert.Equal(0, result.Open);
    }

    [Fact]
    public void A_changed_key_is_an_error_with_its_row()
    {
        ReviewResult result = Reviewed(rows =>
        {
            rows[2][2] = "两化";
            return rows;
        });
        FormatFault fault = Assert.Single(result.Faults);
        Assert.Equal(("TRM0321", 3), (fault.Code, fault.Line));
        Assert.Equal(3, result.Open);
    }

    [Fact]
    public void A_merge_has_to_name_an_accepted_term()
    {
        ReviewResult result = Reviewed(rows =>
        {
            (rows[4][4], rows[4][7]) = ("merge", "工作");
            return rows;
        });
        Assert.Equal("TRM0324", Assert.Single(result.Faults).Code);
    }

    [Fact]
    public void An_unknown_status_is_an_error() => Assert.Equal("TRM0322", Assert.Single(Reviewed(rows =>
    {
        rows[1][4] = "maybe";
        return rows;
    }).Faults).Code);
}
