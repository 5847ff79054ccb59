using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Terminology;

/// <summary>
/// Makes the text that is segmented: hard-wrapped lines joined, full-width Latin letters and digits folded, spaces between digits of
/// one number dropped. Every character keeps its place in the original.
/// </summary>
internal static class TextNormalizer
{
    /// <summary>Normalizes a text.</summary>
    /// <param name="text">The original.</param>
    /// <param name="map">For each character of the result its position in the original; one more entry for the end.</param>
    public static string Normalize(string text, out int[] map)
    {
        string normalized = NormalizeInPlace(text, out int[]? places);
        map = places ?? [.. Enumerable.Range(0, text.Length + 1)];
        return normalized;
    }

    /// <summary>The same, with null instead of a map where every character keeps its place.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static string NormalizeInPlace(string text, out int[]? map)
    {
        map = null;
        char[]? result = null;
        int[] offsets = [];
        int count = 0;
        int width = WrapWidth(text);
        int lineStart = 0, lineLength = 0;
        for (int i = 0; ; i++)
        {
            int next = NextSpecial(text, i);
            KeepAll(i, next);
            i = next;
            if (i == text.Length)
                break;
            char c = text[i];
            if (c == '\r')
            {
                Move(i);
                continue;
            }
            if (c == '\n')
            {
                int end = i > 0 && text[i - 1] == '\r' ? i - 1 : i, behind = width > 0 ? BehindPageNumber(text, i + 1) : i + 1;
                if (behind > i + 1 && (Math.Abs(end - lineStart - width) > 6 || !IsHan(text[Math.Min(behind, text.Length - 1)])))
                    behind = i + 1; // a row of a table
                bool joined = Continues(text, lineStart, end, behind, width, lineLength);
                lineLength = end - lineStart;
                if (joined)
                    i = behind - 1; // a page number between the halves of a sentence is no part of it
                lineStart = i + 1;
                if (!joined)
                {
                    Keep('\n', i);
                    continue;
                }
                Move(i);
                while (i + 1 < text.Length && text[i + 1] is ' ' or '　' or '\t')
                    i++; // an indent of the joined line
                continue;
            }
            if (c == ' ' && IsDigit(i - 1) && IsDigit(i + 1) && i >= 1 && (i < 2 || text[i - 2] is ' ' || !IsDigit(i - 2)))
            {
                Move(i); // "1 9 9 8": figures set apart letter by letter
                continue;
            }
            char folded = Fold(c);
            if (folded != c)
                Change(i);
            Keep(folded, i);
        }
        if (offsets.Length > 0)
        {
            offsets[count] = text.Length;
            map = offsets.Length == count + 1 ? offsets : offsets[..(count + 1)];
        }
        return result is null ? text : new string(result, 0, count);

        void KeepAll(int from, int to)
        {
            if (result is not null)
                text.CopyTo(from, result, count, to - from);
            if (offsets.Length > 0)
            {
                Span<int> places = offsets.AsSpan(count, to - from);
                for (int k = 0; k < places.Length; k++)
                    places[k] = from + k;
            }
            count += to - from;
        }

        void Keep(char kept, int i)
        {
            if (result is not null) result[count] = kept;
            if (offsets.Length > 0) offsets[count] = i;
            count++;
        }

        // From here on the result is not the text itself.
        void Change(int i)
        {
            if (result is not null)
                return;
            result = new char[text.Length];
            text.CopyTo(0, result, 0, i);
        }

        // From here on characters stand elsewhere than in the text.
        void Move(int i)
        {
            Change(i);
            if (offsets.Length > 0)
                return;
            offsets = new int[text.Length + 1];
            for (int at = 0; at < i; at++)
                offsets[at] = at;
        }

        bool IsDigit(int at) => at >= 0 && at < text.Length && char.IsAsciiDigit(Fold(text[at]));
    }

