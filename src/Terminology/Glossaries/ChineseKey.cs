using System.Text;

namespace Terminology;

/// <summary>The form of a Chinese string under which it is looked up: half-width, without quotes and without white space beside Chinese characters.</summary>
internal static class ChineseKey
{
    /// <summary>Makes the key of a string.</summary>
    public static string Of(string text)
    {
        bool clean = true;
        foreach (char c in text)
        {
            if (IsDropped(c) || char.IsWhiteSpace(c) || Fold(c) != c)
            {
                clean = false;
                break;
            }
        }

        if (clean)
        {
            return text;
        }

        var key = new StringBuilder(text.Length);
        bool space = false;
        foreach (char original in text)
        {
            char c = Fold(original);
            if (IsDropped(c))
            {
                continue;
            }

            if (char.IsWhiteSpace(c))
            {
                space = key.Length > 0;
                continue;
            }

            if (space && IsLatin(c) && IsLatin(key[^1]))
            {
                key.Append(' ');
            }

            space = false;
            key.Append(c);
        }

        return key.ToString();
    }

    /// <summary>Letters and digits of the Latin alphabet and what stands inside their compounds: one unit of a term.</summary>
    public static bool IsLatin(char c) => c is < '\u2000' and not ('(' or ')' or ',' or ';' or ':' or '·') && c > ' ';

    /// <summary>Splits a key into units: one Chinese character, or one run of Latin letters and digits.</summary>
    /// <param name="key">The key.</param>
    /// <param name="starts">Receives the start of each unit and, last, the length of the key; at least <c>key.Length + 1</c> long.</param>
    /// <returns>The number of units.</returns>
    public static int Units(ReadOnlySpan<char> key, Span<int> starts)
    {
        int count = 0;
        for (int i = 0; i < key.Length;)
        {
            starts[count++] = i;
            if (IsLatin(key[i]))
            {
                bool digit = char.IsAsciiDigit(key[i]);
                do
                {
                    i++;
                }
                while (i < key.Length && (IsLatin(key[i]) || (key[i] == ' ' && !digit)));
            }
            else
            {
                i += char.IsHighSurrogate(key[i]) && i + 1 < key.Length ? 2 : 1;
            }
        }

        starts[count] = key.Length;
        return count;
    }

    private static bool IsDropped(char c) => c is '“' or '”' or '"' or '‘' or '’' or '《' or '》' or '「' or '」' or '『' or '』' or '〈' or '〉' or '\u200B' or '\uFEFF' or '＂';

    private static char Fold(char c) => c switch
    {
        >= '！' and <= '～' => (char)(c - 0xFEE0),
        '\u3000' => ' ',
        '—' or '–' or '−' or '﹣' => '-',
        '•' or '‧' or '∙' or '・' or '．' => '·',
        _ => c,
    };
}
