using System.Diagnostics;
using System.Globalization;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>
/// Measures English without parallel text on annotated documents. Documents are left out in groups: the term base and all its
/// statistics are built without the rows of the group, the weights and the calibration are fitted on the other groups only.
/// The test set is the first pass of annotation; errors may be read in the development set, made of later passes.
/// </summary>
internal static class English
{
    private const int GroupsOfSet = 3;

    public static int Run(string[] args)
    {
        string? dump = null, report = null, weights = null, policy = null, shared = null;
        string seeds = "seeds/glossary", index = "seeds/gold/index.tsv", set = "all";
        for (int i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--seeds" when i + 1 < args.Length: seeds = args[++i]; break;
                case "--index" when i + 1 < args.Length: index = args[++i]; break;
                case "--policy" when i + 1 < args.Length: policy = args[++i]; break;
                case "--set" when i + 1 < args.Length && args[i + 1] is "test" or "development" or "all": set = args[++i]; break;
                case "--shared-alignment" when i + 1 < args.Length: shared = args[++i]; break;
                case "--dump" when i + 1 < args.Length: dump = args[++i]; break;
                case "--report" when i + 1 < args.Length: report = args[++i]; break;
                case "--weights" when i + 1 < args.Length: weights = args[++i]; break;
                default:
                    Console.Error.WriteLine("usage: english [--seeds DIRECTORY] [--index FILE] [--policy DIRECTORY] [--set test|development|all] [--shared-alignment FILE] [--dump FILE] [--report FILE.md] [--weights DIRECTORY]");
                    return 2;
            }
        }

