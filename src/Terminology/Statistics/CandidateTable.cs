using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Terminology;

/// <summary>What the occurrences of one candidate show.</summary>
internal struct CandidateContext
{
    public ulong Key;
    public int Frequency, DocumentFrequency, Parts, Observed, Quoted, Titled, Headings;

    /// <summary>How the first occurrence is cut: bytes of <see cref="CandidateTable.Reading"/>.</summary>
    public int Reading, ReadingLength;

    /// <summary>Place of the first occurrence in its document, 0 to 1.</summary>
    public float Position;

    /// <summary>Its text as it stands in the document of the first occurrence.</summary>
    public string Text;

    /// <summary>Its text in the script in which it is read.</summary>
    public string Read;
}

/// <summary>An observed occurrence: characters Start to End of the original text.</summary>
internal readonly record struct CandidatePlace(int Candidate, int Document, int Start, int End);

/// <summary>How often a candidate occurs in a document.</summary>
internal readonly record struct CandidateDocument(int Candidate, int Document, int Frequency);

/// <summary>The candidates of a corpus with the features of their strings and of their contexts: filled with what was counted, whether here or elsewhere.</summary>
internal sealed class CandidateTable
{
    private const int ChunkBits = 10;

    private CandidateContext[] _contexts = new CandidateContext[1 << 10];
    private readonly List<float[]> _rows = []; // in chunks, so that growing copies nothing
    private readonly List<CandidatePlace> _places = [];
    private readonly List<CandidateDocument> _documents = [];
    private byte[] _readings = new byte[1 << 12];
    private int _readingBytes;
    private readonly List<int> _rowless = [];

    public int Count { get; private set; }

    public Span<CandidateContext> Contexts => _contexts.AsSpan(0, Count);

    /// <summary>The observed occurrences, by document, then place.</summary>
    public ReadOnlySpan<CandidatePlace> Places => CollectionsMarshal.AsSpan(_places);

    /// <summary>The counts by document, by candidate, then document.</summary>
    public ReadOnlySpan<CandidateDocument> DocumentCounts => CollectionsMarshal.AsSpan(_documents);

    public Span<float> Row(int candidate) => _rows[candidate >> ChunkBits].AsSpan((candidate & ((1 << ChunkBits) - 1)) * TermFeatures.FirstStage, TermFeatures.FirstStage);

    /// <summary>How the first occurrence of a candidate is cut, see <see cref="CandidateReading"/>.</summary>
    public ReadOnlySpan<byte> Reading(int candidate) => _readings.AsSpan(_contexts[candidate].Reading, _contexts[candidate].ReadingLength);

    /// <summary>The candidates of one document.</summary>
    public static CandidateTable Of(PreparedDocument d, DocumentView view, Forest? gate = null, double gateThreshold = double.NegativeInfinity)
    {
        var spans = new CandidateSpans();
        using var counter = new CandidateCounter(view, gate, gateThreshold, keepRows: true);
        counter.Find(d, spans);
        counter.Add(0, d.Name, d, spans);
        var table = new CandidateTable();
        foreach (CandidateRecord record in counter.Records([0]))
            table.Add(record, [d.Count]);
        table.Finish(view);
        return table;
    }

    /// <summary>The number of a candidate, or -1.</summary>
    public int Find(ulong key)
    {
        for (int i = 0; i < Count; i++)
        {
            if (_contexts[i].Key == key)
                return i;
        }
        return -1;
    }

    /// <summary>The tokens of a candidate's first occurrence.</summary>
    public List<string> Tokens(int candidate)
    {
        var tokens = new List<string>();
        PreparedDocument d = Strings([candidate], out _);
        for (int i = 0; i < d.Count; i++)
            tokens.Add(_contexts[candidate].Text[d.Start[i]..d.End[i]]);
        return tokens;
    }

    /// <summary>Where a candidate's first occurrence is cut, see <see cref="TermCandidate.Borders"/>.</summary>
    public ulong Borders(int candidate)
    {
        string text = _contexts[candidate].Read;
        if (text.Length >= 64)
            return 0;
        ReadOnlySpan<byte> reading = Reading(candidate);
        ulong borders = 0;
        for (int b = 0, at = 0; b < reading.Length;)
        {
            (byte wordClass, int length) = CandidateReading.Next(reading, ref b);
            borders |= 1UL << at;
            if (text[at] == ' ' && wordClass != WordClass.Punctuation)
                at++;
            at += length;
        }
        return borders;
    }

