namespace Terminology;

/// <summary>What is kept of a document after its text is forgotten.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Date">Its date, or null.</param>
/// <param name="Characters">Length of its text without white space, in UTF-16 units.</param>
/// <param name="Tokens">Number of tokens without white space and punctuation.</param>
public sealed record DocumentSummary(string Name, DocumentDate? Date, long Characters, long Tokens)
{
    /// <summary>Further columns.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();
}
