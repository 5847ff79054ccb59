using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Terminology;

/// <summary>A column of a table: texts, whole numbers or numbers; null where a value is missing. Immutable.</summary>
public sealed class TidyColumn
{
    private TidyColumn(string name) => Name = name;

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The values of a column of texts, else null.</summary>
    public IReadOnlyList<string?>? Texts { get; private init; }

    /// <summary>The values of a column of whole numbers, else null.</summary>
    public IReadOnlyList<long?>? Integers { get; private init; }

    /// <summary>The values of a column of numbers, else null.</summary>
    public IReadOnlyList<double?>? Numbers { get; private init; }

    internal static TidyColumn Of(string name, IEnumerable<string?> values) => new(name) { Texts = [.. values] };

    internal static TidyColumn Of(string name, IEnumerable<long?> values) => new(name) { Integers = [.. values] };

    internal static TidyColumn Of(string name, IEnumerable<double?> values) => new(name) { Numbers = [.. values.Select(v => v is { } d && double.IsFinite(d) ? v : null)] };
}

/// <summary>A table of a profile, a concordance, collocates or renderings, one observation a row, for statistics programs. Immutable and thread-safe.</summary>
public sealed class TidyTable
{
    private static readonly JsonWriterOptions s_json = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private TidyTable(int rows, IReadOnlyList<TidyColumn> columns) => (Rows, Columns) = (rows, columns);

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>The columns, each with <see cref="Rows"/> values.</summary>
    public IReadOnlyList<TidyColumn> Columns { get; }

    /// <summary>One row a term and period: <c>term,period,frequency,exact_frequency,per_million_characters</c> and further columns.</summary>
    /// <param name="profile">The profile.</param>
    public static TidyTable ByPeriod(DiachronicProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        (TermTrend Trend, PeriodSummary Period, PeriodUsage Usage)[] rows = [.. profile.Trends.SelectMany(t => t.Usage.Select((u, p) => (t, profile.Periods[p], u)))];
        return new TidyTable(rows.Length,
        [
            TidyColumn.Of("term", rows.Select(r => r.Trend.Term)),
            TidyColumn.Of("period", rows.Select(r => r.Period.Label)),
            TidyColumn.Of("frequency", rows.Select(r => (long?)r.Usage.Frequency)),
            TidyColumn.Of("exact_frequency", rows.Select(r => (long?)r.Usage.ExactFrequency)),
            TidyColumn.Of("per_million_characters", rows.Select(r => (double?)r.Usage.PerMillionCharacters)),
            TidyColumn.Of("per_million_characters_low", rows.Select(r => (double?)r.Usage.CharactersInterval.Low)),
            TidyColumn.Of("per_million_characters_high", rows.Select(r => (double?)r.Usage.CharactersInterval.High)),
            TidyColumn.Of("per_million_tokens", rows.Select(r => (double?)r.Usage.PerMillionTokens)),
            TidyColumn.Of("per_million_tokens_low", rows.Select(r => (double?)r.Usage.TokensInterval.Low)),
            TidyColumn.Of("per_million_tokens_high", rows.Select(r => (double?)r.Usage.TokensInterval.High)),
            TidyColumn.Of("stand_alone_frequency", rows.Select(r => (long?)r.Usage.StandAloneFrequency)),
            TidyColumn.Of("document_frequency", rows.Select(r => (long?)r.Usage.DocumentFrequency)),
            TidyColumn.Of("time", rows.Select(r => (double?)r.Period.Time)),
            TidyColumn.Of("documents", rows.Select(r => (long?)r.Period.Documents)),
            TidyColumn.Of("characters", rows.Select(r => (long?)r.Period.Characters)),
            TidyColumn.Of("tokens", rows.Select(r => (long?)r.Period.Tokens)),
        ]);
    }

