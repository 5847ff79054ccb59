using System.Collections.Concurrent;
using System.Numerics;

namespace Terminology;

/// <summary>The result of a Mann-Kendall test.</summary>
/// <param name="Count">n: number of values.</param>
/// <param name="S">Σsgn(xⱼ − xᵢ) over i &lt; j: concordant minus discordant pairs.</param>
/// <param name="Variance">Var(S), corrected for ties (and for autocorrelation where asked for); not used where the test is exact.</param>
/// <param name="Z">(S ∓ 1)/√Var(S), 0 where S is 0.</param>
/// <param name="Tau">Kendall's τ = 2S/(n(n−1)), −1 to 1.</param>
/// <param name="PValue">Two-sided; null where n is below <see cref="TrendTests.LeastPeriods"/>, for then no series however steep could be told from chance.</param>
/// <param name="Exact">Whether the p-value comes from the exact distribution of S rather than from the normal one.</param>
public readonly record struct MannKendallResult(int Count, long S, double Variance, double Z, double Tau, double? PValue, bool Exact);

/// <summary>A slope with its interval.</summary>
/// <param name="Slope">The median of the slopes of all pairs; NaN where there are fewer than two values.</param>
/// <param name="Interval">95 % confidence interval (Sen 1968); infinite ends where there are too few values.</param>
public readonly record struct SenSlope(double Slope, Interval Interval);

/// <summary>A burst: a run of periods in which a term is used far more than over all.</summary>
/// <param name="First">Index of the first period.</param>
/// <param name="Last">Index of the last period.</param>
/// <param name="Weight">How much cheaper the burst state explains the run, in nats.</param>
public readonly record struct Burst(int First, int Last, double Weight);

/// <summary>A change point.</summary>
/// <param name="Index">Index of the first value after the change.</param>
/// <param name="Statistic">Pettitt's K = max|U|.</param>
/// <param name="PValue">Approximate, two-sided.</param>
public readonly record struct ChangePoint(int Index, long Statistic, double PValue);

/// <summary>Tests of change in a short series: trend, slope, bursts, change point. Pure functions.</summary>
public static class TrendTests
{
    /// <summary>The least number of values for which a Mann-Kendall test has a p-value at all (with 3 the smallest possible is .33).</summary>
    public const int LeastPeriods = 4;

    /// <summary>Below this number of values the exact distribution is used.</summary>
    public const int ExactBelow = 10;

    private static readonly ConcurrentDictionary<string, double[]> s_distributions = new(StringComparer.Ordinal);

