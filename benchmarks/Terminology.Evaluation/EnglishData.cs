using System.Globalization;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>Reads the inputs of the term base in <c>seeds/glossary</c>; lines that begin with # are comments.</summary>
internal static class EnglishData
{
    /// <summary>All rows of the term base: annotated documents, published renderings, health terms, terms of our own making.</summary>
    public static List<TermBaseRow> ReadRows(string seeds)
    {
        var rows = new List<TermBaseRow>();
        foreach (string[] f in Lines(seeds, "pairs.tsv", 4))
        {
            foreach (string document in f[3].Split(' '))
            {
                int slash = document.LastIndexOf('/');
                rows.Add(new TermBaseRow(f[0], f[1], f[2], document[slash + 1] - '0', document[..slash]));
            }
        }

        foreach (string[] f in Lines(seeds, "official.tsv", 5))
        {
            // What the state published counts more than one annotator; what the press or a study says counts less.
            rows.Add(new TermBaseRow(f[0], f[1].Replace(" / ", "; ", StringComparison.Ordinal), "policy", 1, f[4], f[2], f[3] == "official" ? 3f : 1f));
        }

        foreach (string[] f in Lines(seeds, "tico19.tsv", 2))
        {
            rows.Add(new TermBaseRow(f[0], f[1], "health", 2, "TICO-19"));
        }

        foreach (string[] f in Lines(seeds, "terms.tsv", 3))
        {
            rows.Add(new TermBaseRow(f[0], f[1], f[2], 1, "own", f.Length > 3 && f[3].Length > 0 ? f[3] : null));
        }

        return rows;
    }

    /// <summary>Words with their renderings, best first.</summary>
    public static List<LexiconEntry> ReadLexicon(string seeds) =>
        [.. Lines(seeds, "lexicon.tsv", 2).Select(f => new LexiconEntry(ChineseKey.Of(f[0]), f[1].Split("; ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))];

    /// <summary>The documents of the first pass of annotation, which the evaluation leaves out in turn.</summary>
    public static string[] FirstPass(string index) => [.. Lines(Path.GetDirectoryName(index) ?? "", Path.GetFileName(index), 2).Where(f => f[1] == "1").Select(f => f[0])];

    /// <summary>The document an excerpt comes from: work-report-2015b and work-report-2015-part are both of work-report-2015.</summary>
    public static string DocumentOf(string source)
    {
        if (source.EndsWith("-part", StringComparison.Ordinal))
        {
            source = source[..^5];
        }

        return source.Length > 1 && char.IsAsciiLetterLower(source[^1]) && char.IsAsciiDigit(source[^2]) ? source[..^1] : source;
    }

    /// <summary>Weights of the composition and of its calibration: a line each; null where there is no such file yet.</summary>
    public static (float[]? Weights, float[]? Calibration) ReadWeights(string seeds)
    {
        string path = Path.Combine(seeds, "weights.txt");
        if (!File.Exists(path))
        {
            return (null, null);
        }

        float[][] lines = [.. File.ReadLines(path).Where(l => l.Length > 0 && l[0] != '#').Select(l => l.Split(' ').Select(w => float.Parse(w, CultureInfo.InvariantCulture)).ToArray())];
        return (lines[0], lines[1]);
    }

    /// <summary>Weights as text.</summary>
    public static string FormatWeights(float[] weights, float[] calibration) =>
        "# Weights of the features of a composition, then of its calibration; fitted by `english --weights`\n"
        + string.Join(' ', weights.Select(w => w.ToString("F4", CultureInfo.InvariantCulture))) + "\n"
        + string.Join(' ', calibration.Select(w => w.ToString("F4", CultureInfo.InvariantCulture))) + "\n";

    private static IEnumerable<string[]> Lines(string directory, string name, int columns)
    {
        string path = Path.Combine(directory, name);
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            string[] f = line.Split('\t');
            if (f.Length < columns || f[0].Length == 0 || f[1].Length == 0)
            {
                throw new InvalidDataException($"{path}({number}): {f.Length} columns, expected at least {columns}, the first two not empty");
            }

            yield return f;
        }
    }
}
