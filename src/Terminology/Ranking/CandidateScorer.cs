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

    public static CandidateScore[] Score(CandidateTable table, TermhoodModel model)
    {
        var first = new float[table.Count];
        for (int i = 0; i < first.Length; i++)
            first[i] = (float)Forest.Sharp(model.First.ScoreUnlessHopeless(table.Row(i), HopelessSoon));
        float[] nesting = NestingFeatures.Compute(table, first);
        var scores = new CandidateScore[table.Count];
        Span<float> row = stackalloc float[TermFeatures.SecondStage];
        for (int i = 0; i < scores.Length; i++)
        {
            if (first[i] < Hopeless)
            {
                scores[i] = new CandidateScore(first[i], first[i], 0, 0);
                continue;
            }
            Fill(table, nesting, i, row);
            double term = model.Term.Sharp(row), main = model.Main.Sharp(row);
            scores[i] = new CandidateScore(first[i], (float)term, (float)main, (float)model.Calibration.Apply(term * main));
        }
        return scores;
    }

    /// <summary>Puts a candidate's whole row together.</summary>
    public static void Fill(CandidateTable table, float[] nesting, int candidate, Span<float> row)
    {
        table.Row(candidate).CopyTo(row);
        nesting.AsSpan(candidate * TermFeatures.NestingCount, TermFeatures.NestingCount).CopyTo(row[TermFeatures.FirstStage..]);
    }
}
