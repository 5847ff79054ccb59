using System.Collections;

namespace Terminology.Segmentation;

/// <summary>
/// The tokens of one text: where they stand in it and in the table of strings, and what all of them share, the text and the lexicon that
/// answers for their strings, and for their tags if the segmenter gave none. Tokens are made when they are asked for; an array of them
/// would take half as much memory again.
/// </summary>
internal sealed class TokenList : IReadOnlyList<Token>
{
    private readonly string _text;
    private readonly Lexicon _lexicon;
    private readonly TokenStrings? _strings;
    private readonly Entry[] _entries;
    private readonly bool _findTags;

    /// <summary>Copies the first <paramref name="count"/> of <paramref name="spans"/> and of <paramref name="places"/>, if those are known.</summary>
    internal TokenList(string text, Lexicon lexicon, bool findTags, TokenSpan[] spans, int[]? places, int count)
    {
        _text = text;
        _lexicon = lexicon;
        _findTags = findTags;
        var entries = new Entry[count];
        if (places == null)
        {
            for (int i = 0; i < entries.Length; i++)
                entries[i].Span = spans[i];
        }
        else
        {
            _strings = lexicon.Strings;
            string?[] strings = _strings.ByPlace;
            for (int i = 0; i < entries.Length; i++)
            {
                int place = places[i];
                TokenStrings.PrefetchString(strings, place);
                entries[i].Span = spans[i];
                entries[i].Place = place;
            }
        }

        _entries = entries;
    }

    public int Count => _entries.Length;

    internal string Text => _text;

    public Token this[int index] => new(this, _entries[index].Span, _entries[index].Place);

    public IEnumerator<Token> GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal PartOfSpeech TagOf(TokenSpan span) =>
        span.Tag.Code != 0 || !_findTags ? span.Tag : new PartOfSpeech(_lexicon.FindTag(_text.AsSpan(span.Start, span.Length)));

    internal string StringOf(TokenSpan span, int place) => (_strings ?? _lexicon.Strings).Get(_text, span.Start, span.Length, place);

    private struct Entry
    {
        internal TokenSpan Span;
        internal int Place;
    }

    private sealed class Enumerator(TokenList list) : IEnumerator<Token>
    {
        private readonly TokenList _list = list;
        private readonly Entry[] _entries = list._entries;
        private int _index = -1;

        public Token Current => new(_list, _entries[_index].Span, _entries[_index].Place);

        object IEnumerator.Current => Current;

        public bool MoveNext() => ++_index < _entries.Length;

        public void Reset() => _index = -1;

        public void Dispose()
        {
        }
    }
}
