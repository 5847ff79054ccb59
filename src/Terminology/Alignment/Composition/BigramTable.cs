using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>Pairs of word types → a number, by open addressing. Immutable.</summary>
/// <remarks>
/// Composing asks it most of all. A dictionary would run in slow code for the whole of a short document, as the
/// runtime's generic classes are compiled in two steps; these loops are compiled fully at once.
/// </remarks>
internal sealed class BigramTable
{
    // The pair and 1, as 0 is an empty place.
    private readonly ulong[] _keys;
    private readonly float[] _values;
    private readonly int _shift;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal BigramTable(ReadOnlySpan<(int First, int Second, float Value)> bigrams)
    {
        int bits = 4;
        while (1 << bits < bigrams.Length * 2)
            bits++;
        _shift = 64 - bits;
        _keys = new ulong[1 << bits];
        _values = new float[1 << bits];
        for (int i = 0; i < bigrams.Length; i++)
        {
            ulong key = Key(bigrams[i].First, bigrams[i].Second);
            int place = Find(_keys, key, _shift);
            _keys[place] = key;
            _values[place] = bigrams[i].Value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal bool TryGetValue(int first, int second, out float value)
    {
        int place = Find(_keys, Key(first, second), _shift);
        value = _values[place];
        return _keys[place] != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Key(int first, int second) => (((ulong)(uint)first << 32) | (uint)second) + 1;

    /// <summary>The place of a key, or the empty one where it would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Find(ulong[] keys, ulong key, int shift)
    {
        int place = (int)((key * 0x9E3779B97F4A7C15) >> shift);
        while (keys[place] != 0 && keys[place] != key)
            place = (place + 1) & (keys.Length - 1);
        return place;
    }
}
