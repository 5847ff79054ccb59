using System.Runtime.InteropServices;

namespace Terminology.Learning;

/// <summary>A part of a term with its English words.</summary>
/// <param name="From">First unit.</param>
/// <param name="To">Unit after the last.</param>
/// <param name="First">First word.</param>
/// <param name="Last">Word after the last.</param>
internal readonly record struct Block(int From, int To, int First, int Last);

/// <summary>How two parts were joined in a pair.</summary>
/// <param name="ChineseLink">Index into <see cref="CompositionModel.ChineseLinks"/>.</param>
/// <param name="Action">English link × 2, plus 1 if swapped.</param>
/// <param name="Left">Units of the left part.</param>
/// <param name="Right">Units of the right part.</param>
internal readonly record struct JoinStep(int ChineseLink, byte Action, (int From, int To) Left, (int From, int To) Right);

/// <summary>The best derivation of a pair: its smallest parts and how they were joined.</summary>
internal sealed record Derivation(List<Block> Parts, List<JoinStep> Joins);

/// <summary>
/// Aligns the parts of term pairs with each other: for each pair the best binary derivation under an inversion transduction
/// grammar (Wu 1997) whose leaves are pairs of short phrases, scored by how often the two occur together in OTHER pairs
/// (leave one out), counted first in all pairs and then again in the derivations.
/// </summary>
internal sealed class PairAligner
{
    private const int MaxChinese = 6;
    private const int MaxEnglish = 5;
    private const int MaxUnits = 22;
    private const int MaxWords = 14;
    private const float JoinBonus = 2f;

    // Time grows with the cube of units times words: a few long pairs would take most of it and teach little.
    private const int MaxArea = 150;

    private readonly List<Item> _items = [];
    private readonly Dictionary<string, int> _chinese = [];
    private readonly Dictionary<string, int> _english = [];
    private float[] _chineseCount = [];
    private float[] _englishCount = [];
    private Dictionary<long, float> _count = [];

    public PairAligner(IEnumerable<TermPair> pairs)
    {
        foreach (TermPair pair in pairs)
        {
            int[] starts = new int[pair.Key.Length + 1];
            int n = ChineseKey.Units(pair.Key, starts);
            List<string> words = EnglishTokens.Split(pair.English);
            if (n is 0 or > MaxUnits || words.Count is 0 or > MaxWords)
            {
                continue;
            }

            var item = new Item { Pair = pair, Starts = starts[..(n + 1)], Words = words, Types = [.. words.Select(EnglishTokens.TypeOf)] };
            item.Links = [.. item.Types.Select(t => Math.Max(0, Array.IndexOf(CompositionModel.EnglishLinks, t)))];
            item.ChineseLinks = new int[n, 3];
            for (int i = 0; i < n; i++)
            {
                for (int width = 1; width <= 2 && i + width <= n; width++)
                {
                    item.ChineseLinks[i, width] = Math.Max(0, Array.IndexOf(CompositionModel.ChineseLinks, pair.Key[starts[i]..starts[i + width]]));
                }
            }

            _items.Add(item);
        }
    }

    /// <summary>Aligns all pairs.</summary>
    /// <returns>Each usable pair with its words and derivation.</returns>
    public IEnumerable<(TermPair Pair, int[] Starts, List<string> Words, Derivation Derivation)> Align(int iterations)
    {
        CountTogether();
        for (int i = 0; i < iterations; i++)
        {
            foreach (Item item in _items)
            {
                item.Derivation = Parse(item);
            }

            if (i + 1 < iterations)
            {
                Recount();
            }
        }

        return _items.Select(i => (i.Pair, i.Starts, i.Words, i.Derivation!));
    }

    private void CountTogether()
    {
        // A phrase that occurs in one pair only can never be supported by another pair: it is not counted at all.
        var chinese = new Dictionary<string, int>();
        var english = new Dictionary<string, int>();
        foreach (Item item in _items)
        {
            foreach (string phrase in ChinesePhrases(item).Select(p => p.Text).Distinct())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(chinese, phrase, out _)++;
            }

            foreach (string phrase in EnglishPhrases(item).Select(p => p.Text).Distinct())
            {
                CollectionsMarshal.GetValueRefOrAddDefault(english, phrase, out _)++;
            }
        }

        foreach ((string phrase, int count) in chinese)
        {
            if (count > 1)
            {
                _chinese.Add(phrase, _chinese.Count);
            }
        }

        foreach ((string phrase, int count) in english)
        {
            if (count > 1)
            {
                _english.Add(phrase, _english.Count);
            }
        }

