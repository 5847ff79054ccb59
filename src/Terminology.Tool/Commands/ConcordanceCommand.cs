using System.CommandLine;
using System.Globalization;

namespace Terminology.Tool;

/// <summary><c>terms concordance</c>: a term in its contexts, or its collocates by period.</summary>
internal static class ConcordanceCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("INPUT") { Description = "a file or directory" };
        var term = new Argument<string>("TERM") { Description = "the term" };
        var window = new Option<int?>("--window") { Description = "characters on each side, without it 20; with --collocates tokens, without it 5" };
        var by = new Option<string?>("--by") { Description = "group by year, quarter, month, decade, plan, or a column of --metadata" };
        var sort = new Option<string?>("--sort") { Description = "left, right or date; without it as in the corpus" };
        var collocates = new Option<bool>("--collocates") { Description = "words near the term by period, with logDice, instead of the contexts" };
        var metadata = new Option<string?>("--metadata") { Description = "table with the columns file, date and any others" };
        var pattern = new Option<string?>("--date-pattern") { Description = "regular expression that finds the date in a document's name, with the groups year, month, day" };
        var skip = new Option<bool>("--skip-undated") { Description = "with --collocates: leave out documents without a date" };
        var format = new Option<string>("--format") { Description = "text, csv or json", DefaultValueFactory = _ => "text" };
        var encoding = new Option<string?>("--encoding") { Description = "encoding of plain text; without it found out" };
        var command = new Command("concordance", "Show a term in its contexts.\n\nExample: terms concordance reports 智能制造 --by year") { input, term, window, by, sort, collocates, metadata, pattern, skip, format, encoding };
        command.SetAction((result, cancellation) =>
        {
            if (string.IsNullOrWhiteSpace(result.GetRequiredValue(term)))
                throw new ArgumentException("TERM is empty; expected a term such as 智能制造");
            CommandLine.CheckInputs("--metadata", result.GetValue(metadata));
            Corpus files = CommandLine.Corpus([result.GetRequiredValue(input)], result.GetValue(encoding));
            IEnumerable<Document> corpus = CommandLine.Dated(files, result.GetValue(pattern), result.GetValue(metadata));
            string word = result.GetRequiredValue(term), form = result.GetRequiredValue(format);
            if (form is not ("text" or "csv" or "json"))
                throw new ArgumentException($"--format {form}: no such format; expected text, csv or json");
            int? reach = result.GetValue(window);
            if (reach < 0)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"--window is {reach}; expected 0 or more"));
            Period? period = result.GetValue(by) is { } name ? Period.Parse(name) : null;
            return Task.FromResult(result.GetValue(collocates)
                ? Collocates(Collocation.ByPeriod(corpus, word, period ?? Period.ByYear, reach ?? 5, skipUndated: result.GetValue(skip)), form)
                : Lines(Concordance.Find(corpus, word, reach ?? 20, Order(result.GetValue(sort), period), cancellation), period, form));
        });
        return command;
    }

    private static KwicOrder Order(string? sort, Period? period) => sort switch
    {
        null => period is null ? KwicOrder.Corpus : KwicOrder.Date,
        "left" => KwicOrder.Left,
        "right" => KwicOrder.Right,
        "date" => KwicOrder.Date,
        _ => throw new ArgumentException($"--sort {sort}: no such order; expected left, right or date"),
    };

    private static int Lines(IReadOnlyList<KwicLine> lines, Period? period, string form)
    {
        if (period is not null && lines.Count > 0 && lines.All(l => period.LabelOf(l.Date, l.Metadata) is null))
            throw new ArgumentException("--by: no document that holds the term has such a date or column; expected dates in the names of the files, or a table with --metadata");
        if (form != "text")
            CommandLine.WriteTable(TidyTable.Contexts(lines), form);
        else if (period is null)
            Print(lines, l => $"{l.Document}, {l.Place}");
        else
        {
            // Groups stand in order of time whatever the order of the lines in them; those without a date last.
            foreach (IGrouping<string?, KwicLine> group in lines.GroupBy(l => period.LabelOf(l.Date, l.Metadata)).OrderBy(g => g.Key is null).ThenBy(g => g.Min(l => l.Date ?? new DocumentDate(9999))).ThenBy(g => g.Key, StringComparer.Ordinal))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(group.Key is null ? $"no {period.Name}" : $"{period.Name} {group.Key}")}: {group.Count()}"));
                Print([.. group], l => $"{l.Document}, {l.Place}");
            }
        }
        if (lines.Count > 0)
            return CommandLine.Found;
        CommandLine.Fail("the term does not stand in the input");
        return CommandLine.NothingFound;
    }

    private static void Print(IReadOnlyList<KwicLine> lines, Func<KwicLine, string> place)
    {
        int left = lines.Count == 0 ? 0 : lines.Max(l => Width(l.Left)), right = lines.Count == 0 ? 0 : lines.Max(l => Width(l.Right));
        foreach (KwicLine l in lines)
            Console.WriteLine($"{new string(' ', left - Width(l.Left))}{l.Left} [{l.Match}] {l.Right}{new string(' ', right - Width(l.Right))}  {place(l)}");
    }

    // A Chinese character takes two columns of a terminal.
    private static int Width(string text) => text.Sum(c => c < 0x1100 ? 1 : 2);

    private static int Collocates(CollocateTable table, string form)
    {
        if (form != "text")
            CommandLine.WriteTable(TidyTable.Collocates(table), form);
        else if (table.Collocates.Count > 0)
            Print(table);
        if (table.Collocates.Count > 0)
            return CommandLine.Found;
        CommandLine.Fail("no word stands near the term often enough");
        return CommandLine.NothingFound;
    }

    private static void Print(CollocateTable table)
    {
        static string Number(double? v) => v is { } value ? value.ToString("0.0", CultureInfo.InvariantCulture) : "-";
        string[][] rows =
        [
            ["word", "windows", "change", .. table.Periods.Select(p => p.Label)],
            .. table.Collocates.Select(c => (string[])[c.Word, c.Frequency.ToString(CultureInfo.InvariantCulture), c.Change.ToString("+0.0;-0.0;0", CultureInfo.InvariantCulture), .. c.LogDice.Select(Number)]),
            ["(the term)", table.TermFrequencies.Sum().ToString(CultureInfo.InvariantCulture), "", .. table.TermFrequencies.Select(f => f.ToString(CultureInfo.InvariantCulture))],
        ];
        int[] widths = [.. Enumerable.Range(0, rows[0].Length).Select(c => rows.Max(r => Width(r[c])))];
        Console.WriteLine("logDice of the words near the term by period (at most 14; - where the word does not stand near it); change from the first period of the term to the last");
        foreach (string[] row in rows)
            Console.WriteLine(string.Join("  ", row.Select((cell, c) => c == 0 ? cell + new string(' ', widths[c] - Width(cell)) : new string(' ', widths[c] - Width(cell)) + cell)).TrimEnd());
    }
}
