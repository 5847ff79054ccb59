using BenchmarkDotNet.Attributes;

namespace Terminology.Benchmarks;

/// <summary>From text to ranked terms: one document of 15 kB, and a corpus of the benchmark text cut into documents of about 20,000 characters.</summary>
[MemoryDiagnoser]
public class ExtractionBenchmarks
{
    private readonly TermExtractor _extractor = new();
    private readonly TermAligner _aligner = new();
    private readonly CandidateSpans _spans = new();
    private Document[] _one = [], _corpus = [];
    private PreparedDocument[] _prepared = [];
    private TermCandidateList _terms = null!, _measured = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _one = [BenchmarkText.Seed()];
        _corpus = BenchmarkText.Corpus();
        var preparer = new DocumentPreparer(null);
        _prepared = [.. _corpus.Select(preparer.Prepare)];
        _terms = _extractor.Extract(_one);
        _measured = MeasureTable.Compute(_terms);
    }

    [Benchmark(Baseline = true)]
    public int ExtractOneDocument() => _extractor.Extract(_one).Count;

    [Benchmark]
    public int ExtractCorpus() => _extractor.Extract(_corpus).Count;

    [Benchmark]
    public int PrepareCorpus()
    {
        var preparer = new DocumentPreparer(null);
        return _corpus.Sum(document => preparer.Prepare(document).Count);
    }

    [Benchmark]
    public long FindCandidatesOfCorpus()
    {
        long found = 0;
        foreach (PreparedDocument document in _prepared)
        {
            _spans.Begin(document.Count);
            CandidateFinder.Find(document, _spans);
            found += _spans.Count;
        }

        return found;
    }

    [Benchmark]
    public object Explain() => _extractor.Explain(_one, "两化深度融合");

    [Benchmark]
    public object RankByFusionOfMeasures() => TermRanking.ByExpression(_measured, "rrf(c_value,weirdness)");

    [Benchmark]
    public object EnglishOfOneDocument() => _aligner.Align(_terms);
}
