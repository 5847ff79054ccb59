using System.Globalization;
using System.Text.RegularExpressions;

namespace Terminology.Evaluation;

/// <summary>Term translations from the annual reports, and sentence alignment on texts broken anew.</summary>
internal static partial class AlignmentEvaluation
{
    internal sealed record TermFigures(string Name, int Terms, double Top1, double Top3, double ReciprocalRank);

    /// <summary>The figures of all years together, each year aligned by itself, for terms that stand on both sides of a paragraph pair.</summary>
    internal static List<TermFigures> Terms(string data, bool show)
    {
        List<(int Count, int Rank)> ranks = [];
        foreach (string folder in Directory.GetDirectories(Path.Combine(data, "parallel/hkma-annual-report")).Order(StringComparer.Ordinal))
        {
            using FileStream stream = File.OpenRead(Path.Combine(folder, "paragraph_pairs.tsv"));
            ParallelText text = ParallelText.ReadTsv(stream);
            Dictionary<string, HashSet<string>> gold = [];
            foreach (string line in File.ReadLines(Path.Combine(folder, "terms.tsv")).Skip(1))
            {
                string[] f = line.Split('\t');
                if (f.Length < 5 || f[3] == "0" || f[4] == "0" || f[0].Length < 2 || f[0].All(char.IsAscii))
                    continue;
                if (!text.Any(p => p.Source.Contains(f[0], StringComparison.Ordinal) && p.Target.Contains(f[1], StringComparison.OrdinalIgnoreCase)))
                    continue;
                if (!gold.TryGetValue(f[0], out HashSet<string>? list))
                    gold[f[0]] = list = [];
                list.Add(Normalize(f[1]));
            }
            string[] terms = [.. gold.Keys];
            foreach (ParallelTerm found in new ParallelTermAligner().Align(text, terms))
            {
                int rank = 1 + found.Suggestions.Select(s => Normalize(s.Text)).ToList().FindIndex(gold[found.Term].Contains);
                ranks.Add((found.Count, rank));
                if (show && rank != 1 && ranks.Count % 12 == 0)
                    Console.WriteLine($"{found.Term} n={found.Count} gold {string.Join(" | ", gold[found.Term])} got {string.Join(" | ", found.Suggestions.Select(s => $"{s.Text} {s.Score:F2}"))}");
            }
        }
        TermFigures Figures(string name, Func<int, bool> of)
        {
            List<int> r = [.. ranks.Where(x => of(x.Count)).Select(x => x.Rank)];
            return new TermFigures(name, r.Count, r.Count(x => x == 1) / (double)r.Count, r.Count(x => x > 0) / (double)r.Count, r.Sum(x => x > 0 ? 1.0 / x : 0) / r.Count);
        }
        List<TermFigures> figures = [Figures("all", _ => true), Figures("1", c => c <= 1), Figures("2-5", c => c is >= 2 and <= 5), Figures("6+", c => c >= 6)];
        foreach (TermFigures f in figures)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{f.Name,-4} {f.Terms,5} terms  top-1 {f.Top1:F3}  top-3 {f.Top3:F3}  MRR {f.ReciprocalRank:F3}"));
        return figures;
    }

    // The comparison of the project's scorer of English: case, articles, hyphens, brackets, spelling and plural s do not count.
    internal static string Normalize(string text)
    {
        string s = Regex.Replace(text.ToLowerInvariant().Replace("&", " and ", StringComparison.Ordinal), @"\([^)]*\)", " ", RegexOptions.None, TimeSpan.FromSeconds(1));
        s = Regex.Replace(s, "[^a-z0-9+%. ]+", " ", RegexOptions.None, TimeSpan.FromSeconds(1));
        foreach ((string a, string b) in new[] { ("isation", "ization"), ("ise", "ize"), ("our", "or"), ("centre", "center"), ("programme", "program"), ("defence", "defense"), ("licence", "license") })
            s = s.Replace(a, b, StringComparison.Ordinal);
        return string.Join(' ', s.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.')).Where(w => w is not ("the" or "a" or "an" or "to") && w.Length > 0)
            .Select(w => w.Length > 3 && w[^1] == 's' && w[^2] != 's' ? w[..^1] : w));
    }

    internal sealed record SentenceFigures(string Name, double Precision, double Recall)
    {
        public double F1 => 2 * Precision * Recall / (Precision + Recall);
    }

    /// <summary>
    /// Documents made of sentence pairs: as lines ("clean"), with some lines dropped on a side, and with both sides broken into paragraphs at
    /// places drawn apart ("merged"). A found block is a link of every original pair it has a good part of on either side.
    /// </summary>
    internal static List<SentenceFigures> Sentences(string data)
    {
        List<SentenceFigures> figures = [];
        foreach (string set in new[] { "un-dev", "ntrex" })
        {
            (string Zh, string En)[] pairs = [.. File.ReadLines(Path.Combine(data, $"parallel/{set}.zh-en.tsv")).Take(1500).Select(l => l.Split('\t')).Where(f => f.Length >= 2).Select(f => (f[0].Trim(), f[1].Trim()))];
            foreach (string kind in new[] { "clean", "dropped", "merged" })
            {
                Random random = new(7);
                System.Text.StringBuilder zh = new(), en = new();
                List<int> zhLine = [], enLine = [];
                for (int n = 0; n < pairs.Length; n++)
                {
                    // Headings stay lines of their own: nothing could tell where they end.
                    bool line = kind != "merged" || random.Next(4) == 0 || pairs[n].Zh[^1] is not ('。' or '！' or '？' or '；') || pairs[n].En[^1] is not ('.' or '!' or '?' or ';');
                    int drop = kind == "dropped" ? random.Next(20) : 2;
                    if (drop != 0)
                        Append(zh, zhLine, pairs[n].Zh, n, line ? "\n" : "");
                    if (drop != 1)
                        Append(en, enLine, pairs[n].En, n, line || random.Next(4) == 0 ? "\n" : " ");
                }
                string source = zh.ToString(), target = en.ToString();
                HashSet<(int, int)> gold = [.. zhLine.Distinct().Intersect(enLine).Select(n => (n, n))], found = [];
                foreach (SentenceAligner.Block b in new SentenceAligner().Blocks(source, target))
                {
                    foreach (int s in Lines(zhLine, b.SourceStart, b.SourceEnd))
                        foreach (int t in Lines(enLine, b.TargetStart, b.TargetEnd))
                            found.Add((s, t));
                }
                double right = found.Count(gold.Contains);
                SentenceFigures f = new($"{set} {kind}", right / found.Count, right / gold.Count);
                figures.Add(f);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{f.Name,-16} P {f.Precision:F3} R {f.Recall:F3} F1 {f.F1:F3}"));
            }
        }
        return figures;
    }

    private static void Append(System.Text.StringBuilder text, List<int> lines, string sentence, int line, string end)
    {
        text.Append(sentence).Append(end);
        for (int k = 0; k < sentence.Length + end.Length; k++)
            lines.Add(line);
    }

    private static IEnumerable<int> Lines(List<int> lines, int start, int end)
    {
        for (int i = start; i < end;)
        {
            int k = i;
            while (k < end && lines[k] == lines[i])
                k++;
            if (k - i >= 3 || k - i == end - start)
                yield return lines[i];
            i = k;
        }
    }
}
