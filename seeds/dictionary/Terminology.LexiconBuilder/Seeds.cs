using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Terminology.LexiconBuilder;

/// <summary>A state of the tag model: the position in the word (index into "BEMS") and the tag.</summary>
internal readonly record struct TagState(int Position, string Tag)
{
    internal static TagState Parse(string position, string tag) => new("BEMS".IndexOf(position, StringComparison.Ordinal), tag);
}

/// <summary>The seed files as they are, parsed.</summary>
internal sealed class Seeds
{
    /// <summary>jieba's value for what the models do not have.</summary>
    internal const double Missing = -3.14e100;

    internal Dictionary<string, (long Frequency, string Tag)> Words { get; } = new(StringComparer.Ordinal);

    internal long Total { get; private set; }

    internal Dictionary<long, double> Logarithms { get; } = [];

    internal double[] Start { get; } = new double[4];

    internal double[,] Transitions { get; } = new double[4, 4];

    internal Dictionary<char, double[]> Emissions { get; } = [];

    internal Dictionary<TagState, double> TagStart { get; } = [];

    internal Dictionary<(TagState From, TagState To), double> TagTransitions { get; } = [];

    internal Dictionary<char, HashSet<TagState>> Allowed { get; } = [];

    internal Dictionary<char, Dictionary<TagState, double>> TagEmissions { get; } = [];

    internal static Seeds Read(string directory)
    {
        var seeds = new Seeds();
        foreach (string line in Lines(directory, "dict.txt.gz"))
        {
            string[] fields = line.Split(' ');
            long frequency = long.Parse(fields[1], CultureInfo.InvariantCulture);
            // As jieba: the last line of a word wins, and the sum counts every line.
            seeds.Words[fields[0]] = (frequency, fields[2]);
            seeds.Total += frequency;
        }

        foreach (string line in Lines(directory, "logarithms.txt.gz"))
        {
            string[] fields = line.Split('\t');
            seeds.Logarithms[long.Parse(fields[0], CultureInfo.InvariantCulture)] = Number(fields[1]);
        }

        seeds.ReadWordModel(directory);
        seeds.ReadTagModel(directory);
        return seeds;
    }

    private void ReadWordModel(string directory)
    {
        for (int i = 0; i < 16; i++)
            Transitions[i >> 2, i & 3] = Missing;
        foreach (string line in Lines(directory, "word-hmm.txt.gz"))
        {
            string[] fields = line.Split('\t');
            int state = "BEMS".IndexOf(fields[1], StringComparison.Ordinal);
            switch (fields[0])
            {
                case "start":
                    Start[state] = Number(fields[2]);
                    break;
                case "trans":
                    Transitions[state, "BEMS".IndexOf(fields[2], StringComparison.Ordinal)] = Number(fields[3]);
                    break;
                default:
                    char character = fields[2].Single();
                    if (!Emissions.TryGetValue(character, out double[]? emissions))
                        Emissions.Add(character, emissions = [Missing, Missing, Missing, Missing]);
                    emissions[state] = Number(fields[3]);
                    break;
            }
        }
    }

    private void ReadTagModel(string directory)
    {
        foreach (string line in Lines(directory, "tag-hmm.txt.gz"))
        {
            string[] fields = line.Split('\t');
            switch (fields[0])
            {
                case "start":
                    TagStart.Add(TagState.Parse(fields[1], fields[2]), Number(fields[3]));
                    break;
                case "trans":
                    TagTransitions.Add((TagState.Parse(fields[1], fields[2]), TagState.Parse(fields[3], fields[4])), Number(fields[5]));
                    break;
                case "allow":
                    Allowed.Add(fields[1].Single(), fields[2].Split(' ').Select(state => TagState.Parse(state[..1], state[1..])).ToHashSet());
                    break;
                default:
                    char character = fields[3].Single();
                    if (!TagEmissions.TryGetValue(character, out Dictionary<TagState, double>? emissions))
                        TagEmissions.Add(character, emissions = []);
                    emissions.Add(TagState.Parse(fields[1], fields[2]), Number(fields[4]));
                    break;
            }
        }
    }

    private static IEnumerable<string> Lines(string directory, string name)
    {
        using FileStream file = File.OpenRead(Path.Combine(directory, name));
        using var unpacked = new GZipStream(file, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, new UTF8Encoding(false, true));
        while (reader.ReadLine() is { } line)
            yield return line;
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
