using System.Diagnostics;
using Terminology;
using Terminology.Evaluation;
using Terminology.Learning;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: alignment ... | english ... | build-term-base ... | fuzz [FOLDER...] [--files N] [--seed N] | (extraction|lists|salience|experiments|log-linear|train|missed) --gold seeds/gold --policy POLICY_DIR [--groups N | --leave-one-out] [--only K,K [--together]] [--models DIR] [--output DIR] [--lists DIR] [--sieve-loss X] [--run RECIPE;RECIPE --table FILE --background-minimum N --suffix NAME]");
    return 2;
}
string Option(string name, string fallback)
{
    int i = Array.IndexOf(args, name);
    return i >= 0 && i + 1 < args.Length ? args[i + 1] : fallback;
}
int Number(string name, int fallback) => int.TryParse(Option(name, ""), System.Globalization.CultureInfo.InvariantCulture, out int value) ? value : fallback;
List<LeftOut> Only(List<LeftOut> groups) => Option("--only", "") is { Length: > 0 } only ? [.. only.Split(',').Select(k => groups[int.Parse(k, System.Globalization.CultureInfo.InvariantCulture) - 1])] : groups;
var clock = Stopwatch.StartNew();
void Log(string message) => Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds,7:F1}  {message}");

string policy = Option("--policy", ""), goldFolder = Option("--gold", "seeds/gold"), models = Option("--models", "");
switch (args[0])
{
    case "alignment":
        return AlignmentEvaluation.Run(args[1..]);
    case "english":
        return English.Run(args[1..]);
    case "fuzz":
        return Fuzz.Run([.. args[1..].TakeWhile(argument => !argument.StartsWith("--", StringComparison.Ordinal))], Number("--files", 2000), Number("--seed", 1));
    case "build-term-base":
        return EnglishBuild.Run(args[1..]);
    case "extraction":
    {
        List<GoldDocument> gold = GoldSet.Read(goldFolder, policy);
        var (_, labels) = ExtractionEvaluation.Prepare(policy, gold, Log);
        List<LeftOut> groups = Only(ExtractionEvaluation.Groups(gold, args.Contains("--leave-one-out") ? 0 : Number("--groups", 5)));
        if (args.Contains("--models-only"))
        {
            foreach (LeftOut group in groups)
                ExtractionEvaluation.Models(group, labels, models, Log);
            return 0;
        }
        // --sieve-loss 0 trains without the sieve, to see what it costs.
        double sieve = double.Parse(Option("--sieve-loss", "-1"), System.Globalization.CultureInfo.InvariantCulture);
        var (rankings, errors) = ExtractionEvaluation.LeaveOut(gold, labels, groups, models, Option("--lists", ""), Log, sieve);
        string report = ExtractionReport.ToMarkdown(rankings), mistakes = "## Errors of the learned ranker by class\n\n" + errors.ToMarkdown(examples: 12);
        Console.WriteLine(report + "\n" + mistakes);
        if (Option("--output", "") is { Length: > 0 } folder)
        {
            string suffix = args.Contains("--leave-one-out") ? "-one-out" : "";
            File.WriteAllText(Path.Combine(folder, $"extraction-scores{suffix}.csv"), ExtractionReport.ToCsv(rankings));
            File.WriteAllText(Path.Combine(folder, $"extraction-scores{suffix}.md"), "# Scores of extraction on documents left out\n\n" + report + "\n" + mistakes);
            File.WriteAllText(Path.Combine(folder, $"extraction-errors{suffix}.csv"), errors.ToCsv());
        }
        return 0;
    }
    case "lists":
    {
        List<GoldDocument> gold = GoldSet.Read(goldFolder, policy);
        // --texts FILE,FILE: texts of the folder that nobody annotated, by the model of the library and the background without them.
        int annotated = gold.Count;
        foreach (string file in Option("--texts", "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            gold.Add(new GoldDocument(file, 0, file, new LabelledDocument(new Document(file, File.ReadAllText(Path.Combine(policy, file))), [])));
        var (_, labels) = ExtractionEvaluation.Prepare(policy, gold, Log);
        using var lists = new StreamWriter(Option("--table", "lists.tsv"));
        if (gold.Count > annotated)
        {
            var rest = new LeftOut("texts", [.. Enumerable.Range(annotated, gold.Count - annotated)], gold.Count);
            ListReview.Write(lists, rest, gold, labels, TermhoodModel.Default);
            return 0;
        }
        foreach (LeftOut group in Only(ExtractionEvaluation.Groups(gold, Number("--groups", 5))))
        {
            ListReview.Write(lists, group, gold, labels, ExtractionEvaluation.Models(group, labels, models, Log).Learned);
            Log(group.Name);
        }
        return 0;
    }
    case "experiments":
    {
        string table = Option("--table", "experiments.tsv");
        if (Option("--run", "") is { Length: > 0 } recipes)
        {
            List<GoldDocument> gold = GoldSet.Read(goldFolder, policy);
            int minimumCount = Number("--background-minimum", BackgroundBuilder.MinimumCount);
            var (_, labels) = ExtractionEvaluation.Prepare(policy, gold, Log, minimumCount);
            List<LeftOut> groups = Only(ExtractionEvaluation.Groups(gold, Number("--groups", 5)));
            if (args.Contains("--together"))
                groups = [new LeftOut(string.Join('+', groups.Select(g => g.Name)), [.. groups.SelectMany(g => g.Held)], gold.Count)];
            ExtractionExperiments.Run(gold, labels, groups, recipes.Split(';', StringSplitOptions.TrimEntries), Option("--suffix", ""), table, Log);
        }
        Console.WriteLine(ExtractionExperiments.ToMarkdown(table));
        return 0;
    }
    case "salience":
    {
        List<GoldDocument> gold = GoldSet.Read(goldFolder, policy);
        var own = new TermExtractor();
        Func<int, TermExtractor> extractor = _ => own;
        if (models.Length > 0)
        {
            // With models that saw no document of its group, and the background without it.
            var (_, labels) = ExtractionEvaluation.Prepare(policy, gold, Log);
            var groups = ExtractionEvaluation.Groups(gold, Number("--groups", 5)).ConvertAll(g => (g.Held, ExtractionEvaluation.Models(g, labels, models, Log).Learned));
            extractor = i => ListReview.Extractor(groups.Find(g => g.Held.Contains(i)).Learned, labels[i]);
        }
        SalienceEvaluation.Run(goldFolder, gold, extractor);
        return 0;
    }
    case "missed":
    {
        List<GoldDocument> gold = GoldSet.Read(goldFolder, policy);
        var (_, labels) = ExtractionEvaluation.Prepare(policy, gold, Log);
        ExtractionEvaluation.PrintMissed(labels);
        return 0;
    }
    case "log-linear":
    {
        List<GoldDocument> gold = GoldSet.Read(goldFolder, policy);
        var (_, labels) = ExtractionEvaluation.Prepare(policy, gold, Log);
        double[] weights = LogLinearTraining.Fit(labels);
        for (int i = 0; i < weights.Length; i++)
            Console.WriteLine(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{weights[i]:F3}, // {(i < LogLinearModel.Quantities.Length ? LogLinearModel.Quantities[i].Name : "constant")}"));
        return 0;
    }
    case "train":
    {
        List<GoldDocument> gold = GoldSet.Read(goldFolder, policy);
        var (background, labels) = ExtractionEvaluation.Prepare(policy, gold, Log);
        string resources = Option("--output", "src/Terminology/Resources");
        Directory.CreateDirectory(resources);
        File.WriteAllBytes(Path.Combine(resources, "background.bin"), background);
        TermhoodModel model = new TermhoodTraining(labels, Log).Train(calibrate: true);
        using (FileStream stream = File.Create(Path.Combine(resources, "termhood.bin")))
            model.Write(stream);
        Log("model written");
        return 0;
    }
    default:
        Console.Error.WriteLine($"unknown command {args[0]}");
        return 2;
}
