namespace Terminology.Learning;

/// <summary>One rendering of an entry with its support.</summary>
/// <param name="English">The English, American spelling.</param>
/// <param name="Votes">Weight of the sources that give it.</param>
/// <param name="Sources">The sources, in order.</param>
/// <param name="Year">Year of an official rendering, or null.</param>
internal sealed record EntryRendering(string English, float Votes, IReadOnlyList<string> Sources, string? Year);

/// <summary>An entry of the term base.</summary>
/// <param name="Key">The Chinese as made by <see cref="ChineseKey.Of"/>.</param>
/// <param name="Chinese">The Chinese as written.</param>
/// <param name="Class">Kind of term (policy, technology, law ...).</param>
/// <param name="Tier">1 what every terminologist records, 2 optional.</param>
/// <param name="Renderings">Best first.</param>
internal sealed record TermBaseEntry(string Key, string Chinese, string Class, int Tier, IReadOnlyList<EntryRendering> Renderings);

/// <summary>A row of an input of the term base.</summary>
internal sealed record TermBaseRow(string Chinese, string English, string Class, int Tier, string Source, string? Year = null, float Weight = 1);

/// <summary>Merges the rows of many sources into one term base.</summary>
internal static class TermBaseMerger
{
    /// <summary>One entry a Chinese term; renderings that differ only in case, articles, hyphens or plural are one; each source votes, its first choice most.</summary>
    public static List<TermBaseEntry> Merge(IEnumerable<TermBaseRow> rows)
    {
        var groups = new Dictionary<string, List<TermBaseRow>>();
        foreach (TermBaseRow row in rows)
        {
            string key = ChineseKey.Of(row.Chinese);
            if (key.Length > 0)
            {
                (groups.TryGetValue(key, out List<TermBaseRow>? list) ? list : groups[key] = []).Add(row);
            }
        }

        var entries = new List<TermBaseEntry>(groups.Count);
        foreach (string key in groups.Keys.Order(StringComparer.Ordinal))
        {
            List<TermBaseRow> group = groups[key];
            var votes = new Dictionary<string, Vote>();
            foreach (TermBaseRow row in group)
            {
                string[] alternatives = row.English.Split([";", "；", " / "], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                for (int i = 0; i < alternatives.Length; i++)
                {
                    string english = EnglishText.American(alternatives[i]);
                    string same = EnglishText.Comparable(english);
                    if (same.Length == 0)
                    {
                        continue;
                    }

                    if (!votes.TryGetValue(same, out Vote? vote))
                    {
                        votes[same] = vote = new Vote { First = votes.Count };
                    }

                    float weight = row.Weight * (i == 0 ? 1f : i == 1 ? .5f : .3f);
                    vote.Weight += weight;
                    vote.Forms[english] = vote.Forms.GetValueOrDefault(english) + weight;
                    if (!vote.Sources.Contains(row.Source))
                    {
                        vote.Sources.Add(row.Source);
                    }

                    vote.Year ??= row.Year;
                }
            }

            if (votes.Count == 0)
            {
                continue;
            }

            EntryRendering[] renderings = [.. votes.Values.OrderByDescending(v => v.Weight).ThenBy(v => v.First)
                .Select(v => new EntryRendering(v.Forms.OrderByDescending(f => f.Value).ThenBy(f => f.Key, StringComparer.Ordinal).First().Key, v.Weight, v.Sources, v.Year))];
            entries.Add(new TermBaseEntry(
                key,
                group.GroupBy(r => r.Chinese).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Length).First().Key,
                group.GroupBy(r => r.Class).OrderByDescending(g => g.Count()).ThenBy(g => g.Key, StringComparer.Ordinal).First().Key,
                group.Min(r => r.Tier),
                renderings));
        }

        return entries;
    }

    private sealed class Vote
    {
        public int First { get; init; }

        public float Weight { get; set; }

        public Dictionary<string, float> Forms { get; } = [];

        public List<string> Sources { get; } = [];

        public string? Year { get; set; }
    }
}
