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

        foreach (string[] f in Lines(seeds, "terms-frequent.tsv", 3))
        {
            rows.Add(new TermBaseRow(f[0], f[1], f[2], 2, "own"));
        }

        return rows;
    }

    /// <summary>Words with their renderings, best first.</summary>
    public static List<LexiconEntry> ReadLexicon(string seeds) =>
        [.. Lines(seeds, "lexicon.tsv", 2).Select(f => new LexiconEntry(ChineseKey.Of(f[0]), f[1].Split("; ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)))];

    /// <summary>Readings of characters in names.</summary>
    public static string[] ReadPinyin(string seeds) => [.. Lines(seeds, "pinyin.tsv", 2).Select(f => f[0] + " " + f[1])];

    /// <summary>The annotated excerpts of the index: name, pass of annotation, file of the document they are cut from.</summary>
    public static List<AnnotatedExcerpt> ReadExcerpts(string index) =>
        [.. Lines(Path.GetDirectoryName(index) ?? "", Path.GetFileName(index), 3).Skip(1).Select(f => new AnnotatedExcerpt(f[0], int.Parse(f[1], CultureInfo.InvariantCulture), f[2]))];

    /// <summary>How often each term of an excerpt occurs in it; empty where the annotation file is missing.</summary>
    public static Dictionary<string, int> ReadFrequencies(string index, string excerpt)
    {
        string path = Path.Combine(Path.GetDirectoryName(index) ?? "", excerpt + ".tsv");
        return File.Exists(path)
            ? File.ReadLines(path).Skip(1).Select(l => l.Split('\t')).Where(f => f.Length > 3).DistinctBy(f => f[0]).ToDictionary(f => f[0], f => f[3].Split(' ').Length)
            : [];
    }

    /// <summary>Weights of the composition and the trees that rank; null where there are no such files yet.</summary>
    public static (float[]? Weights, Forest? Ranker) ReadRanking(string seeds)
    {
        string weights = Path.Combine(seeds, "weights.txt"), ranker = Path.Combine(seeds, "ranker.bin");
        if (!File.Exists(weights) || !File.Exists(ranker))
        {
            return (null, null);
        }

        var reader = new ModelReader(File.ReadAllBytes(ranker));
        return ([.. File.ReadLines(weights).First(l => l.Length > 0 && l[0] != '#').Split(' ').Select(w => float.Parse(w, CultureInfo.InvariantCulture))], Forest.Read(ref reader));
    }

    /// <summary>Writes weights and trees.</summary>
    public static void WriteRanking(string seeds, float[] weights, Forest ranker)
    {
        File.WriteAllText(Path.Combine(seeds, "weights.txt"), "# Weights of the features of a composition; fitted by `english --weights`\n" + string.Join(' ', weights.Select(w => w.ToString("F4", CultureInfo.InvariantCulture))) + "\n");
        using var writer = new BinaryWriter(File.Create(Path.Combine(seeds, "ranker.bin")));
        ranker.Write(writer);
    }

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

/// <summary>An annotated excerpt: two excerpts of one file are left out together.</summary>
internal sealed record AnnotatedExcerpt(string Name, int Pass, string File)
{
    /// <summary>Kind of document: the folder, or the first folder of the seeds.</summary>
    public string Genre => File.StartsWith("seeds/", StringComparison.Ordinal) ? "ministry-documents" : File[..File.IndexOf('/', StringComparison.Ordinal)];
}
