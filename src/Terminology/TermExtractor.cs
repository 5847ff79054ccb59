using System.Buffers;
using System.Runtime.CompilerServices;
using System.Globalization;
using Terminology.Segmentation;

namespace Terminology;

/// <summary>
/// Finds and ranks the terms of a corpus of Chinese policy text. Configured once, immutable, thread-safe and meant to be reused.
/// Up to forty million characters the documents are read once and kept prepared, some fourteen bytes a character; beyond that they are read up to three times (frequencies, candidates, sentences), so that
/// memory grows with the candidates and not with the text; <see cref="TermExtractorOptions.MemoryBudget"/> bounds all of that. Works on all processors; the result does not depend on their number.
/// The middle step can be done apart: <see cref="Count"/> writes what was counted to a file, <see cref="TermCounts.Merge"/> joins such files, <see cref="Rank"/> ranks them,
/// with the result that one extraction from all documents has.
/// </summary>
/// <example><code>
/// TermCandidateList terms = new TermExtractor().Extract(Corpus.FromDirectory("seeds/corpus"));
/// </code></example>
public sealed class TermExtractor
{
    /// <summary>Up to this many characters the prepared documents are kept instead of being prepared again.</summary>
    private const long KeptCharacters = 40_000_000;

    /// <summary>Up to this many characters no candidate is too rare, so that the documents are gone through once.</summary>
    private const long SmallCharacters = 1_000_000;

    /// <summary>So many terms are worked on at a time.</summary>
    private const int Part = 2048;

    private readonly DocumentPreparer _preparer;
    private readonly Steering _steering;

    /// <summary>Makes an extractor.</summary>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options out of range; the message names all of them.</exception>
    public TermExtractor(TermExtractorOptions? options = null)
    {
        Options = options ?? new TermExtractorOptions();
        Options.Validate();
        _steering = new Steering(Options);
        _preparer = new DocumentPreparer(Options.Segmenter, _steering.Places);
    }

    /// <summary>The options.</summary>
    public TermExtractorOptions Options { get; }

    /// <summary>Where given, told which stage the work is in.</summary>
    internal StageClock? Clock { get; init; }

    /// <summary>The background; for a document that stands in it itself, the one without that document.</summary>
    internal BackgroundView Background { get; init; } = new(BackgroundModel.Default);

    /// <summary>Extracts and ranks.</summary>
    /// <param name="corpus">The documents; enumerated up to three times and in the same order each time.</param>
    /// <param name="progress">Told the number of documents worked through, over all passes; may be null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The ranked terms; empty where there are none.</returns>
    public TermCandidateList Extract(IEnumerable<Document> corpus, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        return new Run(this, corpus, progress, cancellation).Extract();
    }

    /// <summary>Counts the candidates of documents into a file, which is written to a temporary one and moved into place when it is whole.</summary>
    /// <param name="corpus">The documents, read once, in any order; each has a name of its own.</param>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="progress">Told the number of documents worked through; may be null.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="TerminologyFormatException">Two documents have one name (TRM0605).</exception>
    public CountsSummary Count(IEnumerable<Document> corpus, string path, IProgress<int>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentException.ThrowIfNullOrEmpty(path);
        var names = new HashSet<string>(StringComparer.Ordinal);
        using CountsRuns runs = Runs(Identity, Options.SpillDirectory ?? Path.GetDirectoryName(Path.GetFullPath(path))!);
        CandidateSearch search = Search();
        foreach ((Document document, PreparedDocument d, CandidateSpans spans) in Lookahead.Select(corpus, document =>
        {
            PreparedDocument d = _preparer.Prepare(document);
            return (document, d, search.Find(d));
        }, Threads))
        {
            cancellation.ThrowIfCancellationRequested();
            if (!names.Add(document.Name))
                throw Throw.CountedTwice(document.Name);
            StatedAbbreviations.Find(d, runs.Abbreviations);
            runs.Add(new CountedDocument(Summary(document, d), d.Count), d, spans);
            progress?.Report(runs.Documents.Count);
        }
        long candidates = 0;
        AtomicFile.Write(path, stream =>
        {
            candidates = runs.Write(stream, cancellation);
            ((FileStream)stream).Flush(flushToDisk: true);
        });
        return CountsSummary.Of(runs.Documents, candidates, runs.Spilled);
    }

