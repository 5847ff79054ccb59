namespace Terminology;

/// <summary>Fills the measures of extracted terms. Pure functions.</summary>
public static class MeasureTable
{
    /// <summary>
    /// Returns the list with <see cref="TermCandidate.Measures"/> filled by the names of <see cref="MeasureRegistry"/>. Documents are the parts for dispersion;
    /// the library's background of policy text is the reference; length and nesting are taken in fine tokens over the terms of the list.
    /// A measure that cannot be computed for a term, such as PMI where the background never saw it, is left out.
    /// </summary>
    /// <param name="terms">The terms.</param>
    /// <param name="corpus">The documents the terms come from, in the same order; where given, NC-value, branching entropies and ARF are filled too.</param>
    /// <param name="only">Names of the measures to keep; null keeps all.</param>
    public static TermCandidateList Compute(TermCandidateList terms, IEnumerable<Document>? corpus = null, IReadOnlySet<string>? only = null) =>
        Compute(terms, new BackgroundView(BackgroundModel.Default), corpus, only);

    /// <summary>The same against another reference.</summary>
    internal static TermCandidateList Compute(TermCandidateList terms, BackgroundView background, IEnumerable<Document>? corpus = null, IReadOnlySet<string>? only = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var shapes = TermShapes.Of(terms);
        TermContexts? contexts = corpus is null ? null : TermContexts.Of(terms, shapes, corpus);
        long[] sizes = [.. terms.Documents.Select(d => Math.Max(1, d.Tokens))];
        double tokens = sizes.Sum();
        Definition[] wanted = [.. s_definitions.Where(d => only is null || only.Contains(d.Name))];
        bool joint = wanted.Any(d => s_joint.Contains(d.Name)), spread = wanted.Any(d => s_spread.Contains(d.Name));
        MeasureColumns columns = new([.. wanted.Select(d => d.Name)]);
        var filled = new TermCandidate[terms.Count];
        Parallel.For(0, terms.Count, () => new int[sizes.Length], (i, _, counts) =>
        {
            TermCandidate term = terms[i];
            double[] values = new double[wanted.Length];
            values.AsSpan().Fill(double.NaN);
            float reference = background[StringHash.Of(shapes.Text[i])].Count;
            if (spread)
            {
                foreach (DocumentCount count in term.DocumentCounts)
                    counts[count.Document] = count.Frequency;
            }
            var evidence = new Evidence(term, shapes, contexts, i, sizes, counts, tokens, reference, background.Tokens, joint ? Weakest(shapes, i, reference, background) : null);
            for (int k = 0; k < wanted.Length; k++)
            {
                if (term.Frequency != 0 || wanted[k].Always)
                    values[k] = wanted[k].Of(evidence);
            }
            foreach (DocumentCount count in term.DocumentCounts)
                counts[count.Document] = 0;
            filled[i] = term.With(new MeasureValues(columns, values));
            return counts;
        }, static _ => { });
        return new TermCandidateList(filled, terms.Documents);
    }

    /// <summary>A joint between two parts of a term: the counts of the whole and of the parts in the background, and the joint's PMI.</summary>
    private sealed record Joint(double Whole, double Left, double Right);

    /// <summary>What the measures of a term are computed from. A, C: its frequency and the tokens of the corpus; B, D: the same of the background.</summary>
    private sealed record Evidence(TermCandidate Term, TermShapes Shapes, TermContexts? Contexts, int I, long[] Sizes, int[] Counts, double C, double B, double D, Joint? Joint)
    {
        public double A => Term.Frequency;

        public int DocumentFrequency => Math.Max(1, Term.DocumentFrequency);

        public int Documents => Math.Max(1, Sizes.Length);

        public double CValue => Termhood.CValue(Shapes.Length[I], Term.Frequency, Shapes.Nested[I], Shapes.Containers[I]);

        public double OfJoint(Func<Joint, double, double> measure) => Joint is null ? double.NaN : measure(Joint, D);

