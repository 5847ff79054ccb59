namespace Terminology.Formats;

/// <summary>The readers of all formats: <c>Corpus.FromDirectory(path, DocumentReaders.All)</c>.</summary>
public static class DocumentReaders
{
    private static readonly IDocumentReader[] s_single =
    [
        new PdfReader(), new WordReader(), new PowerPointReader(), new ExcelReader(), .. TextReaders.Markup, new HtmlReader(), .. TextReaders.Plain,
    ];

    /// <summary>All readers, in the order in which they are asked: .pdf, .docx, .pptx, .xlsx, TMX, XLIFF, PO, subtitles, .html, Markdown, plain text, and .zip of all these.</summary>
    public static IReadOnlyList<IDocumentReader> All { get; } = [.. s_single[..4], new ZipReader(s_single), .. s_single[4..]];
}
