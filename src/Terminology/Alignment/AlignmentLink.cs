namespace Terminology;

/// <summary>A link between a word of the source sentence and a word of its translation.</summary>
/// <param name="Source">0-based place of the source word.</param>
/// <param name="Target">0-based place of the target word.</param>
public readonly record struct AlignmentLink(int Source, int Target) : IComparable<AlignmentLink>
{
    /// <inheritdoc/>
    public int CompareTo(AlignmentLink other) => (Source, Target).CompareTo((other.Source, other.Target));

    /// <summary>The link in Pharaoh form, <c>i-j</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Source}-{Target}");

#pragma warning disable CS1591
    public static bool operator <(AlignmentLink left, AlignmentLink right) => left.CompareTo(right) < 0;
    public static bool operator >(AlignmentLink left, AlignmentLink right) => left.CompareTo(right) > 0;
    public static bool operator <=(AlignmentLink left, AlignmentLink right) => left.CompareTo(right) <= 0;
    public static bool operator >=(AlignmentLink left, AlignmentLink right) => left.CompareTo(right) >= 0;
#pragma warning restore CS1591
}

/// <summary>How the alignments of the two directions become one (Och &amp; Ney 2003; Koehn et al. 2003).</summary>
public enum Symmetrization
{
    /// <summary>The links both directions have, extended step by step by neighbouring links of either direction to words not yet linked.</summary>
    GrowDiag,

    /// <summary>Only links both directions have: most precise.</summary>
    Intersection,

    /// <summary>Links either direction has: most complete.</summary>
    Union,
}

/// <summary>The words of a sentence and of its translation. Immutable where the lists are.</summary>
/// <param name="Source">The words of the source sentence.</param>
/// <param name="Target">The words of the target sentence.</param>
public sealed record TokenizedPair(IReadOnlyList<string> Source, IReadOnlyList<string> Target);

/// <summary>The links of one sentence pair.</summary>
/// <param name="Links">The links after symmetrization, sorted.</param>
public sealed record WordAlignment(IReadOnlyList<AlignmentLink> Links)
{
    /// <summary>The links in Pharaoh form: <c>0-0 1-2</c>.</summary>
    public override string ToString() => string.Join(' ', Links);

    /// <summary>The links both directions have.</summary>
    internal IReadOnlyList<AlignmentLink> Intersection { get; init; } = [];
}
