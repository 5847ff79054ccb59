using System.Globalization;
using System.Runtime.InteropServices;
using Terminology.Segmentation;

namespace Terminology;

/// <summary>What parallel text says about a term.</summary>
/// <param name="Term">The Chinese term as given.</param>
/// <param name="Count">Places of the term in aligned sentences.</param>
/// <param name="Suggestions">At most three, best first.</param>
internal sealed record ParallelTerm(string Term, int Count, IReadOnlyList<TermSuggestion> Suggestions);

/// <summary>
/// Finds the English of terms in parallel text: the words are linked (<see cref="WordAligner"/>), the English spans that the links, the
/// known words or a known rendering point to are gathered over all places of a term and weighed by a log-linear model
/// (Och &amp; Ney 2002, "Discriminative training and maximum entropy models for statistical machine translation"). Immutable and thread-safe.
/// </summary>
internal sealed class ParallelTermAligner
{
    private const int LongSide = 240;

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

    /// <summary>Term base and composition, whose renderings are looked for in the text; none where null.</summary>
    internal CompositionModel? Known { get; init; } = TermAligner.DefaultModel;

    /// <summary>The user's glossary, or null.</summary>
    internal ClientGlossarySource? Client { get; init; }

    /// <summary>The weights.</summary>
    internal TermSpanModel Model { get; init; } = TermSpanModel.Default;

    /// <summary>Finds the English of terms.</summary>
    /// <param name="text">The parallel text.</param>
    /// <param name="terms">The Chinese terms; either script, independent of the text's.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>One result a term, in the order given; without suggestions where the text does not have the term.</returns>
    public IReadOnlyList<ParallelTerm> Align(IReadOnlyList<SentencePair> text, IReadOnlyList<string> terms, CancellationToken cancellation = default) =>
        Each(text, terms, found =>
        {
            Model.Rank(found.Spans);
            return Suggest(Model, found.Term, found.Places.Count, found.Spans, n => found.Sentences[n].Pair);
        }, cancellation);

    /// <summary>A term with its places and its candidates, not yet weighed.</summary>
    internal sealed record Found(string Term, List<TermPlace> Places, List<TermSpan> Spans, List<AlignedSentence> Sentences);

    /// <summary>Finds the candidates of each term and makes something of them, so that those of all terms are never held at once.</summary>
    internal T[] Each<T>(IReadOnlyList<SentencePair> text, IReadOnlyList<string> terms, Func<Found, T> use, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(terms);
        string[] keys = [.. terms.Select(TermFinder.Key)];
        TermFinder finder = new(keys);
        List<AlignedSentence> sentences = [];
        foreach (SentencePair pair in Sentences(text))
        {
            cancellation.ThrowIfCancellationRequested();
            sentences.Add(AlignedSentence.Of(pair, finder, _segmenter));
        }
        LinkProbabilities links = _words.Probabilities([.. sentences.Select(s => new TokenizedPair(s.Source, s.Target))], cancellation);
        Dictionary<string, List<TermPlace>> places = [];
        for (int n = 0; n < sentences.Count; n++)
        {
            foreach ((string key, int from, int to) in sentences[n].Terms)
            {
                ref List<TermPlace>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(places, key, out _);
                (list ??= []).Add(new TermPlace(n, from, to));
            }
        }
        TermSpans spans = new(sentences, links, new PhraseIndex(sentences), Known, _table);
        T[] results = new T[terms.Count];
        Parallel.For(0, terms.Count, new ParallelOptions { CancellationToken = cancellation }, t =>
        {
            List<TermPlace> ofTerm = places.GetValueOrDefault(keys[t]) ?? [];
            List<TermSpan> found = ofTerm.Count == 0 ? [] : spans.Find(new TermKnowledge(terms[t], keys[t], _table, Known, Client), ofTerm);
            results[t] = use(new Found(terms[t], ofTerm, found, sentences));
        });
        return results;
    }

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

    /// <summary>The suggestions of ranked candidates.</summary>
    internal static ParallelTerm Suggest(TermSpanModel model, string term, int places, List<TermSpan> ranked, Func<int, SentencePair> pair)
    {
        List<TermSuggestion> suggestions = [];
        int looked = Math.Min(places, TermSpans.LookedAt);
        for (int k = 0; k < Math.Min(3, ranked.Count); k++)
        {
            TermSpan span = ranked[k];
            double confidence = model.Confidence(ranked, k);
            if (k > 0 && confidence < TermSpanModel.LeastFurther)
                continue;
            string evidence = string.Create(CultureInfo.InvariantCulture, $"in the translation of {span.Places} of {looked} places{(looked < places ? " looked at" : "")}");
            suggestions.Add(new TermSuggestion(Citation(span.Surfaces), AlignmentMethod.ParallelText, Math.Round(confidence, 3), evidence) { Context = pair(span.Sentence) });
        }
        return new ParallelTerm(term, places, suggestions);
    }

    // The commonest form; where there are several, in lower case if it ever is.
    internal static string Citation(Dictionary<string, int> surfaces)
    {
        Dictionary<string, int> joined = [];
        foreach ((string surface, int count) in surfaces)
        {
            string form = surfaces.Keys.FirstOrDefault(k => k != surface && string.Equals(k, surface, StringComparison.OrdinalIgnoreCase) && string.CompareOrdinal(k, surface) > 0) ?? surface;
            joined[form] = joined.GetValueOrDefault(form) + count;
        }
        return joined.OrderByDescending(e => e.Value).ThenBy(e => e.Key.Length).ThenBy(e => e.Key, StringComparer.Ordinal).First().Key;
    }
}
