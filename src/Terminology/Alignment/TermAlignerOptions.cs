namespace Terminology;

/// <summary>What a <see cref="TermAligner"/> looks at and what it shows. Immutable and thread-safe.</summary>
public sealed record TermAlignerOptions
{
    /// <summary>0-1: suggestions that score less are not shown, because no English is better than wrong English. 0 shows everything.</summary>
    public double MinimumScore { get; init; } = 0.04;

    /// <summary>1-3: how many suggestions a term gets at most.</summary>
    public int MaxSuggestions { get; init; } = 3;

    /// <summary>Whether the term base that comes with the library is used.</summary>
    public bool UseTermBase { get; init; } = true;

    /// <summary>Whether English is composed from the parts of a term that no glossary has.</summary>
    public bool UseComposition { get; init; } = true;

    /// <summary>
    /// Sentence pairs whose English is learned, or null. What stands in them is weighed against the term base and the composition by score; only the
    /// client's glossaries always come first.
    /// </summary>
    public ParallelText? ParallelText { get; init; }

    /// <summary>How the words of <see cref="ParallelText"/> are linked; null for the defaults.</summary>
    public WordAlignerOptions? WordAlignment { get; init; }

    /// <summary>Known words that guide the alignment of <see cref="ParallelText"/>; <see cref="LexicalTable.Default"/> where null.</summary>
    public LexicalTable? Dictionary { get; init; }

    internal IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        if (!(MinimumScore is >= 0 and <= 1))
        {
            faults.Add($"{nameof(MinimumScore)} must lie between 0 and 1");
        }

        if (MaxSuggestions is < 1 or > 3)
        {
            faults.Add($"{nameof(MaxSuggestions)} must lie between 1 and 3");
        }

        return faults;
    }
}