    /// <summary>Ranks the terms of a counts file.</summary>
    /// <param name="path">A file of <see cref="Count"/> or <see cref="TermCounts.Merge"/>.</param>
    /// <param name="corpus">The documents that were counted, for the sentences around the terms; null leaves these empty.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The ranked terms; empty where there are none. Documents are sorted by name.</returns>
    /// <exception cref="TerminologyFormatException">No counts (TRM0601), of another version (TRM0602), damaged (TRM0603), or counted with another model, dictionary or segmenter (TRM0604).</exception>
    public TermCandidateList Rank(string path, IEnumerable<Document>? corpus = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new CountsReader(path);
        if (Identity.Difference(reader.Identity) is { } difference)
            throw Throw.CountsDiffer("the options of this ranking", path, difference);
        return new Run(this, corpus ?? [], null, cancellation).Rank(reader);
    }

    /// <summary>What counts depend on besides the texts.</summary>
    internal CountsIdentity Identity => field ??= CountsIdentity.Of(Options.Segmenter, Model.Identity, _steering.Identity);

    private TermhoodModel Model => Options.Model ?? TermhoodModel.Default;

    private DocumentView View() => new(Background, new SharesView(Model.Shares), _steering.KeepsAll ? null : Model.Sieve); // what is asked for passes any gate

    /// <summary>Bytes for what is counted: half of a budget without what a few documents take; 0 sets no limit.</summary>
    private long CountingBudget => Options.MemoryBudget == 0 ? 0 : Math.Max(16 << 20, (Options.MemoryBudget - (64 << 20)) / 2);

    /// <summary>How many threads work: a small budget does not suffice for several.</summary>
    private int Threads => CountingBudget == 0 ? CountsRuns.UsualShares : (int)Math.Clamp(CountingBudget / (64 << 20), 1, CountsRuns.UsualShares);

    /// <summary>Within a budget fewer documents are held at a time.</summary>
    private CountsRuns Runs(CountsIdentity identity, string directory, IFrequencies? frequencies = null, int minimum = 1, bool keepRows = false) => new(shares => Counter(shares, keepRows), identity, directory, frequencies, minimum)
    {
        BatchTokens = CountingBudget == 0 ? CountsRuns.UsualBatch : CountsRuns.UsualBatch / 4,
        Shares = Threads,
    };

    private CandidateSearch Search() => new(View, CountingBudget / 4);

    private CandidateCounter Counter(int shares, bool keepRows) => new(View(), _steering.KeepsAll ? null : Model.Gate, Model.GateThreshold, keepRows, CountingBudget / shares, shares);

    private static DocumentSummary Summary(Document document, PreparedDocument d)
    {
        long characters = 0, tokens = 0;
        for (int i = 0; i < d.Count; i++)
        {
            if ((d.Flags[i] & TokenFlags.Punctuation) == 0)
            {
                tokens++;
                characters += d.End[i] - d.Start[i];
            }
        }
        return new DocumentSummary(document.Name, document.Date, characters, tokens) { Metadata = document.Metadata };
    }

    /// <summary>Says what happened to a string: whether and where it was dropped, its features and what they contributed.</summary>
    /// <param name="corpus">The documents.</param>
    /// <param name="term">The string.</param>
    /// <param name="cancellation">Stops the work.</param>
    public TermTrace Explain(IEnumerable<Document> corpus, string term, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        ArgumentException.ThrowIfNullOrWhiteSpace(term);
        return new Run(this, corpus, null, cancellation).Explain(term.Trim());
    }

    /// <summary>The words of a string.</summary>
    private List<string> Words(string text)
    {
        PreparedDocument d = _preparer.Prepare(new Document("string", text));
        return Tokens(d, 0, d.Count);
    }

