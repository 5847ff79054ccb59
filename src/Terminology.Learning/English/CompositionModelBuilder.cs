using System.Runtime.InteropServices;

namespace Terminology.Learning;

/// <summary>Builds a <see cref="CompositionModel"/> from term pairs and a word lexicon. The same input gives the same bytes.</summary>
internal sealed class CompositionModelBuilder
{
    private const int MaxKeyUnits = 10;
    private const int MaxParts = 5;
    private const int MaxRenderings = 10;

    private readonly Dictionary<string, Dictionary<string, PhraseCount>> _phrases = [];
    private string[] _pinyin = [];
    private readonly Dictionary<string, float> _englishTotals = [];
    private readonly Dictionary<string, int> _unigrams = [];
    private readonly Dictionary<(string, string), int> _bigrams = [];
    private readonly Dictionary<(string, string, string), int> _trigrams = [];
    private readonly Dictionary<string, (int Whole, int All)> _occurrences = [];

    /// <summary>Builds the tables.</summary>
    /// <param name="entries">The merged term base.</param>
    /// <param name="lexicon">Words with their renderings in order.</param>
    /// <param name="weights">Weights of the features, or null for the initial ones.</param>
    /// <param name="ranker">The trees that rank compositions, or null.</param>
    /// <param name="derivations">Derivations made before, or null to make them from these pairs.</param>
    /// <param name="pinyin">Readings of characters in names: a syllable, a space and its characters; null for none.</param>
    public static CompositionModelData Build(IReadOnlyList<TermBaseEntry> entries, IReadOnlyList<LexiconEntry> lexicon, float[]? weights = null, Forest? ranker = null, PairDerivations? derivations = null, string[]? pinyin = null)
    {
        var builder = new CompositionModelBuilder { _pinyin = pinyin ?? [] };
        return builder.Run(entries, lexicon, weights, ranker, derivations);
    }

    /// <summary>The pairs that derivations are made of: the first three renderings of each entry, then the words of the lexicon.</summary>
    internal static List<TermPair> Pairs(IReadOnlyList<TermBaseEntry> entries, IReadOnlyList<LexiconEntry> lexicon, out int entryPairs)
    {
        var pairs = new List<TermPair>();
        foreach (TermBaseEntry entry in entries)
        {
            for (int i = 0; i < entry.Renderings.Count && i < 3; i++)
            {
                pairs.Add(new TermPair(entry.Key, entry.Renderings[i].English, i == 0 ? 1f : i == 1 ? .45f : .25f, i + 1));
            }
        }

        entryPairs = pairs.Count;
        foreach (LexiconEntry entry in lexicon)
        {
            for (int i = 0; i < entry.Renderings.Count; i++)
            {
                pairs.Add(new TermPair(entry.Key, entry.Renderings[i], i == 0 ? 1f : i == 1 ? .5f : .25f, i + 1));
            }
        }

        return pairs;
    }

