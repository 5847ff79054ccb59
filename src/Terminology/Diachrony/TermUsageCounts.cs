using System.Collections.Concurrent;

namespace Terminology;

/// <summary>
/// How often each of a list of terms stands in each document: integers only, so that parts of a corpus can be counted apart and merged exactly, and any grouping in time
/// needs no second reading. Immutable and thread-safe.
/// </summary>
/// <remarks>
/// Three counts are kept. <i>Exact</i>: the string stands there, whatever surrounds it. <i>Segmented</i>: besides, it begins and ends at a border between tokens.
/// <i>Stand-alone</i>: exact, and not part of (or cut by) a longer term of the list: of overlapping terms the leftmost counts, at one place the longest.
/// Occurrences of one term never overlap each other, the leftmost counts. All forms of a term (its variants) count as the term.
/// A form that begins or ends with a Latin letter or digit is not found inside a longer run of them. Widths of letters and hard line breaks make no difference.
/// </remarks>
public sealed class TermUsageCounts
{
    private readonly DocumentUsage[][] _usages; // by document, sorted by term
    private readonly TermSurroundings _surroundings;

    private TermUsageCounts(IReadOnlyList<string> terms, IReadOnlyList<TermCandidate?> candidates, IReadOnlyList<DocumentSummary> documents, DocumentUsage[][] usages, TermSurroundings surroundings) =>
        (Terms, Candidates, Documents, _usages, _surroundings) = (terms, candidates, documents, usages, surroundings);

    /// <summary>The terms.</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The documents, in corpus order.</summary>
    public IReadOnlyList<DocumentSummary> Documents { get; }

    internal IReadOnlyList<TermCandidate?> Candidates { get; }

    /// <summary>Counts extracted terms with their variants.</summary>
    /// <param name="corpus">The documents, read once.</param>
    /// <param name="terms">The terms.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="TerminologyFormatException">Two documents have the same date and the same text (TRM0505).</exception>
    public static TermUsageCounts Count(IEnumerable<Document> corpus, TermCandidateList terms, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Count(corpus, [.. terms.Select(t => t.Text)], [.. terms], [.. terms.Select(t => t.Variants.Select(v => v.Text))], cancellation);
    }

    /// <summary>Counts given terms.</summary>
    /// <param name="corpus">The documents, read once.</param>
    /// <param name="terms">The terms; repeated ones are counted once.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="ArgumentException">A term is empty.</exception>
    /// <exception cref="TerminologyFormatException">Two documents have the same date and the same text (TRM0505).</exception>
    public static TermUsageCounts Count(IEnumerable<Document> corpus, IEnumerable<string> terms, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        string[] distinct = [.. terms.Select(t => t?.Trim() ?? "").Distinct(StringComparer.Ordinal)];
        return Count(corpus, distinct, new TermCandidate?[distinct.Length], [.. distinct.Select(_ => Enumerable.Empty<string>())], cancellation);
    }

