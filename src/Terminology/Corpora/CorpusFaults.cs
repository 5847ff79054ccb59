using System.Globalization;

namespace Terminology;

/// <summary>The faults of corpora (TRM01xx).</summary>
internal static class CorpusFaults
{
    public static FormatFault Empty(string name) =>
        new("TRM0102", FaultSeverity.Error, "the file holds no text.", name);

    public static FormatFault TooLarge(string name, long limit) =>
        new("TRM0104", FaultSeverity.Error, string.Create(CultureInfo.InvariantCulture, $"the file is larger than {limit} bytes (MaxFileBytes). Split it or raise the limit."), name);

    public static FormatFault NoReader(string name, string readers) =>
        new("TRM0105", FaultSeverity.Error, $"no reader takes this file; there are readers of {readers}. Convert or remove it.", name);

    public static FormatFault Hidden(string name) =>
        new("TRM0106", FaultSeverity.Warning, "hidden, so left out. Name the file to read it.", name);

    public static FormatFault Link(string name) =>
        new("TRM0107", FaultSeverity.Warning, "a link to a directory, so left out. Name the directory to read it.", name);

    public static FormatFault Unreadable(string name, string reason) =>
        new("TRM0108", FaultSeverity.Error, $"cannot be opened: {reason}", name);

    public static FormatFault NoFiles(string path) =>
        new("TRM0109", FaultSeverity.Error, "the directory holds no files. Name one with texts.", path);

    public static FormatFault NoText(string name, string? encoding) =>
        new("TRM0101", FaultSeverity.Error, $"bytes that are {(encoding is null ? "neither UTF-8 nor GB18030" : "not " + encoding)}. Save the file as UTF-8 or name its encoding.", name);
}
