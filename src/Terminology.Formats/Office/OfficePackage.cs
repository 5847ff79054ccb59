using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Terminology.Formats;

/// <summary>The parts of an Office file or archive, with limits on what they expand to.</summary>
internal sealed class OfficePackage : IDisposable
{
    private static readonly XName s_relationship = XName.Get("Relationship", "http://schemas.openxmlformats.org/package/2006/relationships");

    private const int MaxTreeDepth = 128;

    private readonly ZipArchive _zip;
    private readonly Dictionary<string, ZipArchiveEntry> _parts = new(StringComparer.OrdinalIgnoreCase);
    private readonly int _maxExpansion;
    private readonly string _limit;
    private readonly long _maxExpanded;
    private long _left;

    public OfficePackage(Stream stream, long maxExpanded, int maxExpansion, string limit)
    {
        _zip = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        (_maxExpanded, _left, _maxExpansion, _limit) = (maxExpanded, maxExpanded, maxExpansion, limit);
        foreach (ZipArchiveEntry entry in _zip.Entries)
            _parts.TryAdd(entry.FullName.Replace('\\', '/').TrimStart('/'), entry);
    }

    public IEnumerable<string> Names => _parts.Keys;

    public bool Has(string part) => _parts.ContainsKey(part);

    /// <summary>The content of a part, or null where there is none.</summary>
    public Stream? Open(string part) => _parts.TryGetValue(part, out ZipArchiveEntry? entry) ? Open(entry) : null;

    /// <summary>The content of an entry, counted against the limits while it is read.</summary>
    public Stream Open(ZipArchiveEntry entry) => new CountingStream(entry.Open(), this, entry.CompressedLength);

    public IReadOnlyList<ZipArchiveEntry> Entries => _zip.Entries;

    public XmlReader? Xml(string part) => Open(part) is { } stream ? XmlReader.Create(stream, Settings(_maxExpanded)) : null;

    /// <summary>A small part as a tree.</summary>
    /// <exception cref="InvalidDataException">It is nested more deeply than Office files are.</exception>
    public XElement? Tree(string part)
    {
        // A tree of thousands of levels takes seconds to build; so it is read once before.
        using (XmlReader? first = Xml(part))
            while (first?.Read() == true)
                if (first.Depth > MaxTreeDepth)
                    throw new InvalidDataException();
        using XmlReader? reader = Xml(part);
        return reader is null ? null : XElement.Load(reader);
    }

    /// <summary>Targets of a part's relationships by identifier, as part names.</summary>
    public Dictionary<string, (string Type, string Target)> Relationships(string part)
    {
        int slash = part.LastIndexOf('/') + 1;
        string folder = part[..slash];
        var found = new Dictionary<string, (string, string)>();
        XElement? tree = Tree($"{folder}_rels/{part[slash..]}.rels");
        foreach (XElement relationship in tree?.Elements(s_relationship) ?? [])
        {
            if ((string?)relationship.Attribute("TargetMode") == "External" || (string?)relationship.Attribute("Id") is not { } id || (string?)relationship.Attribute("Target") is not { } target)
                continue;
            found[id] = ((string?)relationship.Attribute("Type") ?? "", Resolve(folder, target));
        }
        return found;
    }

    public static XmlReaderSettings Settings(long maxCharacters) => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = maxCharacters,
        MaxCharactersFromEntities = 1024,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    public void Dispose() => _zip.Dispose();

    private static string Resolve(string folder, string target)
    {
        if (target.StartsWith('/'))
            return target[1..];
        var parts = new List<string>(folder.Split('/', StringSplitOptions.RemoveEmptyEntries));
        foreach (string step in target.Split('/'))
        {
            if (step == ".." && parts.Count > 0) parts.RemoveAt(parts.Count - 1);
            else if (step is not ("." or "..")) parts.Add(step);
        }
        return string.Join('/', parts);
    }

    private sealed class CountingStream(Stream inner, OfficePackage package, long compressed) : Stream
    {
        private long _read;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => _read; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int read = inner.Read(buffer);
            _read += read;
            package._left -= read;
            if (package._left < 0)
                throw new ExpansionException(string.Create(CultureInfo.InvariantCulture, $"{package._maxExpanded} bytes ({package._limit})"));
            if (_read > 1 << 20 && _read / Math.Max(1, compressed) > package._maxExpansion)
                throw new ExpansionException(string.Create(CultureInfo.InvariantCulture, $"{package._maxExpansion} times its size (MaxExpansion)"));
            return read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                inner.Dispose();
            base.Dispose(disposing);
        }
    }
}

