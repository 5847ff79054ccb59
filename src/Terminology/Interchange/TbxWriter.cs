using System.Xml;

namespace Terminology;

/// <summary>Writes TBX in one of its three forms.</summary>
internal sealed class TbxWriter
{
    private readonly XmlWriter _xml;
    private readonly TbxStyle _style;
    private readonly HashSet<string> _ids;

    private TbxWriter(XmlWriter xml, TbxStyle style, Glossary glossary)
    {
        (_xml, _style) = (xml, style);
        _ids = [.. glossary.Entries.Select(entry => XmlConvert.EncodeLocalName(entry.Id))];
    }

    public static void Write(Glossary glossary, Stream stream, TbxStyle style, GlossaryWriteOptions options)
    {
        if (glossary.Entries.Count == 0)
            Throw.NothingToWrite(glossary, "TBX");
        using var xml = XmlWriter.Create(stream, SafeXml.WriterSettings());
        new TbxWriter(xml, style, glossary).Document(glossary, options);
    }

    private void Document(Glossary glossary, GlossaryWriteOptions options)
    {
        _xml.WriteStartDocument();
        if (_style == TbxStyle.Martif)
        {
            _xml.WriteStartElement("martif");
            _xml.WriteAttributeString("type", "TBX-Basic");
        }
        else
        {
            _xml.WriteStartElement("tbx", TbxBasic.CoreNamespace);
            _xml.WriteAttributeString("type", "TBX-Basic");
            _xml.WriteAttributeString("style", _style == TbxStyle.Dca ? "dca" : "dct");
        }
        _xml.WriteAttributeString("xml", "lang", null, options.SourceLanguage);
        if (_style == TbxStyle.Dct)
        {
            _xml.WriteAttributeString("xmlns", "min", null, TbxBasic.MinNamespace);
            _xml.WriteAttributeString("xmlns", "basic", null, TbxBasic.BasicNamespace);
        }
        Header(glossary);
        Start("text");
        Start("body");
        foreach (ConceptEntry entry in glossary.Entries)
            Entry(entry);
        _xml.WriteEndDocument();
    }

    private void Header(Glossary glossary)
    {
        Start(_style == TbxStyle.Martif ? "martifHeader" : "tbxHeader");
        Start("fileDesc");
        if (glossary.Name is not null)
        {
            Start("titleStmt");
            Element("title", glossary.Name);
            _xml.WriteEndElement();
        }
        Start("sourceDesc");
        string? origin = null;
        foreach (KeyValuePair<string, string> property in glossary.Properties)
            origin ??= property.Key == TbxReader.Origin ? property.Value : null;
        Element("p", origin is null ? TbxReader.DefaultOrigin : TbxBasic.WriteNote(Categories.Note, origin));
        bool first = true;
        foreach (KeyValuePair<string, string> property in glossary.Properties)
        {
            if (property.Key == TbxReader.Origin && first)
                first = false;
            else
                Element("p", TbxBasic.WriteNote(property.Key, property.Value));
        }
        _xml.WriteEndElement();
        _xml.WriteEndElement();
        if (_style == TbxStyle.Martif)
        {
            Start("encodingDesc");
            Start("p");
            _xml.WriteAttributeString("type", "XCSURI");
            _xml.WriteString("TBXBasicXCSV02.xcs");
            _xml.WriteEndElement();
            _xml.WriteEndElement();
        }
        _xml.WriteEndElement();
    }

    private void Entry(ConceptEntry entry)
    {
        Start(_style == TbxStyle.Martif ? "termEntry" : "conceptEntry");
        _xml.WriteAttributeString("id", XmlConvert.EncodeLocalName(entry.Id));
        Level(Categories.Of(entry), TbxBasic.Levels.Concept, entry.Definition is null ? null : Categories.Definition);
        foreach (LanguageSection section in entry.Languages)
        {
            Start(_style == TbxStyle.Martif ? "langSet" : "langSec");
            _xml.WriteAttributeString("xml", "lang", null, section.Language);
            Level(Categories.Of(section), TbxBasic.Levels.Language, section.Definition is null ? null : Categories.Definition);
            foreach (TermSection term in section.Terms)
            {
                Start(_style == TbxStyle.Martif ? "tig" : "termSec");
                Element("term", term.Text);
                Level(Categories.Of(term), TbxBasic.Levels.Term, term.Context is null ? null : Categories.Context);
                _xml.WriteEndElement();
            }
            _xml.WriteEndElement();
        }
        _xml.WriteEndElement();
    }

