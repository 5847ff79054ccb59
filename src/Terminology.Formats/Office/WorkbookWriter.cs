using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Terminology.Formats;

/// <summary>A sheet to write.</summary>
/// <param name="Name">Its name, at most 31 characters.</param>
/// <param name="Widths">Widths of the columns, in characters.</param>
/// <param name="Rows">The header first; strings are text, numbers numbers, null is empty.</param>
internal sealed record Sheet(string Name, IReadOnlyList<double> Widths, IEnumerable<IReadOnlyList<object?>> Rows)
{
    /// <summary>0-based column of the status, coloured by its value; -1 where there is none.</summary>
    public int StatusColumn { get; init; } = -1;

    /// <summary>Values the status may have, offered as a list; empty for no list.</summary>
    public IReadOnlyList<string> StatusValues { get; init; } = [];

    /// <summary>0-based column that is hidden; -1 for none.</summary>
    public int HiddenColumn { get; init; } = -1;
}

/// <summary>Writes .xlsx: the same rows give the same bytes. Texts are stored as texts, never as formulas.</summary>
internal static class WorkbookWriter
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main", Relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    // Zip knows no time before this; no clock goes into the file.
    private static readonly DateTimeOffset s_time = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Most characters of a cell (Excel's limit).</summary>
    public const int MaxCell = 32767;

    public static void Write(Stream stream, IReadOnlyList<Sheet> sheets)
    {
        using var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true);
        Text(zip, "[Content_Types].xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
            + string.Concat(sheets.Select((_, i) => $"<Override PartName=\"/xl/worksheets/sheet{i + 1}.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")) + "</Types>");
        Text(zip, "_rels/.rels", $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"{Relationships}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        Text(zip, "xl/_rels/workbook.xml.rels", "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
            + string.Concat(sheets.Select((_, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Relationships}/worksheet\" Target=\"worksheets/sheet{i + 1}.xml\"/>"))
            + $"<Relationship Id=\"rId{sheets.Count + 1}\" Type=\"{Relationships}/styles\" Target=\"styles.xml\"/></Relationships>");
        // Styles: 0 plain, 1 header, 2 wrapped text, 3 text that looks like a formula (quotePrefix), 4 number with two decimals.
        Text(zip, "xl/styles.xml", $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><styleSheet xmlns=\"{Main}\"><fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Calibri\"/></font><font><b/><sz val=\"11\"/><name val=\"Calibri\"/></font></fonts><fills count=\"3\"><fill><patternFill patternType=\"none\"/></fill><fill><patternFill patternType=\"gray125\"/></fill><fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFD9E1F2\"/></patternFill></fill></fills><borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs><cellXfs count=\"5\"><xf/><xf fontId=\"1\" fillId=\"2\" applyFont=\"1\" applyFill=\"1\"/><xf applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf><xf quotePrefix=\"1\" applyAlignment=\"1\"><alignment vertical=\"top\" wrapText=\"1\"/></xf><xf numFmtId=\"2\" applyNumberFormat=\"1\"/></cellXfs><dxfs count=\"3\"><dxf><fill><patternFill><bgColor rgb=\"FFC6EFCE\"/></patternFill></fill></dxf><dxf><fill><patternFill><bgColor rgb=\"FFFFC7CE\"/></patternFill></fill></dxf><dxf><fill><patternFill><bgColor rgb=\"FFFFEB9C\"/></patternFill></fill></dxf></dxfs></styleSheet>");
        var ranges = new List<(int Columns, int Rows)>();
        for (int i = 0; i < sheets.Count; i++)
        {
            using Stream part = Entry(zip, $"xl/worksheets/sheet{i + 1}.xml");
            using var xml = XmlWriter.Create(part, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineHandling = NewLineHandling.Entitize });
            ranges.Add(Write(xml, sheets[i], i == 0));
        }
        Text(zip, "xl/workbook.xml", $"<?xml version=\"1.0\" encoding=\"UTF-8\"?><workbook xmlns=\"{Main}\" xmlns:r=\"{Relationships}\"><sheets>"
            + string.Concat(sheets.Select((sheet, i) => $"<sheet name=\"{sheet.Name}\" sheetId=\"{i + 1}\" r:id=\"rId{i + 1}\"/>"))
            + "</sheets><definedNames>" + string.Concat(sheets.Select((sheet, i) => $"<definedName name=\"_xlnm._FilterDatabase\" localSheetId=\"{i}\" hidden=\"1\">'{sheet.Name}'!$A$1:${Workbook.ColumnName(ranges[i].Columns - 1)}${ranges[i].Rows}</definedName>")) + "</definedNames></workbook>");
    }

    private static (int Columns, int Rows) Write(XmlWriter xml, Sheet sheet, bool selected)
    {
        xml.WriteStartDocument();
        xml.WriteStartElement("worksheet", Main);
        xml.WriteRaw($"<sheetViews><sheetView workbookViewId=\"0\"{(selected ? " tabSelected=\"1\"" : "")}><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
        for (int i = 0; i < sheet.Widths.Count; i++)
            xml.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<col min=\"{i + 1}\" max=\"{i + 1}\" width=\"{sheet.Widths[i]}\" customWidth=\"1\"{(i == sheet.HiddenColumn ? " hidden=\"1\"" : "")}/>"));
        xml.WriteRaw("</cols>");
        xml.WriteStartElement("sheetData", Main);
        int number = 0, columns = 1;
        foreach (IReadOnlyList<object?> row in sheet.Rows)
        {
            number++;
            columns = Math.Max(columns, row.Count);
            xml.WriteStartElement("row", Main);
            xml.WriteAttributeString("r", number.ToString(CultureInfo.InvariantCulture));
            for (int i = 0; i < row.Count; i++)
                Cell(xml, row[i], Workbook.ColumnName(i) + number.ToString(CultureInfo.InvariantCulture), number == 1);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteRaw($"<autoFilter ref=\"A1:{Workbook.ColumnName(columns - 1)}{number}\"/>");
        if (sheet.StatusColumn >= 0 && number > 1)
        {
            string column = Workbook.ColumnName(sheet.StatusColumn), range = $"{column}2:{column}{number}";
            xml.WriteRaw($"<conditionalFormatting sqref=\"{range}\">" + Rule(column, 1, 0, "preferred", "accept") + Rule(column, 2, 1, "deprecated", "superseded", "reject") + Rule(column, 3, 2, "admitted", "edit", "merge") + "</conditionalFormatting>");
            if (sheet.StatusValues.Count > 0)
                xml.WriteRaw($"<dataValidations count=\"1\"><dataValidation type=\"list\" allowBlank=\"1\" showErrorMessage=\"1\" sqref=\"{range}\"><formula1>\"{string.Join(',', sheet.StatusValues)}\"</formula1></dataValidation></dataValidations>");
        }
        xml.WriteEndDocument();
        return (columns, number);
    }

    private static string Rule(string column, int priority, int style, params string[] values) =>
        $"<cfRule type=\"expression\" dxfId=\"{style}\" priority=\"{priority}\"><formula>OR({string.Join(',', values.Select(value => $"${column}2=\"{value}\""))})</formula></cfRule>";

    private static void Cell(XmlWriter xml, object? value, string reference, bool header)
    {
        if (value is null or "")
            return;
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", reference);
        if (value is string text)
        {
            bool formulaLike = text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';
            xml.WriteAttributeString("s", header ? "1" : formulaLike ? "3" : "2");
            xml.WriteAttributeString("t", "inlineStr");
            xml.WriteStartElement("is", Main);
            xml.WriteStartElement("t", Main);
            xml.WriteAttributeString("xml", "space", null, "preserve");
            xml.WriteString(Escape(text.Length > MaxCell ? text[..MaxCell] : text));
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        else
        {
            if (value is double)
                xml.WriteAttributeString("s", "4");
            xml.WriteElementString("v", Main, ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture));
        }
        xml.WriteEndElement();
    }

    // _xHHHH_ stands for a character; a text that has it by chance is written with its underscore escaped. Carriage returns would be lost.
    private static string Escape(string text)
    {
        if (!text.Contains("_x", StringComparison.Ordinal) && !text.Contains('\r', StringComparison.Ordinal))
            return text;
        var result = new StringBuilder(text.Length + 8);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\r')
                result.Append("_x000D_");
            else if (text[i] == '_' && i + 6 < text.Length && text[i + 1] == 'x' && text[i + 6] == '_' && ushort.TryParse(text.AsSpan(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _))
                result.Append("_x005F_");
            else
                result.Append(text[i]);
        }
        return result.ToString();
    }

    private static Stream Entry(ZipArchive zip, string name)
    {
        ZipArchiveEntry entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = s_time;
        return entry.Open();
    }

    private static void Text(ZipArchive zip, string name, string content)
    {
        using Stream stream = Entry(zip, name);
        stream.Write(Encoding.UTF8.GetBytes(content));
    }
}
