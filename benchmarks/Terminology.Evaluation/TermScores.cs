namespace Terminology.Evaluation;

/// <summary>The figures by which ranked lists are compared, as the project's scorer defines them.</summary>
internal sealed record TermScores(double P20, double P50, double P100, double P200, double AveragePrecision, double Fmix, double Recall, double Recall500)
{
    public static readonly string[] Names = ["P@20", "P@50", "P@100", "P@200", "AP", "Fmix", "R1", "R@500"];

    public double[] Values => [P20, P50, P100, P200, AveragePrecision, Fmix, Recall, Recall500];

    /// <summary>Scores a ranked list of distinct strings against tiers.</summary>
    public static TermScores Of(IReadOnlyDictionary<string, int> tiers, IReadOnlyList<string> ranked)
    {
        int main = tiers.Values.Count(t => t == 1);
        double At(int k) => ranked.Take(k).Count(tiers.ContainsKey) / (double)k;
        int hit = 0, kept = 0, any = 0, one = 0;
        double ap = 0, best = 0, recall500 = 0;
        for (int i = 0; i < ranked.Count; i++)
        {
            int tier = tiers.GetValueOrDefault(ranked[i]);
            if (tier != 2)
            {
                kept++;
                if (tier == 1) { hit++; ap += (double)hit / kept; }
            }
            if (tier > 0) any++;
            if (tier == 1) one++;
            double p = (double)any / (i + 1), r = (double)one / main;
            if (p + r > 0) best = Math.Max(best, 2 * p * r / (p + r));
            if (i == 499) recall500 = r;
        }
        double recall = (double)one / main;
        return new TermScores(At(20), At(50), At(100), At(200), ap / main, best, recall, ranked.Count >= 500 ? recall500 : recall);
    }

    /// <summary>How many of a ranked list are kept by the best cut-off, that of <see cref="Fmix"/>.</summary>
    public static int BestCut(IReadOnlyDictionary<string, int> tiers, IReadOnlyList<string> ranked)
    {
        int main = tiers.Values.Count(t => t == 1), any = 0, one = 0, cut = 0;
        double best = 0;
        for (int i = 0; i < ranked.Count; i++)
        {
            int tier = tiers.GetValueOrDefault(ranked[i]);
            if (tier > 0) any++;
            if (tier == 1) one++;
            double p = (double)any / (i + 1), r = (double)one / main, f = p + r > 0 ? 2 * p * r / (p + r) : 0;
            if (f > best) (best, cut) = (f, i + 1);
        }
        return cut;
    }

    public static TermScores Mean(IReadOnlyCollection<TermScores> all)
    {
        double[] mean = new double[Names.Length];
        foreach (TermScores s in all)
            for (int i = 0; i < mean.Length; i++) mean[i] += s.Values[i] / all.Count;
        return From(mean);
    }

    /// <summary>From figures in the order of <see cref="Names"/>.</summary>
    public static TermScores From(double[] v) => new(v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7]);
}