    private static List<string> Tokens(PreparedDocument d, int first, int last) => [.. Enumerable.Range(first, last - first).Select(i => d.SpanText(i, i + 1))];

    /// <summary>One pass of the pipeline over a corpus, with its state.</summary>
    private sealed class Run(TermExtractor extractor, IEnumerable<Document> corpus, IProgress<int>? progress, CancellationToken cancellation)
    {
        private readonly TermExtractorOptions _options = extractor.Options;
        private readonly TermhoodModel _model = extractor.Model;
        private readonly BackgroundView _background = extractor.Background;
        private readonly List<DocumentSummary> _documents = [];
        private readonly HashSet<StatedAbbreviation> _stated = [];
        private readonly StageClock? _clock = extractor.Clock;
        private List<PreparedDocument>? _kept = [];
        private readonly List<Document> _texts = []; // of the kept documents, so that files need not be read again
        private List<CandidateSpans> _found = []; // of the kept documents, where they were looked for already
        private long _tokens, _characters;
        private int _minimumFrequency, _done;
        private CandidateTable _table = new();
        private readonly CandidateSearch _search = extractor.Search();
        private bool _byNames = true; // whether the corpus has its documents in the order of their names
        private int[] _inCorpus = []; // by number of a document in the table: its place in the corpus
        private Dictionary<string, int>? _byName; // where the corpus is not what was counted but only the same documents
        private CandidateScore[] _scores = [];

        public TermCandidateList Extract()
        {
            Score();
            return List(out _);
        }

        public TermCandidateList Rank(CountsReader reader)
        {
            _documents.AddRange(reader.Documents.Select(d => d.Summary));
            _byName = _documents.Select((d, i) => (d.Name, i)).ToDictionary(d => d.Name, d => d.i, StringComparer.Ordinal);
            _characters = _documents.Sum(d => d.Characters);
            _tokens = _documents.Sum(d => d.Tokens);
            _inCorpus = [.. Enumerable.Range(0, _documents.Count)];
            if (_options.GroupVariants)
                _stated.UnionWith(reader.Abbreviations);
            ChooseMinimumFrequency();
            Score([CountsRuns.Records(new RecordMerge([reader]))], [.. reader.Documents.Select(d => d.Units)]);
            return List(out _);
        }

        private void Score()
        {
            using IFrequencies frequencies = _options.MemoryBudget > 0 ? new FrequencySketch(extractor.CountingBudget / 2) : new CandidateCounts();
            Count(frequencies);
            if (_minimumFrequency > 1)
                frequencies.RemoveRare([], _minimumFrequency); // finds out which are rare, before several threads ask
            using CountsRuns runs = extractor.Runs(new CountsIdentity([]), _options.SpillDirectory ?? Path.GetTempPath(), _minimumFrequency > 1 ? frequencies : null, _minimumFrequency, keepRows: _options.MemoryBudget == 0);
            var names = new HashSet<string>(StringComparer.Ordinal);
            int[] order = _kept is null ? [] : Order(_kept);
            IEnumerable<PreparedDocument> documents = _kept is null ? Prepared().Select(both => both.Prepared) : order.Select(place => _kept[place]);
            foreach ((PreparedDocument d, CandidateSpans found) in Ahead(documents.Select((d, i) => (d, i)), document => Found(document.d, _found.Count > 0 ? _found[order[document.i]] : null)))
            {
                _clock?.Enter(Stage.Observe);
                int number = runs.Documents.Count;
                string name = names.Add(d.Name) ? d.Name : string.Create(CultureInfo.InvariantCulture, $"{d.Name}\0{number}"); // two of one name are still two
                runs.Add(new CountedDocument(new DocumentSummary(name, null, 0, 0), d.Count), d, found);
            }
            _found = [];
            _kept = _options.MemoryBudget > 0 ? null : _kept;
            int[] numbers = runs.Numbers();
            _inCorpus = new int[numbers.Length];
            var units = new int[numbers.Length];
            for (int i = 0; i < numbers.Length; i++)
            {
                int place = order.Length > 0 ? order[i] : i;
                _inCorpus[numbers[i]] = place;
                units[numbers[i]] = runs.Documents[i].Units;
                _byNames &= numbers[i] == place;
            }
            _clock?.Enter(Stage.Contexts);
            Score(runs.Records(), units);
        }

