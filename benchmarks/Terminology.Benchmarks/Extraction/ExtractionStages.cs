using System.Diagnostics;
using System.Globalization;

namespace Terminology.Benchmarks;

/// <summary>The time of each stage of one extraction of whole files: of the first run in the process, and of the best of four.</summary>
internal static class ExtractionStages
{
    private const int Rounds = 4;

    private static readonly HashSet<string> s_measures = ["per_million_tokens", "c_value", "tf_idf", "weirdness", "g2", "log_ratio", "npmi", "dp"];

    public static int Run(string[] paths)
    {
        Corpus corpus = Corpus.FromFiles(paths);
        double bytes = paths.Sum(path => new FileInfo(path).Length);
        var rounds = new List<List<(string Stage, double Milliseconds)>>();
        for (int round = 0; round < Rounds; round++)
        {
            var times = new List<(string, double)>();
            var clock = new StageClock();
            var watch = Stopwatch.StartNew();
            var extractor = new TermExtractor { Clock = clock };
            TermCandidateList terms = extractor.Extract(corpus);
            double extract = watch.Elapsed.TotalMilliseconds;
            foreach (Stage stage in Enum.GetValues<Stage>().Skip(1))
                times.Add((stage.ToString(), clock[stage].TotalMilliseconds));
            times.Add(("(extract)", extract));
            watch.Restart();
            terms = MeasureTable.Compute(terms, only: s_measures);
            times.Add(("Measures", watch.Elapsed.TotalMilliseconds));
            watch.Restart();
            TermTable.Write(Stream.Null, [.. terms.Select(t => new TermAlignment(t, []))], TermTableFormat.Csv);
            times.Add(("Write", watch.Elapsed.TotalMilliseconds));
            times.Add(("(all)", extract + times[^1].Item2 + times[^2].Item2));
            rounds.Add(times);
            if (round == 0)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB, {terms.Count} terms"));
        }
        Console.WriteLine($"{"stage",-14} {"first ms",9} {"best ms",9}");
        for (int i = 0; i < rounds[0].Count; i++)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rounds[0][i].Stage,-14} {rounds[0][i].Milliseconds,9:F1} {rounds.Min(r => r[i].Milliseconds),9:F1}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"best: {bytes / 1000 / rounds.Min(r => r[^1].Milliseconds):F2} MB/s"));
        return 0;
    }
}
