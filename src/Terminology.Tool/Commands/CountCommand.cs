using System.CommandLine;
using System.Globalization;

namespace Terminology.Tool;

/// <summary><c>terms count</c>: documents in, a file of counted candidates out.</summary>
internal static class CountCommand
{
    public static Command Create()
    {
        var inputs = new Argument<string[]>("INPUT") { Description = "files and directories; documents are named by the paths as given here", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string>("--output", "-o") { Description = "the counts file to write", Required = true };
        var part = new Option<string?>("--part") { Description = "count every N-th file only, beginning with the I-th: I/N, such as 3/8" };
        var memory = new Option<string>("--memory") { Description = "bytes for what is counted; what exceeds them goes to disk, with the same result", DefaultValueFactory = _ => "512MB" };
        var spill = new Option<string?>("--spill") { Description = "folder for what exceeds --memory; without it that of the output" };
        var model = new Option<string?>("--model") { Description = "termhood model of terms train, or log-linear for the built-in one without trees; without it the built-in learned one" };
        var include = new Option<string[]>("--include") { Description = "file of terms that are counted wherever they stand; repeatable, and the same for terms rank" };
        var encoding = new Option<string?>("--encoding") { Description = "encoding of plain text; without it found out (UTF-8, UTF-16, GB18030)" };
        var progress = new Option<bool>("--progress") { Description = "say on stderr how many documents are counted" };
        var command = new Command("count", "Count the candidates of a part of a corpus into a file, for terms merge and terms rank.\n\nExample: terms count seeds/corpus -o part.counts") { inputs, output, part, memory, spill, model, include, encoding, progress };
        command.SetAction((result, cancellation) =>
        {
            string path = result.GetRequiredValue(output);
            CommandLine.CheckOutputs(path);
            var extractor = new TermExtractor(new TermExtractorOptions
            {
                MemoryBudget = CommandLine.Bytes(result.GetRequiredValue(memory)),
                SpillDirectory = result.GetValue(spill),
                Model = CommandLine.Model(result.GetValue(model)),
                Include = [.. (result.GetValue(include) ?? []).SelectMany(list => CommandLine.Terms("--include", list))],
            });
            Corpus corpus = CommandLine.Corpus(result.GetRequiredValue(inputs), result.GetValue(encoding), pieces: true, fullNames: true);
            if (result.GetValue(part) is { } share)
                corpus = Part(corpus, share, result.GetValue(encoding));
            Report(extractor.Count(corpus, path, result.GetValue(progress) ? new Lines() : null, cancellation), path);
            return Task.FromResult(CommandLine.Found);
        });
        return command;
    }

    internal static void Report(CountsSummary counts, string path) => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"{counts.Candidates} candidates of {counts.Documents} documents ({counts.Characters} characters) written to {path}{(counts.Runs > 0 ? $", {counts.Runs} times by way of the disk" : "")}"));

    private sealed class Lines : IProgress<int>
    {
        public void Report(int value)
        {
            if (value % 10 == 0)
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"counted {value} documents"));
        }
    }

    private static Corpus Part(Corpus corpus, string part, string? encoding)
    {
        string[] numbers = part.Split('/');
        if (numbers.Length != 2 || !int.TryParse(numbers[0], NumberStyles.None, CultureInfo.InvariantCulture, out int number) || !int.TryParse(numbers[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parts) || number < 1 || number > parts)
            throw new ArgumentException($"--part is {part}; expected I/N with I from 1 to N, such as 3/8");
        string[] files = [.. corpus.Files.Where((_, i) => i % parts == number - 1)];
        return files.Length > 0
            ? CommandLine.Corpus(files, encoding, pieces: true, fullNames: true)
            : throw new ArgumentException($"--part {part} holds no file: there are only {corpus.Files.Count}; take fewer parts");
    }
}
