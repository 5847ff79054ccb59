namespace Terminology;

/// <summary>Work on the items of a list, part by part on all processors.</summary>
internal static class Parts
{
    /// <summary>Does something for every part of the numbers below a count; what is small is done at once, on the caller's thread.</summary>
    /// <param name="count">How many items there are.</param>
    /// <param name="size">Items of a part; the last may have fewer.</param>
    /// <param name="act">Told the first number of a part and the one behind its last; called by several threads at a time.</param>
    public static void For(int count, int size, Action<int, int> act)
    {
        int parts = (count + size - 1) / size;
        if (parts < 2 || Environment.ProcessorCount == 1)
            act(0, count);
        else
            Each(parts, part => act(part * size, Math.Min(count, (part + 1) * size)));
    }

    /// <summary>Does something for each of a few large items; a single one is worked on at once, on the caller's thread.</summary>
    /// <param name="count">How many items there are.</param>
    /// <param name="act">Told the number of an item; called by several threads at a time.</param>
    public static void Each(int count, Action<int> act)
    {
        if (count == 1)
            act(0);
        else
            Parallel.For(0, count, act);
    }
}
