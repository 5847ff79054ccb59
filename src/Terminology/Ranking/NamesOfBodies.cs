namespace Terminology;

/// <summary>
/// Tells ends of the names of offices from whole names: 城乡建设厅 looks like an office, but stands for nothing without 住房和 before it. Trees that judge by the last word cannot see that;
/// what the background has before the string, and the document before every place of it, can.
/// </summary>
internal static class NamesOfBodies
{
    /// <summary>By how much both probabilities of a cut name are lowered.</summary>
    public const double CutFactor = 0.1;

    // Least count in the background for it to say something, and the least share of one neighbour there.
    private const float LeastCount = 5, LeastShare = 0.65f;
    private static readonly int s_count = TermFeatures.Of("background count"), s_largest = TermFeatures.Of("left largest share"), s_link = TermFeatures.Of("left NPMI minimum");

    /// <summary>Whether a candidate names an office by its end, but in the background stands behind one and the same word nearly always, and here behind a word that it goes with everywhere.</summary>
    public static bool IsCut(CandidateTable table, int candidate)
    {
        ReadOnlySpan<float> row = table.Row(candidate);
        return row[s_largest] >= LeastShare && row[s_link] > 0 && row[s_count] >= MathF.Log(LeastCount + 1) && Salience.IsActor(table.Contexts[candidate].Read);
    }
}
