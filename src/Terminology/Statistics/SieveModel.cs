using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Terminology;

/// <summary>
/// A model that is a sum of steps, each over one feature of the string: stumps, added up by feature. Such a sum falls apart into what the first token adds, what the last two add, and so on,
/// and costs a few additions a sequence. Immutable and thread-safe.
/// </summary>
internal sealed class SieveModel
{
    private readonly Steps[] _steps;
    private readonly float[] _classFirst, _classLast, _classSecond, _classPenultimate;
    private readonly (float Share, float Seen) _noFirst; // what most pairs add, with which no candidate of the training began or ended
    private readonly (float Share, float Seen, float Main) _noLast;
    private readonly double _bias;

    // The features of each part.
    private static readonly int
        s_tokens = Feature("tokens"), s_characters = Feature("characters"), s_link = Feature("NPMI minimum"), s_linkFirst = Feature("NPMI first"), s_linkLast = Feature("NPMI last"),
        s_firstBegins = Feature("first token begins"), s_lastEnds = Feature("last token ends"), s_firstEnds = Feature("first token ends"), s_lastBegins = Feature("last token begins"),
        s_idfFirst = Feature("IDF first"), s_idfLast = Feature("IDF last"), s_classFirst = Feature("class first"), s_classLast = Feature("class last"),
        s_classSecond = Feature("class second"), s_classPenultimate = Feature("class penultimate"), s_lengthFirst = Feature("length of first token"), s_lengthLast = Feature("length of last token"),
        s_last = Feature("share by last"), s_lastSeen = Feature("seen last"), s_first = Feature("share by first"), s_firstSeen = Feature("seen first"),
        s_lastTwo = Feature("share by last two"), s_lastTwoSeen = Feature("seen last two"), s_firstTwo = Feature("share by first two"), s_firstTwoSeen = Feature("seen first two"),
        s_share = Feature("share by any, lowest"), s_lastCharacter = Feature("share by last character"), s_firstCharacter = Feature("share by first character"),
        s_lastMain = Feature("main share by last"), s_lastTwoMain = Feature("main share by last two");

    /// <summary>The features that the stumps may use.</summary>
    public static IReadOnlyList<int> Features { get; } =
    [
        s_tokens, s_characters, s_link, s_linkFirst, s_linkLast, s_firstBegins, s_lastEnds, s_firstEnds, s_lastBegins, s_idfFirst, s_idfLast, s_classFirst, s_classLast, s_classSecond, s_classPenultimate,
        s_lengthFirst, s_lengthLast, s_last, s_lastSeen, s_first, s_firstSeen, s_lastTwo, s_lastTwoSeen, s_firstTwo, s_firstTwoSeen, s_share, s_lastCharacter, s_firstCharacter, s_lastMain, s_lastTwoMain,
    ];

    /// <summary>Makes the model.</summary>
    /// <param name="stumps">Trees of one split, over <see cref="Features"/>.</param>
    /// <param name="threshold">Log-odds below which a sequence is left out.</param>
    public SieveModel(Forest stumps, double threshold)
    {
        (Stumps, Threshold) = (stumps, threshold);
        var steps = new List<(float At, float Below, float Above)>[TermFeatures.StringCount];
        double bias = stumps.Bias;
        stumps.ForEachStump((feature, at, below, above) =>
        {
            if (feature < 0)
                bias += below;
            else
                (steps[feature] ??= []).Add((at, below, above));
        });
        _bias = bias;
        _steps = Array.ConvertAll(steps, s => new Steps(s ?? []));
        float[] Classes(int feature) => [.. Enumerable.Range(0, WordClass.Number + 1).Select(c => _steps[feature].Of(c))];
        (_classFirst, _classLast, _classSecond, _classPenultimate) = (Classes(s_classFirst), Classes(s_classLast), Classes(s_classSecond), Classes(s_classPenultimate));
        (_noFirst, _noLast) = (FirstTwo(default), LastTwo(default));
    }

    public Forest Stumps { get; }

    public double Threshold { get; }

    /// <summary>An empty sieve of this model.</summary>
    public CandidateSieve NewSieve() => new()
    {
        LinkValues = Reversed(_steps[s_link].Values), ShareValues = Reversed(_steps[s_share].Values),
        TokenValues = [.. Enumerable.Range(1, 32).Select(n => _steps[s_tokens].Of(n))],
        CharacterValues = [.. Enumerable.Range(0, CandidateFinder.MaximumCharacters + 2).Select(n => n is < 2 or > CandidateFinder.MaximumCharacters ? float.NegativeInfinity : _steps[s_characters].Of(n))],
        Single = _steps[s_link].Of(1) + _steps[s_linkFirst].Of(1) + _steps[s_linkLast].Of(1) + new[] { s_classSecond, s_classPenultimate, s_lastTwo, s_lastTwoSeen, s_firstTwo, s_firstTwoSeen, s_lastTwoMain }.Sum(f => _steps[f].Of(-1)),
        Threshold = (float)(Threshold - _bias),
    };

