using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Terminology.Segmentation;

namespace Terminology;

/// <summary>What parallel text says about a term.</summary>
/// <param name="Term">The Chinese term as given.</param>
/// <param name="Count">Places of the term in aligned sentences.</param>
/// <param name="Suggestions">At most three, best first.</param>
/// <param name="Context">The first sentence pair the best suggestion stands in, or null.</param>
public sealed record ParallelTerm(string Term, int Count, IReadOnlyList<TermSuggestion> Suggestions, SentencePair? Context);

/// <summary>
/// Finds the English of terms in parallel text: the words are linked (<see cref="WordAligner"/>), the English spans linked to all places
/// of a term are gathered, completed over words without a link, cut at function words, their inflected forms joined, and scored by the
/// share of places and by how much the term and the span keep to each other's sentences. Immutable and thread-safe.
/// </summary>
public sealed class ParallelTermAligner
{
    private const int LongSide = 240;
    private const int MaxWords = 9;

    private readonly WordAligner _words;
    private readonly SentenceAligner _sentences;
    private readonly LexicalTable _table;
    private readonly ISegmenter? _segmenter;

    /// <summary>Makes an aligner.</summary>
    /// <param name="options">Settings of the word aligner.</param>
    /// <param name="table">Known translations; <see cref="LexicalTable.Default"/> where null.</param>
    /// <param name="segmenter">Cuts the Chinese text; the library's own, with fine tokens, where null.</param>
    public ParallelTermAligner(WordAlignerOptions? options = null, LexicalTable? table = null, ISegmenter? segmenter = null)
    {
        _table = table ?? LexicalTable.Default;
        _words = new WordAligner(options, _table);
        _sentences = new SentenceAligner(_table);
        _segmenter = segmenter;
    }

    /// <summary>Finds the English of terms.</summary>
    /// <param name="text">The parallel text.</param>
    /// <param name="terms">The Chinese terms; either script, independent of the text's.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>One result a term, in the order given; without suggestions where the text does not have the term.</returns>
    public IReadOnlyList<ParallelTerm> Align(IReadOnlyList<SentencePair> text, IReadOnlyList<string> terms, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(terms);
        string[] keys = [.. terms.Select(Key)];
        TermFinder finder = new(keys);
        List<Sentence> sentences = [];
        foreach (SentencePair pair in Sentences(text))
            sentences.Add(Prepare(pair, finder));
        IReadOnlyList<WordAlignment> links = _words.Align([.. sentences.Select(s => new TokenizedPair(s.SourceWords, s.TargetWords))], cancellationToken: cancellationToken);
        Index index = new(sentences);
        Dictionary<string, List<(int Sentence, int From, int To)>> places = [];
        for (int n = 0; n < sentences.Count; n++)
        {
            foreach ((string key, int from, int to) in sentences[n].Terms)
            {
                ref List<(int, int, int)>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(places, key, out _);
                (list ??= []).Add((n, from, to));
            }
        }
        ParallelTerm[] results = new ParallelTerm[terms.Count];
        Parallel.For(0, terms.Count, new ParallelOptions { CancellationToken = cancellationToken }, t =>
            results[t] = places.TryGetValue(keys[t], out List<(int, int, int)>? found) ? Suggest(terms[t], keys[t], found, sentences, links, index) : new ParallelTerm(terms[t], 0, [], null));
        return results;
    }

    private static string Key(string term) => string.Concat(AlignmentText.ChineseKey(term).Where(c => c is not ('"' or '\'')));

    // Paragraphs are taken apart first: words link far better inside sentences.
    private IEnumerable<SentencePair> Sentences(IReadOnlyList<SentencePair> text)
    {
        foreach (SentencePair pair in text)
        {
            if (pair.Source.Length == 0 || pair.Target.Length == 0 || pair.Source.Length > ParallelText.MaxSide || pair.Target.Length > ParallelText.MaxSide)
                continue;
            if (pair.Source.Length < LongSide / 4 && pair.Target.Length < LongSide)
            {
                yield return pair;
                continue;
            }
            foreach (SentencePair sentence in _sentences.Align(pair.Source, pair.Target))
                if (sentence.Source.Length > 0)
                    yield return sentence with { Line = pair.Line };
        }
    }

