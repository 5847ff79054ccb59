using System.Runtime.CompilerServices;

namespace Terminology.Segmentation;

/// <summary>
/// Cuts Chinese text into words, token for token as jieba 0.42.1 does. Immutable and safe to use from several threads at once.
/// </summary>
/// <remarks>
/// The words are the most probable path through the dictionary words of the text; a hidden Markov model then joins what is left
/// as single characters. Spaces, line ends and punctuation are tokens too, so that the tokens of
/// <see cref="SegmentationMode.Default"/> joined are the text.
/// </remarks>
public sealed unsafe class Segmenter : ISegmenter
{
    private static readonly Lazy<Segmenter> s_default = new(() => new Segmenter(SegmentationDictionary.Default));

    private readonly Lexicon _lexicon;
    private readonly SegmenterOptions _options;

    /// <summary>Makes a segmenter. Cheap: the tables belong to the dictionary.</summary>
    /// <param name="dictionary">The words.</param>
    /// <param name="options">Settings; <see langword="null"/> means the defaults.</param>
    /// <exception cref="ArgumentException">The options contradict each other.</exception>
    public Segmenter(SegmentationDictionary dictionary, SegmenterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(dictionary);
        _options = options ?? new SegmenterOptions();
        Throw.IfInvalid(_options);
        Dictionary = dictionary;
        _lexicon = dictionary.Lexicon;
    }

    /// <summary>The segmenter with jieba's dictionary and default settings.</summary>
    public static Segmenter Default => s_default.Value;

    /// <summary>The words this segmenter knows.</summary>
    public SegmentationDictionary Dictionary { get; }

    /// <summary>The settings.</summary>
    public SegmenterOptions Options => _options;

    /// <summary>Cuts a text into tokens.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The tokens in the order of the text; none for an empty text. They refer to <paramref name="text"/> and copy nothing of it.</returns>
    /// <exception cref="ArgumentNullException">There is no text.</exception>
    public IReadOnlyList<Token> Segment(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Scratch scratch = Scratch.Current;
        TokenBuffer buffer = scratch.Tokens;
        buffer.Clear();
        Segment(text, buffer);
        ReadOnlySpan<TokenSpan> spans = buffer.Spans;
        var source = new TokenSource(text, _options.Tags ? null : _lexicon);
        var tokens = new Token[spans.Length];
        for (int i = 0; i < tokens.Length; i++)
            tokens[i] = new Token(source, spans[i]);
        return tokens;
    }

    /// <inheritdoc/>
    /// <remarks>After warm-up nothing is allocated. In full and search mode tokens overlap.</remarks>
    public void Segment(ReadOnlySpan<char> text, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        Scratch scratch = Scratch.Current;
        if (_options.Mode == SegmentationMode.Search)
        {
            scratch.Words.Clear();
            SegmentText(text, scratch.Words, scratch);
            ExpandForSearch(text, scratch.Words, tokens);
        }
        else
        {
            SegmentText(text, tokens, scratch);
        }

        scratch.Trim();
        GC.KeepAlive(this);
    }

    /// <summary>Winning words first, then what stands between them.</summary>
    private void SegmentText(ReadOnlySpan<char> text, TokenBuffer tokens, Scratch scratch)
    {
        int position = 0;
        if (Dictionary.Winning is { } winning)
        {
            while (winning.TryFind(text, position, out int start, out int length, out PartOfSpeech tag))
            {
                SegmentPart(text[position..start], position, tokens, scratch);
                tokens.Add(start, length, tag.Code == 0 && _options.Tags ? new PartOfSpeech(_lexicon.FindTag(text.Slice(start, length))) : tag);
                position = start + length;
            }
        }

        SegmentPart(text[position..], position, tokens, scratch);
    }

