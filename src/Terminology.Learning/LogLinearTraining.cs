namespace Terminology.Learning;

/// <summary>Fits the weights of <see cref="LogLinearModel"/> to labelled documents. Pure functions.</summary>
internal static class LogLinearTraining
{
    private const double MinorWeight = .6, Ridge = 1;

    public static double[] Fit(IReadOnlyList<PreparedLabels> documents)
    {
        var rows = new List<float[]>();
        var labels = new List<(bool Term, double Weight)>();
        var shares = new TargetShares(1 << 18);
        foreach (PreparedLabels d in documents)
            shares.Add(d.Own);
        foreach (PreparedLabels d in documents)
        {
            CandidateTable table = d.Table(shares, excludeOwn: true);
            int[] tiers = d.TiersOf(table);
            for (int i = 0; i < table.Count; i++)
            {
                float[] features = table.Row(i).ToArray();
                rows.Add([.. LogLinearModel.Quantities.Select(q => (float)q.Of(features)), 1]);
                labels.Add((tiers[i] > 0, tiers[i] == 2 ? MinorWeight : 1));
            }
        }
        return Fit(rows, labels);
    }

    /// <summary>Weighted logistic regression by Newton's method with a little ridge.</summary>
    /// <param name="rows">Rows; the constant is one of their columns.</param>
    /// <param name="labels">Their labels and weights.</param>
    public static double[] Fit(IReadOnlyList<float[]> rows, IReadOnlyList<(bool Label, double Weight)> labels)
    {
        int width = rows[0].Length;
        var w = new double[width];
        for (int iteration = 0; iteration < 30; iteration++)
        {
            var gradient = new double[width];
            var hessian = new double[width, width];
            for (int i = 0; i < rows.Count; i++)
            {
                float[] x = rows[i];
                double score = 0;
                for (int k = 0; k < width; k++)
                    score += w[k] * x[k];
                double p = 1 / (1 + Math.Exp(-score)), slope = labels[i].Weight * ((labels[i].Label ? 1 : 0) - p), curve = labels[i].Weight * p * (1 - p);
                for (int k = 0; k < width; k++)
                {
                    if (x[k] == 0)
                        continue;
                    gradient[k] += slope * x[k];
                    double c = curve * x[k];
                    for (int m = 0; m <= k; m++)
                        hessian[k, m] += c * x[m];
                }
            }
            for (int k = 0; k < width; k++)
            {
                gradient[k] -= Ridge * w[k];
                hessian[k, k] += Ridge;
            }
            double[] step = Solve(hessian, gradient);
            double largest = 0;
            for (int k = 0; k < width; k++)
            {
                w[k] += step[k];
                largest = Math.Max(largest, Math.Abs(step[k]));
            }
            if (largest < 1e-6)
                break;
        }
        return w;
    }

    /// <summary>Solves a symmetric positive definite system, of which the lower half is given, by Cholesky's factorization.</summary>
    private static double[] Solve(double[,] a, double[] b)
    {
        int n = b.Length;
        double[] x = [.. b];
        for (int k = 0; k < n; k++)
        {
            for (int m = 0; m <= k; m++)
            {
                double sum = a[k, m];
                for (int j = 0; j < m; j++)
                    sum -= a[k, j] * a[m, j];
                a[k, m] = k == m ? Math.Sqrt(sum) : sum / a[m, m];
            }
        }
        for (int k = 0; k < n; k++)
        {
            for (int j = 0; j < k; j++)
                x[k] -= a[k, j] * x[j];
            x[k] /= a[k, k];
        }
        for (int k = n - 1; k >= 0; k--)
        {
            for (int j = k + 1; j < n; j++)
                x[k] -= a[j, k] * x[j];
            x[k] /= a[k, k];
        }
        return x;
    }
}
