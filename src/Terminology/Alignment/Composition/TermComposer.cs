using System.Runtime.CompilerServices;
using System.Text;

namespace Terminology;

/// <summary>A composed English term.</summary>
/// <param name="Text">The English.</param>
/// <param name="Score">Sum of the weighted features.</param>
/// <param name="Features">The features.</param>
/// <param name="Parts">The parts it is made of, in Chinese order.</param>
/// <param name="Types">The types of its words.</param>
/// <param name="Details">What the ranking looks at besides.</param>
internal sealed record Composed(string Text, float Score, float[] Features, IReadOnlyList<(string Chinese, string English)> Parts, int[] Types, ComposedDetails Details);

/// <summary>What the ranking of compositions looks at and the chart does not.</summary>
internal struct ComposedDetails
{
    /// <summary>Least and sum of the wholeness of the parts, see <see cref="CompositionModel.Wholeness"/>.</summary>
    public float LeastWholeness, Wholeness;

    /// <summary>Least ln p(Chinese | English), and least ln count of the parts.</summary>
    public float LeastBackward, LeastCount;

    /// <summary>Units of the longest and of the last part.</summary>
    public int LongestPart, LastPart;

    /// <summary>ln p(English | Chinese) of the first and of the last part, and the last one's rank.</summary>
    public float FirstForward, LastForward, LastRank;

    /// <summary>Joins, and those whose English occurs somewhere as a phrase; whether the whole does.</summary>
    public int Joins, KnownJoins, Known;

    /// <summary>Least ln probability of a join.</summary>
    public float LeastJoin;
}

/// <summary>
/// Composes the English of a term from the English of its parts: a chart over all ways to cut the term into known phrases,
/// parts joined straight or swapped, with or without a joining word, kept by the sum of translation, joining and English
/// bigram probabilities (beam search; the grammar is the inversion transduction grammar of Wu 1997).
/// </summary>
internal sealed class TermComposer(CompositionModel model, Func<string, IReadOnlyList<string>>? overlay = null)
{
    /// <summary>Longest term, in units.</summary>
    public const int MaxUnits = 24;

    private const int Beam = 8;
    private const int RootBeam = 24;
    private const int MaxPhrase = 12;
    private const int MaxRenderings = 8;
    private const int ActionCount = 64;
    private const int AndWord = 2;

    [ThreadStatic]
    private static Scratch? t_scratch;

    private readonly CompositionModel _model = model;

    /// <summary>The best compositions of a term.</summary>
    /// <param name="key">The term, as made by <see cref="ChineseKey.Of"/>.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="wholeTerm">Whether the term itself may be looked up as one phrase; false to compose only from proper parts.</param>
    public List<Composed> Compose(string key, int count, bool wholeTerm = true)
    {
        var results = new List<Composed>();
        if (key.Length is 0 or > 64)
        {
            return results;
        }

        Span<int> starts = stackalloc int[key.Length + 1];
        int n = ChineseKey.Units(key, starts);
        if (n > MaxUnits)
        {
            return results;
        }

        Scratch scratch = t_scratch ??= new Scratch();
        scratch.Reset(n);
        for (int length = 1; length <= n; length++)
        {
            for (int from = 0; from + length <= n; from++)
            {
                int to = from + length;
                scratch.Open(length == n ? RootBeam : Beam);
                if (length <= MaxPhrase && (wholeTerm || length < n) && !HasClientPart(key, starts, from, to))
                {
                    AddPhrases(key, starts[from], starts[to], length, scratch);
                }

                for (int middle = from + 1; middle < to; middle++)
                {
                    int left = scratch.Cell(from, middle);
                    if (scratch.Count[left] == 0)
                    {
                        continue;
                    }

                    Join(key, starts, from, middle, middle, to, 0, scratch);
                    for (int width = 1; width <= 2 && middle + width < to; width++)
                    {
                        int link = LinkOf(key.AsSpan(starts[middle], starts[middle + width] - starts[middle]));
                        if (link > 0)
                        {
                            Join(key, starts, from, middle, middle + width, to, link, scratch);
                        }
                    }
                }

                scratch.Close(from, to);
            }
        }

        int root = scratch.Cell(0, n);
        var order = new List<(float Score, int Hypothesis)>();
        for (int i = 0; i < scratch.Count[root]; i++)
        {
            int h = scratch.Start[root] + i;
            ref Hypothesis hypothesis = ref scratch.Hypotheses[h];
            float score = hypothesis.Score + (_model.Weights[3] * (_model.Bigram(0, hypothesis.First) + _model.Bigram(hypothesis.Last, 0)));
            order.Add((score, h));
        }

        // What does not add up along the chart is weighed at the end.
        foreach ((float score, int h) in order)
        {
            results.Add(Finish(key, n, h, score, scratch));
        }

        results.Sort((a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : string.CompareOrdinal(a.Text, b.Text));
        if (results.Count > count)
        {
            results.RemoveRange(count, results.Count - count);
        }

        return results;
    }

    /// <summary>Whether a proper part of a stretch has English of the client, which a longer phrase of ours must not hide.</summary>
    private bool HasClientPart(string key, ReadOnlySpan<int> starts, int from, int to)
    {
        if (overlay is null)
        {
            return false;
        }

        for (int first = from; first < to; first++)
        {
            for (int last = first + 1; last <= to; last++)
            {
                if ((first > from || last < to) && overlay(key[starts[first]..starts[last]]).Count > 0)
                {
                    return overlay(key[starts[from]..starts[to]]).Count == 0;
                }
            }
        }

        return false;
    }

    private static int LinkOf(ReadOnlySpan<char> text)
    {
        for (int i = 1; i < CompositionModel.ChineseLinks.Length; i++)
        {
            if (text.SequenceEqual(CompositionModel.ChineseLinks[i]))
            {
                return i;
            }
        }

        return 0;
    }

    // Not string.GetHashCode: that differs from run to run, and with it ties.
    private static ulong LiteralHash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return hash;
    }

