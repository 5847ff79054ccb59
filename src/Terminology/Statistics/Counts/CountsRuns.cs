using System.Globalization;

namespace Terminology;

/// <summary>
/// Counts documents on all processors, each of which has a share of the strings, within a budget of memory: what exceeds it goes to sorted runs on disk, each a counts file without a
/// name, and is merged at the end. The runs vanish with the process, however it ends. Neither the number of shares nor that of runs shows in what comes out. Not thread-safe.
/// </summary>
/// <param name="counter">Makes the counter of a share, told how many shares there are.</param>
/// <param name="identity">What the counts depend on.</param>
/// <param name="directory">Where runs are written.</param>
/// <param name="frequencies">Where given, what was counted before of all documents.</param>
/// <param name="minimum">Strings that are surely rarer in all documents are left out.</param>
internal sealed class CountsRuns(Func<int, CandidateCounter> counter, CountsIdentity identity, string directory, IFrequencies? frequencies = null, int minimum = 1) : IDisposable
{
    /// <summary>So many runs are merged into one, which bounds open files and buffers.</summary>
    private const int MaximumRuns = 192;

    /// <summary>What is smaller than so many tokens is not worth a second processor.</summary>
    public const int UsualBatch = 1 << 18;

    /// <summary>One for each processor; as every share goes through all documents, more than some bring little.</summary>
    public static int UsualShares { get; } = Math.Min(Environment.ProcessorCount, 8);

    private readonly List<CountedDocument> _documents = [];
    private readonly List<(int Number, PreparedDocument Document, CandidateSpans Spans)> _batch = [];
    private readonly List<SharedSpans> _selected = []; // of the batch
    private readonly List<FileStream> _runs = [];
    private readonly Lock _lock = new(); // of the runs
    private CandidateCounter[] _counters = [];
    private int[] _firstOfRun = [];
    private int _batchTokens, _uncollected, _created;

    /// <summary>So many tokens are counted at a time.</summary>
    public int BatchTokens { get; init; } = UsualBatch;

    /// <summary>How many shares the strings of larger corpora are counted in.</summary>
    public int Shares { get; init; } = UsualShares;

    /// <summary>The documents so far, in the order in which they came.</summary>
    public IReadOnlyList<CountedDocument> Documents => _documents;

    /// <summary>The abbreviations that the documents state.</summary>
    public HashSet<StatedAbbreviation> Abbreviations { get; } = [];

    /// <summary>Runs written so far.</summary>
    public int Spilled { get; private set; }

    /// <summary>Counts a document, now or together with the next ones.</summary>
    /// <param name="document">What is written of it.</param>
    /// <param name="d">The document.</param>
    /// <param name="spans">Its candidates.</param>
    public void Add(CountedDocument document, PreparedDocument d, CandidateSpans spans)
    {
        _batch.Add((_documents.Count, d, spans));
        _documents.Add(document);
        _batchTokens += d.Count;
        if (_batchTokens >= BatchTokens)
            CountBatch(Shares);
    }

