namespace Terminology.Evaluation;

/// <summary>One term with its compositions and which of them are right.</summary>
internal sealed record TunerCase(string Key, List<Composed> Compositions, bool[] Right);

/// <summary>Fits the weights of the composition (so that a right one comes first) and of its calibration.</summary>
internal static class EnglishTuner
{
    /// <summary>Maximises the summed probability of the right compositions under a log-linear model, with L2 toward the weights before.</summary>
    public static float[] Weights(IReadOnlyList<TunerCase> cases, float[] start, int steps = 300)
    {
        List<TunerCase> usable = [.. cases.Where(c => c.Right.Any(r => r) && !c.Right.All(r => r))];
        int n = start.Length;
        double[] w = [.. start.Select(x => (double)x)], m = new double[n], v = new double[n];
        for (int step = 1; step <= steps; step++)
        {
            var gradient = new double[n];
            foreach (TunerCase c in usable)
            {
                int k = c.Compositions.Count;
                double[] score = [.. c.Compositions.Select(x => Dot(w, x.Features))];
                double max = score.Max();
                double all = 0, right = 0;
                for (int i = 0; i < k; i++)
                {
                    score[i] = Math.Exp(score[i] - max);
                    all += score[i];
                    right += c.Right[i] ? score[i] : 0;
                }

                for (int i = 0; i < k; i++)
                {
                    double g = (c.Right[i] && right > 0 ? score[i] / right : 0) - (score[i] / all);
                    for (int f = 0; f < n; f++)
                    {
                        gradient[f] += g * c.Compositions[i].Features[f];
                    }
                }
            }

            for (int f = 0; f < n; f++)
            {
                double g = (gradient[f] / Math.Max(1, usable.Count)) - (.002 * (w[f] - start[f]));
                m[f] = (.9 * m[f]) + (.1 * g);
                v[f] = (.99 * v[f]) + (.01 * g * g);
                w[f] += .02 * (m[f] / (1 - Math.Pow(.9, step))) / (Math.Sqrt(v[f] / (1 - Math.Pow(.99, step))) + 1e-8);
            }
        }

        return [.. w.Select(x => (float)x)];
    }

    /// <summary>Logistic regression of "this composition is right" on <see cref="SuggestionScore.Features"/>.</summary>
    public static float[] Calibration(IReadOnlyList<TunerCase> cases, int steps = 400)
    {
        int n = SuggestionScore.FeatureCount;
        var rows = new List<(float[] Features, bool Right)>();
        foreach (TunerCase c in cases)
        {
            for (int place = 0; place < Math.Min(3, c.Compositions.Count); place++)
            {
                var f = new float[n];
                SuggestionScore.Features(c.Key, c.Compositions, place, f);
                rows.Add((f, c.Right[place]));
            }
        }

        double[] w = new double[n], m = new double[n], v = new double[n];
        for (int step = 1; step <= steps; step++)
        {
            var gradient = new double[n];
            foreach ((float[] features, bool right) in rows)
            {
                double p = 1 / (1 + Math.Exp(-Dot(w, features)));
                for (int f = 0; f < n; f++)
                {
                    gradient[f] += ((right ? 1 : 0) - p) * features[f];
                }
            }

            for (int f = 0; f < n; f++)
            {
                double g = (gradient[f] / Math.Max(1, rows.Count)) - (.0005 * w[f]);
                m[f] = (.9 * m[f]) + (.1 * g);
                v[f] = (.99 * v[f]) + (.01 * g * g);
                w[f] += .05 * (m[f] / (1 - Math.Pow(.9, step))) / (Math.Sqrt(v[f] / (1 - Math.Pow(.99, step))) + 1e-8);
            }
        }

        return [.. w.Select(x => (float)x)];
    }

    private static double Dot(double[] w, float[] f)
    {
        double sum = 0;
        for (int i = 0; i < w.Length; i++)
        {
            sum += w[i] * f[i];
        }

        return sum;
    }
}
