using BenchmarkDotNet.Attributes;

namespace Terminology.Benchmarks;

/// <summary>Words and sentences of 2,000 short sentence pairs, put together from the term base that comes with the library.</summary>
[MemoryDiagnoser]
public class AlignmentBenchmarks
{
    private readonly WordAligner _words = new(new WordAlignerOptions { MaxThreads = 1 });
    private readonly SentenceAligner _sentences = new();
    private TokenizedPair[] _pairs = [];
    private string _chinese = "", _english = "";

    [GlobalSetup]
    public void SetUp()
    {
        (string Chinese, string English)[] pairs = BenchmarkText.SentencePairs(2_000);
        _pairs = [.. pairs.Select(pair => WordAligner.Tokenize(pair.Chinese, pair.English))];
        _chinese = string.Join('\n', pairs.Take(300).Select(pair => pair.Chinese));
        _english = string.Join('\n', pairs.Take(300).Select(pair => pair.English));
    }

    [Benchmark]
    public int AlignWords() => _words.Align(_pairs).Count;

    [Benchmark]
    public int AlignSentences() => _sentences.Align(_chinese, _english).Count;
}
