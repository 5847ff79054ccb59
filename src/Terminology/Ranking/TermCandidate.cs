namespace Terminology;

/// <summary>A term found in a corpus, with its two numbers, counts and places. Immutable and thread-safe.</summary>
public sealed class TermCandidate
{
    /// <summary>1-based place in the list.</summary>
    public required int Rank { get; init; }

    /// <summary>The term as it stands in the text (without line breaks).</summary>
    public required string Text { get; init; }

    /// <summary>0-1: how sure it is that this string is a term.</summary>
    public required double Termhood { get; init; }

    /// <summary>0-100: how much this corpus is about it.</summary>
    public required double Salience { get; init; }

    /// <summary>How often it occurs in the corpus, nested occurrences included.</summary>
    public required int Frequency { get; init; }

    /// <summary>In how many documents it occurs.</summary>
    public required int DocumentFrequency { get; init; }

    /// <summary>How often it occurs in each document that has it, by index into <see cref="TermCandidateList.Documents"/>.</summary>
    public IReadOnlyList<DocumentCount> DocumentCounts { get; init; } = [];

    /// <summary>The first places, in corpus order.</summary>
    public IReadOnlyList<TermOccurrence> Occurrences { get; init; } = [];

    /// <summary>Other forms that were counted with it.</summary>
    public IReadOnlyList<TermVariant> Variants { get; init; } = [];

    /// <summary>Values of the measures, by their names in the registry.</summary>
    public IReadOnlyDictionary<string, double> Measures { get; init; } = new Dictionary<string, double>();

    /// <summary>The sentence of the first place, or an empty string.</summary>
    public string Context { get; init; } = "";

    /// <summary>Where its first occurrence is cut into tokens: bit n, from 1 on, stands for a border before character n, bit 0 for the beginning. 0 where that is not known.</summary>
    internal ulong Borders { get; init; }

    /// <summary>The term.</summary>
    public override string ToString() => Text;

    internal TermCandidate With(IReadOnlyDictionary<string, double> measures) => Copy(Rank, measures);

    internal TermCandidate With(int rank) => Copy(rank, Measures);

    private TermCandidate Copy(int rank, IReadOnlyDictionary<string, double> measures) => new()
    {
        Rank = rank, Text = Text, Termhood = Termhood, Salience = Salience, Frequency = Frequency, DocumentFrequency = DocumentFrequency, DocumentCounts = DocumentCounts,
        Occurrences = Occurrences, Variants = Variants, Measures = measures, Context = Context, Borders = Borders,
    };
}

/// <summary>A place of a term: UTF-16 offsets into the text of the document.</summary>
/// <param name="Document">Index into <see cref="TermCandidateList.Documents"/>.</param>
/// <param name="Start">First UTF-16 position.</param>
/// <param name="Length">Length in UTF-16 units.</param>
public readonly record struct TermOccurrence(int Document, int Start, int Length);

/// <summary>Another form of a term.</summary>
/// <param name="Text">The form.</param>
/// <param name="Relation">How it is related to the listed form: abbreviation, full form, order (of a coordination), conjunction (和, 与, 及), particle (的), separators (、 ，), quotes, brackets, script (traditional), width, spacing, spelling (case and hyphens).</param>
/// <param name="Frequency">How often it occurs.</param>
public sealed record TermVariant(string Text, string Relation, int Frequency);
