namespace Terminology;

/// <summary>A term base: concepts with terms in several languages, after ISO 30042 (TBX). Equal when all it holds is equal. Immutable and thread-safe.</summary>
public sealed class Glossary : IEquatable<Glossary>
{
    /// <summary>Makes a glossary.</summary>
    /// <param name="entries">Its concepts, in order.</param>
    /// <param name="name">A title, or null.</param>
    /// <exception cref="ArgumentException">Two entries have the same identifier.</exception>
    public Glossary(IEnumerable<ConceptEntry> entries, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(entries);
        (Entries, Name) = ([.. entries], name);
        var ids = new HashSet<string>(Entries.Count);
        foreach (ConceptEntry entry in Entries)
            if (!ids.Add(entry.Id))
                Throw.DuplicateEntry(entry.Id, nameof(entries));
    }

    /// <summary>A title, or null.</summary>
    public string? Name { get; }

    /// <summary>The concepts, in order.</summary>
    public IReadOnlyList<ConceptEntry> Entries { get; }

    /// <summary>Further values about the whole, such as the licence; sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init => field = Canonical.Properties(value); } = [];

    /// <inheritdoc/>
    public bool Equals(Glossary? other) => other is not null && Name == other.Name
        && Canonical.Same(Properties, other.Properties) && Canonical.Same(Entries, other.Entries);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Glossary);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Name, Entries.Count, Entries.Count > 0 ? Entries[0].Id : null);

    /// <summary>Title and size.</summary>
    public override string ToString() => $"{Name ?? "glossary"} ({Entries.Count} concepts)";
}

/// <summary>One concept: what its terms in all languages mean. Equal when all it holds is equal. Immutable and thread-safe.</summary>
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

    /// <summary>The languages, in order; a language stands once.</summary>
    public required IReadOnlyList<LanguageSection> Languages { get; init => field = [.. value]; }

    /// <summary>Further values by data category (customerSubset, crossReference ...), a second definition or note among them; sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init => field = Canonical.Properties(value); } = [];

    /// <summary>The terms of a language, in order; those of its regional and script forms too.</summary>
    /// <param name="language">BCP 47 tag: <c>zh</c> finds zh, zh-CN and zh-Hant, <c>zh-CN</c> only itself.</param>
    public IEnumerable<TermSection> TermsIn(string language) =>
        Languages.Where(section => LanguageTag.Matches(language, section.Language)).SelectMany(section => section.Terms);

    /// <inheritdoc/>
    public bool Equals(ConceptEntry? other) => other is not null && Id == other.Id && SubjectField == other.SubjectField
        && Definition == other.Definition && Source == other.Source && Note == other.Note
        && Canonical.Same(Languages, other.Languages) && Canonical.Same(Properties, other.Properties);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Id, SubjectField, Definition, Languages.Count);
}

/// <summary>The terms of one language in a concept. Equal when all it holds is equal. Immutable and thread-safe.</summary>
public sealed record LanguageSection
{
    /// <summary>BCP 47 tag: zh, zh-Hant, en ...</summary>
    public required string Language { get; init; }

    /// <summary>The terms, in order: the best first.</summary>
    public required IReadOnlyList<TermSection> Terms { get; init => field = [.. value]; }

    /// <summary>Definition in this language, or null.</summary>
    public string? Definition { get; init; }

    /// <summary>Further values by data category; sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init => field = Canonical.Properties(value); } = [];

    /// <inheritdoc/>
    public bool Equals(LanguageSection? other) => other is not null && Language == other.Language && Definition == other.Definition
        && Canonical.Same(Terms, other.Terms) && Canonical.Same(Properties, other.Properties);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Language, Definition, Terms.Count);
}

/// <summary>One term of a concept in one language. Equal when all it holds is equal. Immutable and thread-safe.</summary>
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

    /// <summary>Further values by data category (termType, geographicalUsage ...), a second context or note among them; sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init => field = Canonical.Properties(value); } = [];

    /// <inheritdoc/>
    public bool Equals(TermSection? other) => other is not null && Text == other.Text && Status == other.Status
        && PartOfSpeech == other.PartOfSpeech && Source == other.Source && Year == other.Year && Context == other.Context
        && Note == other.Note && Canonical.Same(Properties, other.Properties);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Text, Status, Source, Note);
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

/// <summary>Keeps the lists of the model in one form, so that equality means what a person means.</summary>
internal static class Canonical
{
    /// <summary>A copy sorted by name; values of one name keep their order.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Properties(IReadOnlyList<KeyValuePair<string, string>> properties)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return properties.Count == 0 ? [] : [.. properties.OrderBy(property => property.Key, StringComparer.Ordinal)];
    }

    /// <summary>Whether two lists are equal item by item.</summary>
    public static bool Same<T>(IReadOnlyList<T> left, IReadOnlyList<T> right)
    {
        if (left.Count != right.Count)
            return false;
        EqualityComparer<T> comparer = EqualityComparer<T>.Default;
        for (int i = 0; i < left.Count; i++)
            if (!comparer.Equals(left[i], right[i]))
                return false;
        return true;
    }
}