        var seen = new byte[1 << 26];
        foreach (Item item in _items)
        {
            int n = item.Starts.Length - 1, m = item.Types.Length;
            item.ChineseIds = new int[(n + 1) * (n + 1)];
            item.EnglishIds = new int[(m + 1) * (m + 1)];
            Array.Fill(item.ChineseIds, -1);
            Array.Fill(item.EnglishIds, -1);
            foreach ((int from, int to, string text) in ChinesePhrases(item))
            {
                item.ChineseIds[(from * (n + 1)) + to] = _chinese.GetValueOrDefault(text, -1);
            }

            foreach ((int first, int last, string text) in EnglishPhrases(item))
            {
                item.EnglishIds[(first * (m + 1)) + last] = _english.GetValueOrDefault(text, -1);
            }

            item.Couples = [.. Couples(item, n, m).Distinct()];
            item.DistinctChinese = [.. item.ChineseIds.Where(i => i >= 0).Distinct()];
            item.DistinctEnglish = [.. item.EnglishIds.Where(i => i >= 0).Distinct()];
            foreach ((int c, int e) in item.Couples)
            {
                ref byte slot = ref seen[Slot(c, e)];
                if (slot < 2)
                {
                    slot++;
                }
            }
        }

        _chineseCount = new float[_chinese.Count];
        _englishCount = new float[_english.Count];
        foreach (Item item in _items)
        {
            foreach (int c in item.DistinctChinese)
            {
                _chineseCount[c]++;
            }

            foreach (int e in item.DistinctEnglish)
            {
                _englishCount[e]++;
            }

            foreach ((int c, int e) in item.Couples)
            {
                if (seen[Slot(c, e)] > 1)
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(_count, Join(c, e), out _)++;
                }
            }

