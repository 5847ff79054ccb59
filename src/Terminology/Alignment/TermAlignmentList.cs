using System.Collections;
using System.Globalization;

namespace Terminology;

/// <summary>Ranked terms with their English. Immutable and thread-safe.</summary>
public sealed class TermAlignmentList : IReadOnlyList<TermAlignment>
{
    private readonly TermAlignment[] _terms;

    /// <summary>Makes a list.</summary>
    /// <param name="terms">The terms in rank order.</param>
    /// <param name="documents">What is known of the documents.</param>
    public TermAlignmentList(IEnumerable<TermAlignment> terms, IReadOnlyList<DocumentSummary> documents)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(documents);
        (_terms, Documents) = ([.. terms], documents);
    }

    /// <summary>The documents the terms come from, in corpus order.</summary>
    public IReadOnlyList<DocumentSummary> Documents { get; }

    /// <inheritdoc/>
    public int Count => _terms.Length;

    /// <inheritdoc/>
    public TermAlignment this[int index] => _terms[index];

    /// <summary>
    /// The list as a glossary: a concept a term, the first suggestion preferred if it is sure and all others admitted, with method and score in the note.
    /// The sentence pair a suggestion of parallel text comes from is its context.
    /// Terms without English are kept, for a translator to fill in.
    /// </summary>
    /// <param name="name">Title of the glossary, or null.</param>
    public Glossary ToGlossary(string? name = null) => new(_terms.Select(Entry), name);

    /// <inheritdoc/>
    public IEnumerator<TermAlignment> GetEnumerator() => ((IEnumerable<TermAlignment>)_terms).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _terms.GetEnumerator();

    private static ConceptEntry Entry(TermAlignment alignment, int index)
    {
        SentencePair? pair = alignment.Suggestions.Count > 0 ? alignment.Suggestions[0].Context : null;
        string? context = pair?.Source ?? (alignment.Term.Context.Length > 0 ? alignment.Term.Context : null);
        var languages = new List<LanguageSection>
        {
            new()
            {
                Language = "zh",
                Terms = [new TermSection { Text = alignment.Term.Text, Context = context }],
            },
        };
        if (alignment.Suggestions.Count > 0)
        {
            languages.Add(new LanguageSection
            {
                Language = "en",
                Terms = [.. alignment.Suggestions.Select((s, i) => new TermSection
                {
                    Text = s.Text,
                    Status = i == 0 && alignment.IsSure ? AdministrativeStatus.Preferred : AdministrativeStatus.Admitted,
                    Context = s.Context?.Target,
                    Note = string.Create(CultureInfo.InvariantCulture, $"{s.Method}, {s.Score:F2}: {s.Evidence}"),
                })],
            });
        }

        return new ConceptEntry { Id = string.Create(CultureInfo.InvariantCulture, $"t{index + 1}"), Languages = languages };
    }
}
