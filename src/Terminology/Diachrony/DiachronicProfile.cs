using System.Globalization;

namespace Terminology;

/// <summary>The use of terms over time: counts a period, trends with corrected p-values, bursts, change points, keyness between two sets of periods. Immutable and thread-safe.</summary>
/// <example><code>
/// DiachronicProfile profile = DiachronicProfile.Compute(reports, terms, Period.ByYear);
/// foreach (TermTrend t in profile.List("emerging").Terms.Take(10))
///     Console.WriteLine($"{t.Term} {t.Slope:+0.0;-0.0} per million characters a year, q={t.QValue:G2}, since {t.FirstAttested}");
/// </code></example>
public sealed class DiachronicProfile
{
    private DiachronicProfile(Period period, DiachronicOptions options, IReadOnlyList<DocumentSummary> documents, IReadOnlyList<PeriodSummary> periods, IReadOnlyList<TermTrend> trends, IReadOnlyList<KeynessEntry> keyness, IReadOnlyList<TrendList> lists, int tested, string? note) =>
        (Period, Options, Documents, Periods, Trends, Keyness, Lists, Tested, Note) = (period, options, documents, periods, trends, keyness, lists, tested, note);

    /// <summary>How documents were grouped.</summary>
    public Period Period { get; }

    /// <summary>The options.</summary>
    public DiachronicOptions Options { get; }

    /// <summary>The documents, in corpus order.</summary>
    public IReadOnlyList<DocumentSummary> Documents { get; }

    /// <summary>The periods in order of time.</summary>
    public IReadOnlyList<PeriodSummary> Periods { get; }

    /// <summary>All terms, in the order they were given.</summary>
    public IReadOnlyList<TermTrend> Trends { get; }

    /// <summary>Keyness of the target periods, the strongest evidence first; empty where no target was given.</summary>
    public IReadOnlyList<KeynessEntry> Keyness { get; }

    /// <summary>The lists emerging, declining, bursting, persistent, vanished, new, each with its rule.</summary>
    public IReadOnlyList<TrendList> Lists { get; }

    /// <summary>Number of terms tested for a trend.</summary>
    public int Tested { get; }

    /// <summary>What could not be computed and why, such as too few periods for a p-value; null where nothing is to be said.</summary>
    public string? Note { get; }

    /// <summary>Counts extracted terms in a corpus and profiles them.</summary>
    /// <param name="corpus">The documents, read once.</param>
    /// <param name="terms">The terms with their variants.</param>
    /// <param name="period">How to group the documents.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="TerminologyFormatException">No dates (TRM0501), some documents without (TRM0502), one period only (TRM0503), no such column (TRM0504), one document twice (TRM0505), bad period sets (TRM0506, TRM0507).</exception>
    public static DiachronicProfile Compute(IEnumerable<Document> corpus, TermCandidateList terms, Period period, DiachronicOptions? options = null, CancellationToken cancellation = default) =>
        Compute(TermUsageCounts.Count(corpus, terms, cancellation), period, options);

    /// <summary>Counts given terms in a corpus and profiles them.</summary>
    /// <inheritdoc cref="Compute(IEnumerable{Document}, TermCandidateList, Period, DiachronicOptions?, CancellationToken)"/>
    public static DiachronicProfile Compute(IEnumerable<Document> corpus, IEnumerable<string> terms, Period period, DiachronicOptions? options = null, CancellationToken cancellation = default) =>
        Compute(TermUsageCounts.Count(corpus, terms, cancellation), period, options);

    /// <summary>Profiles counts; the same counts can be grouped in many ways.</summary>
    /// <param name="counts">The counts.</param>
    /// <param name="period">How to group the documents.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="TerminologyFormatException">As for the other overloads.</exception>
    public static DiachronicProfile Compute(TermUsageCounts counts, Period period, DiachronicOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(period);
        options ??= new DiachronicOptions();
        options.Validate();
        int[] group = period.Group(counts.Documents, options.SkipUndated, out PeriodSummary[] periods);
        if (periods.Length < 2)
            throw Throw.OnePeriod(periods[0].Label, counts.Documents.Count);
        return new Builder(counts, period, options, periods, group).Build();
    }

    /// <summary>One of the lists by its name.</summary>
    /// <param name="name">emerging, declining, bursting, persistent, vanished or new.</param>
    /// <exception cref="ArgumentException">There is no such list.</exception>
    public TrendList List(string name) => Lists.FirstOrDefault(l => l.Name == name) ?? throw Throw.UnknownList(name, Lists.Select(l => l.Name));

