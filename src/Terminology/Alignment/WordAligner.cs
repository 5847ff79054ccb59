namespace Terminology;

/// <summary>The settings of a <see cref="WordAligner"/>.</summary>
public sealed record WordAlignerOptions
{
    /// <summary>Seed of the samplers. Same seed, same pairs, same links, on any number of threads.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Independent samplers a direction, averaged; more are steadier and slower.</summary>
    public int Samplers { get; init; } = 3;

    /// <summary>Sweeps of a sampler over all pairs in its last stage; 0: chosen by the number of pairs (more for fewer).</summary>
    public int Sweeps { get; init; }

    /// <summary>How the two directions become one.</summary>
    public Symmetrization Symmetrization { get; init; } = Symmetrization.GrowDiag;

    /// <summary>How much the prior table counts: the number of occurrences an entry of weight 1 is worth.</summary>
    public double PriorWeight { get; init; } = 5;

    /// <summary>Pairs with more words than this on a side are not aligned (their links come back empty), for time and memory grow with its square.</summary>
    public int MaxWords { get; init; } = 400;

    /// <summary>Threads at most; 0: as many as there are processors. The result does not depend on it.</summary>
    public int MaxThreads { get; init; }
}

/// <summary>
/// Links the words of sentence pairs: a Bayesian model of word translation, jumps and fertility, learned from the pairs themselves
/// by collapsed Gibbs sampling (Östling &amp; Tiedemann 2016), in both directions, with a table of known translations as prior.
/// Immutable and thread-safe.
/// </summary>
public sealed class WordAligner
{
    private readonly WordAlignerOptions _options;
    private readonly LexicalTable _prior;

    /// <summary>Changes the model's numbers; for the evaluation's search of good ones.</summary>
    internal Func<GibbsParameters, GibbsParameters>? Tune { get; init; }

    /// <summary>Makes an aligner.</summary>
    /// <param name="options">Settings; the defaults where null.</param>
    /// <param name="prior">Known translations; <see cref="LexicalTable.Empty"/> for none.</param>
    /// <exception cref="ArgumentException">Options out of range; all faults are named.</exception>
    public WordAligner(WordAlignerOptions? options = null, LexicalTable? prior = null)
    {
        _options = options ?? new WordAlignerOptions();
        _prior = prior ?? LexicalTable.Empty;
        Throw.IfInvalid(_options);
    }

    /// <summary>Cuts a Chinese and an English sentence into the words that are aligned best.</summary>
    /// <param name="chinese">The Chinese sentence, in either script.</param>
    /// <param name="english">The English sentence.</param>
    public static TokenizedPair Tokenize(string chinese, string english)
    {
        ArgumentNullException.ThrowIfNull(chinese);
        ArgumentNullException.ThrowIfNull(english);
        return new TokenizedPair(AlignmentText.ChineseWords(chinese), AlignmentText.EnglishWords(english));
    }

    /// <summary>Aligns pairs of Chinese and English word lists.</summary>
    /// <param name="pairs">The pairs to align.</param>
    /// <param name="extra">Further pairs that are only learned from.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The links of each of <paramref name="pairs"/>, in their order.</returns>
    public IReadOnlyList<WordAlignment> Align(IReadOnlyList<TokenizedPair> pairs, IReadOnlyList<TokenizedPair>? extra = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        (AlignmentCorpus corpus, int[] forward, int[] backward) = Learn(pairs, extra, cancellation);
        WordAlignment[] result = new WordAlignment[pairs.Count];
        for (int n = 0; n < result.Length; n++)
        {
            (bool[,] f, bool[,] b) = Best(corpus, n, forward, backward);
            result[n] = Symmetrizer.Combine(f, b, _options.Symmetrization);
        }
        return result;
    }

    /// <summary>How likely every word pair of every sentence pair is linked; what <see cref="Align"/> decides by.</summary>
    internal LinkProbabilities Probabilities(IReadOnlyList<TokenizedPair> pairs, CancellationToken cancellation = default)
    {
        (AlignmentCorpus corpus, int[] forward, int[] backward) = Learn(pairs, null, cancellation);
        return new LinkProbabilities(corpus, forward, backward, Scale * _options.Samplers);
    }

