namespace Terminology.Segmentation;

/// <summary>A token of a text: its place, its part of speech, and on demand its string.</summary>
public readonly struct Token
{
    private readonly TokenList _source;
    private readonly int _place;

    internal Token(TokenList source, TokenSpan span, int place)
    {
        _source = source;
        Span = span;
        _place = place;
    }

    /// <summary>Place, and the tag if the segmenter was made to give tags.</summary>
    public TokenSpan Span { get; }

    /// <summary>First UTF-16 position in the text.</summary>
    public int Start => Span.Start;

    /// <summary>Length in UTF-16 units.</summary>
    public int Length => Span.Length;

    /// <summary>
    /// Part of speech. From a segmenter with <see cref="SegmenterOptions.Tags"/> it is the one found in context; from another it is looked
    /// up in the dictionary now, and <c>x</c> for a word that is not there.
    /// </summary>
    public PartOfSpeech Tag => _source.TagOf(Span);

    /// <summary>The token's characters, without a copy.</summary>
    public ReadOnlySpan<char> Text => _source.Text.AsSpan(Span.Start, Span.Length);

    /// <summary>The token as a string. Frequent tokens of one dictionary share their strings.</summary>
    public override string ToString() => _source.StringOf(Span, _place);
}