/// <summary>Gathers the text of a document with the names of its places.</summary>
internal sealed class DocumentBuilder
{
    private readonly System.Text.StringBuilder _text = new();
    private readonly List<DocumentPlace> _places = [];

    public bool IsEmpty => _text.Length == 0;

    /// <summary>Adds a paragraph on a line of its own; an empty one is left out.</summary>
    public void Add(string text, string place)
    {
        text = text.Trim();
        if (text.Length == 0)
            return;
        if (_places.Count == 0 || _places[^1].Name != place)
            _places.Add(new(_text.Length, place));
        _text.Append(text).Append('\n');
    }

    /// <summary>Goes on with the last paragraph, as where a line of a page ends: a hyphenated word is mended, Latin words are kept apart.</summary>
    public void Continue(string text, string place)
    {
        text = text.Trim();
        if (IsEmpty || text.Length == 0)
        {
            Add(text, place);
            return;
        }
        _text.Length--;
        char last = _text[^1], next = text[0];
        if (last is '-' or '\u00AD' && _text.Length > 1 && char.IsLower(_text[^2]) && char.IsLower(next))
            _text.Length--;
        else if (last < 0x2E80 && next < 0x2E80)
            _text.Append(' ');
        if (_places[^1].Name != place)
            _places.Add(new(_text.Length, place));
        _text.Append(text).Append('\n');
    }

    public DocumentReading Build(string name, IReadOnlyList<FormatFault> faults) => IsEmpty
        ? new([], [.. faults, .. faults.Any(fault => fault.Severity == FaultSeverity.Error) ? Array.Empty<FormatFault>() : [ReaderFaults.Empty(name)]])
        : new([new Document(name, _text.ToString(0, _text.Length - 1), places: _places)], faults);
}

/// <summary>What the readers of Office files share: opening, and turning exceptions of bad files into faults.</summary>
internal static class OfficeFile
{
    public static bool IsZip(ReadOnlySpan<byte> head) => head is [0x50, 0x4B, 3, 4, ..] or [0x50, 0x4B, 5, 6, ..];

    /// <summary>Old binary Office files and password-protected new ones are OLE containers.</summary>
    public static bool IsOle(ReadOnlySpan<byte> head) => head is [0xD0, 0xCF, 0x11, 0xE0, ..];

    /// <summary>Whether a part with that folder is named among the first entries of the archive.</summary>
    public static bool Names(ReadOnlySpan<byte> head, ReadOnlySpan<byte> folder) => head.IndexOf(folder) >= 0;

    /// <summary>Seekable content, within the limit.</summary>
    public static Stream Seekable(Stream stream, long limit)
    {
        if (stream.CanSeek)
            return stream;
        var copy = new MemoryStream();
        byte[] block = new byte[81920];
        int read;
        while ((read = stream.Read(block)) > 0)
        {
            if (copy.Length + read > limit)
                throw new ExpansionException(string.Create(CultureInfo.InvariantCulture, $"{limit} bytes (MaxFileBytes)"));
            copy.Write(block, 0, read);
        }
        copy.Position = 0;
        return copy;
    }

    public static DocumentReading Read(Stream stream, string name, string what, DocumentReaderOptions options, Action<OfficePackage, DocumentBuilder> read)
    {
        var document = new DocumentBuilder();
        var faults = new List<FormatFault>();
        try
        {
            stream = Seekable(stream, options.MaxFileBytes);
            if (stream.Length - stream.Position >= 4)
            {
                Span<byte> head = stackalloc byte[4];
                long start = stream.Position;
                stream.ReadExactly(head);
                stream.Position = start;
                if (IsOle(head))
                    return new([], [ReaderFaults.Encrypted(name)]);
            }
            using var package = new OfficePackage(stream, options.MaxExpandedBytes, options.MaxExpansion, nameof(options.MaxExpandedBytes));
            read(package, document);
        }
        catch (ExpansionException e)
        {
            faults.Add(ReaderFaults.Expands(name, e.Limit));
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException or FormatException or OverflowException)
        {
            faults.Add(ReaderFaults.Damaged(name, what));
        }
        return document.Build(name, faults);
    }
}
