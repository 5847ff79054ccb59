namespace Terminology;

/// <summary>
/// A pattern of terms: the text itself, with <c>*</c> for any characters, or none, and <c>?</c> for one character: <c>*专项行动</c>, <c>国家*实验室</c>, <c>??战略</c>.
/// It has to match the whole of a candidate, which begins and ends with a word and lies inside one clause. Width of letters, quotation marks at the edges and
/// the script make no difference. Immutable and thread-safe.
/// </summary>
public sealed class TermPattern
{
    private readonly string _pattern;

    private TermPattern(string text, string pattern) => (Text, _pattern) = (text, pattern);

    /// <summary>The pattern as it was written.</summary>
    public string Text { get; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="text">The pattern; at least one character that is no wildcard.</param>
    /// <exception cref="ArgumentException">It is empty, has only wildcards, or has white space at an edge.</exception>
    public static TermPattern Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        if (text.AsSpan().IndexOfAnyExcept('*', '?') < 0 || text.Length != text.Trim().Length)
            throw Throw.BadPattern(text);
        return new TermPattern(text, Fold(text));
    }

    /// <summary>Whether a string is one of the terms that the pattern stands for.</summary>
    /// <param name="term">The string.</param>
    public bool IsMatch(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return Matches(_pattern, Fold(term));
    }

    /// <summary>The pattern.</summary>
    public override string ToString() => Text;

    private static string Fold(string text) => Segmentation.ChineseScript.ToSimplified(TextNormalizer.Normalize(text, out _)).Trim('“', '”');

    // Greedy with one point to go back to: the last * (linear in practice, |pattern| · |text| at worst).
    private static bool Matches(ReadOnlySpan<char> pattern, ReadOnlySpan<char> text)
    {
        int p = 0, t = 0, star = -1, resume = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                star = p++;
                resume = t;
            }
            else if (p < pattern.Length && (pattern[p] == '?' || pattern[p] == text[t]))
            {
                p++;
                t++;
            }
            else if (star >= 0)
            {
                p = star + 1;
                t = ++resume;
            }
            else
            {
                return false;
            }
        }
        while (p < pattern.Length && pattern[p] == '*') p++;
        return p == pattern.Length;
    }
}
