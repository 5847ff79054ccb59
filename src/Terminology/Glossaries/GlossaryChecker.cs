namespace Terminology;

/// <summary>What can be wrong with the content of a glossary.</summary>
public enum GlossaryFindingKind
{
    /// <summary>Two entries say the same.</summary>
    Duplicate,

    /// <summary>Entries say different things about one term: two preferred renderings, or preferred here and deprecated there.</summary>
    Contradiction,

    /// <summary>Cross-references that lead back to where they began or to no entry, or a definition that uses its own term.</summary>
    Circular,

    /// <summary>Something every entry needs is not there.</summary>
    MissingField,
}

/// <summary>Something a terminologist should mend. Immutable and thread-safe.</summary>
/// <param name="Kind">What kind of thing.</param>
/// <param name="Entries">Identifiers of the entries concerned, in the order of the glossary.</param>
/// <param name="Message">What was found and what is expected.</param>
public sealed record GlossaryFinding(GlossaryFindingKind Kind, IReadOnlyList<string> Entries, string Message)
{
    /// <summary>One line: kind, entries, message.</summary>
    public override string ToString() => $"{Name(Kind)}\t{string.Join(", ", Entries)}\t{Message}";

    private static string Name(GlossaryFindingKind kind) => kind switch
    {
        GlossaryFindingKind.Duplicate => "duplicate",
        GlossaryFindingKind.Contradiction => "contradiction",
        GlossaryFindingKind.Circular => "circular",
        _ => "missing field",
    };
}

/// <summary>Finds duplicates, contradictions, circular references and missing fields in a Chinese-English glossary.</summary>
public static class GlossaryChecker
{
    private const string CrossReference = "crossReference";

    /// <summary>Checks a glossary.</summary>
    /// <param name="glossary">The glossary; not changed.</param>
    /// <returns>What was found: by kind, then in the order of the glossary; empty if all is well.</returns>
    public static IReadOnlyList<GlossaryFinding> Check(Glossary glossary)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        var findings = new List<GlossaryFinding>();
        Compare(glossary, findings);
        Circles(glossary, findings);
        foreach (ConceptEntry entry in glossary.Entries)
        {
            Fields(entry, findings);
        }

