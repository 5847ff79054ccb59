namespace Terminology;

/// <summary>
/// How much a corpus is about a term, 0-100: <c>100 · T^1.5 · M^0.5 · e^(1.75 (W - 1)) · L · S · P · A · N</c> with
/// T = termhood, M = the probability of a term of the first tier (surely recorded, not merely acceptable);
/// W = ⁴√(K⁴ + (0.35 C)⁴), at most 1: how much the corpus speaks of it (K), or how sure a term it is in any text (C), so that an established term that occurs once (一带一路) is not lost behind what is merely rare;
/// C = the log-odds of both probabilities' product as a share of 8, 0 to 1;
/// K = ln(1 + G²) / ln(1 + G²max), G² the two-term log-likelihood keyness of the frequency of the term and its variants against the background
/// (Rayson and Garside 2000; 0 where it is rarer than there), every string counted as seen eight times more in the background than it was, so that being unknown alone says little,
/// and G²max its value for 1 % of the tokens; L = length: a rising root up to eight characters, less beyond twelve; S = spread, up to 1 where the term stands in all tenths of one text, or in all documents;
/// P = 1 to 0.95 the later it first occurs; A = 0.67 for names of offices and posts, which sign a document but are not what it is about; N = 1.1 for names with Latin letters (TD-LTE), which a glossary wants whole.
/// The weights were chosen on graded lists (seeds/gold/salience).
/// </summary>
internal static class Salience
{
    private const double UnseenCount = 8, SurestOdds = 8, SureWeight = 0.35;
    private static readonly string[] s_offices = ["部", "委", "局", "厅", "署", "办", "办公室", "委员会"];
    private static readonly string[] s_posts = ["部长", "组成员", "书记", "主任", "局长", "司长", "主席", "总理", "总工程师", "总经济师", "委员", "秘书长"];
    private static readonly string[] s_others = ["干部", "布局", "格局", "结局", "大局", "全局", "局部", "部署", "东部", "中部", "西部", "内部", "外部", "全部", "总部", "举办", "承办", "主办", "协办", "创办", "开办", "督办", "查办"];

    /// <summary>Computes it.</summary>
    /// <param name="c">The candidate.</param>
    /// <param name="frequency">How often the term and its variants occur.</param>
    /// <param name="score">Its probabilities.</param>
    /// <param name="backgroundCount">How often the background has it.</param>
    /// <param name="backgroundTokens">Tokens of the background.</param>
    /// <param name="corpusTokens">Tokens of the corpus.</param>
    /// <param name="documents">Documents of the corpus.</param>
    public static double Of(in CandidateContext c, int frequency, in CandidateScore score, double backgroundCount, double backgroundTokens, long corpusTokens, int documents)
    {
        double keyness = Keyness(frequency, corpusTokens, backgroundCount + UnseenCount, backgroundTokens);
        double greatest = Keyness(Math.Max(1, 0.01 * corpusTokens), corpusTokens, UnseenCount, backgroundTokens);
        double k = greatest > 0 ? Math.Min(1, Math.Log(1 + keyness) / Math.Log(1 + greatest)) : 1;
        double product = (double)score.Term * score.Main;
        double certainty = product <= 0 ? 0 : product >= 1 ? 1 : Math.Clamp(Math.Log(product / (1 - product)) / SurestOdds, 0, 1);
        double weight = Math.Min(1, Math.Sqrt(Math.Sqrt(Math.Pow(k, 4) + Math.Pow(SureWeight * certainty, 4))));
        double spread = documents > 1
            ? 0.7 + 0.3 * Math.Sqrt((double)c.DocumentFrequency / documents)
            : 0.9 + 0.1 * Math.Sqrt(System.Numerics.BitOperations.PopCount((uint)c.Parts) / 10.0);
        double position = 1 - 0.05 * c.Position;
        double length = Math.Pow(Math.Min(8, c.Text.Length) / 8.0, 0.2) * (c.Text.Length > 12 ? 0.82 : 1);
        double actor = IsActor(c.Text) ? 0.67 : 1, name = c.Text.AsSpan().ContainsAnyInRange('A', 'z') ? 1.1 : 1;
        return 100 * Math.Pow(score.Termhood, 1.5) * Math.Sqrt(score.Main) * Math.Exp(1.75 * (weight - 1)) * length * spread * position * actor * name;
    }

    /// <summary>Whether a string names an office (国家税务总局) or a post (副部长) by its end.</summary>
    public static bool IsActor(string text)
    {
        if (text.Length <= 2 || EndsWith(text, s_others))
            return false;
        return EndsWith(text, s_posts) || EndsWith(text, s_offices);
    }

    private static bool EndsWith(string text, string[] endings)
    {
        foreach (string ending in endings)
        {
            if (text.EndsWith(ending, StringComparison.Ordinal))
                return true;
        }
        return false;
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
