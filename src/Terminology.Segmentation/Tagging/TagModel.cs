using System.Runtime.CompilerServices;

namespace Terminology.Segmentation;

/// <summary>
/// The hidden Markov model of jieba's <c>posseg</c>: 256 states, each a position in the word (B E M S) and one of 64 tags.
/// A state is numbered position * 64 + tag, tags in ordinal order, so that comparing numbers is comparing jieba's state names.
/// </summary>
internal sealed unsafe class TagModel
{
    internal const int TagCount = 64;
    internal const int StateCount = 4 * TagCount;

    /// <summary>jieba's value for a missing emission.</summary>
    internal const double Missing = -3.14e100;

    /// <summary>Amounts below this vanish when they are added to <see cref="Missing"/>; all scores without missing emissions are such.</summary>
    internal const double Small = 1e50;

    private readonly byte[] _tags;
    private readonly double[] _beginnings;
    private readonly double[] _insides;
    private readonly byte[] _beginningRows = new byte[StateCount];
    private readonly byte[] _endColumns = new byte[StateCount];
    private readonly bool[] _alive = new bool[StateCount];
    private readonly int _columnCount;
    private readonly int _codeCount;
    private readonly int* _emissionStarts;
    private readonly ushort* _allowedCounts;
    private readonly byte* _emissionStates;
    private readonly double* _emissions;

    internal TagModel(Lexicon lexicon)
    {
        _tags = lexicon.Read<byte>(LexiconFormat.Section.ModelTags).ToArray();
        Start = lexicon.Read<double>(LexiconFormat.Section.TagStart).ToArray();
        _codeCount = lexicon.ModelCodeCount;
        _emissionStarts = lexicon.PointerTo<int>(LexiconFormat.Section.EmissionStarts);
        _allowedCounts = lexicon.PointerTo<ushort>(LexiconFormat.Section.AllowedCounts);
        _emissionStates = lexicon.PointerTo<byte>(LexiconFormat.Section.EmissionStates);
        _emissions = lexicon.PointerTo<double>(LexiconFormat.Section.Emissions);
        Targets = new StateSet[StateCount];
        Sources = new StateSet[StateCount];
        ReadOnlySpan<byte> states = lexicon.Read<byte>(LexiconFormat.Section.TagTransitionStates);
        ReadOnlySpan<double> values = lexicon.Read<double>(LexiconFormat.Section.TagTransitions);
        int rows = 0;
        int columns = 0;
        for (int i = 0; i < values.Length; i++)
        {
            byte source = states[2 * i];
            byte target = states[(2 * i) + 1];
            bool insideWord = !TagDecoder.EndsWord(source);
            bool staysInside = !TagDecoder.BeginsWord(target);
            if (insideWord != staysInside || (insideWord && ((source ^ target) & (TagCount - 1)) != 0))
                throw Throw.DamagedResource();
            if (!insideWord && !_alive[source])
                _endColumns[source] = (byte)columns++;
            if (!staysInside && (i == 0 || target != states[(2 * i) - 1]))
                _beginningRows[target] = (byte)rows++;
            _alive[source] = true;
            Targets[source].Add(target);
            if (values[i] > -Small)
                Sources[target].Add(source);
        }

        // Only what the model has, close together: the tables of all 256 by 256 states would not stay in the caches.
        _columnCount = columns;
        _beginnings = GC.AllocateUninitializedArray<double>(rows * columns, pinned: true);
        _insides = GC.AllocateUninitializedArray<double>(2 * StateCount, pinned: true);
        Array.Fill(_beginnings, double.NegativeInfinity);
        Array.Fill(_insides, double.NegativeInfinity);
        for (int i = 0; i < values.Length; i++)
        {
            byte source = states[2 * i];
            byte target = states[(2 * i) + 1];
            if (TagDecoder.EndsWord(source))
                _beginnings[(_beginningRows[target] * columns) + _endColumns[source]] = values[i];
            else
                _insides[(2 * target) + (source >> 7)] = values[i];
        }
    }

    internal double[] Start { get; }

    /// <summary>Source → its targets. Empty for dead states.</summary>
    internal StateSet[] Targets { get; }

    /// <summary>Target → the sources that lead to it with a probability that is not next to nothing.</summary>
    internal StateSet[] Sources { get; }

    internal byte TagOf(int state) => _tags[state & (TagCount - 1)];

    /// <summary>Whether any transition leaves the state.</summary>
    internal bool IsAlive(int state) => _alive[state];

    /// <summary>The column of a state that ends a word and is alive, in the rows of <see cref="TransitionsToBeginning"/>.</summary>
    internal byte EndColumn(int state) => _endColumns[state];

    /// <summary>For a state that begins a word: column of the word end before it → log probability; negative infinity where jieba has none.</summary>
    internal double* TransitionsToBeginning(int state) => (double*)Unsafe.AsPointer(ref _beginnings[_beginningRows[state] * _columnCount]);

    /// <summary>For an end or middle state: log probability after the begin state and after the middle state of the same tag.</summary>
    internal double* TransitionsInside(int state) => (double*)Unsafe.AsPointer(ref _insides[2 * state]);

    /// <summary>
    /// The states open to a character, ascending, with its emissions in them: those it is allowed in, as far as reachable; all reachable ones
    /// if that leaves none. The result is the same as a set.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal StateSet Open(int code, in StateSet reachable, byte* states, double* emissions, out int count)
    {
        if (code >= _codeCount)
            code = Lexicon.UnknownCode;
        byte* known = _emissionStates + _emissionStarts[code];
        double* values = _emissions + _emissionStarts[code];
        int allowed = _allowedCounts[code];
        StateSet open = default;
        count = 0;
        for (int i = 0; i < allowed; i++)
        {
            // Without a branch, which nobody could foresee: what is not reachable is overwritten by the next.
            uint isReachable = reachable.Bit(known[i]);
            open.AddIf(known[i], isReachable);
            states[count] = known[i];
            emissions[count] = values[i];
            count += (int)isReachable;
        }

        if (count > 0)
            return open;

        // jieba would fail where nothing is reachable; that cannot be with this model, whose allowed states all lead on.
        open = reachable.IsEmpty ? StateSet.All : reachable;
        count = OpenAll(open, known, values, _emissionStarts[code + 1] - _emissionStarts[code], states, emissions);
        return open;
    }

    [SkipLocalsInit]
    private static int OpenAll(in StateSet open, byte* known, double* values, int total, byte* states, double* emissions)
    {
        Span<double> all = stackalloc double[StateCount];
        all.Fill(Missing);
        for (int i = 0; i < total; i++)
            all[known[i]] = values[i];
        int count = open.CopyTo(new Span<byte>(states, StateCount));
        for (int i = 0; i < count; i++)
            emissions[i] = all[states[i]];
        return count;
    }
}
