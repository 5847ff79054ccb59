using System.Globalization;
using Terminology.Segmentation;

namespace Terminology;

/// <summary>The use of terms over time: counts a period, trends with corrected p-values, bursts, change points, keyness between two sets of periods. Immutable and thread-safe.</summary>
/// <example><code>
/// DiachronicProfile profile = DiachronicProfile.Compute(reports, terms, Period.ByYear);
/// foreach (TermTrend t in profile.List("emerging").Terms.Take(10))
///     Console.WriteLine($"{t.Term} {t.Slope:+0.0;-0.0} per million characters a year, q={t.QValue:G2}, since {t.FirstAttested}");
/// </code></example>
public sealed class DiachronicProfile
{
    private DiachronicProfile(Period period, DiachronicOptions options, IReadOnlyList<DocumentSummary> documents, IReadOnlyList<PeriodSummary> periods, IReadOnlyList<TermTrend> trends, IReadOnlyList<KeynessEntry> keyness, IReadOnlyList<TrendList> lists, int tested, string? note, string? noteInChinese) =>
        (Period, Options, Documents, Periods, Trends, Keyness, Lists, Tested, Note, NoteInChinese) = (period, options, documents, periods, trends, keyness, lists, tested, note, noteInChinese);

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

    /// <summary>Keyness of the whole terms in the target periods, as in the lists, the strongest evidence first; empty where no target was given. That of every term stands in <see cref="TermTrend.Keyness"/>.</summary>
    public IReadOnlyList<KeynessEntry> Keyness { get; }

    /// <summary>The lists emerging, declining, bursting, persistent, vanished, new, each with its rule.</summary>
    public IReadOnlyList<TrendList> Lists { get; }

    /// <summary>Number of terms tested for a trend.</summary>
    public int Tested { get; }

    /// <summary>What could not be computed and why, such as too few periods for a p-value; null where nothing is to be said.</summary>
    public string? Note { get; }

    internal string? NoteInChinese { get; }

    /// <summary>Label of the first period of the last two thirds, over which <see cref="TermTrend.RecentTest"/> is made; null where there are too few periods for it or they have no order.</summary>
    public string? RecentFrom => Periods.Count < FewPeriods || Trends.All(t => t.RecentTest.Count == 0) ? null : Periods[RecentStart(Periods.Count)].Label;

    /// <summary>What shows that a term rises or falls, in numbers: the span, Kendall's τ and q of the test that decides, or G², log ratio and q where few periods are compared by halves.</summary>
    /// <param name="trend">A term of this profile.</param>
    public string Evidence(TermTrend trend)
    {
        ArgumentNullException.ThrowIfNull(trend);
        static string Q(double? q) => q is { } value ? value.ToString("0.0e0", CultureInfo.InvariantCulture) : "-";
        if (trend.Halves is { } halves)
            return string.Create(CultureInfo.InvariantCulture, $"{halves.Reference} before, {halves.Target} after, G2 {halves.LogLikelihood:0.0}, log ratio {halves.LogRatio:+0.00;-0.00;0}, q {Q(halves.QValue)}");
        bool recent = DecidedByRecent(trend, Options.FalseDiscoveryRate);
        return string.Create(CultureInfo.InvariantCulture, $"{(recent ? $"since {RecentFrom}: " : "")}tau {(recent ? trend.RecentTest : trend.Test).Tau:+0.00;-0.00;0}, q {Q(recent ? trend.RecentQValue : trend.QValue)}");
    }

    /// <summary>Below this number of periods no test of trend stands the correction for hundreds of terms: the halves are compared instead.</summary>
    internal const int FewPeriods = TrendTests.ExactBelow;

    /// <summary>Frequency in the dictionary, of 60 million words, of a word that is in common use: one in a million.</summary>
    private const int CommonFrequency = 60;

    internal static int RecentStart(int periods) => periods - 2 * periods / 3;

