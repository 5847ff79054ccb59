using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>One term with its compositions, which of them are right, and their features for the ranker.</summary>
internal sealed record TunerCase(string Key, List<Composed> Compositions, bool[] Right, float[] Features);

/// <summary>Fits the weights of the composition (so that a right one comes first) and the trees that rank them.</summary>
internal static class EnglishTuner
{
    /// <summary>Weights to begin with.</summary>
    public static float[] StartWeights => [.4374f, .1936f, -1.3938f, .3814f, .6588f, .8188f, -.3382f, .1335f, .2267f, .8057f, -3f, .1541f, -.5591f, -.7805f, .5482f, -.1657f];

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

    /// <summary>Trees that tell how likely a composition is right.</summary>
    public static Forest Ranker(IReadOnlyList<TunerCase> cases)
    {
        var rows = new TrainingRows(CompositionRanker.FeatureCount);
        foreach (TunerCase c in cases)
        {
            for (int i = 0; i < c.Compositions.Count; i++)
            {
                rows.Add(c.Features[(i * CompositionRanker.FeatureCount)..((i + 1) * CompositionRanker.FeatureCount)], c.Right[i], 1);
            }
        }

        return BoostedTrees.Train(rows, new BoostingOptions { Trees = 160, Leaves = 20, LearningRate = .08, MinimumRows = 40 });
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
