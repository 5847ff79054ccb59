namespace Terminology;

/// <summary>A glossary as a flat list of named values: counts losses and makes tidy copies.</summary>
internal static class GlossaryFields
{
    /// <summary>The values of one glossary that another lacks, counted by field, in order of the field's name.</summary>
    public static IReadOnlyList<GlossaryLoss> Difference(Glossary glossary, Glossary held)
    {
        var left = new Dictionary<(string Field, string Value), int>();
        foreach ((string Field, string Value) value in Values(held))
            left[value] = left.GetValueOrDefault(value) + 1;
        var lost = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach ((string Field, string Value) value in Values(glossary))
        {
            if (left.TryGetValue(value, out int count) && count > 0)
                left[value] = count - 1;
            else
                lost[value.Field] = lost.GetValueOrDefault(value.Field) + 1;
        }
        return [.. lost.Select(field => new GlossaryLoss(field.Key, field.Value))];
    }

    /// <summary>A copy in which every text went through a function; empty texts are gone, and with them terms, languages and concepts that have none.</summary>
    public static Glossary Tidy(Glossary glossary, Func<string, string> clean)
    {
        string? Text(string? text) => text is null || clean(text).Trim() is not { Length: > 0 } tidy ? null : tidy;
        IReadOnlyList<KeyValuePair<string, string>> Properties(IReadOnlyList<KeyValuePair<string, string>> properties) => properties.Count == 0
            ? properties
            : [.. properties.Select(property => KeyValuePair.Create(Text(property.Key), Text(property.Value)))
                .Where(property => property.Key is not null && property.Value is not null)!];

        var entries = new List<ConceptEntry>(glossary.Entries.Count);
        foreach (ConceptEntry entry in glossary.Entries)
        {
            var languages = new List<LanguageSection>(entry.Languages.Count);
            foreach (LanguageSection language in entry.Languages)
            {
                TermSection[] terms = [.. language.Terms.Where(term => Text(term.Text) is not null).Select(term => term with
                {
                    Text = Texts.OneLine(Text(term.Text)!),
                    PartOfSpeech = Text(term.PartOfSpeech),
                    Source = Text(term.Source),
                    Year = Text(term.Year),
                    Context = Text(term.Context),
                    Note = Text(term.Note),
                    Properties = Properties(term.Properties),
                })];
                if (terms.Length > 0)
                    languages.Add(language with { Terms = terms, Definition = Text(language.Definition), Properties = Properties(language.Properties) });
            }
            if (languages.Count > 0)
                entries.Add(entry with
                {
                    Languages = languages,
                    SubjectField = Text(entry.SubjectField),
                    Definition = Text(entry.Definition),
                    Source = Text(entry.Source),
                    Note = Text(entry.Note),
                    Properties = Properties(entry.Properties),
                });
        }
        return new Glossary(entries, Text(glossary.Name)) { Properties = Properties(glossary.Properties) };
    }

    private static IEnumerable<(string Field, string Value)> Values(Glossary glossary)
    {
        if (glossary.Name is not null)
            yield return ("title", glossary.Name);
        foreach (KeyValuePair<string, string> property in glossary.Properties)
            yield return ("glossary " + property.Key, property.Value);
        foreach (ConceptEntry entry in glossary.Entries)
        {
            yield return ("identifier", entry.Id);
            if (entry.SubjectField is not null) yield return ("subject field", entry.SubjectField);
            if (entry.Definition is not null) yield return ("definition", entry.Definition);
            if (entry.Source is not null) yield return ("source", entry.Source);
            if (entry.Note is not null) yield return ("note", entry.Note);
            foreach (KeyValuePair<string, string> property in entry.Properties)
                yield return (property.Key, property.Value);
            foreach (LanguageSection section in entry.Languages)
            {
                string language = section.Language;
                if (section.Definition is not null) yield return ($"{language} definition", section.Definition);
                foreach (KeyValuePair<string, string> property in section.Properties)
                    yield return ($"{language} {property.Key}", property.Value);
                foreach (TermSection term in section.Terms)
                {
                    yield return ($"{language} term", term.Text);
                    if (term.Status != AdministrativeStatus.NotSpecified) yield return ($"{language} term status", term.Text + "\0" + term.Status);
                    if (term.PartOfSpeech is not null) yield return ($"{language} term part of speech", term.PartOfSpeech);
                    if (term.Source is not null) yield return ($"{language} term source", term.Source);
                    if (term.Year is not null) yield return ($"{language} term year", term.Year);
                    if (term.Context is not null) yield return ($"{language} term context", term.Context);
                    if (term.Note is not null) yield return ($"{language} term note", term.Note);
                    foreach (KeyValuePair<string, string> property in term.Properties)
                        yield return ($"{language} term {property.Key}", property.Value);
                }
            }
        }
    }
}
