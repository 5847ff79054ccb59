using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Terminology;

/// <summary>What stands around an occurrence.</summary>
[Flags]
internal enum ObservationFlags : byte
{
    None = 0,
    LeftBorder = 1,
    RightBorder = 2,
    Quoted = 4,
    Titled = 8,
    Heading = 16,
}

/// <summary>An occurrence that is looked at: characters <see cref="Start"/> and on of the original text, and what its context shows, in integers.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct CandidateObservation
{
    /// <summary>Steps of a quantised NPMI in one unit.</summary>
    public const int NpmiSteps = 1024;

    public int Document, Start, Length;
    public short LeftNpmi, RightNpmi;

    /// <summary>Six bits of the hash of the neighbour, of which kinds are counted.</summary>
    public byte LeftKind, RightKind;
    public ObservationFlags Flags;

    public static short Quantise(double npmi) => (short)Math.Clamp(Math.Round(npmi * NpmiSteps), short.MinValue, short.MaxValue);

    /// <summary>The order in which occurrences are preferred: by document, then place. One place looks one way; the rest makes the order total all the same.</summary>
    public readonly int OrderTo(in CandidateObservation other) =>
        Document != other.Document ? Document.CompareTo(other.Document)
        : Start != other.Start ? Start.CompareTo(other.Start)
        : (Length, LeftNpmi, RightNpmi, LeftKind, RightKind, (byte)Flags).CompareTo((other.Length, other.LeftNpmi, other.RightNpmi, other.LeftKind, other.RightKind, (byte)other.Flags));
}

/// <summary>What is read off the first occurrence of a candidate: how it is cut into tokens and what stands beside it.</summary>
internal struct FirstOccurrence
{
    public readonly int OrderTo(in FirstOccurrence other) =>
        (Token, LeftClass, RightClass, LeftDe, RightDe, LeftCandidates, (LeftTerms, RightCandidates, RightTerms))
            .CompareTo((other.Token, other.LeftClass, other.RightClass, other.LeftDe, other.RightDe, other.LeftCandidates, (other.LeftTerms, other.RightCandidates, other.RightTerms))) is not 0 and var order
            ? order : string.CompareOrdinal(Shown, other.Shown);

    /// <summary>Number of its first token in the document.</summary>
    public int Token;

    /// <summary>Labelled candidates that had the same neighbour, and the terms among them.</summary>
    public int LeftCandidates, LeftTerms, RightCandidates, RightTerms;
    public byte LeftClass, RightClass;
    public bool LeftDe, RightDe;

    /// <summary>The string in the script of the document, where that is not the one of the record.</summary>
    public string? Shown;
}

/// <summary>
/// All that is counted of one candidate string: integers only, and of its occurrences the first <see cref="MaximumObserved"/> by document and place, so that
/// <see cref="Add"/> is exact, associative and commutative. A mutable buffer that is filled again and again; not thread-safe.
/// </summary>
internal sealed class CandidateRecord
{
    /// <summary>How many occurrences of a candidate are looked at for its contexts.</summary>
    public const int MaximumObserved = 20;

    private char[] _text = new char[64];
    private int _textLength;
    private byte[] _reading = new byte[32];
    private int _readingLength;
    private CandidateObservation[] _observations = new CandidateObservation[MaximumObserved], _merged = new CandidateObservation[MaximumObserved];
    private List<DocumentCount> _documents = [], _mergedDocuments = [];

    public ReadOnlySpan<char> Text => _text.AsSpan(0, _textLength);

    /// <summary>How the first occurrence is cut, see <see cref="CandidateReading"/>.</summary>
    public ReadOnlySpan<byte> Reading => _reading.AsSpan(0, _readingLength);

    public FirstOccurrence First;

    /// <summary>Occurrences.</summary>
    public long Frequency { get; set; }

    /// <summary>Tenths of documents in which it occurs, one bit each.</summary>
    public int Parts { get; set; }

    /// <summary>The observed occurrences, in order.</summary>
    public ReadOnlySpan<CandidateObservation> Observations => _observations.AsSpan(0, Observed);

    public int Observed { get; private set; }

    /// <summary>Occurrences by document, in the order of documents.</summary>
    public ReadOnlySpan<DocumentCount> Documents => CollectionsMarshal.AsSpan(_documents);

    /// <summary>The features of the string where they are at hand, else empty.</summary>
    public ReadOnlySpan<float> Row => _row.AsSpan(0, _rowLength);

    private float[] _row = [];
    private int _rowLength;

    public void SetRow(ReadOnlySpan<float> row)
    {
        if (_row.Length < row.Length)
            _row = new float[row.Length];
        row.CopyTo(_row);
        _rowLength = row.Length;
    }

