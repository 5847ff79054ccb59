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

    private readonly byte[] _tags;
    private readonly double[] _transitions;
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
        _transitions = new double[StateCount * StateCount];
        Targets = new StateSet[StateCount];
        Array.Fill(_transitions, double.NegativeInfinity);
        ReadOnlySpan<byte> states = lexicon.Read<byte>(LexiconFormat.Section.TagTransitionStates);
        ReadOnlySpan<double> values = lexicon.Read<double>(LexiconFormat.Section.TagTransitions);
        for (int i = 0; i < values.Length; i++)
        {
            byte source = states[2 * i];
            byte target = states[(2 * i) + 1];
            bool insideWord = !TagDecoder.EndsWord(source);
            bool staysInside = target is >= TagCount and < 3 * TagCount;
            if (insideWord != staysInside || (insideWord && ((source ^ target) & (TagCount - 1)) != 0))
                throw Throw.DamagedResource();
            _transitions[(target * StateCount) + source] = values[i];
            Targets[source].Add(target);
        }
    }

    internal double[] Start { get; }

    /// <summary>Source → its targets. Empty for dead states.</summary>
    internal StateSet[] Targets { get; }

    internal byte TagOf(int state) => _tags[state & (TagCount - 1)];

    /// <summary>Whether any transition leaves the state.</summary>
    internal bool IsAlive(int state) => !Targets[state].IsEmpty;

    /// <summary>Source → log probability; negative infinity where jieba has none.</summary>
    internal ReadOnlySpan<double> TransitionsTo(int target) => _transitions.AsSpan(target * StateCount, StateCount);

    /// <summary>
    /// The states open to a character, ascending, with its emissions in them: those it is allowed in, as far as reachable; all reachable ones
    /// if that leaves none. The result is the same as a set.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal StateSet Open(int code, in StateSet reachable, Span<byte> states, Span<double> emissions, out int count)
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
            if (!reachable.Contains(known[i]))
                continue;
            open.Add(known[i]);
            states[count] = known[i];
            emissions[count++] = values[i];
        }

        if (count > 0)
            return open;

        // jieba would fail where nothing is reachable; that cannot be with this model, whose allowed states all lead on.
        open = reachable.IsEmpty ? StateSet.All : reachable;
        count = open.CopyTo(states);
        Span<double> all = stackalloc double[StateCount];
        all.Fill(Missing);
        int total = _emissionStarts[code + 1] - _emissionStarts[code];
        for (int i = 0; i < total; i++)
            all[known[i]] = values[i];
        for (int i = 0; i < count; i++)
            emissions[i] = all[states[i]];
        return open;
    }
}
