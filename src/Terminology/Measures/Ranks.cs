namespace Terminology;

/// <summary>Ranks of values.</summary>
internal static class Ranks
{
    /// <summary>Ranks from 1, ties with their mean.</summary>
    public static double[] Of(double[] values)
    {
        int[] order = [.. Enumerable.Range(0, values.Length)];
        double[] sorted = [.. values];
        Array.Sort(sorted, order);
        var ranks = new double[values.Length];
        for (int from = 0; from < sorted.Length;)
        {
            int to = from;
            while (to < sorted.Length && sorted[to] == sorted[from]) to++;
            for (int i = from; i < to; i++)
                ranks[order[i]] = (from + to + 1) / 2.0;
            from = to;
        }
        return ranks;
    }
}
