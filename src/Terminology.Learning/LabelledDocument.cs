namespace Terminology.Learning;

/// <summary>A document with the terms that a person marked in it. Immutable and thread-safe.</summary>
public sealed class LabelledDocument
{
    /// <summary>Makes a labelled document.</summary>
    /// <param name="document">The text.</param>
    /// <param name="terms">Marked strings with their tier: 1 surely a term, 2 acceptable. White space inside is ignored.</param>
    public LabelledDocument(Document document, IEnumerable<KeyValuePair<string, int>> terms)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(terms);
        Document = document;
        var tiers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach ((string term, int tier) in terms)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(tier, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(tier, 2);
            string key = WithoutSpace(term);
            tiers[key] = Math.Min(tier, tiers.GetValueOrDefault(key, 2));
        }
        Tiers = tiers;
    }

    /// <summary>The text.</summary>
    public Document Document { get; }

    /// <summary>Marked strings without white space, and their tier.</summary>
    public IReadOnlyDictionary<string, int> Tiers { get; }

    /// <summary>A string without its white space, as marked strings and candidates are compared.</summary>
    internal static string WithoutSpace(string s)
    {
        foreach (char c in s)
        {
            if (char.IsWhiteSpace(c))
                return string.Concat(s.Where(c => !char.IsWhiteSpace(c)));
        }
        return s;
    }
}