    private void SegmentPart(ReadOnlySpan<char> text, int offset, TokenBuffer tokens, Scratch scratch)
    {
        ushort* codes = _options.Tags ? _lexicon.TagCodes : _lexicon.Codes;
        int position = 0;
        while (position < text.Length)
        {
            int start = position;
            while (position < text.Length && (codes[text[position]] & Lexicon.OutsideBlock) == 0)
                position++;
            if (position > start)
                SegmentBlock(text[start..position], offset + start, tokens, scratch);
            if (_options.Mode == SegmentationMode.Full)
            {
                start = position;
                while (position < text.Length && (codes[text[position]] & Lexicon.OutsideBlock) != 0)
                    position++;
                EmitGapPieces(text[start..position], offset + start, tokens);
                continue;
            }

            while (position < text.Length && (codes[text[position]] & Lexicon.OutsideBlock) != 0)
            {
                int length = CharacterClass.GapLength(text, position);
                tokens.Add(offset + position, length, _options.Tags ? PartOfSpeech.Other : default);
                position += length;
            }
        }
    }

    private void SegmentBlock(ReadOnlySpan<char> block, int offset, TokenBuffer tokens, Scratch scratch)
    {
        if (_options.Mode == SegmentationMode.Full)
        {
            EmitAllWords(block, offset, tokens);
            return;
        }

        int[] lengths = FindPath(block, scratch);
        if (_options.UseHmm)
            EmitWithModel(block, offset, lengths, tokens, scratch);
        else
            EmitWithoutModel(block, offset, lengths, tokens);
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
        var walk = new WordWalk(_lexicon, block, start, _options.MaximumWordLength);
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
        var walk = new WordWalk(_lexicon, block, start, _options.MaximumWordLength);
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

    /// <summary>Puts before each longer word the dictionary words of two and of three characters inside it.</summary>
    private void ExpandForSearch(ReadOnlySpan<char> text, TokenBuffer words, TokenBuffer tokens)
    {
        foreach (TokenSpan word in words.Spans)
        {
            for (int length = 2; length <= 3 && length < word.Length && length <= _options.MaximumWordLength; length++)
            {
                for (int start = word.Start; start + length <= word.End; start++)
                {
                    if (_lexicon.FindFrequency(text.Slice(start, length)) > 0)
                        tokens.Add(start, length);
                }
            }

            tokens.Add(word.Start, word.Length, word.Tag);
        }
    }

    /// <summary>The length of the word that the best path takes at each place it passes.</summary>
    private int[] FindPath(ReadOnlySpan<char> block, Scratch scratch)
    {
        double[] route = scratch.Route(block.Length + 1);
        int[] lengths = scratch.Lengths(block.Length);
        ulong* cells = _lexicon.Cells;
        double* weights = _lexicon.Weights;
        ushort* codes = _lexicon.Codes;
        route[block.Length] = 0;
        for (int k = block.Length - 1; k >= 0; k--)
        {
            ulong cell = cells[codes[block[k]]];
            double best = double.NegativeInfinity;
            int bestLength = 0;
            int longest = Math.Min(block.Length - k, _options.MaximumWordLength);
            for (int length = 1; ; length++)
            {
                uint @class = TrieCell.Class(cell);
                if (@class != 0)
                {
                    double score = weights[@class] + route[k + length];
                    if (score >= best)
                        (best, bestLength) = (score, length);
                }

                if (length >= longest)
                    break;
                uint code = codes[block[k + length]];
                if (!TrieCell.MayHaveChild(cell, code))
                    break;
                cell = cells[TrieCell.Base(cell) + code];
                if (TrieCell.Label(cell) != code)
                    break;
            }

            if (bestLength == 0)
                (best, bestLength) = (weights[0] + route[k + 1], 1);
            route[k] = best;
            lengths[k] = bestLength;
        }

        return lengths;
    }

    private void EmitWithoutModel(ReadOnlySpan<char> block, int offset, int[] lengths, TokenBuffer tokens)
    {
        for (int k = 0; k < block.Length;)
        {
            int length = lengths[k];
            if (length == 1 && CharacterClass.IsLetterOrDigit(block[k]))
            {
                int start = k;
                do
                    k++;
                while (k < block.Length && lengths[k] == 1 && CharacterClass.IsLetterOrDigit(block[k]));
                tokens.Add(offset + start, k - start, _options.Tags ? PartOfSpeech.Latin : default);
                continue;
            }

            EmitWord(block.Slice(k, length), offset + k, tokens);
            k += length;
        }
    }

    private void EmitWithModel(ReadOnlySpan<char> block, int offset, int[] lengths, TokenBuffer tokens, Scratch scratch)
    {
        for (int k = 0; k < block.Length;)
        {
            int start = k;
            while (k < block.Length && lengths[k] == 1)
                k++;
            if (k > start)
                EmitSingles(block[start..k], offset + start, tokens, scratch);
            if (k < block.Length)
            {
                EmitWord(block.Slice(k, lengths[k]), offset + k, tokens);
                k += lengths[k];
            }
        }
    }

    /// <summary>A stretch of characters that the path left single.</summary>
    private void EmitSingles(ReadOnlySpan<char> run, int offset, TokenBuffer tokens, Scratch scratch)
    {
        // A stretch that is a word which the path refused stays apart.
        if (run.Length == 1 || (run.Length <= _options.MaximumWordLength && _lexicon.FindFrequency(run) > 0))
        {
            EmitCharacters(run, offset, tokens);
            return;
        }

        for (int i = 0; i < run.Length;)
        {
            int start = i;
            bool han = CharacterClass.IsHan(run[i]);
            while (i < run.Length && CharacterClass.IsHan(run[i]) == han)
                i++;
            ReadOnlySpan<char> part = run[start..i];
            if (!han)
                EmitPieces(part, offset + start, tokens);
            else if (_options.Tags)
                EmitTagged(part, offset + start, tokens, scratch);
            else
                EmitJoined(part, offset + start, tokens, scratch);
        }
    }

    private void EmitJoined(ReadOnlySpan<char> run, int offset, TokenBuffer tokens, Scratch scratch)
    {
        Span<byte> states = scratch.States(run.Length).AsSpan(0, run.Length);
        WordModel.Decode(_lexicon, run, states);
        int start = 0;
        for (int i = 0; i < states.Length; i++)
        {
            if (!WordModel.EndsWord(states[i]))
                continue;
            if (i > start && Dictionary.MustSplit(run[start..(i + 1)]))
                EmitCharacters(run[start..(i + 1)], offset + start, tokens);
            else
                tokens.Add(offset + start, i + 1 - start);
            start = i + 1;
        }
    }

    private void EmitTagged(ReadOnlySpan<char> run, int offset, TokenBuffer tokens, Scratch scratch)
    {
        Span<byte> states = scratch.States(run.Length).AsSpan(0, run.Length);
        TagDecoder.Decode(_lexicon, run, states, scratch);
        TagModel model = _lexicon.TagModel;
        int start = 0;
        for (int i = 0; i < states.Length; i++)
        {
            if (!TagDecoder.EndsWord(states[i]))
                continue;
            tokens.Add(offset + start, i + 1 - start, new PartOfSpeech(model.TagOf(states[i])));
            start = i + 1;
        }

        // A path may end inside a word; what is left is one token with the tag of its first character.
        if (start < states.Length)
            tokens.Add(offset + start, states.Length - start, new PartOfSpeech(model.TagOf(states[start])));
    }

    private void EmitPieces(ReadOnlySpan<char> run, int offset, TokenBuffer tokens)
    {
        for (int i = 0; i < run.Length;)
        {
            PartOfSpeech tag = default;
            int length = _options.Tags ? TagRules.NextPiece(run[i..], out tag) : WordModel.NextPiece(run[i..]);
            tokens.Add(offset + i, length, tag);
            i += length;
        }
    }

    private void EmitCharacters(ReadOnlySpan<char> run, int offset, TokenBuffer tokens)
    {
        for (int i = 0; i < run.Length; i++)
            EmitWord(run.Slice(i, 1), offset + i, tokens);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void EmitWord(ReadOnlySpan<char> word, int offset, TokenBuffer tokens) =>
        tokens.Add(offset, word.Length, _options.Tags ? new PartOfSpeech(_lexicon.FindTag(word)) : default);
}
