namespace Terminology;

/// <summary>The use of a term in one period.</summary>
/// <param name="Frequency">Occurrences that begin and end at a border between tokens.</param>
/// <param name="ExactFrequency">All occurrences of the string; independent of any dictionary.</param>
/// <param name="StandAloneFrequency">Occurrences of the string that are not part of a longer term of the list.</param>
/// <param name="DocumentFrequency">Documents that have it.</param>
/// <param name="PerMillionCharacters">Frequency per million characters.</param>
/// <param name="CharactersInterval">Its 95 % Poisson interval.</param>
/// <param name="PerMillionTokens">Frequency per million tokens.</param>
/// <param name="TokensInterval">Its 95 % Poisson interval.</param>
public readonly record struct PeriodUsage(int Frequency, int ExactFrequency, int StandAloneFrequency, int DocumentFrequency, double PerMillionCharacters, Interval CharactersInterval, double PerMillionTokens, Interval TokensInterval);

/// <summary>A term's use over the periods of a profile, and what it shows. Immutable and thread-safe.</summary>
public sealed class TermTrend
{
    /// <summary>The term.</summary>
    public required string Term { get; init; }

    /// <summary>What extraction knows of it, or null where the term was given by the user.</summary>
    public TermCandidate? Candidate { get; init; }

    /// <summary>
    /// Whether it stands as a unit of its own: at most nine tenths of its occurrences have one and the same Chinese character before or behind them, more than a tenth are not part of
    /// any longer term of the list, and less than half are part of one and the same longer term that may stand in lists itself (whose trend it would repeat).
    /// Always true of terms given by the user. Lists hold such terms only.
    /// </summary>
    public bool IsWhole { get; init; } = true;

    /// <summary>Its use in each period, by index into <see cref="DiachronicProfile.Periods"/>.</summary>
    public required IReadOnlyList<PeriodUsage> Usage { get; init; }

    /// <summary>Occurrences in all periods, by the count chosen in the options.</summary>
    public required int Frequency { get; init; }

    /// <summary>Documents that have it.</summary>
    public required int DocumentFrequency { get; init; }

    /// <summary>Label of the first period that has it; null where none has.</summary>
    public string? FirstAttested { get; init; }

    /// <summary>Label of the last period that has it; null where none has.</summary>
    public string? LastAttested { get; init; }

    /// <summary>Label of the period with the most occurrences per million characters; null where none has it.</summary>
    public string? Peak { get; init; }

    /// <summary>Deviation of proportions over the periods: 0 even, 1 uneven; NaN where the term does not occur.</summary>
    public double Dp { get; init; }

    /// <summary>Normalized deviation of proportions.</summary>
    public double DpNorm { get; init; }

    /// <summary>Juilland's D: 1 even, 0 uneven.</summary>
    public double JuillandD { get; init; }

    /// <summary>The Mann-Kendall test over the frequencies per million characters.</summary>
    public MannKendallResult Test { get; init; }

    /// <summary>P-value corrected by Benjamini and Hochberg over all tested terms; null where the term was not tested.</summary>
    public double? QValue { get; init; }

    /// <summary>P-value corrected by Holm over all tested terms; null where the term was not tested.</summary>
    public double? HolmValue { get; init; }

    /// <summary>The Mann-Kendall test over the last two thirds of the periods, which finds terms that rose before they fell; of count 0 where there are fewer than 10 periods.</summary>
    public MannKendallResult RecentTest { get; init; }

    /// <summary>P-value of <see cref="RecentTest"/> corrected by Benjamini and Hochberg over all terms with enough occurrences in those periods; null where the term was not tested.</summary>
    public double? RecentQValue { get; init; }

    /// <summary>Keyness of the later half of the periods against the earlier, where there are fewer than 10 periods; else null.</summary>
    public KeynessEntry? Halves { get; init; }

    /// <summary>Keyness of the target periods; null where none were named or the term is too rare in them and in the reference.</summary>
    public KeynessEntry? Keyness { get; init; }

    /// <summary>Theil-Sen slope: change of the frequency per million characters in a year.</summary>
    public double Slope { get; init; }

    /// <summary>95 % interval of <see cref="Slope"/>.</summary>
    public Interval SlopeInterval { get; init; }

    /// <summary>Bursts, by index of periods.</summary>
    public IReadOnlyList<Burst> Bursts { get; init; } = [];

    /// <summary>The most likely change point, or null.</summary>
    public ChangePoint? Change { get; init; }

    /// <summary>The term.</summary>
    public override string ToString() => Term;
}

/// <summary>How key a term is for the target periods against the reference periods.</summary>
/// <param name="Term">The term.</param>
/// <param name="Target">Occurrences in the target.</param>
/// <param name="Reference">Occurrences in the reference.</param>
/// <param name="LogLikelihood">Two-term G² (Rayson and Garside 2000).</param>
/// <param name="LogLikelihoodFourTerm">Four-term G² (Dunning 1993).</param>
/// <param name="LogRatio">Log₂ of the ratio of relative frequencies; positive where the target has more.</param>
/// <param name="LogRatioInterval">Its 95 % interval.</param>
/// <param name="PercentDifference">%DIFF.</param>
/// <param name="Bic">Approximate Bayes factor.</param>
/// <param name="PValue">Of the two-term G².</param>
/// <param name="QValue">Corrected by Benjamini and Hochberg over all terms with enough occurrences.</param>
/// <param name="HolmValue">Corrected by Holm.</param>
public sealed record KeynessEntry(string Term, int Target, int Reference, double LogLikelihood, double LogLikelihoodFourTerm, double LogRatio, Interval LogRatioInterval, double PercentDifference, double Bic, double PValue, double QValue, double HolmValue);

/// <summary>Terms that behave alike in time, with the rule that put them together.</summary>
/// <param name="Name">emerging, declining, bursting, persistent, vanished or new.</param>
/// <param name="Rule">The rule in words and numbers, to be printed with the list.</param>
/// <param name="Terms">The terms in the order the rule gives.</param>
public sealed record TrendList(string Name, string Rule, IReadOnlyList<TermTrend> Terms)
{
    /// <summary>The rule in Chinese, for the report.</summary>
    public string RuleInChinese { get; init; } = "";
}
