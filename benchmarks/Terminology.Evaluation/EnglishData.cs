using System.Globalization;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>Reads the inputs of the term base.</summary>
internal static class EnglishData
{
    /// <summary>Rows of annotated documents: zh, en, class, tier; the document's name is the source.</summary>
    public static List<TermBaseRow> ReadAnnotations(string directory)
    {
        var rows = new List<TermBaseRow>();
        foreach (string path in Directory.EnumerateFiles(directory, "*.tsv").Order(StringComparer.Ordinal))
        {
            string source = Path.GetFileNameWithoutExtension(path);
            foreach (string line in File.ReadLines(path))
            {
                string[] f = line.TrimStart('\uFEFF').Split('\t');
                if (f.Length >= 4 && f[1].Length > 0 && f[3] is "1" or "2")
                {
                    rows.Add(new TermBaseRow(f[0], f[1], f[2], f[3][0] - '0', source));
                }
            }
        }

        return rows;
    }

    /// <summary>The document an excerpt comes from: work-report-2015b and work-report-2015-part are both of work-report-2015.</summary>
    public static string DocumentOf(string source)
    {
        if (source.EndsWith("-part", StringComparison.Ordinal))
        {
            source = source[..^5];
        }

        return source.Length > 1 && char.IsAsciiLetterLower(source[^1]) && char.IsAsciiDigit(source[^2]) ? source[..^1] : source;
    }

    /// <summary>Words with their renderings: zh, en (best first, separated by "; "), part of speech; lines that begin with # are comments.</summary>
    public static List<LexiconEntry> ReadLexicon(string directory)
    {
        var entries = new List<LexiconEntry>();
        string path = Path.Combine(directory, "lexicon.tsv");
        if (File.Exists(path))
        {
            foreach (string line in File.ReadLines(path))
            {
                string[] f = line.Split('\t');
                if (line.Length > 0 && line[0] != '#' && f.Length >= 2)
                {
                    entries.Add(new LexiconEntry(ChineseKey.Of(f[0]), f[1].Split("; ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)));
                }
            }
        }

        return entries;
    }

    /// <summary>Rows of our own making: zh, en, class, tier, year.</summary>
    public static List<TermBaseRow> ReadTerms(string directory)
    {
        var rows = new List<TermBaseRow>();
        foreach (string path in Directory.EnumerateFiles(directory, "terms*.tsv").Order(StringComparer.Ordinal))
        {
            foreach (string line in File.ReadLines(path))
            {
                string[] f = line.Split('\t');
                if (line.Length > 0 && line[0] != '#' && f.Length >= 2)
                {
                    rows.Add(new TermBaseRow(f[0], f[1], f.Length > 2 ? f[2] : "policy", 1, Path.GetFileNameWithoutExtension(path), f.Length > 3 && f[3].Length > 0 ? f[3] : null));
                }
            }
        }

        return rows;
    }

    /// <summary>English text for the bigram model.</summary>
    public static IEnumerable<string> ReadText(string directory)
    {
        _ = directory;
        return [];
    }

    /// <summary>Weights as text: a line for the composition, a line for the calibration.</summary>
    public static string FormatWeights(float[] weights, float[] calibration) =>
        string.Join(' ', weights.Select(w => w.ToString("F4", CultureInfo.InvariantCulture))) + "\n" + string.Join(' ', calibration.Select(w => w.ToString("F4", CultureInfo.InvariantCulture))) + "\n";
}
