using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>
/// Composes the English of a term from the English of its parts: a chart over all ways to cut the term into known phrases,
/// parts joined straight or swapped, with or without a joining word, kept by the sum of translation, joining and English
/// bigram probabilities (beam search; the grammar is the inversion transduction grammar of Wu 1997). Thread-safe.
/// </summary>
/// <remarks>
/// Terms are composed fastest in the order of their keys, as a thread keeps the chart of the beginning that a term shares
/// with the one before. A join is only computed as far as its score can still exceed the worst that is kept.
/// </remarks>
internal sealed class TermComposer
{
    private const int MaxPhrase = 12;
    private const int MaxRenderings = 8;
    private const int ActionCount = 64;
    private const int AndWord = 2;

    // More than sums of scores differ by the order in which they are added.
    private const float Rounding = 1e-3f;

    [ThreadStatic]
    private static CompositionChart? t_chart;

    private static readonly ulong[] s_powers = Powers();

    private readonly CompositionModel _model;
    private readonly Func<string, IReadOnlyList<string>>? _overlay;
    private readonly Func<int, int, char, bool, JoinActions> _makeActions;
    private readonly float _mostOfWord, _mostOfLink, _mostOfAction;

    /// <param name="model">The tables.</param>
    /// <param name="overlay">English of the client for a part, if there is any.</param>
    public TermComposer(CompositionModel model, Func<string, IReadOnlyList<string>>? overlay = null)
    {
        (_model, _overlay, _makeActions) = (model, overlay, MakeActions);

        // What joining adds at most, if scores grow with probabilities.
        float[] weights = model.Weights;
        bool bounded = weights[3] >= 0 && weights[5] >= 0;
        float largest = model.LargestBigram;
        _mostOfWord = bounded ? weights[3] * largest : float.PositiveInfinity;
        _mostOfLink = bounded ? (weights[3] * (largest + largest)) + weights[4] : float.PositiveInfinity;
        _mostOfAction = Math.Max(_mostOfWord, _mostOfLink) + Rounding;
    }

    /// <summary>The best compositions of a term.</summary>
    /// <param name="key">The term, as made by <see cref="ChineseKey.Of"/>.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="wholeTerm">Whether the term itself may be looked up as one phrase; false to compose only from proper parts.</param>
    public List<Composed> Compose(string key, int count, bool wholeTerm = true)
    {
        if (key.Length is 0 or > 64)
        {
            return [];
        }

        Span<int> starts = stackalloc int[key.Length + 1];
        int n = ChineseKey.Units(key, starts);
        if (n > CompositionChart.MaxUnits)
        {
            return [];
        }

        starts = starts[..(n + 1)];
        CompositionChart chart = t_chart ??= new CompositionChart();
        for (int to = chart.Begin(this, key, starts, n) + 1; to <= n; to++)
        {
            for (int from = to - 1; from >= 0; from--)
            {
                Fill(key, starts, from, to, wholeTerm, chart);
            }

            chart.EndColumn(to, kept: to < n || wholeTerm);
        }

        return Best(key, n, count, chart);
    }

    private static ulong[] Powers()
    {
        var powers = new ulong[128];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++)
        {
            powers[i] = powers[i - 1] * CompositionModel.HashPrime;
        }

        return powers;
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

    private void Fill(string key, ReadOnlySpan<int> starts, int from, int to, bool wholeTerm, CompositionChart chart)
    {
        bool whole = from == 0 && to == starts.Length - 1;
        chart.Open(from, to, whole ? CompositionChart.RootBeam : CompositionChart.Beam);
        if (to - from <= MaxPhrase && (wholeTerm || !whole) && !HasClientPart(key, starts, from, to))
        {
            AddPhrases(key, starts[from], starts[to], to - from, chart);
        }

        // The most promising cuts first: most of the others then cannot compete.
        Span<Cut> cuts = stackalloc Cut[3 * CompositionChart.MaxUnits];
        int count = Cuts(key, starts, from, to, cuts, chart);
        char last = key[starts[to] - 1];
        for (int i = 0; i < count && cuts[i].Score + _mostOfAction >= chart.Worst; i++)
        {
            Join(cuts[i], last, chart);
        }

        chart.Close(from, to);
    }

