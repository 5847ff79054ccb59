namespace Terminology;

/// <summary>Joins sources of sorted records into one: equal strings become one record, the rest keeps its order.</summary>
internal sealed class RecordMerge
{
    private readonly IRecordSource[] _sources;
    private readonly CandidateRecord[] _current;
    private readonly int[] _heap; // sources by their current string, the least first
    private int _count;

    public RecordMerge(IReadOnlyList<IRecordSource> sources)
    {
        _sources = [.. sources];
        _current = new CandidateRecord[sources.Count];
        _heap = new int[sources.Count];
        for (int i = 0; i < _sources.Length; i++)
        {
            _current[i] = new CandidateRecord();
            if (_sources[i].Read(_current[i]))
                _heap[_count++] = i;
        }
        for (int i = _count / 2 - 1; i >= 0; i--)
            Sink(i);
    }

    /// <summary>The next record; it stays valid until the call after it.</summary>
    public CandidateRecord? Next { get; private set; }

    /// <summary>Goes on to the next record.</summary>
    public bool Advance()
    {
        if (_count == 0)
            return false;
        int top = _heap[0];
        CandidateRecord result = _current[top];
        _current[top] = Next ?? new CandidateRecord();
        Next = result;
        Refill(top);
        while (_count > 0 && _current[_heap[0]].Text.SequenceEqual(result.Text))
        {
            int other = _heap[0];
            result.Add(_current[other]);
            Refill(other);
        }
        return true;
    }

    private void Refill(int source)
    {
        if (!_sources[source].Read(_current[source]))
            _heap[0] = _heap[--_count];
        Sink(0);
    }

    private void Sink(int i)
    {
        while (true)
        {
            int child = 2 * i + 1;
            if (child >= _count)
                return;
            if (child + 1 < _count && Less(_heap[child + 1], _heap[child]))
                child++;
            if (!Less(_heap[child], _heap[i]))
                return;
            (_heap[i], _heap[child]) = (_heap[child], _heap[i]);
            i = child;
        }
    }

    private bool Less(int a, int b)
    {
        int order = _current[a].Text.SequenceCompareTo(_current[b].Text);
        return order != 0 ? order < 0 : a < b;
    }
}

/// <summary>Joins counts files.</summary>
internal static class CountsMerge
{
    /// <summary>Writes the sum of several files.</summary>
    /// <param name="parts">The files, opened and not read; they have one identity.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="shared">Whether a document may stand in several parts, as in the runs of one counting.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>Records written.</returns>
    public static long Write(IReadOnlyList<CountsReader> parts, Stream stream, bool shared, CancellationToken cancellation = default)
    {
        List<CountedDocument> documents = Documents(parts, shared);
        var writer = new CountsWriter(stream, parts[0].Identity, documents, parts.SelectMany(p => p.Abbreviations).Distinct());
        documents.Clear();
        var merge = new RecordMerge(parts);
        while (merge.Advance())
        {
            if ((writer.Records & 0xFFFF) == 0)
                cancellation.ThrowIfCancellationRequested();
            writer.Write(merge.Next!);
        }
        writer.Finish();
        return writer.Records;
    }

    /// <summary>The documents of all parts, sorted by name; each part learns their new numbers.</summary>
    public static List<CountedDocument> Documents(IReadOnlyList<CountsReader> parts, bool shared)
    {
        foreach (CountsReader part in parts)
        {
            if (parts[0].Identity.Difference(part.Identity) is { } difference)
                throw Throw.CountsDiffer(parts[0].Name, part.Name, difference);
        }
        var all = new List<(CountedDocument Document, int Part, int Number)>();
        for (int p = 0; p < parts.Count; p++)
        {
            parts[p].Renumber = new int[parts[p].Documents.Count];
            for (int d = 0; d < parts[p].Documents.Count; d++)
                all.Add((parts[p].Documents[d], p, d));
            parts[p].ForgetDocuments();
        }
        all.Sort(static (a, b) => string.CompareOrdinal(a.Document.Name, b.Document.Name) is not 0 and var order ? order : a.Part != b.Part ? a.Part.CompareTo(b.Part) : a.Number.CompareTo(b.Number));
        var documents = new List<CountedDocument>(all.Count);
        for (int i = 0; i < all.Count; i++)
        {
            if (documents.Count > 0 && documents[^1].Name == all[i].Document.Name)
            {
                if (!shared)
                    throw Throw.CountedTwice(all[i].Document.Name, parts[all[i - 1].Part].Name, parts[all[i].Part].Name);
            }
            else
            {
                documents.Add(all[i].Document);
            }
            parts[all[i].Part].Renumber![all[i].Number] = documents.Count - 1;
        }
        return documents;
    }
}
