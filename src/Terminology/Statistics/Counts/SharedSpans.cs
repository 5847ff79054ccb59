using System.Buffers;
using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>The candidates of a document that are to be counted, in shares of the strings, each with the key of its string and its cut. A mutable buffer; not thread-safe.</summary>
internal sealed class SharedSpans(int shares)
{
    private const int Slice = 1 << 12;

    private readonly Share[] _shares = [.. Enumerable.Range(0, shares).Select(_ => new Share())];

    private sealed class Share
    {
        public CandidateSpan[] Spans = [];
        public ulong[] Keys = [];
        public int Count;

        /// <summary>Makes room for some more.</summary>
        public void Reserve(int more)
        {
            if (Count + more <= Spans.Length)
                return;
            int size = Math.Max(Count + more, Spans.Length * 2);
            Array.Resize(ref Spans, size);
            Array.Resize(ref Keys, size);
        }
    }

    /// <summary>The candidates of a share, in the order of the document.</summary>
    public ReadOnlySpan<CandidateSpan> Spans(int share) => _shares[share].Spans.AsSpan(0, _shares[share].Count);

    /// <summary>Their keys, see <see cref="CandidateReading.Key"/>.</summary>
    public ReadOnlySpan<ulong> Keys(int share) => _shares[share].Keys.AsSpan(0, _shares[share].Count);

    /// <summary>Takes the candidates of a document.</summary>
    /// <param name="d">The document.</param>
    /// <param name="found">Its candidates.</param>
    /// <param name="frequencies">Where given, what was counted before of all documents.</param>
    /// <param name="minimum">Strings that are surely rarer in all documents are left out.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Fill(PreparedDocument d, CandidateSpans found, IFrequencies? frequencies = null, int minimum = 1)
    {
        ulong[] prefix = ArrayPool<ulong>.Shared.Rent(d.Count + 1);
        CandidateSpan[] buffer = ArrayPool<CandidateSpan>.Shared.Rent(Slice);
        CandidateReading.Prefixes(d, prefix);
        foreach (Share share in _shares)
            share.Count = 0;
        CandidateSpans.Cursor at = default;
        for (int read; (read = found.Read(d, ref at, buffer)) > 0;)
        {
            ReadOnlySpan<CandidateSpan> slice = buffer.AsSpan(0, frequencies is null ? read : frequencies.RemoveRare(buffer.AsSpan(0, read), minimum));
            foreach (Share share in _shares)
                share.Reserve(slice.Length);
            foreach (ref readonly CandidateSpan span in slice)
            {
                Share own = _shares[(int)((span.Key >> 32) * (ulong)_shares.Length >> 32)];
                own.Spans[own.Count] = span;
                own.Keys[own.Count++] = CandidateReading.Key(prefix, span);
            }
        }
        ArrayPool<CandidateSpan>.Shared.Return(buffer);
        ArrayPool<ulong>.Shared.Return(prefix);
    }
}
