using System.Globalization;

namespace Terminology.Formats;

/// <summary>Figures of usage over time. Pure functions; the time axis is real, so that missing years show as gaps in the distance of points.</summary>
public static class UsageFigure
{
    private const string Ink = "#1c2430", Soft = "#5b6675", Grid = "#e3e8ee", Rise = "#0b7a4b", Fall = "#b3261e";

    // Okabe and Ito's colours, told apart by most kinds of colour vision; black last.
    private static readonly string[] s_colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195", "#1c2430"];

    /// <summary>Lines of the frequency per million characters with 95 % bands.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="terms">Up to eight terms.</param>
    /// <exception cref="ArgumentException">No terms, or one that is not in the profile.</exception>
    public static Figure Lines(DiachronicProfile profile, IEnumerable<string> terms)
    {
        TermTrend[] trends = Find(profile, terms, 8);
        var d = new Drawing(960, 460, "Frequency per million characters, with 95 % intervals");
        var plot = new Plot(d, profile, 60, 50, 680, 360, trends.Max(Top));
        plot.Axes(4);
        for (int i = 0; i < trends.Length; i++)
            plot.Band(trends[i], s_colours[i]);
        for (int i = 0; i < trends.Length; i++)
            plot.Line(trends[i], s_colours[i]);
        // Labels in the order of the ends of the lines, pushed apart downwards, and back up where the plot ends.
        (TermTrend Trend, int Colour)[] labels = [.. trends.Select((t, i) => (t, i)).OrderBy(x => plot.Y(x.t.Usage[^1].PerMillionCharacters)).ThenBy(x => x.i)];
        var places = new double[labels.Length];
        for (int i = 0; i < labels.Length; i++)
            places[i] = Math.Max(i == 0 ? 0 : places[i - 1] + 16, plot.Y(labels[i].Trend.Usage[^1].PerMillionCharacters) + 4);
        for (int i = labels.Length - 1; i >= 0; i--)
        {
            places[i] = Math.Min(places[i], 414 - (labels.Length - 1 - i) * 16);
            d.Text(748, places[i], labels[i].Trend.Term, fill: s_colours[labels[i].Colour], bold: true);
        }
        return d.Done($"One line a term: {string.Join(", ", trends.Select(t => t.Term))}.");
    }

    /// <summary>One small plot a term, each with its own scale.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="terms">Up to 24 terms.</param>
    /// <exception cref="ArgumentException">No terms, or one that is not in the profile.</exception>
    public static Figure SmallMultiples(DiachronicProfile profile, IEnumerable<string> terms)
    {
        TermTrend[] trends = Find(profile, terms, 24);
        int rows = (trends.Length + 3) / 4;
        var d = new Drawing(1000, 50 + rows * 150, "Frequency per million characters, each term on its own scale");
        for (int i = 0; i < trends.Length; i++)
        {
            double x = 40 + i % 4 * 245, y = 70 + i / 4 * 150;
            d.Text(x, y - 8, trends[i].Term, bold: true);
            var plot = new Plot(d, profile, x, y, 190, 90, Top(trends[i]));
            plot.Axes(1, 3);
            plot.Band(trends[i], s_colours[0]);
            plot.Line(trends[i], s_colours[0]);
        }
        return d.Done("One plot a term.");
    }

    /// <summary>A slope chart: frequency in the first and in the last third of the periods.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="terms">Up to 24 terms.</param>
    /// <exception cref="ArgumentException">No terms, or one that is not in the profile.</exception>
    public static Figure Slope(DiachronicProfile profile, IEnumerable<string> terms)
    {
        TermTrend[] trends = Find(profile, terms, 24);
        int n = profile.Periods.Count, third = Math.Max(1, n / 3);
        double Rate(TermTrend t, int from, int to)
        {
            double f = 0, c = 0;
            for (int p = from; p < to; p++)
            {
                f += t.Usage[p].PerMillionCharacters / 1e6 * profile.Periods[p].Characters;
                c += profile.Periods[p].Characters;
            }
            return c == 0 ? 0 : 1e6 * f / c;
        }
        (TermTrend T, double A, double B)[] ends = [.. trends.Select(t => (t, Rate(t, 0, third), Rate(t, n - third, n)))];
        double top = Math.Max(1e-9, ends.Max(e => Math.Max(e.A, e.B))), height = Math.Max(360, trends.Length * 20);
        var d = new Drawing(760, height + 110, "Frequency per million characters, first and last third of the periods");
        double Y(double v) => 80 + height * (1 - v / top);
        d.Text(250, 62, $"{profile.Periods[0].Label} – {profile.Periods[third - 1].Label}", "end", fill: Soft);
        d.Text(510, 62, $"{profile.Periods[n - third].Label} – {profile.Periods[^1].Label}", fill: Soft);
        foreach ((TermTrend t, double a, double b) in ends)
        {
            string colour = b >= a ? Rise : Fall;
            d.Path([(260, Y(a)), (500, Y(b))], colour, 1.6, tip: t.Term);
            d.Circle(260, Y(a), 3, colour);
            d.Circle(500, Y(b), 3, colour);
        }
        Spread([.. ends.OrderBy(e => Y(e.A))], e => Y(e.A), (e, y) => d.Text(250, y + 4, string.Create(CultureInfo.InvariantCulture, $"{e.T.Term} {e.A:0.#}"), "end"));
        Spread([.. ends.OrderBy(e => Y(e.B))], e => Y(e.B), (e, y) => d.Text(510, y + 4, string.Create(CultureInfo.InvariantCulture, $"{e.B:0.#} {e.T.Term}")));
        return d.Done("One line a term from the mean of the first third to that of the last; green rises, red falls.");
    }

