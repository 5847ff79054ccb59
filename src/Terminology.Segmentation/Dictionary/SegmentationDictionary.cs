namespace Terminology.Segmentation;

/// <summary>The words a segmenter knows, with their frequencies and tags. Immutable and thread-safe: a change makes another dictionary.</summary>
public sealed class SegmentationDictionary
{
    private static SegmentationDictionary? s_default;

    private readonly HashSet<string>? _splitWords;

    private SegmentationDictionary(Lexicon lexicon, HashSet<string>? splitWords, WinningWords? winning)
    {
        Lexicon = lexicon;
        _splitWords = splitWords;
        Winning = winning;
    }

    /// <summary>The dictionary of jieba 0.42.1: 349,045 words.</summary>
    public static SegmentationDictionary Default =>
        s_default ?? Interlocked.CompareExchange(ref s_default, new SegmentationDictionary(Lexicon.Compiled, null, null), null) ?? s_default;

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
        HashSet<string> split = _splitWords is { } present ? new(present, StringComparer.Ordinal) : new(StringComparer.Ordinal);
        var winning = new Dictionary<string, PartOfSpeech>(Winning?.Words ?? new Dictionary<string, PartOfSpeech>(), StringComparer.Ordinal);
        foreach (DictionaryWord word in words)
        {
            Throw.IfInvalid(word);
            if (word.Wins)
                winning[word.Text] = word.Tag;
            else
                winning.Remove(word.Text);
            if (word.Wins && word.Frequency is null)
                continue;
            long frequency = word.Frequency ?? editor.SuggestFrequency(word.Text);
            editor.Set(word.Text, frequency, word.Tag.Code);
            if (frequency == 0)
                split.Add(word.Text);
        }

        return new SegmentationDictionary(editor.ToLexicon(), split.Count == 0 ? null : split, winning.Count == 0 ? null : new WinningWords(winning));
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

    /// <summary>
    /// The same dictionary with the words of a file in the format of jieba's user dictionaries: a word a line, then its frequency and its tag
    /// (lower-case letters), each behind one space and both optional. Empty lines are skipped. UTF-8 with or without byte order mark, or GB18030.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="wins">Whether the words are tokens wherever they stand, see <see cref="DictionaryWord.Wins"/>.</param>
    /// <returns>A dictionary of its own; this one stays as it is.</returns>
    /// <exception cref="DictionaryFormatException">A line is bad; the exception tells its number.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidOperationException">The dictionary is full.</exception>
    public SegmentationDictionary WithFile(string path, bool wins = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return With(DictionaryFile.Read(path, wins));
    }

    /// <summary>How often a word is expected among the words of the dictionary; 0 for what is no word of it.</summary>
    /// <param name="word">The word.</param>
    public long FrequencyOf(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        return Math.Max(Lexicon.FindFrequency(word), 0);
    }

    /// <summary>The frequency at which a word is found rather than the parts it is cut into now: jieba's <c>suggest_freq</c> of a string.</summary>
    /// <param name="word">The word, not empty.</param>
    /// <exception cref="ArgumentException">The word is empty.</exception>
    public long SuggestFrequency(string word)
    {
        ArgumentException.ThrowIfNullOrEmpty(word);
        var tokens = new TokenBuffer();
        new Segmenter(this, new SegmenterOptions { UseHmm = false }).Segment(word, tokens);
        double total = Lexicon.Total;
        double probability = 1;
        foreach (TokenSpan token in tokens.Spans)
            probability *= KeyFrequency(word.AsSpan(token.Start, token.Length)) / total;
        return Math.Max((long)(probability * total) + 1, KeyFrequency(word));
    }

    /// <summary>The frequency at which a word is cut into the given parts rather than found: jieba's <c>suggest_freq</c> of a tuple.</summary>
    /// <param name="parts">The parts, in order; joined they are the word.</param>
    /// <exception cref="ArgumentException">The parts are empty.</exception>
    public long SuggestFrequencyToSplit(params string[] parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        string word = string.Concat(parts);
        ArgumentException.ThrowIfNullOrEmpty(word, nameof(parts));
        double total = Lexicon.Total;
        double probability = 1;
        foreach (string part in parts)
            probability *= KeyFrequency(part) / total;
        return Math.Min((long)(probability * total), Math.Max(Lexicon.FindFrequency(word), 0));
    }

    /// <summary>Whether the model must not make this word, because it was deleted.</summary>
    internal bool MustSplit(ReadOnlySpan<char> word) => _splitWords != null && IsSplitWord(word);

    private bool IsSplitWord(ReadOnlySpan<char> word) => _splitWords!.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);

    /// <summary>jieba's <c>FREQ.get(key, 1)</c>: 0 for what only begins words, 1 for what does not even that.</summary>
    private long KeyFrequency(ReadOnlySpan<char> key)
    {
        long frequency = Lexicon.FindFrequency(key);
        return frequency < 0 ? 1 : frequency;
    }
}
