using System.Numerics;

namespace Terminology.Segmentation;

/// <summary>A set of the 256 states of the tag model, a bit each.</summary>
internal unsafe struct StateSet
{
    private fixed ulong _bits[4];

    internal static StateSet All
    {
        get
        {
            StateSet all = default;
            for (int i = 0; i < 4; i++)
                all._bits[i] = ulong.MaxValue;
            return all;
        }
    }

    internal readonly bool IsEmpty => (_bits[0] | _bits[1] | _bits[2] | _bits[3]) == 0;

    internal void Add(int state) => _bits[state >> 6] |= 1UL << (state & 63);

    /// <summary>Adds a state if <paramref name="present"/> is 1, and not if it is 0.</summary>
    internal void AddIf(int state, uint present) => _bits[state >> 6] |= (ulong)present << (state & 63);

    internal void UnionWith(in StateSet other)
    {
        for (int i = 0; i < 4; i++)
            _bits[i] |= other._bits[i];
    }

    internal readonly bool Contains(int state) => Bit(state) != 0;

    /// <summary>1 for a state in the set, 0 for another.</summary>
    internal readonly uint Bit(int state) => (uint)(_bits[state >> 6] >> (state & 63)) & 1;

    /// <summary>The largest state that is in both sets, -1 if there is none.</summary>
    internal readonly int LastCommon(in StateSet other)
    {
        for (int part = 3; part >= 0; part--)
        {
            ulong common = _bits[part] & other._bits[part];
            if (common != 0)
                return (part << 6) + BitOperations.Log2(common);
        }

        return -1;
    }

    /// <summary>Writes the states in ascending order and returns how many there are.</summary>
    internal readonly int CopyTo(Span<byte> states)
    {
        int count = 0;
        for (int part = 0; part < 4; part++)
        {
            for (ulong bits = _bits[part]; bits != 0; bits &= bits - 1)
                states[count++] = (byte)((part << 6) + BitOperations.TrailingZeroCount(bits));
        }

        return count;
    }
}