    /// <summary>A heat map, term by period, ordered by first attestation; the darker the nearer to the term's own peak.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="terms">Up to 60 terms.</param>
    /// <exception cref="ArgumentException">No terms, or one that is not in the profile.</exception>
    public static Figure HeatMap(DiachronicProfile profile, IEnumerable<string> terms)
    {
        static int First(TermTrend t) => Enumerable.Range(0, t.Usage.Count).FirstOrDefault(p => t.Usage[p].PerMillionCharacters > 0, int.MaxValue);
        TermTrend[] trends = [.. Find(profile, terms, 60).OrderBy(First).ThenBy(t => t.Term, StringComparer.Ordinal)];
        int n = profile.Periods.Count;
        double cell = Math.Clamp(720.0 / n, 6, 40);
        var d = new Drawing(210 + n * cell + 20, 90 + trends.Length * 20, "Use of terms by period, as share of each term's peak");
        for (int i = 0; i < trends.Length; i++)
        {
            TermTrend t = trends[i];
            double top = t.Usage.Max(u => u.PerMillionCharacters), y = 50 + i * 20;
            d.Text(200, y + 14, t.Term, "end");
            for (int p = 0; p < n; p++)
            {
                double v = t.Usage[p].PerMillionCharacters;
                d.Rectangle(210 + p * cell, y, cell - 1, 19, v == 0 ? "#f2f4f7" : Blend(v / top), string.Create(CultureInfo.InvariantCulture, $"{t.Term}, {profile.Periods[p].Label}: {v:0.#} per million characters"));
            }
        }
        int step = Math.Max(1, (int)Math.Ceiling(46 / cell));
        for (int p = 0; p < n; p += step)
            d.Text(210 + (p + 0.5) * cell, 66 + trends.Length * 20, profile.Periods[p].Label, "middle", 11, Soft);
        return d.Done("One row a term, one column a period; grey where the term does not occur.");
    }

    /// <summary>A bump chart: the ranks of the terms among each other over at most twelve groups of periods.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="terms">Up to eight terms.</param>
    /// <exception cref="ArgumentException">No terms, or one that is not in the profile.</exception>
    public static Figure Bump(DiachronicProfile profile, IEnumerable<string> terms)
    {
        TermTrend[] trends = Find(profile, terms, 8);
        int n = profile.Periods.Count, groups = Math.Min(n, 12);
        var d = new Drawing(960, 110 + trends.Length * 44, "Rank of the terms among each other, 1 the most frequent");
        double X(int g) => 60 + (groups == 1 ? 0 : 700.0 * g / (groups - 1));
        double Y(double rank) => 80 + (rank - 1) * 44;
        var rank = new int[trends.Length, groups];
        for (int g = 0; g < groups; g++)
        {
            int from = g * n / groups, to = (g + 1) * n / groups;
            int[] order = [.. Enumerable.Range(0, trends.Length).OrderByDescending(t => Enumerable.Range(from, to - from).Sum(p => trends[t].Usage[p].PerMillionCharacters)).ThenBy(t => t)];
            for (int r = 0; r < order.Length; r++)
                rank[order[r], g] = r + 1;
            string label = profile.Periods[from].Label + (to - from > 1 ? "–" + profile.Periods[to - 1].Label[Math.Max(0, profile.Periods[to - 1].Label.Length - 2)..] : "");
            d.Text(X(g), 58, label, "middle", 11, Soft);
        }
        for (int t = 0; t < trends.Length; t++)
        {
            d.Path([.. Enumerable.Range(0, groups).Select(g => (X(g), Y(rank[t, g])))], s_colours[t], 3, tip: trends[t].Term);
            for (int g = 0; g < groups; g++)
                d.Circle(X(g), Y(rank[t, g]), 6, s_colours[t]);
            d.Text(X(groups - 1) + 14, Y(rank[t, groups - 1]) + 4, trends[t].Term, fill: s_colours[t], bold: true);
        }
        return d.Done("One line a term; the higher the more frequent among these terms.");
    }

