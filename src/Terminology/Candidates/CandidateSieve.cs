namespace Terminology;

/// <summary>
/// What the search for candidates has to know to leave out hopeless sequences before they are even counted: a sum of parts, of which most belong to one token or one pair of tokens
/// and are known before the search begins. Filled for one document at a time.
/// </summary>
internal sealed class CandidateSieve
{
    /// <summary>By token: what it adds as the first and as the last one.</summary>
    public float[] First = [], Last = [];

    /// <summary>By token, for it and the one behind it: what they add as the first two and as the last two.</summary>
    public float[] FirstTwo = [], LastTwo = [];

    /// <summary>By token: the step of its link to the next one, and of its own share of terms; the lowest steps of a sequence count.</summary>
    public byte[] Link = [], Share = [];

    /// <summary>What the lowest steps add.</summary>
    public required float[] LinkValues { get; init; }

    public required float[] ShareValues { get; init; }

    /// <summary>What the length adds, by tokens and by characters.</summary>
    public required float[] TokenValues { get; init; }

    public required float[] CharacterValues { get; init; }

    /// <summary>What a single token adds in place of its pairs.</summary>
    public required float Single { get; init; }

    /// <summary>A sequence with a lower sum is left out.</summary>
    public required float Threshold { get; init; }

    /// <summary>Makes room for a document.</summary>
    public void Reserve(int tokens)
    {
        if (First.Length >= tokens)
            return;
        int size = tokens + tokens / 4;
        (First, Last, FirstTwo, LastTwo, Link, Share) = (new float[size], new float[size], new float[size], new float[size], new byte[size], new byte[size]);
    }
}
