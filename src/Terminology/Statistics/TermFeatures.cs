using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>The features of a candidate and how they are computed. The order is part of the model's format.</summary>
internal static class TermFeatures
{
    public static readonly string[] StringNames =
    [
        "tokens", "characters", "background count", "background documents",
        "left largest share", "left kinds", "left borders", "right largest share", "right kinds", "right borders",
        "NPMI minimum", "NPMI mean", "NPMI first", "NPMI last", "best split",
        "first token begins", "last token ends", "first token ends", "last token begins",
        "IDF minimum", "IDF maximum", "IDF mean", "IDF last", "IDF first", "rarest token",
        "class first", "class last", "class second", "class penultimate",
        "verbs", "nouns", "verbal nouns", "numerals", "adverbs", "linkers",
        "的 inside", "Latin", "all Han", "length of first token", "length of last token", "one-character tokens",
        "count without last", "count without first", "separators", "quotes or brackets",
        "share by last", "seen last", "share by first", "seen first", "share by last two", "seen last two", "share by first two", "seen first two",
        "share by any, lowest", "share by any, mean", "share by last character", "share by first character", "share by pattern", "seen pattern",
        "share of the string", "seen string", "main share of the string", "main share by last", "main share by last two",
    ];

    public static readonly string[] ContextNames =
    [
        "ln frequency", "borders on the left", "borders on the right", "quoted", "titled", "left neighbours", "right neighbours",
        "left NPMI minimum", "right NPMI minimum", "left NPMI mean", "right NPMI mean", "class on the left", "class on the right", "的 on the left", "的 on the right",
        "first position", "in headings", "share by left neighbour", "share by right neighbour",
    ];

    public static readonly string[] NestingNames =
    [
        "first score", "best longer", "best shorter", "best crossing", "longer ones", "shorter ones", "good longer", "good shorter", "good crossing",
        "best longer, same start", "best longer, same end", "best shorter, same start", "best shorter, same end",
    ];

    public static readonly int StringCount = StringNames.Length, ContextCount = ContextNames.Length, NestingCount = NestingNames.Length;
    public static readonly int FirstStage = StringCount + ContextCount, SecondStage = FirstStage + NestingCount;

    public static string Name(int feature) =>
        feature < StringCount ? StringNames[feature] : feature < FirstStage ? ContextNames[feature - StringCount] : NestingNames[feature - FirstStage];

    /// <summary>The place of a feature.</summary>
    public static int Of(string name) => Array.FindIndex([.. StringNames, .. ContextNames, .. NestingNames], n => n == name);

    private static readonly ulong s_de = StringHash.Of("的");

