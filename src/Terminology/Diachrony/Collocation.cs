namespace Terminology;

/// <summary>A word that stands near a term, with its strength in each period.</summary>
/// <param name="Word">The word.</param>
/// <param name="Frequencies">How often it stands within the window in each period.</param>
/// <param name="LogDice">logDice in each period; null where it does not stand near the term.</param>
/// <param name="Change">logDice of the last period that has the term minus that of the first, a missing one counted as 0; positive where the word has come closer.</param>
public sealed record Collocate(string Word, IReadOnlyList<int> Frequencies, IReadOnlyList<double?> LogDice, double Change)
{
    /// <summary>All occurrences near the term.</summary>
    public int Frequency => Frequencies.Sum();
}

/// <summary>The collocates of a term by period.</summary>
/// <param name="Periods">The periods.</param>
/// <param name="TermFrequencies">How often the term stands in each.</param>
/// <param name="Collocates">The collocates, the most frequent first.</param>
public sealed record CollocateTable(IReadOnlyList<PeriodSummary> Periods, IReadOnlyList<int> TermFrequencies, IReadOnlyList<Collocate> Collocates);

/// <summary>Words near a term and how they change. Pure functions.</summary>
public static class Collocation
{
    /// <summary>Collocates by period: logDice = 14 + log₂(2f(xy)/(f(x)+f(y))) (Rychlý 2008), f(xy) the windows around the term that have the word, within the clause limits of one sentence.</summary>
    /// <param name="corpus">The documents, read once.</param>
    /// <param name="term">The term.</param>
    /// <param name="period">How to group the documents.</param>
    /// <param name="window">Tokens on each side; 5 by default.</param>
    /// <param name="minimumFrequency">Least number of windows that have the word over all periods; 3 by default.</param>
    /// <param name="skipUndated">Whether undated documents are left out rather than an error.</param>
    public static CollocateTable ByPeriod(IEnumerable<Document> corpus, string term, Period period, int window = 5, int minimumFrequency = 3, bool skipUndated = false)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentNullException.ThrowIfNull(term);
        ArgumentNullException.ThrowIfNull(period);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(window);
        string pattern = TextNormalizer.Normalize(term, out _).Trim();
        if (pattern.Length == 0)
            throw Throw.EmptyTerm(1);
        var matcher = new TermMatcher([pattern]);
        var matches = new List<PatternMatch>();
        var preparer = new DocumentPreparer();
        var summaries = new List<DocumentSummary>();
        var perDocument = new List<(int Term, Dictionary<string, int> Near, Dictionary<ulong, int> All)>();
        foreach (Document document in corpus)
        {
            PreparedDocument d = preparer.Prepare(document);
            long characters = 0, tokens = 0;
            var all = new Dictionary<ulong, int>();
            for (int i = 0; i < d.Count; i++)
            {
                if ((d.Flags[i] & TokenFlags.Punctuation) != 0)
                    continue;
                tokens++;
                characters += d.End[i] - d.Start[i];
                all[d.Key[i]] = all.GetValueOrDefault(d.Key[i]) + 1;
            }
            summaries.Add(new DocumentSummary(document.Name, document.Date, characters, tokens) { Metadata = document.Metadata });
            matcher.Find(d.Text, matches);
            var near = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (PatternMatch m in matches)
                Near(d, m, pattern, window, near);
            perDocument.Add((matches.Count, near, all));
        }
        int[] group = period.Group(summaries, skipUndated, out PeriodSummary[] periods);
        var termCounts = new int[periods.Length];
        var words = new Dictionary<string, int[]>(StringComparer.Ordinal);
        var totals = new Dictionary<ulong, int>[periods.Length];
        for (int p = 0; p < totals.Length; p++)
            totals[p] = [];
        for (int i = 0; i < group.Length; i++)
        {
            int p = group[i];
            if (p < 0)
                continue;
            termCounts[p] += perDocument[i].Term;
            foreach ((string word, int count) in perDocument[i].Near)
                (words.TryGetValue(word, out int[]? counts) ? counts : words[word] = new int[periods.Length])[p] += count;
            foreach ((ulong key, int count) in perDocument[i].All)
                totals[p][key] = totals[p].GetValueOrDefault(key) + count;
        }
        int first = Array.FindIndex(termCounts, c => c > 0), last = Array.FindLastIndex(termCounts, c => c > 0);
        var collocates = new List<Collocate>();
        foreach ((string word, int[] counts) in words.Where(w => w.Value.Sum() >= minimumFrequency))
        {
            ulong key = StringHash.Of(word);
            double?[] dice = [.. counts.Select((c, p) => c == 0 ? (double?)null : Unithood.LogDice(c, Math.Max(c, termCounts[p]), Math.Max(c, totals[p].GetValueOrDefault(key))))];
            collocates.Add(new Collocate(word, counts, dice, (dice[last] ?? 0) - (dice[first] ?? 0)));
        }
        return new CollocateTable(periods, termCounts, [.. collocates.OrderByDescending(c => c.Frequency).ThenBy(c => c.Word, StringComparer.Ordinal)]);
    }

    private static void Near(PreparedDocument d, PatternMatch m, string term, int window, Dictionary<string, int> near)
    {
        int first = Array.BinarySearch(d.Start, m.Start), last = Array.BinarySearch(d.End, m.End);
        if (first < 0 || last < 0)
            return;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (int step in (int[])[-1, 1])
        {
            int taken = 0;
            for (int i = step < 0 ? first - 1 : last + 1; i >= 0 && i < d.Count && taken < window && d.Text[d.Start[i]] is not ('。' or '！' or '？' or '\n'); i += step)
            {
                if ((d.Flags[i] & TokenFlags.Punctuation) != 0)
                    continue;
                taken++;
                string word = d.Text[d.Start[i]..d.End[i]];
                // Function words, single characters and the term itself say nothing of a term's company.
                if (word.Length > 1 && word != term && (d.Flags[i] & (TokenFlags.NotInside | TokenFlags.Linker | TokenFlags.Number)) == 0 && seen.Add(word))
                    near[word] = near.GetValueOrDefault(word) + 1;
            }
        }
    }
}