    private static ulong Power(int words)
    {
        ulong power = 1;
        for (int i = 0; i < words; i++)
        {
            power *= Scratch.Prime;
        }

        return power;
    }

    private void AddPhrases(string key, int start, int end, int units, Scratch scratch)
    {
        ReadOnlySpan<char> text = key.AsSpan(start, end - start);
        float[] weights = _model.Weights;
        int index = _model.Find(text);
        if (overlay is not null && overlay(text.ToString()) is { Count: > 0 } own)
        {
            // A client's part always wins over ours: its rendering is certain.
            foreach (string english in own)
            {
                AddLiteral(english, index, text[^1], scratch, 0, LiteralKind.Client);
            }

            return;
        }

        if (index >= 0)
        {
            ReadOnlySpan<Rendering> renderings = _model.Renderings(index);
            for (int i = 0; i < renderings.Length && i < MaxRenderings; i++)
            {
                Rendering rendering = renderings[i];
                ReadOnlySpan<int> words = _model.WordsOf(rendering);
                ulong hash = 0;
                float inner = 0;
                int first = 0, last = 0;
                for (int k = 0; k < words.Length; k++)
                {
                    int type = _model.TypeOfWord[words[k]];
                    hash = (hash * Scratch.Prime) + (ulong)type + 1;
                    if (k == 0)
                    {
                        first = type;
                    }
                    else
                    {
                        inner += _model.Bigram(last, type);
                    }

                    last = type;
                }

                float score = (weights[0] * rendering.Forward) + (weights[1] * rendering.Backward) + weights[2]
                    + (weights[3] * inner) + (weights[4] * words.Length) + (units == 1 ? weights[6] : 0)
                    + (weights[7] * MathF.Log(1 + rendering.Count)) + (rendering.Rank == 1 ? weights[8] : 0);
                scratch.Add(new Hypothesis
                {
                    Score = score,
                    Hash = hash,
                    First = first,
                    Last = last,
                    Words = words.Length,
                    Terminals = 1,
                    Head = index,
                    LastCharacter = text[^1],
                    Rendering = i,
                    Start = start,
                    End = end,
                });
            }
        }

        // A name that nothing knows, with the kind of place behind it.
        if (units is >= 3 and <= 6 && index < 0 && !HasWord(text) && _model.Names.English(text) is { } place)
        {
            AddLiteral(place, index, text[^1], scratch, weights[10], LiteralKind.Name, start, end);
        }

        if (units == 1 && ChineseKey.IsLatin(text[0]))
        {
            AddLiteral(text.ToString(), index, text[^1], scratch, weights[9], LiteralKind.Copy, start, end);
        }
    }

    /// <summary>Whether a stretch of two characters or more is known; kinds of places apart, which are one character or stand at the end.</summary>
    private bool HasWord(ReadOnlySpan<char> text)
    {
        for (int start = 0; start + 2 <= text.Length; start++)
        {
            if (_model.Find(text.Slice(start, 2)) >= 0 && start + 2 < text.Length)
            {
                return true;
            }
        }

        return false;
    }

