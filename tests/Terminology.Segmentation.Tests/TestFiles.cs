using System.Runtime.CompilerServices;

namespace Terminology.Segmentation.Tests;

internal static class TestFiles
{
    /// <summary>A file of the folder Data.</summary>
    internal static string Data(string name) => Path.Combine(AppContext.BaseDirectory, "Data", name);

    /// <summary>A path in the repository.</summary>
    internal static string Repository(string path) => Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", path);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