    /// <summary>The profile with at most so many terms: those of lists and keyness first, then the most frequent, in their order.</summary>
    internal DiachronicProfile Take(int maximum)
    {
        if (Trends.Count <= maximum)
            return this;
        HashSet<string> listed = [.. Lists.SelectMany(l => l.Terms.Take(100)).Select(t => t.Term), .. Keyness.Take(100).Select(k => k.Term)];
        HashSet<string> kept = [.. Trends.OrderByDescending(t => listed.Contains(t.Term)).ThenByDescending(t => t.Frequency).ThenBy(t => t.Term, StringComparer.Ordinal).Take(maximum).Select(t => t.Term)];
        return new DiachronicProfile(Period, Options, Documents, Periods, [.. Trends.Where(t => kept.Contains(t.Term))], [.. Keyness.Where(k => kept.Contains(k.Term))],
            [.. Lists.Select(l => l with { Terms = [.. l.Terms.Where(t => kept.Contains(t.Term))] })], Tested, Note);
    }

    private sealed class Builder(TermUsageCounts counts, Period period, DiachronicOptions options, PeriodSummary[] periods, int[] group)
    {
        private readonly int _periods = periods.Length, _terms = counts.Terms.Count;
        private readonly long[] _sizes = [.. periods.Select(p => Math.Max(1, p.Characters))], _tokens = [.. periods.Select(p => Math.Max(1, p.Tokens))];
        private readonly int[] _neighbours = counts.MostFrequentNeighbours();
        private readonly double[] _times = [.. periods.Select(p => p.Time)];

        public DiachronicProfile Build()
        {
            var segmented = new int[_terms * _periods];
            var exact = new int[_terms * _periods];
            var alone = new int[_terms * _periods];
            var documents = new int[_terms * _periods];
            for (int d = 0; d < group.Length; d++)
            {
                if (group[d] < 0)
                    continue;
                foreach (DocumentUsage usage in counts.Of(d))
                {
                    int cell = usage.Term * _periods + group[d];
                    segmented[cell] += usage.Segmented;
                    exact[cell] += usage.Exact;
                    alone[cell] += usage.StandAlone;
                    documents[cell] += (options.Count switch { UsageCount.Exact => usage.Exact, UsageCount.StandAlone => usage.StandAlone, _ => usage.Segmented }) > 0 ? 1 : 0;
                }
            }
            int[] chosen = options.Count switch { UsageCount.Exact => exact, UsageCount.StandAlone => alone, _ => segmented };
            bool ordered = !period.IsColumn || _times.Distinct().Count() == _periods;
            var trends = new TermTrend[_terms];
            Parallel.For(0, _terms, t => trends[t] = Trend(t, segmented, exact, alone, documents, chosen, ordered));
            int[] tested = [.. Enumerable.Range(0, _terms).Where(t => trends[t].Frequency >= options.MinimumFrequency && trends[t].Test.PValue is not null)];
            double[] p = [.. tested.Select(t => trends[t].Test.PValue!.Value)];
            double[] q = TrendTests.BenjaminiHochberg(p), holm = TrendTests.Holm(p);
            for (int i = 0; i < tested.Length; i++)
                trends[tested[i]] = WithCorrection(trends[tested[i]], q[i], holm[i]);
            string? note = !ordered
                ? $"the groups of {period.Name} have no order in time, so there is no test of trend"
                : _periods < TrendTests.LeastPeriods
                    ? string.Create(CultureInfo.InvariantCulture, $"{_periods} periods are too few for a test of trend, which needs {TrendTests.LeastPeriods}; counts and keyness hold, p-values are left empty")
                    : null;
            return new DiachronicProfile(period, options, counts.Documents, periods, trends, Keys(trends, chosen), Lists(trends), tested.Length, note);
        }

