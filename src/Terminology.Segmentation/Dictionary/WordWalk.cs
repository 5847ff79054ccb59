namespace Terminology.Segmentation;

/// <summary>Goes through the dictionary words that begin at one place of a block, shortest first.</summary>
internal unsafe ref struct WordWalk
{
    private readonly Lexicon _lexicon;
    private readonly ReadOnlySpan<char> _rest;
    private ulong _cell;

    internal WordWalk(Lexicon lexicon, ReadOnlySpan<char> block, int start, int maximumLength)
    {
        _lexicon = lexicon;
        _rest = block.Slice(start, Math.Min(block.Length - start, maximumLength));
    }

    /// <summary>Length of the current word in characters.</summary>
    internal int Length { get; private set; }

    internal bool MoveNext()
    {
        while (Length < _rest.Length)
        {
            uint code = (uint)(_lexicon.Codes[_rest[Length]] & ~Lexicon.OutsideBlock);
            if (Length == 0)
            {
                _cell = _lexicon.Cells[code];
            }
            else
            {
                if (!TrieCell.MayHaveChild(_cell, code))
                    return false;
                _cell = _lexicon.Cells[TrieCell.Base(_cell) + code];
                if (TrieCell.Label(_cell) != code)
                    return false;
            }

            Length++;
            if (TrieCell.Class(_cell) != 0)
                return true;
        }

        return false;
    }
}
