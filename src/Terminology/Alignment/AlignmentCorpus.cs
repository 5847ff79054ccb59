using System.Runtime.InteropServices;

namespace Terminology;

/// <summary>
/// Sentence pairs as numbers. Every cell (source place, target place) of a pair holds the number of its word pair, so that the
/// samplers reach a word pair's counts with one array access. Shared by all samplers, read only.
/// </summary>
internal sealed class AlignmentCorpus
{
    private readonly List<int[]> _sources = [];
    private readonly List<int[]> _targets = [];
    private readonly Dictionary<string, int> _sourceIds = [];
    private readonly Dictionary<string, int> _targetIds = [];

    /// <summary>Source words by number.</summary>
    public List<string> SourceWords { get; } = [];

    /// <summary>Target words by number.</summary>
    public List<string> TargetWords { get; } = [];

    public int Count => _sources.Count;

    /// <summary>First cell of each pair; the cell of (i, j) in a pair with J target words is <c>CellStart + i * J + j</c>.</summary>
    public int[] CellStart { get; private set; } = [];

    /// <summary>Number of the word pair in each cell.</summary>
    public int[] Cells { get; private set; } = [];

    /// <summary>Source word of each word pair.</summary>
    public int[] PairSource { get; private set; } = [];

    /// <summary>Target word of each word pair.</summary>
    public int[] PairTarget { get; private set; } = [];

    public int[] Source(int pair) => _sources[pair];

    public int[] Target(int pair) => _targets[pair];

    /// <summary>Adds a pair of word lists, already normalised.</summary>
    public void Add(IEnumerable<string> source, IEnumerable<string> target)
    {
        _sources.Add([.. source.Select(w => Id(w, _sourceIds, SourceWords))]);
        _targets.Add([.. target.Select(w => Id(w, _targetIds, TargetWords))]);
    }

    /// <summary>Numbers the word pairs; call it once, after the last <see cref="Add"/>.</summary>
    public void Complete()
    {
        CellStart = new int[Count + 1];
        for (int n = 0; n < Count; n++)
            CellStart[n + 1] = checked(CellStart[n] + (_sources[n].Length * _targets[n].Length));
        Cells = new int[CellStart[Count]];
        PairNumbers numbers = new(Math.Max(1024, Cells.Length / 4));
        for (int n = 0; n < Count; n++)
        {
            int at = CellStart[n];
            int[] target = _targets[n];
            foreach (int s in _sources[n])
                foreach (int t in target)
                    Cells[at++] = numbers.Number(s, t);
        }
        ReadOnlySpan<ulong> keys = numbers.Keys;
        (PairSource, PairTarget) = (new int[keys.Length], new int[keys.Length]);
        for (int k = 0; k < keys.Length; k++)
            (PairSource[k], PairTarget[k]) = ((int)(keys[k] >> 32), (int)(uint)keys[k]);
    }

    private static int Id(string word, Dictionary<string, int> ids, List<string> words)
    {
        ref int id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, word, out bool exists);
        if (!exists)
        {
            id = words.Count;
            words.Add(word);
        }
        return id;
    }

    /// <summary>An open-addressing table from word pairs to consecutive numbers: a third of a Dictionary's memory.</summary>
    private sealed class PairNumbers(int capacity)
    {
        private int[] _slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity * 2)];
        private ulong[] _keys = new ulong[capacity];
        private int _count;

        public ReadOnlySpan<ulong> Keys => _keys.AsSpan(0, _count);

        public int Number(int source, int target)
        {
            ulong key = ((ulong)(uint)source << 32) | (uint)target;
            int mask = _slots.Length - 1;
            int slot = (int)((key * 0x9E3779B97F4A7C15UL) >> 32) & mask;
            for (; _slots[slot] != 0; slot = (slot + 1) & mask)
                if (_keys[_slots[slot] - 1] == key)
                    return _slots[slot] - 1;
            if (_count == _keys.Length)
                Array.Resize(ref _keys, _keys.Length * 2);
            _keys[_count] = key;
            _slots[slot] = ++_count;
            if (_count * 2 > _slots.Length)
                Grow();
            return _count - 1;
        }

        private void Grow()
        {
            int[] slots = new int[_slots.Length * 2];
            int mask = slots.Length - 1;
            for (int k = 0; k < _count; k++)
            {
                int slot = (int)((_keys[k] * 0x9E3779B97F4A7C15UL) >> 32) & mask;
                while (slots[slot] != 0)
                    slot = (slot + 1) & mask;
                slots[slot] = k + 1;
            }
            _slots = slots;
        }
    }
}
