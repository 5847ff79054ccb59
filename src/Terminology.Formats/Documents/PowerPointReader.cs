using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Terminology.Formats;

/// <summary>Reads .pptx: the text of the slides in their order, each followed by its notes. Immutable and thread-safe.</summary>
internal sealed class PowerPointReader : IDocumentReader
{
    private const string Relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <inheritdoc/>
    public string Name => "PowerPoint presentations";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension) =>
        (OfficeFile.IsZip(head) && (extension is ".pptx" or ".pptm" || OfficeFile.Names(head, "ppt/"u8))) || (OfficeFile.IsOle(head) && extension is ".pptx" or ".ppt");

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        return OfficeFile.Read(stream, name, "presentation", options, (package, document) =>
        {
            const string Main = "ppt/presentation.xml";
            XElement presentation = package.Tree(Main) ?? throw new InvalidDataException();
            Dictionary<string, (string Type, string Target)> parts = package.Relationships(Main);
            int number = 0;
            foreach (XElement slide in presentation.Descendants().Where(element => element.Name.LocalName == "sldId"))
            {
                number++;
                if ((string?)slide.Attribute(XName.Get("id", Relationship)) is not { } id || !parts.TryGetValue(id, out (string Type, string Target) part))
                    continue;
                Text(package, part.Target, document, string.Create(CultureInfo.InvariantCulture, $"slide {number}"), options);
                foreach ((string type, string target) in package.Relationships(part.Target).Values)
                    if (type.EndsWith("/notesSlide", StringComparison.Ordinal))
                        Text(package, target, document, string.Create(CultureInfo.InvariantCulture, $"slide {number}, notes"), options);
            }
        });
    }

    private static void Text(OfficePackage package, string part, DocumentBuilder document, string place, DocumentReaderOptions options)
    {
        using XmlReader? xml = package.Xml(part);
        if (xml is null)
            return;
        var text = new StringBuilder();
        bool more = xml.Read();
        while (more)
        {
            if (xml.Depth > options.MaxDepth)
                throw new InvalidDataException();
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName is "Fallback" or "fld" && !xml.IsEmptyElement)
            {
                // The second form of an object; slide numbers and dates.
                xml.Skip();
                more = !xml.EOF;
                continue;
            }
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "t" && !xml.IsEmptyElement)
            {
                text.Append(xml.ReadElementContentAsString());
                more = !xml.EOF;
                continue;
            }
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "br")
                text.Append('\n');
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "p")
            {
                document.Add(text.ToString(), place);
                text.Clear();
            }
            more = xml.Read();
        }
    }
}
