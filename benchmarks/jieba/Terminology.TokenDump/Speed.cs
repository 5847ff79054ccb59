using System.Diagnostics;
using System.Globalization;
using Terminology.Segmentation;

namespace Terminology.TokenDump;

/// <summary>Throughput of one way to segment, as the best of several runs over the lines of a file.</summary>
internal static class Speed
{
    internal static int Run(string way, string path, double seconds)
    {
        var loading = Stopwatch.StartNew();
        Token first = Segmenter.Default.Segment("推进两化深度融合")[0];
        double load = loading.Elapsed.TotalMilliseconds;
        string[] lines = File.ReadAllText(path).Split('\n');
        double megabytes = new FileInfo(path).Length / 1e6;
        SegmenterOptions options = way switch
        {
            "spans" or "strings" or "threads" or "thread" => new(),
            "nohmm" => new() { UseHmm = false },
            "tags" => new() { Tags = true },
            "search" => new() { Mode = SegmentationMode.Search },
            "all" => new() { Mode = SegmentationMode.Full },
            _ => throw new ArgumentException("unknown way: " + way, nameof(way)),
        };
        var segmenter = new Segmenter(SegmentationDictionary.Default, options);
        Func<long> run = way switch
        {
            "strings" => () => CountStrings(segmenter, lines),
            "threads" => () => CountOnTwoThreads(segmenter, lines),
            _ => () => CountSpans(segmenter, lines, 0, lines.Length),
        };
        double best = double.MaxValue;
        long tokens = 0;
        var total = Stopwatch.StartNew();
        for (int round = 0; round < 3 || total.Elapsed.TotalSeconds < seconds; round++)
        {
            // Processor time, as for Python: on a busy machine the clock on the wall measures the others.
            var watch = Stopwatch.StartNew();
            TimeSpan before = Environment.CpuUsage.TotalTime;
            tokens = run();
            best = Math.Min(best, way is "threads" or "thread" ? watch.Elapsed.TotalSeconds : (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{megabytes / best:F1} MB/s {tokens} tokens, first token after {load:F1} ms ({first.Length})"));
        return 0;
    }

    private static long CountSpans(Segmenter segmenter, string[] lines, int from, int to)
    {
        var tokens = new TokenBuffer();
        long count = 0;
        for (int i = from; i < to; i++)
        {
            tokens.Clear();
            segmenter.Segment(lines[i], tokens);
            count += tokens.Count;
        }

        return count;
    }

    private static long CountStrings(Segmenter segmenter, string[] lines)
    {
        long count = 0;
        foreach (string line in lines)
        {
            foreach (Token token in segmenter.Segment(line))
                count += token.ToString().Length > 0 ? 1 : 0;
        }

        return count;
    }

    private static long CountOnTwoThreads(Segmenter segmenter, string[] lines)
    {
        // Half of the characters, not of the lines.
        long all = lines.Sum(line => (long)line.Length);
        int half = 0;
        for (long sum = 0; 2 * sum < all; half++)
            sum += lines[half].Length;
        long count = 0;
        var other = new Thread(() => count = CountSpans(segmenter, lines, 0, half));
        other.Start();
        long mine = CountSpans(segmenter, lines, half, lines.Length);
        other.Join();
        return mine + count;
    }
}
