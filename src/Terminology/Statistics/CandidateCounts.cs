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
    private ulong[] _frequent = [];
    private int _minimum = -1;

    public CandidateCounts() => Allocate(1 << 20);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(ReadOnlySpan<CandidateSpan> spans)
    {
        while ((_count + spans.Length) * 1.6 > _mask)
            Grow();
        _minimum = -1;
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
        NativeMemory.Free(_entries);
        _entries = null;
    }

    /// <summary>
    /// Two bits for each frequent string, so many in all that few others have both (Bloom 1970): what stays near the processor where the counts do not.
    /// A rare string that passes is sorted out once its exact frequency is known.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MarkFrequent(int minimum)
    {
        int strings = 0;
        for (int i = 0; i <= _mask; i++)
            strings += (_entries[i] & CountMask) >= (uint)minimum ? 1 : 0;
        _frequent = new ulong[(int)Math.Min(1 << 24, System.Numerics.BitOperations.RoundUpToPowerOf2((uint)strings / 2 + 1))];
        int mask = _frequent.Length * 64 - 1;
        for (int i = 0; i <= _mask; i++)
        {
            if ((_entries[i] & CountMask) < (uint)minimum)
                continue;
            (int a, int b) = Marks(_entries[i], mask);
            _frequent[a >> 6] |= 1UL << (a & 63);
            _frequent[b >> 6] |= 1UL << (b & 63);
        }
        _minimum = minimum;
    }

    /// <summary>The two bits of a string, told by the upper bits of its key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (int, int) Marks(ulong key, int mask) => ((int)(key >> CountBits) & mask, (int)(key >> 2 * CountBits - 8) & mask);

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
        LargePages.Ask(_entries, (nuint)size * sizeof(ulong));
        _mask = size - 1;
    }
}