    /// <summary>One row a term: frequency, dispersion, first and last period, trend with corrected p-values, bursts, change point, keyness, and the lists it is in.</summary>
    /// <param name="profile">The profile.</param>
    public static TidyTable PerTerm(DiachronicProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        IReadOnlyList<TermTrend> t = profile.Trends;
        ILookup<string, string> lists = profile.Lists.SelectMany(l => l.Terms.Select(x => (x.Term, l.Name))).ToLookup(x => x.Term, x => x.Name, StringComparer.Ordinal);
        string? Label(int p) => profile.Periods[p].Label;
        Burst? Heaviest(TermTrend x) => x.Bursts.Count == 0 ? null : x.Bursts.MaxBy(b => b.Weight);
        var columns = new List<TidyColumn>
        {
            TidyColumn.Of("term", t.Select(x => x.Term)),
            TidyColumn.Of("frequency", t.Select(x => (long?)x.Usage.Sum(u => u.Frequency))),
            TidyColumn.Of("exact_frequency", t.Select(x => (long?)x.Usage.Sum(u => u.ExactFrequency))),
            TidyColumn.Of("stand_alone_frequency", t.Select(x => (long?)x.Usage.Sum(u => u.StandAloneFrequency))),
            TidyColumn.Of("termhood", t.Select(x => x.Candidate?.Termhood)),
            TidyColumn.Of("salience", t.Select(x => x.Candidate?.Salience)),
            TidyColumn.Of("document_frequency", t.Select(x => (long?)x.DocumentFrequency)),
            TidyColumn.Of("first", t.Select(x => x.FirstAttested)),
            TidyColumn.Of("last", t.Select(x => x.LastAttested)),
            TidyColumn.Of("peak", t.Select(x => x.Peak)),
            TidyColumn.Of("mann_kendall_s", t.Select(x => x.Test.PValue is null ? null : (long?)x.Test.S)),
            TidyColumn.Of("z", t.Select(x => x.Test.PValue is null ? null : (double?)x.Test.Z)),
            TidyColumn.Of("tau", t.Select(x => x.Test.PValue is null ? null : (double?)x.Test.Tau)),
            TidyColumn.Of("p_value", t.Select(x => x.Test.PValue)),
            TidyColumn.Of("q_value", t.Select(x => x.QValue)),
            TidyColumn.Of("holm", t.Select(x => x.HolmValue)),
            TidyColumn.Of("recent_tau", t.Select(x => x.RecentTest.PValue is null ? null : (double?)x.RecentTest.Tau)),
            TidyColumn.Of("recent_p_value", t.Select(x => x.RecentTest.PValue)),
            TidyColumn.Of("recent_q_value", t.Select(x => x.RecentQValue)),
            TidyColumn.Of("slope", t.Select(x => (double?)x.Slope)),
            TidyColumn.Of("slope_low", t.Select(x => (double?)x.SlopeInterval.Low)),
            TidyColumn.Of("slope_high", t.Select(x => (double?)x.SlopeInterval.High)),
            TidyColumn.Of("dp", t.Select(x => (double?)x.Dp)),
            TidyColumn.Of("dp_norm", t.Select(x => (double?)x.DpNorm)),
            TidyColumn.Of("juilland_d", t.Select(x => (double?)x.JuillandD)),
            TidyColumn.Of("bursts", t.Select(x => (long?)x.Bursts.Count)),
            TidyColumn.Of("burst_first", t.Select(x => Heaviest(x) is { } b ? Label(b.First) : null)),
            TidyColumn.Of("burst_last", t.Select(x => Heaviest(x) is { } b ? Label(b.Last) : null)),
            TidyColumn.Of("burst_weight", t.Select(x => Heaviest(x)?.Weight)),
            TidyColumn.Of("change_point", t.Select(x => x.Change is { } c ? Label(c.Index) : null)),
            TidyColumn.Of("change_p_value", t.Select(x => x.Change?.PValue)),
            TidyColumn.Of("lists", t.Select(x => (string?)string.Join(' ', lists[x.Term]))),
        };
        if (t.Any(x => x.Halves is not null))
        {
            columns.AddRange(
            [
                TidyColumn.Of("halves_g2", t.Select(x => x.Halves?.LogLikelihood)),
                TidyColumn.Of("halves_log_ratio", t.Select(x => x.Halves?.LogRatio)),
                TidyColumn.Of("halves_q_value", t.Select(x => x.Halves?.QValue)),
            ]);
        }
        if (profile.Options.Target is not null)
        {
            static KeynessEntry? Key(TermTrend x) => x.Keyness;
            columns.AddRange(
            [
                TidyColumn.Of("target_frequency", t.Select(x => (long?)Key(x)?.Target)),
                TidyColumn.Of("reference_frequency", t.Select(x => (long?)Key(x)?.Reference)),
                TidyColumn.Of("g2", t.Select(x => Key(x)?.LogLikelihood)),
                TidyColumn.Of("g2_four", t.Select(x => Key(x)?.LogLikelihoodFourTerm)),
                TidyColumn.Of("log_ratio", t.Select(x => Key(x)?.LogRatio)),
                TidyColumn.Of("log_ratio_low", t.Select(x => Key(x)?.LogRatioInterval.Low)),
                TidyColumn.Of("log_ratio_high", t.Select(x => Key(x)?.LogRatioInterval.High)),
                TidyColumn.Of("percent_difference", t.Select(x => Key(x) is { Reference: > 0 } k ? (double?)k.PercentDifference : null)),
                TidyColumn.Of("bic", t.Select(x => Key(x)?.Bic)),
                TidyColumn.Of("keyness_p_value", t.Select(x => Key(x)?.PValue)),
                TidyColumn.Of("keyness_q_value", t.Select(x => Key(x)?.QValue)),
                TidyColumn.Of("keyness_holm", t.Select(x => Key(x)?.HolmValue)),
            ]);
        }
        return new TidyTable(t.Count, columns);
    }

