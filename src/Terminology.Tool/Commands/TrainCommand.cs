using System.CommandLine;
using Terminology.Learning;

namespace Terminology.Tool;

/// <summary><c>terms train</c>: a termhood model from the user's own accepted terms.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var accepted = new Option<string>("--accepted") { Description = "list of accepted terms: one a line, or the column term or zh of a table", Required = true };
        var optional = new Option<string?>("--optional") { Description = "list of terms that are neither to be rewarded nor punished" };
        var corpus = new Option<string[]>("--corpus") { Description = "documents in which the accepted terms stand; all else in them counts as no term", Required = true, AllowMultipleArgumentsPerToken = true };
        var output = new Option<string>("--output", "-o") { Description = "the model, for terms extract --model", Required = true };
        var command = new Command("train", "Train a termhood model on your own accepted terms.\n\nExample: terms train --accepted client.csv --corpus docs --output client.model") { accepted, optional, corpus, output };
        command.SetAction(result => Run(result.GetRequiredValue(accepted), result.GetValue(optional), result.GetRequiredValue(corpus), result.GetRequiredValue(output)));
        return command;
    }

    private static int Run(string accepted, string? optional, string[] corpus, string output)
    {
        CommandLine.CheckOutputs(output);
        IReadOnlyList<LabelledDocument> documents = TermhoodTrainer.Label(CommandLine.Corpus(corpus), CommandLine.Terms(accepted), optional is null ? null : CommandLine.Terms(optional));
        TermhoodModel model = TermhoodTrainer.Train(documents, message => Console.Error.WriteLine(message));
        model.Write(output);
        Console.Error.WriteLine($"model of {documents.Count} documents written to {output}");
        return CommandLine.Found;
    }
}
