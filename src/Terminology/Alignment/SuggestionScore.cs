namespace Terminology;

/// <summary>Calibrated scores: the share of such suggestions that is right, measured on documents the term base was not made from.</summary>
internal static class SuggestionScore
{
    /// <summary>Number of features of a composition's calibration, the constant included.</summary>
    public const int FeatureCount = 9;

    /// <summary>Score of a rendering of the term base.</summary>
    public static double TermBase(CompositionModel model, in Rendering rendering)
    {
        _ = model;
        return rendering.Rank switch
        {
            1 => 0.93,
            2 => 0.3,
            _ => 0.15,
        };
    }

    /// <summary>Score of the composition at a place of the list.</summary>
    public static double Composition(CompositionModel model, string key, List<Composed> composed, int place)
    {
        if (model.Calibration.Length < FeatureCount)
        {
            return place == 0 ? 0.4 : 0.1;
        }

        Span<float> features = stackalloc float[FeatureCount];
        Features(key, composed, place, features);
        double sum = 0;
        for (int i = 0; i < FeatureCount; i++)
        {
            sum += model.Calibration[i] * features[i];
        }

        return 1 / (1 + Math.Exp(-sum));
    }

    /// <summary>What the calibration looks at.</summary>
    public static void Features(string key, List<Composed> composed, int place, Span<float> features)
    {
        Composed c = composed[place];
        float total = 0;
        foreach (Composed other in composed)
        {
            total += MathF.Exp(Math.Max(-30, other.Score - composed[0].Score));
        }

        float share = MathF.Exp(Math.Max(-30, c.Score - composed[0].Score)) / total;
        float terminals = MathF.Max(1, c.Features[2] + c.Features[9] + c.Features[10]);
        features[0] = 1;
        features[1] = MathF.Log(share + 1e-3f);
        features[2] = c.Score / key.Length;
        features[3] = terminals / key.Length;
        features[4] = c.Features[11];
        features[5] = c.Features[6] / key.Length;
        features[6] = c.Features[3] / MathF.Max(1, c.Features[4] + 1);
        features[7] = MathF.Log(key.Length);
        features[8] = place > 0 ? 1 : 0;
    }
}
