namespace Terminology.Segmentation;

/// <summary>For each character of a run the states it may be in, ascending, each with its best predecessor.</summary>
internal sealed class TagTrellis
{
    private const int KeptLength = 1 << 20;

    private byte[] _states = new byte[4096];
    private byte[] _predecessors = new byte[4096];
    private int[] _ends = new int[64];
    private int _count;
    private int _characters;

    internal void Clear(int characters)
    {
        (_count, _characters) = (0, 0);
        if (_ends.Length < characters)
            _ends = new int[Math.Max(characters, _ends.Length * 2)];
    }

    internal void Add(byte state, byte predecessor)
    {
        if (_count == _states.Length)
        {
            Array.Resize(ref _states, _count * 2);
            Array.Resize(ref _predecessors, _count * 2);
        }

        _states[_count] = state;
        _predecessors[_count++] = predecessor;
    }

    internal void EndCharacter() => _ends[_characters++] = _count;

    internal byte PredecessorOf(int character, byte state)
    {
        int start = character == 0 ? 0 : _ends[character - 1];
        return _predecessors[start + _states.AsSpan(start, _ends[character] - start).IndexOf(state)];
    }

    /// <summary>Lets go of what an unusually long run needed.</summary>
    internal void Trim()
    {
        if (_states.Length > KeptLength)
            (_states, _predecessors) = (new byte[4096], new byte[4096]);
        if (_ends.Length > KeptLength)
            _ends = new int[64];
    }
}
