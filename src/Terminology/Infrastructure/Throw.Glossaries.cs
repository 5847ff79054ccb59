using System.Diagnostics.CodeAnalysis;

namespace Terminology;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void DuplicateEntry(string id, string parameter) =>
        throw new ArgumentException($"Two entries have the identifier \"{id}\"; every concept of a glossary needs its own.", parameter);

    [DoesNotReturn]
    public static void CannotRead(string format) =>
        throw new NotSupportedException($"The format {format} can be written, not read.");

    [DoesNotReturn]
    public static void CannotWrite(string format) =>
        throw new NotSupportedException($"The format {format} can be read, not written.");

    [DoesNotReturn]
    public static void UnknownColumns(string columns) =>
        throw new ArgumentException($"The columns \"{columns}\" cannot be understood: expected name=column pairs such as zh=B,en=C or zh=2,en=3, or header names.", nameof(columns));
}
