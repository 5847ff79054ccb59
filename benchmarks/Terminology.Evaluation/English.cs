using System.Diagnostics;
using System.Globalization;
using System.Text;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>
/// Measures English without parallel text on annotated documents. Documents are left out in groups: the term base and all its
/// statistics are built without the rows of the group, the weights are fitted on the other groups only.
/// </summary>
internal static class English
{
    private const int Groups = 3;

    public static int Run(string[] args)
    {
        string? dump = null, report = null, weightsFile = null;
        string seeds = "seeds/glossary", index = "seeds/gold/index.tsv";
        int only = -1;
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--seeds" when i + 1 < args.Length: seeds = args[++i]; break;
                case "--index" when i + 1 < args.Length: index = args[++i]; break;
                case "--dump" when i + 1 < args.Length: dump = args[++i]; break;
                case "--report" when i + 1 < args.Length: report = args[++i]; break;
                case "--weights" when i + 1 < args.Length: weightsFile = args[++i]; break;
                case "--group" when i + 1 < args.Length: only = int.Parse(args[++i], CultureInfo.InvariantCulture); break;
                default:
                    Console.Error.WriteLine("usage: english [--seeds DIRECTORY] [--index FILE] [--group N] [--dump FILE] [--report FILE.md] [--weights FILE]");
                    return 2;
            }
        }

        List<TermBaseRow> rows = EnglishData.ReadRows(seeds);
        List<LexiconEntry> lexicon = EnglishData.ReadLexicon(seeds);
        string[] documents = EnglishData.FirstPass(index);
        Array.Sort(documents, StringComparer.Ordinal);
        var groups = new List<Group>();
        var gate = new Lock();
        Parallel.For(0, Groups, new ParallelOptions { MaxDegreeOfParallelism = 2 }, g =>
        {
            if (only >= 0 && g != only)
            {
                return;
            }

            HashSet<string> held = [.. documents.Where((_, i) => i % Groups == g)];
            HashSet<string> heldDocuments = [.. held.Select(EnglishData.DocumentOf)];
            var clock = Stopwatch.StartNew();
            List<TermBaseEntry> entries = TermBaseMerger.Merge(rows.Where(r => !heldDocuments.Contains(EnglishData.DocumentOf(r.Source))));
            using var stream = new MemoryStream();
            CompositionModel.Write(CompositionModelBuilder.Build(entries, lexicon), stream);
            stream.Position = 0;
            long built = clock.ElapsedMilliseconds;
            CompositionModel model = CompositionModel.Read(stream);
            lock (gate)
            {
                Console.Error.WriteLine($"group {g}: {entries.Count} entries, {model.KeyCount} phrases, {stream.Length} bytes, built in {built} ms, read in {clock.ElapsedMilliseconds - built} ms");
                groups.Add(new Group(g, model, [.. rows.Where(r => r.Tier == 1 && held.Contains(r.Source))]));
            }
        });
        groups.Sort((a, b) => a.Number.CompareTo(b.Number));

        // Weights: two rounds, because the compositions depend on the weights.
        if (groups.Count > 1)
        {
            for (int round = 0; round < 2; round++)
            {
                foreach (Group group in groups)
                {
                    group.Cases = Cases(group);
                }

                foreach (Group group in groups)
                {
                    List<TunerCase> others = [.. groups.Where(o => o != group).SelectMany(o => o.Cases)];
                    group.NextWeights = EnglishTuner.Weights(others, group.Model.Weights);
                }

                foreach (Group group in groups)
                {
                    group.Model = group.Model.With(group.NextWeights, []);
                }
            }

            foreach (Group group in groups)
            {
                group.Cases = Cases(group);
            }

            foreach (Group group in groups)
            {
                group.Model = group.Model.With(group.Model.Weights, EnglishTuner.Calibration([.. groups.Where(o => o != group).SelectMany(o => o.Cases)]));
            }

            if (weightsFile is not null)
            {
                List<TunerCase> all = [.. groups.SelectMany(g => g.Cases)];
                float[] weights = EnglishTuner.Weights(all, [.. Enumerable.Range(0, CompositionModel.FeatureCount).Select(f => groups.Average(g => g.Model.Weights[f]))]);
                File.WriteAllText(weightsFile, EnglishData.FormatWeights(weights, EnglishTuner.Calibration(all)));
                Console.Error.WriteLine(File.ReadAllText(weightsFile));
            }
        }

        Measure(groups, dump, report);
        return 0;
    }

    private static List<TunerCase> Cases(Group group)
    {
        var composer = new TermComposer(group.Model);
        var cases = new List<TunerCase>();
        foreach (TermBaseRow row in group.Terms)
        {
            string key = ChineseKey.Of(row.Chinese);
            int index = group.Model.Find(key);
            if (index >= 0 && group.Model.Renderings(index)[0].Rank > 0)
            {
                continue;
            }

            List<Composed> composed = composer.Compose(key, 24);
            if (composed.Count > 0)
            {
                string[] right = EnglishScorer.Alternatives(row.English);
                cases.Add(new TunerCase(key, composed, [.. composed.Select(c => right.Contains(EnglishScorer.Normalize(c.Text)))]));
            }
        }

        return cases;
    }

    private static void Measure(List<Group> groups, string? dump, string? report)
    {
        using StreamWriter? log = dump is null ? null : new StreamWriter(dump);
        var all = new Tally();
        var byDocument = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        var byMethod = new SortedDictionary<string, Tally>(StringComparer.Ordinal);
        var bins = new Tally[10];
        var strict = new Dictionary<double, Tally>();
        double[] thresholds = [0, .1, .15, .2, .25, .3, .35, .4, .5];
        foreach (double threshold in thresholds)
        {
            strict[threshold] = new Tally();
        }

        long ticks = 0;
        foreach (Group group in groups)
        {
            var aligner = new TermAligner([], [], new TermAlignerOptions { MinimumScore = 0 }, group.Model);
            foreach (TermBaseRow row in group.Terms.Take(200))
            {
                aligner.Suggest(row.Chinese); // warm-up
            }

            foreach (TermBaseRow row in group.Terms)
            {
                long start = Stopwatch.GetTimestamp();
                IReadOnlyList<TermSuggestion> suggestions = aligner.Suggest(row.Chinese);
                ticks += Stopwatch.GetTimestamp() - start;
                string[] right = EnglishScorer.Alternatives(row.English);
                string[] ours = [.. suggestions.Select(s => EnglishScorer.Normalize(s.Text)).Where(s => s.Length > 0)];
                bool ok1 = ours.Length > 0 && right.Contains(ours[0]), ok3 = ours.Any(right.Contains);
                all.Add(ours.Length > 0, ok1, ok3);
                Get(byDocument, row.Source).Add(ours.Length > 0, ok1, ok3);
                Get(byMethod, suggestions.Count > 0 ? suggestions[0].Method.ToString() : "none").Add(ours.Length > 0, ok1, ok3);
                foreach (double threshold in thresholds)
                {
                    bool shown = suggestions.Count > 0 && suggestions[0].Score >= threshold;
                    strict[threshold].Add(shown, shown && ok1, shown && ok3);
                }

                if (suggestions.Count > 0)
                {
                    (bins[Math.Min(9, (int)(suggestions[0].Score * 10))] ??= new Tally()).Add(true, ok1, ok3);
                }

                log?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(ok1 ? "1" : ok3 ? "3" : "0")}\t{(suggestions.Count > 0 ? suggestions[0].Method.ToString() : "none")}\t{row.Chinese}\t{row.English}\t{string.Join("; ", suggestions.Select(s => s.Text))}\t{(suggestions.Count > 0 ? suggestions[0].Score : 0):F2}\t{(suggestions.Count > 0 ? suggestions[0].Evidence : "")}\t{row.Source}"));
            }
        }

        var text = new StringBuilder();
        text.AppendLine("| documents left out | tier-1 terms | coverage | top-1 | top-3 | precision |").AppendLine("|---|---|---|---|---|---|");
        foreach ((string name, Tally tally) in byDocument)
        {
            text.AppendLine(tally.Row(name));
        }

        text.AppendLine(all.Row("**all**")).AppendLine();
        text.AppendLine("| method | terms | coverage | top-1 | top-3 | precision |").AppendLine("|---|---|---|---|---|---|");
        foreach ((string name, Tally tally) in byMethod)
        {
            text.AppendLine(tally.Row(name));
        }

        text.AppendLine().AppendLine("| minimum score | terms | coverage | top-1 | top-3 | precision |").AppendLine("|---|---|---|---|---|---|");
        foreach (double threshold in thresholds)
        {
            text.AppendLine(strict[threshold].Row(threshold.ToString("F2", CultureInfo.InvariantCulture)));
        }

        text.AppendLine().AppendLine("| score of the first suggestion | terms | right |").AppendLine("|---|---|---|");
        for (int i = 0; i < bins.Length; i++)
        {
            if (bins[i] is { } bin)
            {
                text.AppendLine(string.Create(CultureInfo.InvariantCulture, $"| {i / 10.0:F1}-{(i + 1) / 10.0:F1} | {bin.Count} | {(double)bin.Top1 / bin.Count:F2} |"));
            }
        }

        text.AppendLine().AppendLine(string.Create(CultureInfo.InvariantCulture, $"{ticks * 1000.0 / Stopwatch.Frequency / Math.Max(1, all.Count):F3} ms a term"));
        Console.Write(text);
        if (report is not null)
        {
            File.WriteAllText(report, "# English without parallel text\n\n" + text.ToString().ReplaceLineEndings("\n"));
        }
    }

    private static Tally Get(SortedDictionary<string, Tally> tallies, string name)
    {
        if (!tallies.TryGetValue(name, out Tally? tally))
        {
            tallies[name] = tally = new Tally();
        }

        return tally;
    }

    private sealed class Group(int number, CompositionModel model, List<TermBaseRow> terms)
    {
        public int Number => number;

        public List<TermBaseRow> Terms => terms;

        public CompositionModel Model { get; set; } = model;

        public List<TunerCase> Cases { get; set; } = [];

        public float[] NextWeights { get; set; } = [];
    }

    private sealed class Tally
    {
        public int Count { get; private set; }

        public int Have { get; private set; }

        public int Top1 { get; private set; }

        public int Top3 { get; private set; }

        public void Add(bool have, bool top1, bool top3)
        {
            Count++;
            Have += have ? 1 : 0;
            Top1 += top1 ? 1 : 0;
            Top3 += top3 ? 1 : 0;
        }

        public string Row(string name) => string.Create(CultureInfo.InvariantCulture, $"| {name} | {Count} | {(double)Have / Count:F3} | {(double)Top1 / Count:F3} | {(double)Top3 / Count:F3} | {(double)Top1 / Math.Max(1, Have):F3} |");
    }
}
