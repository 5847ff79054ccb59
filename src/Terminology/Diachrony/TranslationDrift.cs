namespace Terminology;

/// <summary>A dated witness of a rendering: one glossary entry, or one sentence pair.</summary>
/// <param name="Term">The Chinese term.</param>
/// <param name="Rendering">The English.</param>
/// <param name="Year">The year.</param>
/// <param name="Count">How often; 1 by default.</param>
public readonly record struct DatedRendering(string Term, string Rendering, int Year, int Count = 1);

/// <summary>How long and how widely a rendering of a term was used.</summary>
/// <param name="Term">The Chinese term.</param>
/// <param name="Rendering">The English.</param>
/// <param name="FirstYear">First year it is witnessed.</param>
/// <param name="LastYear">Last year it is witnessed.</param>
/// <param name="Count">Witnesses.</param>
/// <param name="Share">Its share of all witnesses of the term, 0 to 1.</param>
/// <param name="ByYear">Witnesses by year.</param>
public sealed record RenderingUsage(string Term, string Rendering, int FirstYear, int LastYear, int Count, double Share, IReadOnlyDictionary<int, int> ByYear);

/// <summary>A sentence with its translation and its year.</summary>
/// <param name="Chinese">The Chinese sentence.</param>
/// <param name="English">Its English.</param>
/// <param name="Year">The year.</param>
public readonly record struct DatedSentencePair(string Chinese, string English, int Year);

/// <summary>How the English of terms changes over the years. Pure functions.</summary>
public static class TranslationDrift
{
    /// <summary>Sums up dated witnesses; renderings that differ in case or spacing only are one.</summary>
    /// <param name="witnesses">The witnesses.</param>
    /// <returns>By term in order of first appearance, then by first year, then the more frequent first.</returns>
    public static IReadOnlyList<RenderingUsage> Compute(IEnumerable<DatedRendering> witnesses)
    {
        ArgumentNullException.ThrowIfNull(witnesses);
        var usages = new List<RenderingUsage>();
        foreach (IGrouping<string, DatedRendering> term in witnesses.Where(w => w.Count > 0 && !string.IsNullOrWhiteSpace(w.Rendering)).GroupBy(w => w.Term, StringComparer.Ordinal))
        {
            double all = term.Sum(w => (long)w.Count);
            usages.AddRange(term.GroupBy(w => Texts.OneLine(w.Rendering).ToLowerInvariant(), StringComparer.Ordinal).Select(g => new RenderingUsage(
                term.Key, Texts.OneLine(g.GroupBy(w => w.Rendering, StringComparer.Ordinal).OrderByDescending(f => f.Sum(w => w.Count)).ThenBy(f => f.Key, StringComparer.Ordinal).First().Key),
                g.Min(w => w.Year), g.Max(w => w.Year), g.Sum(w => w.Count), g.Sum(w => w.Count) / all,
                new SortedDictionary<int, int>(g.GroupBy(w => w.Year).ToDictionary(y => y.Key, y => y.Sum(w => w.Count)))))
                .OrderBy(u => u.FirstYear).ThenByDescending(u => u.Count).ThenBy(u => u.Rendering, StringComparer.Ordinal));
        }
        return usages;
    }

    /// <summary>The witnesses of a glossary whose English terms name their year; others are passed over.</summary>
    /// <param name="glossary">The glossary.</param>
    public static IEnumerable<DatedRendering> Of(Glossary glossary)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        foreach (ConceptEntry entry in glossary.Entries)
        {
            foreach (TermSection chinese in entry.TermsIn("zh"))
            {
                foreach (TermSection english in entry.TermsIn("en"))
                {
                    if (DocumentDate.TryParse(english.Year ?? english.Source, out DocumentDate date))
                        yield return new DatedRendering(chinese.Text, english.Text, date.Year);
                }
            }
        }
    }

    /// <summary>The witnesses of parallel text: a rendering is witnessed where the Chinese sentence has the term and the English one the rendering (whole words, case ignored); of renderings that contain each other the longest counts.</summary>
    /// <param name="sentences">The sentences; read once.</param>
    /// <param name="term">The Chinese term.</param>
    /// <param name="renderings">The renderings to look for, for example those of a glossary.</param>
    public static IEnumerable<DatedRendering> Of(IEnumerable<DatedSentencePair> sentences, string term, IEnumerable<string> renderings)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(term);
        ArgumentNullException.ThrowIfNull(renderings);
        return Of(sentences, [KeyValuePair.Create(term, renderings)]);
    }

    /// <summary>The witnesses of parallel text for many terms, as for one.</summary>
    /// <param name="sentences">The sentences; read once.</param>
    /// <param name="terms">The Chinese terms, each with the renderings to look for.</param>
    public static IEnumerable<DatedRendering> Of(IEnumerable<DatedSentencePair> sentences, IEnumerable<KeyValuePair<string, IEnumerable<string>>> terms)
    {
        ArgumentNullException.ThrowIfNull(sentences);
        ArgumentNullException.ThrowIfNull(terms);
        (string Term, string[] Renderings)[] known = [.. terms.Select(t => (t.Key, (string[])[.. t.Value.Select(Texts.OneLine).Where(r => r.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).OrderByDescending(r => r.Length).ThenBy(r => r, StringComparer.Ordinal)])).Where(t => t.Item2.Length > 0)];
        var chinese = new TermMatcher([.. known.Select(k => k.Term)]);
        var english = new TermMatcher?[known.Length];
        return Witnesses();

        IEnumerable<DatedRendering> Witnesses()
        {
            List<PatternMatch> found = [], matches = [];
            foreach (DatedSentencePair pair in sentences)
            {
                chinese.Find(pair.Chinese, found);
                string? text = null;
                foreach (int term in found.Select(f => f.Pattern).Distinct().Order())
                {
                    (english[term] ??= new TermMatcher([.. known[term].Renderings.Select(r => r.ToLowerInvariant())])).Find(text ??= Texts.OneLine(pair.English).ToLowerInvariant(), matches);
                    int covered = 0;
                    foreach (PatternMatch m in matches)
                    {
                        if (m.Start < covered)
                            continue;
                        covered = m.End;
                        yield return new DatedRendering(known[term].Term, known[term].Renderings[m.Pattern], pair.Year);
                    }
                }
            }
        }
    }
}
