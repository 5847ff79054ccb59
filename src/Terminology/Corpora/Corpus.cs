using System.Collections;

namespace Terminology;

/// <summary>
/// A set of documents. Those of files are read anew at every enumeration, one file at a time, so that a corpus larger than memory can be worked through.
/// Immutable and thread-safe; every enumeration stands on its own.
/// </summary>
public sealed class Corpus : IEnumerable<Document>
{
    private readonly IEnumerable<Document> _documents;

    /// <summary>Makes a corpus of documents.</summary>
    /// <param name="documents">The documents, in order; enumerated anew whenever the corpus is.</param>
    public Corpus(IEnumerable<Document> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        _documents = documents;
        Files = [];
    }

    private Corpus(IReadOnlyList<(string Path, string Name)> files, IReadOnlyList<FormatFault> skipped, IReadOnlyList<IDocumentReader>? readers, DocumentReaderOptions? options)
    {
        _documents = new FileDocuments(files, skipped, readers ?? DefaultReaders, options ?? new DocumentReaderOptions());
        Files = [.. files.Select(file => file.Path)];
    }

    /// <summary>The readers used where none are given: plain text.</summary>
    public static IReadOnlyList<IDocumentReader> DefaultReaders { get; } = [new PlainTextReader()];

    /// <summary>Paths of the files the documents are read from, in order; empty for a corpus made of documents.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>The files of a directory and those below it, sorted by relative path (ordinal). Hidden files and links to directories are left out and reported to <see cref="DocumentReaderOptions.OnFault"/>; any other file that no reader takes is an error.</summary>
    /// <param name="path">The directory.</param>
    /// <param name="readers">The readers, tried in order; null: <see cref="DefaultReaders"/>.</param>
    /// <param name="options">Encoding, limits and who is told of faults.</param>
    /// <exception cref="DirectoryNotFoundException">There is no such directory.</exception>
    /// <exception cref="TerminologyFormatException">The directory holds no files (TRM0109); while enumerating: a file cannot be read and nobody is told of faults.</exception>
    public static Corpus FromDirectory(string path, IReadOnlyList<IDocumentReader>? readers = null, DocumentReaderOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!Directory.Exists(path))
            Throw.NoDirectory(path);
        var files = new List<(string Path, string Name)>();
        var skipped = new List<FormatFault>();
        Collect(path, "", files, skipped);
        if (files.Count == 0)
            Throw.Fault(CorpusFaults.NoFiles(path));
        files.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
        return new Corpus(options is { FullNames: true } ? FullNames(files) : files, skipped, readers, options);
    }

    /// <summary>Files in the given order; a directory stands for its files.</summary>
    /// <param name="paths">Files and directories.</param>
    /// <param name="readers">The readers, tried in order; null: <see cref="DefaultReaders"/>.</param>
    /// <param name="options">Encoding, limits and who is told of faults.</param>
    /// <exception cref="FileNotFoundException">A path is neither a file nor a directory.</exception>
    /// <exception cref="TerminologyFormatException">A directory holds no files (TRM0109); while enumerating: a file cannot be read and nobody is told of faults.</exception>
    public static Corpus FromFiles(IEnumerable<string> paths, IReadOnlyList<IDocumentReader>? readers = null, DocumentReaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(paths);
        var files = new List<(string Path, string Name)>();
        var skipped = new List<FormatFault>();
        foreach (string path in paths)
        {
            if (Directory.Exists(path))
            {
                var inside = new List<(string Path, string Name)>();
                Collect(path, "", inside, skipped);
                if (inside.Count == 0)
                    Throw.Fault(CorpusFaults.NoFiles(path));
                inside.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
                files.AddRange(inside);
            }
            else if (File.Exists(path))
            {
                files.Add((path, Path.GetFileName(path)));
            }
            else
            {
                Throw.NoFile(path);
            }
        }
        return new Corpus(options is { FullNames: true } ? FullNames(files) : UniqueNames(files), skipped, readers, options);
    }

    private static List<(string Path, string Name)> FullNames(List<(string Path, string Name)> files) => [.. files.Select(file => (file.Path, file.Path.Replace('\\', '/')))];

    /// <inheritdoc/>
    public IEnumerator<Document> GetEnumerator() => _documents.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static void Collect(string directory, string prefix, List<(string Path, string Name)> files, List<FormatFault> skipped)
    {
        foreach (string entry in Directory.EnumerateFileSystemEntries(directory))
        {
            string name = prefix + Path.GetFileName(entry);
            FileAttributes attributes = File.GetAttributes(entry);
            if (Path.GetFileName(entry)[0] == '.' || attributes.HasFlag(FileAttributes.Hidden))
                skipped.Add(CorpusFaults.Hidden(name));
            else if (!attributes.HasFlag(FileAttributes.Directory))
                files.Add((entry, name));
            else if (attributes.HasFlag(FileAttributes.ReparsePoint))
                skipped.Add(CorpusFaults.Link(name));
            else
                Collect(entry, name + "/", files, skipped);
        }
    }

    // A name identifies a document in its corpus; two files of one name from different directories take their paths instead.
    private static List<(string Path, string Name)> UniqueNames(List<(string Path, string Name)> files)
    {
        HashSet<string> twice = [.. files.GroupBy(file => file.Name).Where(group => group.Count() > 1).Select(group => group.Key)];
        return twice.Count == 0 ? files : [.. files.Select(file => twice.Contains(file.Name) ? (file.Path, file.Path.Replace('\\', '/')) : file)];
    }

    private sealed class FileDocuments(IReadOnlyList<(string Path, string Name)> files, IReadOnlyList<FormatFault> skipped, IReadOnlyList<IDocumentReader> readers, DocumentReaderOptions options) : IEnumerable<Document>
    {
        public IEnumerator<Document> GetEnumerator()
        {
            foreach (FormatFault fault in skipped.OrderBy(fault => fault.Path, StringComparer.Ordinal))
                options.OnFault?.Invoke(fault);
            foreach ((string path, string name, DocumentReading? whole) in Lookahead.Select(files, file => (file.Path, file.Name, TextPieces.Apply(file.Path, file.Name, readers, options) ? null : DocumentFile.Read(file.Path, file.Name, readers, options))))
            {
                if (whole is not { } reading)
                {
                    foreach (Document piece in TextPieces.Read(path, name, options))
                        yield return piece;
                    continue;
                }
                foreach (FormatFault fault in reading.Faults)
                {
                    if (options.OnFault is not null)
                        options.OnFault(fault);
                    else if (fault.Severity == FaultSeverity.Error)
                        Throw.Fault(fault);
                }
                foreach (Document document in reading.Documents)
                    yield return document;
            }
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}

/// <summary>Finds the reader of a file and reads it.</summary>
internal static class DocumentFile
{
    public static DocumentReading Read(string path, string name, IReadOnlyList<IDocumentReader> readers, DocumentReaderOptions options)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return Read(stream, name, readers, options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new([], [CorpusFaults.Unreadable(name, e.Message)]);
        }
    }

    public static DocumentReading Read(Stream stream, string name, IReadOnlyList<IDocumentReader> readers, DocumentReaderOptions options)
    {
        if (stream.Length > options.MaxFileBytes)
            return new([], [CorpusFaults.TooLarge(name, options.MaxFileBytes)]);
        byte[] head = new byte[DocumentReaderOptions.HeadBytes];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (length == 0)
            return new([], [CorpusFaults.Empty(name)]);
        stream.Position = 0;
        string extension = Path.GetExtension(name).ToLowerInvariant();
        foreach (IDocumentReader reader in readers)
            if (reader.CanRead(head.AsSpan(0, length), extension))
                return reader.Read(stream, name, options);
        return new([], [CorpusFaults.NoReader(name, string.Join(", ", readers.Select(reader => reader.Name)))]);
    }
}
