using System.Runtime.CompilerServices;

namespace Terminology.Segmentation;

/// <summary>Finds the most probable states of the tag model for a run of Han.</summary>
/// <remarks>
/// Begin and middle states lead only to end and middle states of the same tag, end and single states only to begin and single states
/// (the model is checked for it when it is unpacked). So a character needs one comparison for each inner state and a scan of the last
/// character's word ends for each state that begins a word, at most 86 of them; for rare characters, which may be in any state, even that scan is saved.
/// </remarks>
internal static unsafe class TagDecoder
{
    private const int End = 1 * TagModel.TagCount;
    private const int Middle = 2 * TagModel.TagCount;

    /// <summary>Whether a word ends with a character in this state: end and single.</summary>
    internal static bool EndsWord(byte state) => (state & End) != 0;

    /// <summary>Whether a word begins with a character in this state: begin and single.</summary>
    internal static bool BeginsWord(byte state) => EndsWord(state) == (state >= Middle);

    /// <summary>Writes the state of each character into <paramref name="states"/>. As in jieba, equal scores fall to the larger state.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    [SkipLocalsInit]
    internal static void Decode(TagModel model, ushort* codes, int length, byte* states, Scratch scratch)
    {
        TagTrellis trellis = scratch.Trellis;
        trellis.Clear(length);
        double* previous = stackalloc double[TagModel.StateCount];
        double* next = stackalloc double[TagModel.StateCount];
        double* emissions = stackalloc double[TagModel.StateCount];
        double* endScores = stackalloc double[2 * TagModel.TagCount];
        double* scores = stackalloc double[2 * TagModel.TagCount];
        byte* ends = stackalloc byte[2 * TagModel.TagCount];
        byte* endColumns = stackalloc byte[2 * TagModel.TagCount];
        byte* open = stackalloc byte[TagModel.StateCount];
        StateSet present = model.Open(codes[0], StateSet.All, open, emissions, out int count);
        byte* from = trellis.AddCharacter(open, count);
        for (int i = 0; i < count; i++)
        {
            previous[open[i]] = model.Start[open[i]] + emissions[i];
            from[i] = 0;
        }

        for (int t = 1; t < length; t++)
        {
            StateSet reachable = default;
            int endCount = 0;
            for (int i = 0; i < count; i++)
            {
                int state = open[i];
                reachable.UnionWith(model.Targets[state]);
                ends[endCount] = (byte)state;
                endColumns[endCount] = model.EndColumn(state);
                endScores[endCount] = previous[state];
                endCount += EndsWord((byte)state) & model.IsAlive(state) ? 1 : 0;
            }

            // A missing emission is so improbable that all else vanishes beside it. Where all sources have had as many of them, or the target has
            // one, all scores are equal and the largest source wins. So characters that may be in any state need no look at every pair of states.
            double highest = double.NegativeInfinity;
            for (int j = 0; j < endCount; j++)
                highest = double.MaxNative(highest, endScores[j]);
            bool improbable = highest < -TagModel.Small;
            double least = improbable ? highest : -TagModel.Small;
            StateSet level = default;
            for (int j = 0; j < endCount; j++)
                level.AddIf(ends[j], endScores[j] >= least ? 1u : 0u);

            StateSet before = present;
            present = model.Open(codes[t], reachable, open, emissions, out count);
            from = trellis.AddCharacter(open, count);
            for (int i = 0; i < count; i++)
            {
                int state = open[i];
                double emission = emissions[i];
                double best = double.NegativeInfinity;
                int source = 0;
                int equal = (improbable || emission == TagModel.Missing) && BeginsWord((byte)state) ? level.LastCommon(model.Sources[state]) : -1;
                if (equal >= 0)
                {
                    (best, source) = (improbable ? highest + emission : emission, equal);
                }
                else if (BeginsWord((byte)state))
                {
                    // The best score first, without branches that nobody could foresee, then the last source that gives it.
                    double* transitions = model.TransitionsToBeginning(state);
                    for (int j = 0; j < endCount; j++)
                    {
                        double score = endScores[j] + transitions[endColumns[j]] + emission;
                        scores[j] = score;
                        best = double.MaxNative(best, score);
                    }

                    int winner = endCount - 1;
                    while (winner > 0 && scores[winner] != best)
                        winner--;
                    if (winner >= 0)
                        source = ends[winner];
                }
                else
                {
                    double* transitions = model.TransitionsInside(state);
                    int begin = state & (TagModel.TagCount - 1);
                    int middle = begin + Middle;
                    if (before.Contains(begin))
                        (best, source) = (previous[begin] + transitions[0] + emission, begin);
                    if (before.Contains(middle))
                    {
                        double score = previous[middle] + transitions[1] + emission;
                        if (score >= best)
                            (best, source) = (score, middle);
                    }
                }

                next[state] = best;
                from[i] = (byte)source;
            }

            double* swap = previous;
            previous = next;
            next = swap;
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
