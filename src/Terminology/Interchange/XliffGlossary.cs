using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Terminology;

/// <summary>XLIFF 2.1 with the glossary module: a unit a concept, a glossary entry a source term.</summary>
public static class XliffGlossary
{
    /// <summary>The format.</summary>
    public static IGlossaryFormat Format { get; } = new XliffGlossaryFormat();
}

/// <summary>XLIFF 2.1 glossary.</summary>
internal sealed class XliffGlossaryFormat : IGlossaryFormat
{
    private const string Core = "urn:oasis:names:tc:xliff:document:2.0", Module = "urn:oasis:names:tc:xliff:glossary:2.0";

    public string Name => "xliff";

    public string Title => "XLIFF 2.1 glossary";

    public IReadOnlyList<string> Extensions { get; } = [".xlf", ".xliff"];

    public bool CanRead => true;

    public bool CanWrite => true;

    public string CannotHold => "Two languages; a source term with translations or a definition (a concept with neither is left out); of a term its text and source, of a concept subject, definition and note. Nothing else.";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        string text = XmlHead.Text(head);
        return XmlHead.RootIs(text, "xliff") && text.Contains(Module, StringComparison.Ordinal);
    }

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options)
    {
        Glossary pairs = PairGlossary.Held(glossary, options);
        return new Glossary(pairs.Entries.Where(entry => entry.TermsIn(options.SourceLanguage).Any() && (entry.TermsIn(options.TargetLanguage).Any() || entry.Definition is not null))
            .Select(entry => new ConceptEntry
            {
                Id = entry.Id,
                SubjectField = entry.SubjectField,
                Definition = entry.Definition,
                Note = entry.Note,
                Languages = [.. entry.Languages.Select(section => new LanguageSection { Language = section.Language, Terms = [.. section.Terms.Select(term => new TermSection { Text = term.Text, Source = term.Source })] })],
            }));
    }

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options)
    {
        glossary = Held(glossary, options);
        if (glossary.Entries.Count == 0)
            Throw.NothingToWrite(glossary, Title);
        using var xml = XmlWriter.Create(stream, SafeXml.WriterSettings());
        xml.WriteStartDocument();
        xml.WriteStartElement("xliff", Core);
        xml.WriteAttributeString("xmlns", "gls", null, Module);
        xml.WriteAttributeString("version", "2.1");
        xml.WriteAttributeString("srcLang", PairGlossary.TagOf(glossary, options.SourceLanguage));
        xml.WriteAttributeString("trgLang", PairGlossary.TagOf(glossary, options.TargetLanguage));
        xml.WriteStartElement("file", Core);
        xml.WriteAttributeString("id", "f1");
        foreach (ConceptEntry entry in glossary.Entries)
            Unit(xml, entry, options);
        xml.WriteEndDocument();
    }

    private static void Unit(XmlWriter xml, ConceptEntry entry, GlossaryWriteOptions options)
    {
        TermSection[] sources = [.. entry.TermsIn(options.SourceLanguage)], targets = [.. entry.TermsIn(options.TargetLanguage)];
        xml.WriteStartElement("unit", Core);
        xml.WriteAttributeString("id", XmlConvert.EncodeNmToken(entry.Id));
        xml.WriteStartElement("gls", "glossary", Module);
        for (int i = 0; i < sources.Length; i++)
        {
            xml.WriteStartElement("gls", "glossEntry", Module);
            xml.WriteAttributeString("id", $"g{i + 1}");
            if (i == 0)
                xml.WriteAttributeString("ref", "#m1");
            Text(xml, "term", null, sources[i]);
            // Every entry needs a translation or a definition; what a further source term has in common with the first is said again.
            TermSection[] translations = i == 0 ? targets : [.. targets.Take(1)];
            for (int j = 0; j < translations.Length; j++)
                Text(xml, "translation", $"t{i + 1}-{j + 1}", translations[j]);
            if (entry.Definition is not null && (i == 0 || translations.Length == 0))
                xml.WriteElementString("gls", "definition", Module, entry.Definition);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        if (entry.SubjectField is not null || entry.Note is not null)
        {
            xml.WriteStartElement("notes", Core);
            Note(xml, "subjectField", entry.SubjectField);
            Note(xml, "note", entry.Note);
            xml.WriteEndElement();
        }
        xml.WriteStartElement("segment", Core);
        Side(xml, "source", sources[0].Text);
        if (targets.Length > 0)
            Side(xml, "target", targets[0].Text);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Text(XmlWriter xml, string name, string? id, TermSection term)
    {
        xml.WriteStartElement("gls", name, Module);
        if (id is not null)
            xml.WriteAttributeString("id", id);
        if (term.Source is not null)
            xml.WriteAttributeString("source", term.Source);
        xml.WriteString(term.Text);
        xml.WriteEndElement();
    }

    private static void Note(XmlWriter xml, string category, string? text)
    {
        if (text is null)
            return;
        xml.WriteStartElement("note", Core);
        xml.WriteAttributeString("category", category);
        xml.WriteString(text);
        xml.WriteEndElement();
    }

    private static void Side(XmlWriter xml, string name, string text)
    {
        xml.WriteStartElement(name, Core);
        xml.WriteStartElement("mrk", Core);
        xml.WriteAttributeString("id", "m1");
        xml.WriteAttributeString("type", "term");
        xml.WriteString(text);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options)
    {
        var faults = new FaultList(name, options.MaxFaults);
        var glossary = new GlossaryBuilder(faults, options.MaxEntries);
        try
        {
            using XmlReader xml = SafeXml.Reader(stream, options.MaxBytes, options.Encoding);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName != "xliff")
            {
                faults.NotThisFormat(Title, "the root element xliff");
                return glossary.Build();
            }
            string source = Tag(xml.GetAttribute("srcLang"), options.SourceLanguage), target = Tag(xml.GetAttribute("trgLang"), options.TargetLanguage);
            bool more = xml.Read();
            while (more && !xml.EOF)
            {
                if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "unit")
                    more = Unit(SafeXml.ReadElement(xml, options.MaxDepth), source, target, glossary);
                else
                    more = xml.Read();
            }
            if (glossary.Count == 0 && faults.ToList().Count == 0)
                faults.NotThisFormat(Title, "gls:glossEntry elements");
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

    private static string Tag(string? tag, string otherwise) => tag is not null && LanguageTag.IsValid(tag) ? LanguageTag.Normalize(tag) : otherwise;

    private static bool Unit(XElement unit, string source, string target, GlossaryBuilder glossary)
    {
        XName glossEntry = XName.Get("glossEntry", Module);
        if (!unit.Descendants(glossEntry).Any())
            return true;
        var entry = new EntryBuilder { Id = (string?)unit.Attribute("id") is { Length: > 0 } id ? XmlConvert.DecodeName(id) : null };
        foreach (XElement note in unit.Elements(XName.Get("notes", Core)).Elements())
            if (note.Value.Trim() is { Length: > 0 } text)
                entry.Add((string?)note.Attribute("category") ?? Categories.Note, text);
        var definitions = new HashSet<string>();
        foreach (XElement element in unit.Descendants(glossEntry))
            foreach (XElement child in element.Elements())
            {
                string text = child.Value.Trim();
                if (text.Length == 0)
                    continue;
                if (child.Name.LocalName == "definition")
                {
                    if (definitions.Add(text))
                        entry.Add(Categories.Definition, text);
                }
                else if (child.Name.LocalName is "term" or "translation")
                    Term(entry.In(child.Name.LocalName == "term" ? source : target), Texts.OneLine(text), ((string?)child.Attribute("source"))?.Trim());
                else
                    entry.Add(child.Name.LocalName, text);
            }
        var info = (IXmlLineInfo)unit;
        return glossary.Add(entry, info.LineNumber, info.LinePosition);
    }

    private static void Term(LanguageBuilder language, string text, string? source)
    {
        TermBuilder? term = language.Terms.Find(known => known.Text == text);
        if (term is null)
            language.Terms.Add(term = new TermBuilder(text));
        if (!string.IsNullOrEmpty(source) && term.Said.Add(source))
            term.Add(Categories.Source, source);
    }
}
