namespace Terminology;

/// <summary>Small things about strings.</summary>
internal static class Texts
{
    /// <summary>Every run of white space as one blank, none at the ends.</summary>
    public static string OneLine(string text)
    {
        ReadOnlySpan<char> span = text;
        bool tidy = span.Length == 0 || !(char.IsWhiteSpace(span[0]) || char.IsWhiteSpace(span[^1]));
        for (int i = 0; tidy && i < span.Length; i++)
            tidy = !char.IsWhiteSpace(span[i]) || (span[i] == ' ' && span[i + 1] != ' ');
        return tidy ? text : string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Whether a character is a Chinese one (unified ideographs of the basic plane).</summary>
    public static bool IsHan(char c) => c is >= '\u3400' and <= '\u4DBF' or >= '\u4E00' and <= '\u9FFF';

    /// <summary>Makes a cell harmless for spreadsheets: what they would run as a formula gets an apostrophe in front, which they show as text.</summary>
    public static string GuardFormula(string cell) => IsFormulaLike(cell.AsSpan().TrimStart('\'')) ? "'" + cell : cell;

    /// <summary>Undoes <see cref="GuardFormula"/>.</summary>
    public static string UnguardFormula(string cell) =>
        cell.Length > 1 && cell[0] == '\'' && IsFormulaLike(cell.AsSpan().TrimStart('\'')) ? cell[1..] : cell;

    /// <summary>Whether spreadsheets take the text for a formula.</summary>
    public static bool IsFormulaLike(ReadOnlySpan<char> cell) => cell.Length > 1 && cell[0] is ('=' or '+' or '-' or '@' or '\t' or '\r');
}
