using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>
/// Keeps out of a measurement those terms of our own making that are in the term base perhaps only because a left-out document has
/// them: strings chosen for being frequent must stand in two other documents, others in one, unless no document has them.
/// </summary>
internal sealed class OwnTermFilter
{
    private readonly Dictionary<string, HashSet<string>> _files = [];

    /// <summary>Looks up in which files of a folder (laws left aside) the terms and words stand.</summary>
    public OwnTermFilter(string policy, List<TermBaseRow> rows, List<LexiconEntry> lexicon)
    {
        HashSet<string> wanted = [.. rows.Where(r => r.Source == "own").Select(r => ChineseKey.Of(r.Chinese)), .. lexicon.Select(l => l.Key)];
        wanted.Remove("");
        var lookup = wanted.GetAlternateLookup<ReadOnlySpan<char>>();
        int longest = wanted.Count == 0 ? 0 : wanted.Max(w => w.Length);
        foreach (string path in Directory.EnumerateFiles(policy, "*.txt", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string file = Path.GetRelativePath(policy, path).Replace('\\', '/');
            if (file.StartsWith("laws/", StringComparison.Ordinal))
            {
                continue;
            }

            string text = ChineseKey.Of(File.ReadAllText(path));
            for (int start = 0; start < text.Length; start++)
            {
                for (int length = 1; length <= longest && start + length <= text.Length; length++)
                {
                    if (lookup.TryGetValue(text.AsSpan(start, length), out string? term))
                    {
                        (_files.TryGetValue(term, out HashSet<string>? files) ? files : _files[term] = []).Add(file);
                    }
                }
            }
        }
    }

    /// <summary>Whether a row may be used where some files are left out.</summary>
    public bool Keep(TermBaseRow row, HashSet<string> held) => row.Source != "own" || Keep(ChineseKey.Of(row.Chinese), held, row.Tier == 2 ? 2 : 1);

    /// <summary>Whether a word may be used where some files are left out.</summary>
    public bool Keep(LexiconEntry entry, HashSet<string> held) => Keep(entry.Key, held, 1);

    private bool Keep(string key, HashSet<string> held, int needed) =>
        !_files.TryGetValue(key, out HashSet<string>? files) || !files.Overlaps(held) || files.Count(f => !held.Contains(f)) >= needed;
}
