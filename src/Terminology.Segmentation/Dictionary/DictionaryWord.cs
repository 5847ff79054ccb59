namespace Terminology.Segmentation;

/// <summary>A word to add to a dictionary.</summary>
/// <param name="Text">The word, not empty. It may hold spaces, digits, Latin and punctuation.</param>
public sealed record DictionaryWord(string Text)
{
    /// <summary>
    /// How often the word is to be expected in 60 million words; <see langword="null"/> means as often as it takes to be found rather
    /// than its parts, jieba's <c>suggest_freq</c>; 0 deletes the word.
    /// </summary>
    public long? Frequency { get; init; }

    /// <summary>Its tag; "no tag" keeps the one it has, or <c>x</c>.</summary>
    public PartOfSpeech Tag { get; init; }

    /// <summary>
    /// Whether the word is a token wherever it stands, whatever the dictionary says of it and its neighbours. Of several such words the
    /// leftmost wins, then the longest. One that begins or ends with an ASCII letter or digit does not win inside a longer run of these.
    /// Words with characters that jieba never joins (spaces, most punctuation, rare characters) can be tokens in this way only.
    /// </summary>
    public bool Wins { get; init; }
}
