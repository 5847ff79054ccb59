using System.Globalization;
using System.Text.RegularExpressions;

namespace Terminology;

/// <summary>A date of which only the year has to be known.</summary>
/// <param name="Year">1 to 9999.</param>
/// <param name="Month">1 to 12, or 0 where not known.</param>
/// <param name="Day">1 to 31, or 0 where not known.</param>
public readonly record struct DocumentDate(int Year, int Month = 0, int Day = 0) : IComparable<DocumentDate>
{
    /// <summary>The date in a name such as <c>2014-miit.txt</c>, <c>reports/2014年….txt</c>, <c>plan-2014-12-22.docx</c>: the first run of four digits from 1900 to 2099; null where there is none.</summary>
    /// <param name="name">File name or path; only the last part is searched, then the folder above it.</param>
    public static DocumentDate? FromName(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        string[] parts = name.Split('/', '\\');
        for (int i = parts.Length - 1; i >= Math.Max(0, parts.Length - 2); i--)
            if (Find(parts[i]) is { } date)
                return date;
        return null;
    }

    /// <summary>The date a regular expression finds in a name; null where it does not match, or what it matches is no date.</summary>
    /// <param name="name">File name or path.</param>
    /// <param name="pattern">An expression with the group <c>year</c> (four digits) and, if known, <c>month</c> and <c>day</c>.</param>
    /// <exception cref="ArgumentException">The expression has no group year.</exception>
    public static DocumentDate? FromName(string name, Regex pattern)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(pattern);
        if (pattern.GroupNumberFromName("year") < 0)
            throw Throw.NoYearGroup(pattern.ToString());
        Match match = pattern.Match(name);
        int Number(string group) => int.TryParse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;
        int year = Number("year"), month = Number("month"), day = Number("day");
        if (!match.Success || year is < 1 or > 9999 || month > 12 || (day > 0 && (month == 0 || day > DateTime.DaysInMonth(year, month))))
            return null;
        return new DocumentDate(year, month, day);
    }

    /// <summary>Reads <c>2014</c>, <c>2014-12</c> or <c>2014-12-22</c> (also with <c>/</c>, <c>.</c>, 年月日).</summary>
    /// <param name="text">The text.</param>
    /// <param name="date">The date where the result is true.</param>
    public static bool TryParse(string? text, out DocumentDate date)
    {
        date = default;
        if (string.IsNullOrWhiteSpace(text) || Find(text.Trim()) is not { } found)
            return false;
        date = found;
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(DocumentDate other) => (Year, Month, Day).CompareTo((other.Year, other.Month, other.Day));

    /// <summary>ISO 8601, as far as known.</summary>
    public override string ToString() => Month == 0
        ? Year.ToString("0000", CultureInfo.InvariantCulture)
        : Day == 0
            ? string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}");

#pragma warning disable CS1591
    public static bool operator <(DocumentDate left, DocumentDate right) => left.CompareTo(right) < 0;
    public static bool operator >(DocumentDate left, DocumentDate right) => left.CompareTo(right) > 0;
    public static bool operator <=(DocumentDate left, DocumentDate right) => left.CompareTo(right) <= 0;
    public static bool operator >=(DocumentDate left, DocumentDate right) => left.CompareTo(right) >= 0;
#pragma warning restore CS1591

    private static DocumentDate? Find(string s)
    {
        for (int i = 0; i + 4 <= s.Length; i++)
        {
            if ((i > 0 && char.IsAsciiDigit(s[i - 1])) || !int.TryParse(s.AsSpan(i, 4), NumberStyles.None, CultureInfo.InvariantCulture, out int year) || year is < 1900 or > 2099)
                continue;
            int at = i + 4;
            bool run = at < s.Length && char.IsAsciiDigit(s[at]);
            if (run && !(s.Length >= i + 8 && s.AsSpan(i, 8).IndexOfAnyExceptInRange('0', '9') < 0 && (s.Length == i + 8 || !char.IsAsciiDigit(s[i + 8]))))
                continue;
            int month = Part(s, ref at, run), day = month > 0 ? Part(s, ref at, run) : 0;
            if (month > 12) month = day = 0;
            if (day > 0 && day > DateTime.DaysInMonth(year, month)) day = 0;
            return new DocumentDate(year, month, day);
        }
        return null;
    }

    private static int Part(string s, ref int at, bool run)
    {
        int i = at;
        if (!run)
        {
            if (i >= s.Length || !"-/._年月".Contains(s[i], StringComparison.Ordinal)) return 0;
            i++;
        }
        int n = 0;
        while (n < 2 && i + n < s.Length && char.IsAsciiDigit(s[i + n])) n++;
        if (n == 0 || (!run && i + n < s.Length && char.IsAsciiDigit(s[i + n]))) return 0;
        at = i + n;
        return int.Parse(s.AsSpan(i, n), NumberStyles.None, CultureInfo.InvariantCulture);
    }
}