    /// <summary>A stretch cut in two.</summary>
    /// <param name="Left">Cell of the left part.</param>
    /// <param name="Right">Cell of the right part.</param>
    /// <param name="Link">What stands between them, of <see cref="CompositionModel.ChineseLinks"/>.</param>
    /// <param name="Order">Its place among the cuts, from left to right.</param>
    /// <param name="Score">Sum of the best scores of the parts.</param>
    private readonly record struct Cut(int Left, int Right, int Link, int Order, float Score);

    private static int Cuts(string key, ReadOnlySpan<int> starts, int from, int to, Span<Cut> cuts, CompositionChart chart)
    {
        int count = 0, order = 0;
        for (int middle = from + 1; middle < to; middle++)
        {
            int left = CompositionChart.Cell(from, middle);
            if (chart.Count(left) == 0)
            {
                continue;
            }

            for (int width = 0; width <= 2 && middle + width < to; width++)
            {
                int right = CompositionChart.Cell(middle + width, to);
                int link = width == 0 ? 0 : LinkOf(key.AsSpan(starts[middle], starts[middle + width] - starts[middle]));
                if ((width > 0 && link == 0) || chart.Count(right) == 0)
                {
                    continue;
                }

                float score = chart.Hypotheses[chart.Start(left)].Score + chart.Hypotheses[chart.Start(right)].Score;
                int place = count++;
                while (place > 0 && cuts[place - 1].Score < score)
                {
                    cuts[place] = cuts[place - 1];
                    place--;
                }

                cuts[place] = new Cut(left, right, link, ++order, score);
            }
        }

        return count;
    }

    /// <summary>Whether a proper part of a stretch has English of the client, which a longer phrase of ours must not hide.</summary>
    private bool HasClientPart(string key, ReadOnlySpan<int> starts, int from, int to)
    {
        if (_overlay is null)
        {
            return false;
        }

        for (int first = from; first < to; first++)
        {
            for (int last = first + 1; last <= to; last++)
            {
                if ((first > from || last < to) && _overlay(key[starts[first]..starts[last]]).Count > 0)
                {
                    return _overlay(key[starts[from]..starts[to]]).Count == 0;
                }
            }
        }

        return false;
    }

