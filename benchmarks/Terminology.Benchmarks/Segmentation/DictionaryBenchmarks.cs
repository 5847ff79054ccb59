using BenchmarkDotNet.Attributes;
using Terminology.Segmentation;

namespace Terminology.Benchmarks;

/// <summary>Opening the dictionary and changing it.</summary>
[MemoryDiagnoser]
public class DictionaryBenchmarks
{
    private List<DictionaryWord> _words = [];

    [GlobalSetup]
    public void SetUp() => _words = BenchmarkText.Words(1_000);

    /// <summary>What the first call of a process pays: the tables are opened in place and the codes and weights made.</summary>
    [Benchmark]
    public object Load() => Lexicon.LoadCompiled();

    [Benchmark]
    public object AddOneWord() => SegmentationDictionary.Default.With("新质生产力");

    [Benchmark]
    public object AddThousandWords() => SegmentationDictionary.Default.With(_words);
}
