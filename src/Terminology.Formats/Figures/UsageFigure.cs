using System.Globalization;

namespace Terminology.Formats;

/// <summary>Figures of usage over time. Pure functions; the time axis is real, so that missing years show as gaps in the distance of points.</summary>
public static class UsageFigure
{
    private const string Ink = "#1c2430", Soft = "#5b6675", Grid = "#e3e8ee", Empty = "#f2f4f7", Rise = "#0b7a4b", Fall = "#b3261e";

    // Okabe and Ito's colours, told apart by most kinds of colour vision; black last.
    private static readonly string[] s_colours = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7a5195", "#1c2430"];

    /// <summary>Lines of the frequency per million characters with 95 % bands.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="terms">Up to eight terms.</param>
    /// <exception cref="ArgumentException">No terms, or one that is not in the profile.</exception>
    public static Figure Lines(DiachronicProfile profile, IEnumerable<string> terms)
    {
        TermTrend[] trends = Find(profile, terms, 8);
        const double Left = 60, Top = 50, Width = 720, Height = 370;
        var d = new Drawing(960, 484, "Frequency per million characters");
        var plot = new Plot(d, profile, Left, Top, Width, Height, trends.Max(Highest), 5);
        plot.Axes(12);
        // Bands of more than four terms would cover each other: they become bars, moved a little apart.
        bool bands = trends.Length <= 4;
        for (int i = 0; i < trends.Length; i++)
        {
            if (bands)
                plot.Band(trends[i], s_colours[i], 0.12);
            else
                plot.Bars(trends[i], s_colours[i], (i - (trends.Length - 1) / 2.0) * 1.6);
        }
        for (int i = 0; i < trends.Length; i++)
            plot.Line(trends[i], s_colours[i]);
        (TermTrend Trend, string Colour)[] labels = [.. trends.Select((t, i) => (t, s_colours[i])).OrderBy(x => plot.Y(x.t.Usage[^1].PerMillionCharacters)).ThenBy(x => x.t.Term, StringComparer.Ordinal)];
        double[] places = Spread([.. labels.Select(l => plot.Y(l.Trend.Usage[^1].PerMillionCharacters))], 16, Top, Top + Height);
        for (int i = 0; i < labels.Length; i++)
        {
            double end = plot.Y(labels[i].Trend.Usage[^1].PerMillionCharacters);
            if (Math.Abs(places[i] - end) > 3)
                d.Path([(Left + Width + 4, end), (Left + Width + 16, places[i])], labels[i].Colour, 0.8);
            d.Text(Left + Width + 19, places[i] + 4, labels[i].Trend.Term, fill: labels[i].Colour, bold: true);
        }
        return d.Done($"One line a term; {(bands ? "bands" : "bars")} are 95 % Poisson intervals, cut at the top of the plot. {Span(profile)}.");
    }

    /// <summary>One small plot a term, each with its own scale.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="terms">Up to 24 terms.</param>
    /// <exception cref="ArgumentException">No terms, or one that is not in the profile.</exception>
    public static Figure SmallMultiples(DiachronicProfile profile, IEnumerable<string> terms)
    {
        TermTrend[] trends = Find(profile, terms, 24);
        int rows = (trends.Length + 3) / 4;
        var d = new Drawing(1000, 70 + rows * 150, "Frequency per million characters, each term on its own scale");
        for (int i = 0; i < trends.Length; i++)
        {
            double x = 40 + i % 4 * 245, y = 70 + i / 4 * 150;
            d.Text(x, y - 8, trends[i].Term, bold: true);
            var plot = new Plot(d, profile, x, y, 190, 90, Highest(trends[i]), 2);
            plot.Axes(4);
            plot.Band(trends[i], s_colours[0], 0.15);
            plot.Line(trends[i], s_colours[0], 1.6);
        }
        return d.Done($"One plot a term; bands are 95 % Poisson intervals, cut at the top of the plot. {Span(profile)}.");
    }

