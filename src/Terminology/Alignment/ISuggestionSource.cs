namespace Terminology;

/// <summary>Something that knows English for terms. Thread-safe.</summary>
internal interface ISuggestionSource
{
    /// <summary>
    /// Whether its suggestions always stand before those of later sources (glossaries), or compete with them by score
    /// (composition, parallel text).
    /// </summary>
    bool Decides { get; }

    /// <summary>Adds suggestions, best first.</summary>
    /// <param name="term">The term as it stands in the text.</param>
    /// <param name="key">The same as made by <see cref="ChineseKey.Of"/>.</param>
    /// <param name="suggestions">Receives them.</param>
    void Suggest(string term, string key, List<TermSuggestion> suggestions);
}
