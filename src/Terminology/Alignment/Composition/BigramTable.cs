using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>What tells a largest bigram of two types, of which one is known on either side.</summary>
/// <param name="Stored">The largest that is stored for a pair with the type.</param>
/// <param name="Part">The type's share in those that are not stored: the backoff of a first, the unigram of a second.</param>
internal readonly record struct BigramBound(float Stored, float Part);

/// <summary>ln probabilities of a word type after another, by open addressing, and where a pair is not stored of the backoff of the first and the unigram of the second. Immutable.</summary>
/// <remarks>
/// Composing asks it most of all. A dictionary would run in slow code for the whole of a short document, as the
/// runtime's generic classes are compiled in two steps; these loops are compiled fully at once.
/// </remarks>
internal sealed class BigramTable
{
    private readonly Entry[] _entries;
    private readonly int _shift;
    private readonly float[] _unigram, _backoff;
    private readonly float[] _largestAfter, _largestBefore;

    /// <summary>A pair and 1, as 0 is an empty place, and its number: side by side, as a look-up costs one access to memory.</summary>
    private struct Entry
    {
        public ulong Key;
        public float Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal BigramTable(ReadOnlySpan<(int First, int Second, float Value)> bigrams, float[] unigram, float[] backoff)
    {
        (_unigram, _backoff) = (unigram, backoff);
        _largestAfter = new float[unigram.Length];
        _largestBefore = new float[unigram.Length];
        _largestAfter.AsSpan().Fill(float.NegativeInfinity);
        _largestBefore.AsSpan().Fill(float.NegativeInfinity);
        int bits = 4;
        while (1 << bits < bigrams.Length * 2)
            bits++;
        _shift = 64 - bits;
        _entries = new Entry[1 << bits];
        for (int i = 0; i < bigrams.Length; i++)
        {
            ulong key = Key(bigrams[i].First, bigrams[i].Second);
            _entries[Find(_entries, key, _shift)] = new Entry { Key = key, Value = bigrams[i].Value };
            (int first, int second, float value) = bigrams[i];
            _largestAfter[first] = MathF.Max(_largestAfter[first], value);
            _largestBefore[second] = MathF.Max(_largestBefore[second], value);
            Largest = MathF.Max(Largest, value);
        }
        Largest = MathF.Max(Largest, backoff.DefaultIfEmpty().Max() + unigram.DefaultIfEmpty().Max());
    }

    /// <summary>No number is larger.</summary>
    internal float Largest { get; } = float.NegativeInfinity;

    /// <summary>ln p(second | first).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal float Value(int first, int second)
    {
        ref readonly Entry entry = ref _entries[Find(_entries, Key(first, second), _shift)];
        return entry.Key != 0 ? entry.Value : _backoff[first] + _unigram[second];
    }

    /// <summary>What is known of a word that follows a type.</summary>
    internal BigramBound After(int type) => new(_largestAfter[type], _backoff[type]);

    /// <summary>What is known of a word that precedes a type.</summary>
    internal BigramBound Before(int type) => new(_largestBefore[type], _unigram[type]);

    /// <summary>No number of the first type and the second is larger.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static float Bound(BigramBound first, BigramBound second) =>
        MathF.Max(first.Part + second.Part, MathF.Min(first.Stored, second.Stored));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key(int first, int second) => (((ulong)(uint)first << 32) | (uint)second) + 1;

    /// <summary>The place of a key, or the empty one where it would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(Entry[] entries, ulong key, int shift)
    {
        int place = (int)((key * 0x9E3779B97F4A7C15) >> shift);
        while (entries[place].Key != 0 && entries[place].Key != key)
            place = (place + 1) & (entries.Length - 1);
        return place;
    }
}
