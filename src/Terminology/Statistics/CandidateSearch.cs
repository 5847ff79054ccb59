using System.Collections.Concurrent;

namespace Terminology;

/// <summary>Finds the candidates of documents on any number of threads. Thread-safe.</summary>
/// <param name="view">Makes what a thread knows of tokens.</param>
/// <param name="budget">Bytes for what is known of tokens, in all views; 0 sets no limit.</param>
internal sealed class CandidateSearch(Func<DocumentView> view, long budget)
{
    private readonly ConcurrentBag<DocumentView> _views = [];
    private readonly long _bytesOfView = budget / Environment.ProcessorCount;

    /// <summary>Finds the candidates of a document that are not hopeless at first sight.</summary>
    public CandidateSpans Find(PreparedDocument d)
    {
        var spans = new CandidateSpans();
        spans.Begin(d.Count);
        d.Restore();
        Read(d, own => CandidateFinder.Find(d, spans, own));
        return spans;
    }

    /// <summary>Lends out a view that is turned to a document.</summary>
    public void Read(PreparedDocument d, Action<DocumentView> read)
    {
        if (!_views.TryTake(out DocumentView? own))
            own = view();
        else if (budget > 0 && own.Bytes > _bytesOfView)
            own.Clear();
        own.TurnTo(d);
        read(own);
        _views.Add(own);
    }
}