        return [.. findings.OrderBy(f => f.Kind)];
    }

    private static void Compare(Glossary glossary, List<GlossaryFinding> findings)
    {
        var byTerm = new Dictionary<string, List<ConceptEntry>>();
        var order = new List<string>();
        foreach (ConceptEntry entry in glossary.Entries)
        {
            foreach (string key in entry.TermsIn("zh").Select(t => ChineseKey.Of(t.Text)).Where(k => k.Length > 0).Distinct())
            {
                if (!byTerm.TryGetValue(key, out List<ConceptEntry>? entries))
                {
                    byTerm.Add(key, entries = []);
                    order.Add(key);
                }

                entries.Add(entry);
            }
        }

        foreach (string key in order)
        {
            List<ConceptEntry> entries = byTerm[key];
            Statuses(entries, findings);
            for (int i = 0; i < entries.Count; i++)
            {
                for (int k = i + 1; k < entries.Count; k++)
                {
                    ConceptEntry a = entries[i], b = entries[k];
                    HashSet<string> left = English(a), right = English(b);
                    if (left.SetEquals(right) && left.Count > 0)
                    {
                        findings.Add(new GlossaryFinding(GlossaryFindingKind.Duplicate, [a.Id, b.Id], "the same Chinese and English terms; keep one entry"));
                    }
                    else if (a.SubjectField == b.SubjectField && Preferred(a) is { } first && Preferred(b) is { } second && first != second)
                    {
                        findings.Add(new GlossaryFinding(GlossaryFindingKind.Contradiction, [a.Id, b.Id], "the same Chinese term in the same subject field with two preferred English terms; merge them or tell the subject fields apart"));
                    }
                }
            }
        }
    }

    /// <summary>A rendering that one entry prefers and another (or the same) deprecates.</summary>
    private static void Statuses(List<ConceptEntry> entries, List<GlossaryFinding> findings)
    {
        var good = new Dictionary<string, string>();
        foreach (ConceptEntry entry in entries)
        {
            foreach (TermSection term in entry.TermsIn("en").Where(t => t.Status is AdministrativeStatus.Preferred or AdministrativeStatus.Admitted))
            {
                good.TryAdd(EnglishText.Comparable(term.Text), entry.Id);
            }
        }

        foreach (ConceptEntry entry in entries)
        {
            foreach (TermSection term in entry.TermsIn("en").Where(t => t.Status is AdministrativeStatus.Deprecated or AdministrativeStatus.Superseded))
            {
                if (good.TryGetValue(EnglishText.Comparable(term.Text), out string? other))
                {
                    findings.Add(new GlossaryFinding(GlossaryFindingKind.Contradiction, other == entry.Id ? [entry.Id] : [other, entry.Id], "an English term is to be used and not to be used for the same Chinese term"));
                }
            }
        }
    }

    private static void Circles(Glossary glossary, List<GlossaryFinding> findings)
    {
        var entries = glossary.Entries.ToDictionary(e => e.Id);
        foreach (ConceptEntry entry in glossary.Entries)
        {
            foreach (string target in References(entry))
            {
                if (!entries.ContainsKey(target))
                {
                    findings.Add(new GlossaryFinding(GlossaryFindingKind.Circular, [entry.Id], $"a cross-reference leads to {target}, which is no entry"));
                }
            }

            // A chain of single references is followed; a circle is told once, by the entry that comes first in the glossary.
            var path = new List<string> { entry.Id };
            ConceptEntry at = entry;
            while (References(at) is [var next] && entries.TryGetValue(next, out ConceptEntry? following))
            {
                if (next == entry.Id)
                {
                    if (path.TrueForAll(id => Index(glossary, id) >= Index(glossary, entry.Id)))
                    {
                        findings.Add(new GlossaryFinding(GlossaryFindingKind.Circular, [.. path], "cross-references lead in a circle; one of them must say something itself"));
                    }

                    break;
                }

                if (path.Contains(next))
                {
                    break;
                }

                path.Add(next);
                at = following;
            }

            if (entry.Definition is { } definition && entry.TermsIn("zh").Concat(entry.TermsIn("en")).Any(t => t.Text.Length > 1 && string.Equals(definition.Trim(' ', '.', '。'), t.Text, StringComparison.OrdinalIgnoreCase)))
            {
                findings.Add(new GlossaryFinding(GlossaryFindingKind.Circular, [entry.Id], "the definition is the term itself"));
            }
        }
    }

    private static void Fields(ConceptEntry entry, List<GlossaryFinding> findings)
    {
        var missing = new List<string>();
        if (!entry.TermsIn("zh").Any())
        {
            missing.Add("Chinese term");
        }

        List<TermSection> english = [.. entry.TermsIn("en")];
        if (english.Count == 0)
        {
            missing.Add("English term");
        }
        else if (english.Count(t => t.Status == AdministrativeStatus.Preferred) != 1)
        {
            missing.Add("exactly one preferred English term");
        }

        if (string.IsNullOrWhiteSpace(entry.SubjectField))
        {
            missing.Add("subject field");
        }

        if (string.IsNullOrWhiteSpace(entry.Source) && english.Exists(t => string.IsNullOrWhiteSpace(t.Source)))
        {
            missing.Add("source");
        }

        if (missing.Count > 0)
        {
            findings.Add(new GlossaryFinding(GlossaryFindingKind.MissingField, [entry.Id], "expected " + string.Join(", ", missing)));
        }
    }

    private static int Index(Glossary glossary, string id)
    {
        for (int i = 0; i < glossary.Entries.Count; i++)
        {
            if (glossary.Entries[i].Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    private static string[] References(ConceptEntry entry) => [.. entry.Properties.Where(p => p.Key == CrossReference).Select(p => p.Value)];

    private static HashSet<string> English(ConceptEntry entry) => [.. entry.TermsIn("en").Select(t => EnglishText.Comparable(t.Text))];

    private static string? Preferred(ConceptEntry entry) => entry.TermsIn("en").FirstOrDefault(t => t.Status == AdministrativeStatus.Preferred) is { } term ? EnglishText.Comparable(term.Text) : null;
}
