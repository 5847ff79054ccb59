using System.Buffers.Binary;

namespace Terminology;

/// <summary>
/// Reads a counts file block by block, each checked before anything of it is used. Read in sequence and not mapped into memory: whoever reads counts reads all of them, once,
/// and pages of a mapped file would count as memory of the process. Not thread-safe.
/// </summary>
internal sealed class CountsReader : IRecordSource, IDisposable
{
    private readonly Stream _stream;
    private byte[] _payload = new byte[CountsFile.BlockBytes + 4096];
    private int _length, _at;
    private uint _blocks;
    private CountsFile.Block _kind;
    private char[] _text = new char[64];
    private byte[] _reading = new byte[CandidateReading.MaximumBytes];
    private int _textLength, _readingLength;
    private long _records, _occurrences;
    private bool _ended;

    /// <summary>Opens a file.</summary>
    public CountsReader(string path) : this(Open(path), path) { }

    /// <param name="stream">The content; closed with the reader.</param>
    /// <param name="name">Its name, for the faults.</param>
    /// <exception cref="TerminologyFormatException">Not a counts file (TRM0601), of another version (TRM0602), or damaged (TRM0603).</exception>
    public CountsReader(Stream stream, string name)
    {
        (_stream, Name) = (stream, name);
        try
        {
            Span<byte> magic = stackalloc byte[CountsFile.Magic.Length + 1];
            int length = stream.ReadAtLeast(magic, magic.Length, throwOnEndOfStream: false);
            if (!magic[..Math.Min(length, magic.Length - 1)].SequenceEqual(CountsFile.Magic[..Math.Min(length, magic.Length - 1)]))
                throw Throw.NoCounts(name);
            if (length < magic.Length)
                throw Throw.CutCounts(name);
            if (magic[^1] != CountsFile.FormatVersion)
                throw Throw.CountsVersion(name, magic[^1], CountsFile.FormatVersion);
            if (!NextBlock() || _kind != CountsFile.Block.Identity)
                throw Throw.DamagedCounts(name, 0);
            (Identity, Documents) = ReadHead();
        }
        catch (Exception e)
        {
            stream.Dispose();
            if (e is IndexOutOfRangeException or ArgumentException or OverflowException)
                throw Throw.DamagedCounts(name, _blocks);
            throw;
        }
    }

    /// <summary>Name of the file.</summary>
    public string Name { get; }

    public CountsIdentity Identity { get; }

    /// <summary>The documents, sorted by name.</summary>
    public IReadOnlyList<CountedDocument> Documents { get; private set; }

    /// <summary>The abbreviations that the documents state.</summary>
    public IReadOnlyCollection<StatedAbbreviation> Abbreviations => _abbreviations;

    private readonly List<StatedAbbreviation> _abbreviations = [];

    /// <summary>The new number of each document, or null where they stay.</summary>
    public int[]? Renumber { get; set; }

    /// <summary>Lets the documents go, once they are taken over.</summary>
    public void ForgetDocuments() => Documents = [];

    public bool Read(CandidateRecord record)
    {
        if (_ended)
            return false;
        if (_at == _length && !NextBlock())
            throw Throw.CutCounts(Name);
        try
        {
            if (_kind == CountsFile.Block.End)
            {
                End();
                return false;
            }
            if (_kind != CountsFile.Block.Records)
                throw Throw.DamagedCounts(Name, _blocks - 1);
            var bytes = new ByteReader(_payload.AsSpan(0, _length), _at);
            Read(ref bytes, record);
            _at = bytes.At;
            return true;
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw Throw.DamagedCounts(Name, _blocks - 1);
        }
    }

    public void Dispose() => _stream.Dispose();

    private static FileStream Open(string path) => new(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 0, FileOptions.SequentialScan);

    private (CountsIdentity, List<CountedDocument>) ReadHead()
    {
        var bytes = new ByteReader(_payload.AsSpan(0, _length));
        int count = bytes.Int();
        var values = new List<KeyValuePair<string, string>>();
        for (int i = 0; i < count; i++)
            values.Add(new(bytes.Text(), bytes.Text()));
        _at = _length;
        var documents = new List<CountedDocument>();
        while (true)
        {
            if (!NextBlock())
                throw Throw.CutCounts(Name);
            if (_kind is not (CountsFile.Block.Documents or CountsFile.Block.Abbreviations))
                return (new CountsIdentity(values), documents);
            bytes = new ByteReader(_payload.AsSpan(0, _length));
            if (_kind == CountsFile.Block.Abbreviations)
            {
                while (!bytes.AtEnd)
                    _abbreviations.Add(new StatedAbbreviation(bytes.Text(), bytes.Text(), bytes.Byte() != 0));
                continue;
            }
            string last = "";
            while (!bytes.AtEnd)
            {
                documents.Add(ReadDocument(ref bytes, last));
                last = documents[^1].Name;
            }
        }
    }

