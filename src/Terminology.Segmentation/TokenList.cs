using System.Collections;
using System.Runtime.CompilerServices;

namespace Terminology.Segmentation;

/// <summary>
/// The tokens of one text: their places, and what all of them share, the text and the lexicon that answers for their strings, and for
/// their tags if the segmenter gave none. Tokens are made when they are asked for; an array of them would take twice the memory.
/// </summary>
internal sealed unsafe class TokenList : IReadOnlyList<Token>
{
    private readonly string _text;
    private readonly Lexicon _lexicon;
    private readonly TokenStrings _strings;
    private readonly TokenSpan[] _spans;
    private readonly bool _findTags;

    /// <summary>Copies the first <paramref name="count"/> of <paramref name="spans"/>.</summary>
    internal TokenList(string text, Lexicon lexicon, bool findTags, TokenSpan[] spans, int count)
    {
        _text = text;
        _lexicon = lexicon;
        _strings = lexicon.Strings;
        _findTags = findTags;
        _spans = new TokenSpan[count];
        // As bytes: the copy of a generic span would be one more thing to compile before the first token.
        if (count > 0)
        {
            fixed (TokenSpan* from = &spans[0], to = &_spans[0])
                Unsafe.CopyBlock(to, from, (uint)count * (uint)sizeof(TokenSpan));
        }
    }

    public int Count => _spans.Length;

    internal string Text => _text;

    public Token this[int index] => new(this, _spans[index]);

    public IEnumerator<Token> GetEnumerator() => new Enumerator(this);

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal PartOfSpeech TagOf(TokenSpan span) =>
        span.Tag.Code != 0 || !_findTags ? span.Tag : new PartOfSpeech(_lexicon.FindTag(_text.AsSpan(span.Start, span.Length)));

    internal string StringOf(TokenSpan span) => _strings.Get(_text, span.Start, span.Length);

    private sealed class Enumerator(TokenList list) : IEnumerator<Token>
    {
        private readonly TokenSpan[] _spans = list._spans;
        private int _index = -1;

        public Token Current => new(list, _spans[_index]);

        object IEnumerator.Current => Current;

        public bool MoveNext() => ++_index < _spans.Length;

        public void Reset() => _index = -1;

        public void Dispose()
        {
        }
    }
}
