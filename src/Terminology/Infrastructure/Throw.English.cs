namespace Terminology;

/// <summary>Faults of the built-in English.</summary>
internal static partial class Throw
{
    public static TerminologyFormatException CompositionModelDamaged(string what) =>
        new("TRM0007", $"the embedded term base cannot be read: {what}; reinstall the package or build the resource again");
}
