using System.CommandLine;

namespace Terminology.Tool;

/// <summary><c>terms merge</c>: counts files into one.</summary>
internal static class MergeCommand
{
    public static Command Create()
    {
        var inputs = new Argument<string[]>("COUNTS") { Description = "files of terms count or terms merge, in any order", Arity = ArgumentArity.OneOrMore };
        var output = new Option<string?>("--output", "-o") { Description = "the counts file to write" };
        var check = new Option<bool>("--check") { Description = "only read the files and name those that are damaged; exit code 1 if there are any" };
        var command = new Command("merge", "Join counts files: the result is, byte for byte, what counting all documents at once gives.\n\nExample: terms merge part1.counts part2.counts -o all.counts") { inputs, output, check };
        command.SetAction((result, cancellation) =>
        {
            string[] paths = result.GetRequiredValue(inputs);
            if (result.GetValue(check))
                return Task.FromResult(Check(paths));
            string path = result.GetValue(output) ?? throw new ArgumentException("terms merge needs --output FILE (or --check)");
            CommandLine.CheckOutputs(path);
            CountCommand.Report(TermCounts.Merge(paths, path, cancellation), path);
            return Task.FromResult(CommandLine.Found);
        });
        return command;
    }

    private static int Check(string[] paths)
    {
        int damaged = 0;
        foreach (string path in paths)
        {
            try
            {
                TermCounts.Check(path);
            }
            catch (Exception e) when (e is TerminologyFormatException or IOException)
            {
                damaged++;
                Console.Out.WriteLine(path);
                CommandLine.Fail(e.Message);
            }
        }
        return damaged > 0 ? CommandLine.NothingFound : CommandLine.Found;
    }
}
