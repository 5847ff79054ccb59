using System.Globalization;
using System.Text;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>
/// What a reader of the lists needs: for every document that a model did not see, the first terms by termhood and by salience as the extractor gives them, each with its tier in the gold,
/// its kind of error, the text around its first place, and the longer candidates that hold it.
/// </summary>
internal static class ListReview
{
    private const int Depth = 200, Around = 8;

    /// <summary>An extractor as a user has it, but with a model and a background that did not see the document.</summary>
    public static TermExtractor Extractor(TermhoodModel model, PreparedLabels document, TermOrder order = TermOrder.Salience)
    {
        // Models of the evaluation are not calibrated, and the calibration only stretches their scale.
        var calibrated = new TermhoodModel(model.Shares, model.Sieve, model.Gate, model.GateThreshold, model.First, model.Term, model.Main, TermhoodModel.Default.Calibration);
        return new TermExtractor(new TermExtractorOptions { Model = calibrated, Order = order }) { Background = document.Background };
    }

    /// <summary>Writes a table of all documents of a group.</summary>
    public static void Write(TextWriter output, LeftOut group, List<GoldDocument> gold, List<PreparedLabels> labels, TermhoodModel model)
    {
        foreach (int i in group.Held)
        {
            PreparedLabels d = labels[i];
            TermCandidateList bySalience = Extractor(model, d).Extract([d.Source.Document]);
            TermCandidateList byTermhood = TermRanking.By(bySalience, "termhood");
            var rankOf = byTermhood.ToDictionary(t => t.Text, t => t.Rank, StringComparer.Ordinal);
            var places = new MarkedPlaces(d);
            string text = d.Source.Document.Text;
            foreach (TermCandidate t in bySalience)
            {
                int rank = rankOf[t.Text], tier = d.Tier(t.Text);
                if (rank > Depth && t.Rank > Depth && tier != 1)
                    continue;
                string kind = tier > 0 ? "" : places.Class([.. t.Occurrences.Select(o => new CandidatePlace(0, 0, o.Start, o.Start + o.Length))]);
                TermOccurrence first = t.Occurrences[0];
                string left = text[Math.Max(0, first.Start - Around)..first.Start], right = text.Substring(first.Start + first.Length, Math.Min(Around, text.Length - first.Start - first.Length));
                IEnumerable<string> longer = bySalience.Where(l => l.Text.Length > t.Text.Length && l.Text.Contains(t.Text, StringComparison.Ordinal)).OrderByDescending(l => l.Termhood).Take(3)
                    .Select(l => string.Create(CultureInfo.InvariantCulture, $"{l.Text}:{l.Termhood:F2}:{l.Frequency}"));
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{gold[i].Name}\t{gold[i].Pass}\t{rank}\t{t.Rank}\t{t.Text}\t{tier}\t{kind}\t{t.Termhood:F3}\t{t.Salience:F1}\t{t.Frequency}\t{Clean(left)}[{t.Text}]{Clean(right)}\t{string.Join(" ", longer)}"));
            }
        }
    }

    private static string Clean(string text) => text.Replace('\n', ' ').Replace('\r', ' ').Replace('\t', ' ');
}