    private CompositionModelData Run(IReadOnlyList<TermBaseEntry> entries, IReadOnlyList<LexiconEntry> lexicon, float[]? weights, Forest? ranker, PairDerivations? derivations)
    {
        List<TermPair> pairs = Pairs(entries, lexicon, out int entryPairs);
        var heads = new Dictionary<(int Kind, int Link, string Head), Dictionary<byte, float>>();
        var title = new Dictionary<string, (float Title, float All)>();
        foreach ((TermPair pair, int[] starts, List<string> words, Derivation derivation) in derivations is null ? new PairAligner(pairs).Align(PairDerivations.Iterations) : derivations.For(pairs))
        {
            string[] types = [.. words.Select(EnglishTokens.TypeOf)];
            CountNgrams(types);
            if (pair.Order == 1)
            {
                CountOccurrences(pair.Key, starts, derivation);
            }

            int n = starts.Length - 1;
            var seen = new HashSet<Block>();
            foreach (Block block in PairAligner.Phrases(derivation, MaxParts))
            {
                // A part that ends with a comma was cut out of a list.
                if (block.To - block.From <= MaxKeyUnits && !(words[block.Last - 1].EndsWith(',') && block.Last < words.Count) && seen.Add(block))
                {
                    Add(pair.Key[starts[block.From]..starts[block.To]], words, types, block, pair.Weight);
                }
            }

            var whole = new Block(0, n, 0, words.Count);
            if (seen.Add(whole))
            {
                Add(pair.Key, words, types, whole, pair.Weight);
            }

            foreach (JoinStep step in derivation.Joins)
            {
                Block head = derivation.Parts.Last(p => p.From >= step.Right.From && p.To <= step.Right.To);
                string headText = pair.Key[starts[head.From]..starts[head.To]];
                bool longLeft = derivation.Parts.Count(p => p.From >= step.Left.From && p.To <= step.Left.To) > 1;
                Count(heads, (0, step.ChineseLink, ""), step.Action, pair.Weight);
                Count(heads, (longLeft ? 2 : 1, step.ChineseLink, ""), step.Action, pair.Weight);
                Count(heads, (3, step.ChineseLink, headText[^1].ToString()), step.Action, pair.Weight);
                Count(heads, (4, step.ChineseLink, headText), step.Action, pair.Weight);
                Count(heads, (longLeft ? 6 : 5, step.ChineseLink, headText), step.Action, pair.Weight);
            }

            if (words.Count > 1 && pair.Order == 1 && n > 2)
            {
                for (int length = 1; length <= 3 && length <= pair.Key.Length; length++)
                {
                    ref (float Title, float All) share = ref CollectionsMarshal.GetValueRefOrAddDefault(title, pair.Key[^length..], out _);
                    share.All++;
                    share.Title += EnglishText.IsTitle(string.Join(' ', words)) ? 1 : 0;
                }
            }
        }

        // The term base's own renderings count more than what was seen inside longer terms.
        var ranks = new Dictionary<string, Dictionary<string, byte>>();
        foreach (TermBaseEntry entry in entries)
        {
            var order = new Dictionary<string, byte>();
            for (int i = 0; i < entry.Renderings.Count && i < 5; i++)
            {
                List<string> words = EnglishTokens.Split(entry.Renderings[i].English);
                string key = string.Join(' ', words.Select(EnglishTokens.TypeOf));
                if (words.Count > 0 && order.TryAdd(key, (byte)(order.Count + 1)))
                {
                    Add(entry.Key, words, [.. words.Select(EnglishTokens.TypeOf)], new Block(0, 0, 0, words.Count), i == 0 ? 2f : i == 1 ? 1f : .5f, whole: true);
                }
            }

            ranks[entry.Key] = order;
        }

        for (int i = entryPairs; i < pairs.Count; i++)
        {
            List<string> words = EnglishTokens.Split(pairs[i].English);
            Add(pairs[i].Key, words, [.. words.Select(EnglishTokens.TypeOf)], new Block(0, 0, 0, words.Count), pairs[i].Order == 1 ? 2f : pairs[i].Order == 2 ? 1f : .5f, whole: true);
        }

        return Tables(ranks, heads, title, weights, ranker);
    }