        /// <summary>The places of documents by name: counted in this order, occurrences need not be compared.</summary>
        private static int[] Order(List<PreparedDocument> documents)
        {
            int[] order = [.. Enumerable.Range(0, documents.Count)];
            Array.Sort(order, (a, b) => string.CompareOrdinal(documents[a].Name, documents[b].Name) is not 0 and var c ? c : a.CompareTo(b));
            return order;
        }

        private void Score(IReadOnlyList<IEnumerable<CandidateRecord>> sets, int[] units)
        {
            var tables = new CandidateTable[sets.Count];
            Parts.Each(sets.Count, set =>
            {
                tables[set] = new CandidateTable();
                foreach (CandidateRecord record in sets[set])
                {
                    if (record.Frequency >= _minimumFrequency)
                        tables[set].Add(record, units);
                }
            });
            cancellation.ThrowIfCancellationRequested();
            _table = CandidateTable.Join(tables, units.Length);
            _table.FillStrings(_search);
            _scores = CandidateScorer.Score(_table, _model, _clock);
        }

        private void ChooseMinimumFrequency() =>
            _minimumFrequency = _options.MinimumFrequency > 0 ? _options.MinimumFrequency : _characters <= SmallCharacters ? 1 : (int)Math.Sqrt(_characters / 200_000.0);

        private void Count(IFrequencies frequencies)
        {
            var waiting = new List<PreparedDocument>(); // that are not kept and searched together, on all threads
            int waitingTokens = 0;
            _clock?.Enter(Stage.Read);
            foreach ((Document document, PreparedDocument d) in Prepared())
            {
                DocumentSummary summary = Summary(document, d);
                _documents.Add(summary);
                _characters += summary.Characters;
                _tokens += summary.Tokens;
                if (_characters <= KeptCharacters && _options.MemoryBudget == 0)
                {
                    if (_characters > SmallCharacters)
                        d.Release();
                    _kept?.Add(d);
                    _texts.Add(document);
                    _clock?.Enter(Stage.Read);
                    continue;
                }
                waiting.AddRange(_kept ?? []);
                waiting.Add(d);
                waitingTokens += d.Count;
                _kept = null;
                _texts.Clear();
                if (waitingTokens >= (extractor.Threads > 1 ? CountsRuns.UsualBatch : 0))
                    CountWaiting();
                _clock?.Enter(Stage.Read);
            }
            CountWaiting();
            ChooseMinimumFrequency();
            // A small corpus, in which no candidate is too rare, needs no frequencies beforehand.
            if (_minimumFrequency > 1)
            {
                _found.AddRange(Ahead(_kept ?? [], Count));
            }

            void CountWaiting()
            {
                if (_options.MinimumFrequency != 1)
                    _ = Ahead(waiting, Count).Count();
                waiting.Clear();
                waitingTokens = 0;
            }

            CandidateSpans Count(PreparedDocument d)
            {
                cancellation.ThrowIfCancellationRequested();
                CandidateSpans found = Found(d).Found;
                _clock?.Enter(Stage.Count);
                CandidateSpan[] slice = ArrayPool<CandidateSpan>.Shared.Rent(1 << 12);
                CandidateSpans.Cursor at = default;
                for (int read; (read = found.Read(d, ref at, slice)) > 0;)
                    frequencies.Add(slice.AsSpan(0, read));
                ArrayPool<CandidateSpan>.Shared.Return(slice);
                d.Release();
                return found;
            }
        }