    private Sentence Prepare(SentencePair pair, TermFinder finder)
    {
        // Places of terms, on the text without what keys leave out, mapped back.
        StringBuilder folded = new(pair.Source.Length);
        List<int> origin = [];
        string simplified = ChineseScript.ToSimplified(pair.Source);
        for (int i = 0; i < simplified.Length; i++)
        {
            string key = Key(simplified[i].ToString());
            if (key.Length == 1)
            {
                folded.Append(key);
                origin.Add(i);
            }
        }
        List<(string Key, int Start, int Length)> found = finder.Find(folded.ToString());
        bool[] cut = new bool[pair.Source.Length + 1];
        foreach ((_, int start, int length) in found)
            cut[origin[start]] = cut[origin[start + length - 1] + 1] = true;
        List<(int Start, int Length)> tokens = [];
        foreach ((int start, int length) in AlignmentText.TokenizeChinese(pair.Source, _segmenter))
        {
            // A word that crosses the border of a term is divided there.
            int from = start;
            for (int i = start + 1; i < start + length; i++)
            {
                if (!cut[i])
                    continue;
                tokens.Add((from, i - from));
                from = i;
            }
            tokens.Add((from, start + length - from));
        }
        List<(string, int, int)> terms = [];
        foreach ((string key, int start, int length) in found)
        {
            int first = origin[start], end = origin[start + length - 1] + 1;
            int from = tokens.FindIndex(t => t.Start + t.Length > first), to = tokens.FindLastIndex(t => t.Start < end);
            if (from >= 0 && to >= from)
                terms.Add((key, from, to + 1));
        }
        List<(int Start, int Length)> english = EnglishTokenizer.Tokenize(pair.Target);
        string[] words = [.. english.Select(t => pair.Target.Substring(t.Start, t.Length))];
        return new Sentence(pair, [.. tokens.Select(t => pair.Source.Substring(t.Start, t.Length))], words, [.. words.Select(AlignmentText.EnglishKey)], [.. english], terms);
    }

    private ParallelTerm Suggest(string term, string termKey, List<(int Sentence, int From, int To)> places, List<Sentence> sentences, IReadOnlyList<WordAlignment> links, Index index)
    {
        Dictionary<string, Candidate> candidates = [];
        void Vote(int sentence, int from, int to, double weight, int place)
        {
            Sentence s = sentences[sentence];
            (from, to) = Trim(s, from, to);
            (from, to) = s.WholeCompounds(from, to);
            if (to <= from || to - from > MaxWords)
                return;
            string key = string.Join(' ', s.TargetKeys[from..to].Where(k => k is not ("-" or "\"" or "'")));
            if (!candidates.TryGetValue(key, out Candidate? candidate))
                candidates[key] = candidate = new Candidate(s.TargetKeys[from..to].Count(k => k.Length > 0 && char.IsLetterOrDigit(k[0])));
            candidate.Votes += weight;
            string surface = s.Surface(from, to);
            candidate.Surfaces[surface] = candidate.Surfaces.GetValueOrDefault(surface) + 1;
            if (candidate.Places.Count == 0 || candidate.Places[^1] != place)
                candidate.Places.Add(place);
        }

        for (int p = 0; p < places.Count; p++)
        {
            (int n, int from, int to) = places[p];
            Sentence s = sentences[n];
            bool[] outside = new bool[s.TargetWords.Length];
            List<int> inside = [], sure = [];
            foreach (AlignmentLink link in links[n].Links)
            {
                if (link.Source >= from && link.Source < to)
                    inside.Add(link.Target);
                else
                    outside[link.Target] = true;
            }
            foreach (AlignmentLink link in links[n].Intersection)
                if (link.Source >= from && link.Source < to)
                    sure.Add(link.Target);
            if (Cluster(inside, s) is { } span)
            {
                Vote(n, span.From, span.To, 1, p);
                // Over words without a link of their own, up to the next linked word, noun phrases only grow inside punctuation.
                int left = span.From, right = span.To;
                for (int k = 0; k < 2 && left > 0 && !outside[left - 1] && Joins(s, left - 1); k++)
                    Vote(n, --left, span.To, .8 / (k + 1), p);
                for (int k = 0; k < 2 && right < s.TargetWords.Length && !outside[right] && Joins(s, right); k++)
                    Vote(n, span.From, ++right, .8 / (k + 1), p);
                if (left < span.From && right > span.To)
                    Vote(n, left, right, .4, p);
            }
            if (Cluster(sure, s) is { } certain)
                Vote(n, certain.From, certain.To, .5, p);
        }

        int[] sentencesOfTerm = [.. places.Select(p => p.Sentence).Distinct()];
        List<(string Key, Candidate Candidate, double Score)> scored = [];
        foreach ((string key, Candidate candidate) in candidates)
        {
            int[] with = index.SentencesOf(key, sentences);
            int common = with.Intersect(sentencesOfTerm).Count();
            double dice = 2.0 * common / Math.Max(1, with.Length + sentencesOfTerm.Length);
            double score = candidate.Votes / places.Count * (.35 + dice) * (1 + (.12 * Math.Min(candidate.Words, 5))) * (.6 + Known(termKey, key));
            scored.Add((key, candidate, score));
        }
        scored.Sort((a, b) => b.Score.CompareTo(a.Score) is var c and not 0 ? c : string.CompareOrdinal(a.Key, b.Key));
        List<TermSuggestion> suggestions = [];
        SentencePair? context = null;
        double all = scored.Take(4).Sum(s => s.Score);
        foreach ((string key, Candidate candidate, double score) in scored.Take(3))
        {
            if (suggestions.Count > 0 && score < scored[0].Score * .08)
                break;
            context ??= sentences[places[candidate.Places[0]].Sentence].Pair;
            // Set by reading: the weight of the score and its lead over the other candidates; not fitted to a share of right suggestions.
            double confidence = 1 / (1 + Math.Exp(-(-1.6 + (1.5 * Math.Min(score, 2)) + (2.2 * score / Math.Max(all, 1e-9)))));
            string evidence = string.Create(CultureInfo.InvariantCulture, $"linked at {candidate.Places.Count} of {places.Count} places");
            suggestions.Add(new TermSuggestion(candidate.Citation(), AlignmentMethod.ParallelText, Math.Round(suggestions.Count == 0 ? confidence : confidence * score / scored[0].Score, 3), evidence));
        }
        return new ParallelTerm(term, places.Count, suggestions, context);
    }

