using System.Globalization;
using System.Text;

namespace Terminology.Evaluation;

/// <summary>Quality of sentence and word alignment and of term translations on the development data.</summary>
internal static partial class AlignmentEvaluation
{
    public static int Run(string[] args)
    {
        string data = args.Length > 0 ? args[0] : "data";
        switch (args.Length > 1 ? args[1] : "aer")
        {
            case "aer":
                Aer(data, args[2..]);
                break;
            case "terms":
                Terms(data, args[2..]);
                break;
            case "sentences":
                Sentences(data);
                break;
            case "lexicon":
                BuildLexicon(data, args.Length > 2 ? args[2] : "seeds/glossary", args.Length > 3 ? args[3] : "src/Terminology/Resources/zh-en.lex");
                break;
        }
        return 0;
    }

    /// <summary>The hand-made links of a pair: those that must be there, and with them those that may be.</summary>
    internal sealed record GoldLinks(HashSet<AlignmentLink> Sure, HashSet<AlignmentLink> Possible);

    /// <summary>Alignment error rate: 1 - (|A ∩ S| + |A ∩ P|) / (|A| + |S|) (Och &amp; Ney 2003).</summary>
    internal static (double Aer, double Precision, double Recall) Score(IReadOnlyList<GoldLinks> gold, IReadOnlyList<WordAlignment> found)
    {
        double sure = 0, possible = 0, given = 0, all = 0;
        for (int n = 0; n < gold.Count; n++)
        {
            given += found[n].Links.Count;
            all += gold[n].Sure.Count;
            sure += found[n].Links.Count(gold[n].Sure.Contains);
            possible += found[n].Links.Count(gold[n].Possible.Contains);
        }
        return (1 - ((sure + possible) / (given + all)), possible / given, sure / all);
    }

