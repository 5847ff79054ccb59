using System.Globalization;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>Counts the background, trains the model, and measures extraction on documents that the model never saw.</summary>
internal static class ExtractionEvaluation
{
    private static readonly string[] s_folders = ["work-reports", "ministry-documents", "provincial-reports-2025", "shandong-documents", "congress-reports", "laws"];

    /// <summary>Counts the background over the folder of policy texts; each gold document gets the statistics without its own source.</summary>
    public static (byte[] Background, List<PreparedLabels> Labels) Prepare(string policyFolder, List<GoldDocument> gold, Action<string> log)
    {
        var preparer = new DocumentPreparer();
        var builder = new BackgroundBuilder();
        var bySource = gold.ToLookup(g => g.File);
        var prepared = gold.ToDictionary(g => g.Name, g => preparer.Prepare(g.Labels.Document));
        var without = new Dictionary<string, Dictionary<ulong, GramStatistics>>();
        foreach (string folder in s_folders)
        {
            foreach (string path in Directory.EnumerateFiles(Path.Combine(policyFolder, folder), "*.txt").Order(StringComparer.Ordinal))
            {
                if (Path.GetFileName(path) == "SOURCE.txt")
                    continue;
                string name = folder + "/" + Path.GetFileName(path), text = File.ReadAllText(path);
                HashSet<ulong>? wanted = null;
                foreach (GoldDocument g in bySource[name])
                    AddKeys(prepared[g.Name], wanted ??= []);
                // The files of laws hold several hundred texts each; those annotated stay whole, so that they can be taken out.
                IEnumerable<string> parts = folder == "laws" && wanted is null ? text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries) : [text];
                foreach (string part in parts)
                {
                    var own = builder.Add(preparer.Prepare(new Document(name, part)), wanted);
                    if (own is not null)
                        without[name] = own;
                }
            }
        }
        log("background read");
        byte[] bytes = builder.Build();
        BackgroundModel model = BackgroundModel.FromBytes(bytes);
        log($"background: {model.Tokens} tokens, {model.DocumentTotal} documents, {model.Count} sequences, {bytes.Length} bytes");
        var labels = new List<PreparedLabels>();
        foreach (GoldDocument g in gold)
            labels.Add(new PreparedLabels(g.Labels, prepared[g.Name], new BackgroundView(model, without.GetValueOrDefault(g.File))));
        log($"gold: {labels.Count} documents");
        return (bytes, labels);
    }

    private static void AddKeys(PreparedDocument d, HashSet<ulong> keys)
    {
        for (int i = 0; i < d.Count; i++)
            for (int n = 1; n <= BackgroundBuilder.MaximumTokens && i + n <= d.Count; n++)
                keys.Add(d.SpanKey(i, i + n));
    }

    /// <summary>Leave-one-out by groups of sources: every document of the first pass is ranked by a model that saw no document of its group.</summary>
    public static List<(string Name, TermScores Scores, List<string> Ranked)> LeaveOut(List<GoldDocument> gold, List<PreparedLabels> labels, int groups, Action<string> log, int only = -1)
    {
        var sources = gold.Select(g => g.File).Distinct().ToList();
        var results = new List<(string, TermScores, List<string>)>();
        for (int group = 0; group < groups; group++)
        {
            if (only >= 0 && group != only)
                continue;
            bool Held(int i) => sources.IndexOf(gold[i].File) % groups == group;
            var train = Enumerable.Range(0, gold.Count).Where(i => !Held(i)).Select(i => labels[i]).ToList();
            TermhoodModel model = new TermhoodTraining(train, log: log).Train(calibrate: false);
            for (int i = 0; i < gold.Count; i++)
            {
                if (!Held(i) || gold[i].Pass != 1)
                    continue;
                var list = TermhoodTraining.Rank(model, labels[i], out _);
                var ranked = list.OrderByDescending(x => x.Term * x.Main).Select(x => LabelledDocument.WithoutSpace(x.Text)).Distinct().ToList();
                TermScores scores = TermScores.Of(labels[i].Source.Tiers, ranked);
                results.Add((gold[i].Name, scores, ranked));
                log($"{gold[i].Name,-28} {Row(scores)}");
            }
        }
        log($"{"mean",-28} {Row(TermScores.Mean([.. results.Select(r => r.Item2)]))}");
        return results;
    }

    /// <summary>Prints the main terms that no candidate covers, with the tokens around their first place, the most frequent reasons first.</summary>
    public static void PrintMissed(List<PreparedLabels> labels)
    {
        foreach (PreparedLabels d in labels)
        {
            var candidates = new HashSet<string>();
            var spans = new List<CandidateSpan>();
            CandidateFinder.Find(d.Prepared, spans);
            foreach (CandidateSpan span in spans)
                candidates.Add(LabelledDocument.WithoutSpace(d.Prepared.SpanText(span.First, span.Last)));
            foreach ((string term, int tier) in d.Source.Tiers)
            {
                if (tier != 1 || candidates.Contains(term))
                    continue;
                int at = d.Prepared.Text.IndexOf(term, StringComparison.Ordinal);
                string tokens = "?";
                if (at >= 0)
                {
                    int first = Array.BinarySearch(d.Prepared.Start, at), last = Array.BinarySearch(d.Prepared.End, at + term.Length);
                    string edge = first < 0 ? "start inside a token" : last < 0 ? "end inside a token" : "border or length";
                    if (first < 0) first = ~first - 1;
                    if (last < 0) last = ~last;
                    tokens = edge + "\t" + string.Join(" ", Enumerable.Range(first, last + 1 - first).Select(i => d.Prepared.Text[d.Prepared.Start[i]..d.Prepared.End[i]]));
                }
                Console.WriteLine($"{d.Prepared.Name}\t{term}\t{tokens}");
            }
        }
    }

    public static string Row(TermScores s) => string.Join("  ", TermScores.Names.Zip(s.Values, (n, v) => string.Create(CultureInfo.InvariantCulture, $"{n} {v:F3}")));
}
