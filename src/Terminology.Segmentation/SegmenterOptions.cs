namespace Terminology.Segmentation;

/// <summary>Which tokens a segmenter gives.</summary>
public enum SegmentationMode
{
    /// <summary>The most probable words, one after the other: jieba's <c>cut</c>.</summary>
    Default,

    /// <summary>
    /// Every dictionary word that stands in the text, overlapping, without the hidden Markov model: jieba's <c>cut_all</c>,
    /// which also gives empty tokens around white space.
    /// </summary>
    Full,

    /// <summary>As <see cref="Default"/>, and before each longer word the words of two and three characters inside it: jieba's <c>cut_for_search</c>.</summary>
    Search,
}

/// <summary>Settings of a <see cref="Segmenter"/>. The defaults are jieba's.</summary>
public sealed record SegmenterOptions
{
    /// <summary>Which tokens are given.</summary>
    public SegmentationMode Mode { get; init; } = SegmentationMode.Default;

    /// <summary>Whether a hidden Markov model joins single characters into words that the dictionary does not have. Without effect in full mode.</summary>
    public bool UseHmm { get; init; } = true;

    /// <summary>
    /// Whether words are cut and tagged as jieba's <c>posseg</c> does: by a model of tags in context. The words differ here and there
    /// from those without tags, as in jieba. Needs <see cref="SegmentationMode.Default"/>.
    /// Without it, <see cref="Token.Tag"/> is the dictionary's tag of the word, found when it is asked for, and <see cref="TokenSpan.Tag"/> is none.
    /// </summary>
    public bool Tags { get; init; }

    /// <summary>
    /// Dictionary words of more characters than this are not used; at least 1. No word of the dictionary has more than 16.
    /// 3 with the model and tags gives the fine tokens that term extraction builds on.
    /// </summary>
    public int MaximumWordLength { get; init; } = 16;
}
