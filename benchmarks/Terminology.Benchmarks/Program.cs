using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Terminology.Benchmarks;
using BenchmarkReport = Terminology.Benchmarks.BenchmarkReport;

// --stages FILE...: where the time of an extraction goes.
if (args.Length > 1 && args[0] == "--stages")
    return ExtractionStages.Run(args[1..]);

// --quick: three short rounds of each benchmark inside this process, for a look (some minutes for all) rather than a record.
// --report FILE: the results as Markdown too; a file that is there is continued.
bool quick = args.Contains("--quick");
int reportAt = Array.IndexOf(args, "--report");
string? report = reportAt >= 0 && reportAt + 1 < args.Length ? Path.GetFullPath(args[reportAt + 1]) : null;
string[] rest = [.. args.Where((argument, i) => argument != "--quick" && (report is null || (i != reportAt && i != reportAt + 1)))];
Job once = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(1).WithIterationCount(3).WithIterationTime(TimeInterval.FromMilliseconds(150));
IConfig config = quick ? DefaultConfig.Instance.AddJob(once) : DefaultConfig.Instance;
Summary[] summaries = [.. BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest, config)];
if (report is not null)
    BenchmarkReport.Write(report, summaries);
return summaries.Any(summary => summary.Reports.Any(r => r.ResultStatistics is null)) ? 1 : 0;
