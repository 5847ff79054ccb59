using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>Numbers keys in the order of their first appearance: open addressing, no deletion. Not thread-safe while it is written.</summary>
internal sealed class HashIndex
{
    private int[] _slots;
    private ulong[] _keys;
    private int _mask;

    public HashIndex(int capacity = 1024)
    {
        int size = 16;
        while (size * 0.6 < capacity) size <<= 1;
        _slots = new int[size];
        _keys = new ulong[Math.Max(capacity, 16)];
        _mask = size - 1;
    }

    public int Count { get; private set; }

    public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, Count);

    /// <summary>The number of a key, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(ulong key)
    {
        int i = (int)key & _mask;
        while (true)
        {
            int slot = _slots[i];
            if (slot == 0) return -1;
            if (_keys[slot - 1] == key) return slot - 1;
            i = (i + 1) & _mask;
        }
    }

    /// <summary>The number of a key, given now if it is new.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(ulong key)
    {
        int i = (int)key & _mask;
        while (true)
        {
            int slot = _slots[i];
            if (slot == 0) return Insert(key, i);
            if (_keys[slot - 1] == key) return slot - 1;
            i = (i + 1) & _mask;
        }
    }

    private int Insert(ulong key, int i)
    {
        if (Count == _keys.Length)
            Array.Resize(ref _keys, _keys.Length * 2);
        _keys[Count++] = key;
        _slots[i] = Count;
        if (Count > _slots.Length * 0.6)
            Grow();
        return Count - 1;
    }

    private void Grow()
    {
        var slots = new int[_slots.Length * 2];
        int mask = slots.Length - 1;
        for (int n = 0; n < Count; n++)
        {
            int i = (int)_keys[n] & mask;
            while (slots[i] != 0) i = (i + 1) & mask;
            slots[i] = n + 1;
        }
        (_slots, _mask) = (slots, mask);
    }
}
