namespace Terminology;

/// <summary>Work on the items to come while the present one is used.</summary>
internal static class Lookahead
{
    /// <summary>
    /// Transforms items on other threads, a few ahead of the one that is asked for, and gives the results in the order of the items. With one processor nothing is done ahead.
    /// </summary>
    /// <param name="items">Enumerated by the caller's thread.</param>
    /// <param name="transform">Called by several threads at a time; depends on nothing but its item.</param>
    /// <param name="threads">How many at most; 0 takes one for each processor, 1 does nothing ahead.</param>
    public static IEnumerable<TOut> Select<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, TOut> transform, int threads = 0)
    {
        int ahead = threads > 0 ? Math.Min(threads, Environment.ProcessorCount) : Environment.ProcessorCount;
        if (ahead == 1)
        {
            foreach (TIn item in items)
                yield return transform(item);
            yield break;
        }
        var waiting = new Queue<Task<TOut>>();
        try
        {
            foreach (TIn item in items)
            {
                waiting.Enqueue(Task.Run(() => transform(item)));
                if (waiting.Count > ahead)
                    yield return waiting.Dequeue().GetAwaiter().GetResult();
            }
            while (waiting.TryDequeue(out Task<TOut>? next))
                yield return next.GetAwaiter().GetResult();
        }
        finally
        {
            // Nothing goes on behind the back of a caller who stops early.
            foreach (Task<TOut> rest in waiting)
                rest.ContinueWith(static task => task.Exception, TaskScheduler.Default).GetAwaiter().GetResult();
        }
    }
}