    // How much of the English the word table can explain from the Chinese, 0-.4: decides between spans where counts cannot.
    private double Known(string term, string english)
    {
        string[] words = english.Split(' ');
        HashSet<string> known = [];
        for (int start = 0; start < term.Length; start++)
            for (int length = 1; length <= Math.Min(_table.LongestWord, term.Length - start); length++)
                if (_table.Find(term.Substring(start, length)) is { } row)
                    known.UnionWith(row.Where(e => e.Value >= .05f).Select(e => e.Key));
        int content = words.Count(w => !EnglishWord.IsFunctionWord(w));
        return content == 0 ? 0 : .4 * words.Count(w => !EnglishWord.IsFunctionWord(w) && (known.Contains(w) || term.Contains(w, StringComparison.Ordinal))) / content;
    }

    // The densest run of linked words: gaps of at most two words.
    private static (int From, int To)? Cluster(List<int> targets, Sentence s)
    {
        if (targets.Count == 0)
            return null;
        int[] sorted = [.. targets.Distinct().Order()];
        (int From, int To) best = (sorted[0], sorted[0] + 1);
        int most = -1;
        for (int a = 0; a < sorted.Length;)
        {
            int b = a, content = Content(s, sorted[a]);
            while (b + 1 < sorted.Length && sorted[b + 1] - sorted[b] <= 3)
            {
                b++;
                content += Content(s, sorted[b]);
            }
            if (content > most)
                (best, most) = ((sorted[a], sorted[b] + 1), content);
            a = b + 1;
        }
        return best;
    }

    private static int Content(Sentence s, int word) => char.IsLetterOrDigit(s.TargetWords[word][0]) ? EnglishWord.IsFunctionWord(s.TargetWords[word].ToLowerInvariant()) ? 1 : 4 : 0;

    private static bool Joins(Sentence s, int word) => char.IsLetterOrDigit(s.TargetWords[word][0]) || s.TargetWords[word] is "-" or "&" or "/";

    // Punctuation and function words at the edges do not belong to a term; a bracket stays where its partner is inside.
    private static (int From, int To) Trim(Sentence s, int from, int to)
    {
        while (from < to && Trimmed(s, from, from, to, left: true))
            from++;
        while (to > from && Trimmed(s, to - 1, from, to, left: false))
            to--;
        return (from, to);
    }

    private static bool Trimmed(Sentence s, int word, int from, int to, bool left)
    {
        string w = s.TargetWords[word];
        if (!char.IsLetterOrDigit(w[0]))
            return left || w != ")" || Array.IndexOf(s.TargetWords, "(", from, to - from) < 0;
        return EnglishWord.IsFunctionWord(w.ToLowerInvariant()) && !(w.Length > 1 && w.All(char.IsUpper));
    }

    private sealed record Sentence(SentencePair Pair, string[] SourceWords, string[] TargetWords, string[] TargetKeys, (int Start, int Length)[] TargetSpans, List<(string Key, int From, int To)> Terms)
    {
        /// <summary>The span with the rest of a hyphenated word it begins or ends in: tax → pre-tax, Co → Co-operation.</summary>
        public (int From, int To) WholeCompounds(int from, int to)
        {
            if (to <= from)
                return (from, to);
            while (from >= 2 && TargetWords[from - 1] == "-" && Touches(from - 1) && Touches(from - 2))
                from -= 2;
            while (to + 1 < TargetWords.Length && TargetWords[to] == "-" && Touches(to - 1) && Touches(to) && char.IsLetterOrDigit(TargetWords[to + 1][0]))
                to += 2;
            return (from, to);
        }

