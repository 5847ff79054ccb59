namespace Terminology.Segmentation;

/// <summary>
/// The place to plug a segmenter in. An implementation appends the tokens of a text, left to right and without gaps or overlaps,
/// and must be safe to call from several threads at once.
/// </summary>
public interface ISegmenter
{
    /// <summary>Appends the tokens of <paramref name="text"/> to <paramref name="tokens"/>.</summary>
    /// <param name="text">The text; offsets in the result are UTF-16 positions in it.</param>
    /// <param name="tokens">Where the tokens go. It is not cleared.</param>
    void Segment(ReadOnlySpan<char> text, TokenBuffer tokens);
}
