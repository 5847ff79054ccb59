namespace Terminology;

/// <summary>Gathers a concept while a file is read: the first value of a well-known category is the member, further ones become properties of the same name.</summary>
internal sealed class EntryBuilder
{
    private readonly List<LanguageBuilder> _languages = [];
    private string? _subject, _definition, _source, _note;

    public string? Id { get; set; }

    public List<KeyValuePair<string, string>> Properties { get; } = [];

    public bool HasTerms => _languages.Exists(language => language.Terms.Count > 0);

    public LanguageBuilder In(string language)
    {
        LanguageBuilder? found = _languages.Find(section => section.Language == language);
        if (found is null)
            _languages.Add(found = new LanguageBuilder(language));
        return found;
    }

    public void Add(string category, string value)
    {
        switch (category)
        {
            case Categories.SubjectField when _subject is null: _subject = value; break;
            case Categories.Definition when _definition is null: _definition = value; break;
            case Categories.Source when _source is null: _source = value; break;
            case Categories.Note when _note is null: _note = value; break;
            default: Properties.Add(new(category, value)); break;
        }
    }

    public ConceptEntry Build(string id) => new()
    {
        Id = id,
        SubjectField = _subject,
        Definition = _definition,
        Source = _source,
        Note = _note,
        Properties = Properties,
        Languages = [.. _languages.Where(language => language.Terms.Count > 0).Select(language => language.Build())],
    };
}

/// <summary>Gathers a language of a concept.</summary>
internal sealed class LanguageBuilder(string language)
{
    private string? _definition;

    public string Language => language;

    public List<TermBuilder> Terms { get; } = [];

    public List<KeyValuePair<string, string>> Properties { get; } = [];

    public void Add(string category, string value)
    {
        if (category == Categories.Definition && _definition is null)
            _definition = value;
        else
            Properties.Add(new(category, value));
    }

    public LanguageSection Build() => new()
    {
        Language = language,
        Definition = _definition,
        Properties = Properties,
        Terms = [.. Terms.Select(term => term.Build())],
    };
}

/// <summary>Gathers a term.</summary>
internal sealed class TermBuilder(string text)
{
    private string? _partOfSpeech, _source, _year, _context, _note;
    private AdministrativeStatus _status;

    public string Text => text;

    /// <summary>What was said of the term already, for formats that repeat themselves.</summary>
    public HashSet<string> Said => field ??= [];

    public List<KeyValuePair<string, string>> Properties { get; } = [];

    /// <summary>Adds a value; false where a status is not a known one and was kept as a property.</summary>
    public bool Add(string category, string value)
    {
        switch (category)
        {
            case Categories.Status when _status == AdministrativeStatus.NotSpecified:
                if (Statuses.TryParse(value, out _status))
                    return true;
                Properties.Add(new(category, value));
                return false;
            case Categories.PartOfSpeech when _partOfSpeech is null: _partOfSpeech = value; break;
            case Categories.Source when _source is null: _source = value; break;
            case Categories.Year when _year is null: _year = value; break;
            case Categories.Context when _context is null: _context = value; break;
            case Categories.Note when _note is null: _note = value; break;
            default: Properties.Add(new(category, value)); break;
        }
        return true;
    }

    public TermSection Build() => new()
    {
        Text = text,
        Status = _status,
        PartOfSpeech = _partOfSpeech,
        Source = _source,
        Year = _year,
        Context = _context,
        Note = _note,
        Properties = Properties,
    };
}

/// <summary>Names of the data categories that the model has members for.</summary>
internal static class Categories
{
    public const string SubjectField = "subjectField", Definition = "definition", Source = "source", Note = "note",
        Status = "administrativeStatus", PartOfSpeech = "partOfSpeech", Year = "year", Context = "context";

    /// <summary>The further values of a term, members and properties alike, members first.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(TermSection term)
    {
        if (term.PartOfSpeech is not null) yield return new(PartOfSpeech, term.PartOfSpeech);
        if (Statuses.Name(term.Status) is { } status) yield return new(Status, status);
        if (term.Context is not null) yield return new(Context, term.Context);
        if (term.Source is not null) yield return new(Source, term.Source);
        if (term.Year is not null) yield return new(Year, term.Year);
        if (term.Note is not null) yield return new(Note, term.Note);
        foreach (KeyValuePair<string, string> property in term.Properties) yield return property;
    }

    /// <summary>The further values of a language section.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(LanguageSection section)
    {
        if (section.Definition is not null) yield return new(Definition, section.Definition);
        foreach (KeyValuePair<string, string> property in section.Properties) yield return property;
    }

    /// <summary>The further values of a concept.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(ConceptEntry entry)
    {
        if (entry.SubjectField is not null) yield return new(SubjectField, entry.SubjectField);
        if (entry.Definition is not null) yield return new(Definition, entry.Definition);
        if (entry.Source is not null) yield return new(Source, entry.Source);
        if (entry.Note is not null) yield return new(Note, entry.Note);
        foreach (KeyValuePair<string, string> property in entry.Properties) yield return property;
    }
}

/// <summary>Gathers the concepts of a file; gives identifiers where they are missing or doubled.</summary>
internal sealed class GlossaryBuilder(FaultList faults, int maxEntries)
{
    private readonly List<ConceptEntry> _entries = [];
    private readonly HashSet<string> _ids = [];
    private readonly Dictionary<string, int> _next = [];
    private readonly List<int> _withoutId = [];

    public string? Name { get; set; }

    public List<KeyValuePair<string, string>> Properties { get; } = [];

    public int Count => _entries.Count;

    /// <summary>Adds a concept; false where the limit is reached and reading should stop.</summary>
    public bool Add(EntryBuilder entry, int line, int column = 0)
    {
        if (!entry.HasTerms)
        {
            faults.NoTerm(line, column);
            return true;
        }
        if (_entries.Count >= maxEntries)
        {
            faults.TooManyEntries(maxEntries, line);
            return false;
        }
        if (string.IsNullOrEmpty(entry.Id))
        {
            // Named at the end, so that a given identifier further down keeps its name.
            _withoutId.Add(_entries.Count);
            _entries.Add(entry.Build(""));
            return true;
        }
        string id = entry.Id;
        if (!_ids.Add(id))
        {
            faults.DuplicateId(line, column);
            id = Free(id + "-", 2);
        }
        _entries.Add(entry.Build(id));
        return true;
    }

    public GlossaryReading Build()
    {
        foreach (int index in _withoutId)
            _entries[index] = _entries[index] with { Id = Free("c", 1) };
        return new(new Glossary(_entries, Name) { Properties = Properties }, faults.ToList());
    }

    private string Free(string prefix, int first)
    {
        int number = _next.GetValueOrDefault(prefix, first);
        string id;
        do
            id = prefix + (number++).ToString(System.Globalization.CultureInfo.InvariantCulture);
        while (!_ids.Add(id));
        _next[prefix] = number;
        return id;
    }
}
