using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Terminology;

/// <summary>
/// Counts the candidates of documents: those whose string, cut as it stands there, passes the gate. Whether it does, like whether the sieve let it through before, depends on nothing else, so that every occurrence counts or not
/// wherever and in whatever order it is met. What is kept lies outside of the collected heap and can be told to a byte; beyond a budget it is handed on as sorted records and counting goes on.
/// Not thread-safe.
/// </summary>
internal sealed unsafe class CandidateCounter : IDisposable
{
    private const int Ahead = 8, Slice = 1 << 12, Unknown = 0, Stopped = -1, Pending = -2;

    // What is kept of a document to the end, here and elsewhere: its name, summary and places in lists (measured).
    private const int DocumentBytes = 400;

    private static readonly ulong s_de = StringHash.Of("的");
    private static readonly short s_break = CandidateObservation.Quantise(-1);

    private readonly Forest? _gate;
    private readonly double _gateThreshold;
    private readonly bool _keepRows;
    private readonly long _budget;
    private readonly int _shares;
    private readonly int _largestIndex;
    private readonly NativeList<Entry> _entries = new();
    private readonly NativeList<Tally> _tallies = new();
    private readonly NativeList<CandidateObservation> _observations = new();
    private readonly NativeList<DocumentNode> _documents = new();
    private readonly NativeList<char> _texts = new();
    private readonly NativeList<byte> _readings = new();
    private readonly NativeList<float> _rows = new();
    private readonly DocumentView _view;
    private readonly float[] _new = new float[TermFeatures.FirstStage * Forest.Lanes]; // rows before the gate
    private readonly byte[] _batch;
    private readonly int[] _waiting = new int[Forest.Lanes];
    private readonly int[] _numbers = new int[Slice];
    private Place* _index;
    private int _indexSize, _indexCount;
    private string _greatestName = "";
    private int _part, _nextPart; // the tenth of the document and the token behind it
    private readonly List<string> _names = [];

    /// <summary>A place of the index: the number of an entry plus one, or what is known of a string that has none.</summary>
    private struct Place
    {
        public ulong Key;
        public int Value;
    }

    /// <summary>A string cut in one way.</summary>
    private struct Entry
    {
        public ulong Reading, Key, LeftKey, RightKey;
        public int Text, Shown, Cut, Token, Row;
        public byte TextLength, CutLength, LeftClass, RightClass;
        public bool LeftDe, RightDe;
    }

    /// <summary>What changes with every occurrence, apart from the rest.</summary>
    private struct Tally
    {
        /// <summary>Occurrences in all, and in the document that came last.</summary>
        public int Frequency, LastFrequency;

        /// <summary>The document that came last.</summary>
        public int LastDocument;

        /// <summary>The first of its observations, which lie side by side.</summary>
        public int Observation;

        /// <summary>Head of the chain of documents before the last.</summary>
        public int Document;
        public ushort Parts;
        public byte Observed;
    }

    private struct DocumentNode
    {
        public int Document, Frequency, Next;
    }

