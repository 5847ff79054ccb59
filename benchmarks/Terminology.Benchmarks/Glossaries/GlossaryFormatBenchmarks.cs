using BenchmarkDotNet.Attributes;
using Terminology.Formats;

namespace Terminology.Benchmarks;

/// <summary>Every format of term bases, with 10,000 concepts in memory.</summary>
[MemoryDiagnoser]
public class GlossaryFormatBenchmarks
{
    private Glossary _glossary = null!;
    private byte[] _written = [];

    /// <summary>The formats.</summary>
    public static IEnumerable<string> Names => GlossaryFormats.All.Where(format => format.CanWrite).Select(format => format.Name);

    /// <summary>The format.</summary>
    [ParamsSource(nameof(Names))]
    public string Format { get; set; } = "";

    private IGlossaryFormat Chosen => GlossaryFormats.All.Single(format => format.Name == Format);

    [GlobalSetup]
    public void SetUp()
    {
        _glossary = BenchmarkText.Glossary(10_000);
        using var stream = new MemoryStream();
        Chosen.Write(_glossary, stream, new GlossaryWriteOptions());
        _written = stream.ToArray();
    }

    [Benchmark]
    public long Write()
    {
        using var stream = new MemoryStream();
        Chosen.Write(_glossary, stream, new GlossaryWriteOptions());
        return stream.Length;
    }

    [Benchmark]
    public int Read() => Chosen.CanRead ? Chosen.Read(new MemoryStream(_written), Format, new GlossaryReadOptions()).Glossary.Entries.Count : 0;
}
