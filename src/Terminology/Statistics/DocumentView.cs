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

/// <summary>What the search for candidates needs of a token: what it adds to the sieve as the first and as the last one, and the step of its share.</summary>
internal struct TokenEntry
{
    public ulong Key;

    /// <summary>Number of the facts.</summary>
    public int Number;
    public float First, Last;
    public byte Step;
}

/// <summary>What it needs of two neighbouring tokens: what they add as the first and as the last two, and their link. Four of them to a line of the cache.</summary>
internal struct PairEntry
{
    /// <summary>The numbers of the tokens, then the step of the link and the link as observations have it; 0 marks a free place.</summary>
    public ulong Head;
    public float First, Last;

    public const int KeyShift = 24;

    public readonly byte Step => (byte)(Head >> 16);

    public readonly short Link => (short)Head;

    public void Set(byte step, short link) => Head |= (ulong)step << 16 | (ushort)link;
}

/// <summary>Tokens by key, side by side, so that a look-up costs one access to memory: open addressing, no deletion. Not thread-safe.</summary>
internal sealed class TokenTable
{
    private TokenEntry[] _entries = new TokenEntry[1 << 13];

    public int Count { get; private set; }

    public long Bytes => (long)_entries.Length * Unsafe.SizeOf<TokenEntry>();

    /// <summary>The entry of a key, or the free place, with key 0, where it belongs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref TokenEntry Find(ulong key)
    {
        TokenEntry[] entries = _entries;
        int mask = entries.Length - 1;
        for (int i = (int)key & mask; ; i = (i + 1) & mask)
        {
            ref TokenEntry entry = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(entries), i);
            if (entry.Key == key || entry.Key == 0)
                return ref entry;
        }
    }

    /// <summary>Adds a key that is not there.</summary>
    public ref TokenEntry Add(ulong key)
    {
        if (++Count * 2 > _entries.Length)
        {
            TokenEntry[] old = _entries;
            _entries = new TokenEntry[old.Length * 2];
            foreach (ref readonly TokenEntry entry in old.AsSpan())
            {
                if (entry.Key != 0)
                    Find(entry.Key) = entry;
            }
        }
        ref TokenEntry free = ref Find(key);
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

/// <summary>The same for pairs of tokens.</summary>
internal sealed unsafe class PairTable
{
    private PairEntry[] _entries = new PairEntry[1 << 14];
    private int _shift = 64 - 14;

    public int Count { get; private set; }

    public long Bytes => (long)_entries.Length * Unsafe.SizeOf<PairEntry>();

    /// <summary>The key of two tokens, by their numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(int first, int second) => ((ulong)(first + 1) << DocumentView.NumberBits | (uint)second) << PairEntry.KeyShift;

    /// <summary>The entry of a key, or the free place, with head 0, where it belongs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref PairEntry Find(ulong key)
    {
        PairEntry[] entries = _entries;
        int mask = entries.Length - 1;
        for (int i = Place(key); ; i = (i + 1) & mask)
        {
            ref PairEntry entry = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(entries), i);
            if ((entry.Head ^ key) >> PairEntry.KeyShift == 0 || entry.Head == 0)
                return ref entry;
        }
    }

    /// <summary>Adds a key that is not there.</summary>
    public ref PairEntry Add(ulong key)
    {
        if (++Count * 2 > _entries.Length)
        {
            PairEntry[] old = _entries;
            (_entries, _shift) = (new PairEntry[old.Length * 2], _shift - 1);
            fixed (PairEntry* entries = _entries)
                NativePages.Touch(entries, (nuint)Bytes);
            foreach (ref readonly PairEntry entry in old.AsSpan())
            {
                if (entry.Head != 0)
                    Find(entry.Head) = entry;
            }
        }
        ref PairEntry free = ref Find(key);
        free.Head = key;
        return ref free;
    }

    /// <summary>Fetches what a look-up of the key reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong key)
    {
        // A hint only, should the array move meanwhile.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref _entries[Place(key)]));
    }

    // Upper bits of a product depend on all bits of the key, and a table that doubles is filled from front to back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Place(ulong key) => (int)((key >> PairEntry.KeyShift) * 0x9E3779B97F4A7C15 >> _shift);
}

/// <summary>
/// The documents of a corpus, one at a time, with what background and shares say of their tokens and pairs of tokens: looked up once for each kind of token, although many candidates share it.
/// Not thread-safe.
/// </summary>
internal sealed class DocumentView(BackgroundView background, SharesView shares, SieveModel? sieve = null) : ISieveSource
{
    // Beyond these numbers a new document begins with empty tables, so that memory does not grow with the corpus.
    private const int MaximumTokens = 1 << 18, MaximumPairs = 1 << 21;

    private const int Chunk = 64;

    /// <summary>Bits of the number of a token.</summary>
    public const int NumberBits = 20;