    /// <summary>A slope chart: frequency in the first and in the last third of the periods.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="terms">Up to 24 terms.</param>
    /// <exception cref="ArgumentException">No terms, or one that is not in the profile.</exception>
    public static Figure Slope(DiachronicProfile profile, IEnumerable<string> terms)
    {
        TermTrend[] trends = Find(profile, terms, 24);
        int n = profile.Periods.Count, third = Math.Max(1, n / 3);
        (double Rate, Interval Interval) Mean(TermTrend t, int from, int to)
        {
            double f = 0, c = 0;
            for (int p = from; p < to; p++)
            {
                f += t.Usage[p].PerMillionCharacters / 1e6 * profile.Periods[p].Characters;
                c += profile.Periods[p].Characters;
            }
            int count = (int)Math.Round(f);
            return (RelativeFrequency.PerMillion(count, Math.Max(1, c)), RelativeFrequency.PerMillionInterval(count, Math.Max(1, c)));
        }
        (TermTrend T, double A, Interval AInterval, double B, Interval BInterval)[] ends = [.. trends.Select(t =>
        {
            (double a, Interval first) = Mean(t, 0, third);
            (double b, Interval last) = Mean(t, n - third, n);
            return (t, a, first, b, last);
        })];
        const double X1 = 270, X2 = 530, Top = 84;
        double top = Math.Max(1e-9, ends.Max(e => Math.Max(e.AInterval.High, e.BInterval.High))), height = Math.Max(380, trends.Length * 30), bottom = Top + height;
        var d = new Drawing(800, bottom + 56, "Frequency per million characters, first and last third of the periods");
        double Y(double v) => bottom - height * v / top;
        d.Text(X1, 62, Span(profile, 0, third), "middle", fill: Soft);
        d.Text(X2, 62, Span(profile, n - third, n), "middle", fill: Soft);
        foreach (double x in (double[])[X1, X2])
            d.Path([(x, Top - 8), (x, bottom)], Grid, 1);
        foreach ((TermTrend t, double a, Interval first, double b, Interval last) in ends)
        {
            string colour = b >= a ? Rise : Fall;
            d.Path([(X1, Y(a)), (X2, Y(b))], colour, 1.6, tip: t.Term);
            foreach ((double x, double rate, Interval interval) in ((double, double, Interval)[])[(X1, a, first), (X2, b, last)])
            {
                d.Path([(x, Y(interval.Low)), (x, Y(interval.High))], colour, 1, opacity: 0.45);
                d.Circle(x, Y(rate), 3.2, colour);
            }
        }
        foreach (bool left in (bool[])[true, false])
        {
            double x = left ? X1 : X2, side = left ? -1 : 1;
            (TermTrend T, double V)[] sorted = [.. ends.Select(e => (e.T, left ? e.A : e.B)).OrderBy(e => Y(e.Item2)).ThenBy(e => e.T.Term, StringComparer.Ordinal)];
            double[] places = Spread([.. sorted.Select(e => Y(e.V))], 16, Top, bottom);
            for (int i = 0; i < sorted.Length; i++)
            {
                if (Math.Abs(places[i] - Y(sorted[i].V)) > 3)
                    d.Path([(x + side * 5, Y(sorted[i].V)), (x + side * 18, places[i])], "#aab3bf", 0.8);
                string value = sorted[i].V.ToString("0.#", CultureInfo.InvariantCulture);
                d.Text(x + side * 22, places[i] + 4, left ? sorted[i].T.Term + " " + value : value + " " + sorted[i].T.Term, left ? "end" : "start");
            }
        }
        return d.Done("One line a term, green where it rises, red where it falls; upright bars are 95 % Poisson intervals.");
    }

