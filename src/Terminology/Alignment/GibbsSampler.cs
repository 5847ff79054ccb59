using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>The numbers of the alignment model, for one direction.</summary>
internal sealed record GibbsParameters
{
    /// <summary>Sweeps with word translation alone (IBM model 1).</summary>
    public required int TranslationSweeps { get; init; }

    /// <summary>Sweeps with translation and jumps (HMM).</summary>
    public required int JumpSweeps { get; init; }

    /// <summary>Sweeps with translation, jumps and fertility.</summary>
    public required int FertilitySweeps { get; init; }

    /// <summary>Dirichlet parameter of a word pair nothing is known of.</summary>
    public float TranslationAlpha { get; init; } = 0.0005f;

    /// <summary>Dirichlet parameter of a word aligned to nothing.</summary>
    public float NullAlpha { get; init; } = 0.001f;

    /// <summary>Prior probability that a word is aligned to nothing.</summary>
    public float NullProbability { get; init; } = 0.15f;

    /// <summary>Dirichlet parameter of a jump.</summary>
    public float JumpAlpha { get; init; } = 5f;

    /// <summary>Weight of the general fertility distribution against a word's own.</summary>
    public float FertilityWeight { get; init; } = 16f;
}

/// <summary>
/// One Markov chain over the alignments "each generated word comes from one generating word or from nothing", with translation,
/// jump and fertility distributions integrated out (collapsed Gibbs sampling; Östling &amp; Tiedemann 2016, "Efficient word alignment
/// with Markov Chain Monte Carlo", PBML 106). The chain ends with the conditional probabilities of its last sweeps summed up for
/// every cell, which is smoother than counting samples.
/// </summary>
internal sealed class GibbsSampler
{
    private const int MaxFertility = 8;
    private const int MaxJump = 40;
    private const int LengthClasses = 4;

    private readonly AlignmentCorpus _corpus;
    private readonly GibbsParameters _parameters;
    private readonly bool _reverse;
    private readonly float[] _weights;          // by word pair: prior + count
    private readonly float[] _totals;           // by generating word: sum of priors + count
    private readonly float[] _nullWeights;      // by generated word
    private float _nullTotal;
    private readonly int[][] _links;            // by pair: place of the generating word, or -1
    private readonly float[] _jumps = new float[(2 * MaxJump) + 1];
    private readonly float[] _fertilities;      // by generating word and fertility: counts
    private readonly float[] _baseFertilities = new float[LengthClasses * (MaxFertility + 1)];
    private readonly byte[] _lengthClass;       // by generating word
    private readonly float[] _marginals;
    private readonly float _nullFactor;
    private float[] _scale = [];
    private float[] _cumulative = [];
    private float[] _jumpScale = [];
    private float[] _localJumps = [];
    private int[] _placeFertilities = [];
    private ulong _state;

    /// <summary>Makes a chain.</summary>
    /// <param name="corpus">The sentence pairs.</param>
    /// <param name="parameters">The model's numbers.</param>
    /// <param name="reverse">false: source words generate target words; true: the other way round.</param>
    /// <param name="priors">By word pair, in this direction: pseudo-counts above <see cref="GibbsParameters.TranslationAlpha"/>.</param>
    /// <param name="seed">Seed of the chain.</param>
    public GibbsSampler(AlignmentCorpus corpus, GibbsParameters parameters, bool reverse, float[] priors, ulong seed)
    {
        (_corpus, _parameters, _reverse, _state) = (corpus, parameters, reverse, seed);
        List<string> generating = reverse ? corpus.TargetWords : corpus.SourceWords;
        int generated = (reverse ? corpus.SourceWords : corpus.TargetWords).Count;
        _weights = new float[priors.Length];
        _totals = new float[generating.Count];
        Array.Fill(_totals, parameters.TranslationAlpha * generated);
        int[] generator = reverse ? corpus.PairTarget : corpus.PairSource;
        for (int k = 0; k < priors.Length; k++)
        {
            _weights[k] = parameters.TranslationAlpha + priors[k];
            _totals[generator[k]] += priors[k];
        }
        _nullWeights = new float[generated];
        Array.Fill(_nullWeights, parameters.NullAlpha);
        _nullTotal = parameters.NullAlpha * generated;
        _nullFactor = parameters.NullProbability / (1 - parameters.NullProbability);
        _links = new int[corpus.Count][];
        Array.Fill(_jumps, parameters.JumpAlpha);
        _fertilities = new float[generating.Count * (MaxFertility + 1)];
        _lengthClass = new byte[generating.Count];
        for (int w = 0; w < generating.Count; w++)
            _lengthClass[w] = (byte)(Math.Clamp(reverse ? (generating[w].Length + 2) / 3 : generating[w].Length, 1, LengthClasses) - 1);
        _marginals = new float[corpus.Cells.Length];
    }

