using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;
using Terminology.Benchmarks;

// --stages FILE...: where the time of an extraction goes.
if (args.Length > 1 && args[0] == "--stages")
    return ExtractionStages.Run(args[1..]);

// --quick: three short rounds of each benchmark inside this process, for a look (some minutes for all) rather than a record.
bool quick = args.Contains("--quick");
string[] rest = [.. args.Where(argument => argument != "--quick")];
Job once = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(1).WithIterationCount(3).WithIterationTime(TimeInterval.FromMilliseconds(150));
IConfig config = quick ? DefaultConfig.Instance.AddJob(once) : DefaultConfig.Instance;
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest, config);
return 0;