    /// <param name="view">What is known of the documents' tokens.</param>
    /// <param name="gate">A small model over the features of strings that stops hopeless candidates, or null.</param>
    /// <param name="gateThreshold">Log-odds below which the gate stops a candidate.</param>
    /// <param name="keepRows">Whether the features of strings are kept and not computed again when they are needed.</param>
    /// <param name="budget">Bytes that may be used before <see cref="Full"/> is called; 0 sets no limit.</param>
    /// <param name="shares">In how many counters the strings are shared out.</param>
    public CandidateCounter(DocumentView view, Forest? gate, double gateThreshold, bool keepRows, long budget = 0, int shares = 1)
    {
        (_view, _gate, _gateThreshold, _keepRows, _budget, _shares) = (view, gate, gateThreshold, keepRows, budget, shares);
        _largestIndex = budget == 0 ? 1 << 30 : (int)Math.Clamp((long)System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)budget / 64 + 1) / 2, 1 << 13, 1 << 30);
        _batch = new byte[gate?.BatchSize ?? 0];
        AllocateIndex(1 << 13);
    }

    /// <summary>Takes over what was counted and clears it; told the number of the document that is being counted.</summary>
    public Action<int>? Full { get; set; }

    /// <summary>Whether memory is bounded.</summary>
    public bool Bounded => _budget > 0;

    /// <summary>Whether there is room for little more.</summary>
    public bool NearlyFull => _budget > 0 && Bytes > Limit / 8 * 7;

    /// <summary>Bytes that may be used: those of many small documents are taken off the budget as far as counting can go on with little.</summary>
    private long Limit => Math.Max(_budget / 4, _budget - (long)_names.Count * DocumentBytes / _shares);

    /// <summary>Bytes in use.</summary>
    public long Bytes => _entries.Bytes + _tallies.Bytes + _observations.Bytes + _documents.Bytes + _texts.Bytes + _readings.Bytes + _rows.Bytes + (long)sizeof(Place) * _indexSize + _view.Bytes;

    /// <summary>Counts a document.</summary>
    /// <param name="number">Its number: one more than that of the document before.</param>
    /// <param name="name">Its name, by which documents are ordered.</param>
    /// <param name="d">The document.</param>
    /// <param name="all">Its candidates, without those that are surely too rare.</param>
    /// <param name="keys">The keys of their strings and cuts.</param>
    /// <param name="links">By token: how closely the next one is linked to it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(int number, string name, PreparedDocument d, ReadOnlySpan<CandidateSpan> all, ReadOnlySpan<ulong> keys, ReadOnlySpan<short> links)
    {
        if (_budget > 0 && _view.Bytes > _budget / 4)
            _view.Clear();
        _view.TurnTo(d);
        _view.MarkHeadings();
        while (_names.Count < number)
            _names.Add("");
        _names.Add(name);
        bool appended = string.CompareOrdinal(name, _greatestName) >= 0;
        if (appended)
            _greatestName = name;
        (_part, _nextPart) = (0, (d.Count + 9) / 10);
        for (int from = 0; from < all.Length; from += Slice)
        {
            ReadOnlySpan<CandidateSpan> slice = all[from..Math.Min(all.Length, from + Slice)];
            ReadOnlySpan<ulong> own = keys.Slice(from, slice.Length);
            Number(slice, own);
            for (int s = 0; s < slice.Length; s++)
            {
                if (s + Ahead < slice.Length && _numbers[s + Ahead] > 0)
                    Prefetch(_numbers[s + Ahead] - 1);
                int entry = _numbers[s];
                if (entry == Pending)
                    entry = _index[Slot(own[s])].Value;
                if (entry <= 0)
                    continue;
                Count(entry - 1, number, slice[s], links, appended);
            }
            if (_budget > 0 && Full is not null && Bytes > Limit)
                Full(number);
        }
    }

    /// <summary>Forgets what was counted.</summary>
    public void Clear()
    {
        _entries.Clear();
        _tallies.Clear();
        _observations.Clear();
        _documents.Clear();
        _texts.Clear();
        _readings.Clear();
        _rows.Clear();
        NativeMemory.Clear(_index, (nuint)_indexSize * (nuint)sizeof(Place));
        _indexCount = 0;
    }

    /// <summary>What was counted, in the order in which the strings were first met.</summary>
    /// <param name="ranks">By number of a document, its number in the records: documents by name.</param>
    public IEnumerable<CandidateRecord> Records(int[] ranks)
    {
        var index = new HashIndex(Math.Max(16, _entries.Count));
        var heads = new List<int>(_entries.Count);
        var others = new Dictionary<int, List<int>>(); // further ways to cut a string
        for (int e = 0; e < _entries.Count; e++)
        {
            int n = index.Add(_entries[e].Key);
            if (n == heads.Count)
                heads.Add(e);
            else if (others.TryGetValue(n, out List<int>? list))
                list.Add(e);
            else
                others.Add(n, [e]);
        }
        CandidateRecord record = new(), other = new();
        for (int n = 0; n < heads.Count; n++)
        {
            FetchAhead(heads, n);
            Fill(record, heads[n], ranks);
            if (others.Count > 0 && others.TryGetValue(n, out List<int>? list))
            {
                foreach (int e in list)
                {
                    Fill(other, e, ranks);
                    record.Add(other);
                }
            }
            yield return record;
        }
    }

    /// <summary>What was counted, sorted by the strings; those that are cut in several ways come several times.</summary>
    /// <param name="ranks">By number of a document, its number in the records: documents by name.</param>
    public IRecordSource Sorted(int[] ranks) => new SortedRecords(this, ranks);

    public void Dispose()
    {
        _entries.Dispose();
        _tallies.Dispose();
        _observations.Dispose();
        _documents.Dispose();
        _texts.Dispose();
        _readings.Dispose();
        _rows.Dispose();
        NativeMemory.Free(_index);
        _index = null;
    }

    /// <summary>Finds the entries of some candidates; those of new strings that pass the gate are made.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Number(ReadOnlySpan<CandidateSpan> spans, ReadOnlySpan<ulong> keys)
    {
        int waiting = 0;
        for (int s = 0; s < spans.Length; s++)
        {
            if (s + Ahead < spans.Length && Sse.IsSupported)
                Sse.Prefetch0(_index + ((int)keys[s + Ahead] & (_indexSize - 1)));
            int slot = Slot(keys[s]);
            if (_index[slot].Value != Unknown)
            {
                _numbers[s] = _index[slot].Value;
                continue;
            }
            if (_indexCount >= _indexSize / 8 * 5)
            {
                Admit(spans, keys, waiting);
                waiting = 0;
                GrowIndex();
                slot = Slot(keys[s]);
            }
            _index[slot] = new Place { Key = keys[s], Value = Pending };
            _indexCount++;
            _numbers[s] = Pending;
            _view.Prefetch(spans[s]);
            _waiting[waiting++] = s;
            if (waiting == Forest.Lanes)
            {
                Admit(spans, keys, waiting);
                waiting = 0;
            }
        }
        Admit(spans, keys, waiting);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Admit(ReadOnlySpan<CandidateSpan> spans, ReadOnlySpan<ulong> keys, int waiting)
    {
        if (waiting == 0)
            return;
        for (int lane = 0; lane < waiting; lane++)
            _view.PrefetchEntries(spans[_waiting[lane]]);
        for (int lane = 0; lane < waiting; lane++)
        {
            ref readonly CandidateSpan span = ref spans[_waiting[lane]];
            TermFeatures.FillString(_view, span.First, span.Last, _new.AsSpan(lane * TermFeatures.FirstStage, TermFeatures.FirstStage));
        }
        Span<double> scores = stackalloc double[Forest.Lanes];
        if (_gate is not null)
        {
            for (int lane = 0; lane < waiting; lane++)
                _gate.Put(_new.AsSpan(lane * TermFeatures.FirstStage, TermFeatures.FirstStage), lane, _batch);
            _gate.Score(_batch, 0, _gate.Trees, scores);
        }
        for (int lane = 0; lane < waiting; lane++)
        {
            int s = _waiting[lane];
            bool stopped = _gate is not null && scores[lane] + _gate.Bias < _gateThreshold;
            _index[Slot(keys[s])].Value = stopped ? Stopped : Begin(spans[s], keys[s], lane) + 1;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private int Begin(in CandidateSpan span, ulong reading, int lane)
    {
        PreparedDocument d = _view.Document;
        ReadOnlySpan<char> text = d.Text.AsSpan(d.Start[span.First]..d.End[span.Last - 1]);
        Span<byte> cut = stackalloc byte[CandidateReading.MaximumBytes];
        int cutLength = CandidateReading.Write(d, span.First, span.Last, cut);
        var entry = new Entry { Reading = reading, Key = span.Key, Text = _texts.Reserve(text.Length), Shown = -1, Cut = _readings.Reserve(cutLength), TextLength = (byte)text.Length, CutLength = (byte)cutLength, Row = -1 };
        text.CopyTo(_texts.Slice(entry.Text, text.Length));
        cut[..cutLength].CopyTo(_readings.Slice(entry.Cut, cutLength));
        if (_keepRows)
        {
            entry.Row = _rows.Reserve(TermFeatures.StringCount);
            _new.AsSpan(lane * TermFeatures.FirstStage, TermFeatures.StringCount).CopyTo(_rows.Slice(entry.Row, TermFeatures.StringCount));
        }
        _tallies.Add(new Tally { LastDocument = -1, Document = -1 });
        return _entries.Add(entry);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Count(int entry, int number, in CandidateSpan span, ReadOnlySpan<short> links, bool inOrder)
    {
        PreparedDocument d = _view.Document;
        ref Tally tally = ref _tallies[entry];
        tally.Frequency++;
        while (span.First >= _nextPart)
            _nextPart = (int)(((long)++_part * d.Count + d.Count + 9) / 10);
        tally.Parts |= (ushort)(1 << _part);
        if (tally.LastDocument != number)
        {
            if (tally.LastDocument >= 0)
                tally.Document = _documents.Add(new DocumentNode { Document = tally.LastDocument, Frequency = tally.LastFrequency, Next = tally.Document });
            (tally.LastDocument, tally.LastFrequency) = (number, 0);
        }
        tally.LastFrequency++;
        if (inOrder)
        {
            if (tally.Observed == CandidateRecord.MaximumObserved)
                return;
            if (tally.Observed == 0)
                SetFirst(ref _entries[entry], span);
            Append(ref tally, Observe(number, span, links));
            return;
        }
        // The documents do not come in the order of their names: the first occurrences have to be found.
        CandidateObservation mine = Observe(number, span, links);
        int last = -1;
        bool first = true;
        Span<CandidateObservation> observed = _observations.Slice(tally.Observation, tally.Observed);
        for (int i = 0; i < observed.Length; i++)
        {
            if (last < 0 || Compare(observed[i], observed[last]) > 0)
                last = i;
            first &= Compare(mine, observed[i]) < 0;
        }
        if (first)
            SetFirst(ref _entries[entry], span);
        if (tally.Observed < CandidateRecord.MaximumObserved)
            Append(ref tally, mine);
        else if (Compare(mine, observed[last]) < 0)
            observed[last] = mine;
    }

    /// <summary>Adds to a string's observations; room for them grows by steps.</summary>
    private void Append(ref Tally tally, in CandidateObservation observation)
    {
        int n = tally.Observed;
        if (n is 0 or 1 or 4 or 10)
        {
            int larger = _observations.Reserve(n switch { 0 => 1, 1 => 4, 4 => 10, _ => CandidateRecord.MaximumObserved });
            _observations.Slice(tally.Observation, n).CopyTo(_observations.Slice(larger, n));
            tally.Observation = larger;
        }
        _observations[tally.Observation + n] = observation;
        tally.Observed++;
    }

    private int Compare(in CandidateObservation a, in CandidateObservation b)
    {
        int order = a.Document == b.Document ? 0 : string.CompareOrdinal(_names[a.Document], _names[b.Document]);
        return order != 0 ? order : a.OrderTo(b);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void SetFirst(ref Entry entry, in CandidateSpan span)
    {
        PreparedDocument d = _view.Document;
        int left = span.First - 1, right = span.Last;
        entry.Token = span.First;
        entry.Shown = -1;
        if (!ReferenceEquals(d.Shown, d.Text))
        {
            ReadOnlySpan<char> shown = d.Shown.AsSpan(d.Start[span.First]..d.End[span.Last - 1]);
            if (!shown.SequenceEqual(_texts.Slice(entry.Text, entry.TextLength)))
            {
                entry.Shown = _texts.Reserve(shown.Length);
                shown.CopyTo(_texts.Slice(entry.Shown, shown.Length));
            }
        }
        (entry.LeftKey, entry.RightKey) = (TermFeatures.Neighbour(d, left), TermFeatures.Neighbour(d, right));
        (entry.LeftClass, entry.RightClass) = (left >= 0 ? d.Class[left] : WordClass.Punctuation, right < d.Count ? d.Class[right] : WordClass.Punctuation);
        (entry.LeftDe, entry.RightDe) = (left >= 0 && d.Key[left] == s_de, right < d.Count && d.Key[right] == s_de);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private CandidateObservation Observe(int number, in CandidateSpan span, ReadOnlySpan<short> links)
    {
        PreparedDocument d = _view.Document;
        int left = span.First - 1, right = span.Last;
        bool leftBreak = left < 0 || (d.Flags[left] & (TokenFlags.Break | TokenFlags.Punctuation)) != 0;
        bool rightBreak = right >= d.Count || (d.Flags[right] & (TokenFlags.Break | TokenFlags.Punctuation)) != 0;
        var flags = ObservationFlags.None;
        if (leftBreak || (d.Flags[left] & TokenFlags.Boundary) != 0) flags |= ObservationFlags.LeftBorder;
        if (rightBreak || (d.Flags[right] & TokenFlags.Boundary) != 0) flags |= ObservationFlags.RightBorder;
        if (left >= 0 && right < d.Count)
        {
            if ((d.Flags[left] & TokenFlags.OpenQuote) != 0 && (d.Flags[right] & TokenFlags.CloseQuote) != 0) flags |= ObservationFlags.Quoted;
            else if ((d.Flags[left] & TokenFlags.OpenTitle) != 0 && (d.Flags[right] & TokenFlags.CloseTitle) != 0) flags |= ObservationFlags.Titled;
        }
        if (_view.Heading(span.First)) flags |= ObservationFlags.Heading;
        int start = d.Original(d.Start[span.First]);
        return new CandidateObservation
        {
            Document = number, Start = start, Length = d.Original(d.End[span.Last - 1] - 1) + 1 - start, Flags = flags,
            LeftKind = (byte)(TermFeatures.Neighbour(d, left) >> 58), RightKind = (byte)(TermFeatures.Neighbour(d, right) >> 58),
            LeftNpmi = leftBreak ? s_break : Link(links, left), RightNpmi = rightBreak ? s_break : Link(links, right - 1),
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private short Link(ReadOnlySpan<short> links, int token) => links[token] != CandidateSpans.NoLink ? links[token] : CandidateObservation.Quantise(_view.Pair(token).Npmi);

    /// <summary>Fetches what the next entries to be filled point to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FetchAhead(List<int> entries, int at)
    {
        if (at + 2 * Ahead < entries.Count)
            PrefetchAll(entries[at + 2 * Ahead]);
        if (at + Ahead >= entries.Count || !Sse.IsSupported)
            return;
        ref Entry next = ref _entries[entries[at + Ahead]];
        ref Tally tally = ref _tallies[entries[at + Ahead]];
        Sse.Prefetch0(Unsafe.AsPointer(ref _observations[tally.Observation]));
        if (tally.Document >= 0)
            Sse.Prefetch0(Unsafe.AsPointer(ref _documents[tally.Document]));
        Sse.Prefetch0(Unsafe.AsPointer(ref _texts[next.Text]));
        Sse.Prefetch0(Unsafe.AsPointer(ref _readings[next.Cut]));
        if (next.Row >= 0)
            Sse.Prefetch0(Unsafe.AsPointer(ref _rows[next.Row]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Fill(CandidateRecord record, int number, int[] ranks)
    {
        ref Entry e = ref _entries[number];
        ref Tally t = ref _tallies[number];
        record.Begin(_texts.Slice(e.Text, e.TextLength), _readings.Slice(e.Cut, e.CutLength));
        SharesView shares = _view.Shares;
        ShareCounts left = shares[TargetShares.Key(ShareKind.LeftNeighbour, e.LeftKey)], right = shares[TargetShares.Key(ShareKind.RightNeighbour, e.RightKey)];
        record.First = new FirstOccurrence
        {
            Shown = e.Shown < 0 ? null : new string(_texts.Slice(e.Shown, e.TextLength)), Token = e.Token, LeftClass = e.LeftClass, RightClass = e.RightClass, LeftDe = e.LeftDe, RightDe = e.RightDe,
            LeftCandidates = (int)left.Candidates, LeftTerms = (int)left.Terms, RightCandidates = (int)right.Candidates, RightTerms = (int)right.Terms,
        };
        record.Frequency = t.Frequency;
        record.Parts = t.Parts;
        foreach (CandidateObservation seen in _observations.Slice(t.Observation, t.Observed))
        {
            CandidateObservation observation = seen;
            observation.Document = ranks[observation.Document];
            record.Observe(observation);
        }
        record.Count(ranks[t.LastDocument], t.LastFrequency);
        for (int i = t.Document; i >= 0;)
        {
            ref DocumentNode node = ref _documents[i];
            record.Count(ranks[node.Document], node.Frequency);
            i = node.Next;
        }
        record.Sort();
        if (e.Row >= 0)
            record.SetRow(_rows.Slice(e.Row, TermFeatures.StringCount));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Slot(ulong key)
    {
        int mask = _indexSize - 1, i = (int)key & mask;
        while (_index[i].Value != Unknown && _index[i].Key != key)
            i = (i + 1) & mask;
        return i;
    }

    /// <summary>Doubles the index or, where it may not grow, drops from it the strings that the gate stopped: they are judged again when they come again.</summary>
    private void GrowIndex()
    {
        bool grow = _indexSize < _largestIndex || _entries.Count > _indexSize / 2;
        if (grow)
        {
            Place* old = _index;
            int size = _indexSize;
            AllocateIndex(size * 2);
            for (int i = 0; i < size; i++)
            {
                if (old[i].Value == Unknown)
                    continue;
                _index[Slot(old[i].Key)] = old[i];
                _indexCount++;
            }
            NativeMemory.Free(old);
            return;
        }
        NativeMemory.Clear(_index, (nuint)_indexSize * (nuint)sizeof(Place));
        _indexCount = _entries.Count;
        for (int e = 0; e < _entries.Count; e++)
        {
            _index[Slot(_entries[e].Reading)] = new Place { Key = _entries[e].Reading, Value = e + 1 };
        }
    }

    private void AllocateIndex(int size)
    {
        (_indexSize, _indexCount) = (size, 0);
        _index = (Place*)NativeMemory.AllocZeroed((nuint)size, (nuint)sizeof(Place));
        NativePages.Touch(_index, (nuint)size * (nuint)sizeof(Place));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Prefetch(int entry)
    {
        if (!Sse.IsSupported)
            return;
        Sse.Prefetch0(Unsafe.AsPointer(ref _tallies[entry]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void PrefetchAll(int entry)
    {
        if (!Sse.IsSupported)
            return;
        void* at = Unsafe.AsPointer(ref _entries[entry]);
        Sse.Prefetch0(at);
        Sse.Prefetch0((byte*)at + 64);
        Sse.Prefetch0(Unsafe.AsPointer(ref _tallies[entry]));
    }

    /// <summary>The entries in the order of their strings: sorted by four characters at a time, held side by side, and only where these are equal by the next four.</summary>
    private sealed class SortedRecords : IRecordSource
    {
        private readonly CandidateCounter _counter;
        private readonly int[] _ranks, _order;
        private int _at;

        public SortedRecords(CandidateCounter counter, int[] ranks)
        {
            (_counter, _ranks) = (counter, ranks);
            _order = new int[counter._entries.Count];
            for (int i = 0; i < _order.Length; i++)
                _order[i] = i;
            Sort(_order, new ulong[_order.Length], 0);
        }

        public bool Read(CandidateRecord record)
        {
            if (_at == _order.Length)
                return false;
            _counter.Fill(record, _order[_at++], _ranks);
            return true;
        }

        private void Sort(Span<int> order, Span<ulong> keys, int depth)
        {
            for (int i = 0; i < order.Length; i++)
                keys[i] = Characters(order[i], depth);
            keys.Sort(order);
            for (int from = 0, to; from < order.Length; from = to)
            {
                for (to = from + 1; to < order.Length && keys[to] == keys[from];) to++;
                if (to - from > 1 && (ushort)keys[from] != 0)
                    Sort(order[from..to], keys[from..to], depth + 4);
                else if (to - from > 1)
                    SortEqual(order[from..to], depth);
            }
        }

        /// <summary>Strings that end here are equal but for characters U+0000, which count as none above.</summary>
        private void SortEqual(Span<int> order, int depth) => order.Sort((a, b) =>
        {
            int c = Rest(a, depth).SequenceCompareTo(Rest(b, depth));
            return c != 0 ? c : a.CompareTo(b);
        });

        private ReadOnlySpan<char> Rest(int entry, int depth)
        {
            ref Entry e = ref _counter._entries[entry];
            return depth >= e.TextLength ? [] : _counter._texts.Slice(e.Text + depth, e.TextLength - depth);
        }

        private ulong Characters(int entry, int depth)
        {
            ReadOnlySpan<char> rest = Rest(entry, depth);
            ulong key = 0;
            for (int i = 0; i < 4; i++)
                key = key << 16 | (i < rest.Length ? rest[i] : 0u);
            return key;
        }
    }
}
