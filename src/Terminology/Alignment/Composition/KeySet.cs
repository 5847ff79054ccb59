using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>A set of numbers, by open addressing; see <see cref="BigramTable"/>. Not changed any more once it is shared.</summary>
internal sealed class KeySet
{
    private readonly ulong[] _keys; // plus 1, as 0 is an empty place
    private readonly int _shift;

    /// <summary>A set for so many numbers.</summary>
    public KeySet(int count)
    {
        int bits = 4;
        while (1 << bits < count * 2)
            bits++;
        _shift = 64 - bits;
        _keys = new ulong[1 << bits];
    }

    /// <summary>Adds a number, unless it is there. 2^64 - 1 cannot be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ulong key) => _keys[Find(key + 1)] = key + 1;

    /// <summary>Whether a number is there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Contains(ulong key) => _keys[Find(key + 1)] != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ulong key)
    {
        ulong[] keys = _keys;
        int place = (int)((key * 0x9E3779B97F4A7C15) >> _shift);
        while (keys[place] != 0 && keys[place] != key)
            place = (place + 1) & (keys.Length - 1);
        return place;
    }
}
