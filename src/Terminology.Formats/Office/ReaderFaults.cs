using System.Globalization;

namespace Terminology.Formats;

/// <summary>The faults of document files (TRM03xx).</summary>
internal static class ReaderFaults
{
    public static FormatFault Damaged(string name, string what) =>
        new("TRM0301", FaultSeverity.Error, $"the file is no readable {what}: it is cut off or damaged. Save it anew.", name);

    public static FormatFault Expands(string name, string limit) =>
        new("TRM0302", FaultSeverity.Error, $"the file expands beyond the limit {limit}; it was not read further. Raise the limit if you trust the file.", name);

    public static FormatFault Encrypted(string name) =>
        new("TRM0303", FaultSeverity.Error, "the file is protected by a password or is an old binary Office file; save it without password as .docx, .xlsx or .pptx.", name);

    public static FormatFault NoText(string name, int pages) =>
        new("TRM0304", FaultSeverity.Error, string.Create(CultureInfo.InvariantCulture, $"the {pages} pages hold no text, only pictures: a scan. Run text recognition first."), name);

    public static FormatFault UnsafeName(string name, int number) =>
        new("TRM0305", FaultSeverity.Error, string.Create(CultureInfo.InvariantCulture, $"entry {number} of the archive has a name that leads out of it, and was left out."), name);

    public static FormatFault TooMany(string name, int limit) =>
        new("TRM0306", FaultSeverity.Error, string.Create(CultureInfo.InvariantCulture, $"more than {limit} entries (MaxEntries); the rest was not read."), name);

    public static FormatFault TooDeep(string name, int limit) =>
        new("TRM0307", FaultSeverity.Error, string.Create(CultureInfo.InvariantCulture, $"nested deeper than {limit} (MaxDepth); what is further in was not read."), name);

    public static FormatFault BadPage(string name, int page) =>
        new("TRM0308", FaultSeverity.Error, string.Create(CultureInfo.InvariantCulture, $"page {page} cannot be read; the others were."), name);

    public static FormatFault PasswordPdf(string name) =>
        new("TRM0309", FaultSeverity.Error, "the PDF is protected by a password; save it without.", name);

    public static FormatFault Empty(string name) =>
        new("TRM0102", FaultSeverity.Error, "the file holds no text.", name);
}

/// <summary>Says which limit an expanding file met.</summary>
internal sealed class ExpansionException(string limit) : IOException($"beyond {limit}")
{
    public string Limit => limit;
}
