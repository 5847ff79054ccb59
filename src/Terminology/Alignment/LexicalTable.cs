namespace Terminology;

/// <summary>
/// What is known beforehand of how Chinese words translate: a table of weighted word pairs that guides the sentence and word
/// aligners. Immutable and thread-safe.
/// </summary>
public sealed class LexicalTable
{
    private readonly Dictionary<string, Dictionary<string, float>> _entries;

    private LexicalTable(Dictionary<string, Dictionary<string, float>> entries)
    {
        _entries = entries;
        LongestWord = entries.Count == 0 ? 0 : entries.Keys.Max(k => k.Length);
    }

    private static readonly Lazy<LexicalTable> s_default = new(LexicalTableFormat.ReadEmbedded);

    /// <summary>The table that comes with the library, counted from texts whose terms allow it (see seeds/parallel/SOURCE.md).</summary>
    public static LexicalTable Default => s_default.Value;

    /// <summary>A table without entries.</summary>
    public static LexicalTable Empty { get; } = new([]);

    /// <summary>Number of Chinese words.</summary>
    public int Count => _entries.Count;

    /// <summary>Length of the longest Chinese word.</summary>
    internal int LongestWord { get; }

    /// <summary>Makes a table from word or term pairs. Several pairs of a Chinese word share its weight.</summary>
    /// <param name="pairs">Chinese and English. English of several words is taken apart; function words count little.</param>
    public static LexicalTable FromPairs(IEnumerable<(string Chinese, string English)> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        Dictionary<string, Dictionary<string, float>> entries = [];
        foreach ((string chinese, string english) in pairs)
        {
            string zh = AlignmentText.ChineseKey(chinese);
            string[] words = [.. EnglishTokenizer.Words(english).Select(w => w.ToLowerInvariant())];
            if (zh.Length == 0 || words.Length is 0 or > 8)
                continue;
            if (!entries.TryGetValue(zh, out Dictionary<string, float>? row))
                entries[zh] = row = [];
            foreach (string word in words)
            {
                float weight = EnglishWord.IsFunctionWord(word) && words.Length > 1 ? .05f : 1;
                string key = EnglishWord.Key(word);
                row[key] = row.GetValueOrDefault(key) + weight;
            }
        }
        foreach (Dictionary<string, float> row in entries.Values)
        {
            float largest = row.Values.Max();
            foreach (string key in row.Keys.ToArray())
                row[key] /= largest;
        }
        return new LexicalTable(entries);
    }

    /// <summary>The entries of both tables; where both have a pair, the larger weight.</summary>
    /// <param name="other">The other table.</param>
    public LexicalTable With(LexicalTable other)
    {
        ArgumentNullException.ThrowIfNull(other);
        Dictionary<string, Dictionary<string, float>> entries = _entries.ToDictionary(e => e.Key, e => new Dictionary<string, float>(e.Value));
        foreach ((string zh, Dictionary<string, float> row) in other._entries)
        {
            if (!entries.TryGetValue(zh, out Dictionary<string, float>? mine))
                entries[zh] = mine = [];
            foreach ((string key, float weight) in row)
                mine[key] = Math.Max(mine.GetValueOrDefault(key), weight);
        }
        return new LexicalTable(entries);
    }

    /// <summary>Reads CC-CEDICT (<c>traditional simplified [pinyin] /sense/sense/</c>), which users bring themselves.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <exception cref="TerminologyFormatException">TRM0410: no line has that form.</exception>
    public static LexicalTable ReadCedict(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        LexicalTable table = FromPairs(LexicalTableFormat.CedictPairs(File.ReadLines(path)));
        return table.Count > 0 ? table : throw AlignmentFaults.NoDictionary(path).ToException();
    }

    /// <summary>A table of rows as they are.</summary>
    internal static LexicalTable FromRows(Dictionary<string, Dictionary<string, float>> rows) => new(rows);

    /// <summary>All rows.</summary>
    internal IReadOnlyDictionary<string, Dictionary<string, float>> Rows => _entries;

    /// <summary>The English keys of a Chinese word with their weights, 0-1, or null.</summary>
    internal IReadOnlyDictionary<string, float>? Find(string chineseKey) => _entries.GetValueOrDefault(chineseKey);
}
