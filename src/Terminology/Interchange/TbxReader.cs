using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Terminology;

/// <summary>Reads TBX 3 in both styles and TBX 2, concept by concept.</summary>
internal sealed class TbxReader(string path, GlossaryReadOptions options)
{
    /// <summary>Property of the glossary: where the data comes from (sourceDesc).</summary>
    public const string Origin = "origin";

    /// <summary>Stands for "nothing said" where a schema wants a sentence.</summary>
    public const string DefaultOrigin = "Written by Terminology.";

    /// <summary>Property: who did what when, as <c>origination; date=2015-03-05; responsibility=name</c>.</summary>
    public const string Transaction = "transaction";

    private readonly FaultList _faults = new(path, options.MaxFaults);
    private readonly HashSet<string> _attributesSaid = [];

    public GlossaryReading Read(Stream stream)
    {
        var glossary = new GlossaryBuilder(_faults, options.MaxEntries);
        try
        {
            using XmlReader xml = SafeXml.Reader(stream, options.MaxBytes, options.Encoding);
            if (xml.MoveToContent() != XmlNodeType.Element || xml.LocalName is not ("tbx" or "martif" or "TBX"))
            {
                _faults.NotThisFormat("TBX", "the root element tbx or martif");
                return glossary.Build();
            }
            bool more = xml.Read();
            while (more && !xml.EOF)
            {
                if (xml.NodeType != XmlNodeType.Element)
                    more = xml.Read();
                else if (xml.LocalName is "tbxHeader" or "martifHeader")
                    Header(SafeXml.ReadElement(xml, options.MaxDepth), glossary);
                else if (xml.LocalName is "conceptEntry" or "termEntry")
                    more = Entry(SafeXml.ReadElement(xml, options.MaxDepth), glossary);
                else if (xml.LocalName is "text" or "body")
                    more = xml.Read();
                else
                {
                    var info = (IXmlLineInfo)xml;
                    _faults.NotKept($"the element {xml.LocalName}", info.LineNumber, info.LinePosition);
                    xml.Skip();
                }
            }
        }
        catch (XmlException e)
        {
            _faults.NotWellFormed(e.Message, e.LineNumber, e.LinePosition);
        }
        catch (DecoderFallbackException)
        {
            _faults.BadText("bytes that do not fit the encoding of the file; nothing behind them was read. Name the encoding.", 0);
        }
        return glossary.Build();
    }

    /// <summary>Splits a reference as the model keeps it: <c>text &lt;target&gt;</c>, or the target alone.</summary>
    public static (string Text, string Target) SplitReference(string value)
    {
        int open = value.LastIndexOf(" <", StringComparison.Ordinal);
        return open > 0 && value[^1] == '>' ? (value[..open], value[(open + 2)..^1]) : (value, value);
    }

    private static void Header(XElement header, GlossaryBuilder glossary)
    {
        foreach (XElement element in header.Descendants())
        {
            string text = element.Value.Trim();
            if (text.Length == 0)
                continue;
            if (element.Name.LocalName == "title" && glossary.Name is null)
                glossary.Name = text;
            else if (element.Name.LocalName == "p" && (string?)element.Attribute("type") != "XCSURI" && text != DefaultOrigin)
            {
                (string name, string value) = TbxBasic.ReadNote(text);
                bool origin = element.Parent!.Name.LocalName == "sourceDesc" && name == Categories.Note;
                glossary.Properties.Add(new(origin ? Origin : name, value));
            }
        }
    }

    private bool Entry(XElement element, GlossaryBuilder glossary)
    {
        (int line, int column) = Place(element);
        string? id = (string?)element.Attribute("id") ?? (string?)element.Attribute(XNamespace.Xml + "id");
        var entry = new EntryBuilder { Id = string.IsNullOrWhiteSpace(id) ? null : XmlConvert.DecodeName(id.Trim()) };
        foreach (XElement child in element.Elements())
        {
            if (child.Name.LocalName is "langSec" or "langSet")
                Language(child, entry);
            else
                Value(child, entry.Add);
        }
        return glossary.Add(entry, line, column);
    }

    private void Language(XElement element, EntryBuilder entry)
    {
        string? tag = ((string?)element.Attribute(XNamespace.Xml + "lang") ?? (string?)element.Attribute("lang"))?.Trim();
        if (tag is null || !LanguageTag.IsValid(tag))
        {
            (int line, int column) = Place(element);
            _faults.BadLanguage(line, column);
            return;
        }
        LanguageBuilder language = entry.In(LanguageTag.Normalize(tag));
        foreach (XElement child in element.Elements())
        {
            switch (child.Name.LocalName)
            {
                case "termSec" or "tig":
                    Term(child, child, language);
                    break;
                case "ntig":
                    foreach (XElement group in child.Elements().Where(inner => inner.Name.LocalName == "termGrp"))
                        Term(group, child, language);
                    break;
                default:
                    Value(child, language.Add);
                    break;
            }
        }
    }

