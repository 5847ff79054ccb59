using System.Globalization;
using System.Text;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>
/// Trains a group's model by other recipes, on the same tables, and scores its documents: what each group of features brings (ablation), and what other settings would.
/// Rows are appended to a CSV, so that runs can be shared out over time; <see cref="ToMarkdown"/> compares them.
/// </summary>
internal static class ExtractionExperiments
{
    private const string Baseline = "full recipe", QuickBaseline = "quick recipe";

    /// <summary>Groups of features for the ablation, by name; "nesting" is what the second stage adds.</summary>
    private static readonly (string Name, string[] Features)[] s_featureGroups =
    [
        ("unithood against the background", ["background count", "background documents", "left largest share", "left kinds", "right largest share", "right kinds", "best split", "IDF minimum", "IDF maximum", "IDF mean", "IDF last", "IDF first", "rarest token", "count without last", "count without first"]),
        ("boundaries", ["left borders", "right borders", "first token begins", "last token ends", "first token ends", "last token begins", "borders on the left", "borders on the right"]),
        ("cohesion", ["NPMI minimum", "NPMI mean", "NPMI first", "NPMI last", "left NPMI minimum", "right NPMI minimum", "left NPMI mean", "right NPMI mean"]),
        ("part-of-speech shape", ["class first", "class last", "class second", "class penultimate", "verbs", "nouns", "verbal nouns", "numerals", "adverbs", "linkers", "的 inside", "share by pattern", "seen pattern", "class on the left", "class on the right"]),
        ("head words and shares", [.. TermFeatures.StringNames.Concat(TermFeatures.ContextNames).Where(n => n.StartsWith("share by", StringComparison.Ordinal) || n.StartsWith("seen", StringComparison.Ordinal) || n.StartsWith("main share", StringComparison.Ordinal) || n == "share of the string")]),
        ("contexts", [.. TermFeatures.ContextNames.Where(n => n is not ("first position" or "in headings" or "quoted" or "titled"))]),
        ("position", ["first position", "in headings"]),
        ("quotes and titles", ["quoted", "titled", "quotes or brackets", "separators"]),
        ("nesting (second stage)", TermFeatures.NestingNames),
        ("script", ["Latin", "all Han"]),
        ("length", ["tokens", "characters", "length of first token", "length of last token", "one-character tokens"]),
    ];

    // Only differences count here: few, large steps. They cost a seventh of the full recipe and lose less than .005 AP to it.
    private static readonly TermhoodRecipe s_quick = new() { Trees = new BoostingOptions { Trees = 60, LearningRate = .2 }, Folds = 2 };

    private static Dictionary<string, TermhoodRecipe> Recipes()
    {
        var trees = new BoostingOptions();
        var recipes = new Dictionary<string, TermhoodRecipe>(StringComparer.Ordinal)
        {
            [Baseline] = new(),
            ["other seed"] = new() { Trees = trees with { Seed = 11 } },
            ["400 trees, rate .04"] = new() { Trees = trees with { Trees = 400, LearningRate = .04 } },
            ["annotators"] = new() { Annotators = true },
            ["first annotator x3"] = new() { FirstAnnotatorWeight = 3 },
            [QuickBaseline] = s_quick,
            ["quick, other seed"] = s_quick with { Trees = s_quick.Trees with { Seed = 11 } },
            ["quick, annotators"] = s_quick with { Annotators = true },
            ["quick, first annotator x3"] = s_quick with { FirstAnnotatorWeight = 3 },
            ["quick, annotators, first x2"] = s_quick with { Annotators = true, FirstAnnotatorWeight = 2 },
            ["quick, 48 leaves"] = s_quick with { Trees = s_quick.Trees with { Leaves = 48 } },
            ["quick, 12 leaves"] = s_quick with { Trees = s_quick.Trees with { Leaves = 12 } },
            ["quick, 100 rows a leaf"] = s_quick with { Trees = s_quick.Trees with { MinimumRows = 100 } },
            ["quick, L2 20"] = s_quick with { Trees = s_quick.Trees with { L2 = 20 } },
            ["quick, a quarter of the features a tree"] = s_quick with { Trees = s_quick.Trees with { FeatureShare = .25 } },
            ["quick, tier 2 weighs 1"] = s_quick with { MinorWeight = 1 },
            ["quick, tier 2 weighs .3"] = s_quick with { MinorWeight = .3f },
            ["quick, tier 2 against tier 1 weighs .6"] = s_quick with { MinorAgainstMain = .6f },
            ["quick, tier 2 against tier 1 weighs .1"] = s_quick with { MinorAgainstMain = .1f },
            ["quick, second stage twice the trees"] = s_quick with { SecondTrees = s_quick.Trees with { Trees = 200, LearningRate = .06 } },
        };
        string[] names = [.. Enumerable.Range(0, TermFeatures.SecondStage).Select(TermFeatures.Name)];
        foreach (var (name, features) in s_featureGroups)
        {
            int[] columns = [.. features.Select(f => Array.IndexOf(names, f))];
            if (columns.Contains(-1))
                throw new InvalidOperationException($"no feature of group {name}: {features[Array.IndexOf(columns, -1)]}");
            recipes["without " + name] = s_quick with { Without = columns.ToHashSet() };
        }
        return recipes;
    }

