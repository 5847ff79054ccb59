namespace Terminology;

/// <summary>
/// How much more (or less) a text has of a term than a reference: a test of significance (G², χ²) and effect sizes. Pure functions.
/// Throughout: a, b occurrences in target and reference; c, d their sizes in tokens; N = c + d; E₁ = c(a+b)/N, E₂ = d(a+b)/N.
/// </summary>
public static class Keyness
{
    /// <summary>G² over the two cells of the term: 2(a·ln(a/E₁) + b·ln(b/E₂)), 0 and more (Rayson and Garside 2000, Workshop on Comparing Corpora; the "log-likelihood wizard").</summary>
    /// <param name="target">a.</param>
    /// <param name="targetSize">c.</param>
    /// <param name="reference">b.</param>
    /// <param name="referenceSize">d.</param>
    public static double LogLikelihoodTwoTerm(double target, double targetSize, double reference, double referenceSize)
    {
        double share = (target + reference) / (targetSize + referenceSize);
        return Math.Max(0, 2 * (ContingencyTable.Term(target, targetSize * share) + ContingencyTable.Term(reference, referenceSize * share)));
    }

    /// <summary>G² over all four cells (Dunning 1993), as AntConc and quanteda show it; 0 and more.</summary>
    /// <inheritdoc cref="LogLikelihoodTwoTerm"/>
    public static double LogLikelihoodFourTerm(double target, double targetSize, double reference, double referenceSize) =>
        ContingencyTable.OfFrequencies(target, targetSize, reference, referenceSize).LogLikelihood;

    /// <summary>χ² over all four cells.</summary>
    /// <param name="target">a.</param>
    /// <param name="targetSize">c.</param>
    /// <param name="reference">b.</param>
    /// <param name="referenceSize">d.</param>
    /// <param name="yates">Whether to correct for continuity.</param>
    public static double ChiSquare(double target, double targetSize, double reference, double referenceSize, bool yates = false) =>
        ContingencyTable.OfFrequencies(target, targetSize, reference, referenceSize).ChiSquare(yates);

    /// <summary>Log ratio: log₂((a/c)/(b/d)), in doublings; a 0 is counted as 0.5 (Hardie 2014, CASS briefing).</summary>
    /// <inheritdoc cref="LogLikelihoodTwoTerm"/>
    public static double LogRatio(double target, double targetSize, double reference, double referenceSize) =>
        Math.Log2(Half(target) / targetSize / (Half(reference) / referenceSize));

    /// <summary>The 95 % interval of the log ratio: ±1.96·√(1/a − 1/c + 1/b − 1/d)/ln 2 around it (Katz et al. 1978, Biometrics 34, 469-474); a 0 is counted as 0.5.</summary>
    /// <inheritdoc cref="LogLikelihoodTwoTerm"/>
    public static Interval LogRatioInterval(double target, double targetSize, double reference, double referenceSize)
    {
        double ratio = LogRatio(target, targetSize, reference, referenceSize);
        double error = Math.Sqrt(Math.Max(0, 1 / Half(target) - 1 / targetSize + 1 / Half(reference) - 1 / referenceSize)) / Math.Log(2);
        return new(ratio - SpecialFunctions.Normal975 * error, ratio + SpecialFunctions.Normal975 * error);
    }

    /// <summary>%DIFF: 100·(a/c − b/d)/(b/d), −100 and more; b = 0 is counted as 10⁻¹⁸ (Gabrielatos and Marchi 2011).</summary>
    /// <inheritdoc cref="LogLikelihoodTwoTerm"/>
    public static double PercentDifference(double target, double targetSize, double reference, double referenceSize)
    {
        double expected = reference == 0 ? 1e-18 : reference / referenceSize;
        return 100 * (target / targetSize - expected) / expected;
    }

    /// <summary>Difference coefficient: (r₁ − r₂)/(r₁ + r₂) of relative frequencies, −1 to 1 (Hofland and Johansson 1982).</summary>
    /// <inheritdoc cref="LogLikelihoodTwoTerm"/>
    public static double DifferenceCoefficient(double target, double targetSize, double reference, double referenceSize)
    {
        double first = target / targetSize, second = reference / referenceSize;
        return first + second == 0 ? 0 : (first - second) / (first + second);
    }

    /// <summary>Approximate Bayes factor BIC: G² − ln N with the two-term G²; over 2 speaks for a difference, over 10 very strongly (Wilson 2013).</summary>
    /// <inheritdoc cref="LogLikelihoodTwoTerm"/>
    public static double Bic(double target, double targetSize, double reference, double referenceSize) =>
        LogLikelihoodTwoTerm(target, targetSize, reference, referenceSize) - Math.Log(targetSize + referenceSize);

    /// <summary>Effect size of the log-likelihood ELL: G²/(N·ln min(E₁, E₂)) with the two-term G² (Johnston, Berry and Mielke 2006). NaN where the smaller expectation is at most 1.</summary>
    /// <inheritdoc cref="LogLikelihoodTwoTerm"/>
    public static double Ell(double target, double targetSize, double reference, double referenceSize)
    {
        double n = targetSize + referenceSize, least = Math.Min(targetSize, referenceSize) * (target + reference) / n;
        return least <= 1 ? double.NaN : LogLikelihoodTwoTerm(target, targetSize, reference, referenceSize) / (n * Math.Log(least));
    }

    /// <summary>Odds ratio: a(d − b)/(b(c − a)); infinity where b is 0 (Pojanapunya and Todd 2018).</summary>
    /// <inheritdoc cref="LogLikelihoodTwoTerm"/>
    public static double OddsRatio(double target, double targetSize, double reference, double referenceSize) =>
        ContingencyTable.OfFrequencies(target, targetSize, reference, referenceSize).OddsRatio;

    /// <summary>Simple maths: (m₁ + n)/(m₂ + n) of frequencies per million (Kilgarriff 2009, Corpus Linguistics).</summary>
    /// <param name="target">a.</param>
    /// <param name="targetSize">c.</param>
    /// <param name="reference">b.</param>
    /// <param name="referenceSize">d.</param>
    /// <param name="n">Added to both: 1 brings out rare words, 100 or 1000 common ones.</param>
    public static double SimpleMaths(double target, double targetSize, double reference, double referenceSize, double n = 1) =>
        (1e6 * target / targetSize + n) / (1e6 * reference / referenceSize + n);

    private static double Half(double count) => count == 0 ? 0.5 : count;
}