    /// <summary>Runs the chain and returns, for every cell, the summed probability of its link, and how many sweeps were summed.</summary>
    public (float[] Marginals, int Sweeps) Run(CancellationToken cancellation)
    {
        Initialize();
        for (int sweep = 0; sweep < _parameters.TranslationSweeps; sweep++)
            Sweep(jumps: false, fertility: false, collect: false, cancellation);
        CountJumps();
        for (int sweep = 0; sweep < _parameters.JumpSweeps; sweep++)
            Sweep(jumps: true, fertility: false, collect: false, cancellation);
        CountFertilities();
        int collected = 0;
        for (int sweep = 0; sweep < _parameters.FertilitySweeps; sweep++)
        {
            bool collect = sweep >= _parameters.FertilitySweeps / 3;
            UpdateBaseFertilities();
            Sweep(jumps: true, fertility: true, collect, cancellation);
            collected += collect ? 1 : 0;
        }
        return (_marginals, collected);
    }

    // The start: by the priors, with a pull to the diagonal where they say nothing.
    private void Initialize()
    {
        float[] probabilities = new float[1024];
        for (int n = 0; n < _corpus.Count; n++)
        {
            (int[] from, int[] to, int stride, int step) = Layout(n);
            int[] links = _links[n] = new int[to.Length];
            if (probabilities.Length <= from.Length)
                probabilities = new float[from.Length * 2];
            for (int j = 0; j < to.Length; j++)
            {
                int cell = _corpus.CellStart[n] + (j * step);
                float sum = 0, centre = (j + .5f) / to.Length;
                for (int i = 0; i < from.Length; i++, cell += stride)
                {
                    float distance = Math.Abs(((i + .5f) / from.Length) - centre);
                    sum += _weights[_corpus.Cells[cell]] / _totals[from[i]] * (1 - (.9f * distance));
                    probabilities[i] = sum;
                }
                int chosen = from.Length == 0 || NextFloat() < _parameters.NullProbability ? -1 : Choose(probabilities.AsSpan(0, from.Length), sum);
                links[j] = chosen;
                Count(n, from, to, stride, step, j, chosen, 1);
            }
        }
    }

