namespace Terminology;

/// <summary>The distribution functions that tests and intervals need, to about 1e-13 relative.</summary>
internal static class SpecialFunctions
{
    /// <summary>The 0.975 quantile of the normal distribution.</summary>
    public const double Normal975 = 1.959963984540054;

    // Coefficients of Lanczos' approximation for g = 607/128 (Godfrey 2001).
    private static readonly double[] s_lanczos =
    [
        0.99999999999999709182, 57.156235665862923517, -59.597960355475491248, 14.136097974741747174, -0.49191381609762019978, .33994649984811888699e-4,
        .46523628927048575665e-4, -.98374475304879564677e-4, .15808870322491248884e-3, -.21026444172410488319e-3, .21743961811521264320e-3,
        -.16431810653676389022e-3, .84418223983852743293e-4, -.26190838401581408670e-4, .36899182659531622704e-5,
    ];

    /// <summary>ln Γ(x) for x &gt; 0.</summary>
    public static double LogGamma(double x)
    {
        double y = x, sum = s_lanczos[0];
        for (int i = 1; i < s_lanczos.Length; i++)
            sum += s_lanczos[i] / ++y;
        double t = x + 671.0 / 128;
        return (x + 0.5) * Math.Log(t) - t + Math.Log(2.5066282746310005 * sum / x);
    }

    /// <summary>The upper regularized incomplete gamma function Q(a, x).</summary>
    public static double GammaQ(double a, double x)
    {
        if (x <= 0)
            return 1;
        double factor = Math.Exp(a * Math.Log(x) - x - LogGamma(a));
        return x < a + 1 ? 1 - factor * Series(a, x) : factor * Fraction(a, x);
    }

    /// <summary>P(X &gt; x) of the χ² distribution.</summary>
    public static double ChiSquareSurvival(double x, double degrees) => double.IsNaN(x) ? double.NaN : GammaQ(degrees / 2, x / 2);

    /// <summary>The x with P(X ≤ x) = p of the χ² distribution.</summary>
    public static double ChiSquareQuantile(double p, double degrees)
    {
        double low = 0, high = Math.Max(1, degrees);
        while (1 - ChiSquareSurvival(high, degrees) < p)
            (low, high) = (high, high * 2);
        for (int i = 0; i < 200 && high - low > 1e-15 * high; i++)
        {
            double middle = (low + high) / 2;
            if (1 - ChiSquareSurvival(middle, degrees) < p) low = middle; else high = middle;
        }
        return (low + high) / 2;
    }

    /// <summary>P(|Z| ≥ |z|) of the normal distribution.</summary>
    public static double NormalTwoSided(double z) => double.IsNaN(z) ? double.NaN : GammaQ(0.5, z * z / 2);

    private static double Series(double a, double x)
    {
        double term = 1 / a, sum = term;
        for (double n = a + 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
        {
            term *= x / n;
            sum += term;
        }
        return sum;
    }

    // Lentz's method for the continued fraction.
    private static double Fraction(double a, double x)
    {
        const double Tiny = 1e-300;
        double b = x + 1 - a, c = 1 / Tiny, d = 1 / b, h = d;
        for (int i = 1; i < 100_000; i++)
        {
            double an = -i * (i - a);
            b += 2;
            d = an * d + b;
            if (Math.Abs(d) < Tiny) d = Tiny;
            c = b + an / c;
            if (Math.Abs(c) < Tiny) c = Tiny;
            d = 1 / d;
            double step = d * c;
            h *= step;
            if (Math.Abs(step - 1) < 1e-16)
                break;
        }
        return h;
    }
}