        public double OfSpread(Func<int[], long[], double> measure) => Sizes.Length == 0 ? double.NaN : measure(Counts, Sizes);
    }

    /// <summary>How a measure is computed; what is not finite is left out.</summary>
    private sealed record Definition(string Name, Func<Evidence, double> Of, bool Always = false);

    private static readonly HashSet<string> s_joint = ["pmi", "npmi", "dice", "log_dice", "t_score", "phi_squared"];

    private static readonly HashSet<string> s_spread = ["range", "dp", "dp_norm", "juilland_d", "carroll_d2", "rosengren_s", "d_a", "dkl"];

    // In the order of the columns. A count the background does not hold may be 0 or merely too rare to be kept; both are shown as 0 occurrences.
    private static readonly Definition[] s_definitions =
    [
        new("frequency", static e => e.A, Always: true),
        new("document_frequency", static e => e.Term.DocumentFrequency, Always: true),
        new("termhood", static e => e.Term.Termhood, Always: true),
        new("salience", static e => e.Term.Salience, Always: true),
        new("per_million_tokens", static e => RelativeFrequency.PerMillion(e.Term.Frequency, e.C)),
        new("per_million_low", static e => RelativeFrequency.PerMillionInterval(e.Term.Frequency, e.C).Low),
        new("per_million_high", static e => RelativeFrequency.PerMillionInterval(e.Term.Frequency, e.C).High),
        new("c_value", static e => e.CValue),
        new("basic", static e => Termhood.Basic(e.Shapes.Length[e.I], e.Term.Frequency, e.Shapes.Containers[e.I])),
        new("combo_basic", static e => Termhood.ComboBasic(e.Shapes.Length[e.I], e.Term.Frequency, e.Shapes.Containers[e.I], e.Shapes.Contained[e.I])),
        new("tf_idf", static e => Termhood.TfIdf(e.Term.Frequency, e.DocumentFrequency, e.Documents)),
        new("residual_idf", static e => Termhood.ResidualIdf(e.Term.Frequency, e.DocumentFrequency, e.Documents)),
        new("nc_value", static e => e.Contexts is null ? double.NaN : Termhood.NcValue(e.CValue, e.Contexts.Words(e.I))),
        new("left_entropy", static e => e.Contexts is null ? double.NaN : Unithood.BranchingEntropy(e.Contexts.Left[e.I].Values)),
        new("right_entropy", static e => e.Contexts is null ? double.NaN : Unithood.BranchingEntropy(e.Contexts.Right[e.I].Values)),
        new("arf", static e => e.Contexts is null ? double.NaN : Dispersion.Arf(e.Contexts.Positions(e.I), e.Contexts.Size)),
        new("weirdness", static e => Termhood.Weirdness(e.A, e.C, e.B, e.D)),
        new("domain_pertinence", static e => Termhood.DomainPertinence(e.A / e.C, [e.B / e.D])),
        new("g2", static e => Keyness.LogLikelihoodTwoTerm(e.A, e.C, e.B, e.D)),
        new("g2_four", static e => Keyness.LogLikelihoodFourTerm(e.A, e.C, e.B, e.D)),
        new("chi_squared", static e => Keyness.ChiSquare(e.A, e.C, e.B, e.D)),
        new("chi_squared_yates", static e => Keyness.ChiSquare(e.A, e.C, e.B, e.D, yates: true)),
        new("log_ratio", static e => Keyness.LogRatio(e.A, e.C, e.B, e.D)),
        new("log_ratio_low", static e => Keyness.LogRatioInterval(e.A, e.C, e.B, e.D).Low),
        new("log_ratio_high", static e => Keyness.LogRatioInterval(e.A, e.C, e.B, e.D).High),
        new("percent_difference", static e => e.B > 0 ? Keyness.PercentDifference(e.A, e.C, e.B, e.D) : double.NaN),
        new("difference_coefficient", static e => Keyness.DifferenceCoefficient(e.A, e.C, e.B, e.D)),
        new("bic", static e => Keyness.Bic(e.A, e.C, e.B, e.D)),
        new("ell", static e => Keyness.Ell(e.A, e.C, e.B, e.D)),
        new("odds_ratio", static e => Keyness.OddsRatio(e.A, e.C, e.B, e.D)),
        new("simple_maths", static e => Keyness.SimpleMaths(e.A, e.C, e.B, e.D)),
        new("pmi", static e => e.OfJoint(static (j, n) => Unithood.Pmi(j.Whole, j.Left, j.Right, n))),
        new("npmi", static e => e.OfJoint(static (j, n) => Unithood.Npmi(j.Whole, j.Left, j.Right, n))),
        new("dice", static e => e.OfJoint(static (j, n) => Unithood.Dice(j.Whole, j.Left, j.Right))),
        new("log_dice", static e => e.OfJoint(static (j, n) => Unithood.LogDice(j.Whole, j.Left, j.Right))),
        new("t_score", static e => e.OfJoint(static (j, n) => Unithood.TScore(j.Whole, j.Left, j.Right, n))),
        new("phi_squared", static e => e.OfJoint(static (j, n) => new ContingencyTable(j.Whole, j.Left - j.Whole, j.Right - j.Whole, n - j.Left - j.Right + j.Whole).PhiSquared)),
        new("range", static e => e.OfSpread(static (c, s) => Dispersion.Range(c))),
        new("dp", static e => e.OfSpread(static (c, s) => Dispersion.Dp(c, s))),
        new("dp_norm", static e => e.OfSpread(static (c, s) => Dispersion.DpNorm(c, s))),
        new("juilland_d", static e => e.OfSpread(static (c, s) => Dispersion.JuillandD(c, s))),
        new("carroll_d2", static e => e.OfSpread(static (c, s) => Dispersion.CarrollD2(c, s))),
        new("rosengren_s", static e => e.OfSpread(static (c, s) => Dispersion.RosengrenS(c, s))),
        new("d_a", static e => e.OfSpread(static (c, s) => Dispersion.Da(c, s))),
        new("dkl", static e => e.OfSpread(static (c, s) => Dispersion.Dkl(c, s))),
    ];

