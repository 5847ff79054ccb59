using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Terminology.Segmentation;

/// <summary>For each character of a run the states it may be in, ascending, each with its best predecessor.</summary>
internal sealed unsafe class TagTrellis
{
    private const int KeptLength = 1 << 20;

    // Pinned, so that the decoder can write into it by pointer.
    private byte[] _states = New(4096);
    private byte[] _predecessors = New(4096);
    private int[] _ends = new int[64];
    private int _count;
    private int _characters;

    internal void Clear(int characters)
    {
        (_count, _characters) = (0, 0);
        if (_ends.Length < characters)
            _ends = new int[Math.Max(characters, _ends.Length * 2)];
    }

    /// <summary>Adds a character with its states and returns where their predecessors go, in the same order; valid until the next call.</summary>
    internal byte* AddCharacter(byte* states, int count)
    {
        int start = _count;
        _count += count;
        if (_count > _states.Length)
        {
            _states = Grow(_states, start);
            _predecessors = Grow(_predecessors, start);
        }

        Unsafe.CopyBlockUnaligned(ref _states[start], ref *states, (uint)count);
        _ends[_characters++] = _count;
        return (byte*)Unsafe.AsPointer(ref _predecessors[start]);
    }

    internal byte PredecessorOf(int character, byte state)
    {
        int start = character == 0 ? 0 : _ends[character - 1];
        return _predecessors[start + _states.AsSpan(start, _ends[character] - start).IndexOf(state)];
    }

    /// <summary>Lets go of what an unusually long run needed.</summary>
    internal void Trim()
    {
        if (_states.Length > KeptLength)
            (_states, _predecessors) = (New(4096), New(4096));
        if (_ends.Length > KeptLength)
            _ends = new int[64];
    }

    private static byte[] Grow(byte[] array, int used)
    {
        byte[] larger = New((array.Length * 2) + TagModel.StateCount);
        array.AsSpan(0, used).CopyTo(larger);
        return larger;
    }

    private static byte[] New(int length) => GC.AllocateUninitializedArray<byte>(length, pinned: true);
}
