namespace Terminology;

/// <summary>
/// Finds which sentences of a Chinese text and its English translation belong together: the best path over blocks of 1-1, 1-n, n-1 (n up to 6),
/// 2-2, 2-3, 3-2, 1-0 and 0-1 sentences by their lengths (Gale &amp; Church 1993) and by the words of a table that translate each other, by
/// numbers and by Latin words; afterwards lines that stand elsewhere in the other text, such as moved headings, find their partners.
/// Immutable and thread-safe.
/// </summary>
public sealed class SentenceAligner
{
    // Costs of the kinds of blocks, natural logarithms of their rarity.
    private const float OneToOne = 0.1f, Unpaired = 4.2f;

    // What it costs to join two sentences of a side: after a semicolon little, for it is no border in the other language; the first time more than later.
    private const float FirstJoin = 2.5f, FurtherJoin = 1.2f, SemicolonJoin = 0.7f, LineJoin = 1f;
    private const float LengthDeviation = 0.32f, LexicalWeight = 14f, ExpectedMatch = 0.12f;
    private const int Band = 120;

    private readonly LexicalTable _table;

    /// <summary>Makes an aligner.</summary>
    /// <param name="table">Known translations; <see cref="LexicalTable.Default"/> where null.</param>
    public SentenceAligner(LexicalTable? table = null) => _table = table ?? LexicalTable.Default;

    /// <summary>Aligns two texts.</summary>
    /// <param name="chinese">The Chinese text; line breaks end sentences.</param>
    /// <param name="english">The English text.</param>
    /// <returns>
    /// Pairs in the order of the Chinese text; a sentence without partner has an empty other side, so that every sentence of both texts
    /// stands in exactly one pair. <see cref="SentencePair.Line"/> is the ordinal of the pair.
    /// </returns>
    public IReadOnlyList<SentencePair> Align(string chinese, string english)
    {
        ArgumentNullException.ThrowIfNull(chinese);
        ArgumentNullException.ThrowIfNull(english);
        List<SentencePair> pairs = [];
        foreach (Block b in Blocks(chinese, english))
            pairs.Add(new SentencePair(Slice(chinese, b.SourceStart, b.SourceEnd), Slice(english, b.TargetStart, b.TargetEnd), pairs.Count + 1));
        return pairs;
    }

    /// <summary>The aligned places: UTF-16 ranges, empty where a side has none.</summary>
    internal readonly record struct Block(int SourceStart, int SourceEnd, int TargetStart, int TargetEnd);

    internal List<Block> Blocks(string chinese, string english)
    {
        Side zh = new(chinese, SentenceSplitter.Split(chinese, chinese: true)), en = new(english, SentenceSplitter.Split(english, chinese: false));
        Dictionary<string, int> englishIds = [];
        int[][] enKeys = new int[en.Count][];
        for (int j = 0; j < en.Count; j++)
        {
            enKeys[j] = [.. EnglishTokenizer.Words(en.Text(j)).Select(w => w.ToLowerInvariant()).Where(w => !EnglishWord.IsFunctionWord(w)).Select(EnglishWord.Key).Distinct()
                .Select(k => englishIds.TryGetValue(k, out int id) ? id : englishIds[k] = englishIds.Count)];
        }
        int[][][] zhWords = new int[zh.Count][][];
        int[] zhContent = new int[zh.Count];
        for (int i = 0; i < zh.Count; i++)
        {
            List<int[]> words = [];
            foreach (string word in AlignmentText.ChineseWords(zh.Text(i)).Select(AlignmentText.ChineseKey).Distinct())
            {
                if (word.Length == 0 || !char.IsLetterOrDigit(word[0]))
                    continue;
                int[] keys = [.. Translations(word).Where(englishIds.ContainsKey).Select(k => englishIds[k])];
                zhContent[i]++;
                if (keys.Length > 0)
                    words.Add(keys);
            }
            zhWords[i] = [.. words];
        }

        float ratio = (float)Math.Clamp((double)en.Characters / Math.Max(1, zh.Characters), 1.2, 8);
        Matches matches = new(zhWords, zhContent, enKeys, englishIds.Count);
        List<(int I, int Is, int J, int Js)> path = Path(zh, en, matches, ratio);
        Repair(path, zh, en, matches);
        List<Block> blocks = [];
        foreach ((int i, int si, int j, int sj) in path)
            blocks.Add(new Block(si > 0 ? zh.Start(i) : 0, si > 0 ? zh.End(i + si - 1) : 0, sj > 0 ? en.Start(j) : 0, sj > 0 ? en.End(j + sj - 1) : 0));
        return blocks;
    }

