using Terminology.Segmentation;

namespace Terminology;

/// <summary>The order of a term list.</summary>
public enum TermOrder
{
    /// <summary>How much the corpus is about a term; the default.</summary>
    Salience,

    /// <summary>How sure it is that a string is a term.</summary>
    Termhood,

    /// <summary>How often a term occurs.</summary>
    Frequency,
}

/// <summary>How terms are found, kept and ordered. Immutable; every property has a default that serves most documents.</summary>
public sealed record TermExtractorOptions
{
    /// <summary>Least termhood (0-1) of a listed term. The default, 0.05, lists what a reviewer may want to see; 0.5 lists what is more likely a term than not.</summary>
    public double MinimumTermhood { get; init; } = 0.05;

    /// <summary>Least frequency of a listed term in the corpus; 0, the default, takes 1 up to a million characters and √(characters / 200,000), rounded down, beyond: 2 from there, 4 for ten megabytes of text, 41 for a gigabyte.</summary>
    public int MinimumFrequency { get; init; }

    /// <summary>Least length in characters; 2 by default.</summary>
    public int MinimumLength { get; init; } = 2;

    /// <summary>Greatest length in characters; 40 by default.</summary>
    public int MaximumLength { get; init; } = 40;

    /// <summary>Greatest number of terms; 0, the default, sets no limit.</summary>
    public int MaximumTerms { get; init; }

    /// <summary>The order of the list; ties are broken by termhood, then frequency, then the text itself.</summary>
    public TermOrder Order { get; init; } = TermOrder.Salience;

    /// <summary>
    /// Strings that are never listed: stop terms, terms rejected before, terms that a glossary has already. Spellings make no difference (width, quotation marks, script, spaces, 的 between two words).
    /// Wins over <see cref="Include"/>, <see cref="SeedTerms"/> and <see cref="Patterns"/>.
    /// </summary>
    public IReadOnlyCollection<string> Exclude { get; init; } = [];

    /// <summary>
    /// Strings that are always listed where they stand, whatever their termhood, length or words: also where the segmenter saw no border, or with separators inside.
    /// Their borders are taken as borders of words. Only <see cref="MinimumFrequency"/> still holds.
    /// </summary>
    public IReadOnlyCollection<string> Include { get; init; } = [];

    /// <summary>
    /// Known terms of the field: listed as those of <see cref="Include"/> are, and what shares its beginning or end with one is raised in the list: its salience is multiplied by 1 plus the share
    /// of the known term that is common (智能制造 raises 智能制造装备 by 2, 绿色制造 by 1.5), at most to 100. Termhood stays as it is.
    /// </summary>
    public IReadOnlyCollection<string> SeedTerms { get; init; } = [];

    /// <summary>Patterns of terms to be listed whatever their termhood; where several matches of one pattern overlap (推进重大专项行动, 重大专项行动), the likeliest is.</summary>
    public IReadOnlyCollection<TermPattern> Patterns { get; init; } = [];

    /// <summary>Forms of one term (spellings, orders of a coordination, full form and abbreviation) are listed as one term with variants; true by default.</summary>
    public bool GroupVariants { get; init; } = true;

    /// <summary>The model of termhood; null, the default, takes <see cref="TermhoodModel.Default"/>; <see cref="TermhoodModel.LogLinear"/> is the transparent one without trees.</summary>
    public TermhoodModel? Model { get; init; }

    /// <summary>The segmenter; null, the default, takes the library's own with words of at most three characters, for which the model was trained. Another one works, less well.</summary>
    public ISegmenter? Segmenter { get; init; }

    /// <summary>
    /// Bytes that counting may use for what it keeps and reads, beside some 100 MB of the process itself (below 128 MiB some 160 MB); what exceeds them goes to disk and the result stays the same to the bit.
    /// 0, the default, keeps all in memory; else at least 64 MiB. Extraction ends with all candidates of sufficient frequency in memory.
    /// </summary>
    public long MemoryBudget { get; init; }

    /// <summary>Directory for what exceeds <see cref="MemoryBudget"/>; null, the default, takes that of the output for counting, else the system's for temporary files. Files there have no name and vanish with the process.</summary>
    public string? SpillDirectory { get; init; }

    internal void Validate()
    {
        var faults = new List<string>();
        if (!(MinimumTermhood >= 0 && MinimumTermhood <= 1)) faults.Add($"{nameof(MinimumTermhood)} is {MinimumTermhood}, expected 0 to 1");
        if (MinimumFrequency < 0) faults.Add($"{nameof(MinimumFrequency)} is {MinimumFrequency}, expected 0 or more");
        if (MinimumLength < 1) faults.Add($"{nameof(MinimumLength)} is {MinimumLength}, expected 1 or more");
        if (MaximumLength < MinimumLength) faults.Add($"{nameof(MaximumLength)} is {MaximumLength}, less than {nameof(MinimumLength)}");
        if (MaximumTerms < 0) faults.Add($"{nameof(MaximumTerms)} is {MaximumTerms}, expected 0 or more");
        if (MemoryBudget != 0 && MemoryBudget < 64 << 20) faults.Add($"{nameof(MemoryBudget)} is {MemoryBudget}, expected 0 or at least {64 << 20}");
        if (SpillDirectory is not null && !Directory.Exists(SpillDirectory)) faults.Add($"{nameof(SpillDirectory)} \"{SpillDirectory}\" is no directory");
        if (Exclude is null || Include is null || SeedTerms is null || Patterns is null) faults.Add("a list of terms or patterns is null, expected an empty list");
        if (!Enum.IsDefined(Order)) faults.Add($"{nameof(Order)} is not a known order");
        if (faults.Count > 0)
            throw Throw.Options(faults);
    }
}
