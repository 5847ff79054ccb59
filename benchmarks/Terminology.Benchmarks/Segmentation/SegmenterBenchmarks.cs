using BenchmarkDotNet.Attributes;
using Terminology.Segmentation;

namespace Terminology.Benchmarks;

/// <summary>Segmenting real text: a file named in TERMINOLOGY_BENCHMARK_TEXT, or the seed document repeated to 4 MB.</summary>
[MemoryDiagnoser]
public class SegmenterBenchmarks
{
    private readonly TokenBuffer _tokens = new(1 << 16);
    private string[] _lines = [];
    private Segmenter _default = null!;
    private Segmenter _withoutModel = null!;
    private Segmenter _tags = null!;
    private Segmenter _fine = null!;
    private Segmenter _search = null!;
    private Segmenter _full = null!;
    private Segmenter _user = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _lines = BenchmarkText.Read().Split('\n');
        SegmentationDictionary dictionary = SegmentationDictionary.Default;
        _default = new Segmenter(dictionary);
        _withoutModel = new Segmenter(dictionary, new SegmenterOptions { UseHmm = false });
        _tags = new Segmenter(dictionary, new SegmenterOptions { Tags = true });
        _fine = new Segmenter(dictionary, new SegmenterOptions { Tags = true, MaximumWordLength = 3 });
        _search = new Segmenter(dictionary, new SegmenterOptions { Mode = SegmentationMode.Search });
        _full = new Segmenter(dictionary, new SegmenterOptions { Mode = SegmentationMode.Full });
        _user = new Segmenter(dictionary.With(BenchmarkText.Words(100_000)));
    }

    [Benchmark(Baseline = true)]
    public long Spans() => Count(_default);

    [Benchmark]
    public long WithoutModel() => Count(_withoutModel);

    [Benchmark]
    public long Tags() => Count(_tags);

    [Benchmark]
    public long FineTags() => Count(_fine);

    [Benchmark]
    public long Search() => Count(_search);

    [Benchmark]
    public long Full() => Count(_full);

    [Benchmark]
    public long UserDictionaryOf100000Words() => Count(_user);

    [Benchmark]
    public long Strings()
    {
        long count = 0;
        foreach (string line in _lines)
        {
            foreach (Token token in _default.Segment(line))
                count += token.ToString().Length;
        }

        return count;
    }

    private long Count(Segmenter segmenter)
    {
        long count = 0;
        foreach (string line in _lines)
        {
            _tokens.Clear();
            segmenter.Segment(line, _tokens);
            count += _tokens.Count;
        }

        return count;
    }
}
