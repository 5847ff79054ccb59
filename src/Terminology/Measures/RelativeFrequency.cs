namespace Terminology;

/// <summary>Frequencies made comparable between texts of unequal size. Pure functions.</summary>
public static class RelativeFrequency
{
    /// <summary>Occurrences per million units: 10⁶·f/size. Say with the number whether the units are characters or tokens.</summary>
    /// <param name="frequency">Occurrences, 0 or more.</param>
    /// <param name="size">Size of the text in the same units throughout, more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative frequency or a size that is not positive.</exception>
    public static double PerMillion(double frequency, double size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frequency);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        return 1e6 * frequency / size;
    }

    /// <summary>The exact 95 % interval of a Poisson count, per million units: χ²(.025; 2f)/2 to χ²(.975; 2f+2)/2, divided by the size (Garwood 1936, Biometrika 28, 437-442).</summary>
    /// <param name="frequency">Occurrences, 0 or more.</param>
    /// <param name="size">Size of the text, more than 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative frequency or a size that is not positive.</exception>
    public static Interval PerMillionInterval(int frequency, double size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frequency);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(size);
        Interval count = PoissonInterval(frequency);
        return new(1e6 * count.Low / size, 1e6 * count.High / size);
    }

    // Counts repeat: most are small, and a χ² quantile costs a hundred evaluations of a series.
    private static readonly Interval[] s_small = [.. Enumerable.Range(0, 1024).Select(Garwood)];

    internal static Interval PoissonInterval(int frequency) => frequency < s_small.Length ? s_small[frequency] : Garwood(frequency);

    private static Interval Garwood(int frequency) => new(
        frequency == 0 ? 0 : SpecialFunctions.ChiSquareQuantile(0.025, 2.0 * frequency) / 2,
        SpecialFunctions.ChiSquareQuantile(0.975, 2.0 * frequency + 2) / 2);
}
