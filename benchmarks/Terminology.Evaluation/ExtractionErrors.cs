using System.Globalization;
using System.Text;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>What the learned ranker gets wrong down to each document's best cut-off (that of Fmix): strings that are no terms by their relation to the marked ones, and main terms that are missing.</summary>
internal sealed class ExtractionErrors
{
    private static readonly (string Name, string Meaning)[] s_classes =
    [
        ("fragment", "crosses the border of a marked term wherever it stands"),
        ("nested", "stands only inside a longer marked term"),
        ("verb phrase", "begins with a verb"),
        ("too long", "a marked term and something beside it"),
        ("generic", "none of these: a general expression, or a term that was not marked"),
        ("missed: no candidate", "a main term that begins or ends inside a token or behind a border of candidates"),
        ("missed: stopped by the gate", "a main term that the small first model dropped"),
        ("missed: ranked low", "a main term below the cut-off"),
    ];

    private readonly Dictionary<string, List<(string Text, string Document)>> _found = s_classes.ToDictionary(c => c.Name, _ => new List<(string, string)>());
    private readonly Dictionary<string, int> _early = s_classes.ToDictionary(c => c.Name, _ => 0);
    private int _listed, _main, _documents;

    public void Add(PreparedLabels document, ExtractionRankers rankers)
    {
        IReadOnlyDictionary<string, int> tiers = document.Source.Tiers;
        List<string> ranked = rankers.ByLearned;
        int cut = TermScores.BestCut(tiers, ranked);
        var places = new MarkedPlaces(document);
        ILookup<string, CandidatePlace> own = rankers.LearnedTable.Places.ToArray().ToLookup(p => LabelledDocument.WithoutSpace(rankers.LearnedTable.Contexts[p.Candidate].Text));
        for (int r = 0; r < cut; r++)
        {
            if (tiers.ContainsKey(ranked[r]))
                continue;
            string kind = places.Class([.. own[ranked[r]]]);
            _found[kind].Add((ranked[r], document.Prepared.Name));
            if (r < 200)
                _early[kind]++;
        }
        var above = new HashSet<string>(ranked.Take(cut));
        var behindGate = new HashSet<string>(ranked);
        foreach ((string term, int tier) in tiers.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            if (tier == 1 && !above.Contains(term))
                _found[behindGate.Contains(term) ? "missed: ranked low" : rankers.Generated.Contains(term) ? "missed: stopped by the gate" : "missed: no candidate"].Add((term, document.Prepared.Name));
        }
        _listed += cut;
        _main += tiers.Values.Count(t => t == 1);
        _documents++;
    }

    /// <summary>The table of classes with examples drawn evenly from the documents.</summary>
    public string ToMarkdown(int examples)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{_documents} documents; {_listed} strings above the best cut-offs, {_main} main terms.\n\n| class | what it is | number | share | in the top 200 | examples |\n|---|---|---|---|---|---|\n");
        foreach (var (name, meaning) in s_classes)
        {
            List<(string Text, string Document)> found = _found[name];
            bool missed = name.StartsWith("missed", StringComparison.Ordinal);
            // The n-th example of every document before any (n+1)-th.
            IEnumerable<string> shown = found.GroupBy(f => f.Document).SelectMany(g => g.Select((f, n) => (n, f.Text))).OrderBy(x => x.n).Select(x => x.Text).Distinct().Take(examples);
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {meaning} | {found.Count} | {100.0 * found.Count / (missed ? _main : _listed):F1} % | {(missed ? "" : _early[name])} | {string.Join("; ", shown)} |\n");
        }
        return text.ToString();
    }

    public string ToCsv()
    {
        var text = new StringBuilder("class,term,document\n");
        foreach (var (name, _) in s_classes)
        {
            foreach (var (term, document) in _found[name])
                text.Append(CultureInfo.InvariantCulture, $"{name},\"{term.Replace("\"", "\"\"", StringComparison.Ordinal)}\",{document}\n");
        }
        return text.ToString();
    }
}

/// <summary>Where the marked terms stand, in characters without white space, and what a string that is not marked has to do with them.</summary>
internal sealed class MarkedPlaces
{
    private readonly PreparedDocument _document;
    private readonly int[] _starts; // of the tokens, in the original
    private readonly int[] _position; // characters that are not white space before each
    private readonly List<(int Start, int End)> _marked = [];

    public MarkedPlaces(PreparedLabels labels)
    {
        _document = labels.Prepared;
        _starts = [.. _document.Start.Take(_document.Count).Select(at => _document.Original(at))];
        _position = new int[_document.Text.Length + 1];
        for (int i = 0; i < _document.Text.Length; i++)
            _position[i + 1] = _position[i] + (char.IsWhiteSpace(_document.Text[i]) ? 0 : 1);
        string text = LabelledDocument.WithoutSpace(_document.Text);
        foreach (string term in labels.Source.Tiers.Keys)
            for (int at = text.IndexOf(term, StringComparison.Ordinal); at >= 0; at = text.IndexOf(term, at + 1, StringComparison.Ordinal))
                _marked.Add((at, at + term.Length));
    }

    /// <summary>The tokens of a place, which is given in characters of the original.</summary>
    private (int First, int Last) Tokens(CandidatePlace place)
    {
        int first = Array.BinarySearch(_starts, place.Start), last = Array.BinarySearch(_starts, place.End);
        return (first < 0 ? ~first : first, last < 0 ? ~last : last);
    }

    public string Class(IReadOnlyCollection<CandidatePlace> places)
    {
        List<(int Start, int End)> own = [.. places.Select(Tokens).Select(t => (_position[_document.Start[t.First]], _position[_document.End[t.Last - 1]]))];
        if (own.TrueForAll(x => _marked.Exists(m => m.Start <= x.Start && m.End >= x.End)))
            return "nested";
        if (own.TrueForAll(x => _marked.Exists(m => (m.Start < x.Start && x.Start < m.End && m.End < x.End) || (x.Start < m.Start && m.Start < x.End && x.End < m.End))))
            return "fragment";
        (int First, int Last) first = Tokens(places.First());
        if (_document.Class[first.First] == WordClass.Verb && first.Last - first.First > 1)
            return "verb phrase";
        return own.Exists(x => _marked.Exists(m => m.Start >= x.Start && m.End <= x.End)) ? "too long" : "generic";
    }
}
