namespace Terminology;

/// <summary>What terms stand beside and inside of: how often each Chinese character is next to a term, and how often a term is part of each longer one. Counts that add up.</summary>
internal sealed class TermSurroundings
{
    private readonly Dictionary<long, int> _neighbours = []; // by term, side and Chinese character
    private readonly Dictionary<long, int> _longer = []; // by term and longer term

    /// <summary>Counts the Chinese characters before and behind an occurrence.</summary>
    public void AddNeighbours(int term, string text, int start, int end)
    {
        if (start > 0 && Texts.IsHan(text[start - 1]))
            Increase(_neighbours, (long)term << 17 | text[start - 1], 1);
        if (end < text.Length && Texts.IsHan(text[end]))
            Increase(_neighbours, (long)term << 17 | 1 << 16 | text[end], 1);
    }

    /// <summary>Counts an occurrence that is part of a longer term.</summary>
    public void AddLonger(int term, int longer) => Increase(_longer, (long)term << 32 | (uint)longer, 1);

    /// <summary>Adds all counts of another part of the corpus.</summary>
    public void Add(TermSurroundings other)
    {
        foreach ((long key, int count) in other._neighbours)
            Increase(_neighbours, key, count);
        foreach ((long key, int count) in other._longer)
            Increase(_longer, key, count);
    }

    /// <summary>For each term how often the Chinese character stands beside it that does so most often.</summary>
    public int[] MostFrequentNeighbours(int terms)
    {
        var most = new int[terms];
        foreach ((long key, int count) in _neighbours)
            most[key >> 17] = Math.Max(most[key >> 17], count);
        return most;
    }

    /// <summary>For each term how many of its occurrences are part of the one longer term that has most of them, among those that may carry it.</summary>
    public int[] MostInOneLonger(int terms, Func<int, bool> mayCarry)
    {
        var most = new int[terms];
        foreach ((long key, int count) in _longer)
        {
            if (mayCarry((int)key))
                most[key >> 32] = Math.Max(most[key >> 32], count);
        }
        return most;
    }

    private static void Increase(Dictionary<long, int> counts, long key, int by) => System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, key, out _) += by;
}
