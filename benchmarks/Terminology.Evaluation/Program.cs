using System.Diagnostics;
using Terminology;
using Terminology.Evaluation;
using Terminology.Learning;

if (args.Length == 0)
{
    Console.Error.WriteLine("usage: alignment ... | english ... | build-term-base ... | (extraction|train) --gold seeds/gold --policy POLICY_DIR [--groups N] [--only K]");
    return 2;
}
string Option(string name, string fallback)
{
    int i = Array.IndexOf(args, name);
    return i >= 0 && i + 1 < args.Length ? args[i + 1] : fallback;
}
int Number(string name, int fallback) => int.TryParse(Option(name, ""), System.Globalization.CultureInfo.InvariantCulture, out int value) ? value : fallback;
var clock = Stopwatch.StartNew();
void Log(string message) => Console.Error.WriteLine($"{clock.Elapsed.TotalSeconds,7:F1}  {message}");

string policy = Option("--policy", ""), goldFolder = Option("--gold", "seeds/gold");
switch (args[0])
{
    case "alignment":
        return AlignmentEvaluation.Run(args[1..]);
    case "english":
        return English.Run(args[1..]);
    case "build-term-base":
        return EnglishBuild.Run(args[1..]);
    case "extraction":
    {
        List<GoldDocument> gold = GoldSet.Read(goldFolder, policy);
        var (_, labels) = ExtractionEvaluation.Prepare(policy, gold, Log);
        ExtractionEvaluation.LeaveOut(gold, labels, Number("--groups", 5), Log, Number("--only", -1));
        return 0;
    }
    case "missed":
    {
        List<GoldDocument> gold = GoldSet.Read(goldFolder, policy);
        var (_, labels) = ExtractionEvaluation.Prepare(policy, gold, Log);
        ExtractionEvaluation.PrintMissed(labels);
        return 0;
    }
    case "train":
    {
        List<GoldDocument> gold = GoldSet.Read(goldFolder, policy);
        var (background, labels) = ExtractionEvaluation.Prepare(policy, gold, Log);
        string resources = Option("--output", "src/Terminology/Resources");
        Directory.CreateDirectory(resources);
        File.WriteAllBytes(Path.Combine(resources, "background.bin"), background);
        TermhoodModel model = new TermhoodTraining(labels, log: Log).Train(calibrate: true);
        using (FileStream stream = File.Create(Path.Combine(resources, "termhood.bin")))
            model.Write(stream);
        Log("model written");
        return 0;
    }
    default:
        Console.Error.WriteLine($"unknown command {args[0]}");
        return 2;
}
