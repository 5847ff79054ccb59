namespace Terminology;

/// <summary>
/// Termhood as the logistic function of a weighted sum of a few readable quantities: the transparent fallback where no trees are wanted. Each candidate is judged on its own;
/// what labelled texts taught about words comes in as shares of terms.
/// Immutable and thread-safe.
/// </summary>
internal sealed class LogLinearModel(double[] weights)
{
    /// <summary>A quantity: its name and how it is read off the row of <see cref="TermFeatures"/>.</summary>
    internal sealed record Quantity(string Name, Func<float[], double> Of);

    private static readonly int s_tokens = At("tokens"), s_characters = At("characters"), s_count = At("background count"), s_leftShare = At("left largest share"), s_rightShare = At("right largest share"),
        s_leftBorders = At("left borders"), s_rightBorders = At("right borders"), s_npmi = At("NPMI minimum"), s_begins = At("first token begins"), s_ends = At("last token ends"),
        s_firstEnds = At("first token ends"), s_lastBegins = At("last token begins"), s_rarest = At("rarest token"), s_idf = At("IDF last"), s_first = At("class first"), s_last = At("class last"), s_linkers = At("linkers"),
        s_adverbs = At("adverbs"), s_numerals = At("numerals"), s_verbs = At("verbs"), s_latin = At("Latin"), s_separators = At("separators"), s_frequency = At("ln frequency"), s_left = At("borders on the left"), s_right = At("borders on the right"),
        s_quoted = At("quoted"), s_titled = At("titled"), s_leftNpmi = At("left NPMI mean"), s_rightNpmi = At("right NPMI mean"),
        s_lastShare = At("share by last"), s_firstShare = At("share by first"), s_lastTwoShare = At("share by last two"), s_lowestShare = At("share by any, lowest"), s_patternShare = At("share by pattern"), s_share = At("share of the string");

    /// <summary>The quantities, in the order of the weights; the last weight is the constant.</summary>
    public static readonly Quantity[] Quantities =
    [
        new("one token", static r => r[s_tokens] == 1 ? 1 : 0),
        new("two tokens", static r => r[s_tokens] == 2 ? 1 : 0),
        new("tokens beyond four", static r => Math.Max(0, r[s_tokens] - 4)),
        new("characters", static r => Math.Min(8, r[s_characters])),
        new("ln frequency", static r => r[s_frequency]),
        new("ln background count, several tokens", static r => r[s_tokens] > 1 ? r[s_count] : 0),
        new("ln background count, one token", static r => r[s_tokens] == 1 ? r[s_count] : 0),
        new("background: share of borders on the left", static r => r[s_leftBorders]),
        new("background: share of borders on the right", static r => r[s_rightBorders]),
        new("background: share of the commonest left neighbour", static r => r[s_leftShare]),
        new("background: share of the commonest right neighbour", static r => r[s_rightShare]),
        new("log-odds that the first token begins a unit", static r => r[s_begins]),
        new("log-odds that the last token ends a unit", static r => r[s_ends]),
        new("log-odds that the first token ends a unit", static r => r[s_firstEnds]),
        new("log-odds that the last token begins a unit", static r => r[s_lastBegins]),
        new("weakest joint (NPMI)", static r => r[s_npmi]),
        new("joint on the left (NPMI)", static r => r[s_leftNpmi]),
        new("joint on the right (NPMI)", static r => r[s_rightNpmi]),
        new("text: share of borders on the left", static r => r[s_left]),
        new("text: share of borders on the right", static r => r[s_right]),
        new("rarest token (ln count)", static r => r[s_rarest]),
        new("last token (IDF)", static r => r[s_idf]),
        new("begins with a verb", static r => r[s_first] == WordClass.Verb ? 1 : 0),
        new("ends in a verb", static r => r[s_last] == WordClass.Verb ? 1 : 0),
        new("begins with a noun", static r => IsNoun(r[s_first]) ? 1 : 0),
        new("ends in a noun", static r => IsNoun(r[s_last]) ? 1 : 0),
        new("verbs", static r => r[s_verbs]),
        new("adverbs", static r => r[s_adverbs]),
        new("numerals", static r => r[s_numerals]),
        new("linkers", static r => r[s_linkers]),
        new("separators", static r => r[s_separators]),
        new("Latin letters", static r => r[s_latin]),
        new("in quotation marks or a title", static r => r[s_quoted] + r[s_titled]),
        new("logit of the share of terms with the same last token", static r => Logit(r[s_lastShare])),
        new("logit of the share of terms with the same first token", static r => Logit(r[s_firstShare])),
        new("logit of the share of terms with the same last two tokens", static r => r[s_lastTwoShare] < 0 ? 0 : Logit(r[s_lastTwoShare])),
        new("logit of the least share of terms with one of its tokens", static r => Logit(r[s_lowestShare])),
        new("logit of the share of terms with the same word classes", static r => Logit(r[s_patternShare])),
        new("logit of the share of terms of the same string", static r => Logit(r[s_share])),
    ];