    /// <summary>The next character that may not stay as it is: a line end, a space, a full-width letter, digit or sign; or the end of the text.</summary>
    private static int NextSpecial(string text, int from)
    {
        ref ushort at = ref Unsafe.As<char, ushort>(ref MemoryMarshal.GetReference(text.AsSpan()));
        int i = from;
        for (; i + Vector256<ushort>.Count <= text.Length; i += Vector256<ushort>.Count)
        {
            Vector256<ushort> c = Vector256.LoadUnsafe(ref at, (nuint)i);
            Vector256<ushort> special = Among(c, '\n', '\r') | Among(c, ' ', ' ')
                | Among(c, '０', '９') | Among(c, 'Ａ', 'Ｚ') | Among(c, 'ａ', 'ｚ') | Among(c, '％', '＆') | Among(c, '＋', '＋') | Among(c, '－', '／');
            if (special != Vector256<ushort>.Zero)
                return i + BitOperations.TrailingZeroCount(special.AsByte().ExtractMostSignificantBits()) / sizeof(char);
        }
        while (i < text.Length && !(text[i] is '\n' or '\r' or ' ' || Fold(text[i]) != text[i]))
            i++;
        return i;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ushort> Among(Vector256<ushort> c, char first, char last) =>
        first == last ? Vector256.Equals(c, Vector256.Create((ushort)first)) : Vector256.LessThanOrEqual(c - Vector256.Create((ushort)first), Vector256.Create((ushort)(last - first)));

    private static char Fold(char c) => c switch
    {
        >= '０' and <= '９' or >= 'Ａ' and <= 'Ｚ' or >= 'ａ' and <= 'ｚ' or '＋' or '－' or '％' or '＆' or '／' or '．' => (char)(c - 0xFEE0),
        ' ' => ' ',
        _ => c,
    };

    /// <summary>The width at which a text's lines are broken by hand, or 0 where a line is a paragraph.</summary>
    private static int WrapWidth(string text)
    {
        var lengths = new int[256];
        int lines = 0, open = 0, start = 0;
        for (int i = 0; i <= text.Length; i++)
        {
            int line = text.AsSpan(i).IndexOf('\n');
            i = line < 0 ? text.Length : i + line;
            int end = i > start && text[i - 1] == '\r' ? i - 1 : i;
            int length = end - start;
            if (length >= 8)
            {
                lines++;
                if (length < 80 && !EndsSentence(text[end - 1]))
                {
                    open++;
                    lengths[length]++;
                }
            }
            start = i + 1;
        }
        if (lines < 6 || open * 2 < lines)
            return 0;
        int best = 0, width = 0;
        for (int length = ShortestWidth; length < 80; length++)
        {
            int around = lengths[length] + lengths[length - 1] + lengths[length - 2];
            if (around > best)
                (best, width) = (around, length);
        }
        return best * 3 >= open ? width : 0;
    }

    /// <summary>Where the text goes on behind a line that holds nothing but a page number; the start of the line where it holds more.</summary>
    private static int BehindPageNumber(string text, int start)
    {
        int digits = 0;
        for (int i = start; i < text.Length; i++)
        {
            char c = text[i];
            if (char.IsAsciiDigit(c) && ++digits <= 3)
                continue;
            if (c == '\n' && digits > 0)
                return i + 1;
            if (c is not (' ' or '\r' or '-' or '—' or '–' or '·'))
                break;
        }
        return start;
    }

    private static bool Continues(string text, int start, int end, int next, int width, int lengthBefore)
    {
        if (end <= start || next >= text.Length)
            return false;
        int i = next;
        while (i < text.Length && text[i] is ' ' or '　' or '\t')
            i++;
        if (i >= text.Length || text[i] is '\n' or '\r')
            return false;
        char last = text[end - 1], first = text[i];
        int length = end - start;
        if (EndsSentence(last))
            return false;
        if (i > next && i - next >= 2)
            return false; // an indent opens a paragraph
        if (width > 0)
            return (length >= width - 6 || (length >= ShortestPart && Alike(length, text, i, lengthBefore))) && !OpensItem(text, i);
        return length >= 20 && (IsHan(first) || char.IsAsciiLetterOrDigit(first)) && !OpensItem(text, i) && last is not ('”' or '）' or '」' or '』' or '》');
    }

    /// <summary>Least width at which a text is taken to be broken by hand, and at which a part of it is that is broken at another width than most.</summary>
    private const int ShortestWidth = 15, ShortestPart = 20;

    /// <summary>Whether a line is as long as that before or behind it.</summary>
    private static bool Alike(int length, string text, int next, int lengthBefore)
    {
        int end = text.IndexOf('\n', next);
        int behind = (end < 0 ? text.Length : end) - next;
        return Math.Abs(length - lengthBefore) <= 1 || Math.Abs(length - behind) <= 1;
    }

    private static bool EndsSentence(char c) => c is '。' or '；' or '：' or '！' or '？' or ';' or ':' or '!' or '?';

    private static bool OpensItem(string text, int i)
    {
        int j = i;
        if (text[j] is '（' or '(')
        {
            j++;
            int n = 0;
            while (j < text.Length && n < 3 && (ChineseNumerals.Contains(text[j], StringComparison.Ordinal) || char.IsAsciiDigit(text[j]))) { j++; n++; }
            return n > 0 && j < text.Length && text[j] is '）' or ')';
        }
        if (text[j] == '第')
            j++;
        int k = j;
        while (k < text.Length && k - j < 4 && (ChineseNumerals.Contains(text[k], StringComparison.Ordinal) || char.IsAsciiDigit(text[k]))) k++;
        return k > j && k < text.Length && (text[k] is '、' or '．' or '.' || (j > i && text[k] is '章' or '条' or '节' or '编'))
            && !(text[k] is '.' && k + 1 < text.Length && char.IsAsciiDigit(text[k + 1]) && k - j > 1);
    }

    private const string ChineseNumerals = "一二三四五六七八九十百零";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsHan(char c) => (uint)(c - '一') <= '鿿' - '一' || IsRareHan(c);

    private static bool IsRareHan(char c) => c is >= '㐀' and <= '䶿' or '〇' or '々';
}
