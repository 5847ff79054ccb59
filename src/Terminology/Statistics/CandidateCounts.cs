namespace Terminology;

/// <summary>How often each candidate string occurs, and in how many documents: integers only, so that parts can be merged in any order.</summary>
internal sealed class CandidateCounts
{
    private readonly HashIndex _index = new(1 << 14);
    private int[] _frequency = new int[1 << 14];
    private int[] _documents = new int[1 << 14];
    private int[] _lastDocument = new int[1 << 14];

    public int Count => _index.Count;

    public int Find(ulong key) => _index.Find(key);

    public int Frequency(int id) => _frequency[id];

    public int DocumentFrequency(int id) => _documents[id];

    public void Add(int document, ulong key)
    {
        int id = _index.Add(key);
        if (id >= _frequency.Length)
        {
            Array.Resize(ref _frequency, _frequency.Length * 2);
            Array.Resize(ref _documents, _documents.Length * 2);
            Array.Resize(ref _lastDocument, _lastDocument.Length * 2);
        }
        _frequency[id]++;
        if (_lastDocument[id] != document + 1)
        {
            _lastDocument[id] = document + 1;
            _documents[id]++;
        }
    }
}
