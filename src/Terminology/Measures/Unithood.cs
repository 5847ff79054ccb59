namespace Terminology;

/// <summary>Measures of how firmly two parts hold together, and of how freely a string moves in text. Pure functions.</summary>
public static class Unithood
{
    /// <summary>Pointwise mutual information log₂(f(xy)·N/(f(x)·f(y))) in bits (Church and Hanks 1990, Computational Linguistics 16, 22-29). −∞ where xy does not occur.</summary>
    /// <param name="both">f(xy).</param>
    /// <param name="first">f(x).</param>
    /// <param name="second">f(y).</param>
    /// <param name="total">N.</param>
    public static double Pmi(double both, double first, double second, double total) => Math.Log2(both * total / (first * second));

    /// <summary>Normalized PMI: PMI/−log₂(f(xy)/N), −1 to 1 (Bouma 2009, GSCL). −1 where xy does not occur.</summary>
    /// <inheritdoc cref="Pmi"/>
    public static double Npmi(double both, double first, double second, double total)
    {
        if (both <= 0)
            return -1;
        double information = -Math.Log2(both / total);
        return information == 0 ? 1 : Pmi(both, first, second, total) / information;
    }

    /// <summary>Dice: 2·f(xy)/(f(x) + f(y)), 0 to 1 (Dice 1945; for collocations Smadja 1996).</summary>
    /// <inheritdoc cref="Pmi"/>
    public static double Dice(double both, double first, double second) => 2 * both / (first + second);

    /// <summary>logDice: 14 + log₂ Dice, at most 14 and independent of the size of the corpus (Rychlý 2008, RASLAN). −∞ where xy does not occur.</summary>
    /// <inheritdoc cref="Pmi"/>
    public static double LogDice(double both, double first, double second) => 14 + Math.Log2(Dice(both, first, second));

    /// <summary>t-score: (f(xy) − f(x)·f(y)/N)/√f(xy) (Church, Gale, Hanks and Hindle 1991).</summary>
    /// <inheritdoc cref="Pmi"/>
    public static double TScore(double both, double first, double second, double total) => both == 0 ? 0 : (both - first * second / total) / Math.Sqrt(both);

    /// <summary>Branching entropy −Σp·log₂p of the neighbours on one side, in bits, 0 and more: low where a string is always continued the same way (Jin and Tanaka-Ishii 2006, COLING/ACL).</summary>
    /// <param name="neighbours">How often each distinct neighbour occurs.</param>
    public static double BranchingEntropy(IEnumerable<int> neighbours)
    {
        ArgumentNullException.ThrowIfNull(neighbours);
        double total = 0, sum = 0;
        foreach (int count in neighbours)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(neighbours));
            if (count == 0)
                continue;
            total += count;
            sum += count * Math.Log2(count);
        }
        return total == 0 ? 0 : Math.Max(0, Math.Log2(total) - sum / total);
    }
}
