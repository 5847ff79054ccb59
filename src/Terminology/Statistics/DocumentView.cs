using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Terminology;

/// <summary>What background and shares say of a token, wherever it stands.</summary>
internal struct TokenFacts
{
    public GramStatistics Single;

    /// <summary>ln(count + 1) and inverse document frequency in the background.</summary>
    public float LogCount, Idf;

    /// <summary>Log-odds of a border before and behind the token in the background.</summary>
    public float BorderBefore, BorderBehind;

    /// <summary>Share of terms among the candidates that hold the token.</summary>
    public float Any;

    /// <summary>Share of terms, ln(candidates + 1) and share of main terms among those that end with the token.</summary>
    public float LastShare, LastSeen, LastMain;

    public float FirstShare, FirstSeen;

    /// <summary>Share of terms among those that end with the token's last character, and begin with its first.</summary>
    public float LastCharacter, FirstCharacter;
}

/// <summary>What background and shares say of two neighbouring tokens.</summary>
internal struct PairFacts
{
    public GramStatistics Both;
    public float Npmi, LastShare, LastSeen, LastMain, FirstShare, FirstSeen;
}

/// <summary>What the search for candidates needs of a token or of two neighbouring ones: what they add to the sieve as the first and as the last ones, and the step of their link or share.</summary>
internal struct SieveEntry
{
    public ulong Key;

    /// <summary>Number of the facts, or -1.</summary>
    public int Number;
    public float First, Last;

    /// <summary>NPMI of two tokens as observations have it.</summary>
    public short Link;
    public byte Step;
}

/// <summary>Entries by key, side by side, so that a look-up costs one access to memory: open addressing, no deletion. Not thread-safe.</summary>
internal sealed class SieveTable(int capacity)
{
    private SieveEntry[] _entries = new SieveEntry[(int)BitOperations.RoundUpToPowerOf2((uint)capacity * 2)];

    public int Count { get; private set; }

    public long Bytes => (long)_entries.Length * Unsafe.SizeOf<SieveEntry>();

    /// <summary>The entry of a key, or the free place, with key 0, where it belongs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref SieveEntry Find(ulong key)
    {
        SieveEntry[] entries = _entries;
        int mask = entries.Length - 1;
        for (int i = (int)key & mask; ; i = (i + 1) & mask)
        {
            ref SieveEntry entry = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(entries), i);
            if (entry.Key == key || entry.Key == 0)
                return ref entry;
        }
    }

    /// <summary>Adds a key that is not there.</summary>
    public ref SieveEntry Add(ulong key)
    {
        if (++Count * 2 > _entries.Length)
        {
            SieveEntry[] old = _entries;
            _entries = new SieveEntry[old.Length * 2];
            foreach (ref readonly SieveEntry entry in old.AsSpan())
            {
                if (entry.Key != 0)
                    Find(entry.Key) = entry;
            }
        }
        ref SieveEntry free = ref Find(key);
        free.Key = key;
        return ref free;
    }

    /// <summary>Fetches what a look-up of the key reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(ulong key)
    {
        // A hint only, should the array move meanwhile.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref _entries[(int)key & (_entries.Length - 1)]));
    }
}

/// <summary>
/// The documents of a corpus, one at a time, with what background and shares say of their tokens and pairs of tokens: looked up once for each kind of token, although many candidates share it.
/// Not thread-safe.
/// </summary>
internal sealed class DocumentView(BackgroundView background, SharesView shares, SieveModel? sieve = null) : ISieveSource
{
    // Beyond these numbers a new document begins with empty tables, so that memory does not grow with the corpus.
    private const int MaximumTokens = 1 << 18, MaximumPairs = 1 << 20;

    private const int Chunk = 64;

    private SieveTable _knownTokens = new(1 << 12), _knownPairs = new(1 << 13);
    private TokenFacts[] _tokenFacts = new TokenFacts[1 << 12];
    private PairFacts[] _pairFacts = new PairFacts[1 << 13];
    private int _pairs; // whose facts are kept
    private int[] _token = [], _pair = []; // numbers of the facts by place, -1 until they are asked for
    private readonly ulong[] _keys = new ulong[Chunk];
    private readonly int[] _missing = new int[Chunk];
    private bool[] _heading = [];
    private readonly PairFacts _noPair;

    public PreparedDocument Document { get; private set; } = null!;

    /// <inheritdoc/>
    public CandidateSieve? Sieve { get; } = sieve?.NewSieve();

    public BackgroundView Background => background;

    public SharesView Shares => shares;

    /// <summary>Bytes that the facts take.</summary>
    public unsafe long Bytes => _tokenFacts.LongLength * sizeof(TokenFacts) + _pairFacts.LongLength * sizeof(PairFacts) + _knownTokens.Bytes + _knownPairs.Bytes;

    /// <summary>Forgets the facts, before <see cref="TurnTo"/>.</summary>
    public void Clear()
    {
        (_knownTokens, _knownPairs) = (new SieveTable(1 << 12), new SieveTable(1 << 13));
        (_tokenFacts, _pairFacts, _pairs) = (new TokenFacts[1 << 12], new PairFacts[1 << 13], 0);
    }

