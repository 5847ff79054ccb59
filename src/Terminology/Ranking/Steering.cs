using System.Security.Cryptography;

namespace Terminology;

/// <summary>What the options ask of the list: which strings it must or must not have, and which it should begin with.</summary>
internal sealed class Steering
{
    private readonly HashSet<string> _exclude, _include; // as spelling keys
    private readonly string[] _seeds;
    private readonly IReadOnlyCollection<TermPattern> _patterns;

    public Steering(TermExtractorOptions options)
    {
        _exclude = [.. options.Exclude.Select(t => VariantGrouping.Key(t.Trim()))];
        _include = [.. options.Include.Concat(options.SeedTerms).Select(t => VariantGrouping.Key(t.Trim()))];
        _include.ExceptWith(_exclude);
        _seeds = [.. options.SeedTerms.Select(t => VariantGrouping.Key(t.Trim())).Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        _patterns = options.Patterns;
        string[] places = [.. options.Include.Concat(options.SeedTerms).Select(t => TextNormalizer.Normalize(t.Trim(), out _)).Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal)];
        Identity = places.Length > 0 ? Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', places)))) : KeepsAll ? "all candidates" : "none";
        Places = places.Length > 0 ? new TermMatcher([.. places.Select(Segmentation.ChineseScript.ToSimplified).Distinct()]) : null;
    }

    /// <summary>The strings whose places are candidates whatever their words; null where there are none.</summary>
    public TermMatcher? Places { get; }

    /// <summary>Whether strings may be listed that the model would drop.</summary>
    public bool KeepsAll => Places is not null || _patterns.Count > 0;

    /// <summary>What of the options decides about what is counted: a hash of the strings asked for.</summary>
    public string Identity { get; }

    public bool Excludes(string text) => _exclude.Count > 0 && _exclude.Contains(VariantGrouping.Key(text));

    public bool Includes(string text) => _include.Count > 0 && _include.Contains(VariantGrouping.Key(text));

    /// <summary>Candidates that a pattern asks for: where several matches of one pattern overlap, the likeliest.</summary>
    public HashSet<int> Matching(CandidateTable table, CandidateScore[] scores)
    {
        var chosen = new HashSet<int>();
        foreach (TermPattern pattern in _patterns)
        {
            var matches = new bool[table.Count];
            for (int i = 0; i < matches.Length; i++)
                matches[i] = pattern.IsMatch(table.Contexts[i].Text);
            var places = new List<CandidatePlace>();
            foreach (CandidatePlace place in table.Places)
            {
                if (matches[place.Candidate])
                    places.Add(place);
            }
            for (int i = 0; i < places.Count;)
            {
                // A run of places that overlap.
                int end = i, document = places[i].Document, reach = places[i].End;
                CandidatePlace best = places[i];
                for (; end < places.Count && places[end].Document == document && places[end].Start < reach; end++)
                {
                    reach = Math.Max(reach, places[end].End);
                    if (Likelier(table, scores, places[end].Candidate, best.Candidate))
                        best = places[end];
                }
                chosen.Add(best.Candidate);
                i = end;
            }
        }
        return chosen;
    }

    private static bool Likelier(CandidateTable table, CandidateScore[] scores, int a, int b)
    {
        if (scores[a].Termhood != scores[b].Termhood) return scores[a].Termhood > scores[b].Termhood;
        if (scores[a].First != scores[b].First) return scores[a].First > scores[b].First;
        return table.Contexts[a].Text.Length > table.Contexts[b].Text.Length;
    }

    /// <summary>How much a term shares with a known one, 0-1: the length of the common beginning or end, two characters or more, as a share of the known term.</summary>
    public double Likeness(string text)
    {
        if (_seeds.Length == 0)
            return 0;
        string key = VariantGrouping.Key(text);
        double likeness = 0;
        foreach (string seed in _seeds)
        {
            int most = Math.Min(seed.Length, key.Length), prefix = 0, suffix = 0;
            while (prefix < most && seed[prefix] == key[prefix]) prefix++;
            while (suffix < most && seed[^(suffix + 1)] == key[^(suffix + 1)]) suffix++;
            int common = Math.Max(prefix, suffix);
            if (common >= 2)
                likeness = Math.Max(likeness, (double)common / seed.Length);
            else if (key.Contains(seed, StringComparison.Ordinal))
                likeness = 1;
        }
        return likeness;
    }
}
