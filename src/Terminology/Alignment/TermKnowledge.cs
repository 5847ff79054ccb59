namespace Terminology;

/// <summary>What is known of a term's English before the text is looked at: renderings of glossaries, compositions, words of its parts.</summary>
internal sealed class TermKnowledge
{
    private const float LeastWeight = .03f;

    private readonly Dictionary<string, float> _words = [];
    private readonly List<(int Start, int Length, string[] Words)> _parts = [];
    private readonly Dictionary<string, Rendering> _renderings = [];
    private readonly Dictionary<string, float> _bags = [];

    /// <summary>A whole rendering: how it is known and how sure, 0-1, and how sure beside the best of its method.</summary>
    public readonly record struct Rendering(AlignmentMethod Method, float Score, float Relative, string Text);

    /// <summary>Gathers what is known.</summary>
    /// <param name="term">The term as given.</param>
    /// <param name="key">The term as <see cref="TermFinder.Key"/> makes it.</param>
    /// <param name="table">Known words.</param>
    /// <param name="model">Term base and composition, or null.</param>
    /// <param name="client">The user's glossary, or null.</param>
    public TermKnowledge(string term, string key, LexicalTable table, CompositionModel? model, ClientGlossarySource? client)
    {
        Key = key;
        for (int start = 0; start < key.Length; start++)
        {
            for (int length = 1; length <= Math.Min(table.LongestWord, key.Length - start); length++)
            {
                if (table.Find(key.Substring(start, length)) is not { } row)
                    continue;
                foreach ((string word, float weight) in row)
                    if (weight >= LeastWeight && IsContent(word))
                        AddPart(start, length, [word], weight);
            }
            if (char.IsAsciiLetterOrDigit(key[start]) && (start == 0 || !char.IsAsciiLetterOrDigit(key[start - 1])))
            {
                int end = start + 1;
                while (end < key.Length && (char.IsAsciiLetterOrDigit(key[end]) || key[end] is '.' or '-'))
                    end++;
                AddPart(start, end - start, [EnglishWord.Key(key[start..end])], 1);
            }
        }
        if (model is not null)
            AddModel(term, key, model);
        if (client is { IsEmpty: false })
            AddRenderings(client, term);
    }

    /// <summary>The term.</summary>
    public string Key { get; }

    /// <summary>All whole renderings by their phrase key.</summary>
    public IReadOnlyDictionary<string, Rendering> Renderings => _renderings;

    /// <summary>Whether a word in lower case carries meaning; US and IT in small letters do.</summary>
    public static bool IsContent(string word) => word is "us" or "it" || !EnglishWord.IsFunctionWord(word);

    /// <summary>How likely an English word translates a part of the term, 0-1.</summary>
    public float Word(string word) => _words.GetValueOrDefault(word);

    /// <summary>The best rendering that has the same content words in another order or with other function words, 0-1.</summary>
    public float Bag(string phrase) => _bags.GetValueOrDefault(BagOf(phrase));

    /// <summary>Share of the term's characters that some words of a phrase translate.</summary>
    public float Covered(HashSet<string> words)
    {
        Span<bool> covered = stackalloc bool[Key.Length];
        foreach ((int start, int length, string[] part) in _parts)
        {
            bool all = true;
            foreach (string word in part)
                all &= words.Contains(word);
            if (all)
                covered.Slice(start, length).Fill(true);
        }
        int sum = 0;
        foreach (bool c in covered)
            sum += c ? 1 : 0;
        return (float)sum / Key.Length;
    }

    private static string BagOf(string phrase) => string.Join(' ', phrase.Split(' ').Where(IsContent).Select(EnglishWord.Key).Distinct().Order(StringComparer.Ordinal));

    private void AddPart(int start, int length, string[] words, float weight)
    {
        _parts.Add((start, length, words));
        foreach (string word in words)
            _words[word] = Math.Max(_words.GetValueOrDefault(word), weight);
    }

    private void AddModel(string term, string key, CompositionModel model)
    {
        for (int start = 0; start < key.Length; start++)
        {
            for (int length = 1; length <= Math.Min(12, key.Length - start); length++)
            {
                int index = model.Find(key.AsSpan(start, length));
                if (index < 0)
                    continue;
                foreach (global::Terminology.Rendering rendering in model.Renderings(index))
                {
                    float weight = MathF.Exp(rendering.Forward);
                    if (weight < LeastWeight && rendering.Rank is 0 or > 2)
                        continue;
                    string[] words = [.. AlignedSentence.PhraseOf(model.TextOf(rendering)).Split(' ').Where(w => w.Length > 0 && IsContent(w)).Select(EnglishWord.Key)];
                    if (words.Length > 0)
                        AddPart(start, length, words, Math.Max(.1f, weight));
                }
            }
        }
        AddRenderings(new TermBaseSource(new Lazy<CompositionModel>(() => model)), term);
        string simplified = ChineseScript(term);
        List<(Composed Composed, double Score)> ranked = CompositionRanker.Rank(model, simplified, new TermComposer(model).Compose(simplified, CompositionRanker.Width));
        foreach ((Composed composed, double score) in ranked)
            Add(composed.Text, AlignmentMethod.Composition, (float)score, (float)(score / ranked[0].Score));
    }

    private static string ChineseScript(string term) => Segmentation.ChineseScript.ToSimplified(ChineseKey.Of(term));

    private void AddRenderings(ISuggestionSource source, string term)
    {
        List<TermSuggestion> found = [];
        source.Suggest(term, ChineseKey.Of(term), found);
        foreach (TermSuggestion suggestion in found)
            Add(suggestion.Text, suggestion.Method, (float)suggestion.Score);
    }

    private void Add(string english, AlignmentMethod method, float score, float relative = 1)
    {
        string phrase = AlignedSentence.PhraseOf(english);
        if (phrase.Length == 0)
            return;
        if (!_renderings.TryGetValue(phrase, out Rendering known) || (method != AlignmentMethod.Composition && known.Method == AlignmentMethod.Composition) || method == AlignmentMethod.ClientGlossary)
            _renderings[phrase] = new Rendering(method, score, relative, english);
        string bag = BagOf(phrase);
        _bags[bag] = Math.Max(_bags.GetValueOrDefault(bag), score);
    }
}
