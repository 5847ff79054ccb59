namespace Terminology;

/// <summary>Splits English text into words, numbers and punctuation marks.</summary>
internal static class EnglishTokenizer
{
    /// <summary>The places of the tokens. Hyphenated words are split at the hyphen (state | - | owned), clitics apart ('s), numbers whole (1,000.5).</summary>
    public static List<(int Start, int Length)> Tokenize(ReadOnlySpan<char> text)
    {
        List<(int, int)> tokens = [];
        int i = 0;
        while (i < text.Length)
        {
            char c = text[i];
            if (char.IsWhiteSpace(c))
            {
                i++;
                continue;
            }
            int start = i++;
            if (char.IsLetterOrDigit(c))
            {
                while (i < text.Length && (char.IsLetterOrDigit(text[i]) || Joins(text, i)))
                    i++;
                // An abbreviation keeps its dots (U.S., e.g.).
                if (i < text.Length && text[i] == '.' && i - start >= 3 && text[i - 2] == '.' && char.IsLetter(text[i - 1]))
                    i++;
            }
            else if (c is '\'' or '’' && i < text.Length && text[i] is 's' or 'S' && (i + 1 == text.Length || !char.IsLetterOrDigit(text[i + 1])) && start > 0 && char.IsLetterOrDigit(text[start - 1]))
            {
                i++;
            }
            tokens.Add((start, i - start));
        }
        return tokens;
    }

    /// <summary>The tokens that are words or numbers, as strings.</summary>
    public static IEnumerable<string> Words(string text)
    {
        foreach ((int start, int length) in Tokenize(text))
            if (char.IsLetterOrDigit(text[start]))
                yield return text.Substring(start, length);
    }

    private static bool Joins(ReadOnlySpan<char> text, int i)
    {
        if (i + 1 >= text.Length)
            return false;
        char before = text[i - 1], c = text[i], after = text[i + 1];
        return c switch
        {
            '.' or ',' => (char.IsAsciiDigit(before) && char.IsAsciiDigit(after)) || (c == '.' && char.IsLetter(before) && char.IsLetter(after) && (i < 2 || !char.IsLetter(text[i - 2]))),
            '\'' or '’' => char.IsLetter(before) && char.IsLetter(after) && !(after is 's' or 'S' && (i + 2 == text.Length || !char.IsLetterOrDigit(text[i + 2]))),
            '&' => char.IsUpper(before) && char.IsUpper(after),
            _ => false,
        };
    }
}
