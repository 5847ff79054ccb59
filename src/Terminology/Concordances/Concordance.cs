namespace Terminology;

/// <summary>The order of the lines of a concordance.</summary>
public enum KwicOrder
{
    /// <summary>As the places stand in the corpus.</summary>
    Corpus,

    /// <summary>By what stands before the term, the nearest character first.</summary>
    Left,

    /// <summary>By what stands behind the term.</summary>
    Right,

    /// <summary>By date, undated documents last.</summary>
    Date,
}

/// <summary>A line of a concordance: a place of a term with what stands around it (key word in context).</summary>
/// <param name="Document">Name of the document.</param>
/// <param name="Date">Its date, or null.</param>
/// <param name="Metadata">Its further columns.</param>
/// <param name="Start">First UTF-16 position of the match in the document's text.</param>
/// <param name="Length">Length in the document's text.</param>
/// <param name="Place">Where that is, in words.</param>
/// <param name="Left">What stands before, line breaks removed.</param>
/// <param name="Match">The match as it stands in the text.</param>
/// <param name="Right">What stands behind.</param>
public sealed record KwicLine(string Document, DocumentDate? Date, IReadOnlyDictionary<string, string> Metadata, int Start, int Length, string Place, string Left, string Match, string Right);

/// <summary>Finds a term in its contexts. Pure functions.</summary>
public static class Concordance
{
    /// <summary>All places of a string, whatever the segmentation. Hard line breaks and full-width letters make no difference.</summary>
    /// <param name="corpus">The documents, read once.</param>
    /// <param name="term">The string; not empty.</param>
    /// <param name="window">Characters shown on each side; 20 by default.</param>
    /// <param name="order">The order of the lines.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">The term is empty.</exception>
    public static IReadOnlyList<KwicLine> Find(IEnumerable<Document> corpus, string term, int window = 20, KwicOrder order = KwicOrder.Corpus, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(term);
        ArgumentOutOfRangeException.ThrowIfNegative(window);
        string pattern = TextNormalizer.Normalize(term, out _).Trim();
        if (pattern.Length == 0)
            throw Throw.EmptyTerm(1);
        var matcher = new TermMatcher([pattern]);
        var matches = new List<PatternMatch>();
        var lines = new List<KwicLine>();
        foreach (Document document in corpus)
        {
            cancellation.ThrowIfCancellationRequested();
            string text = TextNormalizer.Normalize(document.Text, out int[] map);
            matcher.Find(text, matches);
            foreach (PatternMatch m in matches)
            {
                int start = map[m.Start], length = map[m.End - 1] + 1 - start;
                string left = Flat(text.AsSpan(Math.Max(0, m.Start - window), Math.Min(window, m.Start))), right = Flat(text.AsSpan(m.End, Math.Min(window, text.Length - m.End)));
                lines.Add(new KwicLine(document.Name, document.Date, document.Metadata, start, length, document.PlaceOf(start), left, Flat(text.AsSpan(m.Start, m.End - m.Start)), right));
            }
        }
        return order switch
        {
            KwicOrder.Left => [.. lines.OrderBy(l => string.Concat(l.Left.Reverse()), StringComparer.Ordinal)],
            KwicOrder.Right => [.. lines.OrderBy(l => l.Right, StringComparer.Ordinal)],
            KwicOrder.Date => [.. lines.OrderBy(l => l.Date is null).ThenBy(l => l.Date ?? default)],
            _ => lines,
        };
    }

    internal static string Flat(ReadOnlySpan<char> text)
    {
        var flat = new System.Text.StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (c is not ('\n' or '\r' or '\t'))
                flat.Append(c == '　' ? ' ' : c);
        }
        return flat.ToString();
    }
}
