namespace Terminology;

/// <summary>Which count of a term its trend, bursts and keyness are computed on.</summary>
public enum UsageCount
{
    /// <summary>Occurrences that begin and end at a border between tokens; the default.</summary>
    Segmented,

    /// <summary>All occurrences of the string.</summary>
    Exact,

    /// <summary>Occurrences of the string that are not part of a longer term of the list.</summary>
    StandAlone,
}

/// <summary>How usage over time is measured. Immutable; every property has a default.</summary>
public sealed record DiachronicOptions
{
    /// <summary>The count that trends, bursts and keyness are computed on.</summary>
    public UsageCount Count { get; init; } = UsageCount.Segmented;

    /// <summary>Least number of occurrences of a term that is tested; 10 by default. Rarer terms are counted, but not tested, so that they do not weaken the correction for the others.</summary>
    public int MinimumFrequency { get; init; } = 10;

    /// <summary>
    /// Least termhood of an extracted term in the lists, 0 to 1; .95 by default, so that general phrases which stand in the tables stay out of the lists.
    /// A word in common use (one in a million words of the dictionary) that the built-in term base has is listed whatever its termhood, and so are terms given by the user.
    /// </summary>
    public double ListedTermhood { get; init; } = 0.95;

    /// <summary>Greatest expected share of false discoveries among the terms called emerging or declining; .05 by default.</summary>
    public double FalseDiscoveryRate { get; init; } = 0.05;

    /// <summary>Whether the Mann-Kendall test is corrected for autocorrelation (Hamed and Rao 1998); false by default.</summary>
    public bool AutocorrelationCorrected { get; init; }

    /// <summary>How many times its overall frequency a term has in a burst; 2 by default.</summary>
    public double BurstScale { get; init; } = 2;

    /// <summary>What a burst costs; 1 by default, more finds fewer.</summary>
    public double BurstGamma { get; init; } = 1;

    /// <summary>Whether documents without a date precise enough are left out; by default they are an error.</summary>
    public bool SkipUndated { get; init; }

    /// <summary>Target periods for keyness, such as <c>2013-2015</c> or <c>2013,2015</c>; null, the default, computes none.</summary>
    public string? Target { get; init; }

    /// <summary>Reference periods for keyness; null takes all that are not in the target.</summary>
    public string? Reference { get; init; }

    internal void Validate()
    {
        var faults = new List<string>();
        if (!Enum.IsDefined(Count)) faults.Add($"{nameof(Count)} is not a known count");
        if (MinimumFrequency < 1) faults.Add(FormattableString.Invariant($"{nameof(MinimumFrequency)} is {MinimumFrequency}, expected 1 or more"));
        if (!(ListedTermhood is >= 0 and <= 1)) faults.Add(FormattableString.Invariant($"{nameof(ListedTermhood)} is {ListedTermhood}, expected 0 to 1"));
        if (!(FalseDiscoveryRate > 0 && FalseDiscoveryRate < 1)) faults.Add(FormattableString.Invariant($"{nameof(FalseDiscoveryRate)} is {FalseDiscoveryRate}, expected more than 0 and less than 1"));
        if (!(BurstScale > 1)) faults.Add(FormattableString.Invariant($"{nameof(BurstScale)} is {BurstScale}, expected more than 1"));
        if (!(BurstGamma >= 0)) faults.Add(FormattableString.Invariant($"{nameof(BurstGamma)} is {BurstGamma}, expected 0 or more"));
        if (Target is null && Reference is not null) faults.Add($"{nameof(Reference)} is given without {nameof(Target)}");
        if (faults.Count > 0)
            throw Throw.Options(faults);
    }
}