    /// <summary>The joint with the least PMI, whose association measures stand for the term; null where the background does not know the term or no joint of it.</summary>
    private static Joint? Weakest(TermShapes shapes, int i, double whole, BackgroundView background)
    {
        int[] borders = shapes.Borders[i];
        string text = shapes.Text[i];
        if (borders.Length < 3 || whole == 0)
            return null;
        Joint? weakest = null;
        double least = double.PositiveInfinity;
        for (int b = 1; b < borders.Length - 1; b++)
        {
            double x = background[StringHash.Of(text.AsSpan(0, borders[b]))].Count, y = background[StringHash.Of(text.AsSpan(borders[b]))].Count;
            if (x == 0 || y == 0)
                continue;
            double pmi = Unithood.Pmi(whole, x, y, background.Tokens);
            if (pmi < least)
                (least, weakest) = (pmi, new Joint(whole, Math.Max(x, whole), Math.Max(y, whole)));
        }
        return weakest;
    }
}

/// <summary>Length and nesting of the terms of a list.</summary>
internal sealed class TermShapes
{
    /// <summary>So many terms are worked on at a time.</summary>
    private const int Part = 2048;

    public required string[] Text { get; init; }

    /// <summary>Length in tokens, at least 1.</summary>
    public required int[] Length { get; init; }

    /// <summary>Borders of the tokens in <see cref="Text"/>, 0 and the end included.</summary>
    public required int[][] Borders { get; init; }

    /// <summary>Occurrences inside of longer terms, each counted at the term that directly contains it.</summary>
    public required double[] Nested { get; init; }

    /// <summary>Number of terms that contain a term.</summary>
    public required int[] Containers { get; init; }

    /// <summary>Number of terms a term contains.</summary>
    public required int[] Contained { get; init; }

