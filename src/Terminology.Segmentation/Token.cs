namespace Terminology.Segmentation;

/// <summary>A token of a text: its place, its part of speech, and on demand its string.</summary>
public readonly struct Token
{
    private readonly string _source;

    internal Token(string source, TokenSpan span) => (_source, Span) = (source, span);

    /// <summary>Place and tag.</summary>
    public TokenSpan Span { get; }

    /// <summary>First UTF-16 position in the text.</summary>
    public int Start => Span.Start;

    /// <summary>Length in UTF-16 units.</summary>
    public int Length => Span.Length;

    /// <summary>Part of speech.</summary>
    public PartOfSpeech Tag => Span.Tag;

    /// <summary>The token's characters, without a copy.</summary>
    public ReadOnlySpan<char> Text => _source.AsSpan(Span.Start, Span.Length);

    /// <summary>The token as a new string.</summary>
    public override string ToString() => Text.ToString();
}