    /// <summary>A heat map, term by period, ordered by first attestation; the darker the nearer to the term's own peak.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="terms">Up to 60 terms.</param>
    /// <exception cref="ArgumentException">No terms, or one that is not in the profile.</exception>
    public static Figure HeatMap(DiachronicProfile profile, IEnumerable<string> terms)
    {
        static int First(TermTrend t) => Enumerable.Range(0, t.Usage.Count).FirstOrDefault(p => t.Usage[p].PerMillionCharacters > 0, int.MaxValue);
        TermTrend[] trends = [.. Find(profile, terms, 60).OrderBy(First).ThenBy(t => t.Term, StringComparer.Ordinal)];
        (int[] column, int columns) = Columns(profile);
        int n = profile.Periods.Count;
        double cell = Math.Clamp(720.0 / columns, 6, 40), right = 210 + columns * cell, bottom = 66 + trends.Length * 20;
        var d = new Drawing(Math.Max(right + 90, 730), bottom + 66, "Use of terms by period, as share of each term's peak");
        d.Text(right + 10, 58, "peak", size: 10, fill: Soft);
        for (int i = 0; i < trends.Length; i++)
        {
            TermTrend t = trends[i];
            double top = t.Usage.Max(u => u.PerMillionCharacters), y = 66 + i * 20;
            d.Text(200, y + 14, t.Term, "end");
            for (int p = 0; p < n; p++)
            {
                double v = t.Usage[p].PerMillionCharacters;
                d.Rectangle(210 + column[p] * cell, y, cell - 1, 19, v == 0 ? Empty : Blend(v / top), string.Create(CultureInfo.InvariantCulture, $"{t.Term}, {profile.Periods[p].Label}: {v:0.#} per million characters"));
            }
            d.Text(right + 10, y + 14, top.ToString("0", CultureInfo.InvariantCulture), size: 11, fill: Soft);
        }
        // Years at round numbers, of missing ones too; other labels as far as they do not cover each other.
        int every = IsYears(profile) && columns == profile.Periods[^1].Time - profile.Periods[0].Time + 1 ? Step(profile, (int)Math.Max(2, columns * cell / 46)) : 0;
        for (double year = Math.Ceiling(profile.Periods[0].Time / Math.Max(1, every)) * every; every > 0 && year <= profile.Periods[^1].Time; year += every)
            d.Text(210 + (year - profile.Periods[0].Time + 0.5) * cell, bottom + 15, year.ToString("0", CultureInfo.InvariantCulture), "middle", 11, Soft);
        double free = double.NegativeInfinity;
        for (int p = 0; p < n && every == 0; p++)
        {
            double x = 210 + (column[p] + 0.5) * cell, half = profile.Periods[p].Label.Sum(c => c < 0x2E80 ? 3.1 : 5.5);
            if (x - half < free)
                continue;
            free = x + half + 4;
            d.Text(x, bottom + 15, profile.Periods[p].Label, "middle", 11, Soft);
        }
        for (int i = 0; i <= 20; i++)
            d.Rectangle(210 + i * 8, bottom + 28, 8, 10, i == 0 ? Empty : Blend(i / 20.0), string.Create(CultureInfo.InvariantCulture, $"{5 * i} %"));
        d.Text(205, bottom + 37, "0", "end", 10, Soft);
        d.Text(210 + 21 * 8 + 5, bottom + 37, "peak of the term (number on the right: per million characters)", size: 10, fill: Soft);
        return d.Done("One row a term in the order of first use, one column a period; white where the corpus has no document.");
    }

    /// <summary>A bump chart: the ranks of the terms among each other over at most twelve groups of periods.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="terms">Up to eight terms.</param>
    /// <exception cref="ArgumentException">No terms, or one that is not in the profile.</exception>
    public static Figure Bump(DiachronicProfile profile, IEnumerable<string> terms)
    {
        TermTrend[] trends = Find(profile, terms, 8);
        int n = profile.Periods.Count, groups = Math.Min(n, 12);
        const double Left = 60, Width = 700, Gap = 44;
        double bottom = 80 + (trends.Length - 1) * Gap;
        var d = new Drawing(960, bottom + 66, "Rank of the terms among each other, 1 the most frequent");
        double X(int g) => Left + (groups == 1 ? 0 : Width * g / (groups - 1));
        double Y(int rank) => 80 + (rank - 1) * Gap;
        for (int r = 1; r <= trends.Length; r++)
            d.Text(Left - 24, Y(r) + 4, r.ToString(CultureInfo.InvariantCulture), "end", 11, Soft);
        var rank = new int[trends.Length, groups]; // 0 where the term does not occur
        for (int g = 0; g < groups; g++)
        {
            int from = g * n / groups, to = (g + 1) * n / groups;
            double[] rates = [.. trends.Select(t => Enumerable.Range(from, to - from).Sum(p => t.Usage[p].PerMillionCharacters * profile.Periods[p].Characters))];
            int[] order = [.. Enumerable.Range(0, trends.Length).Where(t => rates[t] > 0).OrderByDescending(t => rates[t]).ThenBy(t => t)];
            for (int r = 0; r < order.Length; r++)
                rank[order[r], g] = r + 1;
            string label = profile.Periods[from].Label + (to - from > 1 ? "–" + profile.Periods[to - 1].Label[Math.Max(0, profile.Periods[to - 1].Label.Length - 2)..] : "");
            d.Text(X(g), 56, label, "middle", 11, Soft);
        }
        for (int t = 0; t < trends.Length; t++)
        {
            int last = Enumerable.Range(0, groups).LastOrDefault(g => rank[t, g] > 0, -1);
            for (int g = 0; g <= last; g++)
            {
                int next = Enumerable.Range(g + 1, groups - g - 1).FirstOrDefault(x => rank[t, x] > 0, -1);
                if (rank[t, g] == 0 || next < 0)
                    continue;
                // Thin where the term is absent in between.
                d.Path([(X(g), Y(rank[t, g])), (X(next), Y(rank[t, next]))], s_colours[t], next == g + 1 ? 3 : 1, tip: trends[t].Term, opacity: next == g + 1 ? 1 : 0.6);
            }
        }
        for (int t = 0; t < trends.Length; t++)
        {
            int last = Enumerable.Range(0, groups).LastOrDefault(g => rank[t, g] > 0, -1);
            for (int g = 0; g <= last; g++)
            {
                if (rank[t, g] > 0)
                    d.Circle(X(g), Y(rank[t, g]), 6, s_colours[t]);
            }
            if (last >= 0)
                d.Text(X(last) + (last == groups - 1 ? 14 : 10), Y(rank[t, last]) + (last == groups - 1 ? 4 : -8), trends[t].Term, fill: s_colours[t], bold: true);
        }
        return d.Done("One line a term, its name at its last use; a term that does not occur has no rank, thin lines bridge such groups of periods.");
    }

