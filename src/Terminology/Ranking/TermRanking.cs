namespace Terminology;

/// <summary>Orders terms by their measures. Pure functions: each returns a new list with new ranks.</summary>
public static class TermRanking
{
    /// <summary>k of reciprocal-rank fusion as published.</summary>
    public const int FusionConstant = 60;

    /// <summary>Orders by one measure, the highest value first.</summary>
    /// <param name="terms">Terms whose measures are filled.</param>
    /// <param name="measure">A name of the registry, such as c_value; termhood, salience, frequency and document_frequency need no filling.</param>
    /// <exception cref="ArgumentException">There is no such measure, or no term has a value of it.</exception>
    public static TermCandidateList By(TermCandidateList terms, string measure) => Sorted(terms, Values(terms, measure));

    /// <summary>Orders by a weighted sum of measures, each brought to mean 0 and deviation 1 over the list; a missing value counts as the lowest.</summary>
    /// <param name="terms">Terms whose measures are filled.</param>
    /// <param name="weights">Measures with their weights; a negative weight prefers low values.</param>
    /// <exception cref="ArgumentException">No weights, an unknown measure, or a measure without values.</exception>
    public static TermCandidateList ByWeightedSum(TermCandidateList terms, IReadOnlyDictionary<string, double> weights)
    {
        ArgumentNullException.ThrowIfNull(weights);
        ArgumentOutOfRangeException.ThrowIfZero(weights.Count, nameof(weights));
        var sum = new double[terms.Count];
        foreach ((string name, double weight) in weights.OrderBy(w => w.Key, StringComparer.Ordinal))
        {
            double[] values = Values(terms, name);
            double least = values.Where(double.IsFinite).DefaultIfEmpty().Min(), mean = 0, squares = 0;
            for (int i = 0; i < values.Length; i++)
            {
                if (!double.IsFinite(values[i])) values[i] = least;
                mean += values[i] / values.Length;
            }
            foreach (double v in values)
                squares += (v - mean) * (v - mean) / values.Length;
            double deviation = Math.Sqrt(squares);
            for (int i = 0; i < values.Length && deviation > 0; i++)
                sum[i] += weight * (values[i] - mean) / deviation;
        }
        return Sorted(terms, sum);
    }

    /// <summary>Orders by reciprocal-rank fusion: Σ1/(k + rank) over the measures (Cormack, Clarke and Büttcher 2009, SIGIR); equal values share the mean of their ranks.</summary>
    /// <param name="terms">Terms whose measures are filled.</param>
    /// <param name="measures">Names of the registry.</param>
    /// <param name="k">60 as published.</param>
    /// <exception cref="ArgumentException">No measures, an unknown one, or one without values.</exception>
    public static TermCandidateList ByFusion(TermCandidateList terms, IReadOnlyCollection<string> measures, int k = FusionConstant)
    {
        ArgumentNullException.ThrowIfNull(measures);
        ArgumentOutOfRangeException.ThrowIfZero(measures.Count, nameof(measures));
        ArgumentOutOfRangeException.ThrowIfNegative(k);
        var sum = new double[terms.Count];
        foreach (string name in measures)
        {
            double[] ranks = Ranks.Of([.. Values(terms, name).Select(v => -v)]);
            for (int i = 0; i < ranks.Length; i++)
                sum[i] += 1 / (k + ranks[i]);
        }
        return Sorted(terms, sum);
    }

    /// <summary>Orders by an expression: a measure (<c>c_value</c>), a weighted sum (<c>0.7*termhood+0.3*c_value</c>) or a fusion (<c>rrf(c_value,weirdness,tf_idf)</c>).</summary>
    /// <param name="terms">Terms whose measures are filled.</param>
    /// <param name="expression">The expression.</param>
    /// <exception cref="ArgumentException">It cannot be read, or names an unknown measure.</exception>
    public static TermCandidateList ByExpression(TermCandidateList terms, string expression)
    {
        ArgumentNullException.ThrowIfNull(expression);
        string e = expression.Trim();
        if (e.StartsWith("rrf(", StringComparison.Ordinal))
        {
            string[] measures = e.EndsWith(')') ? e[4..^1].Split(',', StringSplitOptions.TrimEntries) : [""];
            return measures.Contains("") ? throw Throw.BadRanking(expression) : ByFusion(terms, measures);
        }
        if (e.Length == 0)
            throw Throw.BadRanking(expression);
        if (e.AsSpan().IndexOfAny('+', '*') < 0)
            return By(terms, e);
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (string part in e.Split('+', StringSplitOptions.TrimEntries))
        {
            string[] factors = part.Split('*', StringSplitOptions.TrimEntries);
            double weight = 1;
            if (factors.Length > 2 || factors[^1].Length == 0 || (factors.Length == 2 && !(double.TryParse(factors[0], System.Globalization.CultureInfo.InvariantCulture, out weight) && double.IsFinite(weight))))
                throw Throw.BadRanking(expression);
            weights[factors[^1]] = weights.GetValueOrDefault(factors[^1]) + weight;
        }
        return ByWeightedSum(terms, weights);
    }

    private static double[] Values(TermCandidateList terms, string measure)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Measure known = MeasureRegistry.Find(measure);
        if (!known.OfTerms)
            throw Throw.UnknownMeasure(measure, MeasureRegistry.All.Where(m => m.OfTerms).Select(m => m.Name));
        double[] values = [.. terms.Select(t => known.Name switch
        {
            "termhood" => t.Termhood,
            "salience" => t.Salience,
            "frequency" => t.Frequency,
            "document_frequency" => t.DocumentFrequency,
            _ => t.Measures.TryGetValue(known.Name, out double v) ? v : double.NegativeInfinity,
        })];
        return values.Length == 0 || values.Any(double.IsFinite) ? values : throw Throw.MeasureWithoutValues(measure);
    }

    private static TermCandidateList Sorted(TermCandidateList terms, double[] values)
    {
        int[] order = [.. Enumerable.Range(0, terms.Count)];
        Array.Sort(order, (a, b) => values[a] != values[b] ? values[b].CompareTo(values[a]) : a.CompareTo(b));
        return new TermCandidateList(order.Select((i, rank) => terms[i].With(rank + 1)), terms.Documents);
    }
}