        /// <summary>A document with its candidates, which are looked for where they are not known.</summary>
        private (PreparedDocument Document, CandidateSpans Found) Found(PreparedDocument d, CandidateSpans? known = null)
        {
            _clock?.Enter(Stage.Find);
            if (known is null)
                return (d, _search.Find(d));
            d.Restore();
            return (d, known);
        }

        private IEnumerable<(Document Document, PreparedDocument Prepared)> Prepared()
        {
            foreach ((Document document, PreparedDocument d) in Ahead(corpus, document => (document, Prepare(document))))
            {
                cancellation.ThrowIfCancellationRequested();
                if (_options.GroupVariants)
                    StatedAbbreviations.Find(d, _stated);
                progress?.Report(++_done);
                yield return (document, d);
            }
        }

        private PreparedDocument Prepare(Document document)
        {
            _clock?.Enter(Stage.Prepare);
            return extractor._preparer.Prepare(document);
        }

        /// <summary>Works ahead on other threads, unless stages are timed.</summary>
        private IEnumerable<TOut> Ahead<TIn, TOut>(IEnumerable<TIn> items, Func<TIn, TOut> transform) =>
            Lookahead.Select(items, transform, _clock is null ? extractor.Threads : 1);

        private TermCandidateList List(out Dictionary<string, string> variantOf)
        {
            _clock?.Enter(Stage.List);
            var found = new List<int>();
            HashSet<int> matching = extractor._steering.Matching(_table, _scores);
            for (int i = 0; i < _scores.Length; i++)
            {
                if (Listed(i, matching))
                    found.Add(i);
            }
            variantOf = [];
            Dictionary<int, List<TermVariant>> variants = _options.GroupVariants ? Group(found, variantOf) : [];
            int[] listed = [.. found];
            var salience = new double[_scores.Length];
            Parts.For(listed.Length, Part, (from, to) =>
            {
                foreach (int i in listed.AsSpan(from, to - from))
                    salience[i] = SalienceOf(i, variants);
            });
            Sort(listed, salience);
            if (_options.MaximumTerms > 0 && listed.Length > _options.MaximumTerms)
                Array.Resize(ref listed, _options.MaximumTerms);
            _clock?.Enter(Stage.Places);
            TermOccurrence[][] occurrences = Occurrences(listed);
            DocumentCount[][] documentCounts = DocumentCounts(listed);
            _clock?.Enter(Stage.Sentences);
            string[] sentences = Sentences(occurrences);
            var terms = new TermCandidate[listed.Length];
            Parts.For(terms.Length, Part, (from, to) =>
            {
                for (int r = from; r < to; r++)
                {
                    int i = listed[r];
                    ref readonly CandidateContext c = ref _table.Contexts[i];
                    terms[r] = new TermCandidate
                    {
                        Rank = r + 1, Text = c.Text, Termhood = _scores[i].Termhood, Salience = salience[i], Frequency = c.Frequency, DocumentFrequency = c.DocumentFrequency,
                        DocumentCounts = documentCounts[r], Occurrences = occurrences[r], Context = sentences[r], Variants = variants.GetValueOrDefault(i) ?? [], Borders = _table.Borders(i),
                    };
                }
            });
            _clock?.Enter(Stage.None);
            return new TermCandidateList(terms, _documents);
        }

        private double SalienceOf(int candidate, Dictionary<int, List<TermVariant>> variants)
        {
            ref readonly CandidateContext c = ref _table.Contexts[candidate];
            int frequency = c.Frequency + (variants.TryGetValue(candidate, out List<TermVariant>? forms) ? forms.Sum(v => v.Frequency) : 0);
            double salience = Salience.Of(c, frequency, _scores[candidate], _background[c.Key].Count, _background.Tokens, _tokens, _documents.Count);
            return Math.Min(100, salience * (1 + extractor._steering.Likeness(c.Text)));
        }

