namespace Terminology;

/// <summary>memoQ's CSV of term bases: semicolons, one line a concept, columns repeated for synonyms.</summary>
public static class MemoQ
{
    /// <summary>The format.</summary>
    public static IGlossaryFormat Format { get; } = new MemoQFormat();
}

/// <summary>memoQ CSV.</summary>
internal sealed class MemoQFormat : IGlossaryFormat
{
    private static readonly string[] s_entry = ["Entry_ID", "Entry_Subject", "Entry_Domain", "Entry_ClientID", "Entry_ProjectID", "Entry_Created", "Entry_Creator", "Entry_LastModified", "Entry_Modifier", "Entry_Note"];

    private static readonly string?[] s_category = [null, Categories.SubjectField, "domain", "customerSubset", "projectSubset", "created", "creator", "modified", "modifier", Categories.Note];

    public string Name => "memoq";

    public string Title => "memoQ CSV";

    public IReadOnlyList<string> Extensions { get; } = [".memoq.csv"];

    public bool CanRead => true;

    public bool CanWrite => true;

    public string CannotHold => "Of a term: text, one context, and whether it is deprecated (Forbidden); of a concept: identifier, subject, note, customer, project, domain, a definition a language. Nothing else.";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        if (head is [0xEF, 0xBB, 0xBF, ..])
            head = head[3..];
        return head.StartsWith("Entry_ID;"u8) || head.StartsWith("Entry_ID,"u8) || head.StartsWith("Entry_ID\t"u8) || head.StartsWith("\"Entry_ID\""u8);
    }

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options) => new(GlossaryFields.Tidy(glossary, SafeXml.Clean).Entries.Select(entry => new ConceptEntry
    {
        Id = Texts.OneLine(entry.Id),
        SubjectField = entry.SubjectField,
        Note = entry.Note,
        Properties = [.. entry.Properties.Where(property => Array.IndexOf(s_category, property.Key) > 1).DistinctBy(property => property.Key)],
        Languages = [.. entry.Languages.GroupBy(section => LanguageNames.TagOf(LanguageNames.MemoQ(section.Language))!).Select(group => new LanguageSection
        {
            Language = group.Key,
            Definition = group.Select(section => section.Definition).FirstOrDefault(definition => definition is not null),
            Terms = [.. group.SelectMany(section => section.Terms).Select(term => new TermSection
            {
                Text = term.Text,
                Context = term.Context,
                Status = term.Status is AdministrativeStatus.Deprecated or AdministrativeStatus.Superseded ? AdministrativeStatus.Deprecated : AdministrativeStatus.NotSpecified,
            })],
        }).OrderBy(section => Order(glossary, section.Language))],
    }));

    // The columns stand in one order for all concepts: that of the first use of each language.
    private static int Order(Glossary glossary, string language)
    {
        int i = 0;
        var seen = new HashSet<string>();
        foreach (ConceptEntry entry in glossary.Entries)
            foreach (LanguageSection section in entry.Languages)
                if (seen.Add(LanguageNames.TagOf(LanguageNames.MemoQ(section.Language))!))
                {
                    if (LanguageNames.TagOf(LanguageNames.MemoQ(section.Language)) == language)
                        return i;
                    i++;
                }
        return i;
    }

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options)
    {
        glossary = Held(glossary, options);
        // memoQ wants the mark to know the file for UTF-8.
        using StreamWriter text = AtomicFile.Utf8Writer(stream, byteOrderMark: true);
        CsvRows.Write(text, Rows(glossary), ";");
    }

    private static IEnumerable<IReadOnlyList<string>> Rows(Glossary glossary)
    {
        var width = new Dictionary<string, int>();
        var languages = new List<string>();
        foreach (ConceptEntry entry in glossary.Entries)
            foreach (LanguageSection section in entry.Languages)
            {
                if (!width.TryGetValue(section.Language, out int most))
                    languages.Add(section.Language);
                width[section.Language] = Math.Max(most, section.Terms.Count);
            }
        var header = new List<string>(s_entry);
        foreach (string language in languages)
        {
            header.Add(LanguageNames.MemoQ(language) + "_Def");
            for (int i = 0; i < width[language]; i++)
                header.AddRange([LanguageNames.MemoQ(language), "Term_Info", "Term_Example"]);
        }
        yield return header;
        foreach (ConceptEntry entry in glossary.Entries)
        {
            var row = new List<string>(header.Count) { entry.Id };
            ILookup<string, string> values = Categories.Of(entry).ToLookup(value => value.Key, value => value.Value);
            foreach (string? category in s_category.Skip(1))
                row.Add(values[category!].FirstOrDefault() ?? "");
            foreach (string language in languages)
            {
                LanguageSection? section = entry.Languages.FirstOrDefault(one => one.Language == language);
                row.Add(section?.Definition ?? "");
                for (int i = 0; i < width[language]; i++)
                {
                    TermSection? term = section is not null && i < section.Terms.Count ? section.Terms[i] : null;
                    row.AddRange([term?.Text ?? "", term?.Status == AdministrativeStatus.Deprecated ? "Forbidden" : "", term?.Context ?? ""]);
                }
            }
            yield return row;
        }
    }

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options)
    {
        var faults = new FaultList(name, options.MaxFaults);
        var glossary = new GlossaryBuilder(faults, options.MaxEntries);
        if (CsvRows.Decode(stream, name, options.Encoding, options.MaxBytes, faults) is not { } text)
            return glossary.Build();
        IReadOnlyList<string>? header = null;
        foreach ((int line, IReadOnlyList<string> cells) in CsvRows.Parse(text, faults))
        {
            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            if (header is null)
            {
                header = [.. cells.Select(cell => cell.Trim())];
                if (!header.Contains("Entry_ID", StringComparer.OrdinalIgnoreCase) || !header.Any(cell => LanguageNames.TagOf(cell) is not null))
                {
                    faults.NotThisFormat("memoQ CSV", "a header with Entry_ID and a column a language");
                    break;
                }
                continue;
            }
            if (!glossary.Add(Entry(header, cells), line))
                break;
        }
        return glossary.Build();
    }

    private static EntryBuilder Entry(IReadOnlyList<string> header, IReadOnlyList<string> cells)
    {
        var entry = new EntryBuilder();
        TermBuilder? term = null;
        for (int i = 0; i < header.Count && i < cells.Count; i++)
        {
            string column = header[i], value = Texts.UnguardFormula(cells[i]).Trim();
            int known = Array.FindIndex(s_entry, one => one.Equals(column, StringComparison.OrdinalIgnoreCase));
            if (known < 0 && LanguageNames.TagOf(column) is { } language)
            {
                term = null;
                if (value.Length > 0)
                    entry.In(language).Terms.Add(term = new TermBuilder(Texts.OneLine(value)));
            }
            else if (value.Length == 0)
                continue;
            else if (known == 0)
                entry.Id = value;
            else if (known > 0)
                entry.Add(s_category[known]!, value);
            else if (column.EndsWith("_Def", StringComparison.OrdinalIgnoreCase) && LanguageNames.TagOf(column[..^4]) is { } defined)
                entry.In(defined).Add(Categories.Definition, value);
            else if (term is null)
                entry.Add(column, value);
            else if (column.Equals("Term_Example", StringComparison.OrdinalIgnoreCase))
                term.Add(Categories.Context, value);
            else if (column.Equals("Term_Info", StringComparison.OrdinalIgnoreCase) && value.Split(';', ',').Any(part => part.Trim().Equals("Forbidden", StringComparison.OrdinalIgnoreCase)))
                term.Add(Categories.Status, "deprecated");
            else
                term.Add(column, value);
        }
        return entry;
    }
}

