using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Terminology;

/// <summary>MultiTerm XML (MTF) of Trados, UTF-16 as MultiTerm writes it.</summary>
/// <remarks>
/// MultiTerm imports a file only into a termbase that has its indexes (languages) and fields. <see cref="WriteDefinition"/> writes the
/// definition from which MultiTerm creates such a termbase.
/// </remarks>
public static class MultiTerm
{
    private const string DataTypes = "urn:schemas-microsoft-com:datatypes";

    /// <summary>The format.</summary>
    public static IGlossaryFormat Format { get; } = new MultiTermFormat();

    /// <summary>Writes a termbase definition (.xdt) with the indexes of a glossary and the three levels of an entry; fields are added in MultiTerm's wizard.</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="path">The file; UTF-16.</param>
    /// <returns>The descriptive fields that the glossary uses, all of type text, each with its level: <c>entry: Subject</c>, <c>term: Status</c>.</returns>
    public static IReadOnlyList<string> WriteDefinition(Glossary glossary, string path)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        ArgumentException.ThrowIfNullOrEmpty(path);
        AtomicFile.Write(path, stream =>
        {
            using var xml = XmlWriter.Create(stream, SafeXml.WriterSettings(new UnicodeEncoding(bigEndian: false, byteOrderMark: true)));
            xml.WriteStartDocument();
            xml.WriteStartElement("Output");
            xml.WriteStartElement("Object");
            xml.WriteStartElement("Tree");
            // What MultiTerm calls the levels, and their types: entry, index, term.
            foreach ((string name, string type) in new[] { ("Entry level", "0"), ("Index level", "2"), ("Term level", "3") })
            {
                xml.WriteStartElement("Node");
                xml.WriteAttributeString("ID", "0");
                xml.WriteElementString("TextChild", name);
                Typed(xml, "NodeType", "i4", type);
                Typed(xml, "Mandatory", "boolean", "1");
                Typed(xml, "Multiply", "boolean", "1");
                xml.WriteElementString("labels", null);
                xml.WriteElementString("description", null);
            }
            for (int level = 0; level < 4; level++)
                xml.WriteEndElement();
            xml.WriteStartElement("Languages");
            foreach (string language in glossary.Entries.SelectMany(entry => entry.Languages).Select(section => section.Language).Distinct())
            {
                xml.WriteElementString("ItemLocale", language.ToUpperInvariant());
                xml.WriteElementString("ItemText", LanguageNames.MultiTerm(language));
            }
            xml.WriteEndElement();
            xml.WriteElementString("TerminologyFields", null);
            xml.WriteEndElement();
            xml.WriteElementString("Schema", null);
            xml.WriteEndDocument();
        });
        return MultiTermFormat.Fields(glossary);
    }

    private static void Typed(XmlWriter xml, string name, string type, string value)
    {
        xml.WriteStartElement(name);
        xml.WriteAttributeString("dt", "dt", DataTypes, type);
        xml.WriteString(value);
        xml.WriteEndElement();
    }
}

/// <summary>MultiTerm XML.</summary>
internal sealed class MultiTermFormat : IGlossaryFormat
{
    /// <summary>Field that keeps an identifier, since MultiTerm numbers its concepts.</summary>
    private const string IdField = "Identifier";

    private static readonly (string Category, string Field)[] s_fields =
    [
        (Categories.SubjectField, "Subject"), (Categories.Definition, "Definition"), (Categories.Source, "Source"), (Categories.Note, "Note"),
        (Categories.Status, "Status"), (Categories.PartOfSpeech, "Part of speech"), (Categories.Year, "Year"), (Categories.Context, "Context"),
    ];

    /// <summary>The descriptive fields of a glossary with their levels, in a fixed order.</summary>
    public static IReadOnlyList<string> Fields(Glossary glossary)
    {
        var fields = new HashSet<(int Level, string Field)>();
        int number = 0;
        foreach (ConceptEntry entry in glossary.Entries)
        {
            if (entry.Id != (++number).ToString(CultureInfo.InvariantCulture))
                fields.Add((0, IdField));
            foreach ((string category, _) in Categories.Of(entry))
                fields.Add((0, FieldOf(category)));
            foreach (LanguageSection section in entry.Languages)
            {
                foreach ((string category, _) in Categories.Of(section))
                    fields.Add((1, FieldOf(category)));
                foreach (TermSection term in section.Terms)
                    foreach ((string category, _) in Categories.Of(term))
                        fields.Add((2, FieldOf(category)));
            }
        }
        string[] levels = ["entry", "index", "term"];
        return [.. fields.OrderBy(field => field.Level).ThenBy(field => field.Field, StringComparer.Ordinal).Select(field => $"{levels[field.Level]}: {field.Field}")];
    }

    public string Name => "multiterm";

    public string Title => "MultiTerm XML";

    public IReadOnlyList<string> Extensions { get; } = [".mtf.xml", ".xml"];

    public bool CanRead => true;

    public bool CanWrite => true;

    public string CannotHold => "No title and no properties of the glossary; everything else as descriptive fields. Control characters are left out.";

