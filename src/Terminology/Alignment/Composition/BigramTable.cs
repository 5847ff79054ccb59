using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>Pairs of word types → a number, by open addressing. Immutable.</summary>
/// <remarks>
/// Composing asks it most of all. A dictionary would run in slow code for the whole of a short document, as the
/// runtime's generic classes are compiled in two steps; these loops are compiled fully at once.
/// </remarks>
internal sealed class BigramTable
{
    private readonly Entry[] _entries;
    private readonly int _shift;

    /// <summary>A pair and 1, as 0 is an empty place, and its number: side by side, as a look-up costs one access to memory.</summary>
    private struct Entry
    {
        public ulong Key;
        public float Value;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal BigramTable(ReadOnlySpan<(int First, int Second, float Value)> bigrams)
    {
        int bits = 4;
        while (1 << bits < bigrams.Length * 2)
            bits++;
        _shift = 64 - bits;
        _entries = new Entry[1 << bits];
        for (int i = 0; i < bigrams.Length; i++)
        {
            ulong key = Key(bigrams[i].First, bigrams[i].Second);
            _entries[Find(_entries, key, _shift)] = new Entry { Key = key, Value = bigrams[i].Value };
            Largest = MathF.Max(Largest, bigrams[i].Value);
        }
    }

    /// <summary>The largest number.</summary>
    internal float Largest { get; } = float.NegativeInfinity;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryGetValue(int first, int second, out float value)
    {
        ref readonly Entry entry = ref _entries[Find(_entries, Key(first, second), _shift)];
        value = entry.Value;
        return entry.Key != 0;
    }

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