    /// <summary>Writes the values of one level: term notes first, as the schema wants them.</summary>
    /// <param name="values">The values, members first.</param>
    /// <param name="level">The level.</param>
    /// <param name="sourced">The category whose first value takes the property <c>...Source</c> into its group.</param>
    private void Level(IEnumerable<KeyValuePair<string, string>> values, TbxBasic.Levels level, string? sourced)
    {
        KeyValuePair<string, string>[] all = [.. values];
        string? sourceName = sourced + "Source", source = sourced is null ? null : Array.Find(all, value => value.Key == sourceName).Value;
        if (level == TbxBasic.Levels.Term)
            foreach ((string name, string value) in all)
                if (TbxBasic.Find(name, level, Stored(name, value)) is { Element: "termNote" } category)
                    Data(category, name, Stored(name, value));
        bool sourceDone = false;
        foreach ((string name, string value) in all)
        {
            if (source is not null && name == sourced && !sourceDone)
            {
                Start("descripGrp");
                Data(TbxBasic.Find(name, level, value)!, name, value);
                Data(TbxBasic.Find(Categories.Source, level, source)!, Categories.Source, source);
                _xml.WriteEndElement();
                sourceDone = true;
                continue;
            }
            if (source is not null && name == sourceName && ReferenceEquals(value, source))
                continue;
            string stored = Stored(name, value);
            TbxBasic.Category? category = TbxBasic.Find(name, level, stored);
            if (category?.Element == "termNote")
                continue;
            if (name == TbxReader.Transaction && TbxTransaction.TryParse(value, out TbxTransaction transaction))
                Transaction(transaction);
            else if (category is { Element: "ref" or "xref" })
                Reference(category, name, value);
            else if (category is not null)
                Data(category, name, value);
            else
                Element("note", TbxBasic.WriteNote(name, value));
        }
    }

    // The model's short names of the status are TBX's long ones in a file.
    private static string Stored(string name, string value) =>
        name == Categories.Status && Statuses.TryParse(value, out AdministrativeStatus status) ? Statuses.Name(status) + "Term-admn-sts" : value;

    private void Data(TbxBasic.Category category, string name, string value)
    {
        StartCategory(category, name);
        _xml.WriteString(value);
        _xml.WriteEndElement();
    }

    private void Reference(TbxBasic.Category category, string name, string value)
    {
        (string text, string target) = TbxReader.SplitReference(value);
        bool web = Uri.TryCreate(target, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && !target.Contains(' ', StringComparison.Ordinal);
        if (!(web && category.Element == "xref") && !(category.Element == "ref" && _ids.Contains(target)))
        {
            // The target must exist, or the file would not be valid.
            Element("note", TbxBasic.WriteNote(name, value));
            return;
        }
        StartCategory(category, name);
        _xml.WriteAttributeString("target", target);
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }

    private void Transaction(TbxTransaction transaction)
    {
        Start("transacGrp");
        Named("transac", "transactionType", transaction.Type);
        if (transaction.Date is not null)
            Element("date", transaction.Date);
        if (transaction.Responsibility is not null)
            Named("transacNote", "responsibility", transaction.Responsibility);
        _xml.WriteEndElement();
    }

    private void Named(string element, string name, string value)
    {
        StartCategory(new TbxBasic.Category(element, "basic", TbxBasic.Levels.All), name);
        _xml.WriteString(value);
        _xml.WriteEndElement();
    }

    private void StartCategory(TbxBasic.Category category, string name)
    {
        if (_style == TbxStyle.Dct)
        {
            _xml.WriteStartElement(category.Module, name, category.Module == "min" ? TbxBasic.MinNamespace : TbxBasic.BasicNamespace);
        }
        else
        {
            Start(category.Element);
            _xml.WriteAttributeString("type", name);
        }
    }

    private void Start(string name)
    {
        if (_style == TbxStyle.Martif)
            _xml.WriteStartElement(name);
        else
            _xml.WriteStartElement(name, TbxBasic.CoreNamespace);
    }

    private void Element(string name, string text)
    {
        Start(name);
        _xml.WriteString(text);
        _xml.WriteEndElement();
    }
}