        private bool Touches(int word) => TargetSpans[word].Start + TargetSpans[word].Length == TargetSpans[word + 1].Start;

        public string Surface(int from, int to)
        {
            int start = TargetSpans[from].Start;
            return Pair.Target[start..(TargetSpans[to - 1].Start + TargetSpans[to - 1].Length)];
        }
    }

    private sealed class Candidate(int words)
    {
        public int Words { get; } = words;

        public double Votes { get; set; }

        public Dictionary<string, int> Surfaces { get; } = [];

        public List<int> Places { get; } = [];

        /// <summary>The commonest form, lower case where it ever is, singular where its last word ever is.</summary>
        public string Citation()
        {
            Dictionary<string, int> joined = [];
            foreach ((string surface, int count) in Surfaces)
            {
                string form = Surfaces.Keys.FirstOrDefault(k => k != surface && string.Equals(k, surface, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(k, surface) > 0) ?? surface;
                joined[form] = joined.GetValueOrDefault(form) + count;
            }
            string best = joined.OrderByDescending(e => e.Value).ThenBy(e => e.Key.Length).ThenBy(e => e.Key, StringComparer.Ordinal).First().Key;
            int last = best.LastIndexOf(' ') + 1;
            string singular = best[..last] + EnglishWord.Singular(best[last..]);
            return joined.ContainsKey(singular) ? singular : best;
        }
    }

    /// <summary>Which sentences have which English words.</summary>
    private sealed class Index
    {
        private readonly Dictionary<string, List<int>> _sentences = [];
        private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int[]> _phrases = new();

        public Index(List<Sentence> sentences)
        {
            for (int n = 0; n < sentences.Count; n++)
            {
                foreach (string key in sentences[n].TargetKeys)
                {
                    ref List<int>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(_sentences, key, out _);
                    list ??= [];
                    if (list.Count == 0 || list[^1] != n)
                        list.Add(n);
                }
            }
        }

        public int[] SentencesOf(string phrase, List<Sentence> sentences) => _phrases.GetOrAdd(phrase, p =>
        {
            string[] words = p.Split(' ');
            if (!words.All(_sentences.ContainsKey))
                return [];
            List<int> rarest = words.Select(w => _sentences[w]).MinBy(l => l.Count)!;
            return [.. rarest.Where(n => Contains(sentences[n].TargetKeys, words))];
        });

        private static bool Contains(string[] keys, string[] words)
        {
            for (int start = 0; start < keys.Length; start++)
            {
                int at = start, matched = 0;
                while (at < keys.Length && matched < words.Length && (keys[at] == words[matched] || (matched > 0 && keys[at] is "-" or "\"" or "'")))
                    matched += keys[at++] == words[matched] ? 1 : 0;
                if (matched == words.Length)
                    return true;
            }
            return false;
        }
    }

    /// <summary>Finds all terms in a text, nested ones too.</summary>
    private sealed class TermFinder
    {
        private readonly Dictionary<char, int[]> _lengths = [];
        private readonly HashSet<string> _terms;
        private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

        public TermFinder(IEnumerable<string> keys)
        {
            _terms = [.. keys.Where(k => k.Length > 0)];
            _lookup = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
            foreach (IGrouping<char, string> group in _terms.GroupBy(k => k[0]))
                _lengths[group.Key] = [.. group.Select(k => k.Length).Distinct().Order()];
        }

        public List<(string Key, int Start, int Length)> Find(string text)
        {
            List<(string, int, int)> found = [];
            for (int i = 0; i < text.Length; i++)
            {
                if (!_lengths.TryGetValue(text[i], out int[]? lengths))
                    continue;
                foreach (int length in lengths)
                {
                    if (i + length > text.Length)
                        break;
                    if (_lookup.TryGetValue(text.AsSpan(i, length), out string? key) && Whole(text, i, length))
                        found.Add((key, i, length));
                }
            }
            return found;
        }

        // A Latin or numeric term is no part of a longer word.
        private static bool Whole(string text, int start, int length) =>
            !(char.IsAsciiLetterOrDigit(text[start]) && start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
            && !(char.IsAsciiLetterOrDigit(text[start + length - 1]) && start + length < text.Length && char.IsAsciiLetterOrDigit(text[start + length]));
    }
}
