using BenchmarkDotNet.Attributes;
using Terminology.Formats;

namespace Terminology.Benchmarks;

/// <summary>The seed document in every form that the repository holds.</summary>
[MemoryDiagnoser]
public class DocumentReaderBenchmarks
{
    private byte[] _bytes = [];

    /// <summary>The files, by their place in the repository.</summary>
    [Params("seeds/corpus/2014-miit-work-conference.txt", "tests/Terminology.Formats.Tests/Fixtures/seed.docx", "tests/Terminology.Formats.Tests/Fixtures/seed.xlsx", "tests/Terminology.Formats.Tests/Fixtures/seed.pdf")]
    public string File { get; set; } = "";

    [GlobalSetup]
    public void SetUp() => _bytes = System.IO.File.ReadAllBytes(BenchmarkText.PathOf(File));

    [Benchmark]
    public int Read() => DocumentFile.Read(new MemoryStream(_bytes), Path.GetFileName(File), DocumentReaders.All, new DocumentReaderOptions()).Documents.Sum(document => document.Text.Length);
}