    /// <summary>Begins anew with a string.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Begin(ReadOnlySpan<char> text, ReadOnlySpan<byte> reading)
    {
        SetText(0, text);
        SetReading(0, reading);
        Frequency = 0;
        Parts = 0;
        Observed = 0;
        First = default;
        _documents.Clear();
        _rowLength = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Observe(in CandidateObservation observation) => _observations[Observed++] = observation;

    public void Count(int document, int frequency) => _documents.Add(new DocumentCount(document, frequency));

    /// <summary>Counts by document that follow from the observations, where all occurrences are observed.</summary>
    public void CountObserved()
    {
        _documents.Clear();
        for (int i = 0; i < Observed; i++)
        {
            int document = _observations[i].Document;
            if (_documents.Count > 0 && _documents[^1].Document == document)
                _documents[^1] = new DocumentCount(document, _documents[^1].Frequency + 1);
            else
                _documents.Add(new DocumentCount(document, 1));
        }
    }

    /// <summary>Puts observations and counts in order, whatever the order they came in.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Sort()
    {
        if (Observed > 1)
        {
            Span<CandidateObservation> observations = _observations.AsSpan(0, Observed);
            for (int i = 1; i < observations.Length; i++)
            {
                if (observations[i - 1].OrderTo(observations[i]) > 0)
                {
                    observations.Sort(static (a, b) => a.OrderTo(b));
                    break;
                }
            }
        }
        if (_documents.Count > 1)
        {
            Span<DocumentCount> documents = CollectionsMarshal.AsSpan(_documents);
            documents.Reverse();
            for (int i = 1; i < documents.Length; i++)
            {
                if (documents[i - 1].Document > documents[i].Document)
                {
                    _documents.Sort(static (a, b) => a.Document.CompareTo(b.Document));
                    break;
                }
            }
        }
    }

    /// <summary>Adds what another record counted of the same string.</summary>
    public void Add(CandidateRecord other)
    {
        if (Before(other) > 0)
        {
            SetReading(0, other.Reading);
            First = other.First;
            SetRow(other.Row);
        }
        Frequency += other.Frequency;
        Parts |= other.Parts;
        AddObservations(other);
        AddDocuments(other);
    }

    /// <summary>Which record has the earlier first occurrence.</summary>
    private int Before(CandidateRecord other)
    {
        int order = Observations[0].OrderTo(other.Observations[0]);
        if (order == 0) order = Reading.SequenceCompareTo(other.Reading);
        if (order == 0) order = First.OrderTo(other.First);
        return order;
    }

    private void AddObservations(CandidateRecord other)
    {
        int n = 0, a = 0, b = 0;
        ReadOnlySpan<CandidateObservation> mine = Observations, others = other.Observations;
        while (n < MaximumObserved && (a < mine.Length || b < others.Length))
            _merged[n++] = b == others.Length || (a < mine.Length && mine[a].OrderTo(others[b]) <= 0) ? mine[a++] : others[b++];
        (_observations, _merged, Observed) = (_merged, _observations, n);
    }

    private void AddDocuments(CandidateRecord other)
    {
        ReadOnlySpan<DocumentCount> mine = Documents, others = other.Documents;
        if (mine.Length > 0 && others.Length > 0 && mine[^1].Document < others[0].Document)
        {
            _documents.AddRange(others);
            return;
        }
        _mergedDocuments.Clear();
        for (int a = 0, b = 0; a < mine.Length || b < others.Length;)
        {
            if (a < mine.Length && b < others.Length && mine[a].Document == others[b].Document)
                _mergedDocuments.Add(new DocumentCount(mine[a].Document, mine[a++].Frequency + others[b++].Frequency));
            else
                _mergedDocuments.Add(b == others.Length || (a < mine.Length && mine[a].Document < others[b].Document) ? mine[a++] : others[b++]);
        }
        (_documents, _mergedDocuments) = (_mergedDocuments, _documents);
    }

    /// <summary>Keeps the first characters and replaces the rest.</summary>
    internal void SetText(int kept, ReadOnlySpan<char> rest)
    {
        _textLength = kept + rest.Length;
        if (_text.Length < _textLength)
            Array.Resize(ref _text, _textLength * 2);
        rest.CopyTo(_text.AsSpan(kept));
    }

    internal void SetReading(int kept, ReadOnlySpan<byte> rest)
    {
        _readingLength = kept + rest.Length;
        if (_reading.Length < _readingLength)
            Array.Resize(ref _reading, _readingLength * 2);
        rest.CopyTo(_reading.AsSpan(kept));
    }
}

/// <summary>Records in the order of their strings.</summary>
internal interface IRecordSource
{
    /// <summary>Fills a record with the next one; false at the end.</summary>
    bool Read(CandidateRecord record);
}