/// <summary>Names of languages in the formats of tools.</summary>
internal static class LanguageNames
{
    private static readonly (string Tag, string MemoQ, string MultiTerm)[] s_names =
    [
        ("zh-CN", "Chinese_PRC", "Chinese (Simplified, China)"), ("zh-TW", "Chinese_Taiwan", "Chinese (Traditional, Taiwan)"), ("zh-HK", "Chinese_Hong_Kong", "Chinese (Traditional, Hong Kong SAR)"),
        ("en", "English", "English"), ("en-US", "English_United_States", "English (United States)"), ("en-GB", "English_United_Kingdom", "English (United Kingdom)"),
        ("de", "German", "German"), ("fr", "French", "French"), ("es", "Spanish", "Spanish"), ("ru", "Russian", "Russian"), ("ja", "Japanese", "Japanese"), ("ko", "Korean", "Korean"), ("pt", "Portuguese", "Portuguese"), ("ar", "Arabic", "Arabic"), ("it", "Italian", "Italian"),
    ];

    /// <summary>memoQ's name of a language; the tag where it has none that is known here.</summary>
    public static string MemoQ(string tag) => Find(tag).MemoQ ?? tag;

    /// <summary>MultiTerm's usual name of an index; the tag where none is known here.</summary>
    public static string MultiTerm(string tag) => Find(tag).MultiTerm ?? tag;

    /// <summary>The tag of a name in either tool, or of what looks like a tag; null for anything else.</summary>
    public static string? TagOf(string name)
    {
        foreach ((string tag, string memoQ, string multiTerm) in s_names)
            if (name.Equals(memoQ, StringComparison.OrdinalIgnoreCase) || name.Equals(multiTerm, StringComparison.OrdinalIgnoreCase))
                return tag;
        return LanguageTag.IsValid(name) && (name.Length is 2 or 3 || name[2] is '-' or '_') ? LanguageTag.Normalize(name) : null;
    }

    private static (string Tag, string? MemoQ, string? MultiTerm) Find(string tag)
    {
        string wanted = tag switch { "zh" or "zh-Hans" => "zh-CN", "zh-Hant" => "zh-TW", _ => tag };
        foreach ((string Tag, string MemoQ, string MultiTerm) name in s_names)
            if (name.Tag.Equals(wanted, StringComparison.OrdinalIgnoreCase))
                return name;
        return (tag, null, null);
    }
}