    /// <summary>Takes in a candidate.</summary>
    /// <param name="r">What was counted of it.</param>
    /// <param name="units">Tokens of each document.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(CandidateRecord r, ReadOnlySpan<int> units)
    {
        if (Count == _contexts.Length)
            Array.Resize(ref _contexts, _contexts.Length * 2);
        if (Count >> ChunkBits == _rows.Count)
            _rows.Add(GC.AllocateUninitializedArray<float>(TermFeatures.FirstStage << ChunkBits));
        int candidate = Count++;
        ref CandidateContext c = ref _contexts[candidate];
        c = new CandidateContext
        {
            Key = StringHash.Of(r.Text), Read = new string(r.Text), Frequency = (int)Math.Min(int.MaxValue, r.Frequency), DocumentFrequency = r.Documents.Length, Parts = r.Parts, Observed = r.Observed,
            Reading = _readingBytes, ReadingLength = r.Reading.Length, Position = (float)r.First.Token / Math.Max(1, units[r.Observations[0].Document]),
        };
        c.Text = r.First.Shown ?? c.Read;
        if (_readingBytes + r.Reading.Length > _readings.Length)
            Array.Resize(ref _readings, (_readingBytes + r.Reading.Length) * 2);
        r.Reading.CopyTo(_readings.AsSpan(_readingBytes));
        _readingBytes += r.Reading.Length;
        foreach (DocumentCount d in r.Documents)
            _documents.Add(new CandidateDocument(candidate, d.Document, d.Frequency));
        if (r.Row.Length > 0)
            r.Row.CopyTo(Row(candidate));
        else
            _rowless.Add(candidate);

        int leftBorders = 0, rightBorders = 0, leftSum = 0, rightSum = 0, leftLowest = int.MaxValue, rightLowest = int.MaxValue;
        ulong leftKinds = 0, rightKinds = 0;
        foreach (ref readonly CandidateObservation o in r.Observations)
        {
            if ((o.Flags & ObservationFlags.LeftBorder) != 0) leftBorders++;
            if ((o.Flags & ObservationFlags.RightBorder) != 0) rightBorders++;
            if ((o.Flags & ObservationFlags.Quoted) != 0) c.Quoted++;
            if ((o.Flags & ObservationFlags.Titled) != 0) c.Titled++;
            if ((o.Flags & ObservationFlags.Heading) != 0) c.Headings++;
            leftKinds |= 1UL << o.LeftKind;
            rightKinds |= 1UL << o.RightKind;
            leftSum += o.LeftNpmi;
            rightSum += o.RightNpmi;
            leftLowest = Math.Min(leftLowest, o.LeftNpmi);
            rightLowest = Math.Min(rightLowest, o.RightNpmi);
            _places.Add(new CandidatePlace(candidate, o.Document, o.Start, o.Start + o.Length));
        }
        const float Steps = CandidateObservation.NpmiSteps;
        Span<float> row = Row(candidate)[TermFeatures.StringCount..];
        float m = c.Observed;
        int at = 0;
        row[at++] = MathF.Log(c.Frequency);
        row[at++] = leftBorders / m;
        row[at++] = rightBorders / m;
        row[at++] = c.Quoted / m;
        row[at++] = c.Titled / m;
        row[at++] = BitOperations.PopCount(leftKinds);
        row[at++] = BitOperations.PopCount(rightKinds);
        row[at++] = leftLowest / Steps;
        row[at++] = rightLowest / Steps;
        row[at++] = leftSum / Steps / m;
        row[at++] = rightSum / Steps / m;
        row[at++] = r.First.LeftClass;
        row[at++] = r.First.RightClass;
        row[at++] = r.First.LeftDe ? 1 : 0;
        row[at++] = r.First.RightDe ? 1 : 0;
        row[at++] = c.Position;
        row[at++] = c.Headings / m;
        row[at++] = SharesView.Share(new ShareCounts(r.First.LeftCandidates, r.First.LeftTerms, 0));
        row[at] = SharesView.Share(new ShareCounts(r.First.RightCandidates, r.First.RightTerms, 0));
    }