    /// <param name="group">The element with the term.</param>
    /// <param name="outer">The element with the values about it: in TBX 2 they may stand outside the group.</param>
    /// <param name="language">Takes the term.</param>
    private void Term(XElement group, XElement outer, LanguageBuilder language)
    {
        XElement? termElement = group.Elements().FirstOrDefault(child => child.Name.LocalName == "term");
        string text = termElement is null ? "" : Texts.OneLine(termElement.Value);
        (int line, int column) = Place(group);
        if (text.Length == 0)
        {
            _faults.NoTerm(line, column);
            return;
        }
        var term = new TermBuilder(text);
        language.Terms.Add(term);
        foreach (XElement child in ReferenceEquals(group, outer) ? group.Elements() : group.Elements().Concat(outer.Elements().Where(inner => inner != group)))
        {
            if (child == termElement)
                continue;
            Value(child, (category, value) =>
            {
                if (!term.Add(category, value))
                    _faults.UnknownStatus(line, column);
            });
        }
    }

    private void Value(XElement element, Action<string, string> add)
    {
        switch (element.Name.LocalName)
        {
            case "descripGrp" or "adminGrp" or "termNoteGrp" or "termCompGrp":
                Group(element, add);
                break;
            case "transacGrp":
                if (TbxTransaction.Of(element) is { } transaction)
                    add(Transaction, transaction);
                break;
            case "ref" or "xref":
            case var name when element.Attribute("target") is not null && name != "transacNote":
                add(CategoryOf(element), Reference(element));
                break;
            case "note":
                (string category, string note) = TbxBasic.ReadNote(element.Value.Trim());
                if (note.Length > 0)
                    add(category, note);
                break;
            default:
                if (element.Value.Trim() is { Length: > 0 } value)
                    add(CategoryOf(element), value);
                break;
        }
        foreach (XAttribute attribute in element.Attributes())
            if (!attribute.IsNamespaceDeclaration && attribute.Name.LocalName is not ("type" or "target") && _attributesSaid.Add(element.Name.LocalName + "/" + attribute.Name.LocalName))
            {
                (int line, int column) = Place(element);
                _faults.NotKept($"the attribute {attribute.Name.LocalName} of the element {element.Name.LocalName} (here and below)", line, column);
            }
    }

    // A group joins a value with its source and notes; the model keeps the source as a property of its own.
    private void Group(XElement group, Action<string, string> add)
    {
        string? first = null;
        foreach (XElement child in group.Elements())
        {
            if (first is null)
            {
                first = CategoryOf(child);
                Value(child, add);
            }
            else
            {
                string head = first;
                Value(child, (category, value) => add(category == Categories.Source ? head + "Source" : category, value));
            }
        }
    }

    private static string Reference(XElement element)
    {
        string text = Texts.OneLine(element.Value), target = Texts.OneLine((string?)element.Attribute("target") ?? "");
        return target.Length == 0 || target == text ? text : text.Length == 0 ? target : $"{text} <{target}>";
    }

    private static string CategoryOf(XElement element) =>
        ((string?)element.Attribute("type"))?.Trim() is { Length: > 0 } type ? type : element.Name.LocalName;

    private static (int Line, int Column) Place(XElement element)
    {
        var info = (IXmlLineInfo)element;
        return (info.LineNumber, info.LinePosition);
    }
}

/// <summary>A transaction as one line of text.</summary>
internal readonly record struct TbxTransaction(string Type, string? Date, string? Responsibility)
{
    /// <summary>Joins the parts of a transacGrp; null where there are none.</summary>
    public static string? Of(XElement group)
    {
        string type = "", date = "", responsibility = "";
        var more = new List<string>();
        foreach (XElement child in group.Elements())
        {
            string value = Texts.OneLine(child.Value);
            string? category = (string?)child.Attribute("type");
            switch (child.Name.LocalName)
            {
                // TBX 2 and MultiTerm give the kind as the type and the person as the text.
                case "transac" when category is "origination" or "modification": (type, responsibility) = (category, value); break;
                case "transac" or "transactionType": type = value; break;
                case "date": date = value; break;
                case "responsibility": responsibility = value; break;
                case "transacNote" when category == "responsibility": responsibility = value; break;
                default: more.Add($"{category ?? child.Name.LocalName}={value}"); break;
            }
        }
        if (date.Length > 0) more.Insert(0, "date=" + date);
        if (responsibility.Length > 0) more.Add("responsibility=" + responsibility);
        more.Insert(0, type.Length > 0 ? type : "transaction");
        return more.Count == 1 && type.Length == 0 ? null : string.Join("; ", more);
    }

    /// <summary>Takes such a line apart where TBX-Basic can hold it.</summary>
    public static bool TryParse(string text, out TbxTransaction transaction)
    {
        transaction = default;
        const string DateMark = "; date=", PersonMark = "; responsibility=";
        int person = text.IndexOf(PersonMark, StringComparison.Ordinal);
        string? responsibility = person < 0 ? null : text[(person + PersonMark.Length)..];
        string rest = person < 0 ? text : text[..person];
        int at = rest.IndexOf(DateMark, StringComparison.Ordinal);
        string? date = at < 0 ? null : rest[(at + DateMark.Length)..];
        string type = at < 0 ? rest : rest[..at];
        if (type is not ("origination" or "modification") || responsibility is { Length: 0 } || (date is not null && !IsDate(date)))
            return false;
        transaction = new(type, date, responsibility);
        return true;
    }

    private static bool IsDate(string text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}
