using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Terminology;

/// <summary>
/// How often each candidate string occurs: integers only, so that parts can be merged in any order. Key and count lie side by side,
/// so that a look-up costs one access to memory, and those of a whole document are fetched ahead of their use.
/// </summary>
internal sealed class CandidateCounts : IFrequencies
{
    private const int Ahead = 16;

    private Entry[] _entries = Allocate(1 << 14);

    private struct Entry
    {
        public ulong Key;
        public int Frequency;
    }

    public int Count { get; private set; }

    /// <summary>Counts the candidates of a document.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(List<CandidateSpan> spans)
    {
        ReadOnlySpan<CandidateSpan> list = CollectionsMarshal.AsSpan(spans);
        for (int from = 0; from < list.Length; from += 4096)
        {
            ReadOnlySpan<CandidateSpan> part = list[from..Math.Min(list.Length, from + 4096)];
            while ((Count + part.Length) * 1.6 > _entries.Length)
                Grow();
            Entry[] entries = _entries;
            for (int i = 0; i < part.Length; i++)
            {
                if (i + Ahead < part.Length)
                    Prefetch(entries, part[i + Ahead].Key);
                ref Entry entry = ref Find(entries, part[i].Key);
                if (entry.Frequency++ == 0)
                {
                    entry.Key = part[i].Key;
                    Count++;
                }
            }
        }
    }

    /// <inheritdoc/>
    public void RemoveRare(List<CandidateSpan> spans, int minimum)
    {
        Span<CandidateSpan> list = CollectionsMarshal.AsSpan(spans);
        Entry[] entries = _entries;
        int kept = 0;
        for (int i = 0; i < list.Length; i++)
        {
            if (i + Ahead < list.Length)
                Prefetch(entries, list[i + Ahead].Key);
            if (Find(entries, list[i].Key).Frequency >= minimum)
                list[kept++] = list[i];
        }
        CollectionsMarshal.SetCount(spans, kept);
    }

    /// <inheritdoc/>
    public void Dispose() { }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Entry Find(Entry[] entries, ulong key)
    {
        for (int i = (int)key; ; i++)
        {
            ref Entry entry = ref entries[i & (entries.Length - 1)];
            if (entry.Key == key || entry.Frequency == 0)
                return ref entry;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(Entry[] entries, ulong key)
    {
        // The table is pinned; a hint only.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref entries[(int)key & (entries.Length - 1)]));
    }

    private void Grow()
    {
        Entry[] entries = Allocate(_entries.Length * 2);
        foreach (ref readonly Entry entry in _entries.AsSpan())
        {
            if (entry.Frequency != 0)
                Find(entries, entry.Key) = entry;
        }
        _entries = entries;
    }

    private static Entry[] Allocate(int size) => GC.AllocateArray<Entry>(size, pinned: true);
}
