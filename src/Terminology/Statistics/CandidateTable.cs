namespace Terminology;

/// <summary>What the occurrences of one candidate show.</summary>
internal struct CandidateContext
{
    public ulong Key, LeftKey, RightKey, LeftMask, RightMask;
    public int Frequency, DocumentFrequency, LastCount, Parts, Document, First, Last, Observed, LeftBorders, RightBorders, Quoted, Titled, Headings;
    public float LeftLowest, LeftSum, RightLowest, RightSum, Position;
    public byte LeftClass, RightClass;
    public bool LeftDe, RightDe;

    /// <summary>Text of the first occurrence.</summary>
    public string Text;
}

/// <summary>A tracked occurrence: tokens First to before Last, characters Start to End of the original text.</summary>
internal readonly record struct CandidatePlace(int Candidate, int Document, int First, int Last, int Start, int End);

/// <summary>How often a candidate occurs in a document.</summary>
internal record struct CandidateDocument(int Candidate, int Document, int Frequency);

/// <summary>
/// The candidates of a corpus with the features of their strings and of their contexts. Filled document by document in corpus order, which makes it independent of threads.
/// </summary>
internal sealed class CandidateTable
{
    /// <summary>How many occurrences of a candidate are looked at for its contexts.</summary>
    public const int MaximumObserved = 20;

    private static readonly ulong s_de = StringHash.Of("的");
    private readonly Forest? _gate;
    private readonly double _gateThreshold;
    private readonly HashIndex _index = new(1 << 13);
    private int[] _slot = new int[1 << 13]; // by number of the key: row + 1, or -1 where the gate stopped it
    private CandidateContext[] _contexts = new CandidateContext[1 << 12];
    private float[] _rows = new float[TermFeatures.FirstStage << 12];
    private readonly List<CandidatePlace> _places = [];
    private readonly List<CandidateSpan> _spans = [];
    private readonly List<CandidateDocument> _documents = [];
    private bool[] _heading = [];

    /// <summary>Makes an empty table.</summary>
    /// <param name="gate">A small model over the string's features that stops hopeless candidates, or null.</param>
    /// <param name="gateThreshold">Log-odds below which the gate stops a candidate.</param>
    public CandidateTable(Forest? gate = null, double gateThreshold = double.NegativeInfinity) => (_gate, _gateThreshold) = (gate, gateThreshold);

    public int Count { get; private set; }

    public Span<CandidateContext> Contexts => _contexts.AsSpan(0, Count);

    /// <summary>The tracked occurrences, by document, then place.</summary>
    public List<CandidatePlace> Places => _places;

    public Span<float> Row(int candidate) => _rows.AsSpan(candidate * TermFeatures.FirstStage, TermFeatures.FirstStage);

    /// <summary>The counts by document: of one candidate in the order of documents, mixed with those of others.</summary>
    public List<CandidateDocument> DocumentCounts => _documents;

    /// <summary>The number of a candidate, or -1 where it is unknown, -2 where the gate stopped it.</summary>
    public int Find(ulong key)
    {
        int i = _index.Find(key);
        return i < 0 ? -1 : _slot[i] > 0 ? _slot[i] - 1 : -2;
    }

    /// <summary>Takes in a document.</summary>
    public void Add(int number, PreparedDocument d, in BackgroundView background, in SharesView shares, CandidateCounts? counts = null, int minimumFrequency = 1)
    {
        CandidateFinder.Find(d, _spans);
        MarkHeadings(d);
        foreach (CandidateSpan span in _spans)
        {
            if (counts is not null && counts.Frequency(counts.Find(span.Key)) < minimumFrequency)
                continue;
            int candidate = Slot(span, d, number, background, shares);
            if (candidate < 0)
                continue;
            ref CandidateContext c = ref _contexts[candidate];
            c.Frequency++;
            c.Parts |= 1 << (int)((long)span.First * 10 / d.Count);
            if (c.DocumentFrequency > 0 && _documents[c.LastCount].Document == number)
                _documents[c.LastCount] = _documents[c.LastCount] with { Frequency = _documents[c.LastCount].Frequency + 1 };
            else
            {
                c.DocumentFrequency++;
                c.LastCount = _documents.Count;
                _documents.Add(new CandidateDocument(candidate, number, 1));
            }
            if (c.Observed < MaximumObserved)
            {
                Observe(ref c, d, span, background);
                _places.Add(new CandidatePlace(candidate, number, span.First, span.Last, d.Map[d.Start[span.First]], d.Map[d.End[span.Last - 1] - 1] + 1));
            }
        }
    }

