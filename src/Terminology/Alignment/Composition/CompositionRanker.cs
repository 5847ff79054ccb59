namespace Terminology;

/// <summary>
/// Orders the compositions of a term by how likely they are right, as trees tell that were trained on documents left out of the
/// model. The chart finds compositions with what adds up along it; the trees also see what does not: how the compositions of
/// a term agree with each other, and how whole their parts are.
/// </summary>
internal static class CompositionRanker
{
    /// <summary>How many compositions are compared.</summary>
    public const int Width = 16;

    /// <summary>Number of features.</summary>
    public const int FeatureCount = CompositionModel.FeatureCount + 36;

    /// <summary>The compositions with their probability of being right, best first.</summary>
    public static List<(Composed Composed, double Score)> Rank(CompositionModel model, string key, List<Composed> composed)
    {
        var ranked = new List<(Composed Composed, double Score)>(composed.Count);
        if (model.Ranker is not { } ranker)
        {
            ranked.AddRange(composed.Select((c, i) => (c, i == 0 ? 0.4 : 0.1)));
            return ranked;
        }

        float[] features = new float[composed.Count * FeatureCount];
        Features(model, key, composed, features);
        byte[] batch = new byte[ranker.BatchSize];
        Span<double> sums = stackalloc double[Forest.Lanes];
        for (int from = 0; from < composed.Count; from += Forest.Lanes)
        {
            int count = Math.Min(Forest.Lanes, composed.Count - from);
            for (int lane = 0; lane < count; lane++)
            {
                ranker.Put(features.AsSpan((from + lane) * FeatureCount, FeatureCount), lane, batch);
            }

            ranker.Score(batch, 0, ranker.Trees, sums);
            for (int lane = 0; lane < count; lane++)
            {
                ranked.Add((composed[from + lane], 1 / (1 + Math.Exp(-Forest.Slope * (sums[lane] + ranker.Bias)))));
            }
        }

        // Stable: equal ones stay in the order of the chart.
        return [.. ranked.OrderByDescending(r => r.Score)];
    }

    /// <summary>The features of all compositions of a term, one row after the other.</summary>
    public static void Features(CompositionModel model, string key, List<Composed> composed, Span<float> rows)
    {
        int n = composed.Count;
        if (n == 0)
        {
            return;
        }

        Span<float> share = stackalloc float[n];
        float total = 0;
        for (int i = 0; i < n; i++)
        {
            share[i] = MathF.Exp(Math.Max(-30, composed[i].Score - composed[0].Score));
            total += share[i];
        }

        for (int i = 0; i < n; i++)
        {
            share[i] /= total;
        }

        float title = model.TitleShare(key);
        for (int place = 0; place < n; place++)
        {
            Composed c = composed[place];
            Span<float> row = rows.Slice(place * FeatureCount, FeatureCount);
            row.Clear();
            c.Features.CopyTo(row);
            Row(model, key, composed, share, place, title, row[CompositionModel.FeatureCount..]);
        }

        Agreement(composed, share, rows);
    }

    private static void Row(CompositionModel model, string key, List<Composed> composed, ReadOnlySpan<float> share, int place, float title, Span<float> row)
    {
        Composed c = composed[place];
        ComposedDetails d = c.Details;
        float parts = MathF.Max(1, c.PartCount);
        int[] types = c.Types;
        row[0] = c.Score / key.Length;
        row[1] = c.Score - composed[0].Score;
        row[2] = MathF.Log(share[place] + 1e-4f);
        row[3] = place;
        row[4] = composed.Count;
        row[5] = key.Length;
        row[6] = parts;
        row[7] = parts / key.Length;
        row[8] = c.Features[6] / key.Length;
        row[9] = c.Features[3] / MathF.Max(1, types.Length + 1);
        row[10] = d.LeastWholeness;
        row[11] = d.Wholeness / parts;
        row[12] = d.LeastBackward;
        row[13] = d.LeastCount;
        row[14] = d.LongestPart;
        row[15] = d.LastPart;
        row[16] = d.FirstForward;
        row[17] = d.LastForward;
        row[18] = d.LastRank;
        row[19] = d.Joins;
        row[20] = d.Joins == 0 ? 1 : (float)d.KnownJoins / d.Joins;
        row[21] = d.Known;
        row[22] = d.LeastJoin;
        row[23] = c.Features[0] / parts;
        row[24] = c.Features[1] / parts;
        row[25] = c.Features[8] / parts;
        row[26] = title;

        // Trigrams, borders included.
        int seen = 0, before = 0, previous = 0;
        for (int i = 0; i <= types.Length; i++)
        {
            int next = i < types.Length ? types[i] : 0;
            seen += model.HasTrigram(before, previous, next) ? 1 : 0;
            (before, previous) = (previous, next);
        }

        row[27] = (float)seen / (types.Length + 1);
        row[28] = d.LeastBigram;
        row[35] = Edges(c.Words);
    }