        private TermTrend Trend(int t, int[] segmented, int[] exact, int[] alone, int[] documents, int[] chosen, bool ordered)
        {
            int[] row = chosen[(t * _periods)..((t + 1) * _periods)];
            var usage = new PeriodUsage[_periods];
            var rates = new double[_periods];
            int frequency = 0, documentFrequency = 0, first = -1, last = -1, peak = -1, strings = 0, standing = 0;
            for (int p = 0; p < _periods; p++)
            {
                int cell = t * _periods + p, f = row[p];
                rates[p] = RelativeFrequency.PerMillion(f, _sizes[p]);
                usage[p] = new PeriodUsage(segmented[cell], exact[cell], alone[cell], documents[cell], rates[p], RelativeFrequency.PerMillionInterval(f, _sizes[p]),
                    RelativeFrequency.PerMillion(f, _tokens[p]), RelativeFrequency.PerMillionInterval(f, _tokens[p]));
                (strings, standing) = (strings + exact[cell], standing + alone[cell]);
                frequency += f;
                documentFrequency += documents[cell];
                if (f == 0)
                    continue;
                if (first < 0) first = p;
                last = p;
                if (peak < 0 || rates[p] > rates[peak]) peak = p;
            }
            SenSlope slope = ordered ? TrendTests.Slope(_times, rates) : new(double.NaN, new(double.NaN, double.NaN));
            return new TermTrend
            {
                Term = counts.Terms[t], Candidate = counts.Candidates[t], Usage = usage,
                IsWhole = counts.Candidates[t] is null || (_neighbours[t] <= 0.9 * strings && standing >= 0.2 * strings),
                Frequency = frequency, DocumentFrequency = documentFrequency,
                FirstAttested = first < 0 ? null : periods[first].Label, LastAttested = last < 0 ? null : periods[last].Label, Peak = peak < 0 ? null : periods[peak].Label,
                Dp = Dispersion.Dp(row, _sizes), DpNorm = Dispersion.DpNorm(row, _sizes), JuillandD = Dispersion.JuillandD(row, _sizes),
                Test = ordered ? TrendTests.MannKendall(rates, options.AutocorrelationCorrected) : default, Slope = slope.Slope, SlopeInterval = slope.Interval,
                Bursts = ordered ? TrendTests.Bursts(row, _tokens, options.BurstScale, options.BurstGamma) : [], Change = ordered ? TrendTests.Change(rates) : null,
            };
        }

        private static TermTrend WithCorrection(TermTrend t, double q, double holm) => new()
        {
            Term = t.Term, Candidate = t.Candidate, IsWhole = t.IsWhole, Usage = t.Usage, Frequency = t.Frequency, DocumentFrequency = t.DocumentFrequency, FirstAttested = t.FirstAttested, LastAttested = t.LastAttested,
            Peak = t.Peak, Dp = t.Dp, DpNorm = t.DpNorm, JuillandD = t.JuillandD, Test = t.Test, QValue = q, HolmValue = holm, Slope = t.Slope, SlopeInterval = t.SlopeInterval, Bursts = t.Bursts, Change = t.Change,
        };

        private KeynessEntry[] Keys(TermTrend[] trends, int[] chosen)
        {
            if (options.Target is null)
                return [];
            bool[] target = Select(options.Target);
            bool[] reference = options.Reference is null ? [.. target.Select(inside => !inside)] : Select(options.Reference);
            for (int p = 0; p < _periods; p++)
            {
                if (target[p] && reference[p])
                    throw Throw.OverlappingPeriodSets(periods[p].Label);
            }
            if (!reference.Contains(true))
                throw Throw.EmptyPeriodSet(options.Reference ?? "the periods outside of the target", periods.Select(p => p.Label));
            double c = 0, d = 0;
            for (int p = 0; p < _periods; p++)
            {
                if (target[p]) c += _tokens[p];
                if (reference[p]) d += _tokens[p];
            }
            var entries = new List<KeynessEntry>();
            for (int t = 0; t < _terms; t++)
            {
                int a = 0, b = 0;
                for (int p = 0; p < _periods; p++)
                {
                    if (target[p]) a += chosen[t * _periods + p];
                    if (reference[p]) b += chosen[t * _periods + p];
                }
                if (a + b == 0 || a + b < Math.Min(options.MinimumFrequency, 5))
                    continue;
                double g = Terminology.Keyness.LogLikelihoodTwoTerm(a, c, b, d);
                entries.Add(new KeynessEntry(trends[t].Term, a, b, g, Terminology.Keyness.LogLikelihoodFourTerm(a, c, b, d), Terminology.Keyness.LogRatio(a, c, b, d), Terminology.Keyness.LogRatioInterval(a, c, b, d),
                    Terminology.Keyness.PercentDifference(a, c, b, d), Terminology.Keyness.Bic(a, c, b, d), ContingencyTable.PValue(g), 0, 0));
            }
            double[] values = [.. entries.Select(e => e.PValue)], q = TrendTests.BenjaminiHochberg(values), holm = TrendTests.Holm(values);
            return [.. entries.Select((e, i) => e with { QValue = q[i], HolmValue = holm[i] }).OrderByDescending(e => e.LogLikelihood).ThenBy(e => e.Term, StringComparer.Ordinal)];
        }

