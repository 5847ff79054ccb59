using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;

// --quick: three short rounds of each benchmark, for a look rather than a record.
bool quick = args.Contains("--quick");
string[] rest = [.. args.Where(argument => argument != "--quick")];
IConfig config = quick ? DefaultConfig.Instance.AddJob(Job.ShortRun.WithWarmupCount(1)) : DefaultConfig.Instance;
BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest.Length == 0 ? ["--filter", "*"] : rest, config);
return 0;
