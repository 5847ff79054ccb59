using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

    internal string Get(ReadOnlySpan<char> token)
    {
        int length = token.Length;
        if (length < 2)
            return length == 0 ? "" : SingleCharacters.StringOf(token[0]);
        if (length > LongestKept)
            return token.ToString();
        ref char start = ref MemoryMarshal.GetReference(token);
        uint first = Two(ref start);
        uint last = Two(ref Unsafe.Add(ref start, length - 2));
        ref string? place = ref _strings[((first * 0x9E3779B1u) ^ (last * 0x85EBCA77u)) >> (32 - SlotBits)];
        // The first two and the last two characters are the whole of a token of up to four.
        if (place is { } kept && kept.Length == length)
        {
            ref char keptStart = ref MemoryMarshal.GetReference(kept.AsSpan());
            if (Two(ref keptStart) == first && Two(ref Unsafe.Add(ref keptStart, length - 2)) == last && (length <= 4 || token.SequenceEqual(kept)))
                return kept;
        }

        return place = token.ToString();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Two(ref char characters) => Unsafe.ReadUnaligned<uint>(ref Unsafe.As<char, byte>(ref characters));
}
