namespace Terminology.Segmentation;

/// <summary>The words a segmenter knows, with their frequencies and tags. Immutable and thread-safe: a change makes another dictionary.</summary>
public sealed class SegmentationDictionary
{
    private static readonly Lazy<SegmentationDictionary> s_default = new(() => new SegmentationDictionary(Lexicon.Compiled, null, null));

    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>>? _splitWords;

    private SegmentationDictionary(Lexicon lexicon, HashSet<string>? splitWords, WinningWords? winning)
    {
        Lexicon = lexicon;
        _splitWords = splitWords is { Count: > 0 } ? splitWords.GetAlternateLookup<ReadOnlySpan<char>>() : null;
        Winning = winning;
    }

    /// <summary>The dictionary of jieba 0.42.1: 349,045 words.</summary>
    public static SegmentationDictionary Default => s_default.Value;

    internal Lexicon Lexicon { get; }

    /// <summary>The words that are tokens wherever they stand; <see langword="null"/> if there are none.</summary>
    internal WinningWords? Winning { get; }

    /// <summary>
    /// The same dictionary with more words, each as frequent as it takes to be found rather than its parts (jieba's <c>add_word</c>).
    /// A word with a character that jieba never joins, such as a space or a bracket, wins wherever it stands, for it could not be found otherwise.
    /// </summary>
    /// <param name="words">The words.</param>
    /// <returns>A dictionary of its own; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">A word is empty.</exception>
    /// <exception cref="InvalidOperationException">The dictionary is full.</exception>
    public SegmentationDictionary With(params string[] words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return With(words.Select(word => new DictionaryWord(word) { Wins = !CharacterClass.IsBlock(word) }));
    }

    /// <summary>
    /// The same dictionary with words added, changed or (frequency 0) deleted, one after the other, as jieba's <c>add_word</c> does.
    /// Adding copies the tables once, so add many words at a time.
    /// </summary>
    /// <param name="words">The words. Of several entries for one word the last wins.</param>
    /// <returns>A dictionary of its own; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">A word is empty or a frequency negative.</exception>
    /// <exception cref="InvalidOperationException">The dictionary is full.</exception>
    public SegmentationDictionary With(IEnumerable<DictionaryWord> words)
    {
        ArgumentNullException.ThrowIfNull(words);
        var editor = new LexiconEditor(Lexicon);
        HashSet<string> split = _splitWords is { } present ? new(present.Set, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        var winning = new Dictionary<string, PartOfSpeech>(Winning?.Words ?? new Dictionary<string, PartOfSpeech>(), StringComparer.Ordinal);
        foreach (DictionaryWord word in words)
        {
            Throw.IfInvalid(word);
            long frequency = word.Frequency ?? editor.SuggestFrequency(word.Text);
            editor.Set(word.Text, frequency, word.Tag.Code);
            if (frequency == 0)
                split.Add(word.Text);
            if (word.Wins)
                winning[word.Text] = word.Tag;
            else
                winning.Remove(word.Text);
        }

        return new SegmentationDictionary(editor.ToLexicon(), split, winning.Count == 0 ? null : new WinningWords(winning));
    }

    /// <summary>
    /// The same dictionary without some words, which then are not found by the hidden Markov model either: jieba's <c>del_word</c>.
    /// </summary>
    /// <param name="words">The words; one that is not in the dictionary is only kept from the model.</param>
    /// <returns>A dictionary of its own; this one stays as it is.</returns>
    /// <exception cref="ArgumentException">A word is empty.</exception>
    public SegmentationDictionary Without(params string[] words)
    {
        ArgumentNullException.ThrowIfNull(words);
        return With(words.Select(word => new DictionaryWord(word) { Frequency = 0 }));
    }

    /// <summary>Whether the model must not make this word, because it was deleted.</summary>
    internal bool MustSplit(ReadOnlySpan<char> word) => _splitWords is { } words && words.Contains(word);
}