    private static CountedDocument ReadDocument(ref ByteReader bytes, string last)
    {
        int shared = bytes.Int();
        var rest = new char[bytes.Int()];
        bytes.Characters(rest);
        string name = string.Concat(last.AsSpan(0, shared), rest);
        int year = bytes.Int(), month = bytes.Int(), day = bytes.Int();
        long characters = (long)bytes.Number(), tokens = (long)bytes.Number();
        int units = bytes.Int(), columns = bytes.Int();
        var metadata = new Dictionary<string, string>();
        for (int i = 0; i < columns; i++)
            metadata.Add(bytes.Text(), bytes.Text());
        return new CountedDocument(new DocumentSummary(name, year == 0 ? null : new DocumentDate(year, month, day), characters, tokens) { Metadata = metadata }, units);
    }

    private void Read(ref ByteReader bytes, CandidateRecord r)
    {
        int shared = bytes.Int(), length = shared + bytes.Int();
        if (_text.Length < length)
            Array.Resize(ref _text, length * 2);
        bytes.Characters(_text.AsSpan(shared, length - shared));
        _textLength = length;
        int sharedReading = bytes.Int(), readingLength = sharedReading + bytes.Int();
        if (_reading.Length < readingLength)
            Array.Resize(ref _reading, readingLength * 2);
        bytes.Bytes(readingLength - sharedReading).CopyTo(_reading.AsSpan(sharedReading));
        _readingLength = readingLength;
        r.Begin(_text.AsSpan(0, _textLength), _reading.AsSpan(0, _readingLength));
        byte left = bytes.Byte(), right = bytes.Byte();
        string? shown = (left & 0x40) != 0 ? bytes.Text() : null;
        r.First = new FirstOccurrence
        {
            Shown = shown, LeftClass = (byte)(left & 0x1F), LeftDe = (left & 0x20) != 0, RightClass = (byte)(right & 0x1F), RightDe = (right & 0x20) != 0,
            LeftCandidates = bytes.Int(), LeftTerms = bytes.Int(), RightCandidates = bytes.Int(), RightTerms = bytes.Int(), Token = bytes.Int(),
        };
        r.Parts = bytes.Int();
        r.Frequency = (long)bytes.Number();
        int document = 0, start = 0;
        for (int i = 0, n = (int)Math.Min(r.Frequency, CandidateRecord.MaximumObserved); i < n; i++)
        {
            int step = bytes.Int();
            if (step != 0)
                start = 0;
            document += step;
            start += bytes.Int();
            byte a = bytes.Byte(), b = bytes.Byte();
            uint npmi = checked((uint)bytes.Number());
            int zigzag = (int)(npmi >> 2);
            r.Observe(new CandidateObservation
            {
                Document = Number(document), Start = start, Flags = (ObservationFlags)(a & 0x1F), LeftKind = (byte)(a >> 6 | (b & 15) << 2), RightKind = (byte)(b >> 4 | (int)(npmi & 3) << 4),
                LeftNpmi = (short)(zigzag >> 1 ^ -(zigzag & 1)), RightNpmi = (short)bytes.Signed(), Length = (a & 0x20) != 0 ? length : bytes.Int(),
            });
        }
        if (r.Frequency <= r.Observed)
        {
            r.CountObserved();
        }
        else
        {
            document = 0;
            for (int i = 0, n = bytes.Int(); i < n; i++)
                r.Count(Number(document += bytes.Int()), bytes.Int());
        }
        _records++;
        _occurrences += r.Frequency;
    }

    private int Number(int document) => Renumber is null ? document : Renumber[document];

    private void End()
    {
        var bytes = new ByteReader(_payload.AsSpan(0, _length));
        bytes.Int();
        if ((long)bytes.Number() != _records || (long)bytes.Number() != _occurrences || _stream.ReadByte() >= 0)
            throw Throw.DamagedCounts(Name, _blocks);
        _ended = true;
    }

    private bool NextBlock()
    {
        Span<byte> head = stackalloc byte[CountsFile.BlockHeader];
        int read = _stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        if (read < head.Length)
            return false;
        _kind = (CountsFile.Block)head[0];
        _length = BinaryPrimitives.ReadInt32LittleEndian(head[1..]);
        _at = 0;
        if (_length is <= 0 or > CountsFile.MaximumBlock || _kind is < CountsFile.Block.Identity or > CountsFile.Block.End)
            throw Throw.DamagedCounts(Name, _blocks);
        if (_stream.CanSeek && _length > _stream.Length - _stream.Position)
            return false;
        if (_payload.Length < _length)
            _payload = new byte[(int)Math.Min(Array.MaxLength, _length * 3L / 2)];
        if (_stream.ReadAtLeast(_payload.AsSpan(0, _length), _length, throwOnEndOfStream: false) < _length)
            return false;
        if (CountsFile.Checksum(_kind, _blocks, _payload.AsSpan(0, _length)) != BinaryPrimitives.ReadUInt32LittleEndian(head[5..]))
            throw Throw.DamagedCounts(Name, _blocks);
        _blocks++;
        return true;
    }
}
