using System.CommandLine;
using System.Globalization;
using System.Text.Json;

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
        var format = new Option<string>("--format") { Description = "text, csv or json", DefaultValueFactory = _ => "text" };
        var encoding = new Option<string?>("--encoding") { Description = "encoding of plain text; without it found out" };
        var command = new Command("concordance", "Show a term in its contexts.\n\nExample: terms concordance reports 智能制造 --by year") { input, term, window, by, sort, collocates, metadata, format, encoding };
        command.SetAction((result, cancellation) =>
        {
            Corpus files = CommandLine.Corpus([result.GetRequiredValue(input)], result.GetValue(encoding));
            IEnumerable<Document> corpus = result.GetValue(metadata) is { } table ? CorpusMetadata.Read(table).Apply(files) : files;
            string word = result.GetRequiredValue(term), form = result.GetRequiredValue(format);
            if (form is not ("text" or "csv" or "json"))
                throw new ArgumentException($"--format {form}: no such format; expected text, csv or json");
            int? reach = result.GetValue(window);
            if (reach < 0)
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"--window is {reach}; expected 0 or more"));
            Period? period = result.GetValue(by) is { } name ? Period.Parse(name) : null;
            return Task.FromResult(result.GetValue(collocates)
                ? Collocates(corpus, word, period ?? Period.ByYear, reach ?? 5, form)
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
        if (form == "json")
            Json(lines);
        else if (form == "csv")
        {
            Console.Out.Write("document,date,place,start,left,match,right\n");
            foreach (KwicLine l in lines)
                Console.Out.Write(string.Join(',', new[] { l.Document, l.Date?.ToString() ?? "", l.Place, l.Start.ToString(CultureInfo.InvariantCulture), l.Left, l.Match, l.Right }.Select(Cell)) + "\n");
        }
        else if (period is null)
            Print(lines, l => $"{l.Document}, {l.Place}");
        else
            foreach (IGrouping<string, KwicLine> group in lines.GroupBy(l => period.LabelOf(l.Date, l.Metadata) ?? "(no date)"))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{group.Key}: {group.Count()}"));
                Print([.. group], l => $"{l.Document}, {l.Place}");
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

    private static void Json(IReadOnlyList<KwicLine> lines)
    {
        using Stream stream = Console.OpenStandardOutput();
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All) });
        json.WriteStartArray();
        foreach (KwicLine l in lines)
        {
            json.WriteStartObject();
            json.WriteString("document", l.Document);
            json.WriteString("date", l.Date?.ToString());
            json.WriteString("place", l.Place);
            json.WriteNumber("start", l.Start);
            json.WriteNumber("length", l.Length);
            json.WriteString("left", l.Left);
            json.WriteString("match", l.Match);
            json.WriteString("right", l.Right);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static int Collocates(IEnumerable<Document> corpus, string term, Period period, int window, string form)
    {
        CollocateTable table = Collocation.ByPeriod(corpus, term, period, window);
        Console.Out.Write(form == "text" ? $"word  windows  change of logDice  ({string.Join(' ', table.Periods.Select(p => p.Label))})\n" : "word,period,frequency,log_dice,change\n");
        foreach (Collocate c in table.Collocates)
        {
            if (form == "text")
            {
                Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{c.Word}  {c.Frequency}  {c.Change:+0.0;-0.0;0}  {string.Join(' ', c.LogDice.Select(d => d is { } v ? v.ToString("0.0", CultureInfo.InvariantCulture) : "-"))}\n"));
                continue;
            }
            for (int p = 0; p < table.Periods.Count; p++)
                Console.Out.Write(string.Create(CultureInfo.InvariantCulture, $"{Cell(c.Word)},{Cell(table.Periods[p].Label)},{c.Frequencies[p]},{c.LogDice[p]:G10},{c.Change:G10}\n"));
        }
        return table.Collocates.Count > 0 ? CommandLine.Found : CommandLine.NothingFound;
    }

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
