using System.Text;

namespace Terminology;

/// <summary>Writes English terms: joins words, sets capitals, compares as scorers and translators do.</summary>
internal static class EnglishText
{
    private static readonly (string British, string American)[] s_spellings = WithCapitals(
    [
        ("isation", "ization"), ("centre", "center"), ("programme", "program"), ("defence", "defense"), ("licence", "license"),
        ("labour", "labor"), ("colour", "color"), ("behaviour", "behavior"), ("harbour", "harbor"), ("favour", "favor"), ("neighbour", "neighbor"),
        ("organise", "organize"), ("modernise", "modernize"), ("fibre", "fiber"), ("metre", "meter"), ("catalogue", "catalog"), ("fulfil ", "fulfill "),
        ("ageing", "aging"), ("traveller", "traveler"), ("modelling", "modeling"), ("analyse", "analyze"), ("honour", "honor"), ("tonne", "ton"),
    ]);

    /// <summary>Joins words with spaces; an article at the beginning is dropped, commas stay with their word except at the end.</summary>
    public static string Join(ReadOnlySpan<string> words)
    {
        int length = MaximumLength(words);
        Span<char> text = length <= 256 ? stackalloc char[length] : new char[length];
        return text[..Join(words, text)].ToString();
    }

    /// <summary>No less than the length of the words joined.</summary>
    public static int MaximumLength(ReadOnlySpan<string> words)
    {
        int length = words.Length;
        foreach (string word in words)
        {
            length += word.Length;
        }

        return length;
    }

    /// <summary>Joins words into a buffer of <see cref="MaximumLength"/>.</summary>
    /// <returns>The length.</returns>
    public static int Join(ReadOnlySpan<string> words, Span<char> text)
    {
        int length = 0;
        for (int i = 0; i < words.Length; i++)
        {
            ReadOnlySpan<char> word = words[i];
            if (i == 0)
            {
                int space = word.IndexOf(' ');
                if (space > 0 && EnglishTokens.IsArticle(word[..space]))
                {
                    word = word[(space + 1)..];
                }
            }
            else if (word.Length > 1 && word[0] == '-')
            {
                // A suffix: -ization makes one word, -oriented keeps its hyphen.
                word = word is "-ization" or "-ity" or "-ness" or "-ism" ? word[1..] : word;
            }
            else if (text[length - 1] != '-')
            {
                text[length++] = ' ';
            }

            word.CopyTo(text[length..]);
            length += word.Length;
        }

        return text[..length].TrimEnd(", ").Length;
    }

    /// <summary>American spelling of the words that policy texts have.</summary>
    public static string American(string text)
    {
        foreach ((string british, string american) in s_spellings)
        {
            text = text.Replace(british, american, StringComparison.Ordinal);
        }

        return text;
    }

    private static (string British, string American)[] WithCapitals((string British, string American)[] spellings) =>
        [.. spellings.SelectMany(s => new[] { s, (Capital(s.British), Capital(s.American)) })];

    /// <summary>What is equal for a reader: no case, articles, hyphens, punctuation, brackets, plural s or British spelling.</summary>
    public static string Comparable(string text)
    {
        var plain = new StringBuilder(text.Length);
        int depth = 0;
        foreach (char original in American(text.Replace("&", " and ", StringComparison.Ordinal)))
        {
            char c = char.ToLowerInvariant(original);
            if (c == '(')
            {
                depth++;
            }
            else if (c == ')')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (depth == 0)
            {
                plain.Append(char.IsAsciiLetterOrDigit(c) || c is '+' or '%' or '.' ? c : ' ');
            }
        }

        var result = new StringBuilder(plain.Length);
        foreach (string raw in plain.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string word = raw.Trim('.');
            if (word is "the" or "a" or "an" or "to" or "")
            {
                continue;
            }

            if (word.Length > 3 && word[^1] == 's' && word[^2] != 's')
            {
                word = word[..^1];
            }

            if (result.Length > 0)
            {
                result.Append(' ');
            }

            result.Append(word);
        }

        return result.ToString();
    }

    /// <summary>Capitals for a name: every word except small joining ones.</summary>
    public static string Title(string text)
    {
        string[] words = text.Split(' ');
        for (int i = 0; i < words.Length; i++)
        {
            if (i > 0 && IsSmall(words[i]))
            {
                continue;
            }

            words[i] = Capital(words[i]);
        }

        return string.Join(' ', words);
    }

    /// <summary>Puts the nouns after a number word from two up into the plural: three area and one center as three areas and one center.</summary>
    public static string PluralAfterNumber(string text)
    {
        string[] words = text.Split(' ');
        bool many = false, changed = false;
        for (int i = 0; i < words.Length; i++)
        {
            if (s_numbers.Contains(words[i]))
            {
                many = words[i] != "one";
                continue;
            }

            bool ends = i + 1 == words.Length || IsSmall(words[i + 1]) || s_numbers.Contains(words[i + 1]);
            if (!ends)
            {
                continue;
            }

            if (many && !IsSmall(words[i]) && Plural(words[i]) is { } plural)
            {
                words[i] = plural;
                changed = true;
            }

            many = false;
        }

        return changed ? string.Join(' ', words) : text;
    }

    private static readonly HashSet<string> s_numbers = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "twenty", "thirty", "hundred"];

    private static readonly HashSet<string> s_uncountable = ["work", "management", "construction", "development", "service", "services", "safety", "security", "technology", "equipment", "information", "infrastructure", "level", "year", "time", "chip", "people", "half"];

    private static string? Plural(string word)
    {
        if (word.Length < 3 || !char.IsAsciiLetterLower(word[^1]) || char.IsAsciiLetterUpper(word[0]) || word[^1] == 's' || s_uncountable.Contains(word) || word.EndsWith("ing", StringComparison.Ordinal) || word.EndsWith("ed", StringComparison.Ordinal)
            || word.EndsWith("ion", StringComparison.Ordinal) || word.EndsWith("ment", StringComparison.Ordinal) || word.EndsWith("ity", StringComparison.Ordinal) || word.Contains('-', StringComparison.Ordinal))
        {
            return null;
        }

        return word.EndsWith("ch", StringComparison.Ordinal) || word.EndsWith("sh", StringComparison.Ordinal) || word[^1] == 'x' ? word + "es"
            : word[^1] == 'y' && word[^2] is not ('a' or 'e' or 'o' or 'u') ? word[..^1] + "ies"
            : word + "s";
    }

    /// <summary>Whether every word that may have one has a capital.</summary>
    public static bool IsTitle(string text)
    {
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!IsSmall(word) && char.IsAsciiLetterLower(word[0]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsSmall(string word) => word is "of" or "and" or "for" or "in" or "on" or "to" or "with" or "by" or "from" or "or" or "at" or "the" or "a" or "an" or "as" or "against" or "between";

    private static string Capital(string word)
    {
        var text = new StringBuilder(word);
        for (int i = 0; i < word.Length; i++)
        {
            if (i == 0 || (word[i - 1] == '-' && i + 3 < word.Length))
            {
                text[i] = char.ToUpperInvariant(word[i]);
            }
        }

        return text.ToString();
    }
}
