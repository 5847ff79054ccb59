namespace Terminology;

/// <summary>At which stage a string stopped, or that it is listed.</summary>
public enum TermStage
{
    /// <summary>The string does not stand in the corpus.</summary>
    NotInCorpus,

    /// <summary>It stands there, but begins or ends inside a token, with a function word, or crosses a clause border: no candidate.</summary>
    NotACandidate,

    /// <summary>It is rarer than the least frequency.</summary>
    TooRare,

    /// <summary>The gate, a small model over the string alone, stopped it.</summary>
    StoppedByGate,

    /// <summary>Its termhood is below the least termhood.</summary>
    BelowThreshold,

    /// <summary>It is shorter or longer than asked for, or excluded by the options.</summary>
    Excluded,

    /// <summary>It is counted as a variant of another term.</summary>
    Variant,

    /// <summary>It is listed.</summary>
    Listed,
}

/// <summary>A feature of a string and what it contributed to its score.</summary>
/// <param name="Name">Name of the feature.</param>
/// <param name="Value">Its value for the string.</param>
/// <param name="Contribution">Change of the log-odds that the splits on this feature brought (Saabas 2014); all contributions and the model's mean sum up to the score.</param>
public sealed record TermFeature(string Name, double Value, double Contribution);

/// <summary>What happened to a string at each stage. Immutable.</summary>
/// <param name="Text">The string.</param>
/// <param name="Stage">Where it stopped.</param>
/// <param name="Message">The same in words.</param>
/// <param name="Term">The listed term, or null.</param>
/// <param name="Tokens">The tokens of its first occurrence, with their word classes; empty where it is no candidate.</param>
/// <param name="Features">Features with their contributions, the strongest first; empty where the model never saw it.</param>
public sealed record TermTrace(string Text, TermStage Stage, string Message, TermCandidate? Term, IReadOnlyList<string> Tokens, IReadOnlyList<TermFeature> Features);
