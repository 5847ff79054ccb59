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

    /// <summary>So many candidates are scored at a time; every row is scored by itself.</summary>
    private const int Part = 4096;

    public static CandidateScore[] Score(CandidateTable table, TermhoodModel model, StageClock? clock = null)
    {
        if (model.Linear is { } linear)
            return linear.Score(table);
        clock?.Enter(Stage.FirstForest);
        var first = new float[table.Count];
        Parts.For(table.Count, Part, (from, to) => First(table, model.First, first, from, to));
        clock?.Enter(Stage.Nesting);
        float[] nesting = NestingFeatures.Compute(table, first);
        clock?.Enter(Stage.SecondForest);
        var scores = new CandidateScore[table.Count];
        Parts.For(table.Count, Part, (from, to) => Second(table, model, first, nesting, scores, from, to));
        return scores;
    }

    private static void Second(CandidateTable table, TermhoodModel model, float[] first, float[] nesting, CandidateScore[] scores, int from, int to)
    {
        var pending = new int[Forest.Lanes];
        byte[] term = new byte[model.Term.BatchSize], main = new byte[model.Main.BatchSize];
        Span<float> row = stackalloc float[TermFeatures.SecondStage];
        Span<double> terms = stackalloc double[Forest.Lanes], mains = stackalloc double[Forest.Lanes];
        int lanes = 0;
        for (int i = from; i < to; i++)
        {
            if (first[i] < Hopeless)
            {
                scores[i] = new CandidateScore(first[i], first[i], 0, 0);
            }
            else
            {
                Fill(table, nesting, i, row);
                model.Term.Put(row, lanes, term);
                model.Main.Put(row, lanes, main);
                pending[lanes++] = i;
            }
            if (lanes == 0 || (lanes < Forest.Lanes && i < to - 1))
                continue;
            model.Term.Score(term, 0, model.Term.Trees, terms);
            model.Main.Score(main, 0, model.Main.Trees, mains);
            for (int lane = 0; lane < lanes; lane++)
            {
                double t = Forest.Sharp(terms[lane] + model.Term.Bias), m = Forest.Sharp(mains[lane] + model.Main.Bias);
                if (NamesOfBodies.IsCut(table, pending[lane]))
                    (t, m) = (t * NamesOfBodies.CutFactor, m * NamesOfBodies.CutFactor);
                scores[pending[lane]] = new CandidateScore(first[pending[lane]], (float)t, (float)m, (float)model.Calibration.Apply(t * m));
            }
            lanes = 0;
        }
    }

    /// <summary>The first stage: the first quarter of the trees for all, the others where there is hope.</summary>
    private static void First(CandidateTable table, Forest forest, float[] first, int begin, int end)
    {
        byte[] batch = new byte[forest.BatchSize];
        Span<double> soon = stackalloc double[Forest.Lanes], rest = stackalloc double[Forest.Lanes];
        for (int from = begin; from < end; from += Forest.Lanes)
        {
            int lanes = Math.Min(Forest.Lanes, end - from);
            for (int lane = 0; lane < lanes; lane++)
                forest.Put(table.Row(from + lane), lane, batch);
            forest.Score(batch, 0, forest.Quarter, soon);
            bool hope = false;
            for (int lane = 0; lane < lanes; lane++)
                hope |= !(soon[lane] + forest.Bias < HopelessSoon);
            if (!hope)
                continue;
            forest.Score(batch, forest.Quarter, forest.Trees, rest);
            for (int lane = 0; lane < lanes; lane++)
            {
                if (!(soon[lane] + forest.Bias < HopelessSoon))
                    first[from + lane] = (float)Forest.Sharp(soon[lane] + rest[lane] + forest.Bias);
            }
        }
    }

    /// <summary>Puts a candidate's whole row together.</summary>
    public static void Fill(CandidateTable table, float[] nesting, int candidate, Span<float> row)
    {
        table.Row(candidate).CopyTo(row);
        nesting.AsSpan(candidate * TermFeatures.NestingCount, TermFeatures.NestingCount).CopyTo(row[TermFeatures.FirstStage..]);
    }
}
