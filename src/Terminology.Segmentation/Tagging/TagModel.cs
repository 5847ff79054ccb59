namespace Terminology.Segmentation;

/// <summary>
/// The hidden Markov model of jieba's <c>posseg</c>: 256 states, each a position in the word (B E M S) and one of 64 tags.
/// A state is numbered position * 64 + tag, tags in ordinal order, so that comparing numbers is comparing jieba's state names.
/// </summary>
internal sealed unsafe class TagModel
{
    internal const int StateCount = 256;

    /// <summary>jieba's value for a missing emission.</summary>
    internal const double Missing = -3.14e100;

    private readonly Lexicon _lexicon;
    private readonly byte[] _tags;

    internal TagModel(Lexicon lexicon)
    {
        _lexicon = lexicon;
        _tags = lexicon.Read<byte>(LexiconFormat.Section.ModelTags).ToArray();
        Start = lexicon.Read<double>(LexiconFormat.Section.TagStart).ToArray();
        Transitions = new double[StateCount * StateCount];
        Targets = new StateSet[StateCount];
        Array.Fill(Transitions, double.NegativeInfinity);
        ReadOnlySpan<byte> states = lexicon.Read<byte>(LexiconFormat.Section.TagTransitionStates);
        ReadOnlySpan<double> values = lexicon.Read<double>(LexiconFormat.Section.TagTransitions);
        for (int i = 0; i < values.Length; i++)
        {
            Transitions[(states[(2 * i) + 1] * StateCount) + states[2 * i]] = values[i];
            Targets[states[2 * i]].Add(states[(2 * i) + 1]);
        }
    }

    internal double[] Start { get; }

    /// <summary>Target * 256 + source → log probability; negative infinity where jieba has none.</summary>
    internal double[] Transitions { get; }

    /// <summary>Source → its targets. Empty for dead states.</summary>
    internal StateSet[] Targets { get; }

    internal byte TagOf(int state) => _tags[state & 63];

    /// <summary>The emissions of a character: the states it is allowed in (none = all), then others it has been seen in.</summary>
    internal void Emissions(int code, out ReadOnlySpan<byte> states, out ReadOnlySpan<double> values, out int allowed)
    {
        if (code >= _lexicon.ModelCodeCount)
            code = Lexicon.UnknownCode;
        ReadOnlySpan<int> starts = _lexicon.Read<int>(LexiconFormat.Section.EmissionStarts);
        int length = starts[code + 1] - starts[code];
        states = _lexicon.Read<byte>(LexiconFormat.Section.EmissionStates).Slice(starts[code], length);
        values = _lexicon.Read<double>(LexiconFormat.Section.Emissions).Slice(starts[code], length);
        allowed = _lexicon.Read<ushort>(LexiconFormat.Section.AllowedCounts)[code];
    }
}
