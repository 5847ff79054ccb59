using System.Numerics;
using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>A candidate's place: tokens from <paramref name="First"/> to before <paramref name="Last"/>, and the key of its string.</summary>
internal readonly record struct CandidateSpan(int First, int Last, ulong Key);

/// <summary>
/// The places of a document's candidates: for each token a bit for every number of tokens that a candidate has from there on, so that what is found once can be gone through again.
/// A mutable buffer; not thread-safe.
/// </summary>
internal sealed class CandidateSpans
{
    private const int Bits = 32;

    private readonly List<(int First, int Last)> _long = []; // of more tokens than there are bits
    private uint[] _lengths = [];
    private short[] _links = [];
    private int _tokens;

    /// <summary>How many were found.</summary>
    public int Count
    {
        get
        {
            int count = _long.Count;
            foreach (uint lengths in Lengths)
                count += BitOperations.PopCount(lengths);
            return count;
        }
    }

    /// <summary>What is not known of a link.</summary>
    public const short NoLink = short.MinValue;

    /// <summary>By token: how closely the next one is linked to it, as observations have it, or <see cref="NoLink"/>.</summary>
    internal Span<short> Links => _links.AsSpan(0, _tokens);

    /// <summary>By first token, the lengths found: bit n stands for n + 1 tokens.</summary>
    internal Span<uint> Lengths => _lengths.AsSpan(0, _tokens);

    /// <summary>A place in the order of <see cref="Read"/>.</summary>
    internal struct Cursor
    {
        public int Token, Long;
        public uint Done;
    }

    /// <summary>Begins anew.</summary>
    /// <param name="tokens">Tokens of the document.</param>
    public void Begin(int tokens)
    {
        _tokens = tokens;
        _long.Clear();
        if (_lengths.Length < tokens)
            (_lengths, _links) = (new uint[tokens], new short[tokens]);
        else
            Array.Clear(_lengths, 0, tokens);
        Links.Fill(NoLink);
    }

    public void Add(int first, int last)
    {
        if (last - first <= Bits)
            _lengths[first] |= 1u << (last - first - 1);
        else if (!_long.Contains((first, last)))
            _long.Add((first, last));
    }

    /// <summary>Puts what was added in order.</summary>
    public void Finish() => _long.Sort();

    /// <summary>Reads on, by first token, then length.</summary>
    /// <param name="d">The document.</param>
    /// <param name="at">Where to go on; moved.</param>
    /// <param name="spans">Receives the next ones.</param>
    /// <returns>How many; 0 at the end.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Read(PreparedDocument d, ref Cursor at, Span<CandidateSpan> spans)
    {
        ReadOnlySpan<uint> lengths = Lengths;
        ReadOnlySpan<int> end = d.End;
        int n = 0;
        for (; at.Token < lengths.Length; at.Token++, at.Done = 0)
        {
            int first = at.Token;
            uint rest = lengths[first] & ~at.Done;
            if (rest != 0)
            {
                var keys = new StringHash.From(d.Prefix, d.Start[first]);
                do
                {
                    if (n == spans.Length)
                    {
                        at.Done = lengths[first] & ~rest;
                        return n;
                    }
                    int last = first + BitOperations.TrailingZeroCount(rest);
                    spans[n++] = new CandidateSpan(first, last + 1, keys.To(end[last]));
                    rest &= rest - 1;
                }
                while (rest != 0);
                at.Done = lengths[first];
            }
            for (; at.Long < _long.Count && _long[at.Long].First == first; at.Long++)
            {
                if (n == spans.Length)
                    return n;
                spans[n++] = new CandidateSpan(first, _long[at.Long].Last, d.SpanKey(first, _long[at.Long].Last));
            }
        }
        return n;
    }
}