    /// <summary>Runs recipes on groups and appends a row a document and order.</summary>
    /// <param name="gold">The annotated documents.</param>
    /// <param name="labels">The same, made ready.</param>
    /// <param name="groups">The groups to leave out.</param>
    /// <param name="wanted">Names of recipes; "ablation" stands for all ablations.</param>
    /// <param name="suffix">Added to the names, where something else than the recipe differs.</param>
    /// <param name="output">The table that rows are appended to.</param>
    /// <param name="log">Told of each step.</param>
    public static void Run(List<GoldDocument> gold, List<PreparedLabels> labels, List<LeftOut> groups, string[] wanted, string suffix, string output, Action<string> log)
    {
        Dictionary<string, TermhoodRecipe> recipes = Recipes();
        List<string> names = [.. wanted.SelectMany(w => w == "ablation" ? recipes.Keys.Where(k => k == QuickBaseline || k.StartsWith("without ", StringComparison.Ordinal)) : [w])];
        foreach (string unknown in names.Where(n => !recipes.ContainsKey(n)))
            throw new ArgumentException($"no recipe {unknown}; there are: {string.Join("; ", recipes.Keys)}", nameof(wanted));
        foreach (LeftOut group in groups)
        {
            var training = new TermhoodTraining([.. group.Train.Select(i => labels[i])], log);
            foreach (string name in names)
            {
                TermhoodModel model = training.Train(calibrate: false, recipes[name]);
                var rows = new StringBuilder();
                foreach (int i in group.Held)
                {
                    var list = TermhoodTraining.Rank(model, labels[i], out CandidateTable table);
                    void Add(string order, Func<double, double, double> score) => AddScores(order, [.. list.Select(x => score(x.Term, x.Main))]);
                    void AddScores(string order, double[] scores)
                    {
                        List<string> ranked = [.. Enumerable.Range(0, list.Count).OrderByDescending(k => scores[k]).Select(k => LabelledDocument.WithoutSpace(list[k].Text)).Distinct()];
                        TermScores s = TermScores.Of(labels[i].Source.Tiers, ranked);
                        rows.Append(CultureInfo.InvariantCulture, $"{group.Name}\t{name}{suffix}{order}\t{gold[i].Pass}\t{gold[i].Name}\t{string.Join('\t', s.Values.Select(v => v.ToString("F5", CultureInfo.InvariantCulture)))}\n");
                    }
                    Add("", (t, m) => t * m);
                    if (name is Baseline or QuickBaseline && suffix.Length == 0)
                    {
                        double[] scores = [.. list.Select(x => x.Term * x.Main)];
                        AddScores(", crossed by a better one everywhere: halved", Demote(scores, table, .5, nested: false));
                        AddScores(", crossed or inside a better one everywhere: halved", Demote(scores, table, .5, nested: true));
                        Add(", order by term alone", (t, m) => t);
                        Add(", order by main alone", (t, m) => m);
                        Add(", order by term squared times main", (t, m) => t * t * m);
                        Add(", order by term times main squared", (t, m) => t * m * m);
                        Add(", order by log-odds added", (t, m) => Odds(t) + Odds(m));
                        Add(", order by the mean of both", (t, m) => Soft(t) + Soft(m));
                    }
                }
                File.AppendAllText(output, rows.ToString());
                log($"{group.Name}: {name}");
            }
        }
    }