    /// <summary>Turns to a document.</summary>
    public void TurnTo(PreparedDocument d)
    {
        Document = d;
        if (_token.Length < d.Count)
            (_token, _pair) = (new int[d.Count + d.Count / 4], new int[d.Count + d.Count / 4]);
        if (_knownTokens.Count > MaximumTokens)
            _knownTokens = new SieveTable(1 << 12);
        if (_knownPairs.Count > MaximumPairs)
            (_knownPairs, _pairs) = (new SieveTable(1 << 13), 0);
        _token.AsSpan(0, d.Count).Fill(-1);
        _pair.AsSpan(0, d.Count).Fill(-1);
    }

    /// <inheritdoc/>
    public void FillSieve(int from, int to, Span<short> links)
    {
        PreparedDocument d = Document;
        CandidateSieve parts = Sieve!;
        parts.Begin(from, to - from);
        for (int chunk = from; chunk < to; chunk += Chunk)
            FindTokens(d, chunk, Math.Min(to, chunk + Chunk), parts);
        to = Math.Min(to, d.Count - 1);
        for (int chunk = from; chunk < to; chunk += Chunk)
            FindPairs(d, chunk, Math.Min(to, chunk + Chunk), parts, links);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindTokens(PreparedDocument d, int from, int to, CandidateSieve parts)
    {
        for (int i = from; i < to; i++)
            _knownTokens.Prefetch(d.Key[i]);
        for (int i = from; i < to; i++)
        {
            ref SieveEntry entry = ref _knownTokens.Find(d.Key[i]);
            if (entry.Key == 0)
                entry = ref AddToken(i);
            _token[i] = entry.Number;
            int at = i - parts.From;
            parts.First[at] = entry.First + sieve!.ClassFirst(d.Class[i]);
            parts.Last[at] = (d.Flags[i] & TokenFlags.NoEnd) != 0 ? float.NegativeInfinity : entry.Last + sieve.ClassLast(d.Class[i]);
            parts.Share[at] = (byte)(byte.MaxValue - entry.Step);
            parts.End[at] = d.End[i];
        }
    }

    /// <summary>Finds pairs of neighbours inside of clauses; the others are looked for when they are asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindPairs(PreparedDocument d, int from, int to, CandidateSieve parts, Span<short> links)
    {
        for (int i = from; i < to; i++)
        {
            if (((d.Flags[i] | d.Flags[i + 1]) & TokenFlags.Break) != 0)
            {
                _keys[i - from] = 0;
                continue;
            }
            ulong key = PairKey(d, i);
            _keys[i - from] = key;
            _knownPairs.Prefetch(key);
        }
        int missing = 0;
        for (int i = from; i < to; i++)
        {
            ulong key = _keys[i - from];
            if (key == 0)
            {
                continue;
            }
            ref SieveEntry entry = ref _knownPairs.Find(key);
            if (entry.Key != 0)
            {
                links[i] = entry.Link;
                Take(d, i, entry, parts);
                continue;
            }
            ulong span = d.SpanKey(i, i + 2);
            background.Model.PrefetchBucket(span);
            shares.Prefetch(TargetShares.Key(ShareKind.LastTwo, span));
            shares.Prefetch(TargetShares.Key(ShareKind.FirstTwo, span));
            _missing[missing++] = i;
        }
        for (int m = 0; m < missing; m++)
            background.Model.PrefetchEntry(d.SpanKey(_missing[m], _missing[m] + 2));
        for (int m = 0; m < missing; m++)
        {
            int i = _missing[m];
            ref SieveEntry entry = ref _knownPairs.Find(_keys[i - from]);
            if (entry.Key == 0)
                entry = ref AddPair(i, _keys[i - from]);
            links[i] = entry.Link;
            Take(d, i, entry, parts);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Take(PreparedDocument d, int i, in SieveEntry entry, CandidateSieve parts)
    {
        _pair[i] = entry.Number;
        int at = i - parts.From;
        parts.FirstTwo[at] = entry.First + sieve!.ClassSecond(d.Class[i + 1]);
        parts.LastTwo[at + 1] = entry.Last + sieve.ClassPenultimate(d.Class[i]);
        parts.Link[at + 1] = (byte)(byte.MaxValue - entry.Step);
    }

    /// <summary>The same string may be cut in two ways, which are two pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PairKey(PreparedDocument d, int token) => StringHash.Combine(d.SpanKey(token, token + 2), (ulong)(d.End[token] - d.Start[token]));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly TokenFacts Token(int token)
    {
        int number = _token[token];
        if (number < 0)
            number = FindToken(token);
        return ref _tokenFacts[number];
    }

    /// <summary>A token and the one behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly PairFacts Pair(int token)
    {
        int number = _pair[token];
        if (number < 0)
            number = FindPair(token); // may move the array
        return ref _pairFacts[number];
    }

    /// <summary>Fetches what <see cref="TermFeatures.FillString"/> looks up first for a candidate, so that several wait for memory together.</summary>
    public void Prefetch(in CandidateSpan span)
    {
        PreparedDocument d = Document;
        shares.Prefetch(TargetShares.Key(ShareKind.Whole, span.Key));
        if (span.Last - span.First <= 2)
            return;
        BackgroundModel model = background.Model;
        model.PrefetchBucket(span.Key);
        for (int k = span.First + 3; k < span.Last; k++)
        {
            model.PrefetchBucket(d.SpanKey(span.First, k));
            model.PrefetchBucket(d.SpanKey(k - 2, span.Last));
        }
    }

    /// <summary>Fetches what it looks up then.</summary>
    public void PrefetchEntries(in CandidateSpan span)
    {
        PreparedDocument d = Document;
        if (span.Last - span.First <= 2)
            return;
        BackgroundModel model = background.Model;
        model.PrefetchEntry(span.Key);
        for (int k = span.First + 3; k < span.Last; k++)
        {
            model.PrefetchEntry(d.SpanKey(span.First, k));
            model.PrefetchEntry(d.SpanKey(k - 2, span.Last));
        }
    }

    public ref readonly PairFacts NoPair => ref _noPair;

    private int FindToken(int token)
    {
        ref SieveEntry entry = ref _knownTokens.Find(Document.Key[token]);
        if (entry.Key == 0)
            entry = ref AddToken(token);
        return _token[token] = entry.Number;
    }

    private int FindPair(int token)
    {
        ulong key = PairKey(Document, token);
        ref SieveEntry entry = ref _knownPairs.Find(key);
        if (entry.Key == 0)
            entry = ref AddPair(token, key);
        if (entry.Number < 0)
        {
            // Most pairs are looked at by the sieve alone, so that their facts are kept only where they are asked for.
            if (_pairs == _pairFacts.Length)
                Array.Resize(ref _pairFacts, _pairFacts.Length * 2);
            entry.Number = _pairs++;
            _pairFacts[entry.Number] = FactsOfPair(token);
        }
        return _pair[token] = entry.Number;
    }

    private ref SieveEntry AddToken(int token)
    {
        ulong key = Document.Key[token];
        int number = _knownTokens.Count;
        if (number >= _tokenFacts.Length)
            Array.Resize(ref _tokenFacts, _tokenFacts.Length * 2);
        GramStatistics single = background[key];
        ShareCounts last = shares[TargetShares.Key(ShareKind.Last, key)], first = shares[TargetShares.Key(ShareKind.First, key)];
        _tokenFacts[number] = new TokenFacts
        {
            Single = single, LogCount = single.LogCount, Idf = MathF.Log((background.DocumentTotal + 1) / (single.Documents + 1)),
            BorderBefore = BorderOdds(single.Count, single.LeftBorders), BorderBehind = BorderOdds(single.Count, single.RightBorders),
            Any = SharesView.Share(shares[TargetShares.Key(ShareKind.Any, key)]),
            LastShare = SharesView.Share(last), LastSeen = SharesView.Seen(last), LastMain = SharesView.MainShare(last),
            FirstShare = SharesView.Share(first), FirstSeen = SharesView.Seen(first),
            LastCharacter = SharesView.Share(shares[TargetShares.Key(ShareKind.LastCharacter, Document.Text[Document.End[token] - 1])]),
            FirstCharacter = SharesView.Share(shares[TargetShares.Key(ShareKind.FirstCharacter, Document.Text[Document.Start[token]])]),
        };
        ref SieveEntry entry = ref _knownTokens.Add(key);
        entry.Number = number;
        sieve?.Fill(_tokenFacts[number], Document.End[token] - Document.Start[token], ref entry);
        return ref entry;
    }

    private ref SieveEntry AddPair(int token, ulong key)
    {
        PairFacts facts = FactsOfPair(token);
        ref SieveEntry entry = ref _knownPairs.Add(key);
        entry.Number = -1;
        entry.Link = CandidateObservation.Quantise(facts.Npmi);
        sieve?.Fill(facts, ref entry);
        return ref entry;
    }

    private PairFacts FactsOfPair(int token)
    {
        ulong span = Document.SpanKey(token, token + 2);
        GramStatistics both = background[span];
        ShareCounts last = shares[TargetShares.Key(ShareKind.LastTwo, span)], first = shares[TargetShares.Key(ShareKind.FirstTwo, span)];
        return new PairFacts
        {
            Both = both, Npmi = (float)TermFeatures.Npmi(both, Token(token).Single, Token(token + 1).Single, background.Tokens),
            LastShare = SharesView.Share(last), LastSeen = SharesView.Seen(last), LastMain = SharesView.MainShare(last),
            FirstShare = SharesView.Share(first), FirstSeen = SharesView.Seen(first),
        };
    }

    private static float BorderOdds(float count, float borders) => MathF.Log((borders * count + .9f) / (count + 3));

    /// <summary>Whether a token stands in a heading: a short line without punctuation at its end.</summary>
    public bool Heading(int token) => _heading[token];

    /// <summary>Looks for headings, before <see cref="Heading"/> is asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void MarkHeadings()
    {
        PreparedDocument d = Document;
        if (_heading.Length < d.Count)
            _heading = new bool[d.Count + d.Count / 4];
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
