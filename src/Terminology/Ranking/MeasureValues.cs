using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Terminology;

/// <summary>The names of measures that many terms share.</summary>
internal sealed class MeasureColumns(string[] names)
{
    private readonly Dictionary<string, int> _places = names.Select((name, i) => KeyValuePair.Create(name, i)).ToDictionary(StringComparer.Ordinal);

    public string[] Names => names;

    public int Find(string name) => _places.GetValueOrDefault(name, -1);
}

/// <summary>The measures of a term as a row of numbers; one that is not finite is not there.</summary>
internal sealed class MeasureValues(MeasureColumns columns, double[] values) : IReadOnlyDictionary<string, double>
{
    public double this[string key] => TryGetValue(key, out double value) ? value : throw new KeyNotFoundException($"no measure {key}");

    public IEnumerable<string> Keys => this.Select(pair => pair.Key);

    public IEnumerable<double> Values => this.Select(pair => pair.Value);

    public int Count => values.Count(double.IsFinite);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out double value)
    {
        int i = columns.Find(key);
        value = i >= 0 ? values[i] : double.NaN;
        return double.IsFinite(value);
    }

    public IEnumerator<KeyValuePair<string, double>> GetEnumerator()
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsFinite(values[i]))
                yield return KeyValuePair.Create(columns.Names[i], values[i]);
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