    public bool Recognizes(ReadOnlySpan<byte> head) => XmlHead.RootIs(XmlHead.Text(head), "mtf");

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options) => new(GlossaryFields.Tidy(glossary, SafeXml.Clean).Entries);

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options)
    {
        glossary = Held(glossary, options);
        using var xml = XmlWriter.Create(stream, SafeXml.WriterSettings(new UnicodeEncoding(bigEndian: false, byteOrderMark: true)));
        xml.WriteStartDocument();
        xml.WriteStartElement("mtf");
        int number = 0;
        foreach (ConceptEntry entry in glossary.Entries)
        {
            string concept = (++number).ToString(CultureInfo.InvariantCulture);
            xml.WriteStartElement("conceptGrp");
            xml.WriteElementString("concept", concept);
            if (entry.Id != concept)
                Field(xml, IdField, entry.Id);
            Fields(xml, Categories.Of(entry));
            foreach (LanguageSection section in entry.Languages)
            {
                xml.WriteStartElement("languageGrp");
                xml.WriteStartElement("language");
                xml.WriteAttributeString("type", LanguageNames.MultiTerm(section.Language));
                xml.WriteAttributeString("lang", section.Language.ToUpperInvariant());
                xml.WriteEndElement();
                Fields(xml, Categories.Of(section));
                foreach (TermSection term in section.Terms)
                {
                    xml.WriteStartElement("termGrp");
                    xml.WriteElementString("term", term.Text);
                    Fields(xml, Categories.Of(term));
                    xml.WriteEndElement();
                }
                xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        xml.WriteEndDocument();
    }

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options)
    {
        var faults = new FaultList(name, options.MaxFaults);
        var glossary = new GlossaryBuilder(faults, options.MaxEntries);
        try
        {
            using XmlReader xml = SafeXml.Reader(stream, options.MaxBytes, options.Encoding);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "mtf")
            {
                faults.NotThisFormat("MultiTerm XML", "the root element mtf");
                return glossary.Build();
            }
            bool more = xml.Read();
            while (more && !xml.EOF)
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "conceptGrp")
                    more = Entry(SafeXml.ReadElement(xml, options.MaxDepth), glossary, faults);
                else
                    more = xml.Read();
            }
        }
        catch (XmlException e)
        {
            faults.NotWellFormed(e.Message, e.LineNumber, e.LinePosition);
        }
        catch (DecoderFallbackException)
        {
            faults.BadText("bytes that do not fit the encoding of the file; nothing behind them was read. Name the encoding.", 0);
        }
        return glossary.Build();
    }

    private static void Fields(XmlWriter xml, IEnumerable<KeyValuePair<string, string>> values)
    {
        foreach ((string category, string value) in values)
            Field(xml, FieldOf(category), value);
    }

    private static void Field(XmlWriter xml, string field, string value)
    {
        xml.WriteStartElement("descripGrp");
        xml.WriteStartElement("descrip");
        xml.WriteAttributeString("type", field);
        xml.WriteString(value);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static bool Entry(XElement element, GlossaryBuilder glossary, FaultList faults)
    {
        var entry = new EntryBuilder();
        var info = (IXmlLineInfo)element;
        foreach (XElement child in element.Elements())
        {
            if (child.Name.LocalName == "concept")
                entry.Id = child.Value.Trim();
            else if (child.Name.LocalName != "languageGrp")
                Value(child, (category, value) =>
                {
                    if (category == IdField)
                        entry.Id = value;
                    else
                        entry.Add(category, value);
                });
        }
        foreach (XElement group in element.Elements("languageGrp"))
            Language(group, entry, faults);
        return glossary.Add(entry, info.LineNumber, info.LinePosition);
    }

    private static void Language(XElement element, EntryBuilder entry, FaultList faults)
    {
        var info = (IXmlLineInfo)element;
        XElement? language = element.Element("language");
        string? code = ((string?)language?.Attribute("lang"))?.Trim();
        string? tag = code is not null && LanguageTag.IsValid(code) ? LanguageTag.Normalize(code) : LanguageNames.TagOf((string?)language?.Attribute("type") ?? "");
        if (tag is null)
        {
            faults.BadLanguage(info.LineNumber, info.LinePosition);
            return;
        }
        LanguageBuilder section = entry.In(tag);
        foreach (XElement child in element.Elements())
        {
            if (child.Name.LocalName == "language")
                continue;
            if (child.Name.LocalName != "termGrp")
            {
                Value(child, section.Add);
                continue;
            }
            var place = (IXmlLineInfo)child;
            string text = Texts.OneLine(child.Element("term")?.Value ?? "");
            if (text.Length == 0)
            {
                faults.NoTerm(place.LineNumber, place.LinePosition);
                continue;
            }
            var term = new TermBuilder(text);
            section.Terms.Add(term);
            foreach (XElement value in child.Elements().Where(value => value.Name.LocalName != "term"))
                Value(value, (category, content) =>
                {
                    if (!term.Add(category, content))
                        faults.UnknownStatus(place.LineNumber, place.LinePosition);
                });
        }
    }

    private static void Value(XElement element, Action<string, string> add)
    {
        switch (element.Name.LocalName)
        {
            case "transacGrp":
                if (TbxTransaction.Of(element) is { } transaction)
                    add(TbxReader.Transaction, transaction);
                break;
            case "descripGrp":
                string? head = null;
                foreach (XElement child in element.Elements())
                {
                    string? first = head;
                    if (first is null)
                        Value(child, add);
                    else
                        // A field of a field, such as the source of a context.
                        Value(child, (category, value) => add(category == Categories.Source ? first + "Source" : category, value));
                    head ??= CategoryOf((string?)child.Attribute("type") ?? child.Name.LocalName);
                }
                break;
            default:
                if (element.Value.Trim() is { Length: > 0 } text)
                    add(CategoryOf((string?)element.Attribute("type") ?? element.Name.LocalName), text);
                break;
        }
    }

    private static string FieldOf(string category)
    {
        foreach ((string known, string field) in s_fields)
            if (known == category)
                return field;
        return category;
    }

    private static string CategoryOf(string field)
    {
        foreach ((string category, string known) in s_fields)
            if (known.Equals(field.Trim(), StringComparison.OrdinalIgnoreCase))
                return category;
        return field.Trim();
    }
}
