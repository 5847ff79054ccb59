using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Terminology;

/// <summary>What the occurrences of one candidate show.</summary>
internal struct CandidateContext
{
    public ulong Key;
    public int Frequency, DocumentFrequency, Parts, Observed, Quoted, Titled, Headings;

    /// <summary>Number of its row, see <see cref="CandidateTable.Row"/>.</summary>
    public int Row;

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
    private CandidatePlace[] _places = new CandidatePlace[1 << 10];
    private readonly List<CandidateDocument> _documents = [];
    private int _placeCount;
    private byte[] _readings = new byte[1 << 12];
    private int _readingBytes;
    private readonly List<int> _rowless = [];
    private int _rowCount;

    public int Count { get; private set; }

    public Span<CandidateContext> Contexts => _contexts.AsSpan(0, Count);

    /// <summary>The observed occurrences, by document, then place.</summary>
    public ReadOnlySpan<CandidatePlace> Places => _places.AsSpan(0, _placeCount);

    /// <summary>The counts by document, by candidate, then document.</summary>
    public ReadOnlySpan<CandidateDocument> DocumentCounts => CollectionsMarshal.AsSpan(_documents);

    public Span<float> Row(int candidate)
    {
        int row = _contexts[candidate].Row;
        return _rows[row >> ChunkBits].AsSpan((row & ((1 << ChunkBits) - 1)) * TermFeatures.FirstStage, TermFeatures.FirstStage);
    }

    /// <summary>How the first occurrence of a candidate is cut, see <see cref="CandidateReading"/>.</summary>
    public ReadOnlySpan<byte> Reading(int candidate) => _readings.AsSpan(_contexts[candidate].Reading, _contexts[candidate].ReadingLength);

    /// <summary>The candidates of one document.</summary>
    public static CandidateTable Of(PreparedDocument d, DocumentView view, Forest? gate = null, double gateThreshold = double.NegativeInfinity)
    {
        var spans = new CandidateSpans();
        spans.Begin(d.Count);
        view.TurnTo(d);
        CandidateFinder.Find(d, spans, view);
        using var counter = new CandidateCounter(view, gate, gateThreshold, keepRows: true);
        var all = new SharedSpans(1);
        all.Fill(d, spans);
        counter.Add(0, d.Name, d, all.Spans(0), all.Keys(0), spans.Links);
        var table = new CandidateTable();
        foreach (CandidateRecord record in counter.Records([0]))
            table.Add(record, [d.Count]);
        return Join([table], 1);
    }

    /// <summary>One table of several that have no candidate in common, with its places in order; these are not used any more.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="documents">Documents of the corpus.</param>
    public static CandidateTable Join(IReadOnlyList<CandidateTable> tables, int documents)
    {
        int[] first = new int[tables.Count + 1], readings = new int[tables.Count + 1], rows = new int[tables.Count + 1];
        for (int t = 0; t < tables.Count; t++)
            (first[t + 1], readings[t + 1], rows[t + 1]) = (first[t] + tables[t].Count, readings[t] + tables[t]._readingBytes, rows[t] + tables[t]._rows.Count);
        CandidateTable all = tables[0];
        if (tables.Count > 1)
        {
            all = new CandidateTable { Count = first[^1], _contexts = new CandidateContext[first[^1]], _readings = new byte[readings[^1]] };
            Parts.Each(tables.Count, t =>
            {
                CandidateTable part = tables[t];
                part.Contexts.CopyTo(all._contexts.AsSpan(first[t]));
                foreach (ref CandidateContext c in all._contexts.AsSpan(first[t], part.Count))
                    (c.Row, c.Reading) = (c.Row + (rows[t] << ChunkBits), c.Reading + readings[t]);
                part._readings.AsSpan(0, part._readingBytes).CopyTo(all._readings.AsSpan(readings[t]));
            });
            for (int t = 0; t < tables.Count; t++)
            {
                all._rows.AddRange(tables[t]._rows);
                all._rowless.AddRange(tables[t]._rowless.Select(rowless => first[t] + rowless));
                foreach (ref readonly CandidateDocument d in tables[t].DocumentCounts)
                    all._documents.Add(d with { Candidate = first[t] + d.Candidate });
            }
        }
        all.TakePlaces(tables, first, documents);
        return all;
    }

    /// <summary>By document, then start, then end: first into documents, then each document on its own.</summary>
    private void TakePlaces(IReadOnlyList<CandidateTable> tables, int[] first, int documents)
    {
        var next = new int[tables.Count][]; // by table and document
        Parts.Each(tables.Count, t =>
        {
            next[t] = new int[documents];
            foreach (ref readonly CandidatePlace p in tables[t].Places)
                next[t][p.Document]++;
        });
        var begins = new int[documents + 1];
        for (int d = 0, at = 0; d < documents; d++)
        {
            foreach (int[] counts in next)
                (counts[d], at) = (at, at + counts[d]);
            begins[d + 1] = at;
        }
        var places = GC.AllocateUninitializedArray<CandidatePlace>(begins[documents]);
        Parts.Each(tables.Count, t =>
        {
            foreach (ref readonly CandidatePlace p in tables[t].Places)
                places[next[t][p.Document]++] = p with { Candidate = first[t] + p.Candidate };
        });
        Parts.Each(documents, d =>
        {
            Span<CandidatePlace> own = places.AsSpan(begins[d]..begins[d + 1]);
            ulong[] keys = System.Buffers.ArrayPool<ulong>.Shared.Rent(own.Length);
            for (int i = 0; i < own.Length; i++)
                keys[i] = (ulong)own[i].Start << 32 | (uint)own[i].End;
            keys.AsSpan(0, own.Length).Sort(own);
            System.Buffers.ArrayPool<ulong>.Shared.Return(keys);
        });
        (_places, _placeCount) = (places, places.Length);
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
        if (_rowCount >> ChunkBits == _rows.Count)
            _rows.Add(GC.AllocateUninitializedArray<float>(TermFeatures.FirstStage << ChunkBits));
        int candidate = Count++;
        ref CandidateContext c = ref _contexts[candidate];
        c = new CandidateContext
        {
            Key = StringHash.Of(r.Text), Row = _rowCount++, Read = new string(r.Text), Frequency = (int)Math.Min(int.MaxValue, r.Frequency), DocumentFrequency = r.Documents.Length, Parts = r.Parts, Observed = r.Observed,
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
        if (_placeCount + r.Observed > _places.Length)
            Array.Resize(ref _places, _places.Length * 2);
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
            _places[_placeCount++] = new CandidatePlace(candidate, o.Document, o.Start, o.Start + o.Length);
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

    /// <summary>Computes the features of strings where what was counted came without them.</summary>
    /// <param name="search">Knows of tokens.</param>
    public void FillStrings(CandidateSearch search) => Parts.For(_rowless.Count, 1024, (from, to) =>
    {
        if (from == to)
            return;
        List<int> candidates = _rowless.GetRange(from, to - from);
        PreparedDocument d = Strings(candidates, out int[] tokens);
        search.Read(d, view =>
        {
            for (int i = 0; i < candidates.Count; i++)
                TermFeatures.FillString(view, tokens[i], tokens[i + 1], Row(candidates[i]));
        });
    });

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
        return new PreparedDocument { Name = "", Text = text, Shown = text, Map = null, Count = start.Length, Start = start, End = end, Class = classes, Flags = flags, Key = keys, Prefix = prefix };
    }
}
