using System.Collections;

namespace Terminology;

/// <summary>The ranked terms of a corpus. Immutable and thread-safe.</summary>
public sealed class TermCandidateList : IReadOnlyList<TermCandidate>
{
    private readonly TermCandidate[] _terms;

    /// <summary>Makes a list.</summary>
    /// <param name="terms">The terms in rank order.</param>
    /// <param name="documents">What is known of the documents.</param>
    public TermCandidateList(IEnumerable<TermCandidate> terms, IReadOnlyList<DocumentSummary> documents)
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
    public TermCandidate this[int index] => _terms[index];

    /// <inheritdoc/>
    public IEnumerator<TermCandidate> GetEnumerator() => ((IEnumerable<TermCandidate>)_terms).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _terms.GetEnumerator();
}
