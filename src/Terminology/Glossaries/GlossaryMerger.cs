namespace Terminology;

/// <summary>Joined glossaries. Immutable.</summary>
/// <param name="Glossary">All concepts.</param>
/// <param name="Joined">How many concepts were joined to one of an earlier glossary.</param>
/// <param name="Conflicts">Where they contradict each other; the first one's word stands.</param>
public sealed record GlossaryMerge(Glossary Glossary, int Joined, IReadOnlyList<GlossaryConflict> Conflicts);

/// <summary>Two glossaries say different things. Immutable.</summary>
/// <param name="Id">The concept, as it is called in the joined glossary.</param>
/// <param name="Term">Its first source term.</param>
/// <param name="Field">What they differ in: status of a term, preferred term, definition, subject.</param>
/// <param name="Kept">What stands.</param>
/// <param name="Other">What the later glossary says.</param>
public sealed record GlossaryConflict(string Id, string Term, string Field, string Kept, string Other);

/// <summary>Joins glossaries: concepts that share a source term, and a target term or the subject, become one.</summary>
public static class GlossaryMerger
{
    /// <summary>Merges glossaries; what the first says wins, and what the others add is kept.</summary>
    /// <param name="glossaries">The glossaries, the most trusted first.</param>
    /// <param name="sourceLanguage">Language whose terms are compared first.</param>
    /// <param name="targetLanguage">Language of which a term has to agree where the subjects differ.</param>
    public static GlossaryMerge Merge(IReadOnlyList<Glossary> glossaries, string sourceLanguage = "zh", string targetLanguage = "en")
    {
        ArgumentNullException.ThrowIfNull(glossaries);
        var entries = new List<ConceptEntry>();
        var conflicts = new List<GlossaryConflict>();
        var bySource = new Dictionary<string, List<int>>();
        var ids = new HashSet<string>();
        int joined = 0;
        foreach (Glossary glossary in glossaries)
        {
            // Only concepts of earlier glossaries are joined to: one that keeps two apart has its reasons.
            int earlier = entries.Count;
            foreach (ConceptEntry entry in glossary.Entries)
            {
                int match = Find(entry, bySource, entries, sourceLanguage, targetLanguage);
                if (match >= 0 && match < earlier)
                {
                    entries[match] = Join(entries[match], entry, sourceLanguage, conflicts);
                    joined++;
                    continue;
                }
                string id = entry.Id;
                for (int n = 2; !ids.Add(id); n++)
                    id = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{entry.Id}-{n}");
                entries.Add(id == entry.Id ? entry : entry with { Id = id });
            }
            bySource.Clear();
            for (int i = 0; i < entries.Count; i++)
                foreach (TermSection term in entries[i].TermsIn(sourceLanguage))
                {
                    if (!bySource.TryGetValue(term.Text, out List<int>? list))
                        bySource.Add(term.Text, list = []);
                    list.Add(i);
                }
        }
        return new(new Glossary(entries, glossaries.Count > 0 ? glossaries[0].Name : null) { Properties = glossaries.Count > 0 ? glossaries[0].Properties : [] }, joined, conflicts);
    }

    private static int Find(ConceptEntry entry, Dictionary<string, List<int>> bySource, List<ConceptEntry> entries, string sourceLanguage, string targetLanguage)
    {
        foreach (TermSection term in entry.TermsIn(sourceLanguage))
            if (bySource.TryGetValue(term.Text, out List<int>? known))
                foreach (int i in known)
                    if (IsSame(entries[i], entry, targetLanguage))
                        return i;
        return -1;
    }

    private static bool IsSame(ConceptEntry left, ConceptEntry right, string targetLanguage)
    {
        if (left.SubjectField is not null && left.SubjectField == right.SubjectField)
            return true;
        HashSet<string> terms = new(left.TermsIn(targetLanguage).Select(term => term.Text), StringComparer.OrdinalIgnoreCase);
        return terms.Count == 0 || !right.TermsIn(targetLanguage).Any() || right.TermsIn(targetLanguage).Any(term => terms.Contains(term.Text));
    }

    private static ConceptEntry Join(ConceptEntry left, ConceptEntry right, string sourceLanguage, List<GlossaryConflict> conflicts)
    {
        string head = left.TermsIn(sourceLanguage).FirstOrDefault()?.Text ?? left.Id;
        string? One(string field, string? kept, string? other)
        {
            if (kept is not null && other is not null && kept != other)
                conflicts.Add(new(left.Id, head, field, kept, other));
            return kept ?? other;
        }
        var languages = left.Languages.ToList();
        foreach (LanguageSection section in right.Languages)
        {
            int at = languages.FindIndex(known => known.Language == section.Language);
            if (at < 0)
            {
                languages.Add(section);
                continue;
            }
            List<TermSection> terms = [.. languages[at].Terms];
            string? preferred = terms.Find(term => term.Status == AdministrativeStatus.Preferred)?.Text;
            foreach (TermSection term in section.Terms)
            {
                int same = terms.FindIndex(known => known.Text == term.Text);
                if (same < 0)
                {
                    bool second = term.Status == AdministrativeStatus.Preferred && preferred is not null;
                    if (second)
                        conflicts.Add(new(left.Id, head, $"preferred term {section.Language}", preferred!, term.Text));
                    terms.Add(second ? term with { Status = AdministrativeStatus.Admitted } : term);
                    continue;
                }
                TermSection known = terms[same];
                if (known.Status != AdministrativeStatus.NotSpecified && term.Status != AdministrativeStatus.NotSpecified && known.Status != term.Status)
                    conflicts.Add(new(left.Id, head, $"status of \"{known.Text}\"", known.Status.ToString(), term.Status.ToString()));
                terms[same] = known with
                {
                    Status = known.Status == AdministrativeStatus.NotSpecified ? term.Status : known.Status,
                    PartOfSpeech = known.PartOfSpeech ?? term.PartOfSpeech,
                    Source = known.Source ?? term.Source,
                    Year = known.Year ?? term.Year,
                    Context = known.Context ?? term.Context,
                    Note = known.Note ?? term.Note,
                    Properties = Union(known.Properties, term.Properties),
                };
            }
            languages[at] = languages[at] with { Terms = terms, Definition = One($"definition {section.Language}", languages[at].Definition, section.Definition), Properties = Union(languages[at].Properties, section.Properties) };
        }
        return left with
        {
            SubjectField = One("subject", left.SubjectField, right.SubjectField),
            Definition = One("definition", left.Definition, right.Definition),
            Source = left.Source ?? right.Source,
            Note = left.Note ?? right.Note,
            Properties = Union(left.Properties, right.Properties),
            Languages = languages,
        };
    }

    private static IReadOnlyList<KeyValuePair<string, string>> Union(IReadOnlyList<KeyValuePair<string, string>> left, IReadOnlyList<KeyValuePair<string, string>> right) =>
        right.Count == 0 ? left : [.. left, .. right.Where(property => !left.Contains(property))];
}
