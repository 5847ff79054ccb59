using System.Globalization;
using Terminology.Learning;

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

    /// <summary>
    /// Main terms of a document that at least two other sources mark as main terms too: what any glossary of the field has. Salience should not lose them behind what is merely rare;
    /// the graded lists, being of the first places only, cannot show that.
    /// </summary>
    private static HashSet<string> Established(List<GoldDocument> gold, GoldDocument document)
    {
        var sources = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (GoldDocument other in gold.Where(g => g.File != document.File))
        {
            foreach ((string term, int tier) in other.Labels.Tiers)
            {
                if (tier == 1 && document.Labels.Tiers.GetValueOrDefault(term) == 1)
                    (sources.TryGetValue(term, out HashSet<string>? own) ? own : sources[term] = []).Add(other.File);
            }
        }
        return [.. sources.Where(s => s.Value.Count >= 2).Select(s => s.Key)];
    }

    /// <summary>Prints the table.</summary>
    /// <param name="goldFolder">The folder of the gold.</param>
    /// <param name="gold">Its documents.</param>
    /// <param name="extractor">The extractor for a document, by its place in the gold.</param>
    public static void Run(string goldFolder, List<GoldDocument> gold, Func<int, TermExtractor> extractor)
    {
        double sum = 0, found = 0;
        int documents = 0, ungraded = 0;
        Console.WriteLine("| document | nDCG@20 | established terms in the first 100 | graded 0 or not at all among the first 20 |");
        Console.WriteLine("|---|---|---|---|");
        for (int i = 0; i < gold.Count; i++)
        {
            GoldDocument d = gold[i];
            string path = Path.Combine(goldFolder, "salience", d.Name + ".tsv");
            if (!File.Exists(path))
                continue;
            Dictionary<string, int> grades = ReadGrades(path);
            HashSet<string> established = Established(gold, d);
            List<string> all = [.. extractor(i).Extract([d.Labels.Document]).Select(t => t.Text)], ranked = [.. all.Take(Depth)];
            double ndcg = Ndcg(grades, ranked);
            int early = all.Take(100).Count(t => established.Contains(LabelledDocument.WithoutSpace(t)));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {d.Name} | {ndcg:F3} | {early} of {established.Count} | {string.Join(" ", ranked.Where(t => !grades.TryGetValue(t, out int g) || g == 0).Select(t => grades.ContainsKey(t) ? t : t + "?"))} |"));
            sum += ndcg;
            found += (double)early / Math.Max(1, Math.Min(100, established.Count));
            documents++;
            ungraded += ranked.Count(t => !grades.ContainsKey(t));
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| mean of {documents} | {sum / Math.Max(1, documents):F3} | {found / Math.Max(1, documents):F3} of at most 100 | {ungraded} without a grade |"));
    }
}