    private void AddPhrases(string key, int start, int end, int units, CompositionChart chart)
    {
        ReadOnlySpan<char> text = key.AsSpan(start, end - start);
        float[] weights = _model.Weights;
        int index = _model.Find(text);
        if (_overlay is not null && _overlay(text.ToString()) is { Count: > 0 } own)
        {
            // A client's part always wins over ours: its rendering is certain.
            foreach (string english in own)
            {
                AddLiteral(english, index, chart, 0, LiteralKind.Client);
            }

            return;
        }

        if (index >= 0)
        {
            ReadOnlySpan<Rendering> renderings = _model.Renderings(index);
            for (int i = 0; i < renderings.Length && i < MaxRenderings; i++)
            {
                ref readonly Rendering rendering = ref renderings[i];
                ReadOnlySpan<int> words = _model.WordsOf(rendering);
                ulong hash = 0;
                float inner = 0;
                int first = 0, last = 0;
                for (int k = 0; k < words.Length; k++)
                {
                    int type = _model.TypeOfWord[words[k]];
                    hash = (hash * CompositionModel.HashPrime) + (ulong)type + 1;
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
                chart.Add(new Hypothesis
                {
                    Score = score,
                    Hash = hash,
                    First = first,
                    Last = last,
                    Before = _model.Bigrams.Before(first),
                    After = _model.Bigrams.After(last),
                    Words = words.Length,
                    Terminals = 1,
                    Head = index,
                    LeastForward = MathF.Min(0, rendering.Forward),
                    Left = i,
                    Order = i,
                    Start = (byte)start,
                    End = (byte)end,
                });
            }
        }

        // A name that nothing knows, with the kind of place behind it, first or behind a larger place. What follows must not matter: charts of beginnings are kept.
        if (units is >= 3 and <= 6 && index < 0 && (start == 0 || PlaceNames.IsAdministrative(key[start - 1])) && !HasWord(text)
            && _model.Names.English(text) is { } place)
        {
            AddLiteral(place, index, chart, weights[10], LiteralKind.Name, start, end);
        }

        if (units == 1 && ChineseKey.IsLatin(text[0]))
        {
            AddLiteral(text.ToString(), index, chart, weights[9], LiteralKind.Copy, start, end);
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

    private void AddLiteral(string english, int index, CompositionChart chart, float score, LiteralKind kind, int start = 0, int end = 0)
    {
        int type = _model.Types.Length - 1;
        chart.Literals.Add(english);
        chart.Add(new Hypothesis
        {
            Score = score + (_model.Weights[4] * 1),
            Hash = LiteralHash(english),
            First = type,
            Last = type,
            Before = _model.Bigrams.Before(type),
            After = _model.Bigrams.After(type),
            Words = 1,
            Terminals = 1,
            Head = index,
            Left = chart.Literals.Count - 1,
            Order = MaxRenderings + chart.Literals.Count,
            Literal = kind,
            Start = (byte)start,
            End = (byte)end,
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Join(in Cut cut, char last, CompositionChart chart)
    {
        int leftCount = chart.Count(cut.Left), rightCount = Math.Min(5, chart.Count(cut.Right));
        int leftStart = chart.Start(cut.Left), rightStart = chart.Start(cut.Right);
        int link = cut.Link;
        Hypothesis[] hypotheses = chart.Hypotheses;
        float[] weights = _model.Weights;
        float bigram = weights[3], perWord = weights[4];
        bool bounded = !float.IsPositiveInfinity(_mostOfWord);
        for (int r = 0; r < rightCount; r++)
        {
            ref Hypothesis b = ref hypotheses[rightStart + r];
            if (hypotheses[leftStart].Score + b.Score + _mostOfAction < chart.Worst)
            {
                return; // the others are worse still
            }

            for (int l = 0; l < leftCount && (l + 1) * (r + 1) <= 6; l++)
            {
                ref Hypothesis a = ref hypotheses[leftStart + l];
                float sum = a.Score + b.Score;
                if (sum + _mostOfAction < chart.Worst)
                {
                    break;
                }

                JoinActions actions = Actions(link, last, ref b, a.Terminals > 1, chart);
                if (sum + actions.Most < chart.Worst)
                {
                    continue;
                }

                (byte Action, float Score, float Weighted)[] ways = actions.Ways;
                for (int w = 0; w < ways.Length; w++)
                {
                    (byte action, float actionScore, float weighted) = ways[w];
                    int word = action >> 1;
                    bool swap = (action & 1) != 0;
                    ref Hypothesis one = ref swap ? ref b : ref a;
                    ref Hypothesis two = ref swap ? ref a : ref b;
                    float score = sum + weighted;
                    ulong hash;
                    if (word == 0)
                    {
                        if (bounded && score + (bigram * BigramTable.Bound(one.After, two.Before)) < chart.Worst)
                        {
                            continue;
                        }

                        score += bigram * _model.Bigram(one.Last, two.First);
                        hash = (one.Hash * s_powers[Math.Min(two.Words, s_powers.Length - 1)]) + two.Hash;
                    }
                    else
                    {
                        if (score + _mostOfLink < chart.Worst)
                        {
                            continue;
                        }

                        score += (bigram * (_model.BeforeLink(one.Last, word) + _model.AfterLink(word, two.First))) + perWord;
                        hash = (((one.Hash * CompositionModel.HashPrime) + (ulong)_model.LinkType(word) + 1) * s_powers[Math.Min(two.Words, s_powers.Length - 1)]) + two.Hash;
                    }

                    // Two words that Chinese only puts side by side are joined by "and" where someone wrote so, else never: no "public and service".
                    if (score < chart.Worst || (word == AndWord && link == 0 && one.Words == 1 && two.Words == 1 && !_model.IsKnownEnglish(hash)))
                    {
                        continue;
                    }

                    chart.Add(new Hypothesis
                    {
                        Score = score,
                        Hash = hash,
                        First = one.First,
                        Last = two.Last,
                        Before = one.Before,
                        After = two.After,
                        Words = one.Words + two.Words + (word == 0 ? 0 : 1),
                        Terminals = (byte)(a.Terminals + b.Terminals),
                        Head = b.Head,
                        LeastForward = MathF.Min(a.LeastForward, b.LeastForward),
                        LinkScore = actionScore,
                        Left = leftStart + l,
                        Right = rightStart + r,
                        Action = action,
                        Link = (byte)link,
                        Swaps = (byte)(a.Swaps + b.Swaps + (action & 1)),
                        Ands = (byte)(a.Ands + b.Ands + (word == AndWord && link == 0 ? 1 : 0)),
                        IsJoin = true,
                        Order = (cut.Order << 16) | (r << 12) | (l << 8) | w,
                    });
                }
            }
        }
    }

    /// <summary>The ways to join something to a right part.</summary>
    private JoinActions Actions(int link, char last, ref Hypothesis right, bool longLeft, CompositionChart chart)
    {
        if (link > 0)
        {
            return chart.Actions(chart.Actions(link, right.Head, last, longLeft, _makeActions));
        }

        ref int number = ref longLeft ? ref right.ActionsOfWords : ref right.ActionsOfWord;
        if (number == 0)
        {
            number = chart.Actions(0, right.Head, last, longLeft, _makeActions);
        }

        return chart.Actions(number);
    }

    /// <summary>The five best ways to join.</summary>
    private JoinActions MakeActions(int link, int head, char last, bool longLeft)
    {
        Span<float> scores = stackalloc float[ActionCount];
        _model.LinkScores(link, head, last, longLeft, scores);
        var sorted = new List<(byte Action, float Score)>();
        for (int i = 0; i < CompositionModel.EnglishLinks.Length * 2; i++)
        {
            if (scores[i] > -6)
            {
                sorted.Add(((byte)i, scores[i]));
            }
        }

        sorted.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Action.CompareTo(b.Action));
        (byte Action, float Score, float Weighted)[] ways = [.. sorted.Take(5).Select(s => (s.Action, s.Score, _model.Weights[5] * s.Score))];
        return new JoinActions(ways, ways.Select(w => w.Weighted + (w.Action < 2 ? _mostOfWord : _mostOfLink)).DefaultIfEmpty(float.NegativeInfinity).Max() + Rounding);
    }

    /// <summary>The compositions of the whole term, weighed with what does not add up along the chart.</summary>
    private List<Composed> Best(string key, int n, int count, CompositionChart chart)
    {
        int root = CompositionChart.Cell(0, n);
        int found = chart.Count(root), start = chart.Start(root);
        Span<float> scores = stackalloc float[CompositionChart.RootBeam];
        Span<int> order = stackalloc int[CompositionChart.RootBeam];
        var composed = new Composed?[found];
        for (int i = 0; i < found; i++)
        {
            scores[i] = WholeScore(chart.Hypotheses[start + i], n);
            int place = i;
            while (place > 0 && IsBetter(scores, i, order[place - 1]))
            {
                order[place] = order[place - 1];
                place--;
            }

            order[place] = i;
        }

        var best = new List<Composed>(Math.Min(count, found));
        for (int i = 0; i < found && i < count; i++)
        {
            best.Add(Of(order[i], scores[order[i]]));
        }

        return best;

        bool IsBetter(ReadOnlySpan<float> scores, int one, int two) =>
            scores[one] != scores[two] ? scores[one] > scores[two] : string.CompareOrdinal(Of(one, scores[one]).Text, Of(two, scores[two]).Text) < 0;

        Composed Of(int i, float score) => composed[i] ??= new Derivation(_model, chart, key).Read(start + i, n, score);
    }

    private float WholeScore(in Hypothesis hypothesis, int n)
    {
        float[] weights = _model.Weights;
        float end = _model.Bigram(hypothesis.Last, 0);
        float score = hypothesis.Score + (weights[3] * (_model.Bigram(0, hypothesis.First) + end));
        score += hypothesis.LeastForward * weights[11];
        score += hypothesis.Swaps * weights[12];
        score += hypothesis.Ands * weights[13];
        score += end * weights[14];
        score += MathF.Abs(hypothesis.Words - (n / 2f)) * weights[15];
        return score;
    }

    /// <summary>Reads a composition from the chart.</summary>
    private sealed class Derivation(CompositionModel model, CompositionChart chart, string key)
    {
        private readonly List<string> _words = [];
        private readonly List<int> _types = [];
        private readonly List<ComposedPart> _parts = [];
        private readonly float[] _features = new float[CompositionModel.FeatureCount];
        private ComposedDetails _details = new() { FirstForward = 1 };

        public Composed Read(int root, int n, float score)
        {
            _details.Known = IsKnown(ref chart.Hypotheses[root]) ? 1 : 0;
            Walk(root);
            int previous = 0;
            foreach (int type in _types)
            {
                AddBigram(previous, type);
                previous = type;
            }

            float end = AddBigram(previous, 0);
            ref Hypothesis whole = ref chart.Hypotheses[root];
            _features[4] = _types.Count;
            _features[11] = whole.LeastForward;
            _features[12] = whole.Swaps;
            _features[13] = whole.Ands;
            _features[14] = end;
            _features[15] = MathF.Abs(_types.Count - (n / 2f));
            return new Composed(model, key, [.. _words], [.. _parts]) { Score = score, Features = _features, Types = [.. _types], Details = _details };
        }

        private float AddBigram(int first, int second)
        {
            float value = model.Bigram(first, second);
            _features[3] += value;
            _details.LeastBigram = MathF.Min(_details.LeastBigram, value);
            return value;
        }

        private bool IsKnown(ref Hypothesis x)
        {
            if (x.KnownEnglish == 0)
            {
                x.KnownEnglish = model.IsKnownEnglish(x.Hash) ? (byte)2 : (byte)1;
            }

            return x.KnownEnglish == 2;
        }

        private void Walk(int h)
        {
            ref Hypothesis x = ref chart.Hypotheses[h];
            if (x.IsJoin)
            {
                Join(ref x);
            }
            else if (x.Literal != LiteralKind.None)
            {
                string literal = chart.Literals[x.Left];
                _words.Add(literal);
                _types.Add(model.Types.Length - 1);
                _parts.Add(new ComposedPart(x.Start, x.End, -1, -1, literal));
                _features[9] += x.Literal == LiteralKind.Copy ? 1 : 0;
                _features[10] += x.Literal == LiteralKind.Name ? 1 : 0;
            }
            else
            {
                Phrase(ref x);
            }
        }

        private void Join(ref Hypothesis x)
        {
            _features[5] += x.LinkScore;
            int word = x.Action >> 1;
            _details.Joins++;
            _details.KnownJoins += IsKnown(ref x) ? 1 : 0;
            _details.LeastJoin = MathF.Min(_details.LeastJoin, x.LinkScore);
            bool swap = (x.Action & 1) != 0;
            int before = _parts.Count;
            Walk(swap ? x.Right : x.Left);
            if (word > 0)
            {
                _words.Add(CompositionModel.EnglishLinks[word]);
                _types.Add(model.LinkType(word));
            }

            int moved = _parts.Count - before;
            Walk(swap ? x.Left : x.Right);
            if (swap)
            {
                // The parts are listed in Chinese order, the words in English order.
                List<ComposedPart> right = _parts.GetRange(before, moved);
                _parts.RemoveRange(before, moved);
                _parts.AddRange(right);
            }
        }

        private void Phrase(ref Hypothesis x)
        {
            ref readonly Rendering rendering = ref model.Renderings(x.Head)[x.Left];
            foreach (int w in model.WordsOf(rendering))
            {
                // Capitals of a name that a part was only seen in do not belong here.
                _words.Add(rendering.Rank == 0 ? model.InLowerCase(w) : model.Words[w]);
                _types.Add(model.TypeOfWord[w]);
            }

            _parts.Add(new ComposedPart(x.Start, x.End, x.Head, x.Left, null));
            float count = MathF.Log(1 + rendering.Count);
            float wholeness = model.Wholeness(x.Head);
            _features[0] += rendering.Forward;
            _features[1] += rendering.Backward;
            _features[2]++;
            _features[6] += x.End - x.Start == 1 ? 1 : 0;
            _features[7] += count;
            _features[8] += rendering.Rank == 1 ? 1 : 0;
            _details.Wholeness += wholeness;
            _details.LeastWholeness = MathF.Min(_details.LeastWholeness, wholeness);
            _details.LeastBackward = MathF.Min(_details.LeastBackward, rendering.Backward);
            _details.LeastCount = _parts.Count == 1 ? count : MathF.Min(_details.LeastCount, count);
            _details.LongestPart = Math.Max(_details.LongestPart, x.End - x.Start);
            if (x.Start == 0)
            {
                _details.FirstForward = rendering.Forward;
            }

            if (x.End == key.Length)
            {
                (_details.LastPart, _details.LastForward, _details.LastRank) = (x.End - x.Start, rendering.Forward, rendering.Rank == 0 ? 6 : rendering.Rank);
            }
        }
    }
}
