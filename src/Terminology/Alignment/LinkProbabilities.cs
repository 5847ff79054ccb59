namespace Terminology;

/// <summary>How likely the words of aligned sentences are linked, in both directions. Immutable and thread-safe.</summary>
internal sealed class LinkProbabilities
{
    private readonly AlignmentCorpus _corpus;
    private readonly int[] _forward;
    private readonly int[] _backward;
    private readonly float _full;
    private readonly float[] _expected;     // by word pair: links expected in all the text, mean of the directions
    private readonly float[] _source;       // the same by source word
    private readonly float[] _target;       // the same by target word

    /// <summary>Makes the probabilities of counts.</summary>
    /// <param name="corpus">The sentence pairs.</param>
    /// <param name="forward">By cell: source words generating target words.</param>
    /// <param name="backward">By cell: target words generating source words.</param>
    /// <param name="full">The count that is probability 1.</param>
    public LinkProbabilities(AlignmentCorpus corpus, int[] forward, int[] backward, float full)
    {
        (_corpus, _forward, _backward, _full) = (corpus, forward, backward, full);
        _expected = new float[corpus.PairSource.Length];
        (_source, _target) = (new float[corpus.SourceWords.Count], new float[corpus.TargetWords.Count]);
        for (int c = 0; c < corpus.Cells.Length; c++)
            _expected[corpus.Cells[c]] += (forward[c] + backward[c]) / (2 * full);
        for (int k = 0; k < _expected.Length; k++)
        {
            _source[corpus.PairSource[k]] += _expected[k];
            _target[corpus.PairTarget[k]] += _expected[k];
        }
    }

    /// <summary>Target words of a pair; 0 where the pair was too long.</summary>
    public int Targets(int pair) => _corpus.Target(pair).Length;

    /// <summary>Probability that the target word comes from the source word; over the source words at most 1.</summary>
    public float Forward(int pair, int source, int target) => _forward[Cell(pair, source, target)] / _full;

    /// <summary>Probability that the source word comes from the target word; over the target words at most 1.</summary>
    public float Backward(int pair, int source, int target) => _backward[Cell(pair, source, target)] / _full;

    /// <summary>
    /// How much the two words keep to each other in the other sentences: the smaller share of their links that lead to each other, 0-1.
    /// What this sentence itself adds is taken out, so that a pair seen nowhere else has 0.
    /// </summary>
    public float Elsewhere(int pair, int source, int target)
    {
        int cell = Cell(pair, source, target), words = _corpus.Cells[cell];
        float own = (_forward[cell] + _backward[cell]) / (2 * _full);
        float links = Math.Max(0, _expected[words] - own);
        return links / (Math.Max(_source[_corpus.PairSource[words]], _target[_corpus.PairTarget[words]]) - own + 1);
    }

    private int Cell(int pair, int source, int target) => _corpus.CellStart[pair] + (source * _corpus.Target(pair).Length) + target;
}
