namespace Terminology;

/// <summary>
/// How much a corpus is about a term, 0-100:
/// <c>100 · termhood · √M · (0.4 + 0.6 · K) · S · P</c> with M = the probability of a term of the first tier (surely recorded, not merely acceptable); K = ln(1 + G²) / ln(1 + G²max), G² the two-term log-likelihood keyness of the term's frequency against the background (Rayson and Garside 2000; 0 where it is rarer than there)
/// and G²max its value for a string that is 1 % of the tokens and unknown to the background; S = spread, from 0.7 (one tenth of the text) to 1 (all tenths, or all documents); P = position and standing: 0.9, up to 1 the earlier the term
/// first occurs, times 1.1 for one that stands in a heading, in quotation marks or as a title, times 0.9 for one that never stands outside a longer listed term.
/// </summary>
internal static class Salience
{
    public static double Of(in CandidateContext c, double termhood, double main, float backgroundCount, double backgroundTokens, long corpusTokens, int documents, bool onlyNested)
    {
        double keyness = Keyness(c.Frequency, corpusTokens, backgroundCount, backgroundTokens);
        double greatest = Keyness(Math.Max(1, 0.01 * corpusTokens), corpusTokens, 0, backgroundTokens);
        double k = Math.Min(1, Math.Log(1 + keyness) / Math.Log(1 + greatest));
        double parts = documents > 1 ? (double)c.DocumentFrequency / documents : System.Numerics.BitOperations.PopCount((uint)c.Parts) / 10.0;
        double spread = 0.7 + 0.3 * Math.Sqrt(Math.Min(1, parts));
        double position = 0.9 + 0.1 * (1 - c.Position);
        if (c.Headings + c.Quoted + c.Titled > 0) position = Math.Min(1, position * 1.1);
        if (onlyNested) position *= 0.9;
        return 100 * termhood * Math.Sqrt(main) * (0.4 + 0.6 * k) * spread * position;
    }

    /// <summary>Two-term G² of a against b; 0 where a is rarer than expected.</summary>
    private static double Keyness(double a, double c, double b, double d)
    {
        double e1 = c * (a + b) / (c + d), e2 = d * (a + b) / (c + d);
        if (a <= e1)
            return 0;
        return 2 * (a * Math.Log(a / e1) + (b > 0 ? b * Math.Log(b / e2) : 0));
    }
}
