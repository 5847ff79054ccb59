using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Terminology;

/// <summary>
/// How often each candidate string occurs: integers only, so that parts can be merged in any order. Key and count lie side by side, so that a look-up costs one access to memory,
/// and those of a whole document are fetched ahead of their use.
/// </summary>
internal sealed class CandidateCounts : IFrequencies
{
    private const int Ahead = 12;

    private Entry[] _entries = Allocate(1 << 14);

    private record struct Entry(ulong Key, int Frequency);

    public int Count { get; private set; }

    /// <summary>Counts the candidates of a document.</summary>
    public void Add(List<CandidateSpan> spans)
    {
        ReadOnlySpan<CandidateSpan> list = CollectionsMarshal.AsSpan(spans);
        while ((Count + list.Length) * 2L > _entries.Length)
            Grow();
        for (int i = 0; i < list.Length; i++)
        {
            if (i + Ahead < list.Length)
                Prefetch(list[i + Ahead].Key);
            ref Entry entry = ref Find(_entries, list[i].Key);
            if (entry.Frequency == 0)
            {
                entry.Key = list[i].Key;
                Count++;
            }
            entry.Frequency++;
        }
    }

    /// <summary>Drops from a document's candidates those that are too rare in the corpus.</summary>
    public void RemoveRare(List<CandidateSpan> spans, int minimum)
    {
        Span<CandidateSpan> list = CollectionsMarshal.AsSpan(spans);
        int kept = 0;
        for (int i = 0; i < list.Length; i++)
        {
            if (i + Ahead < list.Length)
                Prefetch(list[i + Ahead].Key);
            if (Find(_entries, list[i].Key).Frequency >= minimum)
                list[kept++] = list[i];
        }
        spans.RemoveRange(kept, spans.Count - kept);
    }

    public void Dispose() { }

    /// <summary>How often a candidate occurs.</summary>
    public int Frequency(ulong key) => Find(_entries, key).Frequency;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref Entry Find(Entry[] entries, ulong key)
    {
        int mask = entries.Length - 1, i = (int)key & mask;
        while (entries[i].Frequency != 0 && entries[i].Key != key)
            i = (i + 1) & mask;
        return ref entries[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private unsafe void Prefetch(ulong key)
    {
        // The table is pinned; a hint only.
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref _entries[(int)key & (_entries.Length - 1)]));
    }

    private void Grow()
    {
        Entry[] entries = Allocate(_entries.Length * 2);
        foreach (Entry entry in _entries)
        {
            if (entry.Frequency != 0)
                Find(entries, entry.Key) = entry;
        }
        _entries = entries;
    }

    private static Entry[] Allocate(int size) => GC.AllocateArray<Entry>(size, pinned: true);
}
