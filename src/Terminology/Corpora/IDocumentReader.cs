namespace Terminology;

/// <summary>Reads the documents of one file format. Implementations are immutable and thread-safe.</summary>
public interface IDocumentReader
{
    /// <summary>Name of the format, such as "plain text" or "Word document".</summary>
    string Name { get; }

    /// <summary>Whether the reader takes a file. Content decides; the extension only where the content leaves it open.</summary>
    /// <param name="head">The first bytes of the file, at most <see cref="DocumentReaderOptions.HeadBytes"/>.</param>
    /// <param name="extension">Lower-case extension with its dot, or empty.</param>
    bool CanRead(ReadOnlySpan<byte> head, string extension);

    /// <summary>Reads the documents of a file; what cannot be read is reported, not thrown.</summary>
    /// <param name="stream">The content, from its first byte; need not be seekable.</param>
    /// <param name="name">Name of the file in its corpus; documents take their names from it.</param>
    /// <param name="options">Encoding, language and limits.</param>
    /// <returns>The documents in order, and what was wrong.</returns>
    DocumentReading Read(Stream stream, string name, DocumentReaderOptions options);
}

/// <summary>What a file held. Immutable.</summary>
/// <param name="Documents">The documents, in order: as a rule one.</param>
/// <param name="Faults">What could not be read, and guesses that somebody should look at.</param>
public sealed record DocumentReading(IReadOnlyList<Document> Documents, IReadOnlyList<FormatFault> Faults);

/// <summary>How documents are read, and the limits that hostile files meet.</summary>
public sealed record DocumentReaderOptions
{
    /// <summary>How many first bytes of a file decide about its reader.</summary>
    public const int HeadBytes = 4096;

    /// <summary>Name of the encoding of plain text (utf-8, gb18030, big5, utf-16 ...); null finds it out. A byte order mark always wins.</summary>
    public string? Encoding { get; init; }

    /// <summary>Language whose text is taken from files in several languages (TMX, XLIFF, PO).</summary>
    public string Language { get; init; } = "zh";

    /// <summary>Largest file, in bytes.</summary>
    public long MaxFileBytes { get; init; } = 256L << 20;

    /// <summary>Largest size of a compressed file (.zip, .docx, .xlsx ...) once expanded, in bytes.</summary>
    public long MaxExpandedBytes { get; init; } = 1L << 30;

    /// <summary>Largest ratio of expanded to compressed size of a part of at least 1 MiB.</summary>
    public int MaxExpansion { get; init; } = 200;

    /// <summary>Most entries of an archive, rows of a table, or pages.</summary>
    public int MaxEntries { get; init; } = 1_000_000;

    /// <summary>Deepest nesting of XML elements and archives.</summary>
    public int MaxDepth { get; init; } = 256;

    /// <summary>
    /// Plain text of more than twice so many bytes is read in pieces of about this size, cut at the ends of sentences, each a document of its own with the name <c>NAME#000001</c> and on;
    /// <see cref="MaxFileBytes"/> does not apply to it. 0, the default, reads every file as a whole.
    /// </summary>
    public int PieceBytes { get; init; }

    /// <summary>Whether documents are named by the whole path as it was given and not by that below the named directory; so parts of a corpus that are read apart keep their names apart. False by default.</summary>
    public bool FullNames { get; init; }

    /// <summary>Told of every fault while a corpus is enumerated; then a file that cannot be read is left out and the rest is read. Null: the first error is thrown.</summary>
    public Action<FormatFault>? OnFault { get; init; }
}
