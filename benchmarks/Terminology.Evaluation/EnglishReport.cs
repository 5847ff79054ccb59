using System.Diagnostics;
using System.Globalization;
using System.Text;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>Tables of what the suggestions for left-out documents are worth.</summary>
internal static class EnglishReport
{
    private static readonly double[] s_thresholds = [0, .02, .03, .04, .05, .06, .08, .1, .15, .2, .25, .3, .35, .4, .5, .6];

    public static void Write(List<EnglishGroup> groups, string index, string? dump, string? report)
    {
        List<Result> results = Suggest(groups, index, out double milliseconds);
        if (dump is not null)
        {
            File.WriteAllLines(dump, results.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Group.Set}\t{(r.Top1 ? "1" : r.Top3 ? "3" : "0")}\t{r.Method}\t{r.Score:F2}\t{r.Row.Chinese}\t{r.Row.English}\t{string.Join("; ", r.Suggestions.Select(s => s.Text))}\t{(r.Suggestions.Count > 0 ? r.Suggestions[0].Evidence : "")}\t{r.Row.Source}\t{r.Row.Class}\t{r.Frequency}")));
        }

        var text = new StringBuilder();
        foreach (IGrouping<string, Result> set in results.GroupBy(r => r.Group.Set))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"## Set: {set.Key}").AppendLine();
            Result[] all = [.. set];
            Table(text, "kind of document", all, r => r.Excerpt.Genre);
            Table(text, "occurrences in the document", all, r => r.Frequency switch { <= 1 => "1", <= 5 => "2-5", _ => "6+" });
            Table(text, "method of the first suggestion", all, r => r.Method);
            Thresholds(text, all);
            Chosen(text, all, groups);
            Others(text, all);
            Reliability(text, all);
            Table(text, "document", all, r => r.Excerpt.Name);
        }

        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F3} ms a term"));
        Console.Write(text);
        if (report is not null)
        {
            File.WriteAllText(report, "# English without parallel text\n\n" + text.ToString().ReplaceLineEndings("\n"));
        }
    }

    private static List<Result> Suggest(List<EnglishGroup> groups, string index, out double milliseconds)
    {
        var results = new List<Result>();
        long ticks = 0;
        foreach (EnglishGroup group in groups)
        {
            var aligner = new TermAligner([], [], new TermAlignerOptions { MinimumScore = 0 }, group.Model);
            foreach (TermBaseRow row in group.Terms.Take(200))
            {
                aligner.Suggest(row.Chinese); // warm-up
            }

            var excerpts = group.Excerpts.ToDictionary(e => e.Name);
            var frequencies = group.Excerpts.ToDictionary(e => e.Name, e => EnglishData.ReadFrequencies(index, e.Name));
            foreach (TermBaseRow row in group.Terms)
            {
                long start = Stopwatch.GetTimestamp();
                IReadOnlyList<TermSuggestion> suggestions = aligner.Suggest(row.Chinese);
                ticks += Stopwatch.GetTimestamp() - start;
                string[] right = EnglishScorer.Alternatives(row.English);
                results.Add(new Result(group, excerpts[row.Source], row, suggestions, [.. suggestions.Select(s => right.Contains(EnglishScorer.Normalize(s.Text)))], frequencies[row.Source].GetValueOrDefault(row.Chinese, 1)));
            }
        }

        milliseconds = ticks * 1000.0 / Stopwatch.Frequency / Math.Max(1, results.Count);
        return results;
    }

    private static void Table(StringBuilder text, string title, Result[] results, Func<Result, string> by)
    {
        text.AppendLine(CultureInfo.InvariantCulture, $"| {title} | tier-1 terms | coverage | top-1 | top-3 | precision |").AppendLine("|---|---|---|---|---|---|");
        foreach (IGrouping<string, Result> part in results.GroupBy(by).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            text.AppendLine(Row(part.Key, [.. part], 0));
        }

        text.AppendLine(Row("**all**", results, 0)).AppendLine();
    }

    private static void Thresholds(StringBuilder text, Result[] results)
    {
        text.AppendLine("| minimum score | tier-1 terms | coverage | top-1 | top-3 | precision |").AppendLine("|---|---|---|---|---|---|");
        foreach (double threshold in s_thresholds)
        {
            text.AppendLine(Row(threshold.ToString("F2", CultureInfo.InvariantCulture), results, threshold));
        }

        text.AppendLine();
    }

    /// <summary>The highest threshold that keeps a coverage of .90, chosen for each group on the other groups.</summary>
    private static void Chosen(StringBuilder text, Result[] results, List<EnglishGroup> groups)
    {
        int have = 0, top1 = 0, top3 = 0;
        var chosen = new List<string>();
        foreach (EnglishGroup group in groups.Where(g => results.Any(r => r.Group == g)))
        {
            double[] others = [.. results.Where(r => r.Group != group).Select(r => r.Score).OrderDescending()];
            double threshold = others.Length == 0 ? 0 : Math.Floor(others[(int)(others.Length * .9)] * 100) / 100;
            chosen.Add(threshold.ToString("F2", CultureInfo.InvariantCulture));
            foreach (Result r in results.Where(r => r.Group == group && r.Score >= threshold))
            {
                have++;
                top1 += r.Top1 ? 1 : 0;
                top3 += r.Top3At(threshold) ? 1 : 0;
            }
        }

        text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"Minimum score for coverage .90 chosen on the other groups ({string.Join(", ", chosen)}): coverage {(double)have / results.Length:F3}, top-1 {(double)top1 / results.Length:F3}, top-3 {(double)top3 / results.Length:F3}, precision {(double)top1 / Math.Max(1, have):F3}.")).AppendLine();
    }

    /// <summary>What rules for the second and third suggestion show, and what they lose.</summary>
    private static void Others(StringBuilder text, Result[] results)
    {
        text.AppendLine("| least share of the first's score | least score of a composition beside a glossary | shown second and third | right of these | top-3 |").AppendLine("|---|---|---|---|---|");
        foreach ((double ratio, double beside) in new[] { (0, 0), (.1, .3), (.15, .3), (.15, .5), (.2, .5), (.3, .5), (.4, .5), (.15, .7), (.3, .7), (.15, 2), (.3, 2), (.5, 2) })
        {
            int shown = 0, right = 0, top3 = 0;
            foreach (Result r in results)
            {
                bool any = r.Top1;
                for (int i = 1; i < r.Rights.Length; i++)
                {
                    if (TermAligner.Stands(r.Suggestions[0], r.Suggestions[i], ratio, beside))
                    {
                        shown++;
                        right += r.Rights[i] ? 1 : 0;
                        any |= r.Rights[i];
                    }
                }

                top3 += any ? 1 : 0;
            }

            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"| {ratio:F2} | {(beside > 1 ? "never" : beside.ToString("F2", CultureInfo.InvariantCulture))} | {shown} | {(double)right / Math.Max(1, shown):F3} | {(double)top3 / results.Length:F3} |"));
        }

        text.AppendLine();
    }

    private static void Reliability(StringBuilder text, Result[] results)
    {
        text.AppendLine("| score of the first suggestion | terms | mean score | right |").AppendLine("|---|---|---|---|");
        double error = 0;
        foreach (IGrouping<int, Result> bin in results.Where(r => r.Suggestions.Count > 0).GroupBy(r => Math.Min(9, (int)(r.Score * 10))).OrderBy(b => b.Key))
        {
            double mean = bin.Average(r => r.Score), right = bin.Average(r => r.Top1 ? 1.0 : 0);
            error += Math.Abs(mean - right) * bin.Count();
            text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"| {bin.Key / 10.0:F1}-{(bin.Key + 1) / 10.0:F1} | {bin.Count()} | {mean:F2} | {right:F2} |"));
        }

        text.AppendLine().AppendLine(string.Create(CultureInfo.InvariantCulture, $"Expected calibration error {error / Math.Max(1, results.Count(r => r.Suggestions.Count > 0)):F3}.")).AppendLine();
    }

    private static string Row(string name, Result[] results, double threshold)
    {
        int have = results.Count(r => r.Suggestions.Count > 0 && r.Score >= threshold);
        int top1 = results.Count(r => r.Top1 && r.Score >= threshold), top3 = results.Count(r => r.Score >= threshold && r.Top3At(threshold));
        double n = results.Length;
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {results.Length} | {have / n:F3} | {top1 / n:F3} | {top3 / n:F3} | {(double)top1 / Math.Max(1, have):F3} |");
    }

    private sealed record Result(EnglishGroup Group, AnnotatedExcerpt Excerpt, TermBaseRow Row, IReadOnlyList<TermSuggestion> Suggestions, bool[] Rights, int Frequency)
    {
        public bool Top1 => Rights.Length > 0 && Rights[0];

        public bool Top3 => Rights.Contains(true);

        /// <summary>Whether one of the suggestions that reach a score is right.</summary>
        public bool Top3At(double threshold)
        {
            for (int i = 0; i < Rights.Length; i++)
            {
                if (Rights[i] && Suggestions[i].Score >= threshold)
                {
                    return true;
                }
            }

            return false;
        }

        public double Score => Suggestions.Count > 0 ? Suggestions[0].Score : 0;

        public string Method => Suggestions.Count > 0 ? Suggestions[0].Method.ToString() : "none";
    }
}
