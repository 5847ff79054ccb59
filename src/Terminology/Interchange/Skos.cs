using System.Text;

namespace Terminology;

/// <summary>SKOS in Turtle: concepts as linked data.</summary>
public static class Skos
{
    /// <summary>The format.</summary>
    public static IGlossaryFormat Format { get; } = new SkosFormat();
}

/// <summary>SKOS Turtle. Label properties carry the status: prefLabel preferred, altLabel admitted, hiddenLabel deprecated.</summary>
internal sealed class SkosFormat : IGlossaryFormat
{
    private const string SkosNamespace = "http://www.w3.org/2004/02/skos/core#", DctNamespace = "http://purl.org/dc/terms/", XlNamespace = "http://www.w3.org/2008/05/skos-xl#",
        RdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type", Base = "urn:terminology:";

    public string Name => "skos";

    public string Title => "SKOS Turtle";

    public IReadOnlyList<string> Extensions { get; } = [".skos.ttl", ".ttl"];

    public bool CanRead => true;

    public bool CanWrite => true;

    public string CannotHold => "A language has one preferred term: the first preferred one, else the first that is not deprecated; the others are admitted, superseded ones deprecated. Contexts belong to the language, not to a term; no part of speech, year, source or note of a term, no other properties.";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        string text = Encoding.UTF8.GetString(head);
        return text.Contains("@prefix", StringComparison.Ordinal) && text.Contains(SkosNamespace, StringComparison.Ordinal);
    }

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options)
    {
        glossary = GlossaryFields.Tidy(glossary, SafeXml.Clean);
        return new Glossary(glossary.Entries.Select(Held), glossary.Name);
    }

    private static ConceptEntry Held(ConceptEntry entry)
    {
        var languages = new List<LanguageSection>();
        foreach (LanguageSection section in entry.Languages)
        {
            // Labels of a concept in a language are disjoint (S13), preferred ones single (S14).
            TermSection[] distinct = [.. section.Terms.DistinctBy(term => term.Text)];
            TermSection? best = distinct.FirstOrDefault(term => term.Status == AdministrativeStatus.Preferred)
                ?? distinct.FirstOrDefault(term => !IsHidden(term));
            TermSection[] ordered = [.. distinct.Where(term => term == best), .. distinct.Where(term => term != best && !IsHidden(term)), .. distinct.Where(IsHidden)];
            string[] contexts = [.. section.Terms.Select(term => term.Context).Where(context => context is not null).Distinct()!];
            languages.Add(new LanguageSection
            {
                Language = section.Language,
                Definition = section.Definition,
                Terms = [.. ordered.Select((term, i) => new TermSection
                {
                    Text = term.Text,
                    Status = term == best ? AdministrativeStatus.Preferred : IsHidden(term) ? AdministrativeStatus.Deprecated : AdministrativeStatus.Admitted,
                    Context = i == 0 ? contexts.FirstOrDefault() : null,
                    Properties = i == 0 ? [.. contexts.Skip(1).Select(context => KeyValuePair.Create(Categories.Context, context))] : [],
                })],
            });
        }
        return new ConceptEntry { Id = entry.Id, SubjectField = entry.SubjectField, Definition = entry.Definition, Source = entry.Source, Note = entry.Note, Languages = languages };
    }

    private static bool IsHidden(TermSection term) => term.Status is AdministrativeStatus.Deprecated or AdministrativeStatus.Superseded;

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options)
    {
        glossary = Held(glossary, options);
        using StreamWriter text = AtomicFile.Utf8Writer(stream);
        text.WriteLine($"@prefix skos: <{SkosNamespace}> .");
        text.WriteLine($"@prefix dct: <{DctNamespace}> .\n");
        text.WriteLine($"<{Base}scheme> a skos:ConceptScheme{(glossary.Name is null ? "" : $" ;\n  dct:title {Literal(glossary.Name)}")} .");
        foreach (ConceptEntry entry in glossary.Entries)
        {
            text.Write($"\n<{Base}concept:{Uri.EscapeDataString(entry.Id)}> a skos:Concept ;\n  skos:inScheme <{Base}scheme> ;\n  skos:notation {Literal(entry.Id)}");
            Line(text, "dct:subject", entry.SubjectField);
            Line(text, "skos:definition", entry.Definition);
            Line(text, "dct:source", entry.Source);
            Line(text, "skos:note", entry.Note);
            foreach (LanguageSection section in entry.Languages)
            {
                foreach (TermSection term in section.Terms)
                    Line(text, term.Status switch
                    {
                        AdministrativeStatus.Preferred => "skos:prefLabel",
                        AdministrativeStatus.Admitted => "skos:altLabel",
                        _ => "skos:hiddenLabel",
                    }, term.Text, section.Language);
                Line(text, "skos:definition", section.Definition, section.Language);
                foreach (string context in section.Terms.SelectMany(term => Categories.Of(term)).Where(value => value.Key == Categories.Context).Select(value => value.Value))
                    Line(text, "skos:example", context, section.Language);
            }
            text.WriteLine(" .");
        }
    }

    private static void Line(StreamWriter text, string predicate, string? value, string? language = null)
    {
        if (value is not null)
            text.Write($" ;\n  {predicate} {Literal(value)}{(language is null ? "" : "@" + language)}");
    }

    private static string Literal(string value)
    {
        var literal = new StringBuilder(value.Length + 2).Append('"');
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' => literal.Append("\\\""),
                '\\' => literal.Append("\\\\"),
                '\n' => literal.Append("\\n"),
                '\r' => literal.Append("\\r"),
                '\t' => literal.Append("\\t"),
                _ => literal.Append(c),
            };
        }
        return literal.Append('"').ToString();
    }

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options)
    {
        var faults = new FaultList(name, options.MaxFaults);
        var glossary = new GlossaryBuilder(faults, options.MaxEntries);
        if (CsvRows.Decode(stream, name, options.Encoding ?? "utf-8", options.MaxBytes, faults) is not { } text)
            return glossary.Build();
        var subjects = new List<string>();
        var statements = new Dictionary<string, List<TurtleStatement>>();
        bool skos = false;
        try
        {
            foreach (TurtleStatement statement in new TurtleReader(text, options.MaxDepth).Read())
            {
                if (!statements.TryGetValue(statement.Subject, out List<TurtleStatement>? list))
                {
                    if (subjects.Count >= options.MaxEntries * 2L)
                    {
                        faults.TooManyEntries(options.MaxEntries, statement.Line);
                        break;
                    }
                    statements.Add(statement.Subject, list = []);
                    subjects.Add(statement.Subject);
                }
                list.Add(statement);
                skos |= statement.Predicate.StartsWith(SkosNamespace, StringComparison.Ordinal);
            }
        }
        catch (TurtleException e)
        {
            faults.BadText($"no Turtle: {e.Message} Nothing behind this place was read.", e.Line, e.Column);
        }
        if (!skos && faults.ToList().Count == 0)
            faults.NotThisFormat("SKOS", "labels such as skos:prefLabel");
        foreach (string subject in subjects)
        {
            List<TurtleStatement> about = statements[subject];
            if (about.Exists(statement => statement.Predicate == RdfType && statement.Object == SkosNamespace + "ConceptScheme"))
                glossary.Name ??= about.Find(statement => statement.Predicate is DctNamespace + "title" or "http://purl.org/dc/elements/1.1/title").Object;
            else if (about.Exists(statement => statement.Predicate.EndsWith("Label", StringComparison.Ordinal) && (statement.Predicate.StartsWith(SkosNamespace, StringComparison.Ordinal) || statement.Predicate.StartsWith(XlNamespace, StringComparison.Ordinal)))
                && !glossary.Add(Concept(subject, about, statements, faults), about[0].Line))
                break;
        }
        return glossary.Build();
    }

    private static EntryBuilder Concept(string subject, List<TurtleStatement> about, Dictionary<string, List<TurtleStatement>> all, FaultList faults)
    {
        const string Mine = Base + "concept:";
        var entry = new EntryBuilder
        {
            Id = about.Find(statement => statement.Predicate == SkosNamespace + "notation").Object
                ?? (subject.StartsWith(Mine, StringComparison.Ordinal) ? Uri.UnescapeDataString(subject[Mine.Length..]) : subject[(subject.LastIndexOfAny(['/', '#']) + 1)..]),
        };
        if (entry.Id.Length == 0)
            entry.Id = subject;
        var examples = new List<TurtleStatement>();
        foreach (TurtleStatement statement in about)
        {
            string predicate = statement.Predicate, value = statement.Object;
            TurtleStatement label = statement;
            if (predicate.StartsWith(XlNamespace, StringComparison.Ordinal) && all.TryGetValue(value, out List<TurtleStatement>? form))
            {
                // SKOS-XL: the label is a resource of its own with a literal form.
                label = form.Find(one => one.Predicate == XlNamespace + "literalForm");
                if (label.Object is null)
                    continue;
                (predicate, value) = (SkosNamespace + predicate[XlNamespace.Length..], label.Object);
            }
            value = value.Trim();
            if (value.Length == 0)
                continue;
            string? status = predicate switch
            {
                SkosNamespace + "prefLabel" => "preferred",
                SkosNamespace + "altLabel" => "admitted",
                SkosNamespace + "hiddenLabel" => "deprecated",
                _ => null,
            };
            if (status is not null)
            {
                if (label.Language is null || !LanguageTag.IsValid(label.Language))
                {
                    faults.BadLanguage(label.Line, 0);
                    continue;
                }
                var term = new TermBuilder(Texts.OneLine(value));
                term.Add(Categories.Status, status);
                entry.In(LanguageTag.Normalize(label.Language)).Terms.Add(term);
            }
            else if (predicate == SkosNamespace + "example" && statement.Language is not null)
                examples.Add(statement);
            else if (predicate == SkosNamespace + "definition" && statement.Language is not null && LanguageTag.IsValid(statement.Language))
                entry.In(LanguageTag.Normalize(statement.Language)).Add(Categories.Definition, value);
            else if (predicate is not (RdfType or SkosNamespace + "inScheme" or SkosNamespace + "notation" or SkosNamespace + "topConceptOf"))
                entry.Add(predicate switch
                {
                    SkosNamespace + "definition" => Categories.Definition,
                    SkosNamespace + "note" or SkosNamespace + "scopeNote" => Categories.Note,
                    DctNamespace + "source" => Categories.Source,
                    DctNamespace + "subject" => Categories.SubjectField,
                    _ => predicate.StartsWith(SkosNamespace, StringComparison.Ordinal) ? predicate[SkosNamespace.Length..] : predicate,
                }, value);
        }
        foreach (TurtleStatement example in examples)
        {
            List<TermBuilder> terms = LanguageTag.IsValid(example.Language!) ? entry.In(LanguageTag.Normalize(example.Language!)).Terms : [];
            if (terms.Count > 0)
                terms[0].Add(Categories.Context, example.Object.Trim());
            else
                entry.Add(Categories.Context, example.Object.Trim());
        }
        return entry;
    }
}
