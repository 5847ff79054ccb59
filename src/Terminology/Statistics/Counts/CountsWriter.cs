using System.Buffers.Binary;

namespace Terminology;

/// <summary>Writes a counts file: documents sorted by name, then records sorted by their strings. Not thread-safe.</summary>
internal sealed class CountsWriter
{
    private readonly Stream _stream;
    private readonly ByteWriter _block = new();
    private char[] _lastText = new char[64];
    private int _lastTextLength = -1;
    private byte[] _lastReading = new byte[32];
    private int _lastReadingLength;
    private bool _any;
    private uint _blocks;
    private long _records, _occurrences;
    private readonly int _documents;

    /// <param name="stream">Where to; stays open.</param>
    /// <param name="identity">What the counts depend on.</param>
    /// <param name="documents">The documents, sorted by name (ordinal).</param>
    /// <param name="abbreviations">The abbreviations that the documents state.</param>
    public CountsWriter(Stream stream, CountsIdentity identity, IReadOnlyList<CountedDocument> documents, IEnumerable<StatedAbbreviation> abbreviations)
    {
        _stream = stream;
        _documents = documents.Count;
        stream.Write(CountsFile.Magic);
        stream.WriteByte(CountsFile.FormatVersion);
        _block.Number(identity.Values.Count);
        foreach ((string name, string value) in identity.Values)
        {
            _block.Text(name);
            _block.Text(value);
        }
        Flush(CountsFile.Block.Identity);
        string last = "";
        foreach (CountedDocument d in documents)
        {
            if (_block.Count == 0)
                last = "";
            Write(d, last);
            last = d.Name;
            if (_block.Count >= CountsFile.BlockBytes)
                Flush(CountsFile.Block.Documents);
        }
        Flush(CountsFile.Block.Documents);
        foreach (StatedAbbreviation a in abbreviations.OrderBy(a => a.Short, StringComparer.Ordinal).ThenBy(a => a.Before, StringComparer.Ordinal).ThenBy(a => a.Declared))
        {
            _block.Text(a.Short);
            _block.Text(a.Before);
            _block.Byte(a.Declared ? (byte)1 : (byte)0);
            if (_block.Count >= CountsFile.BlockBytes)
                Flush(CountsFile.Block.Abbreviations);
        }
        Flush(CountsFile.Block.Abbreviations);
    }

    /// <summary>Records written.</summary>
    public long Records => _records;

    public void Write(CandidateRecord r)
    {
        ReadOnlySpan<char> text = r.Text;
        int shared = 0, sharedReading = 0;
        if (_any && text.SequenceCompareTo(_lastText.AsSpan(0, _lastTextLength)) <= 0)
            throw new InvalidOperationException("records have to come in the order of their strings");
        if (_block.Count > 0)
        {
            shared = text.CommonPrefixLength(_lastText.AsSpan(0, _lastTextLength));
            sharedReading = r.Reading.CommonPrefixLength(_lastReading.AsSpan(0, _lastReadingLength));
        }
        _block.Number(shared);
        _block.Number(text.Length - shared);
        _block.Characters(text[shared..]);
        _block.Number(sharedReading);
        _block.Number(r.Reading.Length - sharedReading);
        _block.Bytes(r.Reading[sharedReading..]);
        _block.Byte((byte)(r.First.LeftClass | (r.First.LeftDe ? 0x20 : 0) | (r.First.Shown is null ? 0 : 0x40)));
        _block.Byte((byte)(r.First.RightClass | (r.First.RightDe ? 0x20 : 0)));
        if (r.First.Shown is { } shown)
            _block.Text(shown);
        _block.Number(r.First.LeftCandidates);
        _block.Number(r.First.LeftTerms);
        _block.Number(r.First.RightCandidates);
        _block.Number(r.First.RightTerms);
        _block.Number(r.First.Token);
        _block.Number(r.Parts);
        _block.Number(r.Frequency);
        Observations(r);
        if (r.Frequency > r.Observed)
        {
            int last = 0;
            _block.Number(r.Documents.Length);
            foreach (DocumentCount c in r.Documents)
            {
                _block.Number(c.Document - last);
                _block.Number(c.Frequency);
                last = c.Document;
            }
        }
        Remember(r);
        _records++;
        _occurrences += r.Frequency;
        if (_block.Count >= CountsFile.BlockBytes)
            Flush(CountsFile.Block.Records);
    }

    /// <summary>Writes what stands behind the last record; without it a file does not count as whole.</summary>
    public void Finish()
    {
        Flush(CountsFile.Block.Records);
        _block.Number(_documents);
        _block.Number(_records);
        _block.Number(_occurrences);
        Flush(CountsFile.Block.End);
    }

    private void Observations(CandidateRecord r)
    {
        int document = 0, start = 0;
        foreach (ref readonly CandidateObservation o in r.Observations)
        {
            bool usual = o.Length == r.Text.Length;
            _block.Number(o.Document - document);
            if (o.Document != document)
                start = 0;
            _block.Number(o.Start - start);
            (document, start) = (o.Document, o.Start);
            // Five bits of flags, one for an original that is as long as the string, and twelve of the kinds of neighbours in three bytes.
            _block.Byte((byte)((int)o.Flags | (usual ? 0x20 : 0) | (o.LeftKind & 3) << 6));
            _block.Byte((byte)(o.LeftKind >> 2 | (o.RightKind & 15) << 4));
            _block.Number((ulong)(uint)(Zigzag(o.LeftNpmi) << 2 | o.RightKind >> 4));
            _block.Signed(o.RightNpmi);
            if (!usual)
                _block.Number(o.Length);
        }
    }

    private static int Zigzag(int value) => value << 1 ^ value >> 31;

    private void Remember(CandidateRecord r)
    {
        _any = true;
        if (_lastText.Length < r.Text.Length) _lastText = new char[r.Text.Length * 2];
        if (_lastReading.Length < r.Reading.Length) _lastReading = new byte[r.Reading.Length * 2];
        r.Text.CopyTo(_lastText);
        r.Reading.CopyTo(_lastReading);
        (_lastTextLength, _lastReadingLength) = (r.Text.Length, r.Reading.Length);
    }

    private void Write(CountedDocument d, string last)
    {
        int shared = d.Name.AsSpan().CommonPrefixLength(last);
        _block.Number(shared);
        _block.Number(d.Name.Length - shared);
        _block.Characters(d.Name.AsSpan(shared));
        DocumentDate date = d.Summary.Date ?? default;
        _block.Number(date.Year);
        _block.Number(date.Month);
        _block.Number(date.Day);
        _block.Number(d.Summary.Characters);
        _block.Number(d.Summary.Tokens);
        _block.Number(d.Units);
        _block.Number(d.Summary.Metadata.Count);
        foreach ((string name, string value) in d.Summary.Metadata.OrderBy(column => column.Key, StringComparer.Ordinal))
        {
            _block.Text(name);
            _block.Text(value);
        }
    }

    private void Flush(CountsFile.Block kind)
    {
        if (_block.Count == 0)
            return;
        Span<byte> head = stackalloc byte[CountsFile.BlockHeader];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteInt32LittleEndian(head[1..], _block.Count);
        BinaryPrimitives.WriteUInt32LittleEndian(head[5..], CountsFile.Checksum(kind, _blocks++, _block.Written));
        _stream.Write(head);
        _stream.Write(_block.Written);
        _block.Clear();
    }
}
