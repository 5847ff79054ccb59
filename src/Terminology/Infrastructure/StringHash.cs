using System.Numerics;
using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>
/// 64-bit hashes of character sequences that can be taken from prefix sums, so that the hash of any span of a text costs two
/// multiplications. They are part of the format of compiled statistics and models: changing anything here needs a new version of both.
/// </summary>
internal static class StringHash
{
    private const ulong Base = 0x9E3779B97F4A7C15, Base2 = unchecked(Base * Base), Base3 = unchecked(Base2 * Base), Base4 = unchecked(Base3 * Base);
    private static readonly ulong[] s_powers = MakePowers(4096);

    /// <summary>The prefix sums of a text: <c>prefix[i]</c> covers the first i characters.</summary>
    public static void Prefixes(ReadOnlySpan<char> text, Span<ulong> prefix)
    {
        prefix = prefix[..(text.Length + 1)];
        prefix[0] = 0;
        ulong h = 0;
        int i = 0;
        // Four at a time: what they add does not wait for the sum before them.
        for (; i + 4 <= text.Length; i += 4)
        {
            ulong one = Value(text[i]), two = one * Base + Value(text[i + 1]), three = two * Base + Value(text[i + 2]), four = three * Base + Value(text[i + 3]);
            prefix[i + 1] = h * Base + one;
            prefix[i + 2] = h * Base2 + two;
            prefix[i + 3] = h * Base3 + three;
            h = h * Base4 + four;
            prefix[i + 4] = h;
        }
        for (; i < text.Length; i++)
        {
            h = h * Base + Value(text[i]);
            prefix[i + 1] = h;
        }
    }

    /// <summary>The key of the characters from start to end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Span(ReadOnlySpan<ulong> prefix, int start, int end) => new From(prefix, start).To(end);

    /// <summary>The keys of spans that begin at one place.</summary>
    public readonly ref struct From(ReadOnlySpan<ulong> prefix, int start)
    {
        private readonly ReadOnlySpan<ulong> _prefix = prefix;
        private readonly ulong _before = prefix[start];

        /// <summary>The key of the characters from the place to an end.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public ulong To(int end)
        {
            ulong[] powers = s_powers;
            int length = end - start;
            return Finish(_prefix[end] - _before * ((uint)length < (uint)powers.Length ? powers[length] : Power(length)));
        }
    }

    /// <summary>The key of a string, equal to that of the same characters inside a text.</summary>
    public static ulong Of(ReadOnlySpan<char> text)
    {
        ulong h = 0;
        foreach (char c in text)
            h = h * Base + Value(c);
        return Finish(h);
    }

    /// <summary>The key of a sequence of two keys, in order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Combine(ulong first, ulong second) => Finish(first * 0xD6E8FEB86659FD93 + BitOperations.RotateLeft(second, 23));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Value(char c) => (c + 1UL) * 0xC2B2AE3D27D4EB4F ^ 0x165667B19E3779F9;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Finish(ulong h)
    {
        h ^= h >> 32;
        h *= 0xD6E8FEB86659FD93;
        h ^= h >> 29;
        h *= 0x94D049BB133111EB;
        h ^= h >> 32;
        return h == 0 ? 1 : h; // 0 marks a free place in tables
    }

    private static ulong Power(int n)
    {
        ulong p = 1;
        for (int i = 0; i < n; i++)
            p *= Base;
        return p;
    }

    private static ulong[] MakePowers(int n)
    {
        var powers = new ulong[n];
        powers[0] = 1;
        for (int i = 1; i < n; i++)
            powers[i] = powers[i - 1] * Base;
        return powers;
    }
}
