using System.Globalization;

namespace Terminology;

/// <summary>The faults of glossary files (TRM02xx).</summary>
internal static class GlossaryFaults
{
    public static FormatFault TooLarge(string name, long limit) =>
        new("TRM0201", FaultSeverity.Error, string.Create(CultureInfo.InvariantCulture, $"the file is larger than {limit} bytes (MaxBytes). Split it or raise the limit."), name);

    public static void NotWellFormed(this FaultList faults, string reason, int line, int column) =>
        faults.Error("TRM0202", $"not well-formed XML: {reason} Nothing behind this place was read.", line, column);

    public static void NotThisFormat(this FaultList faults, string format, string expected) =>
        faults.Error("TRM0203", $"this is no {format} file: expected {expected}. Name the format with --from.");

    public static void NoTerm(this FaultList faults, int line, int column = 0) =>
        faults.Error("TRM0204", "an entry without any term was left out; give it one.", line, column);

    public static void DuplicateId(this FaultList faults, int line, int column = 0) =>
        faults.Warning("TRM0205", "the identifier of this entry stands above already; it was given a number.", line, column);

    public static void NotKept(this FaultList faults, string what, int line, int column = 0) =>
        faults.Warning("TRM0206", $"{what} has no place in a glossary and was not kept.", line, column);

    public static void TooManyEntries(this FaultList faults, int limit, int line) =>
        faults.Error("TRM0207", string.Create(CultureInfo.InvariantCulture, $"more than {limit} entries (MaxEntries); the rest was not read."), line);

    public static void BadLanguage(this FaultList faults, int line, int column) =>
        faults.Error("TRM0208", "a language section without a valid language tag (such as zh or en-GB) was left out.", line, column);

    public static void NoHeader(this FaultList faults, string expected) =>
        faults.Error("TRM0209", $"the first row names no language: expected {expected}. Say which column is what with --columns zh=A,en=B.", 1);

    public static void UnknownStatus(this FaultList faults, int line, int column = 0) =>
        faults.Warning("TRM0210", "an unknown status was kept as the property administrativeStatus; known are preferred, admitted, deprecated, superseded.", line, column);

    public static void Formula(this FaultList faults, int line, int column = 0) =>
        faults.Warning("TRM0211", "a cell begins like a spreadsheet formula; it was read as text.", line, column);

    public static void ShortRow(this FaultList faults, int line, string expected) =>
        faults.Error("TRM0212", $"the row was left out: expected {expected}.", line);

    public static void GuessedColumns(this FaultList faults, int source, int target) =>
        faults.Warning("TRM0216", string.Create(CultureInfo.InvariantCulture, $"no header; column {source} was taken for the source language and column {target} for the target. Say so with --columns."), 1);

    public static void BadJson(this FaultList faults, string what, int line, int column) =>
        faults.Error("TRM0217", $"{what} is no JSON that can be read, or nested too deeply; it was left out.", line, column);

    public static void BadText(this FaultList faults, string reason, int line, int column = 0) =>
        faults.Error("TRM0213", reason, line, column);
}