    private void AddLiteral(string english, int index, char last, Scratch scratch, float score, LiteralKind kind, int start = 0, int end = 0)
    {
        scratch.Add(new Hypothesis
        {
            Score = score + (_model.Weights[4] * 1),
            Hash = LiteralHash(english),
            First = _model.Types.Length - 1,
            Last = _model.Types.Length - 1,
            Words = 1,
            Terminals = 1,
            Head = index,
            LastCharacter = last,
            Rendering = -1,
            Literal = english,
            Kind = kind,
            Start = start,
            End = end,
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join(string key, ReadOnlySpan<int> starts, int from, int leftEnd, int rightStart, int to, int link, Scratch scratch)
    {
        int left = scratch.Cell(from, leftEnd), right = scratch.Cell(rightStart, to);
        int leftCount = scratch.Count[left], rightCount = scratch.Count[right];
        if (leftCount == 0 || rightCount == 0)
        {
            return;
        }

        float[] weights = _model.Weights;
        float largest = _model.LargestBigram; // no look-up where even this would not do
        bool bounded = weights[3] >= 0;
        char last = key[starts[to] - 1];
        for (int r = 0; r < rightCount && r < 5; r++)
        {
            int rightIndex = scratch.Start[right] + r;
            ReadOnlySpan<(byte Action, float Score)> ofWord = default, ofWords = default; // by whether the left side is one word
            for (int l = 0; l < leftCount && (l + 1) * (r + 1) <= 6; l++)
            {
                int leftIndex = scratch.Start[left] + l;
                ref Hypothesis b = ref scratch.Hypotheses[rightIndex];
                ref Hypothesis a = ref scratch.Hypotheses[leftIndex];
                float sum = a.Score + b.Score;
                ref ReadOnlySpan<(byte Action, float Score)> actions = ref a.Terminals > 1 ? ref ofWords : ref ofWord;
                if (actions.IsEmpty)
                {
                    actions = scratch.Actions(_model, link, b.Head, last, a.Terminals > 1);
                }

                foreach ((byte action, float actionScore) in actions)
                {
                    int word = action >> 1;
                    bool swap = (action & 1) != 0;
                    ref Hypothesis one = ref swap ? ref b : ref a;
                    ref Hypothesis two = ref swap ? ref a : ref b;
                    float score = sum + (weights[5] * actionScore);
                    ulong hash = one.Hash;
                    if (bounded && !scratch.MayAdd(word == 0 ? score + (weights[3] * largest) : score + ((weights[3] * (largest + largest)) + weights[4])))
                    {
                        continue;
                    }

                    if (word == 0)
                    {
                        score += weights[3] * _model.Bigram(one.Last, two.First);
                        hash = (hash * scratch.Power(two.Words)) + two.Hash;
                    }
                    else
                    {
                        int type = scratch.LinkTypes(_model)[word];
                        float before = _model.Bigram(one.Last, type);
                        if (bounded && !scratch.MayAdd(score + ((weights[3] * (before + largest)) + weights[4])))
                        {
                            continue;
                        }

                        score += (weights[3] * (before + _model.Bigram(type, two.First))) + weights[4];
                        hash = (((hash * Scratch.Prime) + (ulong)type + 1) * scratch.Power(two.Words)) + two.Hash;
                    }

                    if (!scratch.MayAdd(score))
                    {
                        continue;
                    }

                    // Two words that Chinese only puts side by side are joined by "and" where someone wrote so, else never: no "public and service".
                    if (word == AndWord && link == 0 && one.Words == 1 && two.Words == 1 && !_model.IsKnownEnglish(hash))
                    {
                        continue;
                    }

                    scratch.Add(new Hypothesis
                    {
                        Score = score,
                        Hash = hash,
                        First = one.First,
                        Last = two.Last,
                        Words = one.Words + two.Words + (word == 0 ? 0 : 1),
                        Terminals = a.Terminals + b.Terminals,
                        Head = b.Head,
                        LastCharacter = last,
                        Rendering = -2,
                        Left = leftIndex,
                        Right = rightIndex,
                        Action = action,
                        LinkScore = actionScore,
                        Link = link,
                    });
                }
            }
        }
    }

    private Composed Finish(string key, int n, int root, float score, Scratch scratch)
    {
        var words = new List<string>();
        var types = new List<int>();
        var parts = new List<(string, string)>();
        float[] f = new float[CompositionModel.FeatureCount];
        var details = new ComposedDetails { Known = _model.IsKnownEnglish(scratch.Hypotheses[root].Hash) ? 1 : 0, FirstForward = 1 };
        f[11] = 0;
        Walk(root);
        int previous = 0;
        foreach (int type in types)
        {
            f[3] += _model.Bigram(previous, type);
            previous = type;
        }

        f[3] += _model.Bigram(previous, 0);
        f[4] = types.Count;
        f[14] = _model.Bigram(previous, 0);
        f[15] = MathF.Abs(types.Count - (n / 2f));
        for (int i = 11; i < f.Length; i++)
        {
            score += f[i] * _model.Weights[i];
        }

        return new Composed(EnglishText.Join(words), score, f, parts, [.. types], details);

        void Walk(int h)
        {
            ref Hypothesis x = ref scratch.Hypotheses[h];
            if (x.Rendering == -2)
            {
                int left = x.Left, right = x.Right, action = x.Action;
                f[5] += x.LinkScore;
                int word = action >> 1;
                details.Joins++;
                details.KnownJoins += _model.IsKnownEnglish(x.Hash) ? 1 : 0;
                details.LeastJoin = MathF.Min(details.LeastJoin, x.LinkScore);
                f[12] += action & 1;
                f[13] += word == AndWord && x.Link == 0 ? 1 : 0;

                // The parts are listed in Chinese order, the words in English order.
                if ((action & 1) == 0)
                {
                    Walk(left);
                    Link(word);
                    Walk(right);
                }
                else
                {
                    int partsBefore = parts.Count;
                    Walk(right);
                    Link(word);
                    int rightParts = parts.Count;
                    Walk(left);
                    List<(string, string)> moved = parts.GetRange(partsBefore, rightParts - partsBefore);
                    parts.RemoveRange(partsBefore, rightParts - partsBefore);
                    parts.AddRange(moved);
                }

                return;
            }

            if (x.Literal is { } literal)
            {
                words.Add(literal);
                types.Add(_model.Types.Length - 1);
                parts.Add((x.End > x.Start ? key[x.Start..x.End] : literal, literal));
                f[9] += x.Kind == LiteralKind.Copy ? 1 : 0;
                f[10] += x.Kind == LiteralKind.Name ? 1 : 0;
                return;
            }

            Rendering rendering = _model.Renderings(x.Head)[x.Rendering];
            foreach (int w in _model.WordsOf(rendering))
            {
                // Capitals of a name that a part was only seen in do not belong here.
                words.Add(rendering.Rank == 0 ? _model.InLowerCase(_model.Words[w]) : _model.Words[w]);
                types.Add(_model.TypeOfWord[w]);
            }

            parts.Add((key[x.Start..x.End], _model.TextOf(rendering)));
            f[0] += rendering.Forward;
            f[1] += rendering.Backward;
            f[2]++;
            f[6] += x.End - x.Start == 1 ? 1 : 0;
            f[7] += MathF.Log(1 + rendering.Count);
            f[8] += rendering.Rank == 1 ? 1 : 0;
            f[11] = MathF.Min(f[11], rendering.Forward);
            float wholeness = _model.Wholeness(x.Head);
            details.Wholeness += wholeness;
            details.LeastWholeness = MathF.Min(details.LeastWholeness, wholeness);
            details.LeastBackward = MathF.Min(details.LeastBackward, rendering.Backward);
            details.LeastCount = parts.Count == 1 ? MathF.Log(1 + rendering.Count) : MathF.Min(details.LeastCount, MathF.Log(1 + rendering.Count));
            details.LongestPart = Math.Max(details.LongestPart, x.End - x.Start);
            if (x.Start == 0)
            {
                details.FirstForward = rendering.Forward;
            }

            if (x.End == key.Length)
            {
                (details.LastPart, details.LastForward, details.LastRank) = (x.End - x.Start, rendering.Forward, rendering.Rank == 0 ? 6 : rendering.Rank);
            }
        }

        void Link(int word)
        {
            if (word > 0)
            {
                words.Add(CompositionModel.EnglishLinks[word]);
                types.Add(scratch.LinkTypes(_model)[word]);
            }
        }
    }

    private enum LiteralKind
    {
        Copy,
        Client,
        Name,
    }

    private struct Hypothesis
    {
        public float Score;
        public float LinkScore;
        public ulong Hash;
        public int First;
        public int Last;
        public int Words;
        public int Terminals;
        public int Head;
        public char LastCharacter;
        public int Rendering;
        public int Left;
        public int Right;
        public int Action;
        public int Link;
        public int Start;
        public int End;
        public string? Literal;
        public LiteralKind Kind;
    }

    /// <summary>Buffers of one thread.</summary>
    private sealed class Scratch
    {
        public const ulong Prime = CompositionModel.HashPrime;

        public Hypothesis[] Hypotheses = new Hypothesis[4096];
        public readonly int[] Start = new int[(MaxUnits + 1) * (MaxUnits + 1)];
        public readonly int[] Count = new int[(MaxUnits + 1) * (MaxUnits + 1)];
        private readonly Hypothesis[] _open = new Hypothesis[RootBeam];
        private readonly ulong[] _openHash = new ulong[RootBeam]; // the same side by side, to be searched
        private readonly ulong[] _powers = new ulong[128];
        private readonly Dictionary<(int Link, int Head, char Last, bool Long), (byte, float)[]> _actions = [];
        private readonly List<(byte, float)> _sorted = [];
        private CompositionModel? _model;
        private int[] _linkTypes = [];
        private int _used;
        private int _openCount;
        private int _n;
        private int _beam;

        public Scratch()
        {
            for (int i = 0; i < _powers.Length; i++)
            {
                _powers[i] = TermComposer.Power(i);
            }
        }

        public void Reset(int n)
        {
            _n = n;
            _used = 0;
            Count.AsSpan(0, (n + 1) * (n + 1)).Clear();
        }

        public ulong Power(int words) => _powers[Math.Min(words, _powers.Length - 1)];

        public int Cell(int from, int to) => (from * (_n + 1)) + to;

        public int[] LinkTypes(CompositionModel model)
        {
            Use(model);
            return _linkTypes;
        }

        public void Open(int beam) => (_openCount, _beam) = (0, beam);

        public bool MayAdd(float score) => _openCount < _beam || score > _open[_openCount - 1].Score;

        /// <summary>Keeps the best hypotheses in order, one for each English.</summary>
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(in Hypothesis hypothesis)
        {
            int place = _openCount;
            int same = _openHash.AsSpan(0, _openCount).IndexOf(hypothesis.Hash);
            if (same >= 0)
            {
                if (_open[same].Score >= hypothesis.Score)
                {
                    return;
                }

                for (int k = same; k + 1 < _openCount; k++)
                {
                    (_open[k], _openHash[k]) = (_open[k + 1], _openHash[k + 1]);
                }

                place = --_openCount;
            }

            if (_openCount == _beam)
            {
                if (hypothesis.Score <= _open[_beam - 1].Score)
                {
                    return;
                }

                place = --_openCount;
            }

            while (place > 0 && _open[place - 1].Score < hypothesis.Score)
            {
                (_open[place], _openHash[place]) = (_open[place - 1], _openHash[place - 1]);
                place--;
            }

            (_open[place], _openHash[place]) = (hypothesis, hypothesis.Hash);
            _openCount++;
        }

        public void Close(int from, int to)
        {
            if (_used + _openCount > Hypotheses.Length)
            {
                Array.Resize(ref Hypotheses, Hypotheses.Length * 2);
            }

            int cell = Cell(from, to);
            Start[cell] = _used;
            Count[cell] = _openCount;
            Array.Copy(_open, 0, Hypotheses, _used, _openCount);
            _used += _openCount;
        }

        /// <summary>The five best ways to join, kept from term to term.</summary>
        public ReadOnlySpan<(byte Action, float Score)> Actions(CompositionModel model, int link, int head, char last, bool longLeft)
        {
            Use(model);
            if (_actions.TryGetValue((link, head, last, longLeft), out (byte, float)[]? found))
            {
                return found;
            }

            if (_actions.Count > 20_000)
            {
                _actions.Clear();
            }

            Span<float> scores = stackalloc float[ActionCount];
            model.LinkScores(link, head, last, longLeft, scores);
            _sorted.Clear();
            for (int i = 0; i < CompositionModel.EnglishLinks.Length * 2; i++)
            {
                if (scores[i] > -6)
                {
                    _sorted.Add(((byte)i, scores[i]));
                }
            }

            _sorted.Sort((a, b) => a.Item2 != b.Item2 ? b.Item2.CompareTo(a.Item2) : a.Item1.CompareTo(b.Item1));
            found = [.. _sorted.Take(5)];
            _actions.Add((link, head, last, longLeft), found);
            return found;
        }

        private void Use(CompositionModel model)
        {
            if (ReferenceEquals(_model, model))
            {
                return;
            }

            _model = model;
            _actions.Clear();
            _linkTypes = [.. CompositionModel.EnglishLinks.Select(w => Math.Max(0, Array.IndexOf(model.Types, EnglishTokens.TypeOf(w))))];
        }
    }
}
