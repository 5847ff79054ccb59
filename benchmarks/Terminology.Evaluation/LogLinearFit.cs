using System.Numerics;

namespace Terminology.Evaluation;

/// <summary>Fits a log-linear ranking (so that a right candidate comes first) and a logistic calibration.</summary>
internal static class LogLinearFit
{
    private const int Candidates = 36;

    /// <summary>Steps of a fit.</summary>
    public static int Steps { get; set; } = 300;

    /// <summary>Weight of the penalty on large weights.</summary>
    public static double Penalty { get; set; } = .0005;

    /// <summary>Fits the two stages: spans at single places on terms that stand once, then candidates with the votes of their places.</summary>
    public static (float[] Local, float[] Weights) Fit(List<(List<TermSpan> Spans, bool[] Right)> cases)
    {
        List<(List<float[]> Features, bool[] Right)> single = [.. cases.Where(c => c.Spans.Count > 0).SelectMany(AtPlaces)];
        float[] local = Weights(single);
        return (local, Weights([.. cases.Select(c => (TermSpanModel.RankFeatures(c.Spans, local), c.Right))]));
    }

    // The first places of a term, each as a case of its own: where no right span stands there is nothing to learn.
    private static IEnumerable<(List<float[]> Features, bool[] Right)> AtPlaces((List<TermSpan> Spans, bool[] Right) c)
    {
        for (int place = 0; place < 2; place++)
        {
            List<float[]> features = [];
            List<bool> right = [];
            for (int k = 0; k < c.Spans.Count; k++)
            {
                if (c.Spans[k].AtPlaces.FirstOrDefault(a => a.Place == place).Features is not { } f)
                    continue;
                features.Add(f);
                right.Add(c.Right[k]);
            }
            if (features.Count > 0)
                yield return (features, [.. right]);
        }
    }

    /// <summary>Maximises the summed probability of the right candidates, with L2 on the standardised features.</summary>
    public static float[] Weights(List<(List<float[]> Features, bool[] Right)> cases, int steps = 0, double penalty = 0)
    {
        (steps, penalty) = (steps > 0 ? steps : Steps, penalty > 0 ? penalty : Penalty);
        List<(float[][] Features, bool[] Right)> usable = [];
        int n = 0;
        foreach ((List<float[]> all, bool[] right) in cases)
        {
            int[] kept = [.. Enumerable.Range(0, all.Count).OrderByDescending(k => right[k]).ThenByDescending(k => all[k][0] + all[k][33] + (2 * all[k][38]) + (2 * all[k][40])).Take(Candidates)];
            n = all.Count > 0 ? all[0].Length : n;
            if (kept.Any(k => right[k]) && !kept.All(k => right[k]))
                usable.Add(([.. kept.Select(k => all[k])], [.. kept.Select(k => right[k])]));
        }
        double[] mean = new double[n], scale = new double[n];
        long count = 0;
        foreach ((float[][] features, _) in usable)
        {
            foreach (float[] f in features)
            {
                count++;
                for (int k = 0; k < n; k++)
                {
                    mean[k] += f[k];
                    scale[k] += f[k] * f[k];
                }
            }
        }
        for (int k = 0; k < n; k++)
        {
            mean[k] /= count;
            scale[k] = Math.Sqrt(Math.Max(1e-6, (scale[k] / count) - (mean[k] * mean[k])));
        }
        List<(float[][] Features, bool[] Right)> scaled = [.. usable.Select(u => (u.Features.Select(f => f.Select((x, k) => (float)(x / scale[k])).ToArray()).ToArray(), u.Right))];
        double[] w = new double[n], m = new double[n], v = new double[n];
        for (int step = 1; step <= steps; step++)
        {
            float[] weights = [.. w.Select(x => (float)x)], gradient = new float[n];
            foreach ((float[][] features, bool[] right) in scaled)
            {
                double[] p = new double[features.Length];
                double max = double.MinValue, all = 0, good = 0;
                for (int i = 0; i < p.Length; i++)
                {
                    p[i] = Dot(weights, features[i]);
                    max = Math.Max(max, p[i]);
                }
                for (int i = 0; i < p.Length; i++)
                {
                    p[i] = Math.Exp(p[i] - max);
                    all += p[i];
                    good += right[i] ? p[i] : 0;
                }
                for (int i = 0; i < p.Length; i++)
                {
                    double g = (right[i] && good > 0 ? p[i] / good : 0) - (p[i] / all);
                    if (Math.Abs(g) > 1e-7)
                        AddScaled(gradient, features[i], (float)g);
                }
            }
            Adam(w, m, v, [.. gradient.Select(g => (double)g)], usable.Count, penalty, .05, step);
        }
        return [.. w.Select((x, k) => (float)(x / scale[k]))];
    }

    private static float Dot(float[] a, float[] b)
    {
        Vector<float> sum = default;
        int k = 0;
        for (; k <= a.Length - Vector<float>.Count; k += Vector<float>.Count)
            sum += new Vector<float>(a, k) * new Vector<float>(b, k);
        float rest = Vector.Sum(sum);
        for (; k < a.Length; k++)
            rest += a[k] * b[k];
        return rest;
    }

    private static void AddScaled(float[] sum, float[] values, float factor)
    {
        int k = 0;
        for (; k <= sum.Length - Vector<float>.Count; k += Vector<float>.Count)
            (new Vector<float>(sum, k) + (new Vector<float>(values, k) * factor)).CopyTo(sum, k);
        for (; k < sum.Length; k++)
            sum[k] += values[k] * factor;
    }

    /// <summary>Logistic regression.</summary>
    public static float[] Logistic(List<(float[] Features, bool Right)> rows, int steps = 600)
    {
        int n = rows[0].Features.Length;
        double[] w = new double[n], m = new double[n], v = new double[n];
        for (int step = 1; step <= steps; step++)
        {
            double[] gradient = new double[n];
            foreach ((float[] features, bool right) in rows)
            {
                double p = Probability(w, features);
                for (int k = 0; k < n; k++)
                    gradient[k] += ((right ? 1 : 0) - p) * features[k];
            }
            Adam(w, m, v, gradient, rows.Count, .0001, .05, step);
        }
        return [.. w.Select(x => (float)x)];
    }

    /// <summary>The probability a calibration gives.</summary>
    public static double Probability(float[] weights, float[] features) => Probability([.. weights.Select(w => (double)w)], features);

    private static double Probability(double[] weights, float[] features)
    {
        double sum = 0;
        for (int k = 0; k < weights.Length; k++)
            sum += weights[k] * features[k];
        return 1 / (1 + Math.Exp(-sum));
    }

    private static void Adam(double[] w, double[] m, double[] v, double[] gradient, int cases, double penalty, double rate, int step)
    {
        for (int k = 0; k < w.Length; k++)
        {
            double g = (gradient[k] / Math.Max(1, cases)) - (penalty * w[k]);
            m[k] = (.9 * m[k]) + (.1 * g);
            v[k] = (.99 * v[k]) + (.01 * g * g);
            w[k] += rate * (m[k] / (1 - Math.Pow(.9, step))) / (Math.Sqrt(v[k] / (1 - Math.Pow(.99, step))) + 1e-8);
        }
    }
}