    /// <summary>A volcano plot of keyness: log ratio against G², labels for the strongest.</summary>
    /// <param name="profile">A profile with target periods.</param>
    /// <exception cref="ArgumentException">The profile has no keyness.</exception>
    public static Figure Volcano(DiachronicProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        if (profile.Keyness.Count == 0)
            throw new ArgumentException("a volcano plot shows keyness; name target periods (--target)", nameof(profile));
        const double Left = 64, Width = 800, Top = 64, Height = 460, Middle = Left + Width / 2;
        var d = new Drawing(Left + Width + 96, Top + Height + 78, $"Keyness of {profile.Options.Target} against {profile.Options.Reference ?? "all other periods"}");
        double reach = Math.Max(1, Math.Ceiling(profile.Keyness.Max(k => Math.Abs(k.LogRatio)))), top = Math.Max(16, profile.Keyness.Max(k => k.LogLikelihood));
        double X(double v) => Middle + Width / 2 * v / reach;
        double Y(double v) => Top + Height * (1 - Math.Sqrt(v / top));
        double free = double.PositiveInfinity;
        foreach (double level in (double[])[3.84, 15.13, .. new double[] { 50, 100, 200, 500, 1000, 2000, 5000, 10000 }.Where(v => v < top)])
        {
            if (Y(level) > free - 14)
                continue;
            free = Y(level);
            d.Path([(Left, Y(level)), (Left + Width, Y(level))], Grid, 1);
            d.Text(Left - 6, Y(level) + 4, level.ToString("0.##", CultureInfo.InvariantCulture), "end", 11, Soft);
        }
        double step = Math.Max(1, Math.Ceiling(reach / 5));
        for (double v = -Math.Floor(reach / step) * step; v <= reach; v += step)
            d.Text(X(v), Top + Height + 18, v.ToString("+0;−0;0", CultureInfo.InvariantCulture), "middle", 11, Soft);
        d.Path([(Middle, Top), (Middle, Top + Height)], Grid, 1);
        d.Text(Middle, Top + Height + 38, "log ratio (doublings)", "middle", 12, Soft);
        d.Text(Left - 6, Top - 12, "G²", "end", fill: Soft);
        foreach (KeynessEntry k in profile.Keyness.Reverse())
            d.Circle(X(k.LogRatio), Y(k.LogLikelihood), 3, k.QValue >= 0.05 ? "#aab3bf" : k.LogRatio > 0 ? Rise : Fall, 0.6, string.Create(CultureInfo.InvariantCulture, $"{k.Term}: {k.Target}:{k.Reference}, G² {k.LogLikelihood:0.0}, log ratio {k.LogRatio:0.00}"));
        // The surest of both sides in turn, as far as their labels do not cover each other.
        var placed = new List<(double From, double To, double Y)>();
        KeynessEntry[] up = [.. profile.Keyness.Where(k => k.LogRatio > 0 && k.QValue < 0.05).Take(60)], down = [.. profile.Keyness.Where(k => k.LogRatio < 0 && k.QValue < 0.05).Take(60)];
        foreach (KeynessEntry k in Enumerable.Range(0, 60).SelectMany(i => (KeynessEntry[])[.. up.Skip(i).Take(1), .. down.Skip(i).Take(1)]))
        {
            double x = X(k.LogRatio), y = Y(k.LogLikelihood), width = k.Term.Sum(c => c < 0x2E80 ? 7 : 12);
            bool start = k.LogRatio > 0 ? x + width < Left + Width + 90 : x - width < 4;
            double from = start ? x + 6 : x - 6 - width;
            if (placed.Count >= 32 || placed.Any(p => Math.Abs(p.Y - y) < 14 && from < p.To + 6 && p.From < from + width + 6))
                continue;
            placed.Add((from, from + width, y));
            d.Text(x + (start ? 6 : -6), y + 4, k.Term, start ? "start" : "end", 12, halo: true);
        }
        return d.Done("One point a term: to the right more frequent in the target, the higher the surer (square root scale); grey where q is .05 or more.");
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
        var d = new Drawing(960, 108 + words.Length * 30, "Where the terms stand in the corpus");
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
        return d.Done("One strip a term with the number of its places, one mark a place; documents from left to right by their length.");
    }

