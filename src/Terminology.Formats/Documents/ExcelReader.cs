using System.Globalization;

namespace Terminology.Formats;

/// <summary>Reads the texts of .xlsx, a line a cell; numbers are left out. Immutable and thread-safe.</summary>
internal sealed class ExcelReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Name => "Excel workbooks";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension) =>
        (OfficeFile.IsZip(head) && (extension is ".xlsx" or ".xlsm" || OfficeFile.Names(head, "xl/"u8))) || (OfficeFile.IsOle(head) && extension is ".xlsx" or ".xls");

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        return OfficeFile.Read(stream, name, "workbook", options, (package, document) =>
        {
            var workbook = new Workbook(package);
            foreach ((string sheet, string part) in workbook.Sheets)
                foreach ((int row, List<WorkbookCell> cells) in workbook.Rows(part, options.MaxEntries))
                    foreach (WorkbookCell cell in cells)
                        if (cell.IsText)
                            document.Add(cell.Text, string.Create(CultureInfo.InvariantCulture, $"{sheet}!{Workbook.ColumnName(cell.Column)}{row}"));
        });
    }
}
