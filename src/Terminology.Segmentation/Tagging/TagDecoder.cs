namespace Terminology.Segmentation;

/// <summary>Finds the most probable states of the tag model for a run of Han.</summary>
internal static class TagDecoder
{
    private const int Begin = 0;
    private const int End = 1;
    private const int Middle = 2;
    private const int Single = 3;

    internal static int PositionOf(byte state) => state >> 6;

    internal static bool EndsWord(byte state) => PositionOf(state) is End or Single;

    internal static bool BeginsWord(byte state) => PositionOf(state) == Begin;

    /// <summary>Writes the state of each character into <paramref name="states"/>. As in jieba, equal scores fall to the larger state.</summary>
    internal static void Decode(Lexicon lexicon, ReadOnlySpan<char> run, Span<byte> states, Scratch scratch)
    {
        TagModel model = lexicon.TagModel;
        byte[] paths = scratch.TagPaths(run.Length);
        double[] previous = scratch.Previous;
        double[] next = scratch.Next;
        Span<byte> live = stackalloc byte[TagModel.StateCount];
        Span<byte> current = stackalloc byte[TagModel.StateCount];
        Span<double> emissions = stackalloc double[TagModel.StateCount];

        StateSet open = LoadEmissions(lexicon, model, run[0], emissions, StateSet.All);
        int count = open.CopyTo(current);
        foreach (byte state in current[..count])
            previous[state] = model.Start[state] + emissions[state];

        for (int t = 1; t < run.Length; t++)
        {
            StateSet reachable = default;
            int liveCount = 0;
            foreach (byte state in current[..count])
            {
                if (model.Targets[state].IsEmpty)
                    continue;
                live[liveCount++] = state;
                reachable.UnionWith(model.Targets[state]);
            }

            open = LoadEmissions(lexicon, model, run[t], emissions, reachable);
            count = open.CopyTo(current);
            Span<byte> path = paths.AsSpan(t * TagModel.StateCount, TagModel.StateCount);
            foreach (byte state in current[..count])
            {
                ReadOnlySpan<double> transitions = model.Transitions.AsSpan(state * TagModel.StateCount, TagModel.StateCount);
                double emission = emissions[state];
                double best = double.NegativeInfinity;
                byte from = 0;
                foreach (byte source in live[..liveCount])
                {
                    double score = previous[source] + transitions[source] + emission;
                    if (score >= best)
                        (best, from) = (score, source);
                }

                next[state] = best;
                path[state] = from;
            }

            (previous, next) = (next, previous);
        }

        byte last = current[0];
        foreach (byte state in current[..count])
        {
            if (previous[state] >= previous[last])
                last = state;
        }

        for (int t = run.Length - 1; t >= 0; t--)
        {
            states[t] = last;
            last = paths[(t * TagModel.StateCount) + last];
        }
    }

    /// <summary>The states open to a character: those it is allowed in, as far as reachable; all reachable ones if that leaves none.</summary>
    private static unsafe StateSet LoadEmissions(Lexicon lexicon, TagModel model, char character, Span<double> emissions, in StateSet reachable)
    {
        model.Emissions(lexicon.Codes[character] & ~Lexicon.OutsideBlock, out ReadOnlySpan<byte> states, out ReadOnlySpan<double> values, out int allowed);
        StateSet open = default;
        for (int i = 0; i < allowed; i++)
        {
            if (!reachable.Contains(states[i]))
                continue;
            open.Add(states[i]);
            emissions[states[i]] = values[i];
        }

        if (!open.IsEmpty)
            return open;
        emissions.Fill(TagModel.Missing);
        for (int i = 0; i < states.Length; i++)
            emissions[states[i]] = values[i];
        return reachable.IsEmpty ? StateSet.All : reachable;
    }
}
