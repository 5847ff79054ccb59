using System.Runtime.CompilerServices;

namespace Terminology.Segmentation;

/// <summary>Finds the most probable states of the tag model for a run of Han.</summary>
/// <remarks>
/// Begin and middle states lead only to end and middle states of the same tag, end and single states only to begin and single states
/// (the model is checked for it when it is unpacked). So a character needs one comparison for each inner state and a scan of the last
/// character's word ends for each state that begins a word, at most 86 of them: that bounds the cost of rare characters, which may be in any state.
/// </remarks>
internal static unsafe class TagDecoder
{
    private const int Begin = 0 * TagModel.TagCount;
    private const int End = 1 * TagModel.TagCount;
    private const int Middle = 2 * TagModel.TagCount;
    private const int Single = 3 * TagModel.TagCount;

    internal static bool EndsWord(byte state) => (state & End) != 0;

    /// <summary>Writes the state of each character into <paramref name="states"/>. As in jieba, equal scores fall to the larger state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Decode(TagModel model, ushort* codes, int length, byte* states, Scratch scratch)
    {
        // The open states of each character with their best predecessors, as pairs, one character behind the other.
        TagTrellis trellis = scratch.Trellis;
        trellis.Clear(length);
        double[] previous = scratch.Previous;
        double[] next = scratch.Next;
        Span<byte> ends = stackalloc byte[2 * TagModel.TagCount];
        Span<byte> open = stackalloc byte[TagModel.StateCount];
        Span<double> emissions = stackalloc double[TagModel.StateCount];
        StateSet present = model.Open(codes[0], StateSet.All, open, emissions, out int count);
        for (int i = 0; i < count; i++)
        {
            previous[open[i]] = model.Start[open[i]] + emissions[i];
            trellis.Add(open[i], 0);
        }

        trellis.EndCharacter();
        for (int t = 1; t < length; t++)
        {
            StateSet reachable = default;
            int endCount = 0;
            for (int i = 0; i < count; i++)
            {
                byte state = open[i];
                if (!model.IsAlive(state))
                    continue;
                reachable.UnionWith(model.Targets[state]);
                if (EndsWord(state))
                    ends[endCount++] = state;
            }

            StateSet before = present;
            present = model.Open(codes[t], reachable, open, emissions, out count);
            for (int i = 0; i < count; i++)
            {
                byte state = open[i];
                double emission = emissions[i];
                ReadOnlySpan<double> transitions = model.TransitionsTo(state);
                double best = double.NegativeInfinity;
                byte from = 0;
                if (EndsWord(state) == (state >= Middle))
                {
                    // Begin (0) and single (3): after any end of a word.
                    foreach (byte source in ends[..endCount])
                    {
                        double score = previous[source] + transitions[source] + emission;
                        if (score >= best)
                            (best, from) = (score, source);
                    }
                }
                else
                {
                    int begin = state & (TagModel.TagCount - 1);
                    int middle = begin + Middle;
                    if (before.Contains(begin))
                        (best, from) = (previous[begin] + transitions[begin] + emission, (byte)begin);
                    if (before.Contains(middle))
                    {
                        double score = previous[middle] + transitions[middle] + emission;
                        if (score >= best)
                            (best, from) = (score, (byte)middle);
                    }
                }

                next[state] = best;
                trellis.Add(state, from);
            }

            trellis.EndCharacter();
            (previous, next) = (next, previous);
        }

        byte last = open[0];
        for (int i = 1; i < count; i++)
        {
            if (previous[open[i]] >= previous[last])
                last = open[i];
        }

        for (int t = length - 1; t >= 0; t--)
        {
            states[t] = last;
            last = trellis.PredecessorOf(t, last);
        }
    }
}