        /// <summary>Labels, or ranges of labels or of years, separated by commas.</summary>
        private bool[] Select(string expression)
        {
            var chosen = new bool[_periods];
            foreach (string part in expression.Split([',', '，', '、'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                int label = Array.FindIndex(periods, p => p.Label == part);
                if (label >= 0)
                {
                    chosen[label] = true;
                    continue;
                }
                bool any = false;
                for (int dash = part.IndexOf('-', StringComparison.Ordinal); dash > 0 && !any; dash = part.IndexOf('-', dash + 1))
                {
                    string from = part[..dash].Trim(), to = part[(dash + 1)..].Trim();
                    int first = Array.FindIndex(periods, p => p.Label == from), last = Array.FindIndex(periods, p => p.Label == to);
                    bool years = double.TryParse(from, CultureInfo.InvariantCulture, out double low) & double.TryParse(to, CultureInfo.InvariantCulture, out double high);
                    for (int p = 0; p < _periods; p++)
                    {
                        if ((first >= 0 && last >= 0 && p >= first && p <= last) || (years && low >= 1000 && periods[p].Time >= low && periods[p].Time < high + 1))
                            chosen[p] = any = true;
                    }
                }
                if (!any)
                    throw Throw.EmptyPeriodSet(part, periods.Select(p => p.Label));
            }
            if (!chosen.Contains(true))
                throw Throw.EmptyPeriodSet(expression, periods.Select(p => p.Label));
            return chosen;
        }

        private TrendList[] Lists(TermTrend[] all)
        {
            TermTrend[] trends = [.. all.Where(t => t.IsWhole)];
            string alpha = options.FalseDiscoveryRate.ToString("0.###", CultureInfo.InvariantCulture), least = options.MinimumFrequency.ToString(CultureInfo.InvariantCulture);
            string method = options.AutocorrelationCorrected ? "Mann-Kendall, corrected for autocorrelation" : "Mann-Kendall";
            int tail = Math.Max(1, _periods / 4), early = _periods - tail;
            bool Significant(TermTrend t) => t.QValue < options.FalseDiscoveryRate;
            static int Seen(TermTrend t) => t.Usage.Count(u => u.ExactFrequency > 0);
            int Sum(TermTrend t, int from, int to)
            {
                int sum = 0;
                for (int p = from; p < to; p++) sum += t.Usage[p].ExactFrequency;
                return sum;
            }
            string last = periods[^1].Label;
            return
            [
                new("emerging", $"at least {least} occurrences, frequency per million characters rises ({method}, q < {alpha} by Benjamini-Hochberg over all tested terms); strongest trend (|Z|) first",
                    [.. trends.Where(t => Significant(t) && t.Test.S > 0).OrderByDescending(t => Math.Abs(t.Test.Z)).ThenByDescending(t => t.Slope).ThenBy(t => t.Term, StringComparer.Ordinal)]),
                new("declining", $"at least {least} occurrences, frequency per million characters falls ({method}, q < {alpha} by Benjamini-Hochberg over all tested terms); strongest trend (|Z|) first",
                    [.. trends.Where(t => Significant(t) && t.Test.S < 0).OrderByDescending(t => Math.Abs(t.Test.Z)).ThenBy(t => t.Slope).ThenBy(t => t.Term, StringComparer.Ordinal)]),
                new("bursting", string.Create(CultureInfo.InvariantCulture, $"at least {least} occurrences and a burst by Kleinberg's two-state automaton (s = {options.BurstScale}, gamma = {options.BurstGamma}); heaviest burst first"),
                    [.. trends.Where(t => t.Frequency >= options.MinimumFrequency && t.Bursts.Count > 0).OrderByDescending(t => t.Bursts.Max(b => b.Weight)).ThenBy(t => t.Term, StringComparer.Ordinal)]),
                new("persistent", $"occurs in every period, no trend (q at least {alpha}); most even (lowest DPnorm) first",
                    [.. trends.Where(t => t.QValue >= options.FalseDiscoveryRate && Seen(t) == _periods).OrderBy(t => t.DpNorm).ThenBy(t => t.Term, StringComparer.Ordinal)]),
                new("vanished", string.Create(CultureInfo.InvariantCulture, $"at least {least} occurrences as a string in at least 3 periods before {periods[early].Label}, none from then on; most frequent first"),
                    [.. trends.Where(t => Seen(t) >= 3 && Sum(t, 0, early) >= options.MinimumFrequency && Sum(t, early, _periods) == 0).OrderByDescending(t => Sum(t, 0, early)).ThenBy(t => t.Term, StringComparer.Ordinal)]),
                new("new", $"stands in {last} at least twice as a string, and in no period before; most frequent first",
                    [.. trends.Where(t => t.Usage[_periods - 1].ExactFrequency >= 2 && Sum(t, 0, _periods - 1) == 0).OrderByDescending(t => t.Usage[_periods - 1].ExactFrequency).ThenBy(t => t.Term, StringComparer.Ordinal)]),
            ];
        }
    }
}
