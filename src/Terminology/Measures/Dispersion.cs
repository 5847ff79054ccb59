namespace Terminology;

/// <summary>
/// How evenly a term is spread over the parts of a corpus. Pure functions over the counts of the term and the sizes of the parts;
/// parts may be of unequal size. Notation: s = share of the corpus in a part, t = share of the term in it, r = relative frequency in it, k = number of parts.
/// All give NaN where the term does not occur.
/// </summary>
public static class Dispersion
{
    /// <summary>Range: the share of parts that have the term, 0 to 1.</summary>
    /// <param name="counts">Occurrences in each part.</param>
    public static double Range(ReadOnlySpan<int> counts)
    {
        int parts = 0;
        foreach (int count in counts)
            parts += count > 0 ? 1 : 0;
        return parts == 0 ? double.NaN : (double)parts / counts.Length;
    }

    /// <summary>Deviation of proportions DP = ½Σ|t − s|: 0 even, towards 1 uneven (Gries 2008, Int. J. Corpus Linguistics 13, 403-437).</summary>
    /// <param name="counts">Occurrences in each part.</param>
    /// <param name="sizes">Size of each part, more than 0.</param>
    public static double Dp(ReadOnlySpan<int> counts, ReadOnlySpan<long> sizes)
    {
        (double f, double n) = Totals(counts, sizes);
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
            sum += Math.Abs(counts[i] / f - sizes[i] / n);
        return sum / 2;
    }

    /// <summary>DPnorm = DP/(1 − min s), which reaches 1 (Lijffijt and Gries 2012, Int. J. Corpus Linguistics 17, 147-149).</summary>
    /// <inheritdoc cref="Dp"/>
    public static double DpNorm(ReadOnlySpan<int> counts, ReadOnlySpan<long> sizes)
    {
        (_, double n) = Totals(counts, sizes);
        double least = 1;
        foreach (long size in sizes)
            least = Math.Min(least, size / n);
        return least >= 1 ? double.NaN : Dp(counts, sizes) / (1 - least);
    }

    /// <summary>Juilland's D = 1 − V/√(k − 1), V the population standard deviation of the relative frequencies over their mean: 1 even, 0 uneven (Juilland and Chang-Rodríguez 1964).</summary>
    /// <inheritdoc cref="Dp"/>
    public static double JuillandD(ReadOnlySpan<int> counts, ReadOnlySpan<long> sizes)
    {
        (double f, _) = Totals(counts, sizes);
        int k = counts.Length;
        if (double.IsNaN(f) || k < 2)
            return double.NaN;
        double mean = 0, squares = 0;
        for (int i = 0; i < k; i++)
            mean += counts[i] / (double)sizes[i] / k;
        for (int i = 0; i < k; i++)
        {
            double difference = counts[i] / (double)sizes[i] - mean;
            squares += difference * difference / k;
        }
        return 1 - Math.Sqrt(squares) / mean / Math.Sqrt(k - 1);
    }

    /// <summary>Carroll's D₂ = −Σp·log₂p/log₂k, p the share of a part in the sum of relative frequencies: 1 even, 0 uneven (Carroll 1970).</summary>
    /// <inheritdoc cref="Dp"/>
    public static double CarrollD2(ReadOnlySpan<int> counts, ReadOnlySpan<long> sizes)
    {
        (double f, _) = Totals(counts, sizes);
        if (double.IsNaN(f) || counts.Length < 2)
            return double.NaN;
        double all = 0, sum = 0;
        for (int i = 0; i < counts.Length; i++)
            all += counts[i] / (double)sizes[i];
        for (int i = 0; i < counts.Length; i++)
        {
            double p = counts[i] / (double)sizes[i] / all;
            if (p > 0)
                sum -= p * Math.Log2(p);
        }
        return sum / Math.Log2(counts.Length);
    }

    /// <summary>Rosengren's S = (Σ√(s·f))²/F: 1 even (Rosengren 1971).</summary>
    /// <inheritdoc cref="Dp"/>
    public static double RosengrenS(ReadOnlySpan<int> counts, ReadOnlySpan<long> sizes)
    {
        (double f, double n) = Totals(counts, sizes);
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
            sum += Math.Sqrt(sizes[i] / n * counts[i]);
        return sum * sum / f;
    }