    private static void Count(Dictionary<(int, int, string), Dictionary<byte, float>> counts, (int, int, string) context, byte action, float weight)
    {
        ref Dictionary<byte, float>? inner = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, context, out _);
        inner ??= [];
        CollectionsMarshal.GetValueRefOrAddDefault(inner, action, out _) += weight;
    }

    /// <summary>Counts every stretch of a term, and whether its borders are borders of parts.</summary>
    private void CountOccurrences(string key, int[] starts, Derivation derivation)
    {
        int n = starts.Length - 1;
        Span<bool> border = stackalloc bool[n + 1];
        border.Clear();
        foreach (Block part in derivation.Parts)
        {
            (border[part.From], border[part.To]) = (true, true);
        }

        for (int from = 0; from < n; from++)
        {
            for (int to = from + 1; to <= n && to - from <= MaxKeyUnits; to++)
            {
                ref (int Whole, int All) count = ref CollectionsMarshal.GetValueRefOrAddDefault(_occurrences, key[starts[from]..starts[to]], out _);
                count.All++;
                count.Whole += border[from] && border[to] ? 1 : 0;
            }
        }
    }

    private float Wholeness(string key)
    {
        (int whole, int all) = _occurrences.GetValueOrDefault(key);
        return MathF.Log((whole + .5f) / (all + 1));
    }

    private void CountNgrams(string[] types)
    {
        string previous = "", before = "";
        foreach (string type in types)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(_trigrams, (before, previous, type), out _)++;
            before = previous;
            CollectionsMarshal.GetValueRefOrAddDefault(_bigrams, (previous, type), out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(_unigrams, type, out _)++;
            previous = type;
        }

        CollectionsMarshal.GetValueRefOrAddDefault(_trigrams, (before, previous, ""), out _)++;
        CollectionsMarshal.GetValueRefOrAddDefault(_bigrams, (previous, ""), out _)++;
        CollectionsMarshal.GetValueRefOrAddDefault(_unigrams, "", out _)++;
    }

    private void Add(string key, List<string> words, string[] types, Block block, float weight, bool whole = false)
    {
        string english = string.Join(' ', types[block.First..block.Last]);
        ref Dictionary<string, PhraseCount>? renderings = ref CollectionsMarshal.GetValueRefOrAddDefault(_phrases, key, out _);
        renderings ??= [];
        ref PhraseCount? count = ref CollectionsMarshal.GetValueRefOrAddDefault(renderings, english, out _);
        count ??= new PhraseCount();
        count.Weight += weight;
        count.Whole |= whole;
        string surface = string.Join('\u0001', words.GetRange(block.First, block.Last - block.First));
        CollectionsMarshal.GetValueRefOrAddDefault(count.Surfaces, surface, out _) += weight * (whole ? 2 : 1);
        CollectionsMarshal.GetValueRefOrAddDefault(_englishTotals, english, out _) += weight;
    }

    private CompositionModelData Tables(Dictionary<string, Dictionary<string, byte>> ranks, Dictionary<(int Kind, int Link, string Head), Dictionary<byte, float>> heads, Dictionary<string, (float Title, float All)> title, float[]? weights, Forest? ranker)
    {
        string[] keys = [.. _phrases.Keys.Where(k => Keep(k, ranks)).Order(StringComparer.Ordinal)];
        var keyIndex = keys.Index().ToDictionary(k => k.Item, k => k.Index);
        var chosen = new List<(string Surface, string English, float Weight, byte Rank, float Forward, float Backward)[]>();
        foreach (string key in keys)
        {
            Dictionary<string, PhraseCount> renderings = _phrases[key];
            float total = renderings.Values.Sum(r => r.Weight);
            Dictionary<string, byte>? order = ranks.GetValueOrDefault(key);
            chosen.Add([.. renderings
                .Select(r => (Surface: BestSurface(r.Value.Surfaces), English: r.Key, r.Value.Weight, Rank: order?.GetValueOrDefault(r.Key) ?? 0,
                    Forward: MathF.Log(r.Value.Weight / (total + .4f)), Backward: MathF.Log(r.Value.Weight / (_englishTotals[r.Key] + .5f))))
                .OrderBy(r => r.Rank == 0 ? 100 : r.Rank).ThenByDescending(r => r.Weight).ThenBy(r => r.English, StringComparer.Ordinal)
                .Where(r => r.Rank > 0 || r.Forward > -4.2f)
                .Take(MaxRenderings)]);
        }

        string[] words = [.. chosen.SelectMany(c => c).SelectMany(c => c.Surface.Split('\u0001')).Distinct().Order(StringComparer.Ordinal)];
        var wordIndex = words.Index().ToDictionary(w => w.Item, w => w.Index);
        string[] types = ["", .. words.Select(EnglishTokens.TypeOf).Concat(CompositionModel.EnglishLinks.Select(EnglishTokens.TypeOf)).Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal), "\uFFFF"];
        var typeIndex = types.Index().ToDictionary(t => t.Item, t => t.Index);
        var phraseWords = new List<int>();
        var table = new List<Rendering>();
        var start = new List<int> { 0 };
        foreach ((string Surface, string English, float Weight, byte Rank, float Forward, float Backward)[] renderings in chosen)
        {
            foreach ((string surface, _, float weight, byte rank, float forward, float backward) in renderings)
            {
                string[] parts = surface.Split('\u0001');
                table.Add(new Rendering(phraseWords.Count, (byte)parts.Length, rank, weight, forward, backward));
                phraseWords.AddRange(parts.Select(p => wordIndex[p]));
            }

            start.Add(table.Count);
        }

        (float[] unigram, float[] backoff, (int, int, float)[] bigrams) = LanguageModel(types, typeIndex);
        var links = new List<(long Context, LinkCount[] Counts)>();
        foreach (((int kind, int link, string head), Dictionary<byte, float> counts) in heads)
        {
            long context = kind switch
            {
                0 => LinkContext.All(link),
                1 or 2 => LinkContext.Length(link, kind == 2),
                3 => LinkContext.Character(link, head[0]),
                4 => keyIndex.TryGetValue(head, out int h) ? LinkContext.Head(link, h) : -1,
                _ => keyIndex.TryGetValue(head, out int h) ? LinkContext.HeadLength(link, h, kind == 6) : -1,
            };
            if (context >= 0 && (kind < 4 || counts.Values.Sum() >= 1.4f))
            {
                links.Add((context, [.. counts.OrderBy(c => c.Key).Select(c => new LinkCount(c.Key, MathF.Max(.5f, MathF.Round(c.Value * 2) / 2)))]));
            }
        }

        links.Sort((a, b) => a.Context.CompareTo(b.Context));
        return new CompositionModelData
        {
            Words = words,
            Types = types,
            TypeOfWord = [.. words.Select(w => typeIndex.GetValueOrDefault(EnglishTokens.TypeOf(w)))],
            Keys = keys,
            RenderingStart = [.. start],
            Renderings = [.. table],
            PhraseWords = [.. phraseWords],
            Unigram = unigram,
            Backoff = backoff,
            Bigrams = bigrams,
            Links = [.. links],
            TitleShare = [.. title.Where(t => t.Value.All >= (t.Key.Length == 1 ? 6 : 3)).Select(t => (CompositionModel.TitleContext(t.Key), t.Value.Title / (t.Value.All + .5f))).OrderBy(t => t.Item1)],
            Weights = weights ?? [1f, .4f, -.3f, .35f, .2f, .8f, -.5f, .1f, .2f, 0f, 0f, 0f, 0f, 0f, 0f, 0f],
            Wholeness = [.. keys.Select(Wholeness)],
            Trigrams = [.. _trigrams.Where(t => t.Value > 1)
                .Select(t => (Has: typeIndex.TryGetValue(t.Key.Item1, out int a) & typeIndex.TryGetValue(t.Key.Item2, out int b) & typeIndex.TryGetValue(t.Key.Item3, out int c), Types: (a, b, c)))
                .Where(t => t.Has).Select(t => t.Types).Order()],
            Pinyin = _pinyin,
            Ranker = ranker,
        };
    }

    private bool Keep(string key, Dictionary<string, Dictionary<string, byte>> ranks) =>
        ranks.ContainsKey(key) || _phrases[key].Values.Any(p => p.Whole) || _phrases[key].Values.Sum(p => p.Weight) >= .9f;

    private static string BestSurface(Dictionary<string, float> surfaces) =>
        surfaces.OrderByDescending(s => s.Value * (char.IsAsciiLetterUpper(s.Key[0]) ? .5f : 1f) * (s.Key.StartsWith("the ", StringComparison.Ordinal) ? .8f : 1f))
            .ThenBy(s => s.Key, StringComparer.Ordinal).First().Key;

    /// <summary>Bigrams with absolute discounting; what was not seen backs off to how many words a word follows.</summary>
    private (float[] Unigram, float[] Backoff, (int, int, float)[] Bigrams) LanguageModel(string[] types, Dictionary<string, int> typeIndex)
    {
        const float Discount = .6f;
        var followers = new Dictionary<string, int>();
        var continuations = new Dictionary<string, int>();
        foreach ((string a, string b) in _bigrams.Keys)
        {
            CollectionsMarshal.GetValueRefOrAddDefault(followers, a, out _)++;
            CollectionsMarshal.GetValueRefOrAddDefault(continuations, b, out _)++;
        }

        float all = _bigrams.Count + types.Length;
        var unigram = new float[types.Length];
        var backoff = new float[types.Length];
        for (int i = 0; i < types.Length; i++)
        {
            unigram[i] = MathF.Log((continuations.GetValueOrDefault(types[i]) + 1) / all);
            int total = _unigrams.GetValueOrDefault(types[i]);
            backoff[i] = total == 0 ? 0 : MathF.Log(Math.Min(1, Discount * followers.GetValueOrDefault(types[i]) / total));
        }

        var bigrams = new List<(int, int, float)>();
        foreach (((string a, string b), int count) in _bigrams)
        {
            if (typeIndex.TryGetValue(a, out int first) && typeIndex.TryGetValue(b, out int second))
            {
                float low = MathF.Exp(backoff[first] + unigram[second]);
                bigrams.Add((first, second, MathF.Log(((count - Discount) / _unigrams[a]) + low)));
            }
        }

        bigrams.Sort((x, y) => x.Item1 != y.Item1 ? x.Item1.CompareTo(y.Item1) : x.Item2.CompareTo(y.Item2));
        return (unigram, backoff, [.. bigrams]);
    }

    private sealed class PhraseCount
    {
        public float Weight { get; set; }

        public bool Whole { get; set; }

        public Dictionary<string, float> Surfaces { get; } = [];
    }
}

/// <summary>A word of the lexicon with its renderings, best first.</summary>
internal sealed record LexiconEntry(string Key, IReadOnlyList<string> Renderings);
