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
    public static TermCandidateList Compute(TermCandidateList terms, IEnumerable<Document>? corpus = null, IReadOnlySet<string>? only = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var shapes = TermShapes.Of(terms);
        TermContexts? contexts = corpus is null ? null : TermContexts.Of(terms, shapes, corpus);
        var background = new BackgroundView(BackgroundModel.Default);
        long[] sizes = [.. terms.Documents.Select(d => Math.Max(1, d.Tokens))];
        double tokens = sizes.Sum();
        var filled = new TermCandidate[terms.Count];
        Parallel.For(0, terms.Count, i =>
        {
            var values = new Dictionary<string, double>(only?.Count ?? 48, StringComparer.Ordinal);
            Fill(terms[i], shapes, contexts, i, sizes, tokens, background, only, values);
            filled[i] = terms[i].With(values);
        });
        return new TermCandidateList(filled, terms.Documents);
    }

    private static void Fill(TermCandidate term, TermShapes shapes, TermContexts? contexts, int i, long[] sizes, double tokens, BackgroundView background, IReadOnlySet<string>? only, Dictionary<string, double> values)
    {
        int f = term.Frequency, df = term.DocumentFrequency, documents = sizes.Length, length = shapes.Length[i];
        void Set(string name, double value)
        {
            if (double.IsFinite(value) && (only is null || only.Contains(name)))
                values[name] = value;
        }
        Set("frequency", f);
        Set("document_frequency", df);
        Set("termhood", term.Termhood);
        Set("salience", term.Salience);
        if (f == 0)
            return;
        Set("per_million_tokens", RelativeFrequency.PerMillion(f, tokens));
        Interval interval = RelativeFrequency.PerMillionInterval(f, tokens);
        Set("per_million_low", interval.Low);
        Set("per_million_high", interval.High);
        double c = Termhood.CValue(length, f, shapes.Nested[i], shapes.Containers[i]);
        Set("c_value", c);
        Set("basic", Termhood.Basic(length, f, shapes.Containers[i]));
        Set("combo_basic", Termhood.ComboBasic(length, f, shapes.Containers[i], shapes.Contained[i]));
        Set("tf_idf", Termhood.TfIdf(f, Math.Max(1, df), Math.Max(1, documents)));
        Set("residual_idf", Termhood.ResidualIdf(f, Math.Max(1, df), Math.Max(1, documents)));
        if (contexts is not null)
        {
            Set("nc_value", Termhood.NcValue(c, contexts.Words(i)));
            Set("left_entropy", Unithood.BranchingEntropy(contexts.Left[i].Values));
            Set("right_entropy", Unithood.BranchingEntropy(contexts.Right[i].Values));
            Set("arf", Dispersion.Arf(contexts.Positions(i), contexts.Size));
        }
        Against(f, tokens, background[StringHash.Of(shapes.Text[i])].Count, background.Tokens, Set);
        Joint(shapes, i, background, Set);
        if (documents > 0)
            Spread(term, sizes, Set);
    }

    private static void Against(double a, double c, double b, double d, Action<string, double> set)
    {
        // A count the background does not hold may be 0 or merely too rare to be kept; both are shown as 0 occurrences.
        set("weirdness", Termhood.Weirdness(a, c, b, d));
        set("domain_pertinence", Termhood.DomainPertinence(a / c, [b / d]));
        set("g2", Keyness.LogLikelihoodTwoTerm(a, c, b, d));
        set("g2_four", Keyness.LogLikelihoodFourTerm(a, c, b, d));
        set("chi_squared", Keyness.ChiSquare(a, c, b, d));
        set("chi_squared_yates", Keyness.ChiSquare(a, c, b, d, yates: true));
        set("log_ratio", Keyness.LogRatio(a, c, b, d));
        Interval ratio = Keyness.LogRatioInterval(a, c, b, d);
        set("log_ratio_low", ratio.Low);
        set("log_ratio_high", ratio.High);
        if (b > 0)
            set("percent_difference", Keyness.PercentDifference(a, c, b, d));
        set("difference_coefficient", Keyness.DifferenceCoefficient(a, c, b, d));
        set("bic", Keyness.Bic(a, c, b, d));
        set("ell", Keyness.Ell(a, c, b, d));
        set("odds_ratio", Keyness.OddsRatio(a, c, b, d));
        set("simple_maths", Keyness.SimpleMaths(a, c, b, d));
    }

    /// <summary>The association measures of the joint with the least PMI.</summary>
    private static void Joint(TermShapes shapes, int i, BackgroundView background, Action<string, double> set)
    {
        int[] borders = shapes.Borders[i];
        string text = shapes.Text[i];
        double whole = background[StringHash.Of(text)].Count;
        if (borders.Length < 3 || whole == 0)
            return;
        (double X, double Y) weakest = default;
        double least = double.PositiveInfinity;
        for (int b = 1; b < borders.Length - 1; b++)
        {
            double x = background[StringHash.Of(text.AsSpan(0, borders[b]))].Count, y = background[StringHash.Of(text.AsSpan(borders[b]))].Count;
            if (x == 0 || y == 0)
                continue;
            double pmi = Unithood.Pmi(whole, x, y, background.Tokens);
            if (pmi < least)
                (least, weakest) = (pmi, (Math.Max(x, whole), Math.Max(y, whole)));
        }
        if (double.IsInfinity(least))
            return;
        set("pmi", Unithood.Pmi(whole, weakest.X, weakest.Y, background.Tokens));
        set("npmi", Unithood.Npmi(whole, weakest.X, weakest.Y, background.Tokens));
        set("dice", Unithood.Dice(whole, weakest.X, weakest.Y));
        set("log_dice", Unithood.LogDice(whole, weakest.X, weakest.Y));
        set("t_score", Unithood.TScore(whole, weakest.X, weakest.Y, background.Tokens));
        set("phi_squared", new ContingencyTable(whole, weakest.X - whole, weakest.Y - whole, background.Tokens - weakest.X - weakest.Y + whole).PhiSquared);
    }

    private static void Spread(TermCandidate term, long[] sizes, Action<string, double> set)
    {
        var counts = new int[sizes.Length];
        foreach (DocumentCount count in term.DocumentCounts)
            counts[count.Document] = count.Frequency;
        set("range", Dispersion.Range(counts));
        set("dp", Dispersion.Dp(counts, sizes));
        set("dp_norm", Dispersion.DpNorm(counts, sizes));
        set("juilland_d", Dispersion.JuillandD(counts, sizes));
        set("carroll_d2", Dispersion.CarrollD2(counts, sizes));
        set("rosengren_s", Dispersion.RosengrenS(counts, sizes));
        set("d_a", Dispersion.Da(counts, sizes));
        set("dkl", Dispersion.Dkl(counts, sizes));
    }
}

