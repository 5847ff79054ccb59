using System.Text;
using BenchmarkDotNet.Attributes;
using Terminology.Segmentation;

namespace Terminology.Benchmarks;

/// <summary>Texts that are hard on a segmenter, about 3 MB each.</summary>
[MemoryDiagnoser]
public class SlowCaseBenchmarks
{
    private readonly TokenBuffer _tokens = new(1 << 20);
    private string _text = "";
    private Segmenter _segmenter = null!;

    /// <summary>The text.</summary>
    [Params("one line", "rare characters", "Latin", "lines of one character", "one character repeated")]
    public string Text { get; set; } = "";

    /// <summary>Whether tags are given.</summary>
    [Params(false, true)]
    public bool Tags { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        const int length = 1_000_000;
        _segmenter = new Segmenter(SegmentationDictionary.Default, new SegmenterOptions { Tags = Tags });
        _text = Text switch
        {
            "one line" => BenchmarkText.Read().ReplaceLineEndings("，"),
            "rare characters" => string.Create(length, 0, (span, _) =>
            {
                for (int i = 0; i < span.Length; i++)
                    span[i] = i % 20 == 19 ? '。' : (char)(0x9E00 + (int)(i * 2_654_435_761L % 0x1D0));
            }),
            "Latin" => new StringBuilder().Insert(0, "The quick brown fox v1.2 jumps over 13 lazy dogs. ", length / 50).ToString(),
            "lines of one character" => new StringBuilder().Insert(0, "国\n", length / 2).ToString(),
            _ => new string('中', length),
        };
    }

    [Benchmark]
    public int Segment()
    {
        _tokens.Clear();
        _segmenter.Segment(_text, _tokens);
        return _tokens.Count;
    }
}