        var clock = Stopwatch.StartNew();
        List<EnglishGroup> groups = [.. Groups(index).Where(g => set == "all" || g.Set == set || g.Set == "training")];
        BuildModels(groups, seeds, policy, shared);
        Console.Error.WriteLine($"{groups.Count} models in {clock.Elapsed.TotalSeconds:F0} s");
        Fit(groups, weights);
        Console.Error.WriteLine($"fitted after {clock.Elapsed.TotalSeconds:F0} s");
        EnglishReport.Write([.. groups.Where(g => g.Set != "training")], index, dump, report);
        return 0;
    }

    /// <summary>The documents left out together: all excerpts of a file in one group.</summary>
    private static List<EnglishGroup> Groups(string index)
    {
        List<AnnotatedExcerpt> excerpts = EnglishData.ReadExcerpts(index);
        HashSet<string> testFiles = [.. excerpts.Where(e => e.Pass == 1).Select(e => e.File)];
        string[] test = [.. testFiles.Order(StringComparer.Ordinal)];
        string[] later = [.. excerpts.Select(e => e.File).Where(f => !testFiles.Contains(f)).Distinct().Order(StringComparer.Ordinal)];
        string[] development = [.. later.Where((_, i) => i % 3 == 0)], training = [.. later.Where((_, i) => i % 3 == 1)];
        var groups = new List<EnglishGroup>();
        foreach ((string set, string[] files) in new[] { ("test", test), ("development", development), ("training", training) })
        {
            for (int g = 0; g < GroupsOfSet; g++)
            {
                HashSet<string> held = [.. files.Where((_, i) => i % GroupsOfSet == g)];
                groups.Add(new EnglishGroup(set, held, [.. excerpts.Where(e => held.Contains(e.File) && (set != "test" || e.Pass == 1))], [.. excerpts.Where(e => held.Contains(e.File)).Select(e => e.Name)]));
            }
        }

        return groups;
    }

    private static void BuildModels(List<EnglishGroup> groups, string seeds, string? policy, string? shared)
    {
        List<TermBaseRow> rows = EnglishData.ReadRows(seeds);
        List<LexiconEntry> lexicon = EnglishData.ReadLexicon(seeds);
        string[] pinyin = EnglishData.ReadPinyin(seeds);
        OwnTermFilter? filter = policy is null ? null : new OwnTermFilter(policy, rows, lexicon);
        PairDerivations? derivations = null;
        if (shared is not null && File.Exists(shared))
        {
            derivations = PairDerivations.Read(shared);
        }
        else if (shared is not null)
        {
            derivations = PairDerivations.Of(TermBaseMerger.Merge(rows), lexicon);
            derivations.Write(shared);
        }

        Parallel.ForEach(groups, new ParallelOptions { MaxDegreeOfParallelism = 2 }, group =>
        {
            List<TermBaseEntry> entries = TermBaseMerger.Merge(rows.Where(r => !group.HeldExcerpts.Contains(r.Source) && filter?.Keep(r, group.Files) != false));
            List<LexiconEntry> words = filter is null ? lexicon : [.. lexicon.Where(l => filter.Keep(l, group.Files))];
            using var stream = new MemoryStream();
            CompositionModel.Write(CompositionModelBuilder.Build(entries, words, EnglishTuner.StartWeights, null, derivations, pinyin), stream, fast: true);
            stream.Position = 0;
            group.Model = CompositionModel.Read(stream);
            HashSet<string> names = [.. group.Excerpts.Select(e => e.Name)];
            group.TrainingTerms = [.. rows.Where(r => names.Contains(r.Source))];
            group.Terms = [.. group.TrainingTerms.Where(r => r.Tier == 1)];
            lock (groups)
            {
                Console.Error.WriteLine($"{group.Set}: {entries.Count} entries, {group.Model.KeyCount} phrases, {group.Terms.Count} terms");
            }
        });
    }

    /// <summary>The weights on a third of the examples, then the ranker. Each set uses what was fitted on the other sets.</summary>
    private static void Fit(List<EnglishGroup> groups, string? output)
    {
        string[] sets = [.. groups.Select(g => g.Set).Distinct()];
        MakeCases(groups, 3);
        Parallel.ForEach(sets, s_two, set =>
        {
            float[] weights = EnglishTuner.Weights([.. groups.Where(o => o.Set != set).SelectMany(o => o.Cases)], EnglishTuner.StartWeights);
            foreach (EnglishGroup group in groups.Where(g => g.Set == set))
            {
                group.Model = group.Model.With(weights, null);
            }
        });
        MakeCases(groups, 1);
        foreach (string set in sets.Where(s => s != "training"))
        {
            Forest ranker = EnglishTuner.Ranker([.. groups.Where(o => o.Set != set).SelectMany(o => o.Cases)]);
            foreach (EnglishGroup group in groups.Where(g => g.Set == set))
            {
                group.Model = group.Model.With(group.Model.Weights, ranker);
            }
        }

        if (output is not null)
        {
            // The sets' weights hardly differ, so their examples serve together.
            float[] weights = [.. Enumerable.Range(0, CompositionModel.FeatureCount).Select(f => groups.Average(g => g.Model.Weights[f]))];
            EnglishData.WriteRanking(output, weights, EnglishTuner.Ranker([.. groups.SelectMany(g => g.Cases)]));
        }
    }

    private static readonly ParallelOptions s_two = new() { MaxDegreeOfParallelism = 2 };

    /// <summary>Makes the examples of all groups; step thins out those that only train, where speed counts more.</summary>
    private static List<TunerCase> MakeCases(List<EnglishGroup> groups, int step)
    {
        Parallel.ForEach(groups, s_two, g => g.Cases = Cases(g, step));
        return [.. groups.SelectMany(g => g.Cases)];
    }

    private static List<TunerCase> Cases(EnglishGroup group, int step)
    {
        var composer = new TermComposer(group.Model);
        var cases = new List<TunerCase>();
        int count = 0;
        foreach (TermBaseRow row in group.TrainingTerms)
        {
            string key = ChineseKey.Of(row.Chinese);
            int index = group.Model.Find(key);
            if (index >= 0 && group.Model.Renderings(index)[0].Rank > 0)
            {
                continue;
            }

            if (count++ % step != 0)
            {
                continue;
            }

            List<Composed> composed = composer.Compose(key, CompositionRanker.Width);
            if (composed.Count > 0)
            {
                string[] right = EnglishScorer.Alternatives(row.English);
                float[] features = new float[composed.Count * CompositionRanker.FeatureCount];
                CompositionRanker.Features(group.Model, key, composed, features);
                cases.Add(new TunerCase(key, composed, [.. composed.Select(c => right.Contains(EnglishScorer.Normalize(c.Text)))], features));
            }
        }

        return cases;
    }
}

/// <summary>Documents left out together, and the model made without them.</summary>
internal sealed class EnglishGroup(string set, HashSet<string> files, List<AnnotatedExcerpt> excerpts, HashSet<string> heldExcerpts)
{
    /// <summary>"test", "development" or "training"; the last only gives examples for the weights.</summary>
    public string Set => set;

    /// <summary>The files left out.</summary>
    public HashSet<string> Files => files;

    /// <summary>The excerpts that are measured.</summary>
    public List<AnnotatedExcerpt> Excerpts => excerpts;

    /// <summary>All excerpts of the files, whose rows are left out.</summary>
    public HashSet<string> HeldExcerpts => heldExcerpts;

    public List<TermBaseRow> Terms { get; set; } = [];

    /// <summary>The terms that serve as examples for other sets: optional ones too.</summary>
    public List<TermBaseRow> TrainingTerms { get; set; } = [];

    public CompositionModel Model { get; set; } = null!;

    public List<TunerCase> Cases { get; set; } = [];
}
