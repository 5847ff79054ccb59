namespace Terminology;

/// <summary>Every exception of this assembly that is not a plain argument check: message = what, where, expected, remedy.</summary>
internal static partial class Throw
{
    public static TerminologyFormatException BadResource(string what) =>
        new("TRM0001", $"the built-in {what} cannot be read by this version; the assembly is damaged or was built from mixed sources: build or install it again");

    public static TerminologyFormatException BadModel() =>
        new("TRM0002", "this is not a termhood model of this version; train it again with `terms train`");

    public static NotSupportedException UnwrittenModel() =>
        new("the log-linear model is part of the library and is not written to files; take TermhoodModel.LogLinear where it is needed");

    public static ArgumentException Options(IReadOnlyList<string> faults) =>
        new("these options cannot be used: " + string.Join("; ", faults));

    public static ArgumentException BadPattern(string text) =>
        new($"\"{text}\" is no pattern of terms; expected characters with * for any and ? for one, at least one that is neither, and no white space at the edges: *专项行动");
}
