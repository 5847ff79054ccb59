namespace Terminology;

/// <summary>Abbreviations of policy language with their full forms (seeds/abbreviations).</summary>
internal static class KnownAbbreviations
{
    private static readonly Lazy<IReadOnlyList<(string Short, string Full)>> s_all = new(Read);

    /// <summary>All pairs, as <see cref="VariantGrouping.Key"/> forms.</summary>
    public static IReadOnlyList<(string Short, string Full)> All => s_all.Value;

    private static List<(string, string)> Read()
    {
        using Stream stream = typeof(KnownAbbreviations).Assembly.GetManifestResourceStream("abbreviations.tsv") ?? throw Throw.BadResource("abbreviations");
        using var reader = new StreamReader(stream);
        var pairs = new List<(string, string)>();
        while (reader.ReadLine() is { } line)
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (tab > 0)
                pairs.Add((VariantGrouping.Key(line[..tab]), VariantGrouping.Key(line[(tab + 1)..])));
        }
        return [.. pairs.Distinct()];
    }
}
