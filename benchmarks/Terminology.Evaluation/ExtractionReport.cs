using System.Globalization;
using System.Text;

namespace Terminology.Evaluation;

/// <summary>Tables of scores with bootstrap intervals over documents. Pure functions.</summary>
internal static class ExtractionReport
{
    private const int Resamples = 10_000;

    /// <summary>The 95 % percentile interval of the mean over documents (Efron 1979), with a fixed seed.</summary>
    public static (double Low, double High) Interval(IReadOnlyList<double> values)
    {
        var random = new Random(20261126);
        var means = new double[Resamples];
        for (int r = 0; r < Resamples; r++)
        {
            double sum = 0;
            for (int i = 0; i < values.Count; i++)
                sum += values[random.Next(values.Count)];
            means[r] = sum / values.Count;
        }
        Array.Sort(means);
        return (means[(int)(Resamples * .025)], means[(int)(Resamples * .975)]);
    }

    /// <summary>Means with intervals of every ranker, best AP first, then the documents of the two trained rankers.</summary>
    public static string ToMarkdown(List<Ranked> rankings)
    {
        var text = new StringBuilder();
        int documents = rankings.Select(r => r.Document).Distinct().Count();
        text.Append(CultureInfo.InvariantCulture, $"## Mean of {documents} documents, with 95 % bootstrap intervals over documents\n\n");
        Header(text, "ranker");
        foreach (IGrouping<string, Ranked> ranker in rankings.GroupBy(r => r.Ranker).OrderByDescending(g => g.Average(r => r.Scores.AveragePrecision)))
            text.Append(CultureInfo.InvariantCulture, $"| {ranker.Key} | {string.Join(" | ", Enumerable.Range(0, TermScores.Names.Length).Select(m => WithInterval([.. ranker.Select(r => r.Scores.Values[m])])))} |\n");
        text.Append("\n## Learned minus log-linear, paired by document\n\n");
        Header(text, "difference");
        text.Append(CultureInfo.InvariantCulture, $"| learned − log-linear | {string.Join(" | ", Differences(rankings, ExtractionRankers.Learned, ExtractionRankers.LogLinear))} |\n");
        foreach (string ranker in (string[])[ExtractionRankers.Learned, ExtractionRankers.LogLinear])
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## Every document: {ranker}\n\n");
            Header(text, "document");
            foreach (Ranked r in rankings.Where(r => r.Ranker == ranker))
                text.Append(CultureInfo.InvariantCulture, $"| {r.Document} | {string.Join(" | ", r.Scores.Values.Select(Cell))} |\n");
        }
        return text.ToString();
    }

    /// <summary>The differences of two rankers on the same documents, as cells.</summary>
    public static IEnumerable<string> Differences(List<Ranked> rankings, string a, string b)
    {
        var other = rankings.Where(r => r.Ranker == b).ToDictionary(r => r.Document);
        List<(TermScores A, TermScores B)> pairs = [.. rankings.Where(r => r.Ranker == a && other.ContainsKey(r.Document)).Select(r => (r.Scores, other[r.Document].Scores))];
        return Enumerable.Range(0, TermScores.Names.Length).Select(m => Signed([.. pairs.Select(p => p.A.Values[m] - p.B.Values[m])]));
    }

    public static string ToCsv(List<Ranked> rankings)
    {
        var text = new StringBuilder("ranker,document," + string.Join(',', TermScores.Names) + "\n");
        foreach (Ranked r in rankings)
            text.Append(CultureInfo.InvariantCulture, $"{r.Ranker},{r.Document},{string.Join(',', r.Scores.Values.Select(v => v.ToString("F4", CultureInfo.InvariantCulture)))}\n");
        return text.ToString();
    }

    public static void Header(StringBuilder text, string first) =>
        text.Append("| ").Append(first).Append(" | ").AppendJoin(" | ", TermScores.Names).Append(" |\n|---").Insert(text.Length, "|---", TermScores.Names.Length).Append("|\n");

    private static string WithInterval(double[] values)
    {
        var (low, high) = Interval(values);
        return $"{Cell(values.Average())} ({Cell(low)}-{Cell(high)})";
    }

    private static string Signed(double[] values)
    {
        var (low, high) = Interval(values);
        return string.Create(CultureInfo.InvariantCulture, $"{values.Average():+.000;−.000;.000} ({low:+.000;−.000;.000} to {high:+.000;−.000;.000})");
    }

    private static string Cell(double value) => value.ToString("F3", CultureInfo.InvariantCulture) is var s && s.StartsWith('0') ? s[1..] : value.ToString("F3", CultureInfo.InvariantCulture);
}
