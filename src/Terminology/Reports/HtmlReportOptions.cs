namespace Terminology;

/// <summary>What a report holds besides its terms. Immutable; every property has a default.</summary>
public sealed record HtmlReportOptions
{
    /// <summary>Title of the page; null names what it shows.</summary>
    public string? Title { get; init; }

    /// <summary>The documents, for contexts with the term marked; null, the default, shows the first sentence extraction kept.</summary>
    public IEnumerable<Document>? Corpus { get; init; }

    /// <summary>Contexts a term at most; 6 by default. Three, from documents spread over the corpus, are shown at once, all when they are unfolded.</summary>
    public int Contexts { get; init; } = 6;

    /// <summary>Terms of a profile at most; 10,000 by default. Terms of lists come first, then the most frequent.</summary>
    public int MaximumTerms { get; init; } = 10_000;

    /// <summary>Address of the folder of the documents relative to the report, so that contexts lead to their place; null, the default, makes no links.</summary>
    public string? DocumentFolder { get; init; }

    /// <summary>English of the terms of a profile; null, the default, shows none.</summary>
    public IReadOnlyList<TermAlignment>? English { get; init; }

    /// <summary>Dated English renderings (<see cref="TranslationDrift"/>), shown on the page of their term; none by default.</summary>
    public IReadOnlyList<RenderingUsage> Renderings { get; init; } = [];

    /// <summary>Further lines of the manifest, such as options and hashes of models.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Manifest { get; init; } = [];
}
