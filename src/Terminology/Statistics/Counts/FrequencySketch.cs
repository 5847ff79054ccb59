using System.Runtime.InteropServices;

namespace Terminology;

/// <summary>
/// Upper bounds of frequencies in fixed memory: counters by hash, which strings may share. What it calls rare is rare; what it does not may be rare all the same and is
/// sorted out once its exact frequency is known (the first row of a count-min sketch, Cormode and Muthukrishnan 2005).
/// </summary>
internal sealed unsafe class FrequencySketch : IFrequencies
{
    private readonly Lock _adding = new();
    private readonly Lock _lock = new();
    private readonly int _mask;
    private ushort* _counters;

    /// <param name="bytes">Memory to use, at most.</param>
    public FrequencySketch(long bytes)
    {
        int size = (int)Math.Clamp((long)(System.Numerics.BitOperations.RoundUpToPowerOf2((ulong)bytes / sizeof(ushort) + 1) / 2), 1 << 16, 1 << 30);
        _mask = size - 1;
        _counters = (ushort*)NativeMemory.AllocZeroed((nuint)size, sizeof(ushort));
    }

    /// <inheritdoc/>
    public void Add(ReadOnlySpan<CandidateSpan> spans)
    {
        lock (_adding)
        {
            foreach (ref readonly CandidateSpan span in spans)
            {
                ref ushort counter = ref _counters[(int)(span.Key >> 20) & _mask];
                if (counter < ushort.MaxValue)
                    counter++;
            }
        }
    }

    /// <inheritdoc/>
    public int RemoveRare(Span<CandidateSpan> spans, int minimum)
    {
        int least = Math.Min(minimum, ushort.MaxValue), kept = 0;
        foreach (ref readonly CandidateSpan span in spans)
        {
            if (_counters[(int)(span.Key >> 20) & _mask] >= least)
                spans[kept++] = span;
        }
        return kept;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        NativeMemory.Free(_counters);
        _counters = null;
    }
}

/// <summary>Frequencies of candidate strings or upper bounds of them, before anything else is known.</summary>
internal interface IFrequencies : IDisposable
{
    /// <summary>Counts candidates; several threads may do so at a time, and what comes out does not depend on their order.</summary>
    void Add(ReadOnlySpan<CandidateSpan> spans);

    /// <summary>Drops those that are surely too rare in the corpus; the others move forward.</summary>
    /// <returns>How many these are.</returns>
    int RemoveRare(Span<CandidateSpan> spans, int minimum);
}