    /// <summary>How far the other compositions agree: on the words, whatever their order, on the first, on the last word.</summary>
    private static void Agreement(List<Composed> composed, ReadOnlySpan<float> share, Span<float> rows)
    {
        // Words by small numbers: of all compositions together there are few.
        var distinct = new List<int>(32);
        int longest = composed.Max(c => c.Types.Length);
        Span<int> numbers = composed.Count * longest <= 1024 ? stackalloc int[composed.Count * longest] : new int[composed.Count * longest];
        for (int place = 0; place < composed.Count; place++)
        {
            int[] types = composed[place].Types;
            for (int i = 0; i < types.Length; i++)
            {
                int number = distinct.IndexOf(types[i]);
                if (number < 0)
                {
                    number = distinct.Count;
                    distinct.Add(types[i]);
                }

                numbers[(place * longest) + i] = number;
            }
        }

        Span<float> has = distinct.Count <= 256 ? stackalloc float[distinct.Count] : new float[distinct.Count]; // summed share of the compositions with a word
        Span<int> last = distinct.Count <= 256 ? stackalloc int[distinct.Count] : new int[distinct.Count]; // composition that has it, plus 1
        has.Clear();
        last.Clear();
        for (int place = 0; place < composed.Count; place++)
        {
            foreach (int number in numbers.Slice(place * longest, composed[place].Types.Length))
            {
                if (last[number] != place + 1)
                {
                    has[number] += share[place];
                    last[number] = place + 1;
                }
            }
        }

        last.Clear();
        for (int place = 0; place < composed.Count; place++)
        {
            Span<float> row = rows[((place * FeatureCount) + CompositionModel.FeatureCount)..];
            ReadOnlySpan<int> own = numbers.Slice(place * longest, composed[place].Types.Length);
            float words = 0, leastWord = 1, sameWords = 0, sameFirst = 0, sameLast = 0;
            int repeated = 0;
            foreach (int number in own)
            {
                words += has[number];
                leastWord = MathF.Min(leastWord, has[number]);
                repeated += last[number] == place + 1 ? 1 : 0;
                last[number] = place + 1;
            }

            for (int o = 0; o < composed.Count; o++)
            {
                ReadOnlySpan<int> other = numbers.Slice(o * longest, composed[o].Types.Length);
                sameFirst += other.Length > 0 && own.Length > 0 && other[0] == own[0] ? share[o] : 0;
                sameLast += other.Length > 0 && own.Length > 0 && other[^1] == own[^1] ? share[o] : 0;
                sameWords += other.Length == own.Length && AllIn(other, last, place + 1) ? share[o] : 0;
            }

            row[29] = words / Math.Max(1, own.Length);
            row[30] = leastWord;
            row[31] = sameWords;
            row[32] = sameFirst;
            row[33] = sameLast;
            row[34] = repeated;
        }
    }

    private static bool AllIn(ReadOnlySpan<int> words, ReadOnlySpan<int> last, int composition)
    {
        foreach (int word in words)
        {
            if (last[word] != composition)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Signs of a fragment: a joining word or a hyphen at the edge; verbal beginnings.</summary>
    private static float Edges(ReadOnlySpan<string> joined)
    {
        int length = EnglishText.MaximumLength(joined);
        Span<char> buffer = length <= 256 ? stackalloc char[length] : new char[length];
        ReadOnlySpan<char> words = buffer[..EnglishText.Join(joined, buffer)];
        int space = words.IndexOf(' ');
        ReadOnlySpan<char> first = space < 0 ? words : words[..space], last = words[(words.LastIndexOf(' ') + 1)..];
        if (IsJoining(first) || IsJoining(last) || first.StartsWith("-") || last.EndsWith("-"))
        {
            return 2;
        }

        return first.EndsWith("ing") && space > 0 ? 1 : 0;
    }

    private static bool IsJoining(ReadOnlySpan<char> word) => word is "of" or "and" or "for" or "in" or "on" or "to" or "with" or "by" or "from" or "or" or "at" or "as" or "be";
}
