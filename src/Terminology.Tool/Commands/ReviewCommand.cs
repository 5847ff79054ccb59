using System.CommandLine;
using System.Text;
using Terminology.Formats;

namespace Terminology.Tool;

/// <summary><c>terms review apply</c>: a reviewed workbook into a glossary.</summary>
internal static class ReviewCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("REVIEW") { Description = "the reviewed workbook" };
        var output = new Option<string>("--output", "-o") { Description = "glossary of the accepted terms; its ending names the format", Required = true };
        var rejected = new Option<string?>("--exclude-output") { Description = "list of the rejected terms, as extract --exclude takes it" };
        ManifestOption manifest = ManifestOption.Create();
        var apply = new Command("apply", "Turn a reviewed workbook into a glossary and an exclusion list.\n\nExample: terms review apply review.xlsx --output client.tbx --exclude-output rejected.txt") { input, output, rejected, manifest };
        apply.SetAction(result =>
        {
            string path = result.GetRequiredValue(input);
            IGlossaryFormat format = GlossaryInput.Writable(result.GetRequiredValue(output));
            CommandLine.CheckInputs("REVIEW", path);
            CommandLine.CheckOutputs(result.GetRequiredValue(output), result.GetValue(rejected));
            ManifestWriter? manifests = manifest.Of(result, result.GetRequiredValue(output));
            ReviewResult review = ReviewWorkbook.Read(path);
            foreach (FormatFault fault in review.Faults)
                Console.Error.WriteLine("terms: " + fault.ToString().ReplaceLineEndings(" "));
            // A row that cannot be applied stops the whole: half a review would pass for a whole one.
            if (review.Faults.Any(fault => fault.Severity == FaultSeverity.Error))
                return CommandLine.Error;
            if (review.Accepted.Entries.Count > 0)
            {
                GlossaryInput.Write(review.Accepted, result.GetRequiredValue(output), format, new GlossaryWriteOptions());
                manifests?.Write(result.GetRequiredValue(output), [path]);
            }
            if (result.GetValue(rejected) is { } list)
            {
                string temporary = list + ".tmp";
                File.WriteAllText(temporary, string.Concat(review.Rejected.Select(term => term + "\n")), new UTF8Encoding(false));
                File.Move(temporary, list, overwrite: true);
                manifests?.Write(list, [path]);
            }
            Console.Error.WriteLine($"{review.Accepted.Entries.Count} accepted, {review.Rejected.Count} rejected, {review.Open} without a decision");
            if (review.Accepted.Entries.Count == 0)
                CommandLine.Fail("no row is accepted, so no glossary was written; write accept in the column status of the rows you want");
            return review.Accepted.Entries.Count > 0 ? CommandLine.Found : CommandLine.NothingFound;
        });
        return new Command("review", "Work with a reviewed term list: the workbook that terms extract --output review.xlsx writes.\n\nExample: terms review apply review.xlsx --output client.tbx") { apply };
    }
}
