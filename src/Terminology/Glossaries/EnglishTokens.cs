namespace Terminology;

/// <summary>Splits English terms into words as the composition counts them.</summary>
internal static class EnglishTokens
{
    /// <summary>
    /// Splits a term at white space. An article belongs to the word after it ("the environment" is one word of the type
    /// "environment"), so that counts do not depend on articles and the output still has them; brackets are left out.
    /// </summary>
    public static List<string> Split(string english)
    {
        var words = new List<string>();
        string? article = null;
        int depth = 0;
        foreach (string raw in english.Replace("(", " ( ", StringComparison.Ordinal).Replace(")", " ) ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            if (raw == "(")
            {
                depth++;
            }
            else if (raw == ")")
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (depth == 0)
            {
                string word = raw.Trim('"', '“', '”', '‘');
                if (word.Length == 0)
                {
                    continue;
                }

                if (IsArticle(word) && article is null)
                {
                    article = word;
                    continue;
                }

                words.Add(article is null ? word : article + " " + word);
                article = null;
            }
        }

        return words;
    }

    /// <summary>The type of a word: what counts are kept for. Lower case, without article, outer punctuation and plural s.</summary>
    public static string TypeOf(string word)
    {
        int space = word.LastIndexOf(' ');
        ReadOnlySpan<char> w = word.AsSpan(space + 1).Trim(",.;:'’\"");
        if (w is "&")
        {
            return "and";
        }

        string lower = w.ToString().ToLowerInvariant().Replace('’', '\'');
        if (lower.EndsWith("'s", StringComparison.Ordinal))
        {
            return lower;
        }

        return lower.Length > 3 && lower[^1] == 's' && lower[^2] != 's' ? lower[..^1] : lower;
    }

    /// <summary>Whether a word is an article.</summary>
    public static bool IsArticle(ReadOnlySpan<char> word) => word is "the" or "a" or "an" or "The" or "A" or "An";
}