    private IEnumerable<string> Translations(string word)
    {
        if (_table.Find(word) is { } row)
            return row.Where(e => e.Value >= .08f).Select(e => e.Key);
        if (char.IsAsciiLetterOrDigit(word[0]))
            return [EnglishWord.Key(word), .. word.Length > 1 && char.IsAsciiDigit(word[0]) ? [word.TrimEnd('年', '月', '日', '%')] : Array.Empty<string>()];
        return [];
    }

    private static List<(int I, int Is, int J, int Js)> Path(Side zh, Side en, Matches matches, float ratio)
    {
        int n = zh.Count, m = en.Count;
        // The band follows the diagonal of text lengths, wide enough for a few dropped paragraphs.
        int width = Math.Min(m + 1, (2 * Band) + 1 + (Math.Abs(n - m) * 2));
        float[][] cost = new float[n + 1][];
        byte[][] step = new byte[n + 1][];
        int[] low = new int[n + 1];
        for (int i = 0; i <= n; i++)
        {
            int centre = n == 0 ? 0 : (int)((long)i * m / n);
            low[i] = Math.Clamp(centre - (width / 2), 0, Math.Max(0, m + 1 - width));
            (cost[i], step[i]) = (new float[width], new byte[width]);
            Array.Fill(cost[i], float.MaxValue);
        }
        cost[0][0 - low[0]] = 0;
        ReadOnlySpan<(int Source, int Target)> moves = [(1, 1), (1, 0), (0, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (1, 5), (5, 1), (1, 6), (6, 1)];
        for (int i = 0; i <= n; i++)
        {
            for (int k = 0; k < width; k++)
            {
                int j = low[i] + k;
                if (j > m || (i == 0 && j == 0))
                    continue;
                for (int move = 0; move < moves.Length; move++)
                {
                    (int di, int dj) = moves[move];
                    int pi = i - di, pj = j - dj;
                    if (pi < 0 || pj < 0 || pj < low[pi] || pj >= low[pi] + width || cost[pi][pj - low[pi]] >= float.MaxValue)
                        continue;
                    float c = cost[pi][pj - low[pi]] + Cost(zh, en, matches, ratio, pi, di, pj, dj);
                    if (c < cost[i][k])
                        (cost[i][k], step[i][k]) = (c, (byte)move);
                }
            }
        }
        List<(int, int, int, int)> path = [];
        for ((int i, int j) = (n, m); i > 0 || j > 0;)
        {
            (int di, int dj) = moves[step[i][j - low[i]]];
            (i, j) = (i - di, j - dj);
            path.Add((i, di, j, dj));
        }
        path.Reverse();
        return path;
    }

    private static float Cost(Side zh, Side en, Matches matches, float ratio, int i, int si, int j, int sj)
    {
        if (si == 0 || sj == 0)
            return Unpaired + (.004f * Math.Min(300, si == 0 ? en.Length(j) / ratio : zh.Length(i)));
        float zhLength = 0, enLength = 0;
        for (int a = 0; a < si; a++)
            zhLength += zh.Length(i + a);
        for (int b = 0; b < sj; b++)
            enLength += en.Length(j + b);
        float deviation = MathF.Log((enLength + 8) / ((zhLength * ratio) + 8)) / LengthDeviation;
        float length = Math.Min(12, deviation * deviation / 2);
        // Long blocks whose lengths do not fit are not worth comparing by words.
        if (si + sj > 3 && length > 6)
            return float.MaxValue / 4;
        float kind = OneToOne + zh.Joins(i, si) + en.Joins(j, sj);
        float similarity = matches.Similarity(i, si, j, sj);
        return kind + length - (LexicalWeight * (similarity - ExpectedMatch) * (si + sj) / 2);
    }

    // A sentence left over on one side joins the one left over on the other side that matches it well: headings that were moved.
    private static void Repair(List<(int I, int Is, int J, int Js)> path, Side zh, Side en, Matches matches)
    {
        List<int> lonelySources = [.. path.Select((b, k) => (b, k)).Where(e => e.b.Js == 0).Select(e => e.k)];
        List<int> lonelyTargets = [.. path.Select((b, k) => (b, k)).Where(e => e.b.Is == 0).Select(e => e.k)];
        if (lonelySources.Count == 0 || lonelyTargets.Count == 0 || (long)lonelySources.Count * lonelyTargets.Count > 1_000_000)
            return;
        HashSet<int> used = [];
        foreach (int s in lonelySources)
        {
            int best = -1;
            float most = .5f;
            foreach (int t in lonelyTargets)
            {
                if (used.Contains(t))
                    continue;
                float similarity = matches.Similarity(path[s].I, 1, path[t].J, 1);
                if (similarity > most)
                    (best, most) = (t, similarity);
            }
            if (best < 0)
                continue;
            used.Add(best);
            path[s] = (path[s].I, 1, path[best].J, 1);
        }
        foreach (int t in used.OrderDescending())
            path.RemoveAt(t);
        _ = (zh, en);
    }

    private static string Slice(string text, int start, int end) => text[start..end].ReplaceLineEndings(" ");

    private sealed class Side(string text, List<(int Start, int Length)> sentences)
    {
        private readonly bool[] _breaks = [.. sentences.Select((s, k) => k > 0 && text.AsSpan(sentences[k - 1].Start + sentences[k - 1].Length, s.Start - sentences[k - 1].Start - sentences[k - 1].Length).Contains('\n'))];

        public int Count => sentences.Count;

        public long Characters { get; } = sentences.Sum(s => (long)s.Length);

        public int Start(int i) => sentences[i].Start;

        public int End(int i) => sentences[i].Start + sentences[i].Length;

        public int Length(int i) => sentences[i].Length;

        /// <summary>What joining sentences costs.</summary>
        public float Joins(int first, int count)
        {
            float cost = 0;
            bool joined = false;
            for (int k = first + 1; k < first + count; k++)
            {
                // A line break inside a block is a sign against it: sentences of different paragraphs seldom become one.
                if (_breaks[k])
                    cost += LineJoin;
                if (text[End(k - 1) - 1] is '；' or ';')
                {
                    cost += SemicolonJoin;
                    continue;
                }
                cost += joined ? FurtherJoin : FirstJoin;
                joined = true;
            }
            return cost;
        }

        public string Text(int i) => text.Substring(sentences[i].Start, sentences[i].Length);
    }

    /// <summary>How many words of sentences translate each other, found once for each pair of sentences asked for.</summary>
    private sealed class Matches(int[][][] zhWords, int[] zhContent, int[][] enKeys, int englishWords)
    {
        private readonly Dictionary<long, (short Source, short Target)> _known = [];
        private readonly int[] _stamp = new int[englishWords];
        private readonly int[] _hit = new int[englishWords];
        private int _now;

        public float Similarity(int i, int si, int j, int sj)
        {
            float content = 0, matched = 0;
            for (int a = i; a < i + si; a++)
            {
                content += zhContent[a];
                int sum = 0;
                for (int b = j; b < j + sj; b++)
                    sum += Pair(a, b).Source;
                matched += Math.Min(sum, zhWords[a].Length);
            }
            for (int b = j; b < j + sj; b++)
            {
                content += enKeys[b].Length;
                int sum = 0;
                for (int a = i; a < i + si; a++)
                    sum += Pair(a, b).Target;
                matched += Math.Min(sum, enKeys[b].Length);
            }
            return content == 0 ? 0 : matched / (content + 1);
        }

        private (short Source, short Target) Pair(int i, int j)
        {
            long key = ((long)i << 32) | (uint)j;
            if (_known.TryGetValue(key, out (short, short) known))
                return known;
            _now++;
            foreach (int k in enKeys[j])
                _stamp[k] = _now;
            short source = 0, target = 0;
            foreach (int[] word in zhWords[i])
            {
                bool any = false;
                foreach (int k in word)
                {
                    if (_stamp[k] != _now)
                        continue;
                    any = true;
                    if (_hit[k] != _now)
                    {
                        _hit[k] = _now;
                        target++;
                    }
                }
                source += (short)(any ? 1 : 0);
            }
            return _known[key] = (source, target);
        }
    }
}
