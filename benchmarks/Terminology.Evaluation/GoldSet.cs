using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>A hand-annotated document of seeds/gold: its rows, and where its public text stands.</summary>
internal sealed record GoldDocument(string Name, int Pass, string File, LabelledDocument Labels);

/// <summary>Reads seeds/gold. The rows are in the repository, the public texts are not: they are cut out of the folder of policy texts and checked by hash.</summary>
internal static class GoldSet
{
    public static List<GoldDocument> Read(string goldFolder, string policyFolder)
    {
        string index = Path.Combine(goldFolder, "index.tsv");
        var documents = new List<GoldDocument>();
        int line = 1;
        foreach (string row in File.ReadLines(index).Skip(1))
        {
            line++;
            string[] f = row.Split('\t');
            if (f.Length < 7)
                throw new TerminologyFormatException("TRM0901", $"{f.Length} columns where 7 are expected (name, pass, file, start, length, sha256, address)", index, line);
            int start = int.Parse(f[3], CultureInfo.InvariantCulture), length = int.Parse(f[4], CultureInfo.InvariantCulture);
            string path = f[2].StartsWith("seeds/", StringComparison.Ordinal) ? Path.Combine(goldFolder, "..", "..", f[2]) : Path.Combine(policyFolder, f[2]);
            if (!File.Exists(path))
                throw new TerminologyFormatException("TRM0902", $"the text of {f[0]} is not at {f[2]}; give the folder of policy texts that holds it (public address: {f[6]})", index, line);
            string text = File.ReadAllText(path, Encoding.UTF8);
            if (start + length > text.Length || Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.Substring(start, length)))) != f[5])
                throw new TerminologyFormatException("TRM0903", $"the text of {f[0]} in {f[2]} is not the one that was annotated: its SHA-256 differs; take the version named in the index", index, line);
            documents.Add(new GoldDocument(f[0], int.Parse(f[1], CultureInfo.InvariantCulture), f[2],
                new LabelledDocument(new Document(f[0], text.Substring(start, length)), Rows(Path.Combine(goldFolder, f[0] + ".tsv")))));
        }
        return documents;
    }

    private static List<KeyValuePair<string, int>> Rows(string path)
    {
        var rows = new List<KeyValuePair<string, int>>();
        int line = 1;
        foreach (string row in File.ReadLines(path).Skip(1))
        {
            line++;
            string[] f = row.Split('\t');
            if (f.Length != 4 || f[2] is not ("1" or "2"))
                throw new TerminologyFormatException("TRM0904", "a row of gold has four columns (term, class, tier 1 or 2, offsets)", path, line);
            rows.Add(new(f[0], f[2][0] - '0'));
        }
        return rows;
    }
}
