using System.Runtime.CompilerServices;

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

    /// <summary>What the token adds to the sieve as the first and the last one, see <see cref="SieveModel"/>.</summary>
    public float SieveFirst, SieveLast;
    public byte SieveShare;
}

/// <summary>What background and shares say of two neighbouring tokens.</summary>
internal struct PairFacts
{
    public GramStatistics Both;
    public float Npmi, LastShare, LastSeen, LastMain, FirstShare, FirstSeen, SieveFirst, SieveLast;
    public byte SieveLink;
}

/// <summary>
/// The documents of a corpus, one at a time, with what background and shares say of their tokens and pairs of tokens: looked up once for each kind of token, although many candidates share it.
/// Not thread-safe.
/// </summary>
internal sealed class DocumentView(BackgroundView background, SharesView shares, SieveModel? sieve = null)
{
    // Beyond these numbers a new document begins with empty tables, so that memory does not grow with the corpus.
    private const int MaximumTokens = 1 << 18, MaximumPairs = 1 << 20;

    private HashIndex _knownTokens = new(1 << 12), _knownPairs = new(1 << 13);
    private TokenFacts[] _tokenFacts = new TokenFacts[1 << 12];
    private PairFacts[] _pairFacts = new PairFacts[1 << 13];
    private int[] _token = [], _pair = []; // by place; a pair's number is -1 until it is asked for
    private bool[] _heading = [];
    private readonly PairFacts _noPair;

    public PreparedDocument Document { get; private set; } = null!;

    /// <summary>The sieve of the document, or null where all candidates are wanted.</summary>
    public CandidateSieve? Sieve { get; } = sieve?.NewSieve();

    public BackgroundView Background => background;

    public SharesView Shares => shares;

    /// <summary>Bytes that the facts take.</summary>
    public unsafe long Bytes => _tokenFacts.LongLength * (sizeof(TokenFacts) + 16) + _pairFacts.LongLength * (sizeof(PairFacts) + 16);

    /// <summary>Forgets the facts, before <see cref="Reset"/>.</summary>
    public void Clear()
    {
        (_knownTokens, _knownPairs) = (new HashIndex(1 << 12), new HashIndex(1 << 13));
        (_tokenFacts, _pairFacts) = (new TokenFacts[1 << 12], new PairFacts[1 << 13]);
    }

    /// <summary>Turns to another document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Reset(PreparedDocument d)
    {
        Document = d;
        if (_token.Length < d.Count)
            (_token, _pair, _heading) = (new int[d.Count + d.Count / 4], new int[d.Count + d.Count / 4], new bool[d.Count + d.Count / 4]);
        if (_knownTokens.Count > MaximumTokens)
            _knownTokens = new HashIndex(1 << 12);
        if (_knownPairs.Count > MaximumPairs)
            _knownPairs = new HashIndex(1 << 13);
        _pair.AsSpan(0, d.Count).Fill(-1);
        for (int i = 0; i < d.Count; i++)
        {
            int known = _knownTokens.Count, number = _knownTokens.Add(d.Key[i]);
            _token[i] = number;
            if (number == known)
                AddToken(i, number);
        }
        MarkHeadings(d);
        if (sieve is not null)
            FillSieve(d, Sieve!, sieve);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillSieve(PreparedDocument d, CandidateSieve parts, SieveModel model)
    {
        parts.Reserve(d.Count);
        for (int i = 0; i < d.Count; i++)
        {
            if ((d.Flags[i] & TokenFlags.Break) != 0)
                continue; // no sequence that is sieved goes over it
            ref readonly TokenFacts token = ref Token(i);
            parts.First[i] = token.SieveFirst + model.ClassFirst(d.Class[i]);
            parts.Last[i] = token.SieveLast + model.ClassLast(d.Class[i]);
            parts.Share[i] = token.SieveShare;
            if (i + 1 >= d.Count || (d.Flags[i + 1] & TokenFlags.Break) != 0)
                continue;
            ref readonly PairFacts pair = ref Pair(i);
            parts.FirstTwo[i] = pair.SieveFirst + model.ClassSecond(d.Class[i + 1]);
            parts.LastTwo[i] = pair.SieveLast + model.ClassPenultimate(d.Class[i]);
            parts.Link[i] = pair.SieveLink;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly TokenFacts Token(int token) => ref _tokenFacts[_token[token]];

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

    private int FindPair(int token)
    {
        ulong key = Document.SpanKey(token, token + 2);
        // The same string may be cut in two ways, which are two pairs.
        int known = _knownPairs.Count, number = _knownPairs.Add(StringHash.Combine(key, (ulong)(Document.End[token] - Document.Start[token])));
        _pair[token] = number;
        if (number == known)
            AddPair(token, key, number);
        return number;
    }

    private void AddToken(int token, int number)
    {
        if (number >= _tokenFacts.Length)
            Array.Resize(ref _tokenFacts, _tokenFacts.Length * 2);
        ulong key = Document.Key[token];
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
        sieve?.Fill(ref _tokenFacts[number], Document.End[token] - Document.Start[token]);
    }

    private void AddPair(int token, ulong key, int number)
    {
        if (number >= _pairFacts.Length)
            Array.Resize(ref _pairFacts, _pairFacts.Length * 2);
        GramStatistics both = background[key];
        ShareCounts last = shares[TargetShares.Key(ShareKind.LastTwo, key)], first = shares[TargetShares.Key(ShareKind.FirstTwo, key)];
        _pairFacts[number] = new PairFacts
        {
            Both = both, Npmi = (float)TermFeatures.Npmi(both, Token(token).Single, Token(token + 1).Single, background.Tokens),
            LastShare = SharesView.Share(last), LastSeen = SharesView.Seen(last), LastMain = SharesView.MainShare(last),
            FirstShare = SharesView.Share(first), FirstSeen = SharesView.Seen(first),
        };
        sieve?.Fill(ref _pairFacts[number]);
    }

    private static float BorderOdds(float count, float borders) => MathF.Log((borders * count + .9f) / (count + 3));

    /// <summary>Whether a token stands in a heading: a short line without punctuation at its end.</summary>
    public bool Heading(int token) => _heading[token];

    private void MarkHeadings(PreparedDocument d)
    {
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