    // Within a sentence pair the jump distribution and the parts of a place's probability that do not depend on the generated word are
    // kept in arrays and renewed only where a link changes: that leaves one multiply-add chain and one random access a cell.
    private void Sweep(bool jumps, bool fertility, bool collect, CancellationToken cancellation)
    {
        int[] cells = _corpus.Cells;
        float[] weights = _weights;
        for (int n = 0; n < _links.Length; n++)
        {
            if ((n & 255) == 0)
                cancellation.ThrowIfCancellationRequested();
            (int[] from, int[] to, int stride, int step) = Layout(n);
            int length = from.Length;
            if (length == 0)
                continue;
            int[] links = _links[n];
            Prepare(from, links, jumps, fertility);
            // local[length + d] is the probability of a jump by d, not yet normalised; scale[i] = 1 / total × normaliser × fertility.
            ReadOnlySpan<float> local = _localJumps.AsSpan(0, (2 * length) + 2);
            Span<float> scale = _scale.AsSpan(0, length), cumulative = _cumulative.AsSpan(0, length);
            int start = _corpus.CellStart[n];
            int previous = -1;
            for (int j = 0; j < to.Length; j++)
            {
                int old = links[j], next = length;
                if (jumps)
                {
                    for (int k = j + 1; k < links.Length; k++)
                    {
                        if (links[k] >= 0)
                        {
                            next = links[k];
                            break;
                        }
                    }
                }
                Count(n, from, to, stride, step, j, old, -1);
                if (old >= 0)
                {
                    if (jumps)
                    {
                        AddJump(previous, old, -1);
                        AddJump(old, next, -1);
                        AddJump(previous, next, 1);
                    }
                    if (fertility)
                        MoveFertility(from[old], _placeFertilities[old]--, -1);
                    Rescale(from, old, fertility);
                }

                int cell = start + (j * step);
                float sum = 0, none;
                if (jumps)
                {
                    ReadOnlySpan<float> into = local.Slice(length - previous, length), outOf = local.Slice(next + 1, length);
                    for (int i = 0; i < cumulative.Length; i++, cell += stride)
                    {
                        sum += weights[cells[cell]] * scale[i] * into[i] * outOf[length - 1 - i];
                        cumulative[i] = sum;
                    }
                    // Aligned to nothing, the word is jumped over.
                    none = local[length + next - previous];
                }
                else
                {
                    for (int i = 0; i < cumulative.Length; i++, cell += stride)
                    {
                        sum += weights[cells[cell]] * scale[i];
                        cumulative[i] = sum;
                    }
                    none = length;
                }
                none *= _nullFactor * _nullWeights[to[j]] / _nullTotal;
                float total = sum + none;
                int chosen = Choose(cumulative, total);
                if (collect && total > 0)
                {
                    float before = 0, inverse = 1 / total;
                    cell = start + (j * step);
                    for (int i = 0; i < cumulative.Length; i++, cell += stride)
                    {
                        _marginals[cell] += (cumulative[i] - before) * inverse;
                        before = cumulative[i];
                    }
                }
                links[j] = chosen;
                Count(n, from, to, stride, step, j, chosen, 1);
                if (chosen >= 0)
                {
                    if (jumps)
                    {
                        AddJump(previous, next, -1);
                        AddJump(previous, chosen, 1);
                        AddJump(chosen, next, 1);
                    }
                    if (fertility)
                        MoveFertility(from[chosen], _placeFertilities[chosen]++, 1);
                    Rescale(from, chosen, fertility);
                    previous = chosen;
                }
            }
        }
    }

