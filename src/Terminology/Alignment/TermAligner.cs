namespace Terminology;

/// <summary>
/// Finds English for Chinese terms: in the user's glossaries, in the term base that comes with the library, under another form
/// of the term, composed from the English of its parts, or learned from parallel text. Immutable and thread-safe; the same input gives the same result.
/// </summary>
/// <remarks>
/// Composition follows Wu (1997), "Stochastic inversion transduction grammars and bilingual parsing of parallel corpora", Computational Linguistics 23(3),
/// with phrase translation probabilities after Koehn, Och and Marcu (2003), "Statistical phrase-based translation".
/// </remarks>
public sealed class TermAligner
{
    // Of the renderings that the aligned sentences do not have where the term stands, hardly any is what that translator would write.
    internal double Unseen { get; init; } = 0.25;

    internal const double OtherRatio = 0.1;
    private const double BesideGlossary = 0.5;

    private static readonly Lazy<CompositionModel> s_default = new(LoadDefault);

    /// <summary>The term base and the composition's tables that come with the library.</summary>
    internal static CompositionModel DefaultModel => s_default.Value;

    private readonly ISuggestionSource[] _sources;
    private readonly TermAlignerOptions _options;
    private readonly ParallelTermAligner? _parallel;

    /// <summary>Makes an aligner with the built-in term base only.</summary>
    /// <param name="options">What is used and shown; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options have faults; all are named.</exception>
    public TermAligner(TermAlignerOptions? options = null)
        : this([], options)
    {
    }

    /// <summary>Makes an aligner with a glossary of the user, which wins over everything else.</summary>
    /// <param name="glossary">The glossary; renderings that are deprecated or superseded are never suggested.</param>
    /// <param name="options">What is used and shown; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options have faults; all are named.</exception>
    public TermAligner(Glossary glossary, TermAlignerOptions? options = null)
        : this([glossary], options)
    {
    }

    /// <summary>Makes an aligner with glossaries of the user; earlier ones win.</summary>
    /// <param name="glossaries">The glossaries.</param>
    /// <param name="options">What is used and shown; null for the defaults.</param>
    /// <exception cref="ArgumentException">The options have faults; all are named.</exception>
    public TermAligner(IEnumerable<Glossary> glossaries, TermAlignerOptions? options = null)
        : this(glossaries, [], options)
    {
    }

    /// <summary>Makes an aligner with further sources, such as a table learned from parallel text.</summary>
    internal TermAligner(IEnumerable<Glossary> glossaries, IEnumerable<ISuggestionSource> further, TermAlignerOptions? options = null, CompositionModel? model = null)
    {
        ArgumentNullException.ThrowIfNull(glossaries);
        _options = options ?? new TermAlignerOptions();
        IReadOnlyList<string> faults = _options.Faults();
        if (faults.Count > 0)
        {
            throw new ArgumentException(string.Join("; ", faults), nameof(options));
        }

        ISuggestionSource[] others = [.. further];
        var sources = new List<ISuggestionSource>();
        var client = new ClientGlossarySource(glossaries);
        if (!client.IsEmpty)
        {
            sources.Add(client);
        }

        if (_options.UseTermBase || _options.UseComposition)
        {
            // Read when the first term is asked for, not here.
            Lazy<CompositionModel> tables = model is null ? s_default : new Lazy<CompositionModel>(model);
            if (_options.UseTermBase)
            {
                sources.Add(new TermBaseSource(tables));
            }

            if (_options.UseComposition)
            {
                // Beside other sources even an unlikely composition counts where it agrees with them.
                bool alone = _options.ParallelText is null && others.Length == 0;
                sources.Add(new CompositionSource(tables, client, alone ? _options.MinimumScore : 0));
            }
        }

        sources.AddRange(others);
        _sources = [.. sources];
        if (_options.ParallelText is not null)
        {
            _parallel = new ParallelTermAligner(_options.WordAlignment, _options.Dictionary) { Known = _options.UseTermBase || _options.UseComposition ? model ?? DefaultModel : null, Client = client };
        }
    }

    /// <summary>English for every term of a list, in its order. Terms without a sure enough suggestion stay in the list with none.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="cancellation">Stops the work.</param>
    public TermAlignmentList Align(TermCandidateList terms, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return new TermAlignmentList(Align(terms, Learn([.. terms.Select(t => t.Text)], cancellation), cancellation), terms.Documents);
    }