    /// <summary>
    /// Mann-Kendall test for a monotone trend (Mann 1945, Econometrica 13; Kendall 1975). Exact for n &lt; 10, ties included (the distribution of S over all orders of
    /// the given values); else normal with Var(S) = [n(n−1)(2n+5) − Σt(t−1)(2t+5)]/18 over the groups of t ties, and continuity correction.
    /// </summary>
    /// <param name="values">The values in order of time; NaN is left out.</param>
    /// <param name="autocorrelated">Multiplies the variance by the correction of Hamed and Rao (1998, J. Hydrology 204, 182-196) for significant autocorrelation of the ranks; the normal distribution is used then for any n.</param>
    /// <param name="maximumLag">Greatest lag of that correction; 0 takes all.</param>
    public static MannKendallResult MannKendall(ReadOnlySpan<double> values, bool autocorrelated = false, int maximumLag = 0)
    {
        double[] x = Present(values);
        int n = x.Length;
        if (n < 2)
            return new(n, 0, 0, 0, 0, null, false);
        long s = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
                s += x[j] > x[i] ? 1 : x[j] < x[i] ? -1 : 0;
        }
        int[] ties = Ties(x);
        double variance = n * (n - 1.0) * (2 * n + 5);
        foreach (int t in ties)
            variance -= t * (t - 1.0) * (2 * t + 5);
        variance /= 18;
        if (autocorrelated)
            variance *= HamedRao(x, maximumLag > 0 ? Math.Min(maximumLag, n - 1) : n - 1);
        double z = s == 0 || variance <= 0 ? 0 : (s - Math.Sign(s)) / Math.Sqrt(variance), tau = 2.0 * s / (n * (n - 1.0));
        bool exact = n < ExactBelow && !autocorrelated;
        double? p = n < LeastPeriods ? null : exact ? ExactP(s, n, ties) : SpecialFunctions.NormalTwoSided(z);
        return new(n, s, variance, z, tau, p, exact);
    }

    /// <summary>The Theil-Sen slope: the median of (xⱼ − xᵢ)/(tⱼ − tᵢ) over all pairs (Theil 1950; Sen 1968, JASA 63, 1379-1389), with Sen's 95 % interval.</summary>
    /// <param name="times">Real times, so that gaps count.</param>
    /// <param name="values">The values; NaN is left out.</param>
    public static SenSlope Slope(ReadOnlySpan<double> times, ReadOnlySpan<double> values)
    {
        if (times.Length != values.Length)
            throw Throw.Parts(times.Length, values.Length);
        int n = 0;
        foreach (double v in values)
            n += double.IsNaN(v) ? 0 : 1;
        var slopes = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = i + 1; j < values.Length && !double.IsNaN(values[i]); j++)
            {
                if (!double.IsNaN(values[j]) && times[j] != times[i])
                    slopes[count++] = (values[j] - values[i]) / (times[j] - times[i]);
            }
        }
        if (count == 0)
            return new(double.NaN, new(double.NegativeInfinity, double.PositiveInfinity));
        Array.Resize(ref slopes, count);
        Array.Sort(slopes);
        double median = count % 2 == 1 ? slopes[count / 2] : (slopes[count / 2 - 1] + slopes[count / 2]) / 2;
        double reach = SpecialFunctions.Normal975 * Math.Sqrt(MannKendall(values).Variance);
        int low = (int)Math.Round((count - reach) / 2) - 1, high = (int)Math.Round((count + reach) / 2);
        return new(median, new(low < 0 ? double.NegativeInfinity : slopes[low], high >= count ? double.PositiveInfinity : slopes[high]));
    }

    /// <summary>
    /// Bursts by Kleinberg's automaton for batched arrivals with two states (Kleinberg 2002, KDD, §4): p₀ = Σr/Σd, p₁ = s·p₀, the cost of a batch −ln of its binomial
    /// probability, γ·ln n for going up and 0 for going down; the cheapest sequence of states is found exactly (Viterbi with back-pointers), starting below.
    /// </summary>
    /// <param name="relevant">r: occurrences in each batch.</param>
    /// <param name="totals">d: size of each batch.</param>
    /// <param name="scale">s: how many times more a burst has, more than 1.</param>
    /// <param name="gamma">γ: cost of a burst, 0 and more.</param>
    /// <returns>The bursts in order; empty where there are none or s·p₀ is not below 1.</returns>
    public static IReadOnlyList<Burst> Bursts(ReadOnlySpan<int> relevant, ReadOnlySpan<long> totals, double scale = 2, double gamma = 1)
    {
        if (relevant.Length != totals.Length)
            throw Throw.Parts(relevant.Length, totals.Length);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(scale, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(gamma);
        int n = relevant.Length;
        double r = 0, d = 0;
        for (int i = 0; i < n; i++)
        {
            r += relevant[i];
            d += totals[i];
        }
        double p0 = r / d, p1 = scale * p0;
        if (n < 2 || r == 0 || p1 >= 1)
            return [];
        // The binomial coefficient is the same in both states: only the difference of the costs matters.
        double up = gamma * Math.Log(n), hit = Math.Log(p1 / p0), miss = double.LogP1(-p1) - double.LogP1(-p0);
        var gain = new double[n];
        var fromHigh = new bool[n, 2];
        double low = 0, high = double.PositiveInfinity;
        for (int i = 0; i < n; i++)
        {
            gain[i] = relevant[i] * hit + (totals[i] - relevant[i]) * miss;
            fromHigh[i, 0] = high < low;
            fromHigh[i, 1] = high <= low + up;
            double nextLow = Math.Min(low, high), nextHigh = Math.Min(high, low + up) - gain[i];
            (low, high) = (nextLow, nextHigh);
        }
        var bursts = new List<Burst>();
        bool state = high < low;
        int last = -1;
        double weight = 0;
        for (int i = n - 1; i >= 0; i--)
        {
            if (state)
            {
                if (last < 0) last = i;
                weight += gain[i];
            }
            bool previous = i > 0 && fromHigh[i, state ? 1 : 0];
            if (state && !previous)
            {
                bursts.Add(new Burst(i, last, weight));
                (last, weight) = (-1, 0);
            }
            state = previous;
        }
        bursts.Reverse();
        return bursts;
    }

    /// <summary>The most likely single change point (Pettitt 1979, Applied Statistics 28, 126-135): K = max|U| with U the Mann-Whitney statistic of the two sides, p ≈ 2·exp(−6K²/(n³ + n²)).</summary>
    /// <param name="values">The values in order of time, without NaN.</param>
    /// <returns>Null where there are fewer than <see cref="LeastPeriods"/> values or all are equal.</returns>
    public static ChangePoint? Change(ReadOnlySpan<double> values)
    {
        int n = values.Length;
        if (n < LeastPeriods)
            return null;
        long u = 0, best = 0;
        int index = 0;
        for (int t = 0; t < n - 1; t++)
        {
            for (int j = 0; j < n; j++)
                u += Math.Sign(values[t] - values[j]);
            if (Math.Abs(u) > best)
                (best, index) = (Math.Abs(u), t + 1);
        }
        if (best == 0)
            return null;
        double cube = (double)n * n * n + (double)n * n;
        return new(index, best, Math.Min(1, 2 * Math.Exp(-6.0 * best * best / cube)));
    }

    /// <summary>P-values corrected so that the expected share of false discoveries is limited (Benjamini and Hochberg 1995, JRSS B 57, 289-300).</summary>
    /// <param name="pValues">The p-values of all tests made, 0 to 1.</param>
    public static double[] BenjaminiHochberg(ReadOnlySpan<double> pValues)
    {
        (double[] sorted, int[] order) = Sorted(pValues);
        double least = 1;
        var corrected = new double[sorted.Length];
        for (int i = sorted.Length - 1; i >= 0; i--)
        {
            least = Math.Min(least, sorted[i] * sorted.Length / (i + 1));
            corrected[order[i]] = least;
        }
        return corrected;
    }

    /// <summary>P-values corrected so that the chance of any false discovery is limited (Holm 1979, Scand. J. Statistics 6, 65-70).</summary>
    /// <inheritdoc cref="BenjaminiHochberg"/>
    public static double[] Holm(ReadOnlySpan<double> pValues)
    {
        (double[] sorted, int[] order) = Sorted(pValues);
        double most = 0;
        var corrected = new double[sorted.Length];
        for (int i = 0; i < sorted.Length; i++)
        {
            most = Math.Max(most, Math.Min(1, sorted[i] * (sorted.Length - i)));
            corrected[order[i]] = most;
        }
        return corrected;
    }

    private static (double[] Sorted, int[] Order) Sorted(ReadOnlySpan<double> values)
    {
        double[] sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        return (sorted, order);
    }

    private static double[] Present(ReadOnlySpan<double> values)
    {
        var present = new List<double>(values.Length);
        foreach (double v in values)
        {
            if (!double.IsNaN(v))
                present.Add(v);
        }
        return [.. present];
    }

    /// <summary>The sizes of the groups of equal values, ascending, groups of one included.</summary>
    private static int[] Ties(double[] values)
    {
        double[] sorted = [.. values];
        Array.Sort(sorted);
        var ties = new List<int>();
        for (int i = 0, from = 0; i < sorted.Length; i++)
        {
            if (i + 1 == sorted.Length || sorted[i + 1] != sorted[i])
            {
                ties.Add(i + 1 - from);
                from = i + 1;
            }
        }
        ties.Sort();
        return [.. ties];
    }

    /// <summary>
    /// P(|S| ≥ |s|) over all distinct orders of the values. With m pairs of unequal values S = m − 2·(inversions), and the inversions of the orders of a multiset are
    /// counted by the coefficients of the q-multinomial [n]!/∏[t]! (MacMahon).
    /// </summary>
    private static double ExactP(long s, int n, int[] ties)
    {
        double[] counts = s_distributions.GetOrAdd(string.Join(',', ties), _ => Inversions(n, ties));
        int pairs = counts.Length - 1;
        double all = 0, extreme = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            all += counts[i];
            if (Math.Abs(pairs - 2 * i) >= Math.Abs(s))
                extreme += counts[i];
        }
        return extreme / all;
    }

    private static double[] Inversions(int n, int[] ties)
    {
        BigInteger[] polynomial = [1];
        for (int i = 2; i <= n; i++)
            polynomial = Multiply(polynomial, i);
        foreach (int t in ties)
        {
            for (int i = 2; i <= t; i++)
                polynomial = Divide(polynomial, i);
        }
        return [.. polynomial.Select(c => (double)c)];
    }

    // Times 1 + q + … + q^(k−1).
    private static BigInteger[] Multiply(BigInteger[] a, int k)
    {
        var product = new BigInteger[a.Length + k - 1];
        for (int i = 0; i < a.Length; i++)
        {
            for (int j = 0; j < k; j++)
                product[i + j] += a[i];
        }
        return product;
    }

    private static BigInteger[] Divide(BigInteger[] a, int k)
    {
        var quotient = new BigInteger[a.Length - k + 1];
        for (int i = 0; i < quotient.Length; i++)
        {
            BigInteger rest = a[i];
            for (int j = 1; j < k && j <= i; j++)
                rest -= quotient[i - j];
            quotient[i] = rest;
        }
        return quotient;
    }

    private static double HamedRao(double[] x, int maximumLag)
    {
        int n = x.Length;
        if (n < 4)
            return 1;
        double[] times = [.. Enumerable.Range(0, n).Select(i => (double)i)];
        double slope = MedianSlope(times, x);
        double[] ranks = Ranks.Of([.. x.Select((v, i) => v - (i + 1) * slope)]);
        double mean = ranks.Average(), power = ranks.Sum(r => (r - mean) * (r - mean)), bound = SpecialFunctions.Normal975 / Math.Sqrt(n), sum = 0;
        for (int lag = 1; lag <= maximumLag; lag++)
        {
            double product = 0;
            for (int i = 0; i + lag < n; i++)
                product += (ranks[i] - mean) * (ranks[i + lag] - mean);
            double correlation = power == 0 ? 0 : product / power;
            if (Math.Abs(correlation) > bound)
                sum += (double)(n - lag) * (n - lag - 1) * (n - lag - 2) * correlation;
        }
        return 1 + 2 * sum / ((double)n * (n - 1) * (n - 2));
    }

    private static double MedianSlope(double[] times, double[] values)
    {
        var slopes = new List<double>(values.Length * (values.Length - 1) / 2);
        for (int i = 0; i < values.Length; i++)
        {
            for (int j = i + 1; j < values.Length; j++)
                slopes.Add((values[j] - values[i]) / (times[j] - times[i]));
        }
        slopes.Sort();
        int m = slopes.Count;
        return m % 2 == 1 ? slopes[m / 2] : (slopes[m / 2 - 1] + slopes[m / 2]) / 2;
    }
}
