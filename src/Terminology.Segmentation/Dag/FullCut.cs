namespace Terminology.Segmentation;

/// <summary>jieba's <c>cut_all</c>: every dictionary word of a text, overlapping.</summary>
internal readonly unsafe ref struct FullCut(Lexicon lexicon, int maximumWordLength)
{
    internal void Emit(ReadOnlySpan<char> text, int offset, TokenBuffer tokens)
    {
        for (int position = 0; position < text.Length;)
        {
            int start = position;
            while (position < text.Length && (lexicon.Codes[text[position]] & Lexicon.OutsideBlock) == 0)
                position++;
            EmitAllWords(text[start..position], offset + start, tokens);
            start = position;
            while (position < text.Length && (lexicon.Codes[text[position]] & Lexicon.OutsideBlock) != 0)
                position++;
            EmitGapPieces(text[start..position], offset + start, tokens);
        }
    }

    /// <summary>
    /// Every dictionary word of a block. A letter or digit that begins no word of several is collected with its neighbours.
    /// </summary>
    private void EmitAllWords(ReadOnlySpan<char> block, int offset, TokenBuffer tokens)
    {
        int pieceStart = 0;
        int pieceEnd = 0;
        int covered = 0;
        for (int k = 0; k < block.Length; k++)
        {
            if (pieceEnd > pieceStart && !CharacterClass.IsLetterOrDigit(block[k]))
            {
                tokens.Add(offset + pieceStart, pieceEnd - pieceStart);
                pieceStart = pieceEnd;
            }

            int only = OnlyWordAt(block, k);
            if (only == 0 || k < covered)
            {
                // The last word emitted decides what counts as covered, even if an earlier one reaches further; so it is in jieba.
                int end = EmitLongerWords(block, offset, k, tokens);
                covered = end > 0 ? end : covered;
                continue;
            }

            covered = k + only;
            if (CharacterClass.IsLetterOrDigit(block[k]))
            {
                if (pieceEnd == pieceStart)
                    pieceStart = pieceEnd = k;
                if (pieceEnd != k)
                {
                    // jieba would join letters that do not touch. Only user words can bring that about, and a token is one place in the text.
                    tokens.Add(offset + pieceStart, pieceEnd - pieceStart);
                    pieceStart = k;
                }

                pieceEnd = covered;
            }
            else
            {
                tokens.Add(offset + k, only);
            }
        }

        if (pieceEnd > pieceStart)
            tokens.Add(offset + pieceStart, pieceEnd - pieceStart);
    }

    /// <summary>Length of the only word that begins at a place, 1 if there is none, 0 if there are several.</summary>
    private int OnlyWordAt(ReadOnlySpan<char> block, int start)
    {
        int only = 0;
        var walk = new WordWalk(lexicon, block, start, maximumWordLength);
        while (walk.MoveNext())
        {
            if (only != 0)
                return 0;
            only = walk.Length;
        }

        return only == 0 ? 1 : only;
    }

    /// <summary>Emits the words of more than one character at a place and returns the end of the last, 0 if there is none.</summary>
    private int EmitLongerWords(ReadOnlySpan<char> block, int offset, int start, TokenBuffer tokens)
    {
        int end = 0;
        var walk = new WordWalk(lexicon, block, start, maximumWordLength);
        while (walk.MoveNext())
        {
            if (walk.Length == 1)
                continue;
            tokens.Add(offset + start, walk.Length);
            end = start + walk.Length;
        }

        return end;
    }

    /// <summary>What stands between blocks, cut at white space as Python's <c>split</c> does it: with an empty piece between neighbouring spaces and at the ends.</summary>
    private static void EmitGapPieces(ReadOnlySpan<char> gap, int offset, TokenBuffer tokens)
    {
        int start = 0;
        for (int i = 0; i < gap.Length;)
        {
            if (!CharacterClass.IsSpace(gap[i]))
            {
                i++;
                continue;
            }

            tokens.Add(offset + start, i - start);
            int length = CharacterClass.GapLength(gap, i);
            tokens.Add(offset + i, length);
            i += length;
            start = i;
        }

        if (gap.Length > 0)
            tokens.Add(offset + start, gap.Length - start);
    }
}