    // The trend over all periods decides; where there is none, the one over the last two thirds.
    private static bool DecidedByRecent(TermTrend t, double alpha) => !(t.QValue < alpha) && t.RecentQValue < alpha;

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
            [.. Lists.Select(l => l with { Terms = [.. l.Terms.Where(t => kept.Contains(t.Term))] })], Tested, Note, NoteInChinese);
    }

    private sealed class Builder(TermUsageCounts counts, Period period, DiachronicOptions options, PeriodSummary[] periods, int[] group)
    {
        private readonly int _periods = periods.Length, _terms = counts.Terms.Count;
        private readonly long[] _sizes = [.. periods.Select(p => Math.Max(1, p.Characters))], _tokens = [.. periods.Select(p => Math.Max(1, p.Tokens))];
        private readonly int[] _neighbours = counts.Surroundings.MostFrequentNeighbours(counts.Terms.Count);
        private readonly int[] _inOneLonger = counts.Surroundings.MostInOneLonger(counts.Terms.Count, t => counts.Candidates[t] is not { } longer || longer.Termhood >= options.ListedTermhood);
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
            bool ordered = !period.IsColumn || _times.Distinct().Count() == _periods, few = _periods < FewPeriods;
            var rates = new double[_terms][];
            MannKendallResult[] tests = new MannKendallResult[_terms], recent = new MannKendallResult[_terms];
            int start = RecentStart(_periods);
            Parallel.For(0, _terms, t =>
            {
                rates[t] = [.. Enumerable.Range(0, _periods).Select(p => RelativeFrequency.PerMillion(chosen[t * _periods + p], _sizes[p]))];
                if (!ordered)
                    return;
                tests[t] = TrendTests.MannKendall(rates[t], options.AutocorrelationCorrected);
                if (!few)
                    recent[t] = TrendTests.MannKendall(rates[t].AsSpan(start), options.AutocorrelationCorrected);
            });
            bool Enough(int t, int from, int to) => Sum(chosen, t, from, to) >= options.MinimumFrequency;
            int[] tested = [.. Enumerable.Range(0, _terms).Where(t => tests[t].PValue is not null && Enough(t, 0, _periods))];
            double?[] q = Corrected(tested, t => tests[t].PValue!.Value, v => TrendTests.BenjaminiHochberg(v)), holm = Corrected(tested, t => tests[t].PValue!.Value, v => TrendTests.Holm(v));
            double?[] recentQ = Corrected([.. Enumerable.Range(0, _terms).Where(t => recent[t].PValue is not null && Enough(t, start, _periods))], t => recent[t].PValue!.Value, v => TrendTests.BenjaminiHochberg(v));
            KeynessEntry?[] halves = ordered && few ? Halves(chosen) : new KeynessEntry?[_terms], keys = Keys(chosen);
            var trends = new TermTrend[_terms];
            Parallel.For(0, _terms, t => trends[t] = Trend(t, rates[t], segmented, exact, alone, documents, chosen, ordered, tests[t], q[t], holm[t], recent[t], recentQ[t], halves[t], keys[t]));
            TermTrend[] listed = [.. trends.Where(t => t.IsWhole && (t.Candidate is null || t.Candidate.Termhood >= options.ListedTermhood || IsCommonWord(t.Term)))];
            KeynessEntry[] keyness = [.. listed.Select(t => t.Keyness).OfType<KeynessEntry>().OrderByDescending(e => e.LogLikelihood).ThenBy(e => e.Term, StringComparer.Ordinal)];
            return new DiachronicProfile(period, options, counts.Documents, periods, trends, keyness, Lists(listed, few), tested.Length, Note(ordered), NoteInChinese(ordered));
        }

        // A word that is common is one unit without doubt, and the term base says that it is a term: termhood, which weighs contexts, has nothing to add.
        private static bool IsCommonWord(string term) => SegmentationDictionary.Default.FrequencyOf(term) >= CommonFrequency && TermAligner.IsInTermBase(term);

        private string? Note(bool ordered)
        {
            if (!ordered)
                return $"the groups of {period.Name} have no order in time, so there is no test of trend";
            if (_periods >= FewPeriods)
                return null;
            string halves = $"emerging and declining compare the later half of the periods ({Span(_periods - _periods / 2, _periods)}) with the earlier ({Span(0, _periods / 2)})";
            return _periods < TrendTests.LeastPeriods
                ? string.Create(CultureInfo.InvariantCulture, $"{_periods} periods are too few for a test of trend, which needs {TrendTests.LeastPeriods}: p-values are left empty; {halves}")
                : string.Create(CultureInfo.InvariantCulture, $"{_periods} periods are too few for a test of trend to stand the correction for all terms; {halves}");
        }

        private string? NoteInChinese(bool ordered)
        {
            if (!ordered)
                return $"{period.Name}的各组没有时间顺序，故不作趋势检验";
            return _periods >= FewPeriods
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"只有{_periods}个时期，{(_periods < TrendTests.LeastPeriods ? $"少于趋势检验所需的{TrendTests.LeastPeriods}个，故不给p值" : "趋势检验经不起对全部术语的校正")}；“上升”与“下降”比较后半时期（{Span(_periods - _periods / 2, _periods)}）与前半时期（{Span(0, _periods / 2)}）");
        }

        private string Span(int from, int to) => to - from < 2 ? periods[from].Label : periods[from].Label + " – " + periods[to - 1].Label;

        private int Sum(int[] counts, int term, int from, int to)
        {
            int sum = 0;
            for (int p = from; p < to; p++)
                sum += counts[term * _periods + p];
            return sum;
        }

        /// <summary>The corrected p-values of the terms tested, null for the others.</summary>
        private double?[] Corrected(int[] tested, Func<int, double> p, Func<double[], double[]> correct)
        {
            var corrected = new double?[_terms];
            double[] values = correct([.. tested.Select(p)]);
            for (int i = 0; i < tested.Length; i++)
                corrected[tested[i]] = values[i];
            return corrected;
        }

        /// <summary>Keyness of the later half of the periods against the earlier; a middle one is left out.</summary>
        private KeynessEntry?[] Halves(int[] chosen)
        {
            int half = _periods / 2;
            bool[] later = [.. Enumerable.Range(0, _periods).Select(p => p >= _periods - half)], earlier = [.. Enumerable.Range(0, _periods).Select(p => p < half)];
            return Compare(chosen, later, earlier, options.MinimumFrequency);
        }

        private TermTrend Trend(int t, double[] rates, int[] segmented, int[] exact, int[] alone, int[] documents, int[] chosen, bool ordered, MannKendallResult test, double? q, double? holm, MannKendallResult recent, double? recentQ, KeynessEntry? halves, KeynessEntry? key)
        {
            int[] row = chosen[(t * _periods)..((t + 1) * _periods)];
            var usage = new PeriodUsage[_periods];
            int first = -1, last = -1, peak = -1;
            for (int p = 0; p < _periods; p++)
            {
                int cell = t * _periods + p, f = row[p];
                usage[p] = new PeriodUsage(segmented[cell], exact[cell], alone[cell], documents[cell], rates[p], RelativeFrequency.PerMillionInterval(f, _sizes[p]),
                    RelativeFrequency.PerMillion(f, _tokens[p]), RelativeFrequency.PerMillionInterval(f, _tokens[p]));
                if (f == 0)
                    continue;
                if (first < 0) first = p;
                last = p;
                if (peak < 0 || rates[p] > rates[peak]) peak = p;
            }
            int strings = Sum(exact, t, 0, _periods), standing = Sum(alone, t, 0, _periods);
            SenSlope slope = ordered ? TrendTests.Slope(_times, rates) : new(double.NaN, new(double.NaN, double.NaN));
            return new TermTrend
            {
                Term = counts.Terms[t], Candidate = counts.Candidates[t], Usage = usage,
                IsWhole = counts.Candidates[t] is null || (_neighbours[t] <= 0.9 * strings && standing > 0.1 * strings && _inOneLonger[t] < 0.5 * strings),
                Frequency = row.Sum(), DocumentFrequency = Sum(documents, t, 0, _periods),
                FirstAttested = first < 0 ? null : periods[first].Label, LastAttested = last < 0 ? null : periods[last].Label, Peak = peak < 0 ? null : periods[peak].Label,
                Dp = Dispersion.Dp(row, _sizes), DpNorm = Dispersion.DpNorm(row, _sizes), JuillandD = Dispersion.JuillandD(row, _sizes),
                Test = test, QValue = q, HolmValue = holm, RecentTest = recent, RecentQValue = recentQ, Halves = halves, Keyness = key, Slope = slope.Slope, SlopeInterval = slope.Interval,
                Bursts = ordered ? TrendTests.Bursts(row, _tokens, options.BurstScale, options.BurstGamma) : [], Change = ordered ? TrendTests.Change(rates) : null,
            };
        }

        private KeynessEntry?[] Keys(int[] chosen)
        {
            if (options.Target is null)
                return new KeynessEntry?[_terms];
            bool[] target = Select(options.Target);
            bool[] reference = options.Reference is null ? [.. target.Select(inside => !inside)] : Select(options.Reference);
            for (int p = 0; p < _periods; p++)
            {
                if (target[p] && reference[p])
                    throw Throw.OverlappingPeriodSets(periods[p].Label);
            }
            if (!reference.Contains(true))
                throw Throw.EmptyPeriodSet(options.Reference ?? "the periods outside of the target", periods.Select(p => p.Label));
            return Compare(chosen, target, reference, Math.Min(options.MinimumFrequency, 5));
        }

        /// <summary>Keyness of each term with enough occurrences in both sets together, null for the others.</summary>
        private KeynessEntry?[] Compare(int[] chosen, bool[] target, bool[] reference, int least)
        {
            double c = 0, d = 0;
            for (int p = 0; p < _periods; p++)
            {
                if (target[p]) c += _tokens[p];
                if (reference[p]) d += _tokens[p];
            }
            var entries = new List<(int Term, KeynessEntry Entry)>();
            for (int t = 0; t < _terms; t++)
            {
                int a = 0, b = 0;
                for (int p = 0; p < _periods; p++)
                {
                    if (target[p]) a += chosen[t * _periods + p];
                    if (reference[p]) b += chosen[t * _periods + p];
                }
                if (a + b < Math.Max(least, 1))
                    continue;
                double g = Terminology.Keyness.LogLikelihoodTwoTerm(a, c, b, d);
                entries.Add((t, new KeynessEntry(counts.Terms[t], a, b, g, Terminology.Keyness.LogLikelihoodFourTerm(a, c, b, d), Terminology.Keyness.LogRatio(a, c, b, d), Terminology.Keyness.LogRatioInterval(a, c, b, d),
                    Terminology.Keyness.PercentDifference(a, c, b, d), Terminology.Keyness.Bic(a, c, b, d), ContingencyTable.PValue(g), 0, 0)));
            }
            double[] values = [.. entries.Select(e => e.Entry.PValue)], q = TrendTests.BenjaminiHochberg(values), holm = TrendTests.Holm(values);
            var compared = new KeynessEntry?[_terms];
            for (int i = 0; i < entries.Count; i++)
                compared[entries[i].Term] = entries[i].Entry with { QValue = q[i], HolmValue = holm[i] };
            return compared;
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

        private TrendList[] Lists(TermTrend[] trends, bool few)
        {
            int tail = Math.Max(1, _periods / 4), early = _periods - tail;
            int Direction(TermTrend t) => t.Halves is { } halves
                ? halves.QValue < options.FalseDiscoveryRate ? Math.Sign(halves.LogRatio) : 0
                : t.QValue < options.FalseDiscoveryRate ? Math.Sign(t.Test.S) : DecidedByRecent(t, options.FalseDiscoveryRate) ? Math.Sign(t.RecentTest.S) : 0;
            double Strength(TermTrend t) => t.Halves?.LogLikelihood ?? Math.Abs(DecidedByRecent(t, options.FalseDiscoveryRate) ? t.RecentTest.Z : t.Test.Z);
            TermTrend[] Moving(int direction) => [.. trends.Where(t => Direction(t) == direction).OrderByDescending(Strength).ThenByDescending(t => direction * t.Slope).ThenBy(t => t.Term, StringComparer.Ordinal)];
            static int Seen(TermTrend t) => t.Usage.Count(u => u.ExactFrequency > 0);
            static int Strings(TermTrend t, int from, int to)
            {
                int sum = 0;
                for (int p = from; p < to; p++) sum += t.Usage[p].ExactFrequency;
                return sum;
            }
            var rules = new TrendRules(options, Span(0, _periods / 2), Span(_periods - _periods / 2, _periods), few ? null : periods[RecentStart(_periods)].Label, trends.Any(t => t.Candidate is not null));
            string last = periods[^1].Label;
            return
            [
                rules.Moving("emerging", Moving(1)),
                rules.Moving("declining", Moving(-1)),
                rules.Bursting([.. trends.Where(t => t.Frequency >= options.MinimumFrequency && t.Bursts.Count > 0).OrderByDescending(t => t.Bursts.Max(b => b.Weight)).ThenBy(t => t.Term, StringComparer.Ordinal)]),
                rules.Persistent([.. trends.Where(t => t.Frequency >= options.MinimumFrequency && Direction(t) == 0 && Seen(t) == _periods).OrderBy(t => t.DpNorm).ThenBy(t => t.Term, StringComparer.Ordinal)]),
                rules.Vanished(periods[early].Label, [.. trends.Where(t => Seen(t) >= Math.Min(3, early) && Strings(t, 0, early) >= options.MinimumFrequency && Strings(t, early, _periods) == 0).OrderByDescending(t => Strings(t, 0, early)).ThenBy(t => t.Term, StringComparer.Ordinal)], Math.Min(3, early)),
                rules.New(last, [.. trends.Where(t => t.Usage[_periods - 1].ExactFrequency >= 2 && Strings(t, 0, _periods - 1) == 0).OrderByDescending(t => t.Usage[_periods - 1].ExactFrequency).ThenBy(t => t.Term, StringComparer.Ordinal)]),
            ];
        }
    }
}