    /// <summary>English for terms given as strings, in their order. Their frequency is counted in the parallel text of the options; it is 0 without one.</summary>
    /// <param name="terms">Chinese terms, in either script.</param>
    /// <param name="cancellation">Stops the work.</param>
    public TermAlignmentList Align(IReadOnlyList<string> terms, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Align(terms, Learn(terms, cancellation), cancellation);
    }

    /// <summary>The same with what parallel text says, learned before.</summary>
    internal TermAlignmentList Align(IReadOnlyList<string> terms, IReadOnlyList<ParallelTerm>? learned, CancellationToken cancellation = default)
    {
        TermCandidate[] candidates = [.. terms.Select((t, i) =>
            new TermCandidate { Rank = i + 1, Text = t, Termhood = 1, Salience = 0, Frequency = learned?[i].Count ?? 0, DocumentFrequency = learned?[i].Count > 0 ? 1 : 0 })];
        return new TermAlignmentList(Align(candidates, learned, cancellation), []);
    }

    /// <summary>Aligns terms in the order of their strings, in which composition is fastest; see <see cref="TermComposer"/>.</summary>
    private TermAlignment[] Align(IReadOnlyList<TermCandidate> terms, IReadOnlyList<ParallelTerm>? learned, CancellationToken cancellation)
    {
        const int Block = 64;
        int[] order = [.. Enumerable.Range(0, terms.Count).OrderBy(i => terms[i].Text, StringComparer.Ordinal)];
        var aligned = new TermAlignment[terms.Count];
        Parallel.For(0, (order.Length + Block - 1) / Block, new ParallelOptions { CancellationToken = cancellation }, block =>
        {
            foreach (int i in order.AsSpan(block * Block, Math.Min(Block, order.Length - (block * Block))))
            {
                aligned[i] = Align(terms[i], learned?[i]);
            }
        });
        return aligned;
    }

    /// <summary>English for one term: at most three suggestions, best first; none if the best is not sure enough.</summary>
    /// <param name="term">A Chinese term.</param>
    /// <remarks>With parallel text every call aligns it anew; give many terms to <see cref="Align(IReadOnlyList{string}, CancellationToken)"/> at once.</remarks>
    public IReadOnlyList<TermSuggestion> Suggest(string term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return Select(Merge(Collect(term, out _, out int client), client, Learn([term], CancellationToken.None)?[0]));
    }

    private IReadOnlyList<ParallelTerm>? Learn(IReadOnlyList<string> terms, CancellationToken cancellation) => _parallel?.Align(_options.ParallelText!, terms, cancellation);

    /// <summary>
    /// Joins what glossaries, term base and composition say with what stands in the parallel text. The client's glossaries stay first; the others are ordered by
    /// score, and a rendering that the translations of the term do not have loses most of its.
    /// </summary>
    private List<TermSuggestion> Merge(List<TermSuggestion> found, int client, ParallelTerm? learned)
    {
        if (learned is null || learned.Suggestions.Count == 0)
        {
            return found;
        }

        var left = new List<TermSuggestion>(learned.Suggestions);
        var merged = new List<TermSuggestion>();
        for (int i = 0; i < found.Count; i++)
        {
            TermSuggestion suggestion = found[i];
            double score = i < client ? suggestion.Score : suggestion.Score * Unseen;
            string comparable = EnglishText.Comparable(suggestion.Text);
            int same = left.FindIndex(l => EnglishText.Comparable(l.Text) == comparable);
            if (same >= 0)
            {
                TermSuggestion text = left[same];
                left.RemoveAt(same);
                suggestion = suggestion with { Score = Math.Max(score, text.Score), Evidence = $"{suggestion.Evidence}; {text.Evidence}", Context = text.Context };
            }
            else
            {
                suggestion = suggestion with { Score = score };
            }

            merged.Add(suggestion);
        }

        merged.AddRange(left);
        return [.. merged.Take(client), .. merged.Skip(client).OrderByDescending(m => m.Score)];
    }

