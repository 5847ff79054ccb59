namespace Terminology;

/// <summary>
/// Weighs the features of <see cref="TermSpans"/>: a log-linear model orders them, trees compare the best of these with each other, and a calibration
/// tells how many of such choices are right.
/// </summary>
internal sealed class TermSpanModel(float[] local, float[] weights, float[] calibration, Forest? trees = null)
{
    /// <summary>Number of features of a candidate before the places are compared.</summary>
    public const int FeatureCount = 92;

    /// <summary>Number of features with what the places say together.</summary>
    public const int RankCount = FeatureCount + 6;

    /// <summary>How many candidates the trees compare.</summary>
    public const int Compared = 16;

    /// <summary>Number of features the trees look at: those of the candidate, their distance from the best one's, and where the log-linear model puts it.</summary>
    public const int TreeCount = (2 * RankCount) + 4;

    /// <summary>Number of features of the calibration.</summary>
    public const int CalibrationCount = 12;

    /// <summary>A second or third choice that is less likely right than this is not shown.</summary>
    public const double LeastFurther = 0.03;

    /// <summary>Weights at single places.</summary>
    public float[] Local => local;

    /// <summary>Weights of candidates.</summary>
    public float[] Weights => weights;

    /// <summary>Weights of the calibration.</summary>
    public float[] Calibration => calibration;

    /// <summary>The trees, or null.</summary>
    public Forest? Trees => trees;

    /// <summary>The same ranking with another calibration.</summary>
    public TermSpanModel With(float[] other) => new(local, weights, other, trees);

    private static readonly Lazy<TermSpanModel> s_default = new(ReadDefault);

    /// <summary>The model that comes with the library.</summary>
    public static TermSpanModel Default => s_default.Value;

    /// <summary>Sorts candidates, best first.</summary>
    public void Rank(List<TermSpan> spans)
    {
        (List<TermSpan> order, List<float[]> rows) = Compare(spans, local, weights);
        if (trees is not null)
        {
            double least = double.MaxValue;
            double linear = rows.Count > 0 ? order[rows.Count - 1].Score : 0;
            for (int i = 0; i < rows.Count; i++)
            {
                order[i].Score = Forest.Slope * trees.Score(rows[i]);
                least = Math.Min(least, order[i].Score);
            }
            for (int i = rows.Count; i < order.Count; i++)
                order[i].Score = least - 1 + order[i].Score - linear;
        }
        spans.Clear();
        // Stable: equal ones stay in the order of the log-linear model.
        spans.AddRange(order.OrderByDescending(s => s.Score));
    }

    /// <summary>The candidates in the order of the log-linear model, and what the trees look at for the first of them.</summary>
    public static (List<TermSpan> Order, List<float[]> Rows) Compare(List<TermSpan> spans, float[] local, float[] weights)
    {
        List<float[]> features = RankFeatures(spans, local);
        for (int i = 0; i < spans.Count; i++)
            spans[i].Score = Sum(weights, features[i]);
        int[] order = [.. Enumerable.Range(0, spans.Count).OrderByDescending(i => spans[i].Score).ThenBy(i => spans[i].Phrase, StringComparer.Ordinal)];
        List<float[]> rows = [];
        double total = spans.Sum(s => Math.Exp(Math.Max(-30, s.Score - spans[order[0]].Score)));
        for (int place = 0; place < Math.Min(Compared, order.Length); place++)
        {
            float[] row = new float[TreeCount], own = features[order[place]], first = features[order[0]];
            double behind = spans[order[place]].Score - spans[order[0]].Score;
            for (int k = 0; k < RankCount; k++)
                (row[k], row[RankCount + k]) = (own[k], own[k] - first[k]);
            row[^4] = (float)behind;
            row[^3] = (float)Math.Log((Math.Exp(Math.Max(-30, behind)) / total) + 1e-4);
            row[^2] = place;
            row[^1] = place + 1 < order.Length ? (float)(spans[order[place + 1]].Score - spans[order[place]].Score) : 0;
            rows.Add(row);
        }
        return ([.. order.Select(i => spans[i])], rows);
    }

