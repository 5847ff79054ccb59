using System.CommandLine;
using Terminology.Learning;

namespace Terminology.Tool;

/// <summary><c>terms train</c>: a termhood model from the user's own accepted terms.</summary>
internal static class TrainCommand
{
    public static Command Create()
    {
        var accepted = new Option<string>("--accepted") { Description = "accepted terms: a list, one a line, the column term or zh of a table, or a glossary such as review apply writes", Required = true };
        var optional = new Option<string?>("--optional") { Description = "list of terms that are neither to be rewarded nor punished" };
        var corpus = new Option<string[]>("--corpus") { Description = "documents in which the accepted terms stand; all else in them counts as no term", Required = true, AllowMultipleArgumentsPerToken = true };
        var output = new Option<string>("--output", "-o") { Description = "the model, for terms extract --model", Required = true };
        ManifestOption manifest = ManifestOption.Create();
        var command = new Command("train", "Train a termhood model on your own accepted terms.\n\nExample: terms train --accepted client.csv --corpus docs --output client.model") { accepted, optional, corpus, output, manifest };
        command.SetAction(result => Run(result.GetRequiredValue(accepted), result.GetValue(optional), result.GetRequiredValue(corpus), result.GetRequiredValue(output), manifest.Of(result, result.GetRequiredValue(output))));
        return command;
    }

    private static int Run(string accepted, string? optional, string[] inputs, string output, ManifestWriter? manifest)
    {
        CommandLine.CheckOutputs(output);
        IReadOnlyList<string> terms = CommandLine.Terms("--accepted", accepted);
        if (terms.Count == 0)
            throw new ArgumentException($"--accepted {accepted}: there is no term; expected one a line, a table with the column term or zh, or a glossary");
        Corpus corpus = CommandLine.Corpus(inputs);
        IReadOnlyList<LabelledDocument> documents = TermhoodTrainer.Label(corpus, terms, optional is null ? null : CommandLine.Terms("--optional", optional));
        if (documents.Count < TermhoodTrainer.MinimumDocuments)
            throw new ArgumentException($"accepted terms stand in {documents.Count} documents of --corpus; expected {TermhoodTrainer.MinimumDocuments} at least: name more documents, or split long ones");
        TermhoodModel model = TermhoodTrainer.Train(documents, message => Console.Error.WriteLine(message));
        model.Write(output);
        manifest?.Write(output, [accepted, optional, .. corpus.Files]);
        Console.Error.WriteLine($"model of {documents.Count} documents written to {output}");
        return CommandLine.Found;
    }
}
