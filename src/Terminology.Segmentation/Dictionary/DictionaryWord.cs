namespace Terminology.Segmentation;

/// <summary>A word to add to a dictionary.</summary>
/// <param name="Text">The word, not empty. It may hold spaces, digits, Latin and punctuation.</param>
public sealed record DictionaryWord(string Text)
{
    /// <summary>The largest frequency a word can have: a thousand times the sum of all others.</summary>
    internal const long MaximumFrequency = 100_000_000_000;

    /// <summary>
    /// How often the word is to be expected in 60 million words; <see langword="null"/> means as often as it takes to be found rather
    /// than its parts, jieba's <c>suggest_freq</c>; 0 deletes the word. At most 100,000,000,000.
    /// </summary>
    public long? Frequency { get; init; }

    /// <summary>Its tag; "no tag" keeps the one it has, or <c>x</c>.</summary>
    public PartOfSpeech Tag { get; init; }

    /// <summary>
    /// Whether the word is a token wherever it stands, whatever the dictionary says of it and its neighbours. Of several such words the
    /// leftmost wins, then the longest. One that begins or ends with an ASCII letter or digit does not win inside a longer run of these.
    /// Without a <see cref="Frequency"/> the word is not weighed against other words at all; with one it is, where it does not win.
    /// Words with characters that jieba never joins (spaces, most punctuation, rare characters) can be tokens in this way only.
    /// </summary>
    public bool Wins { get; init; }
}
