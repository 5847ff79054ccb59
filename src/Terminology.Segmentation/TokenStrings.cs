using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Terminology.Segmentation;

/// <summary>
/// Strings of tokens, each made once. A character and a word of the dictionary of up to <see cref="BestPath.ColumnCount"/> characters have a
/// place of their own, which the segmenter knows, so that a token costs one access. All other tokens share a small table by their
/// characters, where one may displace another. So memory is bounded: eight bytes for each cell of the dictionary, and its words.
/// Safe to use from several threads: equal strings are equal whoever made them, so a race costs a string and does no harm.
/// </summary>
internal sealed unsafe class TokenStrings(int cellCount)
{
    /// <summary>The place of the word of a cell is the cell and this; places below are those of characters. Place 0 is no place.</summary>
    internal const int FirstCell = char.MaxValue + 1;

    private const int LongestKept = 8;
    private const int SlotBits = 12;

    private readonly string?[] _byPlace = new string?[FirstCell + cellCount];
    private readonly string?[] _byHash = new string?[1 << SlotBits];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal string Get(string text, int start, int length, int place)
    {
        string?[] strings = _byPlace;
        return (uint)place < (uint)strings.Length && strings[place] is { } kept ? kept : Make(text, start, length, place);
    }

    /// <summary>
    /// Says that the string of a place may soon be asked for: what the strings of a text take from memory is started while its tokens are
    /// written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Prefetch(string?[] strings, int place)
    {
        if (Sse.IsSupported && (uint)place < (uint)strings.Length)
            Sse.Prefetch0(Unsafe.AsPointer(ref strings[place]));
    }

    /// <summary>As <see cref="Prefetch"/> for the string itself, some time later.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void PrefetchString(string?[] strings, int place)
    {
        // Read as a number: to look at the object would be to wait for it.
        if (Sse.IsSupported && (uint)place < (uint)strings.Length)
            Sse.Prefetch0(*(void**)Unsafe.AsPointer(ref strings[place]));
    }

    /// <summary>The strings by their places.</summary>
    internal string?[] ByPlace => _byPlace;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private string Make(string text, int start, int length, int place)
    {
        if (place == 0)
            return GetByHash(text, start, length);
        return _byPlace[place] = text.Substring(start, length);
    }

    private string GetByHash(string text, int start, int length)
    {
        // Unsigned, so that an empty token counts as too long as well.
        if ((uint)(length - 1) >= LongestKept)
            return text.Substring(start, length);
        uint hash = 0;
        ReadOnlySpan<char> token = text.AsSpan(start, length);
        foreach (char character in token)
            hash = (hash ^ character) * 0x9E3779B1u;
        ref string? slot = ref _byHash[hash >> (32 - SlotBits)];
        string? kept = slot;
        return kept != null && token.SequenceEqual(kept) ? kept : slot = text.Substring(start, length);
    }
}