    /// <summary>Completes the features once all candidates are in.</summary>
    /// <param name="view">What is known of tokens; turned away from its document.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Finish(DocumentView view)
    {
        SortPlaces();
        if (_rowless.Count == 0)
            return;
        const int Batch = 1024;
        for (int from = 0; from < _rowless.Count; from += Batch)
        {
            List<int> batch = _rowless.GetRange(from, Math.Min(Batch, _rowless.Count - from));
            PreparedDocument d = Strings(batch, out int[] tokens);
            view.TurnTo(d);
            for (int i = 0; i < batch.Count; i++)
                TermFeatures.FillString(view, tokens[i], tokens[i + 1], Row(batch[i]));
        }
        _rowless.Clear();
    }

    /// <summary>By document, then start, then end: byte by byte of these three in one number, the lowest first, without the bytes in which all agree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SortPlaces()
    {
        int n = _places.Count;
        var places = _places.ToArray();
        var keys = new ulong[n];
        ulong some = 0, all = ulong.MaxValue;
        for (int i = 0; i < n; i++)
        {
            ref readonly CandidatePlace p = ref places[i];
            if (p.Document >= 1 << 24 || p.End - p.Start > byte.MaxValue)
            {
                _places.Sort(static (a, b) => (a.Document, a.Start, a.End).CompareTo((b.Document, b.Start, b.End)));
                return;
            }
            keys[i] = (ulong)p.Document << 40 | (ulong)(uint)p.Start << 8 | (byte)(p.End - p.Start);
            some |= keys[i];
            all &= keys[i];
        }
        var otherPlaces = new CandidatePlace[n];
        var otherKeys = new ulong[n];
        Span<int> next = stackalloc int[256];
        for (int shift = 0; shift < 64; shift += 8)
        {
            if ((byte)((some ^ all) >> shift) == 0)
                continue;
            next.Clear();
            foreach (ulong key in keys)
                next[(byte)(key >> shift)]++;
            for (int digit = 0, at = 0; digit < 256; digit++)
                (next[digit], at) = (at, at + next[digit]);
            for (int i = 0; i < n; i++)
            {
                int at = next[(byte)(keys[i] >> shift)]++;
                otherKeys[at] = keys[i];
                otherPlaces[at] = places[i];
            }
            (keys, otherKeys, places, otherPlaces) = (otherKeys, keys, otherPlaces, places);
        }
        places.CopyTo(CollectionsMarshal.AsSpan(_places));
    }

    /// <summary>A text of some candidates side by side, cut as they are.</summary>
    private PreparedDocument Strings(List<int> candidates, out int[] tokens)
    {
        string text = string.Concat(candidates.Select(c => _contexts[c].Read));
        var prefix = new ulong[text.Length + 1];
        StringHash.Prefixes(text, prefix);
        tokens = new int[candidates.Count + 1];
        for (int i = 0; i < candidates.Count; i++)
            tokens[i + 1] = tokens[i] + CandidateReading.Tokens(Reading(candidates[i]));
        int count = tokens[^1], token = 0, at = 0;
        int[] start = new int[count], end = new int[count];
        var classes = new byte[count];
        var flags = new TokenFlags[count];
        var keys = new ulong[count];
        foreach (int candidate in candidates)
        {
            ReadOnlySpan<byte> reading = Reading(candidate);
            for (int b = 0; b < reading.Length; token++)
            {
                (classes[token], int length) = CandidateReading.Next(reading, ref b);
                if (text[at] == ' ' && classes[token] != WordClass.Punctuation)
                    at++; // between two words of Latin script; it belongs to neither
                (start[token], end[token]) = (at, at + length);
                keys[token] = StringHash.Span(prefix, at, at + length);
                flags[token] = DocumentPreparer.FlagsOf(classes[token], text[at], keys[token]);
                at += length;
            }
        }
        return new PreparedDocument { Name = "", Text = text, Shown = text, Map = null, Start = start, End = end, Class = classes, Flags = flags, Key = keys, Prefix = prefix };
    }
}
