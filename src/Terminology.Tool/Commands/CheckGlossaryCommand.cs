using System.CommandLine;

namespace Terminology.Tool;

/// <summary><c>terms check-glossary</c>: what a terminologist should mend in a glossary.</summary>
internal static class CheckGlossaryCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("GLOSSARY") { Description = "a glossary in any format (TBX, CSV, XLSX, MultiTerm ...)" };
        var command = new Command("check-glossary", "Find duplicates, contradictions, circular references and missing fields in a glossary; exit code 1 if there are any. A line says the kind, the entries, what is expected, and the term.\n\nExample: terms check-glossary glossary/policy.csv") { input };
        command.SetAction(result => Run(result.GetRequiredValue(input)));
        return command;
    }

    private static int Run(string path)
    {
        Glossary glossary = CommandLine.Glossary("GLOSSARY", path);
        // An identifier may be the reader's own numbering: only the term tells the user which entry is meant.
        var terms = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ConceptEntry entry in glossary.Entries)
            terms.TryAdd(entry.Id, entry.TermsIn("zh").FirstOrDefault()?.Text ?? "");
        IReadOnlyList<GlossaryFinding> findings = GlossaryChecker.Check(glossary);
        foreach (GlossaryFinding finding in findings)
            Console.WriteLine($"{finding}\t{string.Join(", ", finding.Entries.Select(id => terms.GetValueOrDefault(id, "")).Distinct())}");
        Console.Error.WriteLine($"{glossary.Entries.Count} entries, {findings.Count} findings");
        return findings.Count == 0 ? CommandLine.Found : CommandLine.NothingFound;
    }
}