    /// <summary>
    /// The features the candidates are ranked by: their own, and how the places of the term vote. At each place a log-linear model gives every span there a
    /// probability; a candidate's votes are the sum of its, and what goes to longer and to shorter spans around it is counted besides.
    /// </summary>
    public static List<float[]> RankFeatures(List<TermSpan> spans, float[] local)
    {
        Dictionary<int, List<(int Span, double Value)>> places = [];
        for (int i = 0; i < spans.Count; i++)
        {
            foreach ((int place, float[] f) in spans[i].AtPlaces)
            {
                if (!places.TryGetValue(place, out List<(int, double)>? list))
                    places[place] = list = [];
                list.Add((i, Sum(local, f)));
            }
        }
        double[] votes = new double[spans.Count], most = new double[spans.Count], firsts = new double[spans.Count];
        foreach (List<(int Span, double Value)> list in places.Values)
        {
            double max = list.Max(e => e.Value), total = list.Sum(e => Math.Exp(e.Value - max));
            int first = list.MaxBy(e => e.Value).Span;
            firsts[first]++;
            foreach ((int i, double value) in list)
            {
                double p = Math.Exp(value - max) / total;
                votes[i] += p;
                most[i] = Math.Max(most[i], p);
            }
        }
        double n = Math.Max(1, places.Count);
        List<float[]> result = [];
        for (int i = 0; i < spans.Count; i++)
        {
            float[] f = new float[RankCount];
            spans[i].Features.CopyTo(f, 0);
            f[FeatureCount] = (float)Math.Log((votes[i] + .02) / (n + .02));
            f[FeatureCount + 1] = (float)(votes[i] / n);
            f[FeatureCount + 2] = (float)most[i];
            f[FeatureCount + 3] = (float)(firsts[i] / n);
            result.Add(f);
        }
        // Only candidates that have votes can take any from the others.
        for (int i = 0; i < spans.Count; i++)
        {
            if (firsts[i] == 0)
                continue;
            string outer = " " + spans[i].Phrase + " ";
            for (int k = 0; k < spans.Count; k++)
            {
                if (k == i)
                    continue;
                if (spans[k].Phrase.Length < spans[i].Phrase.Length && outer.Contains(" " + spans[k].Phrase + " ", StringComparison.Ordinal))
                    result[k][FeatureCount + 4] += (float)(firsts[i] / n);
                else if (spans[k].Phrase.Length > spans[i].Phrase.Length && (" " + spans[k].Phrase + " ").Contains(outer, StringComparison.Ordinal))
                    result[k][FeatureCount + 5] += (float)(firsts[i] / n);
            }
        }
        return result;
    }

    private static double Sum(float[] weights, float[] features)
    {
        double sum = 0;
        for (int k = 0; k < weights.Length; k++)
            sum += weights[k] * features[k];
        return sum;
    }

    /// <summary>How likely the candidate at a place of the ranked list is right, 0-1.</summary>
    public double Confidence(List<TermSpan> ranked, int place)
    {
        Span<float> features = stackalloc float[CalibrationCount];
        CalibrationFeatures(ranked, place, features);
        double sum = 0;
        for (int k = 0; k < CalibrationCount; k++)
            sum += calibration[k] * features[k];
        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>What the calibration looks at.</summary>
    public static void CalibrationFeatures(List<TermSpan> ranked, int place, Span<float> features)
    {
        double total = 0;
        foreach (TermSpan other in ranked)
            total += Math.Exp(Math.Max(-30, other.Score - ranked[0].Score));
        TermSpan span = ranked[place];
        float share = (float)(Math.Exp(Math.Max(-30, span.Score - ranked[0].Score)) / total);
        features[0] = 1;
        features[1] = MathF.Log(share + 1e-3f);
        features[2] = place == 0 ? 1 : 0;
        features[3] = (float)Math.Clamp(span.Score, -20, 20) / 5;
        features[4] = span.Features[5];
        features[5] = span.Features[6];
        features[6] = span.Features[33];
        features[7] = MathF.Log(1 + span.Places);
        float chance = (float)(1 / (1 + Math.Exp(-span.Score)));
        double second = ranked.Count > 1 ? ranked[place == 0 ? 1 : 0].Score : -20;
        features[8] = chance;
        features[9] = place == 0 ? chance : 0;
        features[10] = (float)Math.Clamp(span.Score - second, -10, 10) / 5;
        features[11] = (float)(1 / (1 + Math.Exp(-second)));
    }

    private static TermSpanModel ReadDefault()
    {
        using Stream? stream = typeof(TermSpanModel).Assembly.GetManifestResourceStream("Terminology.term-spans.txt");
        if (stream is null)
            return Initial;
        using StreamReader reader = new(stream);
        float[][] lines = [.. reader.ReadToEnd().Split('\n').Where(l => l.Length > 0 && l[0] != '#')
            .Select(l => l.Split(' ').Select(w => float.Parse(w, System.Globalization.CultureInfo.InvariantCulture)).ToArray())];
        if (lines.Length != 3 || lines[0].Length != FeatureCount || lines[1].Length != RankCount || lines[2].Length != CalibrationCount)
            return Initial;
        using Stream? trees = typeof(TermSpanModel).Assembly.GetManifestResourceStream("Terminology.term-spans.bin");
        if (trees is null)
            return new TermSpanModel(lines[0], lines[1], lines[2]);
        using MemoryStream bytes = new();
        trees.CopyTo(bytes);
        ModelReader forest = new(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        return new TermSpanModel(lines[0], lines[1], lines[2], Forest.Read(ref forest, TreeCount));
    }

    /// <summary>Where fitting starts.</summary>
    internal static TermSpanModel Initial
    {
        get
        {
            float[] w = new float[FeatureCount];
            (w[0], w[1], w[3], w[4], w[5], w[6], w[7], w[8], w[22], w[33], w[38], w[40]) = (1, 1, .5f, 1, 1, 1, -1, -1, 2, 1, 1, 1);
            return new TermSpanModel(w, [.. w, 0, 0, 0, 0, 0, 0], [-1, .5f, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        }
    }
}
