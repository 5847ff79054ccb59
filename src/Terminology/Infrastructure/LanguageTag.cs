namespace Terminology;

/// <summary>Language tags after BCP 47 (RFC 5646), as far as glossaries need them.</summary>
internal static class LanguageTag
{
    /// <summary>The tag in the recommended case, with hyphens: <c>ZH_cn</c> becomes <c>zh-CN</c>, <c>ZH-HANS</c> <c>zh-Hans</c>.</summary>
    public static string Normalize(string tag)
    {
        string[] parts = tag.Trim().Replace('_', '-').Split('-');
        for (int i = 0; i < parts.Length; i++)
        {
            string part = parts[i];
            parts[i] = i == 0 ? part.ToLowerInvariant() : part.Length switch
            {
                2 => part.ToUpperInvariant(),
                4 when char.IsAsciiLetter(part[0]) => char.ToUpperInvariant(part[0]) + part[1..].ToLowerInvariant(),
                _ => part.ToLowerInvariant(),
            };
        }
        return string.Join('-', parts);
    }

    /// <summary>Whether a tag falls under a language range (RFC 4647, basic filtering): zh matches zh-CN, zh-CN does not match zh.</summary>
    public static bool Matches(string range, string tag) =>
        tag.Length >= range.Length
        && tag.AsSpan(0, range.Length).Equals(range, StringComparison.OrdinalIgnoreCase)
        && (tag.Length == range.Length || tag[range.Length] is '-' or '_');

    /// <summary>Whether it looks like a tag: letters, then parts of at most eight letters and digits.</summary>
    public static bool IsValid(string tag)
    {
        string[] parts = tag.Split('-', '_');
        return parts[0].Length is 2 or 3 && parts[0].All(char.IsAsciiLetter)
            && parts.Skip(1).All(part => part.Length is >= 1 and <= 8 && part.All(char.IsAsciiLetterOrDigit));
    }
}
