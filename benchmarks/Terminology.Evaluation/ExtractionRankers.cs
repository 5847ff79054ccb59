using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>One document's candidates in the order of every ranker.</summary>
internal sealed class ExtractionRankers
{
    public const string Learned = "learned", LogLinear = "log-linear";

    /// <summary>Into how many parts a document is cut for the measures of dispersion and for those that count documents.</summary>
    private const int Parts = 10;

    private readonly PreparedLabels _document;
    private readonly List<(string Text, double Score, int Frequency)> _learned = [];
    private readonly List<string> _linear;

    public ExtractionRankers(PreparedLabels document, TermhoodModel learned, LogLinearModel linear)
    {
        _document = document;
        var scored = TermhoodTraining.Rank(learned, document, out CandidateTable table);
        for (int i = 0; i < scored.Count; i++)
            _learned.Add((scored[i].Text, scored[i].Term * scored[i].Main, table.Contexts[i].Frequency));
        LearnedTable = table;
        CandidateTable all = document.Table(learned.Shares, excludeOwn: false);
        CandidateScore[] scores = linear.Score(all);
        _linear = Distinct(Enumerable.Range(0, all.Count).OrderByDescending(i => scores[i].Termhood).Select(i => all.Contexts[i].Text));
        Generated = [.. _linear];
        ByLearned = Distinct(_learned.OrderByDescending(x => x.Score).Select(x => x.Text));
    }

    /// <summary>The candidates behind the gate.</summary>
    public CandidateTable LearnedTable { get; }

    /// <summary>The strings that are candidates at all.</summary>
    public HashSet<string> Generated { get; }

    /// <summary>In the order of the learned model.</summary>
    public List<string> ByLearned { get; }

    public IEnumerable<Ranked> All()
    {
        yield return Of(Learned, ByLearned);
        yield return Of(LogLinear, _linear);
        TermCandidateList measured = Measured();
        foreach (Measure measure in MeasureRegistry.All)
        {
            if (!measure.OfTerms || measure.Name is "termhood" or "salience")
                continue;
            TermCandidateList sorted;
            try
            {
                sorted = TermRanking.By(measured, measure.Name);
            }
            catch (ArgumentException)
            {
                continue; // no candidate has a value
            }
            yield return Of(measure.Name, Distinct(sorted.Select(t => t.Text)));
        }
    }

    private Ranked Of(string ranker, List<string> ranked) => new(_document.Prepared.Name, ranker, TermScores.Of(_document.Source.Tiers, ranked));

    /// <summary>The candidates behind the gate, in the order of the text, with all measures; the background does not hold the document.</summary>
    private TermCandidateList Measured()
    {
        PreparedDocument d = _document.Prepared;
        int[] borders = [.. Enumerable.Range(0, Parts + 1).Select(p => p * d.Count / Parts)];
        var counts = new Dictionary<ulong, int[]>();
        foreach (CandidateSpan span in CandidateFinder.Find(d))
        {
            if (!counts.TryGetValue(span.Key, out int[]? own))
                counts[span.Key] = own = new int[Parts];
            own[Math.Max(0, Array.FindLastIndex(borders, Parts - 1, b => b <= span.First))]++;
        }
        var terms = new List<TermCandidate>();
        foreach (CandidateContext c in LearnedTable.Contexts)
        {
            int[] own = counts[c.Key];
            terms.Add(new TermCandidate
            {
                Rank = terms.Count + 1, Text = c.Text, Termhood = 0, Salience = 0, Frequency = c.Frequency, DocumentFrequency = own.Count(n => n > 0),
                DocumentCounts = [.. Enumerable.Range(0, Parts).Where(p => own[p] > 0).Select(p => new DocumentCount(p, own[p]))],
            });
        }
        var parts = new List<Document>();
        var summaries = new List<DocumentSummary>();
        for (int p = 0; p < Parts; p++)
        {
            string text = borders[p] < borders[p + 1] ? d.Text[d.Start[borders[p]]..d.End[borders[p + 1] - 1]] : "";
            parts.Add(new Document($"part {p + 1}", text));
            summaries.Add(new DocumentSummary($"part {p + 1}", null, text.Length, borders[p + 1] - borders[p]));
        }
        return MeasureTable.Compute(new TermCandidateList(terms, summaries), _document.Background, parts);
    }

    private static List<string> Distinct(IEnumerable<string> texts) => [.. texts.Select(LabelledDocument.WithoutSpace).Distinct()];
}
