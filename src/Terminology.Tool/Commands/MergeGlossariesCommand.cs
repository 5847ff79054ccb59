using System.CommandLine;
using Terminology.Formats;

namespace Terminology.Tool;

/// <summary><c>terms merge-glossaries</c>: several glossaries into one.</summary>
internal static class MergeGlossariesCommand
{
    public static Command Create()
    {
        var inputs = new Argument<string[]>("GLOSSARY") { Description = "the glossaries, the most trusted first", Arity = new ArgumentArity(2, 1000) };
        var output = new Option<string>("--output", "-o") { Description = "the file to write; its ending names the format", Required = true };
        var source = new Option<string>("--source-language") { Description = "language whose terms are compared first", DefaultValueFactory = _ => "zh" };
        var target = new Option<string>("--target-language") { Description = "language of which a term has to agree", DefaultValueFactory = _ => "en" };
        ManifestOption manifest = ManifestOption.Create();
        var command = new Command("merge-glossaries", "Join glossaries concept by concept; contradictions are listed, and the first glossary's word stands.\n\nExample: terms merge-glossaries client.tbx policy.csv --output all.tbx")
        {
            inputs, output, source, target, manifest,
        };
        command.SetAction(result =>
        {
            (string sourceLanguage, string targetLanguage) = (result.GetRequiredValue(source), result.GetRequiredValue(target));
            IGlossaryFormat format = GlossaryInput.Writable(result.GetRequiredValue(output));
            CommandLine.CheckInputs("GLOSSARY", result.GetRequiredValue(inputs));
            CommandLine.CheckOutputs(result.GetRequiredValue(output));
            ManifestWriter? manifests = manifest.Of(result, result.GetRequiredValue(output));
            var glossaries = new List<Glossary>();
            int errors = 0;
            foreach (string input in result.GetRequiredValue(inputs))
            {
                if (GlossaryInput.Read(input, null, new GlossaryReadOptions { SourceLanguage = sourceLanguage, TargetLanguage = targetLanguage }, out int faults) is not { } glossary)
                    return CommandLine.Error;
                glossaries.Add(glossary);
                errors += faults;
            }
            GlossaryMerge merge = GlossaryMerger.Merge(glossaries, sourceLanguage, targetLanguage);
            GlossaryInput.Write(merge.Glossary, result.GetRequiredValue(output), format, new GlossaryWriteOptions { SourceLanguage = sourceLanguage, TargetLanguage = targetLanguage });
            manifests?.Write(result.GetRequiredValue(output), result.GetRequiredValue(inputs));
            if (merge.Conflicts.Count > 0)
                Console.Out.WriteLine("id\tterm\tfield\tkept\tother");
            foreach (GlossaryConflict conflict in merge.Conflicts)
                Console.Out.WriteLine(string.Join('\t', new[] { conflict.Id, conflict.Term, conflict.Field, conflict.Kept, conflict.Other }.Select(cell => cell.ReplaceLineEndings(" ").Replace('\t', ' '))));
            Console.Error.WriteLine($"{merge.Joined} concepts joined, {merge.Conflicts.Count} conflicts");
            return errors > 0 ? CommandLine.NothingFound : CommandLine.Found;
        });
        return command;
    }
}
