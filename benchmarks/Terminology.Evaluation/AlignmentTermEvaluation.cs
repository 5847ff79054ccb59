using System.Globalization;
using System.Text.RegularExpressions;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>Term translations from the annual reports, and sentence alignment on texts broken anew.</summary>
internal static partial class AlignmentEvaluation
{
    internal sealed record TermFigures(string Name, int Terms, double Top1, double Top3, double ReciprocalRank);

    /// <summary>A term with its candidates and which of them are right.</summary>
    internal sealed record TermCase(string Year, string Term, int Count, HashSet<string> Gold, List<TermSpan> Spans, string[] English, bool[] Right, SentencePair? Context);

    /// <summary>
    /// The terms of each annual report, each year aligned by itself, that stand on both sides of a paragraph pair. The weights are learned on three years and
    /// tested on the fourth, in turn; with <c>fit=FILE</c> they are learned on all years and written.
    /// </summary>
    internal static List<TermFigures> Terms(string data, string[] options)
    {
        string Option(string name) => options.FirstOrDefault(o => o.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..] ?? "";
        System.Diagnostics.Stopwatch watch = System.Diagnostics.Stopwatch.StartNew();
        List<TermCase> cases = [];
        WordAlignerOptions aligner = new() { Samplers = Option("samplers") is { Length: > 0 } number ? int.Parse(number, CultureInfo.InvariantCulture) : new WordAlignerOptions().Samplers };
        if (Option("weight") is { Length: > 0 } weight)
            aligner = aligner with { PriorWeight = double.Parse(weight, CultureInfo.InvariantCulture) };
        if (Option("steps") is { Length: > 0 } steps)
            LogLinearFit.Steps = int.Parse(steps, CultureInfo.InvariantCulture);
        if (Option("penalty") is { Length: > 0 } penalty)
            LogLinearFit.Penalty = double.Parse(penalty, CultureInfo.InvariantCulture);
        if (Option("table") is { Length: > 0 } path)
        {
            using FileStream stream = File.OpenRead(path);
            s_table = LexicalTableFormat.Read(stream);
        }
        if (Option("load") is { Length: > 0 } load)
            cases = [.. load.Split(',').SelectMany(LoadCases)];
        foreach (string folder in cases.Count > 0 ? (IEnumerable<string>)[] : Directory.GetDirectories(Path.Combine(data, "parallel/hkma-annual-report")).Where(f => Option("year").Length == 0 || Path.GetFileName(f) == Option("year")).Order(StringComparer.Ordinal))
            cases.AddRange(Cases(folder, aligner));
        if (Option("save") is { Length: > 0 } save)
            SaveCases(cases, save);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{cases.Count} terms, {cases.Sum(c => c.Spans.Count)} candidates, {watch.Elapsed.TotalSeconds:F0} s; a right candidate for {cases.Count(c => c.Right.Any(r => r)) / (double)cases.Count:F3}"));
        string[] years = [.. cases.Select(c => c.Year).Distinct()];
        if (years.Length == 1)
        {
            List<TermCase> ranked = [.. cases.Select(c => Rank(c, TermSpanModel.Default))];
            Print("shipped weights: ", Figures(ranked));
            AsUsed(ranked, new() { [years[0]] = TermSpanModel.Default }, new TermAligner().Unseen);
            return [];
        }
        SpanTraining training = new(cases, years);
        Dictionary<string, TermSpanModel> ranking = years.ToDictionary(y => y, training.Model);
        List<TermCase> order = [.. cases.Select(c => Rank(c, ranking[c.Year]))];
        List<(float[] Features, bool Right, string Year)> rows = [.. order.SelectMany(c => Enumerable.Range(0, Math.Min(3, c.Spans.Count)).Select(k => (CalibrationRow(c, k), c.Right[k], c.Year)))];
        Dictionary<string, TermSpanModel> models = years.ToDictionary(y => y, y => ranking[y].With(LogLinearFit.Logistic([.. rows.Where(r => r.Year != y).Select(r => (r.Features, r.Right))])));
        Reliability([.. order.Where(c => c.Spans.Count > 0).Select(c => (models[c.Year].Confidence(c.Spans, 0), c.Right[0]))]);
        // What is not shown is not right.
        List<TermCase> shown = [.. order.Select(c => c with { Right = [.. c.Right.Select((right, k) => right && (k == 0 || (k < 3 && models[c.Year].Confidence(c.Spans, k) >= TermSpanModel.LeastFurther)))] })];
        List<TermFigures> figures = Figures(shown);
        Print("", figures);
        foreach (double unseen in Option("unseen") is { Length: > 0 } list ? list.Split(',').Select(u => double.Parse(u, CultureInfo.InvariantCulture)) : [new TermAligner().Unseen])
            AsUsed(order, models, unseen);
        if (Option("dump") is { Length: > 0 } dump)
            File.WriteAllLines(dump, order.Select(c => string.Join('\t', c.Year, c.Term, c.Count, 1 + Array.IndexOf(c.Right, true), string.Join(" | ", c.Gold), string.Join(" | ", c.English.Take(3).Select((e, k) => string.Create(CultureInfo.InvariantCulture, $"{e} {c.Spans[k].Score:F1}"))), c.Context?.Source, c.Context?.Target)));
        if (Option("fit") is { Length: > 0 } output)
        {
            TermSpanModel all = training.Model(null).With(LogLinearFit.Logistic([.. rows.Select(r => (r.Features, r.Right))]));
            string Line(float[] w) => string.Join(' ', w.Select(x => x.ToString("F4", CultureInfo.InvariantCulture)));
            File.WriteAllText(output, "# Weights of the features of a span at one place, then of a candidate, then of its calibration; see seeds/parallel/SOURCE.md\n" + Line(all.Local) + "\n" + Line(all.Weights) + "\n" + Line(all.Calibration) + "\n");
            using BinaryWriter trees = new(File.Create(Path.ChangeExtension(output, ".bin")));
            all.Trees!.Write(trees);
        }
        return figures;
    }