    /// <summary>What can be said of a candidate from its string alone, read off one occurrence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void FillString(DocumentView view, int first, int last, Span<float> row)
    {
        PreparedDocument d = view.Document;
        BackgroundView background = view.Background;
        SharesView shares = view.Shares;
        int n = last - first, at = 0;
        ref readonly TokenFacts begin = ref view.Token(first), end = ref view.Token(last - 1);
        ref readonly PairFacts beginTwo = ref n > 1 ? ref view.Pair(first) : ref view.NoPair, endTwo = ref n > 1 ? ref view.Pair(last - 2) : ref view.NoPair;
        GramStatistics all = n == 1 ? begin.Single : n == 2 ? beginTwo.Both : n <= BackgroundBuilder.MaximumTokens ? background[d.SpanKey(first, last)] : default;
        int characters = d.End[last - 1] - d.Start[first];
        row[at++] = n;
        row[at++] = characters;
        row[at++] = all.LogCount;
        row[at++] = MathF.Log(all.Documents + 1);
        bool known = all.Exists;
        float count = all.Count;
        row[at++] = known ? (all.LeftLargest * count + .5f) / (count + 1) : .5f;
        row[at++] = known ? all.LeftKinds : 0;
        row[at++] = known ? (all.LeftBorders * count + .3f) / (count + 1) : .3f;
        row[at++] = known ? (all.RightLargest * count + .5f) / (count + 1) : .5f;
        row[at++] = known ? all.RightKinds : 0;
        row[at++] = known ? (all.RightBorders * count + .3f) / (count + 1) : .3f;

        float npmiMinimum = 1, npmiFirst = 1, npmiLast = 1;
        double npmiSum = 0;
        for (int k = 0; k + 1 < n; k++)
        {
            float v = view.Pair(first + k).Npmi;
            if (k == 0) { npmiFirst = v; npmiMinimum = v; }
            npmiMinimum = Math.Min(npmiMinimum, v);
            npmiSum += v;
            npmiLast = v;
        }
        row[at++] = npmiMinimum;
        row[at++] = n > 1 ? (float)(npmiSum / (n - 1)) : 1;
        row[at++] = npmiFirst;
        row[at++] = npmiLast;
        float split = n >= 2 ? 40 : 0, withoutLast = 0, withoutFirst = 0;
        for (int k = 1; k < n; k++)
        {
            if (k > BackgroundBuilder.MaximumTokens || n - k > BackgroundBuilder.MaximumTokens)
                continue;
            float left = k == 1 ? begin.LogCount : k == 2 ? beginTwo.Both.LogCount : background[d.SpanKey(first, first + k)].LogCount;
            float right = k == n - 1 ? end.LogCount : k == n - 2 ? endTwo.Both.LogCount : background[d.SpanKey(first + k, last)].LogCount;
            split = Math.Min(split, left + right);
            if (k == n - 1) withoutLast = left;
            if (k == 1) withoutFirst = right;
        }
        row[at++] = split;
        row[at++] = begin.BorderBefore;
        row[at++] = end.BorderBehind;
        row[at++] = begin.BorderBehind;
        row[at++] = end.BorderBefore;
        float idfMinimum = float.MaxValue, idfMaximum = 0, idfSum = 0, rarest = float.MaxValue, lowest = 1, sum = 0;
        for (int k = first; k < last; k++)
        {
            ref readonly TokenFacts token = ref view.Token(k);
            idfMinimum = Math.Min(idfMinimum, token.Idf);
            idfMaximum = Math.Max(idfMaximum, token.Idf);
            idfSum += token.Idf;
            rarest = Math.Min(rarest, token.LogCount);
            lowest = Math.Min(lowest, token.Any);
            sum += token.Any;
        }
        row[at++] = idfMinimum;
        row[at++] = idfMaximum;
        row[at++] = idfSum / n;
        row[at++] = end.Idf;
        row[at++] = begin.Idf;
        row[at++] = rarest;

        row[at++] = d.Class[first];
        row[at++] = d.Class[last - 1];
        row[at++] = n > 1 ? d.Class[first + 1] : -1;
        row[at++] = n > 1 ? d.Class[last - 2] : -1;
        int verbs = 0, nouns = 0, verbalNouns = 0, numerals = 0, adverbs = 0, linkers = 0, mono = 0, separators = 0, marks = 0;
        bool de = false, latin = false, han = true;
        ulong pattern = 0;
        for (int k = first; k < last; k++)
        {
            byte c = d.Class[k];
            TokenFlags f = d.Flags[k];
            switch (c)
            {
                case WordClass.Verb: verbs++; break;
                case WordClass.Noun or WordClass.PersonName or WordClass.PlaceName or WordClass.Organisation or WordClass.ProperName: nouns++; break;
                case WordClass.VerbalNoun: verbalNouns++; break;
                case WordClass.Numeral or WordClass.MeasureWord or WordClass.Number: numerals++; break;
                case WordClass.Adverb: adverbs++; break;
                case WordClass.Latin: latin = true; break;
                default: break;
            }
            if ((f & TokenFlags.Linker) != 0 || c is WordClass.Conjunction or WordClass.Preposition or WordClass.Particle) linkers++;
            if ((f & TokenFlags.Separator) != 0) separators++;
            else if ((f & TokenFlags.Punctuation) != 0) marks++;
            if (d.Key[k] == s_de) de = true;
            if (d.End[k] - d.Start[k] == 1) mono++;
            if (!TextNormalizer.IsHan(d.Text[d.Start[k]])) han = false;
            pattern = pattern * 33 + c + 1;
        }
        row[at++] = verbs;
        row[at++] = nouns;
        row[at++] = verbalNouns;
        row[at++] = numerals;
        row[at++] = adverbs;
        row[at++] = linkers;
        row[at++] = de ? 1 : 0;
        row[at++] = latin ? 1 : 0;
        row[at++] = han ? 1 : 0;
        row[at++] = d.End[first] - d.Start[first];
        row[at++] = d.End[last - 1] - d.Start[last - 1];
        row[at++] = mono;
        row[at++] = withoutLast;
        row[at++] = withoutFirst;
        row[at++] = separators;
        row[at++] = marks;

        row[at++] = end.LastShare;
        row[at++] = end.LastSeen;
        row[at++] = begin.FirstShare;
        row[at++] = begin.FirstSeen;
        row[at++] = n > 1 ? endTwo.LastShare : -1;
        row[at++] = n > 1 ? endTwo.LastSeen : -1;
        row[at++] = n > 1 ? beginTwo.FirstShare : -1;
        row[at++] = n > 1 ? beginTwo.FirstSeen : -1;
        row[at++] = lowest;
        row[at++] = sum / n;
        row[at++] = end.LastCharacter;
        row[at++] = begin.FirstCharacter;
        ShareCounts alike = shares[TargetShares.Key(ShareKind.Pattern, pattern)], whole = shares[TargetShares.Key(ShareKind.Whole, d.SpanKey(first, last))];
        row[at++] = SharesView.Share(alike);
        row[at++] = SharesView.Seen(alike);
        row[at++] = SharesView.Share(whole);
        row[at++] = SharesView.Seen(whole);
        row[at++] = SharesView.MainShare(whole);
        row[at++] = end.LastMain;
        row[at++] = n > 1 ? endTwo.LastMain : -1;
        System.Diagnostics.Debug.Assert(at == StringCount);
    }

