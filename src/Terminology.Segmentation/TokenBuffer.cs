namespace Terminology.Segmentation;

/// <summary>A growing list of token spans that is meant to be reused: after warm-up, segmenting into it allocates nothing. Not thread-safe; use one a thread.</summary>
public sealed class TokenBuffer
{
    private TokenSpan[] _spans;

    /// <summary>Makes an empty buffer.</summary>
    /// <param name="capacity">How many tokens it holds before it grows.</param>
    public TokenBuffer(int capacity = 256)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        _spans = new TokenSpan[Math.Max(capacity, 16)];
    }

    /// <summary>How many tokens stand in the buffer.</summary>
    public int Count { get; private set; }

    /// <summary>The tokens. Valid until the next <see cref="Add(int, int, PartOfSpeech)"/> or <see cref="Clear"/>.</summary>
    public ReadOnlySpan<TokenSpan> Spans => _spans.AsSpan(0, Count);

    /// <summary>The token at a place.</summary>
    /// <param name="index">0 to <see cref="Count"/> - 1.</param>
    public TokenSpan this[int index] => Spans[index];

    /// <summary>Empties the buffer and keeps its memory.</summary>
    public void Clear() => Count = 0;

    /// <summary>Appends one token.</summary>
    /// <param name="start">First UTF-16 position.</param>
    /// <param name="length">Length in UTF-16 units.</param>
    /// <param name="tag">Part of speech.</param>
    public void Add(int start, int length, PartOfSpeech tag = default)
    {
        if (Count == _spans.Length)
            Array.Resize(ref _spans, _spans.Length * 2);
        _spans[Count++] = new TokenSpan(start, length, tag);
    }

    /// <summary>
    /// Turns the places of all tokens from UTF-16 positions into code points, as Python counts; they differ behind characters outside
    /// the Basic Multilingual Plane. A lone surrogate counts as one.
    /// </summary>
    /// <param name="text">The text the tokens were cut from.</param>
    /// <exception cref="ArgumentException">A token does not lie in the text.</exception>
    public void ConvertToCodePoints(ReadOnlySpan<char> text)
    {
        Span<TokenSpan> spans = _spans.AsSpan(0, Count);
        foreach (TokenSpan span in spans)
        {
            if (span.Start < 0 || span.Length < 0 || span.End > text.Length)
                throw new ArgumentException("A token does not lie in the text; give the text the tokens were cut from, and convert once.", nameof(text));
        }

        if (text.IndexOfAnyInRange('\uD800', '\uDFFF') < 0)
            return;
        (int Utf16, int CodePoint) cursor = default;
        foreach (ref TokenSpan span in spans)
        {
            // Tokens go left to right; those of search mode overlap and step back a little.
            if (span.Start < cursor.Utf16)
                cursor = (span.Start, cursor.CodePoint - CountCodePoints(text[span.Start..cursor.Utf16]));
            else
                cursor = (span.Start, cursor.CodePoint + CountCodePoints(text[cursor.Utf16..span.Start]));
            span = new TokenSpan(cursor.CodePoint, CountCodePoints(text.Slice(span.Start, span.Length)), span.Tag);
        }
    }

    /// <summary>Makes room for <paramref name="count"/> more tokens and returns the array; the free part begins at <see cref="Count"/>. <see cref="Advance"/> says how many were written.</summary>
    internal TokenSpan[] Reserve(int count)
    {
        if (_spans.Length - Count < count)
            Grow(Count + count);
        return _spans;
    }

    internal void Advance(int count) => Count += count;

    private void Grow(int count) => Array.Resize(ref _spans, Math.Max(_spans.Length * 2, count));

    private static int CountCodePoints(ReadOnlySpan<char> text)
    {
        int count = text.Length;
        for (int i = 1; i < text.Length; i++)
        {
            if (char.IsSurrogatePair(text[i - 1], text[i]))
                count--;
        }

        return count;
    }
}