    private TokenTable _knownTokens = new();
    private PairTable _knownPairs = new();
    private HashIndex _askedPairs = new(1 << 10); // those whose facts are kept, by the numbers of their tokens
    private TokenFacts[] _tokenFacts = new TokenFacts[1 << 12];
    private PairFacts[] _pairFacts = new PairFacts[1 << 10];
    private int[] _token = [], _pair = []; // numbers of the facts by place, -1 until they are asked for
    private readonly ulong[] _keys = new ulong[Chunk];
    private readonly PairLookup[] _missing = new PairLookup[Chunk];
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
        ForgetTokens();
        _tokenFacts = new TokenFacts[1 << 12];
        _pairFacts = new PairFacts[1 << 10];
    }

    private void ForgetTokens()
    {
        _knownTokens = new TokenTable();
        ForgetPairs(); // which have the numbers of tokens
    }

    private void ForgetPairs() => (_knownPairs, _askedPairs) = (new PairTable(), new HashIndex());

    /// <summary>Turns to a document.</summary>
    public void TurnTo(PreparedDocument d)
    {
        Document = d;
        if (_token.Length < d.Count)
            (_token, _pair) = (new int[d.Count + d.Count / 4], new int[d.Count + d.Count / 4]);
        if (_knownTokens.Count > MaximumTokens)
            ForgetTokens();
        if (_knownPairs.Count > MaximumPairs)
            ForgetPairs();
        ForgetPlaces();
    }

    private void ForgetPlaces()
    {
        _token.AsSpan(0, Document.Count).Fill(-1);
        _pair.AsSpan(0, Document.Count).Fill(-1);
    }

    /// <inheritdoc/>
    public void FillSieve(int from, int to, Span<short> links)
    {
        PreparedDocument d = Document;
        CandidateSieve parts = Sieve!;
        parts.Begin(from, to - from);
        for (int chunk = from; chunk < to; chunk += Chunk)
        {
            if (_knownTokens.Count >= (1 << NumberBits) - Chunk)
            {
                // More tokens in one document than there are numbers.
                ForgetTokens();
                ForgetPlaces();
            }
            int end = Math.Min(to, chunk + Chunk);
            FindTokens(d, chunk, end, parts);
            FindPairs(d, Math.Max(from, chunk - 1), Math.Min(end - 1, d.Count - 1), parts, links);
        }
        if (to < d.Count)
            FindPairs(d, to - 1, to, parts, links);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindTokens(PreparedDocument d, int from, int to, CandidateSieve parts)
    {
        int at = from - parts.From, count = to - from;
        ReadOnlySpan<ulong> keys = d.Key.AsSpan(from, count);
        foreach (ulong key in keys)
            _knownTokens.Prefetch(key);
        ReadOnlySpan<byte> classes = d.Class.AsSpan(from, count);
        ReadOnlySpan<TokenFlags> flags = d.Flags.AsSpan(from, count);
        ReadOnlySpan<float> classFirst = sieve!.ClassFirst, classLast = sieve.ClassLast;
        Span<int> numbers = _token.AsSpan(from, count);
        Span<float> first = parts.First.AsSpan(at, count), last = parts.Last.AsSpan(at, count);
        Span<byte> share = parts.Share.AsSpan(at, count);
        for (int i = 0; i < keys.Length; i++)
        {
            ref TokenEntry entry = ref _knownTokens.Find(keys[i]);
            if (entry.Key == 0)
                entry = ref AddToken(from + i);
            numbers[i] = entry.Number;
            first[i] = entry.First + classFirst[classes[i]];
            last[i] = (flags[i] & TokenFlags.NoEnd) != 0 ? float.NegativeInfinity : entry.Last + classLast[classes[i]];
            share[i] = (byte)(byte.MaxValue - entry.Step);
        }
        d.End.AsSpan(from, count).CopyTo(parts.End.AsSpan(at));
    }

    /// <summary>Finds pairs of neighbours inside of clauses; the others are looked for when they are asked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FindPairs(PreparedDocument d, int from, int to, CandidateSieve parts, Span<short> links)
    {
        int at = from - parts.From, count = to - from;
        if (count <= 0)
            return;
        ReadOnlySpan<TokenFlags> flags = d.Flags.AsSpan(from, count + 1);
        ReadOnlySpan<int> numbers = _token.AsSpan(from, count + 1);
        Span<ulong> keys = _keys.AsSpan(0, count);
        int number = NumberOf(from);
        for (int i = 0; i < keys.Length; i++)
        {
            int next = numbers[i + 1];
            if (next < 0)
                next = FindToken(from + i + 1);
            ulong key = ((flags[i] | flags[i + 1]) & TokenFlags.Break) != 0 ? 0 : PairTable.Key(number, next);
            keys[i] = key;
            number = next;
            _knownPairs.Prefetch(key);
        }
        var sums = new PairSums(d, parts, sieve!, links, from, count);
        int missing = 0;
        for (int i = 0; i < keys.Length; i++)
        {
            ulong key = keys[i];
            if (key == 0)
                continue;
            ref PairEntry entry = ref _knownPairs.Find(key);
            if (entry.Head != 0)
            {
                sums.Take(i, entry);
                continue;
            }
            var lookup = new PairLookup(i, d.SpanKey(from + i, from + i + 2));
            background.Model.PrefetchBucket(lookup.Span);
            shares.Prefetch(lookup.Last);
            shares.Prefetch(lookup.First);
            _missing[missing++] = lookup;
        }
        Span<PairLookup> lookups = _missing.AsSpan(0, missing);
        foreach (ref readonly PairLookup lookup in lookups)
            background.Model.PrefetchEntry(lookup.Span);
        foreach (ref readonly PairLookup lookup in lookups)
        {
            ref PairEntry entry = ref _knownPairs.Find(keys[lookup.At]);
            if (entry.Head == 0)
            {
                entry = ref _knownPairs.Add(keys[lookup.At]);
                float npmi = Npmi(background[lookup.Span], from + lookup.At);
                sieve!.Fill(npmi, shares[lookup.First], shares[lookup.Last], ref entry);
            }
            sums.Take(lookup.At, entry);
        }
    }

    /// <summary>What is looked up for a pair that is new.</summary>
    private readonly struct PairLookup(int at, ulong span)
    {
        public readonly int At = at;
        public readonly ulong Span = span, First = TargetShares.Key(ShareKind.FirstTwo, span), Last = TargetShares.Key(ShareKind.LastTwo, span);
    }

    /// <summary>Where what pairs add is put.</summary>
    private readonly ref struct PairSums(PreparedDocument d, CandidateSieve parts, SieveModel sieve, Span<short> links, int from, int count)
    {
        private readonly ReadOnlySpan<byte> _classes = d.Class.AsSpan(from, count + 1);
        private readonly ReadOnlySpan<float> _second = sieve.ClassSecond, _penultimate = sieve.ClassPenultimate;
        private readonly Span<float> _firstTwo = parts.FirstTwo.AsSpan(from - parts.From, count), _lastTwo = parts.LastTwo.AsSpan(from - parts.From + 1, count);
        private readonly Span<byte> _link = parts.Link.AsSpan(from - parts.From + 1, count);
        private readonly Span<short> _links = links.Slice(from, count);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Take(int i, in PairEntry entry)
        {
            _links[i] = entry.Link;
            _firstTwo[i] = entry.First + _second[_classes[i + 1]];
            _lastTwo[i] = entry.Last + _penultimate[_classes[i]];
            _link[i] = (byte)(byte.MaxValue - entry.Step);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int NumberOf(int token)
    {
        int number = _token[token];
        return number >= 0 ? number : FindToken(token);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref readonly TokenFacts Token(int token)
    {
        int number = NumberOf(token); // may move the array
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
        ref TokenEntry entry = ref _knownTokens.Find(Document.Key[token]);
        if (entry.Key == 0)
            entry = ref AddToken(token);
        return _token[token] = entry.Number;
    }

    // Most pairs are looked at by the sieve alone, so that their facts are kept only where they are asked for.
    private int FindPair(int token)
    {
        int count = _askedPairs.Count, number = _askedPairs.Add(StringHash.Combine((ulong)NumberOf(token) << 32 | (uint)NumberOf(token + 1), 0));
        if (number == count)
        {
            if (number == _pairFacts.Length)
                Array.Resize(ref _pairFacts, number * 2);
            _pairFacts[number] = FactsOfPair(token);
        }
        return _pair[token] = number;
    }

    private ref TokenEntry AddToken(int token)
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
        ref TokenEntry entry = ref _knownTokens.Add(key);
        entry.Number = number;
        sieve?.Fill(_tokenFacts[number], Document.End[token] - Document.Start[token], ref entry);
        return ref entry;
    }

    private PairFacts FactsOfPair(int token)
    {
        ulong span = Document.SpanKey(token, token + 2);
        GramStatistics both = background[span];
        ShareCounts last = shares[TargetShares.Key(ShareKind.LastTwo, span)], first = shares[TargetShares.Key(ShareKind.FirstTwo, span)];
        return new PairFacts
        {
            Both = both, Npmi = Npmi(both, token),
            LastShare = SharesView.Share(last), LastSeen = SharesView.Seen(last), LastMain = SharesView.MainShare(last),
            FirstShare = SharesView.Share(first), FirstSeen = SharesView.Seen(first),
        };
    }

    private float Npmi(GramStatistics both, int token) => (float)TermFeatures.Npmi(both, Token(token).Single, Token(token + 1).Single, background.Tokens);

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
