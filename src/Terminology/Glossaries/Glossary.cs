namespace Terminology;

/// <summary>A term base: concepts with terms in several languages, after ISO 30042 (TBX). Immutable and thread-safe.</summary>
public sealed class Glossary
{
    /// <summary>Makes a glossary.</summary>
    /// <param name="entries">Its concepts, in order.</param>
    /// <param name="name">A title, or null.</param>
    public Glossary(IEnumerable<ConceptEntry> entries, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        (Entries, Name) = ([.. entries], name);
    }

    /// <summary>A title, or null.</summary>
    public string? Name { get; }

    /// <summary>The concepts, in order.</summary>
    public IReadOnlyList<ConceptEntry> Entries { get; }
}

/// <summary>One concept: what its terms in all languages mean.</summary>
public sealed record ConceptEntry
{
    /// <summary>Identifier, unique in its glossary.</summary>
    public required string Id { get; init; }

    /// <summary>Subject field, or null.</summary>
    public string? SubjectField { get; init; }

    /// <summary>Definition, or null.</summary>
    public string? Definition { get; init; }

    /// <summary>Where the entry comes from, or null.</summary>
    public string? Source { get; init; }

    /// <summary>A note, or null.</summary>
    public string? Note { get; init; }

    /// <summary>The languages, in order.</summary>
    public required IReadOnlyList<LanguageSection> Languages { get; init; }
}

/// <summary>The terms of one language in a concept.</summary>
public sealed record LanguageSection
{
    /// <summary>BCP 47 tag: zh, zh-Hant, en ...</summary>
    public required string Language { get; init; }

    /// <summary>The terms, preferred first.</summary>
    public required IReadOnlyList<TermSection> Terms { get; init; }
}

/// <summary>One term of a concept in one language.</summary>
public sealed record TermSection
{
    /// <summary>The term.</summary>
    public required string Text { get; init; }

    /// <summary>Administrative status.</summary>
    public AdministrativeStatus Status { get; init; } = AdministrativeStatus.NotSpecified;

    /// <summary>Part of speech (noun, verb, properNoun ...), or null.</summary>
    public string? PartOfSpeech { get; init; }

    /// <summary>Where the term comes from, or null.</summary>
    public string? Source { get; init; }

    /// <summary>Since when this rendering is used: a year or a span of years, or null.</summary>
    public string? Year { get; init; }

    /// <summary>A sentence that shows the term, or null.</summary>
    public string? Context { get; init; }

    /// <summary>A note, or null.</summary>
    public string? Note { get; init; }
}

/// <summary>How a term stands in a term base (TBX-Basic administrativeStatus).</summary>
public enum AdministrativeStatus
{
    /// <summary>Nothing is said.</summary>
    NotSpecified,

    /// <summary>The one to use.</summary>
    Preferred,

    /// <summary>May be used.</summary>
    Admitted,

    /// <summary>Not to be used.</summary>
    Deprecated,

    /// <summary>No longer used.</summary>
    Superseded,
}