    /// <summary>By 255 less the step.</summary>
    private static float[] Reversed(float[] values)
    {
        var reversed = new float[byte.MaxValue + 1];
        for (int step = 0; step < values.Length; step++)
            reversed[byte.MaxValue - step] = values[step];
        return reversed;
    }

    /// <summary>Adds what a token brings whatever its word class.</summary>
    /// <param name="facts">The token.</param>
    /// <param name="length">Its characters.</param>
    /// <param name="entry">Receives it.</param>
    public void Fill(in TokenFacts facts, int length, ref TokenEntry entry)
    {
        entry.First = _steps[s_firstBegins].Of(facts.BorderBefore) + _steps[s_firstEnds].Of(facts.BorderBehind) + _steps[s_idfFirst].Of(facts.Idf) + _steps[s_first].Of(facts.FirstShare)
            + _steps[s_firstSeen].Of(facts.FirstSeen) + _steps[s_firstCharacter].Of(facts.FirstCharacter) + _steps[s_lengthFirst].Of(length);
        entry.Last = _steps[s_lastEnds].Of(facts.BorderBehind) + _steps[s_lastBegins].Of(facts.BorderBefore) + _steps[s_idfLast].Of(facts.Idf) + _steps[s_last].Of(facts.LastShare)
            + _steps[s_lastSeen].Of(facts.LastSeen) + _steps[s_lastMain].Of(facts.LastMain) + _steps[s_lastCharacter].Of(facts.LastCharacter) + _steps[s_lengthLast].Of(length);
        entry.Step = _steps[s_share].Step(facts.Any);
    }

    /// <summary>Adds what a pair brings whatever its word classes.</summary>
    /// <param name="npmi">Its link.</param>
    /// <param name="first">Share of terms among the candidates that begin with it.</param>
    /// <param name="last">And among those that end with it.</param>
    /// <param name="entry">Receives it.</param>
    public void Fill(float npmi, ShareCounts first, ShareCounts last, ref PairEntry entry)
    {
        (float firstShare, float firstSeen) = first.Candidates == 0 ? _noFirst : FirstTwo(first);
        (float lastShare, float lastSeen, float lastMain) = last.Candidates == 0 ? _noLast : LastTwo(last);
        entry.First = _steps[s_linkFirst].Of(npmi) + firstShare + firstSeen;
        entry.Last = _steps[s_linkLast].Of(npmi) + lastShare + lastSeen + lastMain;
        entry.Set(_steps[s_link].Step(npmi), CandidateObservation.Quantise(npmi));
    }

    private (float Share, float Seen) FirstTwo(ShareCounts c) => (_steps[s_firstTwo].Of(SharesView.Share(c)), _steps[s_firstTwoSeen].Of(SharesView.Seen(c)));

    private (float Share, float Seen, float Main) LastTwo(ShareCounts c) =>
        (_steps[s_lastTwo].Of(SharesView.Share(c)), _steps[s_lastTwoSeen].Of(SharesView.Seen(c)), _steps[s_lastTwoMain].Of(SharesView.MainShare(c)));

    /// <summary>By word class, what it adds as that of the first token, the last, the second, the last but one.</summary>
    public ReadOnlySpan<float> ClassFirst => _classFirst;

    public ReadOnlySpan<float> ClassLast => _classLast;

    public ReadOnlySpan<float> ClassSecond => _classSecond;

    public ReadOnlySpan<float> ClassPenultimate => _classPenultimate;

    private static int Feature(string name) => Array.IndexOf(TermFeatures.StringNames, name);

    /// <summary>A step function: the value of the number of thresholds below x.</summary>
    private sealed class Steps
    {
        private readonly float[] _thresholds; // rising, filled up with infinity to a multiple of eight

        public Steps(List<(float At, float Below, float Above)> stumps)
        {
            float[] thresholds = [.. stumps.Select(s => s.At).Distinct().Order()];
            if (thresholds.Length > byte.MaxValue)
                throw new InvalidDataException("too many thresholds of a feature");
            Values = new float[thresholds.Length + 1];
            for (int step = 0; step < Values.Length; step++)
                Values[step] = (float)stumps.Sum(s => step > 0 && thresholds[step - 1] >= s.At ? (double)s.Above : s.Below);
            _thresholds = [.. thresholds, .. Enumerable.Repeat(float.PositiveInfinity, -thresholds.Length & 7)];
        }

        public float[] Values { get; }

        public byte Step(float x)
        {
            ref float thresholds = ref MemoryMarshal.GetArrayDataReference(_thresholds);
            int step = 0;
            for (int i = 0; i < _thresholds.Length; i += 8)
                step += BitOperations.PopCount(Vector256.LessThan(Vector256.LoadUnsafe(ref thresholds, (nuint)i), Vector256.Create(x)).ExtractMostSignificantBits());
            return (byte)step;
        }

        public float Of(float x) => Values[Step(x)];
    }
}
