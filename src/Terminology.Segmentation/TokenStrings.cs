using System.Runtime.CompilerServices;

namespace Terminology.Segmentation;

/// <summary>
/// Strings of tokens, made once as long as they are not displaced: texts repeat a few thousand words, and a look-up is cheaper than
/// a string. Each string has one place it can stand in, so the memory is bounded. Safe to use from several threads: equal strings are
/// equal whoever made them, so a race costs a string and does no harm.
/// </summary>
internal sealed class TokenStrings
{
    private const int LongestKept = 8;
    private const int SlotBits = 15;

    private readonly string?[] _strings = new string?[1 << SlotBits];

    internal string Get(string text, int start, int length)
    {
        // Unsigned, so that an empty token counts as too long as well.
        if ((uint)(length - 1) >= LongestKept)
            return Rare(text, start, length);
        ref char token = ref Unsafe.Add(ref Unsafe.AsRef(in text.GetPinnableReference()), start);
        // A string has a NUL behind its last character, so two can always be read; with one character they are it and nothing.
        uint more = length > 1 ? 1u : 0u;
        uint first = Two(ref token) & (0xFFFF | (0 - more));
        uint last = Two(ref Unsafe.Add(ref token, length - 1 - (int)more)) & (0xFFFF | (0 - more));
        ref string? place = ref _strings[((first * 0x9E3779B1u) ^ (last * 0x85EBCA77u)) >> (32 - SlotBits)];
        // The first two and the last two characters are the whole of a token of up to four.
        if (place is { } kept && kept.Length == length)
        {
            ref char keptStart = ref Unsafe.AsRef(in kept.GetPinnableReference());
            if (Two(ref keptStart) == first && Two(ref Unsafe.Add(ref keptStart, length - 1 - (int)more)) == last && (length <= 4 || text.AsSpan(start, length).SequenceEqual(kept)))
                return kept;
        }

        return place = text.Substring(start, length);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static string Rare(string text, int start, int length) => text.Substring(start, length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Two(ref char characters) => Unsafe.ReadUnaligned<uint>(ref Unsafe.As<char, byte>(ref characters));
}