        /// <summary>The tracked places of each listed candidate, in corpus order.</summary>
        private TermOccurrence[][] Occurrences(int[] listed)
        {
            var occurrences = new TermOccurrence[_table.Count][];
            var filled = new int[_table.Count];
            foreach (int i in listed)
                occurrences[i] = new TermOccurrence[_table.Contexts[i].Observed];
            foreach (ref readonly CandidatePlace p in _table.Places)
            {
                if (occurrences[p.Candidate] is { } own)
                    own[filled[p.Candidate]++] = new TermOccurrence(_inCorpus[p.Document], p.Start, p.End - p.Start);
            }
            return Array.ConvertAll(listed, i => InOrder(occurrences[i], static (a, b) => a.Document != b.Document ? a.Document.CompareTo(b.Document) : a.Start.CompareTo(b.Start)));
        }

        private DocumentCount[][] DocumentCounts(int[] listed)
        {
            var counts = new DocumentCount[_table.Count][];
            var filled = new int[_table.Count];
            foreach (int i in listed)
                counts[i] = new DocumentCount[_table.Contexts[i].DocumentFrequency];
            foreach (ref readonly CandidateDocument p in _table.DocumentCounts)
            {
                if (counts[p.Candidate] is { } own)
                    own[filled[p.Candidate]++] = new DocumentCount(_inCorpus[p.Document], p.Frequency);
            }
            return Array.ConvertAll(listed, i => InOrder(counts[i], static (a, b) => a.Document.CompareTo(b.Document)));
        }

        /// <summary>What is sorted by the names of documents, in the order of the corpus.</summary>
        private T[] InOrder<T>(T[] items, Comparison<T> comparison)
        {
            if (!_byNames)
                Array.Sort(items, comparison);
            return items;
        }

        private bool Listed(int i, HashSet<int> matching)
        {
            string text = _table.Contexts[i].Text;
            if (extractor._steering.Includes(text))
                return true;
            return (_scores[i].Termhood >= _options.MinimumTermhood || matching.Contains(i)) && text.Length >= _options.MinimumLength && text.Length <= _options.MaximumLength && !extractor._steering.Excludes(text);
        }

        /// <summary>Sorts by the order asked for: by the leading number first, then the runs that have the same by the whole comparison.</summary>
        private void Sort(int[] listed, double[] salience)
        {
            double[] keys = Array.ConvertAll(listed, i => _options.Order switch
            {
                TermOrder.Termhood => -_scores[i].Termhood,
                TermOrder.Frequency => -_table.Contexts[i].Frequency,
                _ => -salience[i],
            });
            Array.Sort(keys, listed);
            for (int from = 0; from < keys.Length;)
            {
                int to = from + 1;
                while (to < keys.Length && keys[to] == keys[from]) to++;
                if (to - from > 1)
                    listed.AsSpan(from, to - from).Sort(Compare);
                from = to;
            }
        }

        private int Compare(int a, int b)
        {
            int order = _scores[b].Termhood.CompareTo(_scores[a].Termhood);
            if (order == 0) order = _table.Contexts[b].Frequency.CompareTo(_table.Contexts[a].Frequency);
            return order != 0 ? order : string.CompareOrdinal(_table.Contexts[a].Text, _table.Contexts[b].Text);
        }

        /// <summary>Takes the variants out of the list; what remains of it has them, by number of the candidate.</summary>
        private Dictionary<int, List<TermVariant>> Group(List<int> listed, Dictionary<string, string> variantOf)
        {
            // Which of several full forms is met first matters, so the order is one that all ways of counting have.
            ulong[] keys = [.. listed.Select(i => (ulong)~_table.Contexts[i].Frequency << 40 | _table.Contexts[i].Key >> 24)];
            keys.AsSpan().Sort(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(listed));
            VariantForm[] forms = [.. listed.Select(i => new VariantForm(_table.Contexts[i].Text, _table.Contexts[i].Frequency, _scores[i].Termhood))];
            var variants = new Dictionary<int, List<TermVariant>>();
            var dropped = new HashSet<int>();
            foreach (VariantLink link in VariantGrouping.Find(forms, _stated, extractor.Words))
            {
                int head = listed[link.Head];
                if (!variants.TryGetValue(head, out List<TermVariant>? list))
                    variants[head] = list = [];
                list.Add(new TermVariant(forms[link.Variant].Text, link.Relation, forms[link.Variant].Frequency));
                dropped.Add(listed[link.Variant]);
                variantOf[forms[link.Variant].Text] = forms[link.Head].Text;
            }
            listed.RemoveAll(dropped.Contains);
            return variants;
        }