    /// <summary>
    /// Whether a suggestion is worth its place below the first: not far less likely than that one, and, if composed, very sure beside
    /// a rendering that a glossary gives. An absurd second suggestion costs the trust in the first.
    /// </summary>
    internal static bool Stands(TermSuggestion first, TermSuggestion other, double ratio, double besideGlossary) =>
        ReferenceEquals(first, other) || (other.Score >= ratio * first.Score
            && (other.Method is not AlignmentMethod.Composition || first.Method is AlignmentMethod.Composition or AlignmentMethod.ParallelText || other.Score >= besideGlossary));

    /// <summary>Whether the built-in term base has an entry for a term.</summary>
    internal static bool IsInTermBase(string term)
    {
        CompositionModel model = s_default.Value;
        int index = model.Find(ChineseKey.Of(term));
        if (index < 0)
        {
            return false;
        }

        foreach (Rendering rendering in model.Renderings(index))
        {
            return rendering.Rank != 0;
        }

        return false;
    }

    private static CompositionModel LoadDefault()
    {
        using Stream stream = typeof(TermAligner).Assembly.GetManifestResourceStream("Terminology.english.bin")
            ?? throw Throw.CompositionModelDamaged("it is missing");
        return CompositionModel.Read(stream);
    }

    private TermAlignment Align(TermCandidate candidate, ParallelTerm? learned)
    {
        List<TermSuggestion> found = Collect(candidate.Text, out bool decided, out int client);
        if (!decided)
        {
            // A form of the term that the corpus has may stand in a glossary where the term itself does not.
            foreach (TermVariant variant in candidate.Variants)
            {
                List<TermSuggestion> other = Collect(variant.Text, out bool sure, out int clientOfOther, compose: false);
                if (sure)
                {
                    client = clientOfOther;
                    found.InsertRange(0, other.Select(o => o with
                    {
                        Method = AlignmentMethod.Variant,
                        Score = o.Score * 0.95,
                        Evidence = $"{variant.Text} ({variant.Relation}), {o.Evidence}",
                    }));
                    break;
                }
            }
        }

        return new TermAlignment(candidate, Select(Merge(found, client, learned)));
    }

    /// <summary>All suggestions: those of glossaries in the order of the sources, then the others by score.</summary>
    /// <param name="term">The term.</param>
    /// <param name="decided">Whether a glossary or the term base has it.</param>
    /// <param name="client">How many of the first come from the client's glossaries.</param>
    /// <param name="compose">Whether English is composed where the options say so.</param>
    private List<TermSuggestion> Collect(string term, out bool decided, out int client, bool compose = true)
    {
        var found = new List<TermSuggestion>();
        string key = ChineseKey.Of(term);
        decided = false;
        client = 0;
        if (key.Length == 0)
        {
            return found;
        }

        foreach (ISuggestionSource source in _sources)
        {
            if (source.Decides)
            {
                source.Suggest(term, key, found);
            }

            client = source is ClientGlossarySource ? found.Count : client;
        }

        int sure = found.Count;
        decided = sure > 0;
        foreach (ISuggestionSource source in _sources)
        {
            if (!source.Decides && ((compose && sure < _options.MaxSuggestions) || source is not CompositionSource))
            {
                source.Suggest(term, key, found);
            }
        }

        if (found.Count > sure + 1)
        {
            List<TermSuggestion> rest = [.. found.Skip(sure).OrderByDescending(s => s.Score)];
            found.RemoveRange(sure, found.Count - sure);
            found.AddRange(rest);
        }

        return found;
    }

    private System.Collections.ObjectModel.ReadOnlyCollection<TermSuggestion> Select(List<TermSuggestion> found)
    {
        if (found.Count == 0 || found[0].Score < _options.MinimumScore)
        {
            return System.Collections.ObjectModel.ReadOnlyCollection<TermSuggestion>.Empty;
        }

        TermSuggestion first = found[0];
        var chosen = new List<TermSuggestion>(3);
        var seen = new HashSet<string>();
        foreach (TermSuggestion suggestion in found)
        {
            if (chosen.Count < _options.MaxSuggestions && (_options.MinimumScore == 0 || Stands(first, suggestion, OtherRatio, BesideGlossary)) && seen.Add(EnglishText.Comparable(suggestion.Text)))
            {
                chosen.Add(suggestion);
            }
        }

        return chosen.AsReadOnly();
    }
}