    private static double Highest(TermTrend t)
    {
        double most = t.Usage.Max(u => u.PerMillionCharacters);
        return Math.Max(1e-9, Math.Min(t.Usage.Max(u => u.CharactersInterval.High), 1.6 * most));
    }

    private static string Span(DiachronicProfile profile) => Span(profile, 0, profile.Periods.Count);

    private static string Span(DiachronicProfile profile, int from, int to) => to - from < 2 ? profile.Periods[from].Label : $"{profile.Periods[from].Label} – {profile.Periods[to - 1].Label}";

    private static bool IsYears(DiachronicProfile profile) => profile.Periods.All(p => p.Label == p.Time.ToString(CultureInfo.InvariantCulture));

    /// <summary>A round number of years, so that at most so many labels stand on the axis.</summary>
    private static int Step(DiachronicProfile profile, int labels)
    {
        double span = profile.Periods[^1].Time - profile.Periods[0].Time;
        return ((int[])[1, 2, 5, 10, 20, 50]).FirstOrDefault(step => span / step <= labels, 100);
    }

    /// <summary>The column of each period on a real time axis: missing periods leave a column free, as far as that does not blow the figure up.</summary>
    private static (int[] Column, int Columns) Columns(DiachronicProfile profile)
    {
        int n = profile.Periods.Count;
        double[] times = [.. profile.Periods.Select(p => p.Time)];
        double unit = Enumerable.Range(1, n - 1).Select(p => times[p] - times[p - 1]).Where(d => d > 1e-6).DefaultIfEmpty(0).Min();
        int[] column = unit == 0 || profile.Period.IsColumn ? [.. Enumerable.Range(0, n)] : [.. times.Select(t => (int)Math.Round((t - times[0]) / unit))];
        return column[^1] < 3 * n && column.Distinct().Count() == n ? (column, column[^1] + 1) : ([.. Enumerable.Range(0, n)], n);
    }