    /// <summary>Kullback-Leibler divergence Σt·log₂(t/s) in bits: 0 even, without upper limit (Gries 2020).</summary>
    /// <inheritdoc cref="Dp"/>
    public static double Kld(ReadOnlySpan<int> counts, ReadOnlySpan<long> sizes)
    {
        (double f, double n) = Totals(counts, sizes);
        if (double.IsNaN(f))
            return double.NaN;
        double sum = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            if (counts[i] > 0)
                sum += counts[i] / f * Math.Log2(counts[i] / f / (sizes[i] / n));
        }
        return Math.Max(0, sum);
    }

    /// <summary>DKL = 1/(1 + KLD): 1 even, towards 0 uneven (Gries 2021; Sönning 2025).</summary>
    /// <inheritdoc cref="Dp"/>
    public static double Dkl(ReadOnlySpan<int> counts, ReadOnlySpan<long> sizes) => 1 / (1 + Kld(counts, sizes));

    /// <summary>D_A = 1 − (mean |r − r′| over all pairs of parts)/(2·mean r): 1 even, 0 uneven (Burch, Egbert and Biber 2017, J. Research Design and Statistics in Linguistics 3, 189-216).</summary>
    /// <inheritdoc cref="Dp"/>
    public static double Da(ReadOnlySpan<int> counts, ReadOnlySpan<long> sizes)
    {
        (double f, _) = Totals(counts, sizes);
        int k = counts.Length;
        if (double.IsNaN(f) || k < 2)
            return double.NaN;
        var rates = new double[k];
        for (int i = 0; i < k; i++)
            rates[i] = counts[i] / (double)sizes[i];
        // Of sorted numbers the sum of all differences is Σ(2i − k + 1)·r(i).
        Array.Sort(rates);
        double mean = 0, sum = 0;
        for (int i = 0; i < k; i++)
        {
            mean += rates[i] / k;
            sum += (2 * i - k + 1) * rates[i];
        }
        return 1 - sum / (k * (k - 1) / 2.0) / (2 * mean);
    }

    /// <summary>Average reduced frequency (f/N)·Σmin(d, N/f) over the distances d between successive occurrences, the last one taken round to the first: from 1 (all at one place) to f (even) (Savický and Hlaváčová 2002, J. Quantitative Linguistics 9, 215-231).</summary>
    /// <param name="positions">Positions of the occurrences, ascending, each 0 to <paramref name="length"/> − 1.</param>
    /// <param name="length">N: length of the corpus in the same units.</param>
    public static double Arf(ReadOnlySpan<long> positions, long length)
    {
        int f = positions.Length;
        if (f == 0)
            return double.NaN;
        double v = (double)length / f, sum = 0;
        for (int i = 0; i < f; i++)
            sum += Math.Min(Distance(positions, i, length), v);
        return sum / v;
    }

    /// <summary>Average waiting time ½(1 + Σd²/N) for the next occurrence from a random place (Savický and Hlaváčová 2002).</summary>
    /// <inheritdoc cref="Arf"/>
    public static double Awt(ReadOnlySpan<long> positions, long length)
    {
        double sum = 0;
        for (int i = 0; i < positions.Length; i++)
            sum += Math.Pow(Distance(positions, i, length), 2);
        return positions.Length == 0 ? double.NaN : (1 + sum / length) / 2;
    }

    /// <summary>Average logarithmic distance Σd·log₁₀d/N (Savický and Hlaváčová 2002).</summary>
    /// <inheritdoc cref="Arf"/>
    public static double Ald(ReadOnlySpan<long> positions, long length)
    {
        double sum = 0;
        for (int i = 0; i < positions.Length; i++)
        {
            double d = Distance(positions, i, length);
            sum += d * Math.Log10(d);
        }
        return positions.Length == 0 ? double.NaN : sum / length;
    }

    private static double Distance(ReadOnlySpan<long> positions, int i, long length) =>
        i > 0 ? positions[i] - positions[i - 1] : positions[0] + length - positions[^1];

    private static (double Frequency, double Size) Totals(ReadOnlySpan<int> counts, ReadOnlySpan<long> sizes)
    {
        if (counts.Length != sizes.Length || counts.Length == 0)
            throw Throw.Parts(counts.Length, sizes.Length);
        double f = 0, n = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(counts[i], nameof(counts));
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sizes[i], nameof(sizes));
            f += counts[i];
            n += sizes[i];
        }
        return (f == 0 ? double.NaN : f, n);
    }
}
