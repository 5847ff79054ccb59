namespace Terminology.Segmentation;

/// <summary>Collects changes to a lexicon on a copy of its tables. Not thread-safe.</summary>
internal sealed unsafe class LexiconEditor
{
    private readonly Lexicon _origin;
    private readonly byte[] _codeTable;
    private readonly ushort* _codes;
    private readonly TrieWriter _trie;
    private readonly List<long> _frequencies;
    private readonly List<double> _logarithms;
    private readonly Dictionary<long, uint> _classes = [];
    private int _codeCount;

    internal LexiconEditor(Lexicon origin)
    {
        _origin = origin;
        Total = origin.Total;
        _codeCount = origin.CodeCount;
        _codeTable = Lexicon.NewTable((char.MaxValue + 1) * sizeof(ushort));
        _codes = (ushort*)Lexicon.Pin(_codeTable);
        new ReadOnlySpan<byte>(origin.Codes, _codeTable.Length).CopyTo(_codeTable);
        ulong[] cells = new ReadOnlySpan<ulong>(origin.Cells, origin.CellCount).ToArray();
        byte[] tags = new ReadOnlySpan<byte>(origin.Tags, origin.CellCount).ToArray();
        _trie = new TrieWriter(cells, tags, (uint)_codeCount - 1);
        _frequencies = [.. origin.Frequencies];
        _logarithms = [.. origin.Logarithms];
        for (int i = 1; i < _frequencies.Count; i++)
            _classes[_frequencies[i]] = (uint)i;
    }

    internal long Total { get; private set; }

    /// <summary>Sets a word's frequency, 0 for "no word", and its tag, 0 for "as it was". The sum of frequencies grows by it, as in jieba.</summary>
    internal void Set(string word, long frequency, byte tag)
    {
        Span<ushort> codes = word.Length <= 64 ? stackalloc ushort[word.Length] : new ushort[word.Length];
        for (int i = 0; i < codes.Length; i++)
            codes[i] = CodeOf(word[i]);
        int cell = _trie.FindOrAdd(codes);
        if (cell == 0)
        {
            _trie.Repack();
            cell = _trie.FindOrAdd(codes);
        }

        if (cell == 0)
            throw Throw.DictionaryFull();
        _trie.Cells[cell] = TrieCell.WithClass(_trie.Cells[cell], ClassOf(frequency));
        if (tag != 0)
            _trie.Tags[cell] = tag;
        Total += frequency;
    }

    /// <summary>
    /// jieba's <c>suggest_freq</c>: the frequency at which a word is as probable as the parts it is cut into without the model, and one more.
    /// </summary>
    internal long SuggestFrequency(string word)
    {
        double total = Total;
        double probability = 1;
        for (int position = 0; position < word.Length;)
        {
            int start = position;
            while (position < word.Length && (_codes[word[position]] & Lexicon.OutsideBlock) == 0)
                position++;
            if (position > start)
                probability = MultiplyBlock(word.AsSpan(start, position - start), probability, total);
            while (position < word.Length && (_codes[word[position]] & Lexicon.OutsideBlock) != 0)
            {
                int length = CharacterClass.GapLength(word, position);
                probability *= FrequencyOf(word.AsSpan(position, length)) / total;
                position += length;
            }
        }

        return Math.Max((long)(probability * total) + 1, FrequencyOf(word));
    }

    /// <summary>The best path through a block as the segmenter finds it, on the tables as they are now.</summary>
    private double MultiplyBlock(ReadOnlySpan<char> block, double probability, double total)
    {
        double logTotal = PortableMath.Log(Total);
        double[] route = new double[block.Length + 1];
        int[] lengths = new int[block.Length];
        for (int k = block.Length - 1; k >= 0; k--)
        {
            double best = double.NegativeInfinity;
            int node = 0;
            for (int length = 1; k + length <= block.Length; length++)
            {
                node = _trie.FindChild(node, (uint)(_codes[block[k + length - 1]] & ~Lexicon.OutsideBlock));
                if (node == 0)
                    break;
                uint @class = TrieCell.Class(_trie.Cells[node]);
                if (@class == 0)
                    continue;
                double score = _logarithms[(int)@class] - logTotal + route[k + length];
                if (score >= best)
                    (best, lengths[k]) = (score, length);
            }

            if (lengths[k] == 0)
                (best, lengths[k]) = (0 - logTotal + route[k + 1], 1);
            route[k] = best;
        }

        for (int k = 0; k < block.Length;)
        {
            int start = k;
            while (k < block.Length && lengths[k] == 1 && CharacterClass.IsLetterOrDigit(block[k]))
                k++;
            if (k == start)
                k += lengths[k];
            probability *= FrequencyOf(block[start..k]) / total;
        }

        return probability;
    }

    /// <summary>The frequency of a key, also 0; 1 for what is no key, as jieba counts it.</summary>
    private long FrequencyOf(ReadOnlySpan<char> text)
    {
        int node = 0;
        foreach (char character in text)
        {
            node = _trie.FindChild(node, (uint)(_codes[character] & ~Lexicon.OutsideBlock));
            if (node == 0)
                return 1;
        }

        return _frequencies[(int)TrieCell.Class(_trie.Cells[node])];
    }

    internal Lexicon ToLexicon()
    {
        int length = _trie.RequiredLength;
        byte[] table = Lexicon.NewTable(length * sizeof(ulong));
        byte[] tags = Lexicon.NewTable(length);
        var cells = new Span<ulong>(Lexicon.Pin(table), length);
        int used = Math.Min(length, _trie.Cells.Length);
        _trie.Cells.AsSpan(0, used).CopyTo(cells);
        cells[used..].Clear();
        _trie.Tags.AsSpan(0, used).CopyTo(tags);
        tags.AsSpan(used).Clear();
        return new Lexicon(_origin, _codeTable, _codeCount, table, tags, [.. _frequencies], [.. _logarithms], Total);
    }

    private ushort CodeOf(char character)
    {
        int code = _codes[character] & ~Lexicon.OutsideBlock;
        if (code != Lexicon.UnknownCode)
            return (ushort)code;
        if (_codeCount == Lexicon.OutsidePairCode)
            throw Throw.DictionaryFull();
        code = _codeCount++;
        _codes[character] = (ushort)((_codes[character] & Lexicon.OutsideBlock) | code);
        return (ushort)code;
    }

    private uint ClassOf(long frequency)
    {
        if (frequency == 0)
            return 0;
        if (_classes.TryGetValue(frequency, out uint @class))
            return @class;
        if (_frequencies.Count > TrieCell.MaximumClass)
            throw Throw.DictionaryFull();
        @class = (uint)_frequencies.Count;
        _frequencies.Add(frequency);
        _logarithms.Add(PortableMath.Log(frequency));
        _classes.Add(frequency, @class);
        return @class;
    }
}
