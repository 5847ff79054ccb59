using System.CommandLine;

namespace Terminology.Tool;

/// <summary><c>terms verify</c>: whether an output and what it was made from are unchanged.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var output = new Argument<string>("OUTPUT") { Description = "the output; its manifest stands beside it" };
        var inputs = new Option<string?>("--inputs") { Description = "directory in which relative inputs are looked for; without it the working directory" };
        var command = new Command("verify", "Recompute the hashes in the manifest that --manifest wrote beside an output of extract, align, check, compare, convert, merge-glossaries, review apply or train; exit code 1 if anything has changed.\n\nExample: terms verify terms.csv") { output, inputs };
        command.SetAction(result =>
        {
            IReadOnlyList<ManifestCheck> checks = Manifest.Verify(result.GetRequiredValue(output), result.GetValue(inputs));
            foreach (ManifestCheck check in checks)
                Console.Out.WriteLine($"{check.State.ToString().ToLowerInvariant()}\t{check.Name}");
            return checks.All(check => check.State == ManifestState.Unchanged) ? CommandLine.Found : CommandLine.NothingFound;
        });
        return command;
    }
}