    /// <summary>Writes the features of the contexts into the rows, once all documents are in.</summary>
    public void Finish(in SharesView shares)
    {
        _places.Sort(static (a, b) => a.Document != b.Document ? a.Document.CompareTo(b.Document) : a.First != b.First ? a.First.CompareTo(b.First) : a.Last.CompareTo(b.Last));
        for (int i = 0; i < Count; i++)
        {
            ref CandidateContext c = ref _contexts[i];
            Span<float> row = Row(i)[TermFeatures.StringCount..];
            float m = c.Observed;
            int at = 0;
            row[at++] = MathF.Log(c.Frequency);
            row[at++] = c.LeftBorders / m;
            row[at++] = c.RightBorders / m;
            row[at++] = c.Quoted / m;
            row[at++] = c.Titled / m;
            row[at++] = System.Numerics.BitOperations.PopCount(c.LeftMask);
            row[at++] = System.Numerics.BitOperations.PopCount(c.RightMask);
            row[at++] = c.LeftLowest;
            row[at++] = c.RightLowest;
            row[at++] = c.LeftSum / m;
            row[at++] = c.RightSum / m;
            row[at++] = c.LeftClass;
            row[at++] = c.RightClass;
            row[at++] = c.LeftDe ? 1 : 0;
            row[at++] = c.RightDe ? 1 : 0;
            row[at++] = c.Position;
            row[at++] = c.Headings / m;
            row[at++] = SharesView.Share(shares[TargetShares.Key(ShareKind.LeftNeighbour, c.LeftKey)]);
            row[at++] = SharesView.Share(shares[TargetShares.Key(ShareKind.RightNeighbour, c.RightKey)]);
        }
    }

    private int Slot(in CandidateSpan span, PreparedDocument d, int number, in BackgroundView background, in SharesView shares)
    {
        int i = _index.Add(span.Key);
        if (i >= _slot.Length)
            Array.Resize(ref _slot, _slot.Length * 2);
        if (_slot[i] != 0)
            return _slot[i] - 1 >= 0 ? _slot[i] - 1 : -1;
        if (Count == _contexts.Length)
        {
            Array.Resize(ref _contexts, _contexts.Length * 2);
            Array.Resize(ref _rows, _rows.Length * 2);
        }
        Span<float> row = _rows.AsSpan(Count * TermFeatures.FirstStage, TermFeatures.FirstStage);
        TermFeatures.FillString(d, span.First, span.Last, background, shares, row);
        if (_gate is not null && _gate.Score(row) < _gateThreshold)
        {
            _slot[i] = -1;
            return -1;
        }
        _slot[i] = Count + 1;
        _contexts[Count] = new CandidateContext
        {
            Key = span.Key, Document = number, First = span.First, Last = span.Last, Text = d.SpanText(span.First, span.Last),
            LeftKey = TermFeatures.Neighbour(d, span.First - 1), RightKey = TermFeatures.Neighbour(d, span.Last),
            LeftClass = span.First > 0 ? d.Class[span.First - 1] : WordClass.Punctuation, RightClass = span.Last < d.Count ? d.Class[span.Last] : WordClass.Punctuation,
            LeftDe = span.First > 0 && d.Key[span.First - 1] == s_de, RightDe = span.Last < d.Count && d.Key[span.Last] == s_de,
            LeftLowest = float.MaxValue, RightLowest = float.MaxValue, Position = (float)span.First / d.Count,
        };
        return Count++;
    }

    private void Observe(ref CandidateContext c, PreparedDocument d, in CandidateSpan span, in BackgroundView background)
    {
        int left = span.First - 1, right = span.Last;
        bool leftBreak = left < 0 || (d.Flags[left] & (TokenFlags.Break | TokenFlags.Punctuation)) != 0;
        bool rightBreak = right >= d.Count || (d.Flags[right] & (TokenFlags.Break | TokenFlags.Punctuation)) != 0;
        c.Observed++;
        if (leftBreak || (d.Flags[left] & TokenFlags.Boundary) != 0) c.LeftBorders++;
        if (rightBreak || (d.Flags[right] & TokenFlags.Boundary) != 0) c.RightBorders++;
        if (left >= 0 && right < d.Count)
        {
            if ((d.Flags[left] & TokenFlags.OpenQuote) != 0 && (d.Flags[right] & TokenFlags.CloseQuote) != 0) c.Quoted++;
            else if ((d.Flags[left] & TokenFlags.OpenTitle) != 0 && (d.Flags[right] & TokenFlags.CloseTitle) != 0) c.Titled++;
        }
        if (_heading[span.First]) c.Headings++;
        c.LeftMask |= 1UL << (int)(TermFeatures.Neighbour(d, left) >> 58);
        c.RightMask |= 1UL << (int)(TermFeatures.Neighbour(d, right) >> 58);
        float l = leftBreak ? -1 : (float)TermFeatures.Npmi(background[d.SpanKey(left, left + 2)], background[d.Key[left]], background[d.Key[left + 1]], background.Tokens);
        float r = rightBreak ? -1 : (float)TermFeatures.Npmi(background[d.SpanKey(right - 1, right + 1)], background[d.Key[right - 1]], background[d.Key[right]], background.Tokens);
        c.LeftLowest = Math.Min(c.LeftLowest, l);
        c.LeftSum += l;
        c.RightLowest = Math.Min(c.RightLowest, r);
        c.RightSum += r;
    }

    private void MarkHeadings(PreparedDocument d)
    {
        if (_heading.Length < d.Count)
            _heading = new bool[d.Count * 2];
        int line = 0;
        for (int i = 0; i <= d.Count; i++)
        {
            if (i < d.Count && d.Text[d.Start[i]] != '\n')
                continue;
            bool heading = i > line && d.End[i - 1] - d.Start[line] <= 40 && d.Text[d.End[i - 1] - 1] is not ('。' or '；' or '，' or '、' or '：');
            _heading.AsSpan(line, i - line).Fill(heading);
            if (i < d.Count) _heading[i] = false;
            line = i + 1;
        }
    }
}
