using BenchmarkDotNet.Attributes;

namespace Terminology.Benchmarks;

/// <summary>A client's glossary of 100,000 concepts: opening it for look-up, and looking up 1,000 strings of which half are in it.</summary>
[MemoryDiagnoser]
public class GlossaryMatchBenchmarks
{
    private Glossary _glossary = null!;
    private TermAligner _aligner = null!;
    private string[] _terms = [];

    [GlobalSetup]
    public void SetUp()
    {
        _glossary = BenchmarkText.Glossary(100_000);
        _aligner = new TermAligner(_glossary);
        _terms = [.. _glossary.Entries.Take(500).Select(entry => entry.TermsIn("zh").First().Text), .. BenchmarkText.Words(200_000).TakeLast(500).Select(word => word.Text)];
    }

    [Benchmark]
    public object Open() => new TermAligner(_glossary);

    [Benchmark]
    public int Suggest() => _terms.Sum(term => _aligner.Suggest(term).Count);
}
