using System.Text.Encodings.Web;
using System.Text.Json;

namespace Terminology;

/// <summary>Glossaries as JSON and as JSON Lines (a header line, then a concept a line); the schema is docs/glossary.schema.json. Both hold everything.</summary>
public static class JsonGlossary
{
    /// <summary>One JSON document.</summary>
    public static IGlossaryFormat Json { get; } = new JsonFormat(lines: false);

    /// <summary>A header line, then one line a concept.</summary>
    public static IGlossaryFormat Lines { get; } = new JsonFormat(lines: true);
}

/// <summary>JSON and JSON Lines.</summary>
internal sealed class JsonFormat(bool lines) : IGlossaryFormat
{
    private const string Mark = "terminology-glossary";

    // Chinese stays readable; the file is no HTML.
    private static readonly JsonWriterOptions s_writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n", SkipValidation = true };

    public string Name => lines ? "jsonl" : "json";

    public string Title => lines ? "JSON Lines" : "JSON";

    public IReadOnlyList<string> Extensions { get; } = lines ? [".jsonl", ".ndjson"] : [".json"];

    public bool CanRead => true;

    public bool CanWrite => true;

    public string CannotHold => "Holds everything. Control characters are left out.";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> start = head[..Math.Min(head.Length, 256)];
        int mark = start.IndexOf("\"terminology-glossary\""u8);
        if (mark < 0)
            return false;
        int line = start[mark..].IndexOf((byte)'\n');
        bool headerLine = line > 0 && start[mark..(mark + line)].TrimEnd((byte)'\r').EndsWith("}"u8);
        return headerLine == lines;
    }

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options) => GlossaryFields.Tidy(glossary, SafeXml.Clean);

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options)
    {
        glossary = Held(glossary, options);
        if (lines)
        {
            using (var json = new Utf8JsonWriter(stream, s_writing))
            {
                json.WriteStartObject();
                Header(json, glossary);
                json.WriteEndObject();
            }
            stream.WriteByte((byte)'\n');
            foreach (ConceptEntry entry in glossary.Entries)
            {
                using (var json = new Utf8JsonWriter(stream, s_writing))
                    Entry(json, entry);
                stream.WriteByte((byte)'\n');
            }
            return;
        }
        using (var json = new Utf8JsonWriter(stream, s_writing with { Indented = true }))
        {
            json.WriteStartObject();
            Header(json, glossary);
            json.WriteStartArray("entries");
            foreach (ConceptEntry entry in glossary.Entries)
            {
                Entry(json, entry);
                if (json.BytesPending > 1 << 16)
                    json.Flush();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options)
    {
        var faults = new FaultList(name, options.MaxFaults);
        var glossary = new GlossaryBuilder(faults, options.MaxEntries);
        if (CsvRows.Decode(stream, name, options.Encoding, options.MaxBytes, faults) is not { } text)
            return glossary.Build();
        var parsing = new JsonDocumentOptions { MaxDepth = options.MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        if (lines)
        {
            int number = 0;
            foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
            {
                number++;
                if (line.Trim().IsEmpty)
                    continue;
                try
                {
                    using JsonDocument document = JsonDocument.Parse(line.ToString(), parsing);
                    if (IsHeader(document.RootElement))
                        Header(document.RootElement, glossary, faults, number);
                    else if (!Entry(document.RootElement, glossary, faults, number))
                        break;
                }
                catch (JsonException e)
                {
                    faults.BadJson("the line", number, (int)(e.BytePositionInLine ?? 0) + 1);
                }
                catch (InvalidOperationException)
                {
                    // A lone surrogate written as an escape: the text cannot be had.
                    faults.BadJson("the line", number, 0);
                }
            }
            return glossary.Build();
        }
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, parsing);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("entries", out JsonElement entries) || entries.ValueKind != JsonValueKind.Array)
            {
                faults.NotThisFormat("JSON glossary", "an object with the array \"entries\" (docs/glossary.schema.json)");
                return glossary.Build();
            }
            Header(root, glossary, faults, 0);
            foreach (JsonElement entry in entries.EnumerateArray())
                if (!Entry(entry, glossary, faults, 0))
                    break;
        }
        catch (JsonException e)
        {
            faults.BadJson("the file", (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1);
        }
        catch (InvalidOperationException)
        {
            faults.BadJson("the file", 0, 0);
        }
        return glossary.Build();
    }

    private static void Header(Utf8JsonWriter json, Glossary glossary)
    {
        json.WriteString("format", Mark);
        json.WriteNumber("version", 1);
        if (glossary.Name is not null)
            json.WriteString("name", glossary.Name);
        Properties(json, glossary.Properties);
    }

    private static void Entry(Utf8JsonWriter json, ConceptEntry entry)
    {
        json.WriteStartObject();
        json.WriteString("id", entry.Id);
        Optional(json, "subjectField", entry.SubjectField);
        Optional(json, "definition", entry.Definition);
        Optional(json, "source", entry.Source);
        Optional(json, "note", entry.Note);
        Properties(json, entry.Properties);
        json.WriteStartArray("languages");
        foreach (LanguageSection section in entry.Languages)
        {
            json.WriteStartObject();
            json.WriteString("language", section.Language);
            Optional(json, "definition", section.Definition);
            Properties(json, section.Properties);
            json.WriteStartArray("terms");
            foreach (TermSection term in section.Terms)
            {
                json.WriteStartObject();
                json.WriteString("text", term.Text);
                Optional(json, "status", Statuses.Name(term.Status));
                Optional(json, "partOfSpeech", term.PartOfSpeech);
                Optional(json, "source", term.Source);
                Optional(json, "year", term.Year);
                Optional(json, "context", term.Context);
                Optional(json, "note", term.Note);
                Properties(json, term.Properties);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Optional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null)
            json.WriteString(name, value);
    }

    private static void Properties(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, string>> properties)
    {
        if (properties.Count == 0)
            return;
        json.WriteStartObject("properties");
        foreach (IGrouping<string, KeyValuePair<string, string>> group in properties.GroupBy(property => property.Key))
        {
            json.WriteStartArray(group.Key);
            foreach (KeyValuePair<string, string> property in group)
                json.WriteStringValue(property.Value);
            json.WriteEndArray();
        }
        json.WriteEndObject();
    }

    private static bool IsHeader(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("format", out JsonElement format) && format.ValueKind == JsonValueKind.String && format.ValueEquals(Mark);

    private static void Header(JsonElement header, GlossaryBuilder glossary, FaultList faults, int line)
    {
        foreach (JsonProperty member in header.EnumerateObject())
        {
            if (member.NameEquals("name"))
                glossary.Name = Text(member.Value);
            else if (!member.NameEquals("format") && !member.NameEquals("version") && !member.NameEquals("entries") && !member.NameEquals("$schema"))
                Values(member, (name, value) => glossary.Properties.Add(new(name, value)), faults, line);
        }
    }

    private static bool Entry(JsonElement element, GlossaryBuilder glossary, FaultList faults, int line)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            faults.NoTerm(line);
            return true;
        }
        var entry = new EntryBuilder();
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (member.NameEquals("id"))
                entry.Id = Text(member.Value);
            else if (member.NameEquals("languages") && member.Value.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement section in member.Value.EnumerateArray())
                    Language(section, entry, faults, line);
            }
            else
                Values(member, entry.Add, faults, line);
        }
        return glossary.Add(entry, line);
    }

    private static void Language(JsonElement element, EntryBuilder entry, FaultList faults, int line)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty("language", out JsonElement tag) || Text(tag) is not { } language || !LanguageTag.IsValid(language))
        {
            faults.BadLanguage(line, 0);
            return;
        }
        LanguageBuilder section = entry.In(LanguageTag.Normalize(language));
        foreach (JsonProperty member in element.EnumerateObject())
        {
            if (member.NameEquals("language"))
                continue;
            if (!member.NameEquals("terms") || member.Value.ValueKind != JsonValueKind.Array)
            {
                Values(member, section.Add, faults, line);
                continue;
            }
            foreach (JsonElement one in member.Value.EnumerateArray())
            {
                if (one.ValueKind != JsonValueKind.Object || !one.TryGetProperty("text", out JsonElement text) || Texts.OneLine(Text(text) ?? "") is not { Length: > 0 } line1)
                {
                    faults.NoTerm(line);
                    continue;
                }
                var term = new TermBuilder(line1);
                section.Terms.Add(term);
                foreach (JsonProperty value in one.EnumerateObject())
                    if (!value.NameEquals("text"))
                        Values(value, (name, content) =>
                        {
                            if (!term.Add(name == "status" ? Categories.Status : name, content))
                                faults.UnknownStatus(line);
                        }, faults, line);
            }
        }
    }

    // A member that the schema does not know is kept as a property of its name.
    private static void Values(JsonProperty member, Action<string, string> add, FaultList faults, int line)
    {
        if (member.NameEquals("properties") && member.Value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty property in member.Value.EnumerateObject())
                Values(property, add, faults, line);
        }
        else if (member.Value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement value in member.Value.EnumerateArray())
                if (Text(value) is { } text)
                    add(member.Name, text);
                else
                    faults.NotKept("a value that is neither text nor number", line);
        }
        else if (Text(member.Value) is { } text)
            add(member.Name, text);
        else if (member.Value.ValueKind is JsonValueKind.Object)
            faults.NotKept("a value that is neither text nor number", line);
    }

    private static string? Text(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => SafeXml.Clean(element.GetString()!).Trim() is { Length: > 0 } text ? text : null,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => element.GetRawText(),
        _ => null,
    };
}
