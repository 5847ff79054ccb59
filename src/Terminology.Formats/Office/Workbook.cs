using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Terminology.Formats;

/// <summary>Reads the cells of .xlsx as text, row by row.</summary>
internal sealed class Workbook
{
    private const string Relationship = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    private readonly OfficePackage _package;
    private readonly List<string> _shared = [];

    public Workbook(OfficePackage package)
    {
        _package = package;
        string main = package.Relationships("").Values.FirstOrDefault(part => part.Type.EndsWith("/officeDocument", StringComparison.Ordinal)).Target ?? "xl/workbook.xml";
        XElement workbook = package.Tree(main) ?? throw new InvalidDataException();
        Dictionary<string, (string Type, string Target)> parts = package.Relationships(main);
        foreach ((string type, string target) in parts.Values)
            if (type.EndsWith("/sharedStrings", StringComparison.Ordinal))
                ReadShared(target);
        foreach (XElement sheet in workbook.Descendants().Where(element => element.Name.LocalName == "sheet"))
        {
            XAttribute? id = sheet.Attributes().FirstOrDefault(attribute => attribute.Name.LocalName == "id" && attribute.Name.NamespaceName.Contains("relationships", StringComparison.Ordinal)) ?? sheet.Attribute(XName.Get("id", Relationship));
            if (id is not null && parts.TryGetValue(id.Value, out (string Type, string Target) part) && package.Has(part.Target))
                Sheets.Add(((string?)sheet.Attribute("name") ?? "", part.Target));
        }
    }

    /// <summary>Names and parts of the sheets, in their order.</summary>
    public List<(string Name, string Part)> Sheets { get; } = [];

    /// <summary>The rows of a sheet with their 1-based numbers; cells that are not there are empty.</summary>
    /// <param name="part">Part of the sheet.</param>
    /// <param name="maxRows">Rows after which reading stops.</param>
    public IEnumerable<(int Row, List<WorkbookCell> Cells)> Rows(string part, int maxRows)
    {
        using XmlReader xml = _package.Xml(part)!;
        int row = 0, rows = 0;
        List<WorkbookCell>? cells = null;
        bool more = xml.Read();
        while (more)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "row")
            {
                row = int.TryParse(xml.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : row + 1;
                cells = [];
                if (xml.IsEmptyElement)
                    cells = null;
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "c" && cells is not null)
            {
                int column = ColumnOf(xml.GetAttribute("r")) ?? (cells.Count > 0 ? cells[^1].Column + 1 : 0);
                string? type = xml.GetAttribute("t");
                (string? text, bool formula) = xml.IsEmptyElement ? (null, false) : Value(xml, type);
                if (!string.IsNullOrEmpty(text) && column <= 16383)
                    cells.Add(new(column, text, type is "s" or "inlineStr" or "str", formula));
            }
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "row" && cells is not null)
            {
                yield return (row, cells);
                cells = null;
                if (++rows >= maxRows)
                    yield break;
            }
            more = xml.Read();
        }
    }

    /// <summary>Name of a column: 0 is A.</summary>
    public static string ColumnName(int column)
    {
        string name = "";
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26)
            name = (char)('A' + (rest - 1) % 26) + name;
        return name;
    }

    // Leaves the reader on the end of the cell.
    private (string? Text, bool Formula) Value(XmlReader xml, string? type)
    {
        StringBuilder? inline = null;
        string? value = null;
        bool formula = false;
        int depth = xml.Depth;
        bool more = xml.Read();
        while (more && xml.Depth > depth)
        {
            if (xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement)
            {
                if (xml.LocalName == "v")
                {
                    value = xml.ReadElementContentAsString();
                    continue;
                }
                if (xml.LocalName == "t")
                {
                    (inline ??= new StringBuilder()).Append(xml.ReadElementContentAsString());
                    continue;
                }
                if (xml.LocalName is "rPh")
                {
                    xml.Skip();
                    continue;
                }
                formula |= xml.LocalName == "f";
            }
            more = xml.Read();
        }
        string? text = type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < _shared.Count ? _shared[index] : null,
            "inlineStr" => Decode(inline?.ToString()),
            "b" => value == "1" ? "TRUE" : "FALSE",
            "e" => null,
            "str" => Decode(value),
            _ => value,
        };
        return (text, formula);
    }

    private void ReadShared(string part)
    {
        using XmlReader? xml = _package.Xml(part);
        if (xml is null)
            return;
        var text = new StringBuilder();
        bool more = xml.Read();
        while (more)
        {
            if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "si" && xml.IsEmptyElement)
                _shared.Add("");
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "rPh" && !xml.IsEmptyElement)
            {
                xml.Skip();
                continue;
            }
            else if (xml.NodeType == XmlNodeType.Element && xml.LocalName == "t" && !xml.IsEmptyElement)
            {
                text.Append(xml.ReadElementContentAsString());
                continue;
            }
            else if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "si")
            {
                _shared.Add(Decode(text.ToString())!);
                text.Clear();
            }
            more = xml.Read();
        }
    }

    private static int? ColumnOf(string? reference)
    {
        if (reference is null)
            return null;
        int column = 0, letters = 0;
        foreach (char c in reference)
        {
            if (!char.IsAsciiLetter(c) || ++letters > 3)
                break;
            column = column * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
        }
        return column > 0 ? column - 1 : null;
    }

    // Spreadsheets write characters that XML cannot hold as _xHHHH_.
    private static string? Decode(string? text) =>
        text is null || !text.Contains("_x", StringComparison.Ordinal) ? text : XmlConvertDecode(text);

    private static string XmlConvertDecode(string text)
    {
        var result = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_' && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code))
            {
                result.Append((char)code);
                i += 6;
            }
            else
                result.Append(text[i]);
        }
        return result.ToString();
    }
}

/// <summary>A cell with something in it.</summary>
/// <param name="Column">0-based column.</param>
/// <param name="Text">What it shows, numbers in invariant form.</param>
/// <param name="IsText">Whether it is text, no number.</param>
/// <param name="IsFormula">Whether a formula computes it.</param>
internal readonly record struct WorkbookCell(int Column, string Text, bool IsText, bool IsFormula);
