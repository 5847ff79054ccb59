namespace Terminology.Segmentation;

/// <summary>Where a token stands and what it is, without the text itself: the form that costs no allocation.</summary>
/// <param name="Start">First UTF-16 position in the segmented text.</param>
/// <param name="Length">Length in UTF-16 units.</param>
/// <param name="Tag">Part of speech; the default value where the segmenter gives none.</param>
public readonly record struct TokenSpan(int Start, int Length, PartOfSpeech Tag)
{
    /// <summary>The position behind the token's last UTF-16 unit.</summary>
    public int End => Start + Length;
}
