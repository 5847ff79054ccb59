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
    private static Segmenter? s_default;

    private readonly Lexicon _lexicon;
    private readonly SegmenterOptions _options;
    private readonly ushort* _codes;
    private readonly int _maximumLength;
    private readonly SegmentationMode _mode;
    private readonly bool _useHmm;
    private readonly bool _tags;

    // Words that win and the grams of search mode are found without the tables of the path search; their strings are looked up.
    private readonly bool _placesAreKnown;

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
        _maximumLength = _options.MaximumWordLength;
        _mode = _options.Mode;
        _useHmm = _options.UseHmm;
        _tags = _options.Tags;
        _placesAreKnown = _mode == SegmentationMode.Default && dictionary.Winning == null;
        _codes = _tags ? _lexicon.TagBlockCodes : _lexicon.BlockCodes;
    }

    /// <summary>The segmenter with jieba's dictionary and default settings.</summary>
    public static Segmenter Default => s_default ?? Interlocked.CompareExchange(ref s_default, new Segmenter(SegmentationDictionary.Default), null) ?? s_default;

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
        // Places are recorded when somebody has asked for strings before.
        scratch.RecordsPlaces = _placesAreKnown && _lexicon.StringsInUse != null;
        Fill(text, buffer, scratch);
        var tokens = new TokenList(text, _lexicon, !_tags, buffer.Reserve(0), scratch.RecordsPlaces ? scratch.Places : null, buffer.Count);
        scratch.RecordsPlaces = false;
        scratch.Trim();
        GC.KeepAlive(this);
        return tokens;
    }

    /// <inheritdoc/>
    /// <remarks>After warm-up nothing is allocated. In full and search mode tokens overlap.</remarks>
    public void Segment(ReadOnlySpan<char> text, TokenBuffer tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        Scratch scratch = Scratch.Current;
        Fill(text, tokens, scratch);
        scratch.Trim();
        GC.KeepAlive(this);
    }

    private void Fill(ReadOnlySpan<char> text, TokenBuffer tokens, Scratch scratch)
    {
        if (_mode == SegmentationMode.Search)
        {
            scratch.Words.Clear();
            SegmentText(text, scratch.Words, scratch);
            ExpandForSearch(text, scratch.Words, tokens);
        }
        else
        {
            SegmentText(text, tokens, scratch);
        }
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
                tokens.Add(start, length, tag.Code == 0 && _tags ? new PartOfSpeech(_lexicon.FindTag(text.Slice(start, length))) : tag);
                position = start + length;
            }
        }

        SegmentPart(text[position..], position, tokens, scratch);
    }

    /// <summary>Puts before each longer word the dictionary words of two and of three characters inside it.</summary>
    private void ExpandForSearch(ReadOnlySpan<char> text, TokenBuffer words, TokenBuffer tokens)
    {
        foreach (TokenSpan word in words.Spans)
        {
            for (int length = 2; length <= 3 && length < word.Length && length <= _maximumLength; length++)
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

    private void SegmentPart(ReadOnlySpan<char> text, int offset, TokenBuffer tokens, Scratch scratch)
    {
        if (_mode == SegmentationMode.Full)
        {
            new FullCut(_lexicon, _maximumLength).Emit(text, offset, tokens);
            return;
        }

        fixed (char* start = text)
        {
            for (int position = 0; position < text.Length;)
            {
                int length = PieceLength(text[position..]);
                scratch.Reserve(length);
                BestPath.Find(_lexicon, _codes, start + position, length, _maximumLength, scratch);
                fixed (TokenSpan* free = &tokens.Reserve(length)[tokens.Count])
                {
                    var piece = new Piece(start + position, offset + position, length, scratch);
                    TokenSpan* end = _tags ? EmitTaggedWords(piece, free) : _useHmm ? EmitWords(piece, free) : EmitWordsWithoutModel(piece, free);
                    if (scratch.RecordsPlaces)
                        RecordPlaces(piece, free, end, scratch.ReservePlaces(tokens.Count, length));
                    tokens.Advance((int)(end - free));
                }

                position += length;
            }
        }
    }

    /// <summary>Writes for each token its place among the <see cref="TokenStrings"/>, which the columns of the path search tell.</summary>
    private void RecordPlaces(in Piece piece, TokenSpan* from, TokenSpan* end, int[] places)
    {
        string?[] strings = _lexicon.Strings.ByPlace;
        nint stride = piece.Scratch.Stride;
        double* pairWeights = piece.Scratch.Weights + stride;
        uint* cells = piece.Scratch.PairPlaces;
        for (int i = piece.Scratch.Tokens.Count; from < end; from++, i++)
        {
            nint k = from->Start - piece.Offset;
            int place = 0;
            if (from->Length <= BestPath.ColumnCount)
            {
                // Characters and words come in no order that a branch could foresee.
                int beyondPair = from->Length - 2;
                int isSingle = beyondPair >> 31;
                nint column = (beyondPair & ~isSingle) * stride;
                bool isWord = pairWeights[column + k] > double.NegativeInfinity;
                int cell = ((int)cells[column + k] + TokenStrings.FirstCell) & -Unsafe.BitCast<bool, byte>(isWord);
                place = (piece.Text[k] & isSingle) | (cell & ~isSingle);
            }

            places[i] = place;
            TokenStrings.Prefetch(strings, place);
        }
    }

    /// <summary>How much of a text to take next: it ends before a character outside blocks, so that no word and no pair of units is cut.</summary>
    private int PieceLength(ReadOnlySpan<char> text)
    {
        // Short enough for all columns to stay in the first cache.
        const int wanted = 480;
        if (text.Length <= wanted)
            return text.Length;
        for (int i = wanted; i > 0; i--)
        {
            if (CanEndBefore(text, i))
                return i;
        }

        for (int i = wanted + 1; i < text.Length; i++)
        {
            if (CanEndBefore(text, i))
                return i;
        }

        return text.Length;
    }

    private bool CanEndBefore(ReadOnlySpan<char> text, int position)
    {
        char next = text[position];
        return _codes[next] is Lexicon.OutsideCode or Lexicon.OutsidePairCode && !char.IsLowSurrogate(next) && (next != '\n' || text[position - 1] != '\r');
    }

    /// <summary>The words of the best path, with runs of single characters joined by the model.</summary>
    private TokenSpan* EmitWords(in Piece piece, TokenSpan* to)
    {
        ushort* lengths = piece.Lengths;
        int length = piece.Length;
        int offset = piece.Offset;
        uint previous = 0;
        for (int k = 0; k < length;)
        {
            uint entry = lengths[k];
            if (entry == BestPath.OutsidePair)
            {
                previous = 0;
                k += EmitOutside(piece, k, default, ref to);
                continue;
            }

            // Also a character outside blocks, whose entry is no length, but no length of 1 below either.
            int size = (int)entry & BestPath.LengthMask;
            *to++ = new TokenSpan(offset + k, size, default);
            k += size;
            // The second of two single characters begins a run for the model, which takes the first one back.
            if (((entry - 1) | (previous - 1)) == 0)
            {
                int start = k - 2;
                while (k < length && lengths[k] == 1)
                    k++;
                to = EmitSingles(piece, start, k - start, to - 2);
                entry = 0;
            }

            previous = entry;
        }

        return to;
    }

    /// <summary>The words of the best path, with letters and digits that stand single joined.</summary>
    private static TokenSpan* EmitWordsWithoutModel(in Piece piece, TokenSpan* to)
    {
        ushort* lengths = piece.Lengths;
        for (int k = 0; k < piece.Length;)
        {
            int entry = lengths[k];
            if (BestPath.IsOutside((uint)entry))
            {
                k += EmitOutside(piece, k, default, ref to);
                continue;
            }

            int start = k;
            if (entry == 1 && CharacterClass.IsLetterOrDigit(piece.Text[k]))
                k = SkipLettersAndDigits(piece, k);
            else
                k += entry;
            *to++ = new TokenSpan(piece.Offset + start, k - start, default);
        }

        return to;
    }

    /// <summary>The words of the best path with the tags of jieba's <c>posseg</c>.</summary>
    private TokenSpan* EmitTaggedWords(in Piece piece, TokenSpan* to)
    {
        ushort* lengths = piece.Lengths;
        var other = new PartOfSpeech(TagNames.Other);
        for (int k = 0; k < piece.Length;)
        {
            int entry = lengths[k];
            if (BestPath.IsOutside((uint)entry))
            {
                k += EmitOutside(piece, k, other, ref to);
                continue;
            }

            if (entry > 1)
            {
                *to++ = new TokenSpan(piece.Offset + k, entry, TagOf(piece, k, entry));
                k += entry;
                continue;
            }

            int start = k;
            if (_useHmm)
            {
                do
                    k++;
                while (k < piece.Length && lengths[k] == 1);
                to = EmitSingles(piece, start, k - start, to);
            }
            else if (CharacterClass.IsLetterOrDigit(piece.Text[k]))
            {
                k = SkipLettersAndDigits(piece, k);
                *to++ = new TokenSpan(piece.Offset + start, k - start, new PartOfSpeech(TagNames.Latin));
            }
            else
            {
                k++;
                *to++ = new TokenSpan(piece.Offset + start, 1, TagOf(piece, start, 1));
            }
        }

        return to;
    }

    private static int SkipLettersAndDigits(in Piece piece, int k)
    {
        do
            k++;
        while (k < piece.Length && piece.Lengths[k] == 1 && CharacterClass.IsLetterOrDigit(piece.Text[k]));
        return k;
    }

    /// <summary>The token of a character outside blocks; returns its length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int EmitOutside(in Piece piece, int k, PartOfSpeech tag, ref TokenSpan* to)
    {
        char first = piece.Text[k];
        int length = first == '\r' || char.IsHighSurrogate(first) ? CharacterClass.GapLength(piece.Span, k) : 1;
        *to++ = new TokenSpan(piece.Offset + k, length, tag);
        return length;
    }

    /// <summary>A run of characters that the path left single.</summary>
    private TokenSpan* EmitSingles(in Piece piece, int start, int length, TokenSpan* to)
    {
        // A run that is a word which the path refused stays apart.
        if (length == 1 || (length <= _maximumLength && TrieCell.Class(_lexicon.Cells[_lexicon.FindCell(piece.Codes + start, length)]) != 0))
            return EmitCharacters(piece, start, length, to);

        int end = start + length;
        for (int i = start; i < end;)
        {
            int from = i;
            bool han = CharacterClass.IsHan(piece.Text[i]);
            while (i < end && CharacterClass.IsHan(piece.Text[i]) == han)
                i++;
            if (!han)
                to = EmitPieces(piece, from, i, to);
            else if (_tags)
                to = EmitTagged(piece, from, i - from, to);
            else
                to = EmitJoined(piece, from, i - from, to);
        }

        return to;
    }

    private TokenSpan* EmitJoined(in Piece piece, int first, int length, TokenSpan* to)
    {
        byte* states = piece.States;
        WordModel.Decode(_lexicon, piece.Codes + first, length, states);
        int start = 0;
        for (int i = 0; i < length; i++)
        {
            if (!WordModel.EndsWord(states[i]))
                continue;
            int size = i + 1 - start;
            if (size > 1 && Dictionary.MustSplit(piece.Span.Slice(first + start, size)))
                to = EmitCharacters(piece, first + start, size, to);
            else
                *to++ = new TokenSpan(piece.Offset + first + start, size, default);
            start = i + 1;
        }

        return to;
    }

    private TokenSpan* EmitTagged(in Piece piece, int first, int length, TokenSpan* to)
    {
        byte* states = piece.States;
        TagModel model = _lexicon.TagModel;
        TagDecoder.Decode(model, piece.Codes + first, length, states, piece.Scratch);
        int start = 0;
        for (int i = 0; i < length; i++)
        {
            if (!TagDecoder.EndsWord(states[i]))
                continue;
            *to++ = new TokenSpan(piece.Offset + first + start, i + 1 - start, new PartOfSpeech(model.TagOf(states[i])));
            start = i + 1;
        }

        // A path may end inside a word; what is left is one token with the tag of its first character.
        if (start < length)
            *to++ = new TokenSpan(piece.Offset + first + start, length - start, new PartOfSpeech(model.TagOf(states[start])));
        return to;
    }

    private TokenSpan* EmitPieces(in Piece piece, int start, int end, TokenSpan* to)
    {
        while (start < end)
        {
            PartOfSpeech tag = default;
            ReadOnlySpan<char> rest = piece.Span[start..end];
            int length = _tags ? TagRules.NextPiece(rest, out tag) : WordModel.NextPiece(rest);
            *to++ = new TokenSpan(piece.Offset + start, length, tag);
            start += length;
        }

        return to;
    }

    private TokenSpan* EmitCharacters(in Piece piece, int start, int length, TokenSpan* to)
    {
        for (int i = start; i < start + length; i++)
            *to++ = new TokenSpan(piece.Offset + i, 1, _tags ? TagOf(piece, i, 1) : default);
        return to;
    }

    private PartOfSpeech TagOf(in Piece piece, int start, int length)
    {
        // The path search has left the cells of words that have columns.
        int cell = length == 1 ? piece.Codes[start]
            : length <= BestPath.ColumnCount ? (int)piece.Scratch.PairPlaces[((length - 2) * piece.Scratch.Stride) + start]
            : _lexicon.FindCell(piece.Codes + start, length);
        byte tag = _lexicon.Tags[cell];
        return new PartOfSpeech(tag == 0 ? TagNames.Other : tag);
    }

    /// <summary>A stretch of text whose best path has been found.</summary>
    private readonly ref struct Piece(char* text, int offset, int length, Scratch scratch)
    {
        internal readonly char* Text = text;
        internal readonly int Offset = offset;
        internal readonly int Length = length;
        internal readonly ushort* Codes = scratch.Codes;
        internal readonly ushort* Lengths = scratch.Lengths;
        internal readonly Scratch Scratch = scratch;

        internal byte* States => Scratch.States;

        internal ReadOnlySpan<char> Span => new(Text, Length);
    }
}
