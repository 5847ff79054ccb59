namespace Terminology;

/// <summary>Makes one alignment of the two directions'.</summary>
internal static class Symmetrizer
{
    private static readonly (int Source, int Target)[] _neighbours = [(-1, 0), (0, -1), (1, 0), (0, 1), (-1, -1), (-1, 1), (1, -1), (1, 1)];

    public static WordAlignment Combine(bool[,] forward, bool[,] backward, Symmetrization method)
    {
        int sources = forward.GetLength(0), targets = forward.GetLength(1);
        List<AlignmentLink> both = [];
        bool[,] links = new bool[sources, targets];
        for (int i = 0; i < sources; i++)
        {
            for (int j = 0; j < targets; j++)
            {
                bool f = forward[i, j], b = backward[i, j];
                if (f && b)
                    both.Add(new AlignmentLink(i, j));
                links[i, j] = method == Symmetrization.Union ? f || b : f && b;
            }
        }
        if (method == Symmetrization.GrowDiag)
            Grow(links, forward, backward, both);
        List<AlignmentLink> result = [];
        for (int i = 0; i < sources; i++)
            for (int j = 0; j < targets; j++)
                if (links[i, j])
                    result.Add(new AlignmentLink(i, j));
        return new WordAlignment(result) { Intersection = both };
    }

    // Koehn, Och & Marcu 2003: a link of either direction beside an accepted one joins when it reaches a word without any link.
    private static void Grow(bool[,] links, bool[,] forward, bool[,] backward, List<AlignmentLink> start)
    {
        int sources = links.GetLength(0), targets = links.GetLength(1);
        bool[] sourceLinked = new bool[sources], targetLinked = new bool[targets];
        foreach (AlignmentLink link in start)
            (sourceLinked[link.Source], targetLinked[link.Target]) = (true, true);
        Queue<AlignmentLink> queue = new(start);
        while (queue.TryDequeue(out AlignmentLink link))
        {
            foreach ((int ds, int dt) in _neighbours)
            {
                int i = link.Source + ds, j = link.Target + dt;
                if (i < 0 || j < 0 || i >= sources || j >= targets || links[i, j] || !(forward[i, j] || backward[i, j]) || (sourceLinked[i] && targetLinked[j]))
                    continue;
                links[i, j] = sourceLinked[i] = targetLinked[j] = true;
                queue.Enqueue(new AlignmentLink(i, j));
            }
        }
    }
}
