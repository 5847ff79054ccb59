using System.Numerics;

namespace Terminology.Segmentation;

/// <summary>A set of the 256 states of the tag model.</summary>
internal struct StateSet
{
    private ulong _begin;
    private ulong _end;
    private ulong _middle;
    private ulong _single;

    internal static StateSet All => new() { _begin = ulong.MaxValue, _end = ulong.MaxValue, _middle = ulong.MaxValue, _single = ulong.MaxValue };

    internal readonly bool IsEmpty => (_begin | _end | _middle | _single) == 0;

    internal void Add(int state)
    {
        ulong bit = 1UL << (state & 63);
        switch (state >> 6)
        {
            case 0:
                _begin |= bit;
                break;
            case 1:
                _end |= bit;
                break;
            case 2:
                _middle |= bit;
                break;
            default:
                _single |= bit;
                break;
        }
    }

    internal void UnionWith(in StateSet other)
    {
        _begin |= other._begin;
        _end |= other._end;
        _middle |= other._middle;
        _single |= other._single;
    }

    internal readonly bool Contains(int state) => ((Part(state >> 6) >> (state & 63)) & 1) != 0;

    /// <summary>Writes the states in ascending order and returns how many there are.</summary>
    internal readonly int CopyTo(Span<byte> states)
    {
        int count = 0;
        for (int part = 0; part < 4; part++)
        {
            for (ulong bits = Part(part); bits != 0; bits &= bits - 1)
                states[count++] = (byte)((part << 6) + BitOperations.TrailingZeroCount(bits));
        }

        return count;
    }

    private readonly ulong Part(int part) => part switch { 0 => _begin, 1 => _end, 2 => _middle, _ => _single };
}
