#:project ../src/Terminology.Formats/Terminology.Formats.csproj
#:property PublishAot=false
#:property GenerateDocumentationFile=false

// From a folder of reports named by year to tables, figures and a report:
//   dotnet run examples/usage-over-years.cs -- reports out
using Terminology;
using Terminology.Formats;

string input = args.Length > 0 ? args[0] : "reports", output = args.Length > 1 ? args[1] : "out";
Directory.CreateDirectory(output);

Corpus corpus = Corpus.FromDirectory(input, DocumentReaders.All);
TermCandidateList terms = new TermExtractor(new TermExtractorOptions { MinimumTermhood = 0.6, MinimumFrequency = 2 }).Extract(corpus);

// One reading of the corpus; any grouping afterwards.
TermUsageCounts counts = TermUsageCounts.Count(corpus, terms);
DiachronicProfile byYear = DiachronicProfile.Compute(counts, Period.ByYear);
DiachronicProfile byPlan = DiachronicProfile.Compute(counts, Period.ByPlan);

foreach (string name in (string[])["emerging", "declining"])
{
    TrendList list = byYear.List(name);
    Console.WriteLine($"{name}: {list.Rule}");
    foreach (TermTrend t in list.Terms.Take(10))
        Console.WriteLine(FormattableString.Invariant($"  {t.Term} {t.Slope:+0.00;-0.00;0} per million characters a year, {t.FirstAttested}-{t.LastAttested}, {byYear.Evidence(t)}"));
}

TidyTable.ByPeriod(byYear).WriteCsv(Path.Combine(output, "usage.csv"));
TidyTable.PerTerm(byYear).WriteCsv(Path.Combine(output, "terms.csv"));
TidyTable.ByPeriod(byPlan).WriteCsv(Path.Combine(output, "usage-by-plan.csv"));
string[] shown = [.. byYear.List("emerging").Terms.Take(15).Concat(byYear.List("declining").Terms.Take(15)).Select(t => t.Term)];
UsageFigure.Lines(byYear, shown.Take(2).Concat(shown.Skip(15).Take(2))).Write(Path.Combine(output, "lines.svg"));
UsageFigure.HeatMap(byYear, shown).Write(Path.Combine(output, "heatmap.svg"));
HtmlReport.Write(byYear, Path.Combine(output, "report.html"), new HtmlReportOptions { Corpus = corpus, English = new TermAligner().Align(terms) });
Console.WriteLine($"tables, figures and report.html written to {output}");
