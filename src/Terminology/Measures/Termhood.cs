namespace Terminology;

/// <summary>Measures of how much a string is a term of its text: by its frequency, its nesting in longer terms, and what general text does with it. Pure functions.</summary>
public static class Termhood
{
    /// <summary>
    /// C-value: log₂|t|·f(t) for a term that is never nested, else log₂|t|·(f(t) − Σf(b)/|T|) over the longer terms b that contain it
    /// (Frantzi, Ananiadou and Mima 2000, Int. J. Digital Libraries 3, 115-130, §2.3.1). Range: 0 and more in practice; unit: weighted occurrences.
    /// </summary>
    /// <param name="length">|t|: length in words, at least 1. A single word has a C-value of 0, see <paramref name="smoothing"/>.</param>
    /// <param name="frequency">f(t): all occurrences.</param>
    /// <param name="nestedFrequency">Occurrences inside of longer terms, each counted at the term that directly contains it.</param>
    /// <param name="containers">|T|: number of distinct longer terms that contain it.</param>
    /// <param name="smoothing">Added to |t| before the logarithm: 0 is the published formula, 1 and 0.1 are used so that single words have a value.</param>
    public static double CValue(int length, double frequency, double nestedFrequency = 0, int containers = 0, double smoothing = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(length, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(containers);
        double own = containers == 0 ? frequency : frequency - nestedFrequency / containers;
        return Math.Log2(length + smoothing) * own;
    }

    /// <summary>NC-value: 0.8·C-value + 0.2·Σf(w beside t)·weight(w) over the context words w, where weight(w) is the share of terms that w stands beside (Frantzi et al. 2000, §2.4).</summary>
    /// <param name="cValue">The C-value.</param>
    /// <param name="contexts">For each context word how often it stands beside this term, and its weight (0-1).</param>
    public static double NcValue(double cValue, IEnumerable<(double Frequency, double Weight)> contexts)
    {
        ArgumentNullException.ThrowIfNull(contexts);
        double sum = 0;
        foreach ((double frequency, double weight) in contexts)
            sum += frequency * weight;
        return 0.8 * cValue + 0.2 * sum;
    }

    /// <summary>Basic: |t|·ln f(t) + α·e(t), where e(t) counts the terms that contain t (Buitelaar, Bordea and Polajnar 2013, TIA; α = 3.5 there).</summary>
    /// <param name="length">|t|: length in words.</param>
    /// <param name="frequency">f(t), at least 1.</param>
    /// <param name="containers">e(t): number of terms that contain t.</param>
    /// <param name="alpha">Weight of e(t).</param>
    public static double Basic(int length, double frequency, int containers, double alpha = 3.5) => length * Math.Log(frequency) + alpha * containers;

    /// <summary>ComboBasic: Basic + β·e′(t), where e′(t) counts the terms that t contains (Astrakhantsev 2015; α = 0.75, β = 0.1).</summary>
    /// <param name="length">|t|: length in words.</param>
    /// <param name="frequency">f(t), at least 1.</param>
    /// <param name="containers">e(t): number of terms that contain t.</param>
    /// <param name="contained">e′(t): number of terms that t contains.</param>
    /// <param name="alpha">Weight of e(t).</param>
    /// <param name="beta">Weight of e′(t).</param>
    public static double ComboBasic(int length, double frequency, int containers, int contained, double alpha = 0.75, double beta = 0.1) =>
        length * Math.Log(frequency) + alpha * containers + beta * contained;

    /// <summary>Weirdness: (a/c)/(b/d), the ratio of relative frequencies in this text and in general text (Ahmad, Gillam and Tostevin 1999, TREC-8). Infinity where b is 0.</summary>
    /// <param name="target">a: occurrences in this text.</param>
    /// <param name="targetSize">c: its size in tokens.</param>
    /// <param name="reference">b: occurrences in the reference.</param>
    /// <param name="referenceSize">d: its size in tokens.</param>
    public static double Weirdness(double target, double targetSize, double reference, double referenceSize) => target / targetSize / (reference / referenceSize);

    /// <summary>TF-IDF: f·log₂(D/df) (Spärck Jones 1972, J. Documentation 28, 11-21). 0 where a term is in every document.</summary>
    /// <param name="frequency">f: occurrences.</param>
    /// <param name="documentFrequency">df: documents that have the term, 1 to D.</param>
    /// <param name="documents">D: documents.</param>
    public static double TfIdf(double frequency, int documentFrequency, int documents) => frequency * Math.Log2((double)documents / documentFrequency);

    /// <summary>Residual IDF: log₂(D/df) − log₂(1/(1 − e^(−f/D))): how much fewer documents have the term than chance would spread it over, in bits (Church and Gale 1995, VLC).</summary>
    /// <param name="frequency">f: occurrences.</param>
    /// <param name="documentFrequency">df: documents that have the term.</param>
    /// <param name="documents">D: documents.</param>
    public static double ResidualIdf(double frequency, int documentFrequency, int documents) =>
        Math.Log2((double)documents / documentFrequency) + Math.Log2(-double.ExpM1(-frequency / documents));

    /// <summary>Domain pertinence: r₁/max(r₂), the relative frequency in this domain over the largest in the others (Navigli and Velardi 2002, LREC; with one other domain it equals weirdness). Infinity where no other has the term.</summary>
    /// <param name="target">Relative frequency in this domain.</param>
    /// <param name="others">Relative frequencies in the others.</param>
    public static double DomainPertinence(double target, IEnumerable<double> others)
    {
        ArgumentNullException.ThrowIfNull(others);
        double largest = 0;
        foreach (double other in others)
            largest = Math.Max(largest, other);
        return target / largest;
    }
}
