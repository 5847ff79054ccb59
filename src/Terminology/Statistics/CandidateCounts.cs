using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Terminology;

/// <summary>
/// How often each candidate string occurs, as far as 40 bits of its key tell strings apart: an upper bound, which is exact but for one string in millions.
/// Kept in shares by the upper bits of the key, so that several threads can count at a time.
/// </summary>
internal sealed unsafe class CandidateCounts : IFrequencies
{
    private const int Ahead = 16, CountBits = 24, ShareBits = 3;
    private const ulong CountMask = (1UL << CountBits) - 1;

    // Alone, a thread need not sort by shares.
    private readonly Share[] _shares = Environment.ProcessorCount == 1 ? [new Share(1 << 20)] : [.. Enumerable.Range(0, 1 << ShareBits).Select(_ => new Share(1 << (20 - ShareBits)))];
    private ulong[] _frequent = [];
    private int _minimum = -1;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<CandidateSpan> spans)
    {
        _minimum = -1;
        ulong[] sorted = ArrayPool<ulong>.Shared.Rent(spans.Length);
        if (_shares.Length == 1)
        {
            for (int i = 0; i < spans.Length; i++)
                sorted[i] = spans[i].Key;
            _shares[0].Add(sorted.AsSpan(0, spans.Length));
            ArrayPool<ulong>.Shared.Return(sorted);
            return;
        }
        Span<int> ends = stackalloc int[1 << ShareBits];
        ends.Clear();
        foreach (ref readonly CandidateSpan span in spans)
            ends[ShareOf(span.Key)]++;
        for (int share = 0, sum = 0; share < ends.Length; share++)
            (ends[share], sum) = (sum, sum + ends[share]);
        foreach (ref readonly CandidateSpan span in spans)
            sorted[ends[ShareOf(span.Key)]++] = span.Key;
        for (int share = 0, from = 0; share < ends.Length; from = ends[share++])
        {
            lock (_shares[share])
                _shares[share].Add(sorted.AsSpan(from..ends[share]));
        }
        ArrayPool<ulong>.Shared.Return(sorted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ShareOf(ulong key) => (int)(key >> (64 - ShareBits));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int RemoveRare(Span<CandidateSpan> spans, int minimum)
    {
        if (_minimum != minimum)
            MarkFrequent(minimum);
        ulong[] frequent = _frequent;
        int mask = frequent.Length * 64 - 1, kept = 0;
        for (int i = 0; i < spans.Length; i++)
        {
            (int a, int b) = Marks(spans[i].Key, mask);
            spans[kept] = spans[i];
            kept += (int)(frequent[a >> 6] >> (a & 63) & frequent[b >> 6] >> (b & 63) & 1);
        }
        return kept;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Share share in _shares)
            share.Free();
    }

    /// <summary>
    /// Two bits for each frequent string, so many in all that few others have both (Bloom 1970): what stays near the processor where the counts do not.
    /// A rare string that passes is sorted out once its exact frequency is known.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MarkFrequent(int minimum)
    {
        int strings = 0;
        foreach (Share share in _shares)
        {
            foreach (ulong entry in share.Entries)
                strings += (entry & CountMask) >= (uint)minimum ? 1 : 0;
        }
        _frequent = new ulong[(int)Math.Min(1 << 24, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)strings / 2 + 1))];
        int mask = _frequent.Length * 64 - 1;
        foreach (Share share in _shares)
        {
            foreach (ulong entry in share.Entries)
            {
                if ((entry & CountMask) < (uint)minimum)
                    continue;
                (int a, int b) = Marks(entry, mask);
                _frequent[a >> 6] |= 1UL << (a & 63);
                _frequent[b >> 6] |= 1UL << (b & 63);
            }
        }
        _minimum = minimum;
    }

    /// <summary>The two bits of a string, told by the upper bits of its key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int, int) Marks(ulong key, int mask) => ((int)(key >> CountBits) & mask, (int)(key >> 2 * CountBits - 8) & mask);

    /// <summary>A table of open addressing. Not thread-safe.</summary>
    /// <param name="capacity">Places at first: a power of two. They are made when something is counted, as small corpora count nothing here.</param>
    private sealed class Share(int capacity)
    {
        // The upper bits of the key, then the count: one look-up is one access to memory. 0 is a free place.
        private ulong* _entries;
        private int _mask = -1, _count;

        public ReadOnlySpan<ulong> Entries => new(_entries, _mask + 1);

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public void Add(ReadOnlySpan<ulong> keys)
        {
            if (_entries == null)
                Allocate(capacity);
            while ((_count + keys.Length) * 1.6 > _mask)
                Grow();
            ulong* entries = _entries;
            int mask = _mask, count = _count;
            for (int i = 0; i < keys.Length; i++)
            {
                if (i + Ahead < keys.Length && Sse.IsSupported)
                    Sse.Prefetch0(entries + ((int)(keys[i + Ahead] >> CountBits) & mask));
                ulong* entry = Find(entries, mask, keys[i]);
                if (*entry == 0)
                {
                    *entry = (keys[i] & ~CountMask) | 1;
                    count++;
                }
                else if ((*entry & CountMask) != CountMask)
                {
                    ++*entry;
                }
            }
            _count = count;
        }

        public void Free()
        {
            NativeMemory.Free(_entries);
            _entries = null;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong* Find(ulong* entries, int mask, ulong key)
        {
            for (int i = (int)(key >> CountBits) & mask; ; i = (i + 1) & mask)
            {
                if (entries[i] == 0 || (entries[i] ^ key) >> CountBits == 0)
                    return entries + i;
            }
        }

        private void Grow()
        {
            ulong* old = _entries;
            int size = _mask + 1;
            Allocate(size * 2);
            for (int i = 0; i < size; i++)
            {
                if (old[i] != 0)
                    *Find(_entries, _mask, old[i]) = old[i];
            }
            NativeMemory.Free(old);
        }

        private void Allocate(int size)
        {
            nuint bytes = (nuint)size * sizeof(ulong);
            _entries = (ulong*)NativeMemory.AllocZeroed(bytes);
            LargePages.Ask(_entries, bytes);
            NativePages.Touch(_entries, bytes);
            _mask = size - 1;
        }
    }
}