    public static TermShapes Of(TermCandidateList terms)
    {
        var texts = new string[terms.Count];
        var borders = new int[texts.Length][];
        Parts.For(texts.Length, Part, (from, to) =>
        {
            for (int i = from; i < to; i++)
            {
                string text = terms[i].Text;
                texts[i] = text.AsSpan().ContainsAnyExceptInRange('一', '鿿') ? TextNormalizer.Normalize(text, out _).Trim() : text;
                if (terms[i].Borders != 0 && texts[i].Length == text.Length)
                    borders[i] = Places(terms[i].Borders, text.Length);
            }
        });
        int[] unknown = [.. Enumerable.Range(0, texts.Length).Where(i => borders[i] is null)];
        int[][] segmented = Segment(Array.ConvertAll(unknown, i => texts[i]));
        for (int u = 0; u < segmented.Length; u++)
            borders[unknown[u]] = segmented[u];
        return Nest(texts, Array.ConvertAll(borders, b => Math.Max(1, b.Length - 1)), borders, [.. terms.Select(t => t.Frequency)]);
    }

    private static int[] Places(ulong borders, int end)
    {
        var places = new int[System.Numerics.BitOperations.PopCount(borders) + 1];
        for (int p = 0; borders != 0; borders &= borders - 1)
            places[p++] = System.Numerics.BitOperations.TrailingZeroCount(borders);
        places[^1] = end;
        return places;
    }

    /// <summary>The nesting of terms whose tokens are known; "f(b)" of a longer term is what is left of it after its own containers, as Frantzi et al. 2000 compute it.</summary>
    public static TermShapes Nest(string[] texts, int[] length, int[][] borders, int[] frequencies)
    {
        int n = texts.Length;
        var (nested, containers, contained) = (new double[n], new int[n], new int[n]);
        // A term inside another one lies on the other's borders, so it is enough to look up what lies between any two of them.
        var index = new HashIndex(n);
        var first = new int[n];
        for (int i = 0; i < n; i++)
        {
            int known = index.Count;
            if (index.Add(StringHash.Of(texts[i])) == known)
                first[known] = i;
        }
        // The longest first: by tokens, then characters, then place.
        long[] keys = [.. Enumerable.Range(0, n).Select(i => (long)(0xFFFF - Math.Min(0xFFFF, length[i])) << 47 | (long)(0x7FFF - Math.Min(0x7FFF, texts[i].Length)) << 32 | (uint)i)];
        Array.Sort(keys);
        int[] order = Array.ConvertAll(keys, key => (int)key);
        var inside = new int[n][];
        Parts.For(n, Part, (from, to) =>
        {
            var prefix = new ulong[64];
            var inner = new List<int>();
            for (int longer = from; longer < to; longer++)
            {
                string text = texts[longer];
                int[] places = borders[longer];
                if (prefix.Length <= text.Length)
                    prefix = new ulong[text.Length * 2];
                StringHash.Prefixes(text, prefix);
                inner.Clear();
                for (int a = 0; a < places.Length - 1; a++)
                {
                    for (int b = a + 1; b < places.Length; b++)
                    {
                        if (places[b] - places[a] >= text.Length || index.Find(StringHash.Span(prefix, places[a], places[b])) is not (>= 0 and var k) || CutsRun(text, places[a]) || CutsRun(text, places[b]))
                            continue;
                        if (text.AsSpan(places[a], places[b] - places[a]).SequenceEqual(texts[first[k]]) && !inner.Contains(first[k]))
                            inner.Add(first[k]);
                    }
                }
                inside[longer] = [.. inner];
            }
        });
        foreach (int longer in order)
        {
            foreach (int inner in inside[longer])
            {
                nested[inner] += frequencies[longer] - nested[longer];
                containers[inner]++;
            }
            contained[longer] = inside[longer].Length;
        }
        return new TermShapes { Text = texts, Length = length, Borders = borders, Nested = nested, Containers = containers, Contained = contained };
    }