    /// <summary>A volcano plot of keyness: log ratio against G², labels for the strongest.</summary>
    /// <param name="profile">A profile with target periods.</param>
    /// <exception cref="ArgumentException">The profile has no keyness.</exception>
    public static Figure Volcano(DiachronicProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Keyness.Count == 0)
            throw new ArgumentException("a volcano plot shows keyness; name target periods (--target)", nameof(profile));
        var d = new Drawing(900, 560, $"Keyness of {profile.Options.Target} against {profile.Options.Reference ?? "all other periods"}");
        double reach = Math.Max(1, Math.Ceiling(profile.Keyness.Max(k => Math.Abs(k.LogRatio)))), top = Math.Max(16, profile.Keyness.Max(k => k.LogLikelihood));
        double X(double v) => 450 + 380 * v / reach;
        double Y(double v) => 500 - 430 * Math.Sqrt(v / top);
        foreach (double level in (double[])[3.84, 15.13, top / 4, top])
        {
            d.Path([(70, Y(level)), (830, Y(level))], Grid, 1);
            d.Text(64, Y(level) + 4, level.ToString("0.##", CultureInfo.InvariantCulture), "end", 11, Soft);
        }
        for (double v = -reach; v <= reach; v += Math.Max(1, Math.Ceiling(reach / 5)))
            d.Text(X(v), 520, v.ToString("+0;-0;0", CultureInfo.InvariantCulture), "middle", 11, Soft);
        d.Path([(450, 70), (450, 500)], Grid, 1);
        d.Text(450, 544, "log ratio (doublings)", "middle", 12, Soft);
        d.Text(20, 62, "G²", fill: Soft);
        foreach (KeynessEntry k in profile.Keyness.Reverse())
            d.Circle(X(k.LogRatio), Y(k.LogLikelihood), 3, k.QValue >= 0.05 ? "#aab3bf" : k.LogRatio > 0 ? Rise : Fall, 0.65, string.Create(CultureInfo.InvariantCulture, $"{k.Term}: {k.Target}:{k.Reference}, G² {k.LogLikelihood:0.0}, log ratio {k.LogRatio:0.00}"));
        var placed = new List<(double X, double Y)>();
        foreach (KeynessEntry k in profile.Keyness.Take(60))
        {
            double x = X(k.LogRatio), y = Y(k.LogLikelihood);
            if (placed.Count >= 24 || placed.Any(p => Math.Abs(p.Y - y) < 13 && Math.Abs(p.X - x) < 110))
                continue;
            placed.Add((x, y));
            d.Text(x + (k.LogRatio > 0 ? 6 : -6), y + 4, k.Term, k.LogRatio > 0 ? "start" : "end", 12);
        }
        return d.Done("One point a term: to the right more frequent in the target, higher surer (square root scale); grey where q is .05 or more.");
    }

    /// <summary>Dispersion strips: a bar a term with a mark at each place, documents side by side in their order.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="terms">Up to 24 terms.</param>
    /// <exception cref="ArgumentException">No terms or no text.</exception>
    public static Figure DispersionStrips(IEnumerable<Document> corpus, IEnumerable<string> terms)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(terms);
        string[] words = [.. terms.Take(24)];
        Document[] documents = [.. corpus];
        double size = documents.Sum(d => (double)d.Text.Length);
        if (words.Length == 0 || size == 0)
            throw new ArgumentException("dispersion strips need at least one term and some text", nameof(terms));
        var starts = new Dictionary<string, double>(StringComparer.Ordinal);
        var d = new Drawing(960, 90 + words.Length * 30, "Where the terms stand in the corpus");
        double at = 0;
        double X(double offset) => 190 + 740 * offset / size;
        double bottom = 50 + words.Length * 30, last = double.NegativeInfinity;
        foreach (Document document in documents)
        {
            starts[document.Name] = at;
            if (X(at) - last > 44)
            {
                last = X(at);
                d.Text(last, bottom + 16, document.Date?.ToString() ?? document.Name[..Math.Min(8, document.Name.Length)], "start", 11, Soft);
                d.Path([(last, 46), (last, bottom)], Grid, 1);
            }
            at += document.Text.Length;
        }
        for (int i = 0; i < words.Length; i++)
        {
            IReadOnlyList<KwicLine> lines = Concordance.Find(documents, words[i], 0);
            double y = 52 + i * 30;
            d.Text(180, y + 15, $"{words[i]} {lines.Count}", "end");
            d.Path([(190, y), (930, y), (930, y + 22), (190, y + 22)], "#c8d0da", 1, closed: true);
            foreach (KwicLine line in lines)
                d.Path([(X(starts[line.Document] + line.Start), y + 1), (X(starts[line.Document] + line.Start), y + 21)], s_colours[i % 7], 1);
        }
        return d.Done("One strip a term, one mark a place; documents from left to right.");
    }

    private static double Top(TermTrend t)
    {
        double most = t.Usage.Max(u => u.PerMillionCharacters);
        return Math.Max(1e-9, Math.Min(t.Usage.Max(u => u.CharactersInterval.High), 1.6 * most));
    }

    private static TermTrend[] Find(DiachronicProfile profile, IEnumerable<string> terms, int limit)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(terms);
        TermTrend[] trends = [.. terms.Distinct(StringComparer.Ordinal).Take(limit).Select(term => profile.Trends.FirstOrDefault(t => t.Term == term) ?? throw new ArgumentException($"\"{term}\" is not among the terms of the comparison; name it in --terms", nameof(terms)))];
        return trends.Length > 0 ? trends : throw new ArgumentException("a figure needs at least one term", nameof(terms));
    }

    private static void Spread<T>(T[] sorted, Func<T, double> place, Action<T, double> draw)
    {
        double y = double.NegativeInfinity;
        foreach (T item in sorted)
            draw(item, y = Math.Max(y + 15, place(item)));
    }

    private static string Blend(double share)
    {
        // From light to dark blue, by the square root so that small shares show.
        double s = Math.Sqrt(share);
        int Mix(int light, int dark) => (int)Math.Round(light + (dark - light) * s);
        return string.Create(CultureInfo.InvariantCulture, $"#{Mix(222, 8):x2}{Mix(235, 48):x2}{Mix(247, 107):x2}");
    }

    private sealed class Drawing(double width, double height, string title)
    {
        private readonly List<Shape> _shapes = [new TextShape(20, 28, title, Size: 15, Bold: true)];

        public void Text(double x, double y, string text, string anchor = "start", double size = 12, string fill = Ink, bool bold = false) => _shapes.Add(new TextShape(x, y, text, anchor, size, fill, bold));

        public void Path((double, double)[] points, string stroke, double strokeWidth, bool closed = false, string? tip = null) => _shapes.Add(new PathShape(points, stroke, strokeWidth, null, 1, closed, tip));

        public void Area((double, double)[] points, string fill, double opacity) => _shapes.Add(new PathShape(points, null, 0, fill, opacity, true));

        public void Rectangle(double x, double y, double w, double h, string fill, string tip) => _shapes.Add(new PathShape([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], null, 0, fill, 1, true, tip));

        public void Circle(double x, double y, double radius, string fill, double opacity = 1, string? tip = null) => _shapes.Add(new CircleShape(x, y, radius, fill, opacity, tip));

        public Figure Done(string description) => new(width, height, title, description, _shapes);
    }

    /// <summary>A plot of frequency over time inside a drawing.</summary>
    private sealed class Plot(Drawing d, DiachronicProfile profile, double x, double y, double width, double height, double top)
    {
        private readonly double _first = profile.Periods[0].Time, _span = Math.Max(1e-9, profile.Periods[^1].Time - profile.Periods[0].Time);

        public double X(int p) => x + width * (profile.Periods[p].Time - _first) / _span;

        public double Y(double v) => y + height * (1 - Math.Min(v, top) / top);

        public void Axes(int lines, int labels = 10)
        {
            for (int i = 0; i <= lines; i++)
            {
                double v = top * i / lines;
                d.Path([(x, Y(v)), (x + width, Y(v))], Grid, 1);
                d.Text(x - 5, Y(v) + 4, v.ToString(v >= 10 ? "0" : "0.#", CultureInfo.InvariantCulture), "end", 10, Soft);
            }
            int step = Math.Max(1, (int)Math.Ceiling(profile.Periods.Count / (double)labels));
            for (int p = 0; p < profile.Periods.Count; p += step)
                d.Text(X(p), y + height + 16, profile.Periods[p].Label, "middle", 10, Soft);
        }

        public void Band(TermTrend t, string colour)
        {
            int n = t.Usage.Count;
            d.Area([.. Enumerable.Range(0, n).Select(p => (X(p), Y(t.Usage[p].CharactersInterval.High))), .. Enumerable.Range(0, n).Reverse().Select(p => (X(p), Y(t.Usage[p].CharactersInterval.Low)))], colour, 0.1);
        }

        public void Line(TermTrend t, string colour)
        {
            d.Path([.. t.Usage.Select((u, p) => (X(p), Y(u.PerMillionCharacters)))], colour, 2, tip: t.Term);
            for (int p = 0; p < t.Usage.Count; p++)
                d.Circle(X(p), Y(t.Usage[p].PerMillionCharacters), 2.2, colour, 1, string.Create(CultureInfo.InvariantCulture, $"{t.Term}, {profile.Periods[p].Label}: {t.Usage[p].PerMillionCharacters:0.#}"));
        }
    }
}
