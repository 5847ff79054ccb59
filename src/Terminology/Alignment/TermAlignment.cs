namespace Terminology;

/// <summary>How an English suggestion was found.</summary>
public enum AlignmentMethod
{
    /// <summary>A glossary of the user.</summary>
    ClientGlossary,

    /// <summary>The term base that comes with the library.</summary>
    TermBase,

    /// <summary>Another form of the term stands in a glossary.</summary>
    Variant,

    /// <summary>Composed from the English of its parts.</summary>
    Composition,

    /// <summary>Learned from parallel text.</summary>
    ParallelText,
}

/// <summary>An English suggestion for a term.</summary>
/// <param name="Text">The English term.</param>
/// <param name="Method">How it was found.</param>
/// <param name="Score">0-1, calibrated: the share of such suggestions that is right.</param>
/// <param name="Evidence">Why, in words a person can follow: entry, parts, sentence pairs.</param>
public sealed record TermSuggestion(string Text, AlignmentMethod Method, double Score, string Evidence)
{
    /// <summary>The first sentence pair of the parallel text it stands in, or null.</summary>
    public SentencePair? Context { get; init; }
}

/// <summary>A term with its English. Immutable and thread-safe.</summary>
/// <param name="Term">The Chinese term.</param>
/// <param name="Suggestions">At most three, best first; may be empty.</param>
public sealed record TermAlignment(TermCandidate Term, IReadOnlyList<TermSuggestion> Suggestions)
{
    /// <summary>The best suggestion's text, or null.</summary>
    public string? English => Suggestions.Count > 0 ? Suggestions[0].Text : null;

    /// <summary>
    /// Whether the best suggestion is as likely as not the very words a translator would choose (a score of at least 0.5). Others are
    /// marked wherever terms are shown: they may be good English, but want a look. False without English.
    /// </summary>
    public bool IsSure => Suggestions.Count > 0 && Suggestions[0].Score >= 0.5;
}
