using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Terminology;

/// <summary>
/// How often each candidate string occurs, as far as 40 bits of its key tell strings apart: an upper bound, which is exact but for one string in millions. Not thread-safe.
/// </summary>
internal sealed unsafe class CandidateCounts : IFrequencies
{
    private const int Ahead = 16, CountBits = 24;
    private const ulong CountMask = (1UL << CountBits) - 1;

    // The upper bits of the key, then the count: one look-up is one access to memory. Open addressing; 0 is a free place.
    private ulong* _entries;
    private int _mask, _count;

    public CandidateCounts() => Allocate(1 << 16);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<CandidateSpan> spans)
    {
        while ((_count + spans.Length) * 1.6 > _mask)
            Grow();
        ulong* entries = _entries;
        int mask = _mask, count = _count;
        for (int i = 0; i < spans.Length; i++)
        {
            if (i + Ahead < spans.Length && Sse.IsSupported)
                Sse.Prefetch0(entries + ((int)(spans[i + Ahead].Key >> CountBits) & mask));
            ulong* entry = Find(entries, mask, spans[i].Key);
            if (*entry == 0)
            {
                *entry = (spans[i].Key & ~CountMask) | 1;
                count++;
            }
            else if ((*entry & CountMask) != CountMask)
            {
                ++*entry;
            }
        }
        _count = count;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int RemoveRare(Span<CandidateSpan> spans, int minimum)
    {
        ulong* entries = _entries;
        int mask = _mask, kept = 0;
        for (int i = 0; i < spans.Length; i++)
        {
            if (i + Ahead < spans.Length && Sse.IsSupported)
                Sse.Prefetch0(entries + ((int)(spans[i + Ahead].Key >> CountBits) & mask));
            spans[kept] = spans[i];
            if ((*Find(entries, mask, spans[i].Key) & CountMask) >= (uint)minimum)
                kept++;
        }
        return kept;
    }

    /// <inheritdoc/>
    public void Dispose()
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
        _entries = (ulong*)NativeMemory.AllocZeroed((nuint)size, sizeof(ulong));
        _mask = size - 1;
    }
}