        /// <summary>The sentence around the first occurrence of each term.</summary>
        private string[] Sentences(TermOccurrence[][] occurrences)
        {
            var sentences = new string[occurrences.Length];
            Array.Fill(sentences, "");
            int[] order = [.. Enumerable.Range(0, occurrences.Length)];
            long[] keys = Array.ConvertAll(occurrences, o => (long)o[0].Document << 32 | (uint)o[0].Start);
            Array.Sort(keys, order);
            int left = order.Length;
            foreach (int done in Ahead((_texts.Count > 0 ? _texts : corpus).Select((document, i) => (document, Number: _byName is null ? i : _byName.GetValueOrDefault(document.Name, -1))), d => OfDocument(d.document, d.Number)))
            {
                if ((left -= done) == 0)
                    break;
            }
            return sentences;

            int OfDocument(Document document, int number)
            {
                int first = ~Array.BinarySearch(keys, ((long)number << 32) - 1), next = first; // before all of the document
                for (; next < order.Length && keys[next] >> 32 == number; next++)
                    sentences[order[next]] = Sentence(document.Text, occurrences[order[next]][0]);
                return next - first;
            }
        }

        private static readonly System.Buffers.SearchValues<char> s_ends = System.Buffers.SearchValues.Create("。！？；\n");

        private static string Sentence(string text, TermOccurrence o)
        {
            const int Reach = 120;
            if (o.Start + o.Length > text.Length)
                return ""; // not the text that was counted
            int from = Math.Max(0, o.Start - Reach), last = text.AsSpan(from, o.Start - from).LastIndexOfAny(s_ends);
            int start = last < 0 ? from : from + last + 1, end = o.Start + o.Length;
            if (end - o.Start < Reach)
            {
                int reach = Math.Min(text.Length, o.Start + Reach), next = text.AsSpan(end, reach - end).IndexOfAny(s_ends);
                end = next < 0 ? reach : end + next;
            }
            if (end < text.Length && text[end] is '。' or '！' or '？' or '；') end++;
            return text.AsSpan(start, end - start).Trim().ToString();
        }

        public TermTrace Explain(string term)
        {
            Score();
            int candidate = _table.Find(StringHash.Of(ChineseScript.ToSimplified(term)));
            if (candidate < 0)
                return Missing(term);
            TermCandidateList list = List(out Dictionary<string, string> variantOf);
            TermCandidate? listed = list.FirstOrDefault(t => t.Text == term);
            CandidateContext c = _table.Contexts[candidate];
            CandidateScore score = _scores[candidate];
            string numbers = string.Create(CultureInfo.InvariantCulture, $"termhood {score.Termhood:F3} (scores: term {score.Term:F3}, first tier {score.Main:F3}, first stage {score.First:F3}), frequency {c.Frequency}{(_model.Linear is null && NamesOfBodies.IsCut(_table, candidate) ? $"; both probabilities lowered to {NamesOfBodies.CutFactor} of what the trees say: cut out of the name of an office, which hardly stands without the words beside it" : "")}");
            (TermStage stage, string message) = listed is not null
                ? (TermStage.Listed, string.Create(CultureInfo.InvariantCulture, $"listed at rank {listed.Rank} of {list.Count}, salience {listed.Salience:F1}, {numbers}"))
                : variantOf.TryGetValue(term, out string? head)
                    ? (TermStage.Variant, $"counted as a variant of {head}; {numbers}")
                    : score.Termhood < _options.MinimumTermhood
                        ? (TermStage.BelowThreshold, string.Create(CultureInfo.InvariantCulture, $"dropped: below the least termhood {_options.MinimumTermhood}; {numbers}"))
                        : (TermStage.Excluded, $"dropped: {Exclusion(c.Text)}; {numbers}");
            return new TermTrace(term, stage, message, listed, _table.Tokens(candidate), Features(candidate));
        }

