using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>What the candidates that share places with a candidate say about it: the joint view of nested, crossing and maximal readings.</summary>
internal static class NestingFeatures
{
    /// <summary>Computes the features of all candidates of a table.</summary>
    /// <param name="table">The candidates with their places.</param>
    /// <param name="scores">First-stage probability of each; below zero: not to be looked at.</param>
    /// <returns>Rows of <see cref="TermFeatures.NestingCount"/> values.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static float[] Compute(CandidateTable table, float[] scores)
    {
        int width = TermFeatures.NestingCount;
        var rows = new float[table.Count * width];
        for (int i = 0; i < table.Count; i++)
            rows[i * width] = scores[i];
        ReadOnlySpan<CandidatePlace> places = table.Places;
        for (int a = 0; a < places.Length; a++)
        {
            ref readonly CandidatePlace x = ref places[a];
            float px = scores[x.Candidate];
            if (px < 0)
                continue;
            for (int b = a + 1; b < places.Length; b++)
            {
                ref readonly CandidatePlace y = ref places[b];
                if (y.Document != x.Document || y.Start >= x.End)
                    break;
                float py = scores[y.Candidate];
                if (py < 0 || y.Candidate == x.Candidate)
                    continue;
                Span<float> rx = rows.AsSpan(x.Candidate * width, width), ry = rows.AsSpan(y.Candidate * width, width);
                if (x.Start <= y.Start && y.End <= x.End)
                    Contains(rx, ry, px, py, x.Start == y.Start, x.End == y.End);
                else if (y.Start <= x.Start && x.End <= y.End)
                    Contains(ry, rx, py, px, x.Start == y.Start, x.End == y.End);
                else if (y.End > x.Start)
                {
                    rx[3] = Math.Max(rx[3], py);
                    ry[3] = Math.Max(ry[3], px);
                    if (py > .5f) rx[8]++;
                    if (px > .5f) ry[8]++;
                }
            }
        }
        for (int i = 0; i < table.Count; i++)
        {
            float n = table.Contexts[i].Observed;
            Span<float> row = rows.AsSpan(i * width, width);
            for (int k = 4; k <= 8; k++)
                row[k] /= n;
        }
        return rows;
    }

    private static void Contains(Span<float> longer, Span<float> shorter, float pLonger, float pShorter, bool sameStart, bool sameEnd)
    {
        shorter[1] = Math.Max(shorter[1], pLonger);
        longer[2] = Math.Max(longer[2], pShorter);
        shorter[4]++;
        longer[5]++;
        if (pLonger > .5f) shorter[6]++;
        if (pShorter > .5f) longer[7]++;
        if (sameStart)
        {
            shorter[9] = Math.Max(shorter[9], pLonger);
            longer[11] = Math.Max(longer[11], pShorter);
        }
        if (sameEnd)
        {
            shorter[10] = Math.Max(shorter[10], pLonger);
            longer[12] = Math.Max(longer[12], pShorter);
        }
    }
}
