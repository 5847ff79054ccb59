using System.Globalization;
using BenchmarkDotNet.Attributes;

namespace Terminology.Benchmarks;

/// <summary>Usage over 30 years: the benchmark text dealt out to years, and the terms of the seed document.</summary>
[MemoryDiagnoser]
public class DiachronyBenchmarks
{
    private Document[] _years = [];
    private TermCandidateList _terms = null!;
    private TermUsageCounts _counts = null!;
    private DiachronicProfile _profile = null!;

    [GlobalSetup]
    public void SetUp()
    {
        // The text repeats itself; a line of its own keeps two documents of a year from being taken for one.
        Document[] corpus = [.. BenchmarkText.Corpus().Select(document => new Document(document.Name, document.Text + document.Name))];
        _years = [.. corpus.Select((document, i) => new Document((1990 + (i % 30)).ToString(CultureInfo.InvariantCulture) + "-" + document.Name, document.Text, new DocumentDate(1990 + (i % 30))))];
        _terms = new TermExtractor().Extract([BenchmarkText.Seed()]);
        _counts = TermUsageCounts.Count(_years, _terms);
        _profile = DiachronicProfile.Compute(_counts, Period.ByYear);
    }

    [Benchmark]
    public object Count() => TermUsageCounts.Count(_years, _terms);

    [Benchmark]
    public object Compute() => DiachronicProfile.Compute(_counts, Period.ByYear);

    [Benchmark]
    public object Tidy() => TidyTable.ByPeriod(_profile);

    [Benchmark]
    public int Concordance() => Terminology.Concordance.Find(_years, "智能制造").Count;
}
