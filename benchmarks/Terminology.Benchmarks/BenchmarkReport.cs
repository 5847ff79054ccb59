using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Parameters;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Terminology.Benchmarks;

/// <summary>Writes a run as Markdown: machine, versions, hash of the text, and for each benchmark time, memory and what it returned.</summary>
internal static class BenchmarkReport
{
    internal static void Write(string path, IEnumerable<Summary> summaries)
    {
        HostEnvironmentInfo host = HostEnvironmentInfo.GetCurrent();
        byte[] text = Encoding.UTF8.GetBytes(BenchmarkText.Read());
        var report = new StringBuilder();
        // The first piece of a run begins the file; later pieces add their tables.
        if (!File.Exists(path))
        {
            report.Append("# Benchmarks\n\n`dotnet run -c Release --project benchmarks/Terminology.Benchmarks -- --quick --report FILE`: three short rounds of each inside one process.\n\n")
                .Append(CultureInfo.InvariantCulture, $"{host.Cpu.Value?.ProcessorName}, {Environment.ProcessorCount} processors, {host.Os.Value}, .NET SDK {host.DotNetSdkVersion.Value}, {host.RuntimeVersion}, BenchmarkDotNet {host.BenchmarkDotNetVersion}. ")
                .Append(CultureInfo.InvariantCulture, $"Text: {text.Length / 1e6:F1} MB, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(text))[..16]}.\n");
        }

        foreach (IGrouping<Type, BenchmarkReportRow> group in summaries.SelectMany(summary => summary.Reports).Select(Row).GroupBy(row => row.Type))
        {
            report.Append(CultureInfo.InvariantCulture, $"\n## {group.Key.Name}\n\n| benchmark | ms | ± | allocated, kB | result |\n|---|---|---|---|---|\n");
            foreach (BenchmarkReportRow row in group)
                report.Append(CultureInfo.InvariantCulture, $"| {row.Name} | {row.Mean / 1e6:G4} | {row.Error / 1e6:G2} | {row.Bytes / 1024.0:F0} | {row.Result} |\n");
        }

        File.AppendAllText(path, report.ToString());
    }

    private static BenchmarkReportRow Row(BenchmarkDotNet.Reports.BenchmarkReport report)
    {
        BenchmarkCase benchmark = report.BenchmarkCase;
        Descriptor descriptor = benchmark.Descriptor;
        string name = descriptor.WorkloadMethod.Name + string.Concat(benchmark.Parameters.Items.Select(item => ", " + item.Name + " " + item.Value));
        return new BenchmarkReportRow(
            descriptor.Type, name, report.ResultStatistics?.Mean ?? double.NaN, report.ResultStatistics?.StandardError ?? double.NaN,
            report.GcStats.GetBytesAllocatedPerOperation(benchmark) ?? 0, report.ResultStatistics is null ? "failed" : Result(descriptor, benchmark.Parameters));
    }

    /// <summary>What one more call returns: a number, how many there are of something, or nothing to tell.</summary>
    private static string Result(Descriptor descriptor, ParameterInstances parameters)
    {
        object instance = Activator.CreateInstance(descriptor.Type)!;
        foreach (ParameterInstance parameter in parameters.Items)
            descriptor.Type.GetProperty(parameter.Name)?.SetValue(instance, parameter.Value);
        descriptor.GlobalSetupMethod?.Invoke(instance, null);
        object? result = descriptor.WorkloadMethod.Invoke(instance, null);
        descriptor.GlobalCleanupMethod?.Invoke(instance, null);
        return result switch
        {
            ICollection collection => collection.Count.ToString("N0", CultureInfo.InvariantCulture),
            IConvertible number and not string => number.ToInt64(CultureInfo.InvariantCulture).ToString("N0", CultureInfo.InvariantCulture),
            not null when result.GetType().GetProperty("Count", BindingFlags.Public | BindingFlags.Instance)?.GetValue(result) is int count => count.ToString("N0", CultureInfo.InvariantCulture),
            _ => "",
        };
    }

    private sealed record BenchmarkReportRow(Type Type, string Name, double Mean, double Error, long Bytes, string Result);
}
