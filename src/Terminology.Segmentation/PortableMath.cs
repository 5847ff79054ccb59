namespace Terminology.Segmentation;

/// <summary>Mathematics whose last bit must not depend on the platform's C library.</summary>
internal static class PortableMath
{
    /// <summary>The natural logarithm of a positive integer.</summary>
    internal static double Log(long value) => Math.Log(value);
}
