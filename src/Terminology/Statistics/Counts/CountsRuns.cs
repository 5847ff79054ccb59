using System.Globalization;

namespace Terminology;

/// <summary>
/// Counts documents within a budget of memory: what exceeds it goes to sorted runs on disk, each a counts file without a name, and is merged at the end. The runs vanish with the
/// process, however it ends. Not thread-safe.
/// </summary>
internal sealed class CountsRuns : IDisposable
{
    /// <summary>So many runs are merged into one, which bounds open files and buffers.</summary>
    private const int MaximumRuns = 48;

    private readonly CandidateCounter _counter;
    private readonly CountsIdentity _identity;
    private readonly string _directory;
    private readonly List<CountedDocument> _documents = [];
    private readonly List<FileStream> _runs = [];
    private int _firstOfRun, _created;

    /// <param name="counter">What counts; its <see cref="CandidateCounter.Full"/> is set.</param>
    /// <param name="identity">What the counts depend on.</param>
    /// <param name="directory">Where runs are written.</param>
    public CountsRuns(CandidateCounter counter, CountsIdentity identity, string directory)
    {
        (_counter, _identity, _directory) = (counter, identity, directory);
        counter.Full = _ => Spill();
    }

    /// <summary>The documents so far, in the order in which they came.</summary>
    public IReadOnlyList<CountedDocument> Documents => _documents;

    /// <summary>The abbreviations that the documents state.</summary>
    public HashSet<StatedAbbreviation> Abbreviations { get; } = [];

    /// <summary>Runs written so far.</summary>
    public int Spilled { get; private set; }

    /// <summary>Announces a document before its candidates are counted.</summary>
    public void Begin(CountedDocument document) => _documents.Add(document);

    /// <summary>For each document its number among all, sorted by name.</summary>
    public int[] Numbers() => Numbers(0, out _);

    /// <summary>Writes all that was counted as one file.</summary>
    public long Write(Stream stream, CancellationToken cancellation)
    {
        if (_runs.Count == 0)
            return WriteCounter(stream);
        SpillLast();
        List<CountsReader> readers = Open();
        return CountsMerge.Write(readers, stream, shared: true, cancellation);
    }

    /// <summary>All that was counted, in the order of the strings or, where nothing was spilled, of their first appearance. Documents have the numbers of <see cref="Numbers()"/>.</summary>
    public IEnumerable<CandidateRecord> Records()
    {
        if (_runs.Count == 0)
            return _counter.Records(Numbers());
        SpillLast();
        List<CountsReader> readers = Open();
        CountsMerge.Documents(readers, shared: true);
        return Records(new RecordMerge(readers));
    }

    public void Dispose()
    {
        foreach (FileStream run in _runs)
            run.Dispose();
        _runs.Clear();
    }

    internal static IEnumerable<CandidateRecord> Records(RecordMerge merge)
    {
        while (merge.Advance())
            yield return merge.Next!;
    }

    private void Spill()
    {
        if (_runs.Count == MaximumRuns)
        {
            FileStream all = Create();
            CountsMerge.Write(Open(), all, shared: true);
            Dispose();
            _runs.Add(all);
        }
        FileStream run = Create();
        _runs.Add(run);
        WriteCounter(run);
        run.Flush();
        _counter.Clear();
        _firstOfRun = Math.Max(0, _documents.Count - 1); // the last document may go on in the next run
        Spilled++;
    }

    /// <summary>Nothing more is counted: the memory goes to merging, which needs some for the documents of all runs.</summary>
    private void SpillLast()
    {
        Spill();
        _counter.Dispose();
    }

    private long WriteCounter(Stream stream)
    {
        int[] numbers = Numbers(_firstOfRun, out CountedDocument[] documents);
        var writer = new CountsWriter(stream, _identity, documents, Abbreviations);
        var merge = new RecordMerge([_counter.Sorted(numbers)]);
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
            string path = Path.Combine(_directory, string.Create(CultureInfo.InvariantCulture, $".terms-{Environment.ProcessId}-{_created++}.run"));
            try
            {
                var run = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete, 1 << 17, OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose : FileOptions.None);
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