    /// <summary>The joint choice as a last step: a candidate loses where at each of its places a better one crosses (or contains) it.</summary>
    private static double[] Demote(double[] scores, CandidateTable table, double factor, bool nested)
    {
        var free = new bool[scores.Length];
        ReadOnlySpan<CandidatePlace> places = table.Places;
        for (int a = 0; a < places.Length; a++)
        {
            CandidatePlace x = places[a];
            bool beaten = false;
            for (int b = a - 1; b >= 0 && !beaten && places[b].Start > x.Start - CandidateFinder.MaximumCharacters; b--)
                beaten = scores[places[b].Candidate] > scores[x.Candidate] && places[b].End > x.Start && (nested ? places[b].Start < x.Start || places[b].End > x.End : places[b].Start < x.Start && places[b].End < x.End);
            for (int b = a + 1; b < places.Length && !beaten && places[b].Start < x.End; b++)
                beaten = scores[places[b].Candidate] > scores[x.Candidate] && (nested ? places[b].End > x.End : places[b].Start > x.Start && places[b].End > x.End);
            if (!beaten)
                free[x.Candidate] = true;
        }
        return [.. scores.Select((s, i) => free[i] ? s : s * factor)];
    }

    private static double Odds(double p) => Math.Log(p / (1 - p));

    // The probability itself: scores are odds squared.
    private static double Soft(double p) => 1 / (1 + Math.Exp(-Forest.Slope * Odds(p)));

    /// <summary>Means over documents by recipe, and the paired difference to the baseline of its kind; over first-pass documents and over all that were left out.</summary>
    public static string ToMarkdown(string path)
    {
        List<(string Group, string Recipe, int Pass, Ranked Row)> rows = [.. File.ReadLines(path).Select(l => l.Split('\t')).Select(f => (f[0], f[1], int.Parse(f[2], CultureInfo.InvariantCulture),
            new Ranked(f[3], f[1], TermScores.From([.. f.Skip(4).Select(v => double.Parse(v, CultureInfo.InvariantCulture))]))))];
        var text = new StringBuilder();
        foreach (bool firstPass in (bool[])[true, false])
        {
            List<Ranked> kept = [.. rows.Where(r => !firstPass || r.Pass == 1).Select(r => r.Row).GroupBy(r => (r.Document, r.Ranker)).Select(g => g.Last())];
            text.Append(CultureInfo.InvariantCulture, $"{(firstPass ? "First-pass documents" : "All documents left out")}: difference to the baseline, mean with 95 % interval\n\n| recipe | documents | AP | Fmix | difference of AP | difference of Fmix |\n|---|---|---|---|---|---|\n");
            foreach (IGrouping<string, Ranked> recipe in kept.GroupBy(r => r.Ranker))
            {
                string baseline = recipe.Key.StartsWith("quick", StringComparison.Ordinal) || recipe.Key.StartsWith("without", StringComparison.Ordinal) ? QuickBaseline : Baseline;
                string[] d = [.. ExtractionReport.Differences(kept, recipe.Key, baseline)];
                text.Append(CultureInfo.InvariantCulture, $"| {recipe.Key} | {recipe.Count()} | {recipe.Average(r => r.Scores.AveragePrecision):F4} | {recipe.Average(r => r.Scores.Fmix):F4} | {(recipe.Key == baseline ? "" : d[4])} | {(recipe.Key == baseline ? "" : d[5])} |\n");
            }
            text.Append('\n');
        }
        return text.ToString();
    }
}
