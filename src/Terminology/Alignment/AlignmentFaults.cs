using System.Globalization;

namespace Terminology;

/// <summary>The faults of parallel text, TRM04xx.</summary>
internal static class AlignmentFaults
{
    public static FormatFault NotWellFormed(string name, int line, int column, int kept) => new("TRM0401", FaultSeverity.Error,
        kept == 0 ? "The XML is not well-formed; export the file again." : Format($"The XML is not well-formed from here on; the {kept} pairs before it were read. Export the file again."), name, line, column);

    public static FormatFault NoPairs(string name) => new("TRM0402", FaultSeverity.Error,
        "There is no sentence pair; expected zh and en segments (TMX), source and target (XLIFF), or lines of Chinese, TAB, English.", name);

    public static FormatFault OneColumn(string name, int line) => new("TRM0403", FaultSeverity.Warning,
        "The line has no tab; expected Chinese, TAB, English. It is kept as Chinese without a translation.", name, line);

    public static FormatFault LengthsDiffer(string source, int sources, string target, int targets) => new("TRM0404", FaultSeverity.Warning,
        Format($"{sources} lines against {targets} of {target}; line-aligned files must have equally many. The lines over are kept without a partner."), source, Math.Min(sources, targets) + 1);

    public static FormatFault EmptySide(string name, int line, string side) => new("TRM0405", FaultSeverity.Warning,
        $"The {side} side is empty; the pair is kept and not aligned.", name, line);

    public static FormatFault WrongLanguage(string? name, int line, string side) => new("TRM0406", FaultSeverity.Warning,
        $"The {side} side does not look like {side}; expected Chinese first, English second.", name, line);

    public static FormatFault MostlyWrong(string? name) => new("TRM0407", FaultSeverity.Warning,
        "Most pairs have the wrong language on a side; are the two sides exchanged? Expected Chinese first, English second.", name);

    public static FormatFault TooLong(string? name, int line, int limit) => new("TRM0408", FaultSeverity.Warning,
        Format($"A side has more than {limit} characters; the pair is kept and its words are not aligned. Break it into paragraphs."), name, line);

    public static FormatFault NoDictionary(string name) => new("TRM0410", FaultSeverity.Error,
        "No line has the form of CC-CEDICT; expected: traditional simplified [pinyin] /sense/sense/.", name);

    private static string Format(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