    /// <summary>The counts of two corpora together; exact, and in any order the same but for the order of documents.</summary>
    /// <param name="other">Counts of the same terms.</param>
    /// <exception cref="ArgumentException">The terms differ.</exception>
    public TermUsageCounts Merge(TermUsageCounts other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!Terms.SequenceEqual(other.Terms, StringComparer.Ordinal))
            throw Throw.CountsOfOtherTerms();
        var surroundings = new TermSurroundings();
        surroundings.Add(_surroundings);
        surroundings.Add(other._surroundings);
        return new TermUsageCounts(Terms, Candidates, [.. Documents, .. other.Documents], [.. _usages, .. other._usages], surroundings);
    }

    internal TermSurroundings Surroundings => _surroundings;

    internal ReadOnlySpan<DocumentUsage> Of(int document) => _usages[document];

    private static TermUsageCounts Count(IEnumerable<Document> corpus, string[] terms, TermCandidate?[] candidates, IEnumerable<string>[] variants, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(corpus);
        var forms = new List<string>();
        var owners = new List<int>();
        for (int t = 0; t < terms.Length; t++)
        {
            foreach (string form in variants[t].Prepend(terms[t]))
            {
                string normal = TextNormalizer.Normalize(form, out _).Trim();
                if (normal.Length == 0)
                    throw Throw.EmptyTerm(t + 1);
                forms.Add(normal);
                owners.Add(t);
            }
        }
        var counter = new Counter(new TermMatcher(forms), [.. owners], terms.Length);
        var summaries = new List<DocumentSummary>();
        var usages = new List<DocumentUsage[]>();
        var surroundings = new TermSurroundings();
        var seen = new Dictionary<(ulong, int, DocumentDate?), string>();
        // In batches, so that a corpus larger than memory can be counted, and put together in corpus order whatever the number of threads.
        foreach (Document[] batch in corpus.Chunk(64))
        {
            foreach (Document d in batch)
            {
                if (!seen.TryAdd((StringHash.Of(d.Text), d.Text.Length, d.Date), d.Name))
                    throw Throw.SameDocument(seen[(StringHash.Of(d.Text), d.Text.Length, d.Date)], d.Name);
            }
            var results = new (DocumentSummary, DocumentUsage[], TermSurroundings)[batch.Length];
            Parallel.ForEach(Partitioner.Create(0, batch.Length, 1), new ParallelOptions { CancellationToken = cancellation }, range =>
            {
                for (int i = range.Item1; i < range.Item2; i++)
                    results[i] = counter.Count(batch[i]);
            });
            foreach ((DocumentSummary summary, DocumentUsage[] usage, TermSurroundings around) in results)
            {
                surroundings.Add(around);
                summaries.Add(summary);
                usages.Add(usage);
            }
        }
        return new TermUsageCounts(terms, candidates, summaries, [.. usages], surroundings);
    }

    private sealed class Counter(TermMatcher matcher, int[] owners, int terms)
    {
        private static readonly DocumentPreparer s_preparer = new();

        public (DocumentSummary, DocumentUsage[], TermSurroundings) Count(Document document)
        {
            PreparedDocument d = s_preparer.Prepare(document);
            var starts = new bool[d.Text.Length + 1];
            var ends = new bool[d.Text.Length + 1];
            long characters = 0, tokens = 0;
            for (int i = 0; i < d.Count; i++)
            {
                (starts[d.Start[i]], ends[d.End[i]]) = (true, true);
                if ((d.Flags[i] & TokenFlags.Punctuation) == 0)
                {
                    tokens++;
                    characters += d.End[i] - d.Start[i];
                }
            }
            var matches = new List<PatternMatch>();
            matcher.Find(d.Text, matches);
            var counts = new DocumentUsage[terms];
            int[] exactEnd = new int[terms], segmentedEnd = new int[terms];
            var surroundings = new TermSurroundings();
            var open = new List<PatternMatch>();
            int covered = 0;
            foreach (PatternMatch m in matches)
            {
                int term = owners[m.Pattern];
                Close(open, m.Start);
                ref DocumentUsage count = ref counts[term];
                count.Term = term;
                if (m.Start >= exactEnd[term])
                {
                    exactEnd[term] = m.End;
                    count.Exact++;
                    surroundings.AddNeighbours(term, d.Text, m.Start, m.End);
                    foreach (PatternMatch longer in open)
                    {
                        if (longer.End >= m.End && owners[longer.Pattern] != term)
                            surroundings.AddLonger(term, owners[longer.Pattern]);
                    }
                }
                open.Add(m);
                if (starts[m.Start] && ends[m.End] && m.Start >= segmentedEnd[term])
                {
                    segmentedEnd[term] = m.End;
                    count.Segmented++;
                }
                if (m.Start >= covered)
                {
                    covered = m.End;
                    count.StandAlone++;
                }
            }
            DocumentSummary summary = new(document.Name, document.Date, characters, tokens) { Metadata = document.Metadata };
            return (summary, [.. counts.Where(c => c.Exact > 0)], surroundings);
        }

        /// <summary>Forgets the matches that end before a place.</summary>
        private static void Close(List<PatternMatch> open, int place)
        {
            int kept = 0;
            for (int i = 0; i < open.Count; i++)
            {
                if (open[i].End > place)
                    open[kept++] = open[i];
            }
            open.RemoveRange(kept, open.Count - kept);
        }
    }
}

/// <summary>The counts of a term in a document.</summary>
internal struct DocumentUsage
{
    public int Term, Segmented, Exact, StandAlone;
}