    /// <summary>The weights that come with the library, fitted by logistic regression to the annotated documents (command <c>log-linear</c> of the evaluation).</summary>
    public static readonly LogLinearModel Default = new(
    [
        -1.55, // one token
        -0.14, // two tokens
        -0.28, // tokens beyond four
        -0.14, // characters
        0.83, // ln frequency
        -0.13, // ln background count, several tokens
        -0.31, // ln background count, one token
        0.66, // background: share of borders on the left
        -0.54, // background: share of borders on the right
        -0.13, // background: share of the commonest left neighbour
        -1.03, // background: share of the commonest right neighbour
        -0.07, // log-odds that the first token begins a unit
        0.18, // log-odds that the last token ends a unit
        -0.17, // log-odds that the first token ends a unit
        -0.08, // log-odds that the last token begins a unit
        0.61, // weakest joint (NPMI)
        -0.57, // joint on the left (NPMI)
        -0.45, // joint on the right (NPMI)
        1.12, // text: share of borders on the left
        0.98, // text: share of borders on the right
        -0.10, // rarest token (ln count)
        0.02, // last token (IDF)
        0.07, // begins with a verb
        0.20, // ends in a verb
        0.06, // begins with a noun
        0.10, // ends in a noun
        0.07, // verbs
        0.11, // adverbs
        0.14, // numerals
        -0.33, // linkers
        -1.00, // separators
        -0.56, // Latin letters
        3.10, // in quotation marks or a title
        0.42, // logit of the share of terms with the same last token
        0.52, // logit of the share of terms with the same first token
        0.24, // logit of the share of terms with the same last two tokens
        0.49, // logit of the least share of terms with one of its tokens
        0.39, // logit of the share of terms with the same word classes
        0.85, // logit of the share of terms of the same string
        5.10, // constant
    ]);

    /// <summary>The log-odds of a candidate's row.</summary>
    public double Score(float[] row)
    {
        double sum = weights[^1];
        for (int i = 0; i < Quantities.Length; i++)
            sum += weights[i] * Quantities[i].Of(row);
        return sum;
    }

    /// <summary>The probabilities of all candidates of a table; there is one target only, so that all of them are the same number.</summary>
    public CandidateScore[] Score(CandidateTable table)
    {
        var scores = new CandidateScore[table.Count];
        var row = new float[TermFeatures.FirstStage];
        for (int i = 0; i < scores.Length; i++)
        {
            table.Row(i).CopyTo(row);
            float p = (float)(1 / (1 + Math.Exp(-Score(row))));
            scores[i] = new CandidateScore(p, p, p, p);
        }
        return scores;
    }

    /// <summary>Every quantity of a candidate with its weight times its value, the strongest first.</summary>
    public List<TermFeature> Explain(ReadOnlySpan<float> features)
    {
        float[] row = features.ToArray();
        return [.. Quantities.Select((q, i) => new TermFeature(q.Name, q.Of(row), weights[i] * q.Of(row))).Append(new TermFeature("constant", 1, weights[^1]))
            .OrderByDescending(f => Math.Abs(f.Contribution)).ThenBy(f => f.Name, StringComparer.Ordinal)];
    }

    private static double Logit(float share) => Math.Log(share / (1 - share));

    private static bool IsNoun(float wordClass) => wordClass is WordClass.Noun or WordClass.VerbalNoun or WordClass.ProperName or WordClass.Organisation or WordClass.PlaceName or WordClass.PersonName;

    private static int At(string name) =>
        Array.IndexOf(TermFeatures.StringNames, name) is >= 0 and var i ? i : TermFeatures.StringCount + Array.IndexOf(TermFeatures.ContextNames, name);
}