    private static bool CutsRun(string text, int at) =>
        at > 0 && at < text.Length && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at]);

    // One text with a term a line: the segmenter is called once, and a line break is a border.
    private static int[][] Segment(string[] texts)
    {
        var preparer = new DocumentPreparer();
        var borders = new int[texts.Length][];
        const int Batch = 2048;
        for (int from = 0; from < texts.Length; from += Batch)
        {
            int to = Math.Min(texts.Length, from + Batch);
            string joined = string.Join("。\n", texts[from..to]);
            PreparedDocument d = preparer.Prepare(new Document("terms", joined));
            int at = 0, token = 0;
            for (int i = from; i < to; i++)
            {
                var own = new List<int> { 0 };
                int end = at + texts[i].Length;
                while (token < d.Count && d.Original(d.Start[token]) < at) token++;
                for (; token < d.Count && d.Original(d.Start[token]) < end; token++)
                {
                    int place = d.Original(d.Start[token]) - at;
                    if (place > 0)
                        own.Add(place);
                }
                own.Add(texts[i].Length);
                borders[i] = [.. own];
                at = end + 2;
            }
        }
        return borders;
    }
}

/// <summary>What stands beside the terms, and where they stand, read off the corpus.</summary>
internal sealed class TermContexts
{
    private readonly List<long>[] _positions;
    private readonly Dictionary<ulong, int> _weights = [];
    private readonly Dictionary<ulong, int>[] _words;

    private TermContexts(int terms)
    {
        _positions = [.. Enumerable.Range(0, terms).Select(_ => new List<long>())];
        Left = [.. Enumerable.Range(0, terms).Select(_ => new Dictionary<ulong, int>())];
        Right = [.. Enumerable.Range(0, terms).Select(_ => new Dictionary<ulong, int>())];
        _words = [.. Enumerable.Range(0, terms).Select(_ => new Dictionary<ulong, int>())];
    }

    /// <summary>How often each token stands before a term.</summary>
    public Dictionary<ulong, int>[] Left { get; }

    /// <summary>How often each token stands behind a term.</summary>
    public Dictionary<ulong, int>[] Right { get; }

    /// <summary>Tokens of the corpus.</summary>
    public long Size { get; private set; }

    public long[] Positions(int term) => [.. _positions[term]];

    /// <summary>For each content word beside a term its count and its weight: the share of terms it stands beside.</summary>
    public IEnumerable<(double, double)> Words(int term) => _words[term].OrderBy(w => w.Key).Select(w => ((double)w.Value, (double)_weights[w.Key] / _words.Length));

    public static TermContexts Of(TermCandidateList terms, TermShapes shapes, IEnumerable<Document> corpus)
    {
        var contexts = new TermContexts(terms.Count);
        var matcher = new TermMatcher(shapes.Text);
        var matches = new List<PatternMatch>();
        var preparer = new DocumentPreparer();
        foreach (Document document in corpus)
        {
            PreparedDocument d = preparer.Prepare(document);
            matcher.Find(d.Text, matches);
            foreach (PatternMatch m in matches)
            {
                int first = Array.BinarySearch(d.Start, m.Start), last = Array.BinarySearch(d.End, m.End);
                if (first < 0 || last < 0)
                    continue;
                contexts._positions[m.Pattern].Add(contexts.Size + first);
                contexts.Beside(d, first - 1, m.Pattern, contexts.Left);
                contexts.Beside(d, last + 1, m.Pattern, contexts.Right);
            }
            contexts.Size += d.Count;
        }
        foreach (Dictionary<ulong, int> words in contexts._words)
        {
            foreach (ulong word in words.Keys)
                contexts._weights[word] = contexts._weights.GetValueOrDefault(word) + 1;
        }
        return contexts;
    }

    private void Beside(PreparedDocument d, int token, int term, Dictionary<ulong, int>[] side)
    {
        ulong key = token < 0 || token >= d.Count ? 0 : d.Key[token];
        side[term][key] = side[term].GetValueOrDefault(key) + 1;
        if (key != 0 && (d.Flags[token] & (TokenFlags.Punctuation | TokenFlags.NotInside | TokenFlags.Linker)) == 0)
            _words[term][key] = _words[term].GetValueOrDefault(key) + 1;
    }
}