    private static void Aer(string data, string[] options)
    {
        (List<TokenizedPair> pairs, List<GoldLinks> gold) = ReadGold(data);
        string Option(string name, string fallback) => options.FirstOrDefault(o => o.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? fallback;
        List<TokenizedPair> extra = [];
        foreach (string set in Option("extra", "").Split(',', StringSplitOptions.RemoveEmptyEntries))
            extra.AddRange(ReadExtra(data, set));
        LexicalTable table = LexicalTable.Empty;
        string prior = Option("prior", "");
        if (prior.Contains("default", StringComparison.Ordinal))
            table = table.With(LexicalTable.Default);
        if (prior.StartsWith("cedict:", StringComparison.Ordinal))
            table = LexicalTable.Default.With(LexicalTable.ReadCedict(prior["cedict:".Length..]));
        if (prior.Contains("terms", StringComparison.Ordinal))
            table = table.With(LexicalTable.FromPairs(ReadTermPairs(data)));
        float Number(string name, float fallback) => float.Parse(Option(name, fallback.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
        GibbsParameters Tune(GibbsParameters p) => p with
        {
            TranslationAlpha = Number("ta", p.TranslationAlpha), NullAlpha = Number("na", p.NullAlpha), NullProbability = Number("np", p.NullProbability),
            JumpAlpha = Number("ja", p.JumpAlpha), FertilityWeight = Number("fw", p.FertilityWeight),
        };
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        StringBuilder line = new();
        foreach (Symmetrization method in options.Contains("all") ? Enum.GetValues<Symmetrization>() : [Symmetrization.GrowDiag])
        {
            WordAlignerOptions o = new()
            {
                Symmetrization = method,
                Seed = int.Parse(Option("seed", "1"), CultureInfo.InvariantCulture),
                Samplers = int.Parse(Option("samplers", "3"), CultureInfo.InvariantCulture),
                Sweeps = int.Parse(Option("sweeps", "0"), CultureInfo.InvariantCulture),
                PriorWeight = double.Parse(Option("weight", "20"), CultureInfo.InvariantCulture),
            };
            IReadOnlyList<WordAlignment> found = new WordAligner(o, table) { Tune = Tune }.Align(pairs, extra);
            (double aer, double precision, double recall) = Score(gold, found);
            line.Append(CultureInfo.InvariantCulture, $"{method} AER {aer:F4} P {precision:F3} R {recall:F3}  ");
        }
        Console.WriteLine($"extra {extra.Count} {line} {watch.Elapsed.TotalSeconds:F1} s, {Environment.WorkingSet >> 20} MB");
    }

    private static (List<TokenizedPair> Pairs, List<GoldLinks> Gold) ReadGold(string data)
    {
        List<TokenizedPair> pairs = [];
        foreach (string line in File.ReadLines(Path.Combine(data, "gold/word-alignment/zhen.src-tgt")))
        {
            string[] sides = line.Split(" ||| ");
            pairs.Add(new TokenizedPair(sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries), sides[1].Split(' ', StringSplitOptions.RemoveEmptyEntries)));
        }
        List<GoldLinks> gold = [];
        foreach (string line in File.ReadLines(Path.Combine(data, "gold/word-alignment/zhen.gold")))
        {
            HashSet<AlignmentLink> sure = [], possible = [];
            foreach (string link in line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                string[] ends = link.Split('-', 'p');
                AlignmentLink parsed = new(int.Parse(ends[0], CultureInfo.InvariantCulture) - 1, int.Parse(ends[1], CultureInfo.InvariantCulture) - 1);
                possible.Add(parsed);
                if (link.Contains('-', StringComparison.Ordinal))
                    sure.Add(parsed);
            }
            gold.Add(new GoldLinks(sure, possible));
        }
        return (pairs, gold);
    }

    private static IEnumerable<TokenizedPair> ReadExtra(string data, string set)
    {
        IEnumerable<string> files = set switch
        {
            "un" => [Path.Combine(data, "parallel/un-dev.zh-en.tsv")],
            "ntrex" => [Path.Combine(data, "parallel/ntrex.zh-en.tsv")],
            "tico" => [Path.Combine(data, "gold/tico19/tico19.zh-en.tsv")],
            "hkma" => Directory.GetFiles(Path.Combine(data, "parallel/hkma-annual-report"), "paragraph_pairs.tsv", SearchOption.AllDirectories).Order(StringComparer.Ordinal),
            _ => throw new ArgumentException($"no such set: {set}", nameof(set)),
        };
        foreach (string file in files)
        {
            foreach (string line in File.ReadLines(file))
            {
                string[] f = line.Split('\t');
                if (f.Length >= 2)
                    yield return new TokenizedPair(AlignmentText.ChineseWords(f[0]), AlignmentText.EnglishWords(f[1]));
            }
        }
    }

    private static IEnumerable<(string Chinese, string English)> ReadTermPairs(string data)
    {
        foreach (string file in Directory.GetFiles(Path.Combine(data, "gold/terms"), "*.tsv").Order(StringComparer.Ordinal))
        {
            foreach (string line in File.ReadLines(file))
            {
                string[] f = line.Split('\t');
                if (f.Length >= 2)
                    foreach (string en in f[1].Split(';'))
                        yield return (f[0], en);
            }
        }
    }

    /// <summary>
    /// Counts the shipped word table from links over texts whose terms allow it: the UN sentences, TICO-19 and the project's own term pairs.
    /// A row keeps the words that at least a twentieth of the links of its Chinese word lead to.
    /// </summary>
    private static void BuildLexicon(string data, string terms, string output)
    {
        List<TokenizedPair> pairs = [.. ReadExtra(data, "un"), .. ReadExtra(data, "tico")];
        foreach (string file in new[] { "pairs.tsv", "terms.tsv", "terms-frequent.tsv", "official.tsv", "tico19.tsv", "lexicon.tsv" })
        {
            foreach (string line in File.ReadLines(Path.Combine(terms, file)))
            {
                string[] f = line.Split('\t');
                if (f.Length < 2 || line[0] == '#' || f[0].Length is 0 or > 40)
                    continue;
                foreach (string en in f[1].Split(';').Take(2))
                    pairs.Add(new TokenizedPair(AlignmentText.ChineseWords(f[0]), AlignmentText.EnglishWords(en.Trim())));
            }
        }
        Console.WriteLine($"{pairs.Count} pairs");
        IReadOnlyList<WordAlignment> links = new WordAligner(new WordAlignerOptions { Samplers = 4, Sweeps = 60 }).Align(pairs);
        Dictionary<string, Dictionary<string, float>> counts = [];
        Dictionary<string, float> english = [];
        for (int n = 0; n < pairs.Count; n++)
        {
            HashSet<AlignmentLink> both = [.. links[n].Intersection];
            foreach (AlignmentLink link in links[n].Links)
            {
                string zh = AlignmentText.ChineseKey(pairs[n].Source[link.Source]), en = AlignmentText.EnglishKey(pairs[n].Target[link.Target]);
                if (zh.Length is 0 or > 8)
                    continue;
                if (!counts.TryGetValue(zh, out Dictionary<string, float>? row))
                    counts[zh] = row = [];
                float weight = both.Contains(link) ? 1 : .5f;
                row[en] = row.GetValueOrDefault(en) + weight;
                english[en] = english.GetValueOrDefault(en) + weight;
            }
        }
        Dictionary<string, Dictionary<string, float>> rows = [];
        foreach ((string zh, Dictionary<string, float> row) in counts)
        {
            float total = row.Values.Sum();
            // A link seen once may be chance: it counts for less the oftener its English word occurs.
            Dictionary<string, float> kept = row.Where(e => e.Value / total >= .05f && (e.Value >= 2 || e.Value / english[e.Key] >= .15f))
                .ToDictionary(e => e.Key, e => e.Value / (total + .5f));
            if (kept.Count > 0)
                rows[zh] = kept;
        }
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(output))!);
        using FileStream stream = File.Create(output);
        LexicalTableFormat.Write(LexicalTable.FromRows(rows), stream);
        Console.WriteLine($"{rows.Count} words, {rows.Sum(r => r.Value.Count)} pairs, {stream.Length} bytes");
    }
}