/// <summary>Length and nesting of the terms of a list.</summary>
internal sealed class TermShapes
{
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

    public static TermShapes Of(TermCandidateList terms) => Of([.. terms.Select(t => t.Text)], [.. terms.Select(t => t.Frequency)]);

    public static TermShapes Of(string[] texts, int[] frequencies)
    {
        string[] normal = [.. texts.Select(t => TextNormalizer.Normalize(t, out _).Trim())];
        int[][] borders = Segment(normal);
        int[] length = [.. borders.Select(b => Math.Max(1, b.Length - 1))];
        return Nest(normal, length, borders, frequencies);
    }

    /// <summary>The nesting of terms whose tokens are known; "f(b)" of a longer term is what is left of it after its own containers, as Frantzi et al. 2000 compute it.</summary>
    public static TermShapes Nest(string[] texts, int[] length, int[][] borders, int[] frequencies)
    {
        int n = texts.Length;
        var (nested, containers, contained) = (new double[n], new int[n], new int[n]);
        var matcher = new TermMatcher(texts);
        var matches = new List<PatternMatch>();
        int[] order = [.. Enumerable.Range(0, n)];
        Array.Sort(order, (a, b) => length[a] != length[b] ? length[b].CompareTo(length[a]) : texts[a].Length != texts[b].Length ? texts[b].Length.CompareTo(texts[a].Length) : a.CompareTo(b));
        foreach (int longer in order)
        {
            matcher.Find(texts[longer], matches);
            foreach (int inner in matches.Where(m => texts[m.Pattern].Length < texts[longer].Length && Array.BinarySearch(borders[longer], m.Start) >= 0 && Array.BinarySearch(borders[longer], m.End) >= 0).Select(m => m.Pattern).Distinct())
            {
                nested[inner] += frequencies[longer] - nested[longer];
                containers[inner]++;
                contained[longer]++;
            }
        }
        return new TermShapes { Text = texts, Length = length, Borders = borders, Nested = nested, Containers = containers, Contained = contained };
    }

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
                while (token < d.Count && d.Map[d.Start[token]] < at) token++;
                for (; token < d.Count && d.Map[d.Start[token]] < end; token++)
                {
                    int place = d.Map[d.Start[token]] - at;
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