    /// <param name="shares">How many, where none was counted yet.</param>
    private void CountBatch(int shares)
    {
        if (_counters.Length == 0)
        {
            _counters = [.. Enumerable.Range(0, shares).Select(_ => counter(shares))];
            _firstOfRun = new int[shares];
            for (int share = 0; share < shares; share++)
            {
                int own = share;
                _counters[own].Full = number => Spill(own, number);
            }
        }
        while (_selected.Count < _batch.Count)
            _selected.Add(new SharedSpans(_counters.Length));
        Parts.Each(_batch.Count, i => _selected[i].Fill(_batch[i].Document, _batch[i].Spans, frequencies, minimum));
        Parts.Each(_counters.Length, share =>
        {
            for (int i = 0; i < _batch.Count; i++)
            {
                (int number, PreparedDocument d, CandidateSpans spans) = _batch[i];
                _counters[share].Add(number, _documents[number].Name, d, _selected[i].Spans(share), _selected[i].Keys(share), spans.Links);
            }
        });
        foreach ((_, PreparedDocument d, _) in _batch)
            d.Release();
        // Shares grow alike; that they are written at the same time keeps all processors at work.
        if (_counters.Length > 1 && Array.Exists(_counters, c => c.NearlyFull))
            Parts.Each(_counters.Length, share => Spill(share, _documents.Count));
        // Prepared documents are large, and the collector, which sees nothing of what lies outside of its heap, would let many of them pile up: within a budget it is told to clear them away.
        _uncollected += _batchTokens;
        if (_counters[0].Bounded && (_counters.Length == 1 || _uncollected >= UsualBatch))
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            _uncollected = 0;
        }
        _batch.Clear();
        _batchTokens = 0;
    }

    /// <summary>For each document its number among all, sorted by name.</summary>
    public int[] Numbers() => Numbers(0, out _);

    /// <summary>Writes all that was counted as one file.</summary>
    public long Write(Stream stream, CancellationToken cancellation)
    {
        CountBatch(shares: 1);
        if (_runs.Count == 0)
            return WriteCounters(_counters, 0, stream);
        SpillLast();
        List<CountsReader> readers = Open();
        return CountsMerge.Write(readers, stream, shared: true, cancellation);
    }

    /// <summary>All that was counted, in sets that have no string in common and can be gone through at the same time. Documents have the numbers of <see cref="Numbers()"/>.</summary>
    public IReadOnlyList<IEnumerable<CandidateRecord>> Records()
    {
        CountBatch(shares: 1);
        if (_runs.Count == 0)
        {
            int[] numbers = Numbers();
            return [.. _counters.Select(c => c.Records(numbers))];
        }
        SpillLast();
        List<CountsReader> readers = Open();
        CountsMerge.Documents(readers, shared: true);
        return [Records(new RecordMerge(readers))];
    }

    public void Dispose()
    {
        foreach (FileStream run in _runs)
            run.Dispose();
        _runs.Clear();
        foreach (CandidateCounter own in _counters)
            own.Dispose();
    }

    internal static IEnumerable<CandidateRecord> Records(RecordMerge merge)
    {
        while (merge.Advance())
            yield return merge.Next!;
    }

    /// <summary>Writes what a counter has to a run.</summary>
    /// <param name="share">Which one.</param>
    /// <param name="number">The document that is being counted and may go on in the next run.</param>
    private void Spill(int share, int number)
    {
        FileStream run = Create();
        WriteCounters([_counters[share]], _firstOfRun[share], run);
        run.Flush();
        _counters[share].Clear();
        _firstOfRun[share] = number;
        lock (_lock)
        {
            if (_runs.Count == MaximumRuns)
            {
                FileStream all = Create();
                CountsMerge.Write(Open(), all, shared: true);
                foreach (FileStream merged in _runs)
                    merged.Dispose();
                _runs.Clear();
                _runs.Add(all);
            }
            _runs.Add(run);
            Spilled++;
        }
    }

    /// <summary>Nothing more is counted: the memory goes to merging, which needs some for the documents of all runs.</summary>
    private void SpillLast()
    {
        for (int share = 0; share < _counters.Length; share++)
        {
            Spill(share, _documents.Count);
            _counters[share].Dispose();
        }
        _counters = [];
    }

    private long WriteCounters(CandidateCounter[] counters, int firstDocument, Stream stream)
    {
        int[] numbers = Numbers(firstDocument, out CountedDocument[] documents);
        var writer = new CountsWriter(stream, identity, documents, Abbreviations);
        var sorted = new IRecordSource[counters.Length];
        Parts.Each(sorted.Length, share => sorted[share] = counters[share].Sorted(numbers));
        var merge = new RecordMerge(sorted);
        while (merge.Advance())
            writer.Write(merge.Next!);
        writer.Finish();
        return writer.Records;
    }

    private int[] Numbers(int first, out CountedDocument[] sorted)
    {
        int[] order = [.. Enumerable.Range(first, _documents.Count - first)];
        Array.Sort(order, (a, b) => string.CompareOrdinal(_documents[a].Name, _documents[b].Name) is not 0 and var c ? c : a.CompareTo(b));
        var numbers = new int[_documents.Count];
        for (int i = 0; i < order.Length; i++)
            numbers[order[i]] = i;
        sorted = [.. order.Select(i => _documents[i])];
        return numbers;
    }

    private List<CountsReader> Open()
    {
        var readers = new List<CountsReader>();
        foreach (FileStream run in _runs)
        {
            run.Position = 0;
            readers.Add(new CountsReader(run, run.Name));
        }
        return readers;
    }

    /// <summary>A file without a name: elsewhere than on Windows it is deleted while it is open, there the system deletes it when it is closed.</summary>
    private FileStream Create()
    {
        while (true)
        {
            string path = Path.Combine(directory, string.Create(CultureInfo.InvariantCulture, $".terms-{Environment.ProcessId}-{Interlocked.Increment(ref _created)}.run"));
            try
            {
                var run = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, 1 << 14, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
                if (!OperatingSystem.IsWindows())
                    File.Delete(path);
                return run;
            }
            catch (IOException) when (File.Exists(path) && _created < 1_000_000)
            {
                // Taken by another counting of this process, or left by one that was killed in this very moment: try the next name.
            }
        }
    }
}