    private (AlignmentCorpus Corpus, int[] Forward, int[] Backward) Learn(IReadOnlyList<TokenizedPair> pairs, IReadOnlyList<TokenizedPair>? extra, CancellationToken cancellation)
    {
        AlignmentCorpus corpus = new();
        foreach (TokenizedPair pair in extra is null ? pairs : pairs.Concat(extra))
        {
            bool usable = pair.Source.Count <= _options.MaxWords && pair.Target.Count <= _options.MaxWords;
            corpus.Add(usable ? pair.Source.Select(AlignmentText.ChineseKey) : [], usable ? pair.Target.Select(AlignmentText.EnglishKey) : []);
        }
        corpus.Complete();
        (int[] forward, int[] backward) = Marginals(corpus, cancellation);
        return (corpus, forward, backward);
    }

    // Summed link probabilities of all samplers in units of 1/Scale, as integers: their sum does not depend on the order.
    private const float Scale = 4096;

    private (int[] Forward, int[] Backward) Marginals(AlignmentCorpus corpus, CancellationToken cancellation)
    {
        int last = _options.Sweeps > 0 ? _options.Sweeps : (int)Math.Clamp(5000 / Math.Sqrt(Math.Max(1, corpus.Count)), 16, 250);
        GibbsParameters parameters = new() { TranslationSweeps = Math.Max(2, last / 4), JumpSweeps = Math.Max(4, last / 2), FertilitySweeps = last };
        parameters = Tune?.Invoke(parameters) ?? parameters;
        float[][] priors = LexicalPrior.Build(corpus, _prior, (float)_options.PriorWeight);
        int[][] sums = [new int[corpus.Cells.Length], new int[corpus.Cells.Length]];
        ParallelOptions threads = new() { CancellationToken = cancellation, MaxDegreeOfParallelism = _options.MaxThreads > 0 ? _options.MaxThreads : Environment.ProcessorCount };
        Parallel.For(0, 2 * _options.Samplers, threads, task =>
        {
            int direction = task % 2;
            ulong seed = unchecked(((ulong)(uint)_options.Seed * 0xD1342543DE82EF95UL) + ((ulong)task * 0x2545F4914F6CDD1DUL) + 1);
            (float[] marginals, int sweeps) = new GibbsSampler(corpus, parameters, direction == 1, priors[direction], seed).Run(cancellation);
            float factor = Scale / Math.Max(1, sweeps);
            int[] sum = sums[direction];
            lock (sum)
            {
                for (int c = 0; c < sum.Length; c++)
                    sum[c] += (int)(marginals[c] * factor);
            }
        });
        return (sums[0], sums[1]);
    }

    // The likeliest link of each word in each direction, where a link is likelier than none.
    private (bool[,] Forward, bool[,] Backward) Best(AlignmentCorpus corpus, int pair, int[] forward, int[] backward)
    {
        int sources = corpus.Source(pair).Length, targets = corpus.Target(pair).Length, start = corpus.CellStart[pair];
        bool[,] f = new bool[sources, targets], b = new bool[sources, targets];
        int full = (int)Scale * _options.Samplers;
        for (int j = 0; j < targets; j++)
        {
            int best = -1, most = 0, sum = 0;
            for (int i = 0; i < sources; i++)
            {
                int p = forward[start + (i * targets) + j];
                sum += p;
                if (p > most)
                    (best, most) = (i, p);
            }
            if (best >= 0 && most >= full - sum)
                f[best, j] = true;
        }
        for (int i = 0; i < sources; i++)
        {
            int best = -1, most = 0, sum = 0;
            for (int j = 0; j < targets; j++)
            {
                int p = backward[start + (i * targets) + j];
                sum += p;
                if (p > most)
                    (best, most) = (j, p);
            }
            if (best >= 0 && most >= full - sum)
                b[i, best] = true;
        }
        return (f, b);
    }
}
