using System.Collections.Frozen;

namespace Terminology;

/// <summary>Reads plain text: UTF-8 and UTF-16 with byte order mark, UTF-8, else GB18030 or (with a warning) Big5, each only if every byte fits. Immutable and thread-safe.</summary>
public sealed class PlainTextReader : IDocumentReader
{
    // Extensions that promise something else than running text; a reader of that format has to take them.
    private static readonly FrozenSet<string> s_others = FrozenSet.ToFrozenSet(
        [".docx", ".doc", ".xlsx", ".xls", ".pptx", ".ppt", ".pdf", ".zip", ".rtf", ".odt", ".png", ".jpg", ".jpeg", ".gif", ".tmx", ".xlf", ".xliff", ".sdlxliff", ".po", ".html", ".htm", ".xhtml"]);

    /// <inheritdoc/>
    public string Name => "plain text";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension)
    {
        if (s_others.Contains(extension))
            return false;
        return TextDecoder.MarkedEncoding(head, out _) is not null || !head.Contains((byte)0) || extension is ".txt" or ".text";
    }

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(options);
        if (!LimitedStream.TryReadAll(stream, options.MaxFileBytes, out byte[] bytes))
            return new([], [CorpusFaults.TooLarge(name, options.MaxFileBytes)]);
        TextDecoder.Decoded decoded = TextDecoder.Decode(bytes, name, options.Encoding);
        if (decoded.Text is null)
            return new([], [decoded.Fault!]);
        IReadOnlyList<FormatFault> faults = decoded.Fault is null ? [] : [decoded.Fault];
        return string.IsNullOrWhiteSpace(decoded.Text)
            ? new([], [.. faults, CorpusFaults.Empty(name)])
            : new([new Document(name, decoded.Text)], faults);
    }
}