    private static TermTrend[] Find(DiachronicProfile profile, IEnumerable<string> terms, int limit)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(terms);
        TermTrend[] trends = [.. terms.Distinct(StringComparer.Ordinal).Take(limit).Select(term => profile.Trends.FirstOrDefault(t => t.Term == term) ?? throw new ArgumentException($"\"{term}\" is not among the terms of the comparison; name it in --terms", nameof(terms)))];
        return trends.Length > 0 ? trends : throw new ArgumentException("a figure needs at least one term", nameof(terms));
    }

    /// <summary>Places at least so far apart, as near to the wanted ones (ascending) as the limits allow.</summary>
    private static double[] Spread(double[] wanted, double gap, double low, double high)
    {
        var places = new double[wanted.Length];
        for (int i = 0; i < places.Length; i++)
            places[i] = Math.Max(i == 0 ? low : places[i - 1] + gap, wanted[i]);
        for (int i = places.Length - 1; i >= 0; i--)
            places[i] = Math.Min(places[i], i == places.Length - 1 ? Math.Max(high, low + (places.Length - 1) * gap) : places[i + 1] - gap);
        return places;
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

        public void Text(double x, double y, string text, string anchor = "start", double size = 12, string fill = Ink, bool bold = false, bool halo = false) => _shapes.Add(new TextShape(x, y, text, anchor, size, fill, bold, halo));

        public void Path((double, double)[] points, string stroke, double strokeWidth, bool closed = false, string? tip = null, double opacity = 1) => _shapes.Add(new PathShape(points, stroke, strokeWidth, null, opacity, closed, tip));

        public void Area((double, double)[] points, string fill, double opacity) => _shapes.Add(new PathShape(points, null, 0, fill, opacity, true));

        public void Rectangle(double x, double y, double w, double h, string fill, string tip) => _shapes.Add(new PathShape([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], null, 0, fill, 1, true, tip));

        public void Circle(double x, double y, double radius, string fill, double opacity = 1, string? tip = null) => _shapes.Add(new CircleShape(x, y, radius, fill, opacity, tip));

        /// <summary>Ends the drawing; the description is its caption too.</summary>
        public Figure Done(string description)
        {
            Text(20, height - 10, description, size: 11, fill: Soft);
            return new(width, height, title, description, _shapes);
        }
    }

    /// <summary>A plot of frequency over time inside a drawing; its top is a round number.</summary>
    private sealed class Plot
    {
        private readonly Drawing _drawing;
        private readonly DiachronicProfile _profile;
        private readonly double _x, _y, _width, _height, _top, _step, _first, _span;

        public Plot(Drawing drawing, DiachronicProfile profile, double x, double y, double width, double height, double highest, int lines)
        {
            (_drawing, _profile, _x, _y, _width, _height) = (drawing, profile, x, y, width, height);
            (_first, _span) = (profile.Periods[0].Time, Math.Max(1e-9, profile.Periods[^1].Time - profile.Periods[0].Time));
            double power = Math.Pow(10, Math.Floor(Math.Log10(highest / lines)));
            _step = power * ((double[])[1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]).First(f => f * power * lines >= highest * (1 - 1e-9));
            _top = Math.Ceiling(highest / _step * (1 - 1e-9)) * _step;
        }

        public double X(int p) => At(_profile.Periods[p].Time);

        public double Y(double v) => _y + _height * (1 - Math.Min(v, _top) / _top);

        public void Axes(int labels)
        {
            for (double v = 0; v <= _top * 1.0001; v += _step)
            {
                _drawing.Path([(_x, Y(v)), (_x + _width, Y(v))], Grid, 1);
                _drawing.Text(_x - 5, Y(v) + 4, v.ToString("0.####", CultureInfo.InvariantCulture), "end", 10, Soft);
            }
            if (IsYears(_profile))
            {
                int step = Step(_profile, labels);
                for (double year = Math.Ceiling(_first / step) * step; year <= _first + _span; year += step)
                {
                    _drawing.Path([(At(year), _y + _height), (At(year), _y + _height + 4)], Soft, 1);
                    _drawing.Text(At(year), _y + _height + 16, year.ToString("0", CultureInfo.InvariantCulture), "middle", 10, Soft);
                }
                return;
            }
            int every = Math.Max(1, (int)Math.Ceiling(_profile.Periods.Count / (double)labels));
            for (int p = 0; p < _profile.Periods.Count; p += every)
                _drawing.Text(X(p), _y + _height + 16, _profile.Periods[p].Label, "middle", 10, Soft);
        }

        public void Band(TermTrend t, string colour, double opacity)
        {
            int n = t.Usage.Count;
            _drawing.Area([.. Enumerable.Range(0, n).Select(p => (X(p), Y(t.Usage[p].CharactersInterval.High))), .. Enumerable.Range(0, n).Reverse().Select(p => (X(p), Y(t.Usage[p].CharactersInterval.Low)))], colour, opacity);
        }

        public void Bars(TermTrend t, string colour, double shift)
        {
            for (int p = 0; p < t.Usage.Count; p++)
            {
                if (t.Usage[p].PerMillionCharacters > 0)
                    _drawing.Path([(X(p) + shift, Y(t.Usage[p].CharactersInterval.Low)), (X(p) + shift, Y(t.Usage[p].CharactersInterval.High))], colour, 1, opacity: 0.3);
            }
        }

        public void Line(TermTrend t, string colour, double width = 2)
        {
            _drawing.Path([.. t.Usage.Select((u, p) => (X(p), Y(u.PerMillionCharacters)))], colour, width, tip: t.Term);
            for (int p = 0; p < t.Usage.Count; p++)
                _drawing.Circle(X(p), Y(t.Usage[p].PerMillionCharacters), width * 1.1, colour, 1, string.Create(CultureInfo.InvariantCulture, $"{t.Term}, {_profile.Periods[p].Label}: {t.Usage[p].PerMillionCharacters:0.#} ({t.Usage[p].CharactersInterval.Low:0.#} – {t.Usage[p].CharactersInterval.High:0.#})"));
        }

        private double At(double time) => _x + _width * (time - _first) / _span;
    }
}