    /// <summary>The keys under which a candidate's parts are counted; the context kinds are read off its first occurrence.</summary>
    public static void ForEachShare(PreparedDocument d, int first, int last, Action<ulong> visit)
    {
        int n = last - first;
        visit(TargetShares.Key(ShareKind.Last, d.Key[last - 1]));
        visit(TargetShares.Key(ShareKind.First, d.Key[first]));
        if (n > 1)
        {
            visit(TargetShares.Key(ShareKind.LastTwo, d.SpanKey(last - 2, last)));
            visit(TargetShares.Key(ShareKind.FirstTwo, d.SpanKey(first, first + 2)));
        }
        ulong pattern = 0;
        for (int k = first; k < last; k++)
        {
            bool repeated = false;
            for (int m = first; m < k; m++) repeated |= d.Key[m] == d.Key[k];
            if (!repeated)
                visit(TargetShares.Key(ShareKind.Any, d.Key[k]));
            pattern = pattern * 33 + d.Class[k] + 1;
        }
        visit(TargetShares.Key(ShareKind.LastCharacter, d.Text[d.End[last - 1] - 1]));
        visit(TargetShares.Key(ShareKind.FirstCharacter, d.Text[d.Start[first]]));
        visit(TargetShares.Key(ShareKind.Pattern, pattern));
        visit(TargetShares.Key(ShareKind.LeftNeighbour, Neighbour(d, first - 1)));
        visit(TargetShares.Key(ShareKind.RightNeighbour, Neighbour(d, last)));
        visit(TargetShares.Key(ShareKind.Whole, d.SpanKey(first, last)));
    }

    public static ulong Neighbour(PreparedDocument d, int token) =>
        token < 0 || token >= d.Count ? 1 : d.Key[token];

    /// <summary>Normalized pointwise mutual information (Bouma 2009) of neighbouring tokens; for a pair never seen, a value that falls with how often it was to be expected.</summary>
    public static double Npmi(GramStatistics pair, GramStatistics left, GramStatistics right, double total)
    {
        double expected = (left.Count + 1.0) * (right.Count + 1.0) / total;
        return pair.Exists ? Math.Log(pair.Count / expected) / -Math.Log(pair.Count / total) : -.3 * Math.Log(1 + expected) - .1;
    }
}
