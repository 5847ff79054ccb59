using System.Runtime.CompilerServices;

namespace Terminology.Segmentation;

/// <summary>The classes of characters that jieba's regular expressions tell apart.</summary>
internal static class CharacterClass
{
    internal const char FirstHan = '\u4E00';

    /// <summary>jieba stops here; the characters Unicode added behind it are not Han to jieba.</summary>
    internal const char LastHan = '\u9FD5';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsHan(char character) => (uint)(character - FirstHan) <= LastHan - FirstHan;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsLetterOrDigit(char character) => IsDigit(character) || (uint)((character | 0x20) - 'a') <= 'z' - 'a';

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsDigit(char character) => (uint)(character - '0') <= 9;

    /// <summary>Whether jieba joins characters like these: Han, ASCII letters and digits, and <c>+ # &amp; . _ % -</c>.</summary>
    internal static bool IsBlock(char character) => IsHan(character) || IsLetterOrDigit(character) || character is '+' or '#' or '&' or '.' or '_' or '%' or '-';

    /// <summary>Whether all characters are such as jieba joins.</summary>
    internal static bool IsBlock(ReadOnlySpan<char> text)
    {
        foreach (char character in text)
        {
            if (!IsBlock(character))
                return false;
        }

        return true;
    }

    /// <summary>Length of the token of a character outside blocks: two for <c>\r\n</c> and for a surrogate pair.</summary>
    internal static int GapLength(ReadOnlySpan<char> text, int position)
    {
        if (position + 1 == text.Length)
            return 1;
        char first = text[position];
        char second = text[position + 1];
        return (first == '\r' && second == '\n') || char.IsSurrogatePair(first, second) ? 2 : 1;
    }

    /// <summary>Python's <c>\s</c>: .NET's lacks U+001C to U+001F.</summary>
    internal static bool IsSpace(char character) => char.IsWhiteSpace(character) || (uint)(character - 0x1C) <= 3;
}