    /// <summary>One row a place of a term: document, date, place, position, and what stands around it.</summary>
    /// <param name="lines">The lines of a concordance.</param>
    public static TidyTable Contexts(IReadOnlyList<KwicLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        return new TidyTable(lines.Count,
        [
            TidyColumn.Of("document", lines.Select(l => l.Document)),
            TidyColumn.Of("date", lines.Select(l => l.Date?.ToString())),
            TidyColumn.Of("place", lines.Select(l => l.Place)),
            TidyColumn.Of("start", lines.Select(l => (long?)l.Start)),
            TidyColumn.Of("length", lines.Select(l => (long?)l.Length)),
            TidyColumn.Of("left", lines.Select(l => l.Left)),
            TidyColumn.Of("match", lines.Select(l => l.Match)),
            TidyColumn.Of("right", lines.Select(l => l.Right)),
        ]);
    }

    /// <summary>One row a collocate and period: windows that have the word, logDice, and the change of logDice over all periods.</summary>
    /// <param name="table">The collocates of a term.</param>
    public static TidyTable Collocates(CollocateTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        (Collocate Collocate, int Period)[] rows = [.. table.Collocates.SelectMany(c => Enumerable.Range(0, table.Periods.Count).Select(p => (c, p)))];
        return new TidyTable(rows.Length,
        [
            TidyColumn.Of("word", rows.Select(r => r.Collocate.Word)),
            TidyColumn.Of("period", rows.Select(r => table.Periods[r.Period].Label)),
            TidyColumn.Of("frequency", rows.Select(r => (long?)r.Collocate.Frequencies[r.Period])),
            TidyColumn.Of("log_dice", rows.Select(r => r.Collocate.LogDice[r.Period])),
            TidyColumn.Of("term_frequency", rows.Select(r => (long?)table.TermFrequencies[r.Period])),
            TidyColumn.Of("change", rows.Select(r => (double?)r.Collocate.Change)),
        ]);
    }

    /// <summary>One row a term and rendering: first and last year, witnesses, share of all witnesses of the term.</summary>
    /// <param name="renderings">The renderings.</param>
    public static TidyTable Renderings(IReadOnlyList<RenderingUsage> renderings)
    {
        ArgumentNullException.ThrowIfNull(renderings);
        return new TidyTable(renderings.Count,
        [
            TidyColumn.Of("term", renderings.Select(r => r.Term)),
            TidyColumn.Of("rendering", renderings.Select(r => r.Rendering)),
            TidyColumn.Of("first_year", renderings.Select(r => (long?)r.FirstYear)),
            TidyColumn.Of("last_year", renderings.Select(r => (long?)r.LastYear)),
            TidyColumn.Of("count", renderings.Select(r => (long?)r.Count)),
            TidyColumn.Of("share", renderings.Select(r => (double?)r.Share)),
        ]);
    }

    /// <summary>Writes comma separated values with a header, UTF-8; a missing value is an empty cell, numbers have a point and up to ten digits.</summary>
    /// <param name="path">The file; replaced whole.</param>
    public void WriteCsv(string path) => AtomicFile.WriteText(path, WriteCsv);

    /// <inheritdoc cref="WriteCsv(string)"/>
    /// <param name="writer">Takes the text.</param>
    public void WriteCsv(TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(string.Join(',', Columns.Select(c => c.Name)));
        writer.Write('\n');
        for (int row = 0; row < Rows; row++)
        {
            for (int c = 0; c < Columns.Count; c++)
            {
                if (c > 0)
                    writer.Write(',');
                TidyColumn column = Columns[c];
                if (column.Texts is { } texts)
                    writer.Write(Cell(texts[row] ?? ""));
                else if (column.Integers is { } integers)
                    writer.Write(integers[row]?.ToString(CultureInfo.InvariantCulture));
                else
                    writer.Write(column.Numbers![row]?.ToString("G10", CultureInfo.InvariantCulture));
            }
            writer.Write('\n');
        }
    }

    /// <summary>Writes an array of objects, UTF-8; a missing value is null.</summary>
    /// <param name="path">The file; replaced whole.</param>
    public void WriteJson(string path) => AtomicFile.Write(path, WriteJson);

    /// <inheritdoc cref="WriteJson(string)"/>
    /// <param name="stream">Takes the bytes; stays open.</param>
    public void WriteJson(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var json = new Utf8JsonWriter(stream, s_json);
        json.WriteStartArray();
        for (int row = 0; row < Rows; row++)
        {
            json.WriteStartObject();
            foreach (TidyColumn column in Columns)
            {
                if (column.Texts is { } texts)
                    json.WriteString(column.Name, texts[row]);
                else if (column.Integers is { } integers && integers[row] is { } integer)
                    json.WriteNumber(column.Name, integer);
                else if (column.Numbers is { } numbers && numbers[row] is { } number)
                    json.WriteNumber(column.Name, number);
                else
                    json.WriteNull(column.Name);
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // Cells that a spreadsheet would run as a formula get an apostrophe, as in every other table of the library.
    private static string Cell(string text)
    {
        string guarded = Terminology.Texts.GuardFormula(text);
        return guarded.AsSpan().IndexOfAny(",\"\n\r") < 0 ? guarded : "\"" + guarded.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
