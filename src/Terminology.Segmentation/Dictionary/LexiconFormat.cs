namespace Terminology.Segmentation;

/// <summary>
/// Layout of the compiled lexicon: eight bytes of magic, then for each section its offset and length in bytes (two Int32),
/// then the sections, each at a multiple of 64 bytes after <see cref="Origin"/>. Little-endian.
/// </summary>
internal static class LexiconFormat
{
    internal const ulong Magic = 0x31_30_58_45_4C_4D_52_54; // "TRMLEX01"
    internal const string ResourceName = "Terminology.Segmentation.lexicon.bin";

    /// <summary>The runtime places a resource's bytes at 4 modulo 8; these bytes in front bring the tables to 8-byte places.</summary>
    internal const int Origin = 4;

    internal enum Section
    {
        /// <summary>UInt16 a character code: the character. Codes 0 (nothing) and 1 (any unknown character) have none.</summary>
        Characters,

        /// <summary>UInt64 a cell of the double array.</summary>
        Cells,

        /// <summary>Byte a cell: the word's tag.</summary>
        Tags,

        /// <summary>Int64 a weight class: the frequency. Class 0 is no word.</summary>
        Frequencies,

        /// <summary>Double a weight class: the natural logarithm of the frequency.</summary>
        Logarithms,

        /// <summary>Int64 sum of all frequencies, Double its logarithm.</summary>
        Total,

        /// <summary>Word model: 4 start values, 16 transitions (from, to), then 4 emissions a character code; states in the order B E M S.</summary>
        WordModel,

        /// <summary>Tag model: Byte a tag of the model in ordinal order: its code.</summary>
        ModelTags,

        /// <summary>Tag model: Double a state (letter * 64 + tag).</summary>
        TagStart,

        /// <summary>Tag model, transitions sorted by target, then source: Byte source, Byte target each.</summary>
        TagTransitionStates,

        /// <summary>Tag model: Double a transition.</summary>
        TagTransitions,

        /// <summary>Tag model: Int32 a character code and one more: where its emissions begin.</summary>
        EmissionStarts,

        /// <summary>Tag model: UInt16 a character code: how many of its emissions, the first ones, are of allowed states; 0 = all states are allowed.</summary>
        AllowedCounts,

        /// <summary>Tag model: Byte an emission: its state. Allowed states first, ascending; then the others, ascending.</summary>
        EmissionStates,

        /// <summary>Tag model: Double an emission.</summary>
        Emissions,

        /// <summary>How many sections there are.</summary>
        Count,
    }
}
