using System.Diagnostics.CodeAnalysis;

namespace Terminology;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void UnknownEncoding(string name) =>
        throw new ArgumentException($"There is no encoding \"{name}\"; known are utf-8, utf-16, gb18030, big5 and the names of other code pages.", nameof(name));

    [DoesNotReturn]
    public static void Fault(FormatFault fault) => throw fault.ToException();

    [DoesNotReturn]
    public static void NoDirectory(string path) =>
        throw new DirectoryNotFoundException($"There is no directory \"{path}\".");

    [DoesNotReturn]
    public static void NoFile(string path) =>
        throw new FileNotFoundException($"There is no file or directory \"{path}\".", path);
}