        /// <summary>The option that keeps a likely term off the list.</summary>
        private string Exclusion(string text) =>
            extractor._steering.Excludes(text) ? "excluded by the options"
            : text.Length < _options.MinimumLength ? string.Create(CultureInfo.InvariantCulture, $"shorter than the least length {_options.MinimumLength}")
            : text.Length > _options.MaximumLength ? string.Create(CultureInfo.InvariantCulture, $"longer than the greatest length {_options.MaximumLength}")
            : string.Create(CultureInfo.InvariantCulture, $"behind the first {_options.MaximumTerms} terms");

        private List<TermFeature> Features(int candidate)
        {
            if (_model.Linear is { } linear)
                return linear.Explain(_table.Row(candidate));
            var first = new float[_table.Count];
            for (int i = 0; i < first.Length; i++)
                first[i] = _scores[i].First;
            var row = new float[TermFeatures.SecondStage];
            CandidateScorer.Fill(_table, NestingFeatures.Compute(_table, first), candidate, row);
            var contributions = new double[row.Length];
            _model.Term.Explain(row, contributions);
            return [.. Enumerable.Range(0, row.Length).Select(f => new TermFeature(TermFeatures.Name(f), row[f], contributions[f])).OrderByDescending(f => Math.Abs(f.Contribution)).ThenBy(f => f.Name, StringComparer.Ordinal)];
        }

        private TermTrace Missing(string term)
        {
            string read = ChineseScript.ToSimplified(term);
            ulong key = StringHash.Of(read);
            int frequency = 0, counted = 0;
            bool passed = false;
            PreparedDocument? found = null;
            int at = -1;
            foreach (PreparedDocument d in _kept ?? Prepared().Select(both => both.Prepared))
            {
                d.Restore();
                int before = frequency;
                for (int i = d.Text.IndexOf(read, StringComparison.Ordinal); i >= 0; i = d.Text.IndexOf(read, i + 1, StringComparison.Ordinal))
                {
                    frequency++;
                    if (found is null) (found, at) = (d, i);
                }
                if (frequency == before)
                    continue;
                counted += CandidateFinder.Find(d).Count(span => span.Key == key);
                _search.Read(d, view => passed |= CandidateFinder.Find(d, view).Exists(span => span.Key == key));
            }
            if (counted >= _minimumFrequency)
                return new TermTrace(term, TermStage.StoppedByGate, passed
                    ? "dropped by the gate: the string alone and what the background knows of it leave too little chance that it is a term"
                    : "dropped by the sieve, before it is counted: its first and last words, their classes, the weakest link between its words and its length leave too little chance that it is a term", null, [], []);
            if (found is null)
                return new TermTrace(term, TermStage.NotInCorpus, "the string does not stand in the corpus", null, [], []);
            int first = Array.BinarySearch(found.Start, at), last = Array.BinarySearch(found.End, at + read.Length);
            bool whole = first >= 0 && last >= 0;
            if (first < 0) first = Math.Max(0, ~first - 1);
            if (last < 0) last = Math.Min(found.Count - 1, ~last);
            return counted > 0 || (whole && frequency < _minimumFrequency)
                ? new TermTrace(term, TermStage.TooRare, string.Create(CultureInfo.InvariantCulture, $"dropped: occurs {frequency} times, least frequency is {_minimumFrequency}"), null, Tokens(found, first, last + 1), [])
                : new TermTrace(term, TermStage.NotACandidate, $"no candidate at its first occurrence: {CandidateRefusal.Of(found, at, at + read.Length)}", null, Tokens(found, first, last + 1), []);
        }
    }
}
