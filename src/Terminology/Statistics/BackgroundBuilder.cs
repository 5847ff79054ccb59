namespace Terminology;

/// <summary>Counts token sequences of one to eight tokens over many documents and compiles a <see cref="BackgroundModel"/>.</summary>
/// <param name="minimumCount">How often a sequence has to occur to be kept.</param>
internal sealed class BackgroundBuilder(int minimumCount = BackgroundBuilder.MinimumCount)
{
    public const int MaximumTokens = 8, MinimumCount = 3;
    private const int Border = -1, HardBreak = -2;

    private readonly HashIndex _vocabulary = new(1 << 17);
    private int[] _tokens = new int[1 << 20];
    private int[] _documentOf = new int[1 << 20];
    private ulong[] _keys = new ulong[1 << 22];
    private int[] _places = new int[1 << 22];
    private int _tokenCount, _recordCount, _documents;
    private long _counted;

    // Documents for which statistics without themselves are wanted: number of the document, keys it asks for, the answer.
    private readonly Dictionary<int, (HashSet<ulong> Wanted, Dictionary<ulong, GramStatistics> Without)> _held = [];

    /// <summary>Adds a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="wanted">Keys for which statistics without this document are wanted, or null.</param>
    /// <returns>Filled by <see cref="Build"/>; null where nothing is wanted.</returns>
    public Dictionary<ulong, GramStatistics>? Add(PreparedDocument document, HashSet<ulong>? wanted = null)
    {
        Dictionary<ulong, GramStatistics>? without = null;
        if (wanted is not null)
            _held[_documents] = (wanted, without = []);
        TokenFlags[] flags = document.Flags;
        Append(HardBreak);
        for (int i = 0; i < document.Count; i++)
        {
            bool broken = (flags[i] & TokenFlags.Break) != 0;
            if (!broken)
            {
                _counted++;
                for (int n = 1; n <= MaximumTokens && i + n <= document.Count && (flags[i + n - 1] & TokenFlags.Break) == 0; n++)
                    Record(document.SpanKey(i, i + n), _tokenCount << 3 | (n - 1));
            }
            Append(broken ? HardBreak : (flags[i] & TokenFlags.Boundary) != 0 ? Border : _vocabulary.Add(document.Key[i]));
        }
        _documents++;
        return without;
    }

    public byte[] Build()
    {
        Append(HardBreak);
        Array.Sort(_keys, _places, 0, _recordCount);
        var keys = new List<ulong>();
        var values = new List<GramStatistics>();
        var scratch = new Scratch();
        for (int from = 0; from < _recordCount;)
        {
            int to = from + 1;
            while (to < _recordCount && _keys[to] == _keys[from]) to++;
            if (to - from >= minimumCount)
            {
                Span<int> places = _places.AsSpan(from, to - from);
                places.Sort();
                GramStatistics all = Summarize(places, -1, scratch);
                keys.Add(_keys[from]);
                values.Add(all);
                if (_held.Count > 0)
                    HoldOut(_keys[from], places, scratch);
            }
            from = to;
        }
        return BackgroundModel.Write(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(keys), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values), _counted, _documents);
    }

    private void HoldOut(ulong key, Span<int> places, Scratch scratch)
    {
        int last = -1;
        foreach (int place in places)
        {
            int document = _documentOf[place >> 3];
            if (document == last)
                continue;
            last = document;
            if (_held.TryGetValue(document, out var held) && held.Wanted.Contains(key))
                held.Without[key] = Summarize(places, document, scratch);
        }
    }

    private GramStatistics Summarize(Span<int> places, int without, Scratch scratch)
    {
        int count = 0, documents = 0, lastDocument = -1, leftBorders = 0, rightBorders = 0;
        scratch.Left.Clear();
        scratch.Right.Clear();
        foreach (int place in places)
        {
            int at = place >> 3, length = (place & 7) + 1, document = _documentOf[at];
            if (document == without)
                continue;
            count++;
            if (document != lastDocument) { documents++; lastDocument = document; }
            int left = _tokens[at - 1], right = _tokens[at + length];
            if (left < 0) leftBorders++; else scratch.Left.Add(left);
            if (right < 0) rightBorders++; else scratch.Right.Add(right);
        }
        if (count < minimumCount)
            return default;
        (int leftLargest, int leftKinds) = Runs(scratch.Left);
        (int rightLargest, int rightKinds) = Runs(scratch.Right);
        return GramStatistics.Encode(count, documents, leftLargest, leftKinds, leftBorders, rightLargest, rightKinds, rightBorders);
    }

    private static (int Largest, int Kinds) Runs(List<int> values)
    {
        values.Sort();
        int largest = 0, kinds = 0;
        for (int i = 0; i < values.Count;)
        {
            int j = i;
            while (j < values.Count && values[j] == values[i]) j++;
            largest = Math.Max(largest, j - i);
            kinds++;
            i = j;
        }
        return (largest, kinds);
    }

    private void Append(int token)
    {
        if (_tokenCount == _tokens.Length)
        {
            Array.Resize(ref _tokens, _tokens.Length * 2);
            Array.Resize(ref _documentOf, _documentOf.Length * 2);
        }
        _tokens[_tokenCount] = token;
        _documentOf[_tokenCount++] = _documents;
    }

    private void Record(ulong key, int place)
    {
        if (_recordCount == _keys.Length)
        {
            Array.Resize(ref _keys, _keys.Length * 2);
            Array.Resize(ref _places, _places.Length * 2);
        }
        _keys[_recordCount] = key;
        _places[_recordCount++] = place;
    }

    private sealed class Scratch
    {
        public readonly List<int> Left = [], Right = [];
    }
}
