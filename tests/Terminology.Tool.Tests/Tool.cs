using System.Diagnostics;
using System.Text;

namespace Terminology.Tool.Tests;

/// <summary>Runs the built command <c>terms</c> as a user does: as a process of its own.</summary>
internal static class Tool
{
    private static readonly string s_path = Path.Combine(AppContext.BaseDirectory, "Terminology.Tool.dll");

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The corpus that comes with the repository: one document.</summary>
    public static string Seeds { get; } = Path.Combine(Root, "seeds", "corpus");

    /// <summary>Runs the command in a folder and waits for its end.</summary>
    public static Task<Output> Run(Folder folder, params string[] arguments) => Run(folder.Path, arguments);

    /// <summary>Runs the command in the root of the repository.</summary>
    public static Task<Output> Run(params string[] arguments) => Run(Root, arguments);

    private static async Task<Output> Run(string directory, string[] arguments, string? language = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            UseShellExecute = false,
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.ArgumentList.Add(s_path);
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        if (language is not null)
            start.Environment["LC_ALL"] = language;
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        using var bytes = new MemoryStream();
        Task<string> messages = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.BaseStream.CopyToAsync(bytes);
        await process.WaitForExitAsync();
        return new Output(process.ExitCode, bytes.ToArray(), await messages);
    }

    /// <summary>Runs the command under the locale of another country, whose decimal sign is a comma.</summary>
    public static Task<Output> RunInGerman(Folder folder, params string[] arguments) => Run(folder.Path, arguments, "de_DE.UTF-8");

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Terminology.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("the tests must run inside the repository");
    }
}

/// <summary>What a run left: its exit code, the bytes of stdout and the text of stderr.</summary>
internal sealed record Output(int ExitCode, byte[] Bytes, string Error)
{
    public string Text { get; } = Encoding.UTF8.GetString(Bytes);

    /// <summary>The lines of stdout, without their line feeds.</summary>
    public string[] Lines => Text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The run ended with this code; its messages are shown where it did not.</summary>
    public Output Ended(int code)
    {
        Assert.True(code == ExitCode, $"exit code {ExitCode}, expected {code}; stderr: {Error}");
        return this;
    }

    /// <summary>The run failed as promised: exit code 2, nothing on stdout, one line on stderr that names what is wrong, no stack trace.</summary>
    public void FailedBecause(params string[] words)
    {
        Ended(2);
        Assert.Equal("", Text);
        string line = Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("terms: ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", line, StringComparison.Ordinal);
        foreach (string word in words)
            Assert.Contains(word, line, StringComparison.Ordinal);
    }
}

/// <summary>A folder of its own for a test, gone with it.</summary>
internal sealed class Folder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("terms-").FullName;

    public string this[string name] => System.IO.Path.Combine(Path, name);

    public Folder With(string name, string text)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], text);
        return this;
    }

    public Folder With(string name, byte[] bytes)
    {
        File.WriteAllBytes(this[name], bytes);
        return this;
    }

    /// <summary>Names of all files in the folder and below, sorted.</summary>
    public string[] Files => [.. Directory.GetFiles(Path, "*", SearchOption.AllDirectories).Select(file => System.IO.Path.GetRelativePath(Path, file)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