    // Fills the arrays of a sentence pair.
    private void Prepare(int[] from, int[] links, bool jumps, bool fertility)
    {
        int length = from.Length;
        if (_scale.Length < length)
        {
            int size = length * 2;
            (_scale, _cumulative, _placeFertilities, _jumpScale, _localJumps) = (new float[size], new float[size], new int[size], new float[size], new float[(2 * size) + 2]);
        }
        Array.Clear(_placeFertilities, 0, length);
        foreach (int i in links)
            if (i >= 0)
                _placeFertilities[i]++;
        if (jumps)
        {
            for (int d = -length; d <= length + 1; d++)
                _localJumps[length + d] = _jumps[Bucket(d)];
            // All jumps this sentence allows from a place, the end included, make one.
            float sum = 0;
            for (int d = 0; d <= length; d++)
                sum += _localJumps[length + d];
            for (int i = 0; i < length; i++)
            {
                _jumpScale[i] = 1 / sum;
                sum += _localJumps[length - i - 1] - _localJumps[length + length - i];
            }
        }
        else
        {
            Array.Fill(_jumpScale, 1, 0, length);
        }
        for (int i = 0; i < length; i++)
            Rescale(from, i, fertility);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Rescale(int[] from, int i, bool fertility)
    {
        float scale = _jumpScale[i] / _totals[from[i]];
        _scale[i] = fertility ? scale * FertilityRatio(from[i], _placeFertilities[i]) : scale;
    }

    // The generating and generated words of a pair, the distance of cells along the generating side, and along the generated side.
    private (int[] From, int[] To, int Stride, int Step) Layout(int pair)
    {
        int[] source = _corpus.Source(pair), target = _corpus.Target(pair);
        return _reverse ? (target, source, 1, target.Length) : (source, target, target.Length, 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Count(int pair, int[] from, int[] to, int stride, int step, int j, int i, float by)
    {
        if (i < 0)
        {
            _nullWeights[to[j]] += by;
            _nullTotal += by;
        }
        else
        {
            _weights[_corpus.Cells[_corpus.CellStart[pair] + (j * step) + (i * stride)]] += by;
            _totals[from[i]] += by;
        }
    }

    private int Choose(ReadOnlySpan<float> cumulative, float total)
    {
        float r = NextFloat() * total;
        for (int i = 0; i < cumulative.Length; i++)
            if (r < cumulative[i])
                return i;
        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bucket(int jump) => Math.Clamp(jump, -MaxJump, MaxJump) + MaxJump;

    private void AddJump(int from, int to, float by) => _jumps[Bucket(to - from)] += by;

    private void CountJumps()
    {
        Array.Fill(_jumps, _parameters.JumpAlpha);
        for (int n = 0; n < _links.Length; n++)
        {
            int previous = -1;
            foreach (int i in _links[n])
            {
                if (i < 0)
                    continue;
                AddJump(previous, i, 1);
                previous = i;
            }
            AddJump(previous, Layout(n).From.Length, 1);
        }
    }

    private void CountFertilities()
    {
        int[] counts = new int[1024];
        for (int n = 0; n < _links.Length; n++)
        {
            int[] from = Layout(n).From;
            if (counts.Length < from.Length)
                counts = new int[from.Length * 2];
            Array.Clear(counts, 0, from.Length);
            foreach (int i in _links[n])
                if (i >= 0)
                    counts[i]++;
            for (int i = 0; i < from.Length; i++)
                _fertilities[(from[i] * (MaxFertility + 1)) + Math.Min(counts[i], MaxFertility)]++;
        }
    }

    private void UpdateBaseFertilities()
    {
        const int Width = MaxFertility + 1;
        Span<float> sums = stackalloc float[LengthClasses];
        Array.Fill(_baseFertilities, .1f);
        sums.Fill(.1f * Width);
        for (int w = 0; w < _lengthClass.Length; w++)
        {
            for (int f = 0; f < Width; f++)
            {
                _baseFertilities[(_lengthClass[w] * Width) + f] += _fertilities[(w * Width) + f];
                sums[_lengthClass[w]] += _fertilities[(w * Width) + f];
            }
        }
        for (int c = 0; c < LengthClasses; c++)
            for (int f = 0; f < Width; f++)
                _baseFertilities[(c * Width) + f] *= _parameters.FertilityWeight / sums[c];
    }

    private void MoveFertility(int word, int fertility, int by)
    {
        int at = word * (MaxFertility + 1);
        _fertilities[at + Math.Min(fertility, MaxFertility)]--;
        _fertilities[at + Math.Clamp(fertility + by, 0, MaxFertility)]++;
    }

    // How much likelier the word becomes with one more generated word than it has.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private float FertilityRatio(int word, int fertility)
    {
        int at = word * (MaxFertility + 1), general = _lengthClass[word] * (MaxFertility + 1);
        int now = Math.Min(fertility, MaxFertility), more = Math.Min(fertility + 1, MaxFertility);
        return (_fertilities[at + more] + _baseFertilities[general + more])
            / (Math.Max(0, _fertilities[at + now] - 1) + _baseFertilities[general + now]);
    }

    // SplitMix64 (Steele, Lea & Flood 2014): small, and the same on every platform.
    private float NextFloat()
    {
        ulong z = _state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return ((z ^ (z >> 31)) >> 40) * (1f / (1 << 24));
    }
}
