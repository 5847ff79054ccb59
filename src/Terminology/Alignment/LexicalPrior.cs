namespace Terminology;

/// <summary>Turns a table of known translations into pseudo-counts of the word pairs of a corpus.</summary>
internal static class LexicalPrior
{
    /// <summary>Pseudo-counts by word pair: [0] for Chinese words generating English ones, [1] for the other direction.</summary>
    public static float[][] Build(AlignmentCorpus corpus, LexicalTable table, float weight)
    {
        float[] priors = new float[corpus.PairSource.Length];
        IReadOnlyDictionary<string, float>?[] rows = new IReadOnlyDictionary<string, float>?[corpus.SourceWords.Count];
        for (int s = 0; s < rows.Length; s++)
            rows[s] = table.Find(corpus.SourceWords[s]);
        for (int k = 0; k < priors.Length; k++)
        {
            string zh = corpus.SourceWords[corpus.PairSource[k]], en = corpus.TargetWords[corpus.PairTarget[k]];
            if (zh == en)
                priors[k] = weight;
            else if (rows[corpus.PairSource[k]] is { } row && row.TryGetValue(en, out float w))
                priors[k] = weight * w;
        }
        return [priors, priors];
    }
}
