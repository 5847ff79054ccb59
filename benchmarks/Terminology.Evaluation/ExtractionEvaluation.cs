using System.Globalization;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>Counts the background, trains the model, and measures extraction on documents that the model never saw.</summary>
internal static class ExtractionEvaluation
{
    private static readonly string[] s_folders = ["work-reports", "ministry-documents", "provincial-reports-2025", "shandong-documents", "congress-reports", "laws"];

    /// <summary>Counts the background over the folder of policy texts; each gold document gets the statistics without its own source.</summary>
    /// <param name="policyFolder">The folder.</param>
    /// <param name="gold">The annotated documents.</param>
    /// <param name="log">Told of each step.</param>
    /// <param name="minimumCount">How often a sequence has to occur to be kept.</param>
    public static (byte[] Background, List<PreparedLabels> Labels) Prepare(string policyFolder, List<GoldDocument> gold, Action<string> log, int minimumCount = BackgroundBuilder.MinimumCount)
    {
        var preparer = new DocumentPreparer();
        var builder = new BackgroundBuilder(minimumCount);
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
            labels.Add(new PreparedLabels(g.Labels, prepared[g.Name], new BackgroundView(model, without.GetValueOrDefault(g.File)), g.Pass));
        log($"gold: {labels.Count} documents");
        return (bytes, labels);
    }

    private static void AddKeys(PreparedDocument d, HashSet<ulong> keys)
    {
        for (int i = 0; i < d.Count; i++)
            for (int n = 1; n <= BackgroundBuilder.MaximumTokens && i + n <= d.Count; n++)
                keys.Add(d.SpanKey(i, i + n));
    }

    /// <summary>Divides the documents into groups; what stems from one source stays together.</summary>
    /// <param name="gold">The documents.</param>
    /// <param name="groups">Number of groups; 0 gives every source of a first-pass document a group of its own (leave one out).</param>
    public static List<LeftOut> Groups(List<GoldDocument> gold, int groups)
    {
        List<string> sources = groups > 0 ? [.. gold.Select(g => g.File).Distinct()] : [.. gold.Where(g => g.Pass == 1).Select(g => g.File).Distinct()];
        int count = groups > 0 ? groups : sources.Count;
        return [.. Enumerable.Range(0, count).Select(k => new LeftOut($"{(groups > 0 ? "group" : "one")}-{k + 1}-of-{count}",
            [.. Enumerable.Range(0, gold.Count).Where(i => sources.IndexOf(gold[i].File) is >= 0 and var s && s % count == k)], gold.Count))];
    }

    /// <summary>The models that saw no document of a group; read from the folder of models where they are there, else trained and, where there is such a folder, kept in it.</summary>
    public static (TermhoodModel Learned, LogLinearModel Linear) Models(LeftOut group, List<PreparedLabels> labels, string models, Action<string> log, double sieveLoss = -1)
    {
        List<PreparedLabels> train = [.. group.Train.Select(i => labels[i])];
        string learnedPath = Path.Combine(models, group.Name + ".model"), linearPath = Path.Combine(models, group.Name + ".weights");
        TermhoodModel learned;
        if (models.Length > 0 && File.Exists(learnedPath))
        {
            learned = TermhoodModel.Read(learnedPath);
        }
        else
        {
            learned = (sieveLoss < 0 ? new TermhoodTraining(train, log) : new TermhoodTraining(train, log, sieveLoss)).Train(calibrate: false);
            if (models.Length > 0)
                learned.Write(learnedPath);
        }
        double[] weights;
        if (models.Length > 0 && File.Exists(linearPath))
        {
            weights = [.. File.ReadAllLines(linearPath).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        }
        else
        {
            weights = LogLinearTraining.Fit(train);
            if (models.Length > 0)
                File.WriteAllLines(linearPath, weights.Select(w => w.ToString("R", CultureInfo.InvariantCulture)));
        }
        log($"{group.Name}: models ready");
        return (learned, new LogLinearModel(weights));
    }

    /// <summary>Ranks every first-pass document by everything there is, with models that saw no document of its group.</summary>
    public static (List<Ranked> Rankings, ExtractionErrors Errors) LeaveOut(List<GoldDocument> gold, List<PreparedLabels> labels, List<LeftOut> groups, string models, string lists, Action<string> log, double sieveLoss = -1)
    {
        var rankings = new List<Ranked>();
        var errors = new ExtractionErrors();
        foreach (LeftOut group in groups)
        {
            var (learned, linear) = Models(group, labels, models, log, sieveLoss);
            foreach (int i in group.Held.Where(i => gold[i].Pass == 1))
            {
                var rankers = new ExtractionRankers(labels[i], learned, linear);
                foreach (Ranked ranked in rankers.All())
                    rankings.Add(ranked);
                errors.Add(labels[i], rankers);
                if (lists.Length > 0)
                    File.WriteAllLines(Path.Combine(lists, gold[i].Name + ".txt"), rankers.ByLearned);
                log($"{gold[i].Name,-28} {Row(rankings.Last(r => r.Document == labels[i].Prepared.Name && r.Ranker == ExtractionRankers.Learned).Scores)}");
            }
        }
        return (rankings, errors);
    }

    /// <summary>Prints the main terms that no candidate covers, with the tokens around their first place, the most frequent reasons first.</summary>
    public static void PrintMissed(List<PreparedLabels> labels)
    {
        foreach (PreparedLabels d in labels)
        {
            var candidates = new HashSet<string>();
            foreach (CandidateSpan span in CandidateFinder.Find(d.Prepared))
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

/// <summary>Documents that a model may not have seen, by their place in the gold.</summary>
internal sealed record LeftOut(string Name, IReadOnlyList<int> Held, int Documents)
{
    public IEnumerable<int> Train => Enumerable.Range(0, Documents).Except(Held);
}

/// <summary>A document ranked by one ranker.</summary>
internal sealed record Ranked(string Document, string Ranker, TermScores Scores);
