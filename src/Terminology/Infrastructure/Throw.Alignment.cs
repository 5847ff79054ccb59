namespace Terminology;

internal static partial class Throw
{
    public static void IfInvalid(WordAlignerOptions options)
    {
        List<string> faults = [];
        if (options.Samplers is < 1 or > 64)
            faults.Add($"{nameof(options.Samplers)} is {options.Samplers}; expected 1 to 64");
        if (options.Sweeps is < 0 or > 10_000)
            faults.Add($"{nameof(options.Sweeps)} is {options.Sweeps}; expected 0 to 10000");
        if (!(options.PriorWeight >= 0 && options.PriorWeight <= 1e6))
            faults.Add($"{nameof(options.PriorWeight)} is out of range; expected 0 to 1000000");
        if (options.MaxWords is < 1 or > 5000)
            faults.Add($"{nameof(options.MaxWords)} is {options.MaxWords}; expected 1 to 5000");
        if (options.MaxThreads < 0)
            faults.Add($"{nameof(options.MaxThreads)} is {options.MaxThreads}; expected 0 or more");
        if (!Enum.IsDefined(options.Symmetrization))
            faults.Add($"{nameof(options.Symmetrization)} is no known method");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join("; ", faults) + ".", nameof(options));
    }
}
