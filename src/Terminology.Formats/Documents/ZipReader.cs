using System.IO.Compression;

namespace Terminology.Formats;

/// <summary>Reads the documents inside a .zip, with the readers it is given. Immutable and thread-safe.</summary>
/// <param name="readers">The readers for the files inside, tried in order.</param>
internal sealed class ZipReader(IReadOnlyList<IDocumentReader> readers) : IDocumentReader
{
    /// <inheritdoc/>
    public string Name => "zip archives";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension) => OfficeFile.IsZip(head);

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        return Read(stream, name, options, depth: 1);
    }

    private DocumentReading Read(Stream stream, string name, DocumentReaderOptions options, int depth)
    {
        var documents = new List<Document>();
        var faults = new List<FormatFault>();
        // An archive in an archive in an archive is more than a person makes; so the limit is far below that of XML.
        if (depth > Math.Min(options.MaxDepth, 4))
            return new([], [ReaderFaults.TooDeep(name, Math.Min(options.MaxDepth, 4))]);
        try
        {
            using var package = new OfficePackage(OfficeFile.Seekable(stream, options.MaxFileBytes), options.MaxExpandedBytes, options.MaxExpansion, nameof(options.MaxExpandedBytes));
            if (package.Entries.Count > options.MaxEntries)
                return new([], [ReaderFaults.TooMany(name, options.MaxEntries)]);
            var entries = package.Entries.Select((entry, i) => (Entry: entry, Number: i + 1, Path: entry.FullName.Replace('\\', '/'))).Where(entry => !entry.Path.EndsWith('/')).ToList();
            entries.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
            foreach ((ZipArchiveEntry entry, int number, string path) in entries)
            {
                if (path.StartsWith('/') || path.Contains(':', StringComparison.Ordinal) || path.Split('/').Contains("..") || path.Contains('\0', StringComparison.Ordinal) || path.Length == 0)
                    faults.Add(ReaderFaults.UnsafeName(name, number));
                else if (path.Split('/').Any(part => part.StartsWith('.') || part == "__MACOSX"))
                    faults.Add(new("TRM0106", FaultSeverity.Warning, "hidden, so left out.", $"{name}/{path}"));
                else
                    Inside(package, entry, $"{name}/{path}", options, depth, documents, faults);
            }
        }
        catch (ExpansionException e)
        {
            faults.Add(ReaderFaults.Expands(name, e.Limit));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            faults.Add(ReaderFaults.Damaged(name, "archive"));
        }
        return new(documents, faults);
    }

    private void Inside(OfficePackage package, ZipArchiveEntry entry, string name, DocumentReaderOptions options, int depth, List<Document> documents, List<FormatFault> faults)
    {
        using var content = new MemoryStream();
        using (Stream stream = package.Open(entry))
            stream.CopyTo(content);
        content.Position = 0;
        ReadOnlySpan<byte> head = content.GetBuffer().AsSpan(0, (int)Math.Min(content.Length, DocumentReaderOptions.HeadBytes));
        string extension = Path.GetExtension(name).ToLowerInvariant();
        DocumentReading? reading = null;
        foreach (IDocumentReader reader in readers)
            if (reader is not ZipReader && reader.CanRead(head, extension))
            {
                reading = reader.Read(content, name, options);
                break;
            }
        reading ??= OfficeFile.IsZip(head) ? Read(content, name, options, depth + 1)
            : new([], [new("TRM0105", FaultSeverity.Error, "no reader takes this file; convert or remove it.", name)]);
        documents.AddRange(reading.Documents);
        faults.AddRange(reading.Faults);
    }
}
