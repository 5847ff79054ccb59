using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Terminology;

/// <summary>XML without external access: no DTD is processed, no entity expanded, no address fetched; size and depth have limits.</summary>
internal static class SafeXml
{
    /// <summary>A reader over a stream in its declared encoding, code pages included.</summary>
    /// <param name="stream">The bytes, seekable; stays open.</param>
    /// <param name="maxCharacters">Most characters of the document.</param>
    /// <param name="encoding">Name of the encoding, or null for the declared one.</param>
    public static XmlReader Reader(Stream stream, long maxCharacters, string? encoding = null)
    {
        byte[] head = new byte[256];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        var text = new StreamReader(stream, EncodingOf(head.AsSpan(0, length), encoding), detectEncodingFromByteOrderMarks: true, 1 << 16, leaveOpen: true);
        return XmlReader.Create(text, Settings(maxCharacters));
    }

    /// <summary>An element with all it holds, from a reader that stands on its start; afterwards the reader stands behind it.</summary>
    /// <exception cref="XmlException">It is not well-formed, or nested deeper than the limit.</exception>
    public static XElement ReadElement(XmlReader reader, int maxDepth)
    {
        XElement element;
        using (var limited = new DepthLimit(reader.ReadSubtree(), maxDepth))
            element = XElement.Load(limited, LoadOptions.SetLineInfo);
        reader.Read();
        return element;
    }

    /// <summary>Settings for writing: indented by two blanks, line feeds, UTF-8 without mark unless said otherwise.</summary>
    public static XmlWriterSettings WriterSettings(Encoding? encoding = null) => new()
    {
        Indent = true,
        IndentChars = "  ",
        NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize,
        Encoding = encoding ?? new UTF8Encoding(false),
        CloseOutput = false,
    };

    /// <summary>The text without the characters that XML 1.0 cannot hold, and without lone surrogates.</summary>
    public static string Clean(string text)
    {
        int i = 0;
        while (i < text.Length && Step(text, i) is int good and > 0)
            i += good;
        if (i >= text.Length)
            return text;
        var clean = new StringBuilder(text.Length).Append(text, 0, i);
        while (i < text.Length)
        {
            int step = Step(text, i);
            clean.Append(text, i, step);
            i += Math.Max(step, 1);
        }
        return clean.ToString();
    }

    /// <summary>Length of the good character at a position: 1, 2 for a surrogate pair, 0 where XML cannot hold it.</summary>
    private static int Step(string text, int i) => XmlConvert.IsXmlChar(text[i]) ? 1
        : i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1]) ? 2 : 0;

    private static Encoding EncodingOf(ReadOnlySpan<byte> head, string? given)
    {
        if (TextDecoder.MarkedEncoding(head, out _) is { } marked)
            return marked;
        if (given is not null)
            return TextDecoder.Find(given);
        if (head is [0x3C, 0, ..])
            return TextDecoder.Find("utf-16");
        if (head is [0, 0x3C, ..])
            return TextDecoder.Find("utf-16BE");
        string declaration = Encoding.Latin1.GetString(head);
        int end = declaration.IndexOf("?>", StringComparison.Ordinal), at = declaration.IndexOf("encoding", StringComparison.Ordinal);
        if (end > 0 && at > 0 && at < end && declaration.StartsWith("<?xml", StringComparison.Ordinal))
        {
            int quote = declaration.AsSpan(at, end - at).IndexOfAny('"', '\'');
            if (quote > 0)
            {
                int from = at + quote + 1, to = declaration.IndexOf(declaration[from - 1], from);
                if (to > from && to < end)
                {
                    string name = declaration[from..to];
                    // One byte a character cannot be UTF-16, whatever the declaration says: some tools re-encode files without changing it.
                    if (!name.StartsWith("utf-16", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("ucs", StringComparison.OrdinalIgnoreCase))
                        return Declared(name);
                }
            }
        }
        return TextDecoder.Find("utf-8");
    }

    private static Encoding Declared(string name)
    {
        try
        {
            return TextDecoder.Find(name);
        }
        catch (ArgumentException e)
        {
            throw new XmlException("the XML declaration names an encoding that does not exist", e, 1, 1);
        }
    }

    private static XmlReaderSettings Settings(long maxCharacters) => new()
    {
        // A DOCTYPE is stepped over, as TBX 2 and TMX have one; an entity it declares then does not exist, so that its use is an error.
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        MaxCharactersInDocument = maxCharacters,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = true,
    };

    /// <summary>Passes a reader on until elements are nested too deeply.</summary>
    private sealed class DepthLimit(XmlReader inner, int maxDepth) : XmlReader, IXmlLineInfo
    {
        public override int AttributeCount => inner.AttributeCount;
        public override string BaseURI => inner.BaseURI;
        public override int Depth => inner.Depth;
        public override bool EOF => inner.EOF;
        public override bool IsEmptyElement => inner.IsEmptyElement;
        public override string LocalName => inner.LocalName;
        public override string NamespaceURI => inner.NamespaceURI;
        public override XmlNameTable NameTable => inner.NameTable;
        public override XmlNodeType NodeType => inner.NodeType;
        public override string Prefix => inner.Prefix;
        public override ReadState ReadState => inner.ReadState;
        public override string Value => inner.Value;
        public int LineNumber => ((IXmlLineInfo)inner).LineNumber;
        public int LinePosition => ((IXmlLineInfo)inner).LinePosition;
        public bool HasLineInfo() => ((IXmlLineInfo)inner).HasLineInfo();
        public override string GetAttribute(int i) => inner.GetAttribute(i);
        public override string? GetAttribute(string name) => inner.GetAttribute(name);
        public override string? GetAttribute(string name, string? namespaceURI) => inner.GetAttribute(name, namespaceURI);
        public override string? LookupNamespace(string prefix) => inner.LookupNamespace(prefix);
        public override bool MoveToAttribute(string name) => inner.MoveToAttribute(name);
        public override bool MoveToAttribute(string name, string? ns) => inner.MoveToAttribute(name, ns);
        public override bool MoveToElement() => inner.MoveToElement();
        public override bool MoveToFirstAttribute() => inner.MoveToFirstAttribute();
        public override bool MoveToNextAttribute() => inner.MoveToNextAttribute();
        public override bool ReadAttributeValue() => inner.ReadAttributeValue();
        public override void ResolveEntity() => inner.ResolveEntity();

        public override bool Read()
        {
            bool more = inner.Read();
            if (more && inner.Depth > maxDepth)
                Throw.TooDeep(maxDepth, LineNumber, LinePosition);
            return more;
        }
    }
}
