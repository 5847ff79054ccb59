using System.Text.RegularExpressions;

namespace Terminology.Evaluation;

/// <summary>Scores English suggestions against hand-made rows exactly as tools/score-english.py does.</summary>
internal static partial class EnglishScorer
{
    private static readonly (string, string)[] Spelling = [("isation", "ization"), ("ise", "ize"), ("our", "or"), ("centre", "center"), ("programme", "program"), ("defence", "defense"), ("licence", "license")];

    public static string Normalize(string text)
    {
        string s = Brackets().Replace(text.ToLowerInvariant().Replace("&", " and ", StringComparison.Ordinal), " ");
        s = Other().Replace(s, " ");
        foreach ((string a, string b) in Spelling)
        {
            s = s.Replace(a, b, StringComparison.Ordinal);
        }

        return string.Join(' ', s.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(w => w.Trim('.')).Where(w => w is not ("the" or "a" or "an" or "to"))
            .Select(w => w.Length > 3 && w[^1] == 's' && !w.EndsWith("ss", StringComparison.Ordinal) ? w[..^1] : w));
    }

    public static string[] Alternatives(string text) => [.. Separators().Split(text).Select(Normalize).Where(a => a.Length > 0)];

    [GeneratedRegex(@"\([^)]*\)", RegexOptions.None, 1000)]
    private static partial Regex Brackets();

    [GeneratedRegex("[^a-z0-9+%. ]+", RegexOptions.None, 1000)]
    private static partial Regex Other();

    [GeneratedRegex(";|；| / ", RegexOptions.None, 1000)]
    private static partial Regex Separators();
}