            item.Couples = [];
        }

        foreach (Item item in _items)
        {
            item.OwnCount = 1;
        }
    }

    /// <summary>Counts phrase pairs in the derivations; the raw counts stay in with a small weight, so that nothing seen twice is lost.</summary>
    private void Recount()
    {
        const float Raw = .15f;
        var count = new Dictionary<long, float>(_count.Count);
        var chinese = new float[_chineseCount.Length];
        var english = new float[_englishCount.Length];
        foreach (Item item in _items)
        {
            int n = item.Starts.Length - 1, m = item.Types.Length;
            item.Own = [];
            foreach (Block block in Phrases(item.Derivation!, 4))
            {
                int c = item.ChineseIds[(block.From * (n + 1)) + block.To], e = item.EnglishIds[(block.First * (m + 1)) + block.Last];
                if (c < 0 || e < 0 || item.Own.Contains((c, e)))
                {
                    continue;
                }

                item.Own.Add((c, e));
                CollectionsMarshal.GetValueRefOrAddDefault(count, Join(c, e), out _)++;
                chinese[c]++;
                english[e]++;
            }
        }

        _rawCount ??= (_count, _chineseCount, _englishCount);
        foreach ((long key, float value) in _rawCount.Value.Count)
        {
            if (value > 1)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(count, key, out _) += Raw * (value - 1) * value / MathF.Max(_rawCount.Value.Chinese[key >> 32], _rawCount.Value.English[(int)(uint)key]);
            }
        }

        for (int i = 0; i < chinese.Length; i++)
        {
            chinese[i] += Raw * _rawCount.Value.Chinese[i];
        }

        for (int i = 0; i < english.Length; i++)
        {
            english[i] += Raw * _rawCount.Value.English[i];
        }

        (_count, _chineseCount, _englishCount) = (count, chinese, english);
    }

    private (Dictionary<long, float> Count, float[] Chinese, float[] English)? _rawCount;

    /// <summary>All phrase pairs that are whole in a derivation: sequences of at most <paramref name="parts"/> parts whose English is contiguous.</summary>
    public static IEnumerable<Block> Phrases(Derivation derivation, int parts)
    {
        List<Block> blocks = derivation.Parts;
        for (int i = 0; i < blocks.Count; i++)
        {
            int first = int.MaxValue, last = 0;
            for (int k = i; k < blocks.Count && k < i + parts; k++)
            {
                first = Math.Min(first, blocks[k].First);
                last = Math.Max(last, blocks[k].Last);
                bool whole = true;
                for (int o = 0; o < blocks.Count; o++)
                {
                    if ((o < i || o > k) && blocks[o].First < last && blocks[o].Last > first)
                    {
                        whole = false;
                        break;
                    }
                }

                if (whole)
                {
                    yield return new Block(blocks[i].From, blocks[k].To, first, last);
                }
            }
        }
    }

    private static int Slot(int c, int e) => (int)((((uint)c * 2654435761u) ^ ((uint)e * 40503u * 2246822519u)) >> 6);

    /// <summary>Phrases of a pair that may be each other's translation: not too different in length.</summary>
    private static IEnumerable<(int Chinese, int English)> Couples(Item item, int n, int m)
    {
        for (int from = 0; from < n; from++)
        {
            for (int to = from + 1; to <= n && to <= from + MaxChinese; to++)
            {
                int c = item.ChineseIds[(from * (n + 1)) + to];
                if (c < 0)
                {
                    continue;
                }

                for (int first = 0; first < m; first++)
                {
                    for (int last = first + 1; last <= m && last <= first + MaxEnglish; last++)
                    {
                        int e = item.EnglishIds[(first * (m + 1)) + last];
                        if (e >= 0 && MayMatch(to - from, last - first))
                        {
                            yield return (c, e);
                        }
                    }
                }
            }
        }
    }

    private static bool MayMatch(int chinese, int english) => english <= chinese + 2 && chinese <= (english * 3) + 1;

    private static long Join(int c, int e) => ((long)c << 32) | (uint)e;

    private static IEnumerable<(int From, int To, string Text)> ChinesePhrases(Item item)
    {
        int n = item.Starts.Length - 1;
        for (int from = 0; from < n; from++)
        {
            for (int to = from + 1; to <= n && to <= from + MaxChinese; to++)
            {
                yield return (from, to, item.Pair.Key[item.Starts[from]..item.Starts[to]]);
            }
        }
    }

    private static IEnumerable<(int First, int Last, string Text)> EnglishPhrases(Item item)
    {
        int m = item.Types.Length;
        for (int first = 0; first < m; first++)
        {
            string text = "";
            for (int last = first + 1; last <= m && last <= first + MaxEnglish; last++)
            {
                text = last == first + 1 ? item.Types[first] : text + " " + item.Types[last - 1];
                yield return (first, last, text);
            }
        }
    }

    private static float LinkPrior(int chinese, int english, bool swap)
    {
        string zh = CompositionModel.ChineseLinks[chinese], en = CompositionModel.EnglishLinks[english];
        float order = swap ? en.Length == 0 ? .05f : .5f : 1f;
        return order * (zh, en) switch
        {
            ("", "") => 1f,
            ("", "of") => swap ? 1f : .1f,
            ("", _) => swap ? .4f : en is "and" ? .4f : .15f,
            ("和" or "与" or "及" or "、" or "以及" or "暨", "and") => swap ? .2f : 1f,
            ("和" or "与" or "及" or "、" or "以及" or "暨", "") => .1f,
            ("的" or "之", "of") => swap ? 1f : .1f,
            ("的" or "之", "") => swap ? .2f : 1f,
            ("或", "or") => 1f,
            _ => .2f,
        };
    }

    private float Leaf(Item item, int from, int to, int first, int last, int n, int m)
    {
        int chinese = to - from, english = last - first;
        float floor = 0;
        if (chinese <= 8 && english <= 6)
        {
            // What nothing supports may still be a pair: rather short than long, two characters a word.
            floor = chinese > 4 && (from > 0 || to < n) ? 0 : .012f * MathF.Exp(-.9f * MathF.Abs(english - (chinese / 2f))) * MathF.Pow(.45f, chinese + english - 2);
            if (chinese == 1 && ChineseKey.IsLatin(item.Pair.Key[item.Starts[from]]))
            {
                floor = english == 1 && item.Pair.Key.AsSpan(item.Starts[from], item.Starts[to] - item.Starts[from]).Equals(item.Words[first], StringComparison.OrdinalIgnoreCase) ? 1f : floor * .1f;
            }
        }
        else if (from == 0 && to == n && first == 0 && last == m)
        {
            floor = 1e-12f;
        }

        int c = chinese <= MaxChinese ? item.ChineseIds[(from * (n + 1)) + to] : -1;
        int e = english <= MaxEnglish ? item.EnglishIds[(first * (m + 1)) + last] : -1;
        if (c < 0 || e < 0 || !MayMatch(chinese, english) || !_count.TryGetValue(Join(c, e), out float together))
        {
            return floor;
        }

        float ownCount = item.Own is null ? item.OwnCount : item.Own.Contains((c, e)) ? 1 : 0;
        float own = item.Own is null ? item.OwnCount : ownCount;
        together -= ownCount;
        if (together <= 0)
        {
            return floor;
        }

        float value = together / MathF.Sqrt((_chineseCount[c] - own + .3f) * (_englishCount[e] - own + .3f));
        if (english == 1 && item.Links[first] > 0)
        {
            value *= .3f; // joining words are better explained by joins
        }

        return MathF.Max(floor, MathF.Min(1, value));
    }

    private Derivation Parse(Item item)
    {
        int n = item.Starts.Length - 1, m = item.Types.Length;
        if (n * m > MaxArea)
        {
            return new Derivation([new Block(0, n, 0, m)], []);
        }

        int stride = m + 1;
        int cells = (n + 1) * (n + 1) * stride * stride;
        if (_score.Length < cells)
        {
            _score = new float[cells];
            _back = new int[cells];
        }

        Array.Clear(_score, 0, cells);
        for (int length = 1; length <= n; length++)
        {
            for (int from = 0; from + length <= n; from++)
            {
                int to = from + length;
                for (int width = 1; width <= m; width++)
                {
                    for (int first = 0; first + width <= m; first++)
                    {
                        int last = first + width;
                        if (width > (2 * length) + 2 || length > (5 * width) + 2)
                        {
                            if (length < n || width < m)
                            {
                                continue; // no such lengths correspond
                            }
                        }

                        float best = Leaf(item, from, to, first, last, n, m);
                        int back = 0;
                        for (int middle = from + 1; middle < to; middle++)
                        {
                            for (int skip = 0; skip <= 2 && middle + skip < to; skip++)
                            {
                                int leftZh = ((from * (n + 1)) + middle) * stride * stride, rightZh = (((middle + skip) * (n + 1)) + to) * stride * stride;
                                int zl = 0;
                                if (skip > 0 && (zl = item.ChineseLinks[middle, skip]) == 0)
                                {
                                    continue;
                                }

                                for (int cut = first + 1; cut < last; cut++)
                                {
                                    for (int word = 0; word <= 1 && cut + word < last; word++)
                                    {
                                        int el = 0;
                                        if (word == 1 && (el = item.Links[cut]) == 0)
                                        {
                                            continue;
                                        }

                                        int firstEn = (first * stride) + cut, lastEn = ((cut + word) * stride) + last;
                                        float straight = _score[leftZh + firstEn] * _score[rightZh + lastEn];
                                        if (straight > 0)
                                        {
                                            straight *= JoinBonus * LinkPrior(zl, el, false);
                                            if (straight > best)
                                            {
                                                best = straight;
                                                back = Pack(middle, skip, cut, word, false);
                                            }
                                        }

                                        float swapped = _score[leftZh + lastEn] * _score[rightZh + firstEn];
                                        if (swapped > 0)
                                        {
                                            swapped *= JoinBonus * LinkPrior(zl, el, true);
                                            if (swapped > best)
                                            {
                                                best = swapped;
                                                back = Pack(middle, skip, cut, word, true);
                                            }
                                        }
                                    }
                                }
                            }
                        }

                        int cell = (((from * (n + 1)) + to) * stride * stride) + (first * stride) + last;
                        _score[cell] = best;
                        _back[cell] = back;
                    }
                }
            }
        }

        var derivation = new Derivation([], []);
        Walk(0, n, 0, m);
        return derivation;

        void Walk(int from, int to, int first, int last)
        {
            int back = _back[(((from * (n + 1)) + to) * stride * stride) + (first * stride) + last];
            if (back == 0)
            {
                derivation.Parts.Add(new Block(from, to, first, last));
                return;
            }

            (int middle, int skip, int cut, int word, bool swap) = (back & 0xFF, (back >> 8) & 3, (back >> 10) & 0xFF, (back >> 18) & 1, (back >> 19) == 1);
            int zl = skip == 0 ? 0 : item.ChineseLinks[middle, skip];
            int el = word == 0 ? 0 : item.Links[cut];
            derivation.Joins.Add(new JoinStep(zl, (byte)((el * 2) + (swap ? 1 : 0)), (from, middle), (middle + skip, to)));
            if (swap)
            {
                Walk(from, middle, cut + word, last);
                Walk(middle + skip, to, first, cut);
            }
            else
            {
                Walk(from, middle, first, cut);
                Walk(middle + skip, to, cut + word, last);
            }
        }
    }

    private static int Pack(int middle, int skip, int cut, int word, bool swap) => middle | (skip << 8) | (cut << 10) | (word << 18) | (swap ? 1 << 19 : 0);

    private float[] _score = [];
    private int[] _back = [];

    private sealed class Item
    {
        public required TermPair Pair { get; init; }

        public required int[] Starts { get; init; }

        public required List<string> Words { get; init; }

        public required string[] Types { get; init; }

        public int[] Links { get; set; } = [];

        public int[,] ChineseLinks { get; set; } = new int[0, 0];

        public int[] ChineseIds { get; set; } = [];

        public int[] EnglishIds { get; set; } = [];

        public (int Chinese, int English)[] Couples { get; set; } = [];

        public int[] DistinctChinese { get; set; } = [];

        public int[] DistinctEnglish { get; set; } = [];

        public float OwnCount { get; set; }

        public HashSet<(int Chinese, int English)>? Own { get; set; }

        public Derivation? Derivation { get; set; }
    }
}
