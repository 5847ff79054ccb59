using System.Globalization;

namespace Terminology;

/// <summary>
/// How documents are grouped in time: by calendar period, by Five-Year Plan, or by a column of their metadata. Immutable and thread-safe.
/// Periods keep their real place on the time axis: unequal and missing ones stay as they are.
/// </summary>
public sealed class Period
{
    private static readonly (int First, int Last, string Label)[] s_plans =
    [
        (1953, 1957, "1"), (1958, 1962, "2"), (1963, 1965, "2-3"), (1966, 1970, "3"), (1971, 1975, "4"), (1976, 1980, "5"), (1981, 1985, "6"), (1986, 1990, "7"),
    ];

    private readonly Kind _kind;

    private Period(Kind kind, string name) => (_kind, Name) = (kind, name);

    private enum Kind { Year, Quarter, Month, Decade, Plan, Column }

    /// <summary>Calendar years, 2014.</summary>
    public static Period ByYear { get; } = new(Kind.Year, "year");

    /// <summary>Quarters, 2014-Q2.</summary>
    public static Period ByQuarter { get; } = new(Kind.Quarter, "quarter");

    /// <summary>Months, 2014-05.</summary>
    public static Period ByMonth { get; } = new(Kind.Month, "month");

    /// <summary>Decades, 2010s.</summary>
    public static Period ByDecade { get; } = new(Kind.Decade, "decade");

    /// <summary>China's Five-Year Plans by number: 12 is 2011-2015; the years of adjustment 1963-1965 between the second and the third are 2-3.</summary>
    public static Period ByPlan { get; } = new(Kind.Plan, "plan");

    /// <summary>year, quarter, month, decade, plan, or the name of a metadata column.</summary>
    public string Name { get; }

    /// <summary>Whether the groups are values of a metadata column.</summary>
    public bool IsColumn => _kind == Kind.Column;

