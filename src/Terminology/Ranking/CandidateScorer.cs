namespace Terminology;

/// <summary>Scores of a candidate: the two probabilities and the calibrated termhood made of them.</summary>
internal readonly record struct CandidateScore(float First, float Term, float Main, float Termhood);

/// <summary>Applies a <see cref="TermhoodModel"/> to a finished table.</summary>
internal static class CandidateScorer
{
    /// <summary>First-stage probability below which a candidate is not worth the second stage.</summary>
    private const float Hopeless = 0.004f;

    /// <summary>Log-odds after a quarter of the first stage's trees below which the rest is not evaluated.</summary>
    private const double HopelessSoon = -7;

    public static CandidateScore[] Score(CandidateTable table, TermhoodModel model, StageClock? clock = null)
    {
        if (model.Linear is { } linear)
            return linear.Score(table);
        clock?.Enter(Stage.FirstForest);
        float[] first = First(table, model.First);
        clock?.Enter(Stage.Nesting);
        float[] nesting = NestingFeatures.Compute(table, first);
        clock?.Enter(Stage.SecondForest);
        var scores = new CandidateScore[table.Count];
        var pending = new int[Forest.Lanes];
        var columns = new float[TermFeatures.SecondStage * Forest.Lanes];
        Span<float> row = stackalloc float[TermFeatures.SecondStage];
        Span<double> terms = stackalloc double[Forest.Lanes], mains = stackalloc double[Forest.Lanes];
        int lanes = 0;
        for (int i = 0; i < scores.Length; i++)
        {
            if (first[i] < Hopeless)
            {
                scores[i] = new CandidateScore(first[i], first[i], 0, 0);
            }
            else
            {
                Fill(table, nesting, i, row);
                Forest.Transpose(row, lanes, columns);
                pending[lanes++] = i;
            }
            if (lanes == 0 || (lanes < Forest.Lanes && i < scores.Length - 1))
                continue;
            model.Term.Score(columns, 0, model.Term.Trees, terms);
            model.Main.Score(columns, 0, model.Main.Trees, mains);
            for (int lane = 0; lane < lanes; lane++)
            {
                double term = Forest.Sharp(terms[lane] + model.Term.Bias), main = Forest.Sharp(mains[lane] + model.Main.Bias);
                scores[pending[lane]] = new CandidateScore(first[pending[lane]], (float)term, (float)main, (float)model.Calibration.Apply(term * main));
            }
            lanes = 0;
        }
        return scores;
    }

    /// <summary>The first stage: the first quarter of the trees for all, the others where there is hope.</summary>
    private static float[] First(CandidateTable table, Forest forest)
    {
        int[] left = [.. Enumerable.Range(0, table.Count)];
        var sums = new double[table.Count];
        Add(table, forest, left, 0, forest.Quarter, sums);
        left = Array.FindAll(left, i => !(sums[i] + forest.Bias < HopelessSoon));
        var first = new float[table.Count];
        Add(table, forest, left, forest.Quarter, forest.Trees, sums);
        foreach (int i in left)
            first[i] = (float)Forest.Sharp(sums[i] + forest.Bias);
        return first;
    }

    private static void Add(CandidateTable table, Forest forest, int[] candidates, int from, int to, double[] sums)
    {
        var columns = new float[TermFeatures.FirstStage * Forest.Lanes];
        Span<double> scores = stackalloc double[Forest.Lanes];
        for (int i = 0; i < candidates.Length; i += Forest.Lanes)
        {
            int lanes = Math.Min(Forest.Lanes, candidates.Length - i);
            for (int lane = 0; lane < lanes; lane++)
                Forest.Transpose(table.Row(candidates[i + lane]), lane, columns);
            forest.Score(columns, from, to, scores);
            for (int lane = 0; lane < lanes; lane++)
                sums[candidates[i + lane]] += scores[lane];
        }
    }

    /// <summary>Puts a candidate's whole row together.</summary>
    public static void Fill(CandidateTable table, float[] nesting, int candidate, Span<float> row)
    {
        table.Row(candidate).CopyTo(row);
        nesting.AsSpan(candidate * TermFeatures.NestingCount, TermFeatures.NestingCount).CopyTo(row[TermFeatures.FirstStage..]);
    }
}
