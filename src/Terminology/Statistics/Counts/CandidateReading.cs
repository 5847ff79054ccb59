using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>
/// How a candidate is cut into tokens: for each the word class (upper five bits) and its length less one (lower three bits; 7: the next byte adds to it).
/// With the string this gives back everything that the features of strings are computed from.
/// </summary>
internal static class CandidateReading
{
    private const ulong Base = 0xC6BC279692B5C323;
    private static readonly ulong[] s_powers = MakePowers();

    /// <summary>Room for the reading of any candidate.</summary>
    public const int MaximumBytes = 2 * 64;

    /// <summary>Prefix sums from which the hash of any reading is taken.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Prefixes(PreparedDocument d, Span<ulong> prefix)
    {
        ulong h = 0;
        prefix[0] = 0;
        for (int i = 0; i < d.Count; i++)
        {
            h = h * Base + ((ulong)d.Class[i] << 8 | (uint)(d.End[i] - d.Start[i])) + 1;
            prefix[i + 1] = h;
        }
    }

    /// <summary>A key for a string together with the way it is cut.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(ReadOnlySpan<ulong> prefix, in CandidateSpan span) =>
        StringHash.Combine(span.Key, prefix[span.Last] - prefix[span.First] * s_powers[span.Last - span.First]);

    /// <summary>Writes the reading of a span.</summary>
    /// <returns>Its bytes.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Write(PreparedDocument d, int first, int last, Span<byte> bytes)
    {
        int at = 0;
        for (int i = first; i < last; i++)
        {
            int length = d.End[i] - d.Start[i] - 1;
            bytes[at++] = (byte)(d.Class[i] << 3 | Math.Min(length, 7));
            if (length >= 7)
                bytes[at++] = (byte)Math.Min(length - 7, 255);
        }
        return at;
    }

    /// <summary>Number of tokens.</summary>
    public static int Tokens(ReadOnlySpan<byte> reading)
    {
        int n = 0;
        for (int at = 0; at < reading.Length; at++, n++)
        {
            if ((reading[at] & 7) == 7) at++;
        }
        return n;
    }

    /// <summary>Reads the token at a place.</summary>
    public static (byte Class, int Length) Next(ReadOnlySpan<byte> reading, ref int at)
    {
        byte b = reading[at++];
        int length = (b & 7) + 1;
        if (length == 8)
            length += reading[at++];
        return ((byte)(b >> 3), length);
    }

    private static ulong[] MakePowers()
    {
        var powers = new ulong[256];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * Base;
        return powers;
    }
}
