using System.Runtime.CompilerServices;
using System.Text;
using Terminology.Segmentation;

namespace Terminology.Benchmarks;

/// <summary>Inputs of the segmenter's benchmarks; the same at every run.</summary>
internal static class BenchmarkText
{
    internal static string Read()
    {
        if (Environment.GetEnvironmentVariable("TERMINOLOGY_BENCHMARK_TEXT") is { Length: > 0 } path)
            return File.ReadAllText(path);
        string seed = File.ReadAllText(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", "..", "seeds", "corpus", "2014-miit-work-conference.txt"));
        return new StringBuilder().Insert(0, seed + "\n", 4_000_000 / (3 * seed.Length)).ToString();
    }

    /// <summary>Words of two common characters and two more, as client lists hold them.</summary>
    internal static List<DictionaryWord> Words(int count)
    {
        string[] beginnings = [.. "工业信息发展国家智能新能数字网络安全创新产业企业城市农村经济政策".Chunk(2).Select(pair => new string(pair))];
        var words = new List<DictionaryWord>();
        for (int i = 0; i < count; i++)
        {
            char third = (char)(0x4E00 + (i * 7919 % 3000));
            char fourth = (char)(0x5E00 + (i / 3000 * 104_729 % 3000));
            words.Add(new DictionaryWord($"{beginnings[i % beginnings.Length]}{third}{fourth}") { Frequency = 1 + (i % 100) });
        }

        return words;
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