    private static void Print(string name, List<TermFigures> figures)
    {
        foreach (TermFigures f in figures)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}{f.Name,-4} {f.Terms,5} terms  top-1 {f.Top1:F3}  top-3 {f.Top3:F3}  MRR {f.ReciprocalRank:F3}"));
    }

    private static float[] CalibrationRow(TermCase c, int place)
    {
        float[] f = new float[TermSpanModel.CalibrationCount];
        TermSpanModel.CalibrationFeatures(c.Spans, place, f);
        return f;
    }

    // What the user sees: with term base and composition beside the text, as TermAligner and the command line give it.
    private static void AsUsed(List<TermCase> order, Dictionary<string, TermSpanModel> models, double unseen)
    {
        TermAligner aligner = new() { Unseen = unseen };
        ParallelTerm[] learned = [.. order.Select(c => ParallelTermAligner.Suggest(models[c.Year], c.Term, c.Count, c.Spans, _ => c.Context!))];
        TermAlignmentList found = aligner.Align([.. order.Select(c => c.Term)], learned);
        List<TermCase> cases = [.. order.Select((c, k) => c with { Right = [.. found[k].Suggestions.Select(s => c.Gold.Contains(Normalize(s.Text)))] })];
        Print(string.Create(CultureInfo.InvariantCulture, $"as used, unseen {unseen:F2}: "), Figures(cases));
        Reliability([.. cases.Select((c, k) => (c, k)).Where(e => e.c.Right.Length > 0).Select(e => (found[e.k].Suggestions[0].Score, e.c.Right[0]))]);
        foreach (IGrouping<AlignmentMethod, int> method in Enumerable.Range(0, cases.Count).Where(k => cases[k].Right.Length > 0).GroupBy(k => found[k].Suggestions[0].Method).OrderBy(g => g.Key))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  first by {method.Key}: {method.Count()} terms, right {method.Count(k => cases[k].Right[0]) / (double)method.Count():F3}"));
    }

    // Learns the three stages of the ranking; what one stage tells the next about a year comes from weights that never saw it.
    private sealed class SpanTraining(List<TermCase> cases, string[] years)
    {
        private readonly Dictionary<string, (float[] Local, float[] Weights)> _linear = [];

        public TermSpanModel Model(string? test)
        {
            TrainingRows rows = new(TermSpanModel.TreeCount);
            foreach (string year in years.Where(y => y != test))
            {
                (float[] local, float[] weights) = Linear(test, year);
                foreach (TermCase c in cases.Where(c => c.Year == year && c.Right.Any(r => r)))
                {
                    Dictionary<TermSpan, bool> right = c.Spans.Select((s, k) => (s, k)).ToDictionary(e => e.s, e => c.Right[e.k]);
                    (List<TermSpan> order, List<float[]> features) = TermSpanModel.Compare(c.Spans, local, weights);
                    for (int k = 0; k < features.Count; k++)
                        rows.Add(features[k], right[order[k]], 1);
                }
            }
            Forest trees = BoostedTrees.Train(rows, Boosting);
            (float[] first, float[] second) = Linear(test, null);
            return new TermSpanModel(first, second, new float[TermSpanModel.CalibrationCount], trees);
        }

        private (float[] Local, float[] Weights) Linear(string? test, string? other)
        {
            string key = string.Join(' ', new[] { test, other }.Where(y => y is not null).Order(StringComparer.Ordinal));
            if (!_linear.TryGetValue(key, out (float[], float[]) weights))
                _linear[key] = weights = LogLinearFit.Fit([.. cases.Where(c => c.Year != test && c.Year != other).Select(c => (c.Spans, c.Right))]);
            return weights;
        }
    }

    internal static BoostingOptions Boosting { get; set; } = new() { Trees = 250, Leaves = 12, LearningRate = .04, MinimumRows = 20, L2 = 5, FeatureShare = .3 };

    private static void SaveCases(List<TermCase> cases, string path)
    {
        using BinaryWriter writer = new(File.Create(path));
        writer.Write(cases.Count);
        foreach (TermCase c in cases)
        {
            foreach (string text in new[] { c.Year, c.Term, c.Context?.Source ?? "", c.Context?.Target ?? "", string.Join('|', c.Gold) })
                writer.Write(text);
            writer.Write(c.Count);
            writer.Write(c.Spans.Count);
            for (int k = 0; k < c.Spans.Count; k++)
            {
                writer.Write(c.Spans[k].Phrase);
                writer.Write(c.English[k]);
                writer.Write(c.Right[k]);
                writer.Write(c.Spans[k].Places);
                foreach (float f in c.Spans[k].Features)
                    writer.Write(f);
                writer.Write(c.Spans[k].AtPlaces.Count);
                foreach ((int place, float[] features) in c.Spans[k].AtPlaces)
                {
                    writer.Write(place);
                    foreach (float f in features)
                        writer.Write(f);
                }
            }
        }
    }

    private static List<TermCase> LoadCases(string path)
    {
        using BinaryReader reader = new(File.OpenRead(path));
        TermCase[] cases = new TermCase[reader.ReadInt32()];
        for (int n = 0; n < cases.Length; n++)
        {
            string year = reader.ReadString(), term = reader.ReadString(), source = reader.ReadString(), target = reader.ReadString();
            HashSet<string> gold = [.. reader.ReadString().Split('|')];
            int count = reader.ReadInt32(), spans = reader.ReadInt32();
            cases[n] = new TermCase(year, term, count, gold, [], new string[spans], new bool[spans], new SentencePair(source, target));
            for (int k = 0; k < spans; k++)
            {
                TermSpan span = new(reader.ReadString());
                cases[n].English[k] = reader.ReadString();
                cases[n].Right[k] = reader.ReadBoolean();
                span.Places = reader.ReadInt32();
                span.Surfaces[cases[n].English[k]] = 1;
                for (int f = 0; f < TermSpanModel.FeatureCount; f++)
                    span.Features[f] = reader.ReadSingle();
                for (int places = reader.ReadInt32(); places > 0; places--)
                {
                    float[] features = new float[TermSpanModel.FeatureCount];
                    int place = reader.ReadInt32();
                    for (int f = 0; f < features.Length; f++)
                        features[f] = reader.ReadSingle();
                    span.AtPlaces.Add((place, features));
                }
                cases[n].Spans.Add(span);
            }
        }
        return [.. cases];
    }

    private static List<TermFigures> Figures(List<TermCase> cases)
    {
        TermFigures Of(string name, Func<int, bool> of)
        {
            List<int> r = [.. cases.Where(x => of(x.Count)).Select(x => 1 + Array.IndexOf(x.Right, true, 0, Math.Min(3, x.Right.Length)))];
            return new TermFigures(name, r.Count, r.Count(x => x == 1) / (double)r.Count, r.Count(x => x > 0) / (double)r.Count, r.Sum(x => x > 0 ? 1.0 / x : 0) / r.Count);
        }
        return [Of("1", c => c <= 1), Of("2-5", c => c is >= 2 and <= 5), Of("6+", c => c >= 6), Of("all", _ => true)];
    }

    private static void Reliability(List<(double Confidence, bool Right)> firsts)
    {
        foreach (IGrouping<int, (double Confidence, bool Right)> bin in firsts.GroupBy(f => Math.Min(9, (int)(f.Confidence * 10))).OrderBy(g => g.Key))
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"confidence {bin.Key / 10.0:F1}-{(bin.Key + 1) / 10.0:F1}: {bin.Count(),5} first choices, mean {bin.Average(b => b.Confidence):F3}, right {bin.Count(b => b.Right) / (double)bin.Count():F3}"));
    }

    private static TermCase Rank(TermCase c, TermSpanModel model)
    {
        List<TermSpan> spans = [.. c.Spans];
        Dictionary<TermSpan, int> places = c.Spans.Select((s, k) => (s, k)).ToDictionary(e => e.s, e => e.k);
        model.Rank(spans);
        return c with { Spans = spans, English = [.. spans.Select(s => c.English[places[s]])], Right = [.. spans.Select(s => c.Right[places[s]])] };
    }

    private static LexicalTable? s_table;

    private static TermCase[] Cases(string folder, WordAlignerOptions options)
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
        return new ParallelTermAligner(options, s_table).Each(text, terms, found =>
        {
            string[] english = [.. found.Spans.Select(s => ParallelTermAligner.Citation(s.Surfaces))];
            SentencePair? context = found.Places.Count > 0 ? found.Sentences[found.Places[0].Sentence].Pair : null;
            return new TermCase(Path.GetFileName(folder), found.Term, found.Places.Count, gold[found.Term], found.Spans, english, [.. english.Select(e => gold[found.Term].Contains(Normalize(e)))], context);
        }, default);
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
