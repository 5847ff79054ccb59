namespace Terminology;

/// <summary>A text's own definition of a short form.</summary>
/// <param name="Short">The short form.</param>
/// <param name="Before">What stands before the bracket, back to the border of the clause or title; it ends with the full form.</param>
/// <param name="Declared">The text says outright that it is a short form (以下简称); otherwise it only stands in brackets.</param>
internal readonly record struct StatedAbbreviation(string Short, string Before, bool Declared);

/// <summary>Finds the places where a text defines a short form: …（以下简称“X”）, …（简称X）, …（X）.</summary>
internal static class StatedAbbreviations
{
    private const int MaximumShort = 16, MaximumBefore = 40;
    private static readonly System.Buffers.SearchValues<char> s_marks = System.Buffers.SearchValues.Create("，、；：“《");
    private static readonly string[] s_declarations = ["以下简称为", "以下简称", "以下称", "下称", "简称为", "简称"];

    /// <summary>Adds the definitions of a document.</summary>
    public static void Find(PreparedDocument document, HashSet<StatedAbbreviation> found)
    {
        ReadOnlySpan<char> text = document.Text;
        for (int open = Next(text, 0); open >= 0; open = Next(text, open + 1))
        {
            int length = text[(open + 1)..Math.Min(text.Length, open + 2 + MaximumShort + 8)].IndexOfAny("）)。\n");
            if (length < 2 || text[open + 1 + length] is '。' or '\n')
                continue;
            ReadOnlySpan<char> inside = text.Slice(open + 1, length);
            bool declared = false;
            foreach (string declaration in s_declarations)
            {
                if (inside.StartsWith(declaration, StringComparison.Ordinal))
                {
                    declared = true;
                    inside = inside[declaration.Length..];
                    break;
                }
            }
            inside = inside.Trim("：: “”‘’《》「」");
            if (inside.Length is < 2 or > MaximumShort || inside.IndexOfAny(s_marks) >= 0)
                continue;
            int start = Start(text, ref open, out int end);
            ReadOnlySpan<char> before = text[start..end];
            if (before.Length > inside.Length && (declared || Acronym(inside) || Subsequence(inside, before)))
                found.Add(new StatedAbbreviation(inside.ToString(), before.ToString(), declared));
        }
    }

    private static int Next(ReadOnlySpan<char> text, int from)
    {
        int i = text[from..].IndexOfAny('（', '(');
        return i < 0 ? -1 : from + i;
    }

    /// <summary>Where the clause or title that ends before the bracket begins.</summary>
    private static int Start(ReadOnlySpan<char> text, ref int open, out int end)
    {
        end = open;
        bool enclosed = end > 0 && text[end - 1] is '》' or '”';
        if (enclosed)
            end--;
        int start = end;
        while (start > 0 && end - start < MaximumBefore && text[start - 1] is not ('。' or '；' or '，' or '：' or '、' or '\n' or '《' or '“' or '（' or '(' or '”' or '》' or ' '))
            start--;
        return start;
    }

    /// <summary>Latin letters with at least two capitals.</summary>
    private static bool Acronym(ReadOnlySpan<char> s)
    {
        int capitals = 0;
        foreach (char c in s)
        {
            if (!char.IsAscii(c))
                return false;
            if (char.IsAsciiLetterUpper(c))
                capitals++;
        }
        return capitals >= 2;
    }

    /// <summary>Whether the characters of a Chinese string stand in another one in the same order.</summary>
    public static bool Subsequence(ReadOnlySpan<char> s, ReadOnlySpan<char> of)
    {
        int i = 0;
        foreach (char c in of)
        {
            if (i < s.Length && s[i] == c)
                i++;
        }
        return i == s.Length && TextNormalizer.IsHan(s[0]);
    }
}