    /// <summary>Groups by a column of the metadata, such as ministry or leader; the groups stand in the order of their earliest document, or of their labels where nothing is dated.</summary>
    /// <param name="column">The column.</param>
    public static Period ByColumn(string column)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(column);
        return new Period(Kind.Column, column.Trim());
    }

    /// <summary>The period of a name: year, quarter, month, decade, plan; any other name is a metadata column.</summary>
    /// <param name="name">The name.</param>
    public static Period Parse(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw Throw.UnknownPeriod(name ?? "");
        return name.Trim() switch
        {
            "year" => ByYear,
            "quarter" => ByQuarter,
            "month" => ByMonth,
            "decade" => ByDecade,
            "plan" => ByPlan,
            string column => ByColumn(column),
        };
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The label of a document's period; null where it has no date precise enough, or no value in the column.</summary>
    /// <param name="date">Its date.</param>
    /// <param name="metadata">Its further columns.</param>
    public string? LabelOf(DocumentDate? date, IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (IsColumn)
            return metadata.TryGetValue(Name, out string? value) && value.Length > 0 ? value : null;
        return KeyOf(new DocumentSummary("document", date, 0, 0))?.Label;
    }

    /// <summary>Distributes documents over periods. The result holds for each document the index of its period, or -1 where it is left out.</summary>
    internal int[] Group(IReadOnlyList<DocumentSummary> documents, bool skipUndated, out PeriodSummary[] periods)
    {
        var keys = new (double Time, string Label)?[documents.Count];
        if (IsColumn)
            ByColumnValue(documents, keys);
        else
            for (int i = 0; i < keys.Length; i++)
                keys[i] = KeyOf(documents[i]);
        List<string> undated = [.. documents.Where((_, i) => keys[i] is null).Select(d => d.Name)];
        if (undated.Count == keys.Length)
            throw IsColumn ? Throw.NoColumn(Name, documents.SelectMany(d => d.Metadata.Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)) : documents.All(d => d.Date is null) ? Throw.NoDates(keys.Length) : Throw.SomeUndated(undated, keys.Length, Name);
        if (undated.Count > 0 && !skipUndated)
            throw Throw.SomeUndated(undated, keys.Length, Name);
        (double Time, string Label)[] distinct = [.. keys.OfType<(double Time, string Label)>().Distinct().OrderBy(k => k.Time).ThenBy(k => k.Label, StringComparer.Ordinal)];
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        periods = new PeriodSummary[distinct.Length];
        var group = new int[keys.Length];
        for (int p = 0; p < distinct.Length; p++)
            index.Add(distinct[p].Label, p);
        var sizes = new (int Documents, long Characters, long Tokens)[distinct.Length];
        for (int i = 0; i < keys.Length; i++)
        {
            group[i] = keys[i] is { } key ? index[key.Label] : -1;
            if (group[i] >= 0)
            {
                ref (int Documents, long Characters, long Tokens) size = ref sizes[group[i]];
                size = (size.Documents + 1, size.Characters + documents[i].Characters, size.Tokens + documents[i].Tokens);
            }
        }
        for (int p = 0; p < periods.Length; p++)
            periods[p] = new PeriodSummary(distinct[p].Label, distinct[p].Time, sizes[p].Documents, sizes[p].Characters, sizes[p].Tokens);
        return group;
    }

    private void ByColumnValue(IReadOnlyList<DocumentSummary> documents, (double Time, string Label)?[] keys)
    {
        var first = new Dictionary<string, double>(StringComparer.Ordinal);
        bool dated = documents.All(d => d.Date is not null);
        foreach (DocumentSummary d in documents)
        {
            if (!d.Metadata.TryGetValue(Name, out string? value) || value.Length == 0)
                continue;
            double time = dated ? TimeOf(d.Date!.Value) : 0;
            first[value] = first.TryGetValue(value, out double known) ? Math.Min(known, time) : time;
        }
        string[] order = [.. first.Keys.OrderBy(k => first[k]).ThenBy(k => k, StringComparer.Ordinal)];
        for (int i = 0; i < keys.Length; i++)
        {
            if (documents[i].Metadata.TryGetValue(Name, out string? value) && value.Length > 0)
                keys[i] = (dated ? first[value] : Array.IndexOf(order, value), value);
        }
    }

    private (double Time, string Label)? KeyOf(DocumentSummary document)
    {
        if (document.Date is not { } date)
            return null;
        int year = date.Year;
        switch (_kind)
        {
            case Kind.Year:
                return (year, year.ToString(CultureInfo.InvariantCulture));
            case Kind.Quarter when date.Month > 0:
                int quarter = (date.Month - 1) / 3;
                return (year + quarter / 4.0, string.Create(CultureInfo.InvariantCulture, $"{year}-Q{quarter + 1}"));
            case Kind.Month when date.Month > 0:
                return (year + (date.Month - 1) / 12.0, string.Create(CultureInfo.InvariantCulture, $"{year}-{date.Month:00}"));
            case Kind.Decade:
                return (year / 10 * 10 + 4.5, string.Create(CultureInfo.InvariantCulture, $"{year / 10 * 10}s"));
            case Kind.Plan:
                if (year < s_plans[0].First)
                    throw Throw.BeforeFirstPlan(document.Name);
                if (year >= 1991)
                {
                    int number = 8 + (year - 1991) / 5;
                    return (1993 + (number - 8) * 5, number.ToString(CultureInfo.InvariantCulture));
                }
                (int first, int last, string label) = s_plans.First(p => year <= p.Last);
                return ((first + last) / 2.0, label);
            default:
                return null;
        }
    }

    private static double TimeOf(DocumentDate date) => date.Year + (Math.Max(1, date.Month) - 1) / 12.0;
}

/// <summary>A period of a corpus with its sizes.</summary>
/// <param name="Label">Its label, such as 2014, 2014-Q2, 2010s, 12 or the value of a column.</param>
/// <param name="Time">Its place on the time axis in years: the year, the beginning of the quarter or month, the middle of the decade or plan; for a column the date of its earliest document.</param>
/// <param name="Documents">Number of documents.</param>
/// <param name="Characters">Their characters without white space and punctuation.</param>
/// <param name="Tokens">Their tokens without white space and punctuation.</param>
public sealed record PeriodSummary(string Label, double Time, int Documents, long Characters, long Tokens);
