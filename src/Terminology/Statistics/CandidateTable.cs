using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

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

    private const int Ahead = 8;

    private static readonly ulong s_de = StringHash.Of("的");
    private readonly Forest? _gate;
    private readonly double _gateThreshold;
    private readonly HashIndex _index = new(1 << 13);
    private int[] _slot = new int[1 << 13]; // by number of the key: candidate + 1, or -1 where the gate stopped it
    private CandidateContext[] _contexts = new CandidateContext[1 << 12];
    private float[] _rows = new float[TermFeatures.FirstStage << 12];
    private readonly List<CandidatePlace> _places = [];
    private readonly List<CandidateSpan> _spans = [];
    private readonly List<CandidateDocument> _documents = [];
    private readonly DocumentView _view = new();
    private readonly float[] _new = new float[TermFeatures.FirstStage * Forest.Lanes], _columns = new float[TermFeatures.FirstStage * Forest.Lanes]; // rows before the gate
    private readonly int[] _waiting = new int[Forest.Lanes];
    private int[] _numbers = []; // by span of the document: number of its key

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
        counts?.RemoveRare(_spans, minimumFrequency);
        _view.Reset(d, background, shares);
        ReadOnlySpan<CandidateSpan> spans = CollectionsMarshal.AsSpan(_spans);
        Number(spans, number);
        for (int s = 0; s < spans.Length; s++)
        {
            if (s + Ahead < spans.Length)
                Prefetch(_slot[_numbers[s + Ahead]] - 1);
            CandidateSpan span = spans[s];
            int candidate = _slot[_numbers[s]] - 1;
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
                Observe(ref c, d, span);
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

    /// <summary>Gives the candidates of a document their numbers, and those that are new and pass the gate their rows, in the order of their first appearance.</summary>
    private void Number(ReadOnlySpan<CandidateSpan> spans, int document)
    {
        if (_numbers.Length < spans.Length)
            _numbers = new int[spans.Length * 2];
        int waiting = 0;
        for (int s = 0; s < spans.Length; s++)
        {
            int known = _index.Count, i = _index.Add(spans[s].Key);
            _numbers[s] = i;
            if (i < known)
                continue;
            if (i >= _slot.Length)
                Array.Resize(ref _slot, _slot.Length * 2);
            _slot[i] = -1;
            TermFeatures.FillString(_view, spans[s].First, spans[s].Last, _new.AsSpan(waiting * TermFeatures.FirstStage, TermFeatures.FirstStage));
            _waiting[waiting++] = s;
            if (waiting == Forest.Lanes)
            {
                Admit(spans, document, waiting);
                waiting = 0;
            }
        }
        Admit(spans, document, waiting);
    }

    private void Admit(ReadOnlySpan<CandidateSpan> spans, int document, int waiting)
    {
        if (waiting == 0)
            return;
        Span<double> scores = stackalloc double[Forest.Lanes];
        if (_gate is not null)
        {
            for (int lane = 0; lane < waiting; lane++)
                Forest.Transpose(_new.AsSpan(lane * TermFeatures.FirstStage, TermFeatures.FirstStage), lane, _columns);
            _gate.Score(_columns, 0, _gate.Trees, scores);
        }
        for (int lane = 0; lane < waiting; lane++)
        {
            if (_gate is not null && scores[lane] + _gate.Bias < _gateThreshold)
                continue;
            if (Count == _contexts.Length)
            {
                Array.Resize(ref _contexts, _contexts.Length * 2);
                Array.Resize(ref _rows, _rows.Length * 2);
            }
            _new.AsSpan(lane * TermFeatures.FirstStage, TermFeatures.FirstStage).CopyTo(Row(Count));
            _contexts[Count] = Begin(spans[_waiting[lane]], document);
            _slot[_numbers[_waiting[lane]]] = ++Count;
        }
    }

    private CandidateContext Begin(in CandidateSpan span, int document)
    {
        PreparedDocument d = _view.Document;
        return new CandidateContext
        {
            Key = span.Key, Document = document, First = span.First, Last = span.Last, Text = d.SpanText(span.First, span.Last),
            LeftKey = TermFeatures.Neighbour(d, span.First - 1), RightKey = TermFeatures.Neighbour(d, span.Last),
            LeftClass = span.First > 0 ? d.Class[span.First - 1] : WordClass.Punctuation, RightClass = span.Last < d.Count ? d.Class[span.Last] : WordClass.Punctuation,
            LeftDe = span.First > 0 && d.Key[span.First - 1] == s_de, RightDe = span.Last < d.Count && d.Key[span.Last] == s_de,
            LeftLowest = float.MaxValue, RightLowest = float.MaxValue, Position = (float)span.First / d.Count,
        };
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Prefetch(int candidate)
    {
        // A hint only: should the array move meanwhile, the wrong line is fetched and nothing else happens.
        if (!Sse.IsSupported || candidate < 0)
            return;
        void* at = Unsafe.AsPointer(ref Unsafe.As<CandidateContext, byte>(ref _contexts[candidate]));
        Sse.Prefetch0(at);
        Sse.Prefetch0((byte*)at + 64);
    }

    private void Observe(ref CandidateContext c, PreparedDocument d, in CandidateSpan span)
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
        if (_view.Heading(span.First)) c.Headings++;
        c.LeftMask |= 1UL << (int)(TermFeatures.Neighbour(d, left) >> 58);
        c.RightMask |= 1UL << (int)(TermFeatures.Neighbour(d, right) >> 58);
        float l = leftBreak ? -1 : (float)_view.Npmi(left);
        float r = rightBreak ? -1 : (float)_view.Npmi(right - 1);
        c.LeftLowest = Math.Min(c.LeftLowest, l);
        c.LeftSum += l;
        c.RightLowest = Math.Min(c.RightLowest, r);
        c.RightSum += r;
    }
}
