namespace Terminology;

/// <summary>A two-by-two table of counts: rows are x and not x, columns are y and not y. Immutable.</summary>
/// <param name="Both">x and y.</param>
/// <param name="FirstOnly">x without y.</param>
/// <param name="SecondOnly">y without x.</param>
/// <param name="Neither">Neither.</param>
public readonly record struct ContingencyTable(double Both, double FirstOnly, double SecondOnly, double Neither)
{
    /// <summary>The table of a term in two texts: columns are the texts, rows are the term and all other tokens.</summary>
    /// <param name="target">Occurrences in the target.</param>
    /// <param name="targetSize">Tokens of the target.</param>
    /// <param name="reference">Occurrences in the reference.</param>
    /// <param name="referenceSize">Tokens of the reference.</param>
    public static ContingencyTable OfFrequencies(double target, double targetSize, double reference, double referenceSize) =>
        new(target, reference, targetSize - target, referenceSize - reference);

    /// <summary>All counts.</summary>
    public double Total => Both + FirstOnly + SecondOnly + Neither;

    /// <summary>Log-likelihood ratio G² = 2·Σo·ln(o/e) over all four cells, 0·ln 0 = 0 (Dunning 1993, Computational Linguistics 19, 61-74).</summary>
    public double LogLikelihood
    {
        get
        {
            double n = Total, row1 = Both + FirstOnly, row2 = SecondOnly + Neither, column1 = Both + SecondOnly, column2 = FirstOnly + Neither;
            double sum = Term(Both, row1 * column1 / n) + Term(FirstOnly, row1 * column2 / n) + Term(SecondOnly, row2 * column1 / n) + Term(Neither, row2 * column2 / n);
            return Math.Max(0, 2 * sum);
        }
    }

    /// <summary>Pearson's χ² = N·(ad − bc)²/(product of the margins); with Yates' correction |ad − bc| is lowered by N/2, not below 0.</summary>
    /// <param name="yates">Whether to correct for continuity (Yates 1934).</param>
    /// <returns>NaN where a margin is 0.</returns>
    public double ChiSquare(bool yates = false)
    {
        double n = Total, difference = Math.Abs(Both * Neither - FirstOnly * SecondOnly);
        if (yates)
            difference = Math.Max(0, difference - n / 2);
        double margins = (Both + FirstOnly) * (SecondOnly + Neither) * (Both + SecondOnly) * (FirstOnly + Neither);
        return n * difference * difference / margins;
    }

    /// <summary>φ² = χ²/N, 0 to 1 (Church and Gale 1991).</summary>
    public double PhiSquared => ChiSquare() / Total;

    /// <summary>Odds ratio ad/(bc); infinity where b or c is 0.</summary>
    public double OddsRatio => Both * Neither / (FirstOnly * SecondOnly);

    /// <summary>The p-value of a statistic with one degree of freedom, such as <see cref="LogLikelihood"/> or <see cref="ChiSquare"/>.</summary>
    /// <param name="statistic">The statistic.</param>
    public static double PValue(double statistic) => SpecialFunctions.ChiSquareSurvival(statistic, 1);

    internal static double Term(double observed, double expected) => observed == 0 ? 0 : observed * Math.Log(observed / expected);
}
