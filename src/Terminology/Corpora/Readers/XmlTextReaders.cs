using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Terminology;

/// <summary>Reads one language of a translation memory (TMX 1.4). Immutable and thread-safe.</summary>
internal sealed class TmxReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Name => "TMX";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension) => XmlHead.RootIs(XmlHead.Text(head), "tmx");

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        int number = 0;
        return XmlDocuments.Read(stream, name, options, "tu", (unit, document) =>
        {
            number++;
            foreach (XElement variant in unit.Elements().Where(child => child.Name.LocalName == "tuv"))
            {
                string? tag = (string?)variant.Attribute(XNamespace.Xml + "lang") ?? (string?)variant.Attribute("lang");
                if (tag is null || !LanguageTag.Matches(options.Language, LanguageTag.Normalize(tag)))
                    continue;
                foreach (XElement segment in variant.Elements().Where(child => child.Name.LocalName == "seg"))
                    document.Add(XmlDocuments.SegmentText(segment), string.Create(CultureInfo.InvariantCulture, $"unit {number}"));
            }
        });
    }
}

/// <summary>Reads one language of XLIFF 1.2, 2.x and .sdlxliff. Immutable and thread-safe.</summary>
internal sealed class XliffReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Name => "XLIFF";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension) => XmlHead.RootIs(XmlHead.Text(head), "xliff");

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        (string? source, string? target) = (null, null);
        int number = 0;
        return XmlDocuments.Read(stream, name, options, "trans-unit|unit", (unit, document) =>
        {
            number++;
            string place = (string?)unit.Attribute("id") is { Length: > 0 and < 100 } id ? $"segment {id}" : string.Create(CultureInfo.InvariantCulture, $"segment {number}");
            string side = source is not null && LanguageTag.Matches(options.Language, source) ? "source"
                : target is not null && LanguageTag.Matches(options.Language, target) ? "target"
                // A side whose language is not named may be the one asked for; of two such, the Chinese one shows itself.
                : source is not null ? target is null ? "target" : ""
                : target is not null || unit.Descendants().Any(child => child.Name.LocalName == "source" && child.Value.Any(Texts.IsHan)) ? "source" : "target";
            // The second is the header of a gettext catalogue, which some converters leave among the messages.
            if (side.Length == 0 || (string?)unit.Attribute("restype") == "x-gettext-domain-header")
                return;
            foreach (XElement element in unit.Descendants().Where(child => child.Name.LocalName == side && child.Parent!.Name.LocalName is "trans-unit" or "segment"))
                document.Add(XmlDocuments.SegmentText(element), place);
        }, xml =>
        {
            // XLIFF 2 says the languages at the root, XLIFF 1.2 at each file.
            if (xml.LocalName is "xliff" or "file")
            {
                source = (xml.GetAttribute("srcLang") ?? xml.GetAttribute("source-language")) is { } from ? LanguageTag.Normalize(from) : source;
                target = (xml.GetAttribute("trgLang") ?? xml.GetAttribute("target-language")) is { } to ? LanguageTag.Normalize(to) : target;
            }
        });
    }
}

/// <summary>What the XML readers share.</summary>
internal static class XmlDocuments
{
    /// <summary>Hands each element of a name to a reader, one at a time.</summary>
    public static DocumentReading Read(Stream stream, string name, DocumentReaderOptions options, string elements, Action<XElement, SegmentBuilder> read, Action<XmlReader>? see = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        var document = new SegmentBuilder(name);
        string[] names = elements.Split('|');
        try
        {
            if (!stream.CanSeek)
            {
                if (!LimitedStream.TryReadAll(stream, options.MaxFileBytes, out byte[] bytes))
                    return new([], [CorpusFaults.TooLarge(name, options.MaxFileBytes)]);
                stream = new MemoryStream(bytes);
            }
            using XmlReader xml = SafeXml.Reader(stream, options.MaxFileBytes, options.Encoding);
            bool more = xml.Read();
            while (more && !xml.EOF)
            {
                if (xml.Depth > options.MaxDepth)
                    Throw.TooDeep(options.MaxDepth, ((IXmlLineInfo)xml).LineNumber, ((IXmlLineInfo)xml).LinePosition);
                if (xml.NodeType == XmlNodeType.Element && Array.IndexOf(names, xml.LocalName) >= 0)
                {
                    read(SafeXml.ReadElement(xml, options.MaxDepth), document);
                    continue;
                }
                if (xml.NodeType == XmlNodeType.Element)
                    see?.Invoke(xml);
                more = xml.Read();
            }
        }
        catch (XmlException e)
        {
            document.NotWellFormed(e.Message, e.LineNumber, e.LinePosition);
        }
        catch (Exception e) when (e is DecoderFallbackException or ArgumentException)
        {
            document.NotWellFormed("bytes that do not fit the declared encoding, or an encoding that does not exist.", 0, 0);
        }
        return document.Build();
    }

    /// <summary>The text of a segment without the native code of inline tags.</summary>
    public static string SegmentText(XElement segment)
    {
        var text = new StringBuilder();
        foreach (XText node in segment.DescendantNodes().OfType<XText>())
        {
            bool code = false;
            for (XElement? parent = node.Parent; parent is not null && parent != segment; parent = parent.Parent)
                code |= parent.Name.LocalName is "bpt" or "ept" or "it" or "ph" or "ut" or "x" or "bx" or "ex";
            if (!code)
                text.Append(node.Value);
        }
        return Texts.OneLine(text.ToString());
    }
}
