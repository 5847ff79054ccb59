using System.Globalization;

namespace Terminology.Evaluation;

/// <summary>Measures the order by salience against grades that were given by reading: nDCG@20 of each graded document and their mean.</summary>
internal static class SalienceEvaluation
{
    private const int Depth = 20;

    /// <summary>Grades by term: 2 key term of the document, 1 related, 0 says nothing about it.</summary>
    public static Dictionary<string, int> ReadGrades(string path)
    {
        var grades = new Dictionary<string, int>(StringComparer.Ordinal);
        int line = 0;
        foreach (string row in File.ReadLines(path))
        {
            line++;
            string[] f = row.Split('\t');
            if (f.Length != 2 || f[1] is not ("0" or "1" or "2"))
                throw new TerminologyFormatException("TRM0905", "a grade has two columns (term, grade 0 to 2)", path, line);
            if (!grades.TryAdd(f[0], f[1][0] - '0'))
                throw new TerminologyFormatException("TRM0905", "the term is graded twice", path, line);
        }
        return grades;
    }

    /// <summary>nDCG@20 with gains 3, 1, 0 for the grades 2, 1, 0 (Järvelin and Kekäläinen 2002, binary logarithm); a term without a grade counts as 0.</summary>
    public static double Ndcg(IReadOnlyDictionary<string, int> grades, IEnumerable<string> ranked)
    {
        static double Sum(IEnumerable<int> grades) => grades.Take(Depth).Select((g, i) => ((1 << g) - 1) / Math.Log2(i + 2)).Sum();
        double ideal = Sum(grades.Values.OrderDescending());
        return ideal > 0 ? Sum(ranked.Select(t => grades.GetValueOrDefault(t))) / ideal : 0;
    }

    public static void Run(string goldFolder, List<GoldDocument> gold)
    {
        var extractor = new TermExtractor();
        double sum = 0;
        int documents = 0, ungraded = 0;
        Console.WriteLine("| document | nDCG@20 | graded 0 or not at all among the first 20 |");
        Console.WriteLine("|---|---|---|");
        foreach (GoldDocument d in gold)
        {
            string path = Path.Combine(goldFolder, "salience", d.Name + ".tsv");
            if (!File.Exists(path))
                continue;
            Dictionary<string, int> grades = ReadGrades(path);
            List<string> ranked = [.. extractor.Extract([d.Labels.Document]).Take(Depth).Select(t => t.Text)];
            double ndcg = Ndcg(grades, ranked);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {d.Name} | {ndcg:F3} | {string.Join(" ", ranked.Where(t => !grades.TryGetValue(t, out int g) || g == 0).Select(t => grades.ContainsKey(t) ? t : t + "?"))} |"));
            sum += ndcg;
            documents++;
            ungraded += ranked.Count(t => !grades.ContainsKey(t));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| mean of {documents} | {sum / Math.Max(1, documents):F3} | {ungraded} without a grade |"));
    }
}
