namespace Terminology;

/// <summary>A closed interval of a number, as a rule a 95 % confidence interval.</summary>
/// <param name="Low">Lower end; may be negative infinity.</param>
/// <param name="High">Upper end; may be positive infinity.</param>
public readonly record struct Interval(double Low, double High)
{
    /// <summary>Whether a number lies inside.</summary>
    /// <param name="value">The number.</param>
    public bool Contains(double value) => value >= Low && value <= High;
}
