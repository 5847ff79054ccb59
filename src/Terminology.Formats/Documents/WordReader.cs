using System.Globalization;
using System.Text;
using System.Xml;

namespace Terminology.Formats;

/// <summary>Reads .docx: body, tables, text boxes, footnotes, endnotes, headers and footers. Inserted text is in, deleted and hidden text out, and so is numbering. Immutable and thread-safe.</summary>
internal sealed class WordReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Name => "Word documents";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension) =>
        (OfficeFile.IsZip(head) && (extension is ".docx" or ".docm" or ".dotx" || OfficeFile.Names(head, "word/"u8))) || (OfficeFile.IsOle(head) && extension is ".docx" or ".doc");

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        return OfficeFile.Read(stream, name, "Word document", options, (package, document) =>
        {
            string main = package.Relationships("").Values.FirstOrDefault(part => part.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Target ?? "word/document.xml";
            if (!package.Has(main))
                throw new InvalidDataException();
            Part(package, main, document, "paragraph", options);
            var heads = new HashSet<string>();
            foreach ((string type, string part) in package.Relationships(main).Values.OrderBy(part => part.Target, StringComparer.Ordinal))
            {
                string? kind = type[(type.LastIndexOf('/') + 1)..] switch { "footnotes" => "footnote", "endnotes" => "endnote", "header" => "header", "footer" => "footer", "comments" => null, _ => null };
                if (kind is not null && package.Has(part))
                    Part(package, part, document, kind, options, kind is "header" or "footer" ? heads : null);
            }
        });
    }

    // Paragraphs in "seen" stand on many pages, as running heads do, and are taken once.
    private static void Part(OfficePackage package, string part, DocumentBuilder document, string kind, DocumentReaderOptions options, HashSet<string>? seen = null)
    {
        using XmlReader xml = package.Xml(part)!;
        var open = new Stack<StringBuilder>();
        var cells = new Stack<(int Table, int Row, int Cell)>();
        int paragraph = 0, tables = 0;
        bool hidden = false;
        bool more = xml.Read();
        while (more)
        {
            more = false;
            if (xml.Depth > options.MaxDepth)
                throw new InvalidDataException();
            if (xml.NodeType == XmlNodeType.Element)
            {
                switch (xml.LocalName)
                {
                    case "del" or "moveFrom" or "Fallback" or "rt" or "pPr" or "sectPr" or "tblPr" or "sdtPr" when !xml.IsEmptyElement:
                        // Deleted text; the second form of a text box; the reading of a ruby; properties.
                        xml.Skip();
                        more = !xml.EOF;
                        continue;
                    case "p" when xml.NamespaceURI.Contains("wordprocessingml", StringComparison.Ordinal):
                        if (xml.IsEmptyElement) paragraph++;
                        else open.Push(new StringBuilder());
                        break;
                    case "r":
                        hidden = false;
                        break;
                    case "vanish" or "webHidden":
                        hidden = xml.GetAttribute("val", xml.NamespaceURI) is not ("0" or "false" or "off");
                        break;
                    case "t" when open.Count > 0 && !xml.IsEmptyElement:
                        string text = xml.ReadElementContentAsString();
                        if (!hidden)
                            open.Peek().Append(text);
                        more = !xml.EOF;
                        continue;
                    case "tab" or "ptab" when open.Count > 0:
                        open.Peek().Append('\t');
                        break;
                    case "br" or "cr" when open.Count > 0:
                        open.Peek().Append('\n');
                        break;
                    case "noBreakHyphen" when open.Count > 0:
                        open.Peek().Append('-');
                        break;
                    case "tbl":
                        cells.Push((++tables, 0, 0));
                        break;
                    case "tr" when cells.TryPop(out (int Table, int Row, int Cell) row):
                        cells.Push((row.Table, row.Row + 1, 0));
                        break;
                    case "tc" when cells.TryPop(out (int Table, int Row, int Cell) cell):
                        cells.Push((cell.Table, cell.Row, cell.Cell + 1));
                        break;
                }
            }
            else if (xml.NodeType == XmlNodeType.EndElement)
            {
                if (xml.LocalName == "p" && xml.NamespaceURI.Contains("wordprocessingml", StringComparison.Ordinal) && open.TryPop(out StringBuilder? text))
                {
                    paragraph++;
                    string place = cells.TryPeek(out (int Table, int Row, int Cell) cell)
                        ? string.Create(CultureInfo.InvariantCulture, $"table {cell.Table}, row {cell.Row}, cell {cell.Cell}")
                        : string.Create(CultureInfo.InvariantCulture, $"{kind} {paragraph}");
                    string content = text.ToString();
                    if (seen is null || seen.Add(content))
                        document.Add(content, place);
                }
                else if (xml.LocalName == "tbl" && cells.Count > 0)
                    cells.Pop();
            }
            more = xml.Read();
        }
    }
}
