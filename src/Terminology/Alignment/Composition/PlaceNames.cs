using System.Text;

namespace Terminology;

/// <summary>Writes names of places in pinyin: 青州市 as Qingzhou City.</summary>
internal sealed class PlaceNames
{
    private const int ShortestName = 2;
    private const int LongestName = 3;

    private static readonly (string Chinese, string English)[] s_kinds =
    [
        ("自治县", "Autonomous County"), ("自治州", "Autonomous Prefecture"), ("街道", "Subdistrict"), ("水库", "Reservoir"), ("机场", "Airport"), 
        ("省", "Province"), ("市", "City"), ("县", "County"), ("区", "District"), ("镇", "Town"), ("乡", "Township"), ("村", "Village"), ("州", "Prefecture"),
        ("盟", "League"), ("旗", "Banner"), ("河", "River"), ("江", "River"), ("湖", "Lake"), ("山", "Mountain"), ("岛", "Island"), ("湾", "Bay"), ("港", "Port"), ("寺", "Temple"),
    ];

    private readonly string[] _table;
    private readonly Lazy<Dictionary<char, string>> _readings;

    /// <summary>Takes readings: a syllable, a space and its characters.</summary>
    public PlaceNames(string[] table)
    {
        _table = table;
        _readings = new Lazy<Dictionary<char, string>>(Expand);
    }

    /// <summary>Whether a character ends the name of an administrative area, behind which the name of a smaller one may stand.</summary>
    public static bool IsAdministrative(char kind) => kind is '省' or '市' or '州' or '盟' or '县' or '区' or '旗' or '镇' or '乡';

    /// <summary>The English of a name with the kind of place at its end, or null.</summary>
    public string? English(ReadOnlySpan<char> text)
    {
        if (_table.Length == 0)
        {
            return null;
        }

        foreach ((string chinese, string english) in s_kinds)
        {
            int length = text.Length - chinese.Length;
            if (length is >= ShortestName and <= LongestName && text.EndsWith(chinese, StringComparison.Ordinal))
            {
                return Pinyin(text[..length]) is { } pinyin ? pinyin + " " + english : null;
            }
        }

        return null;
    }

    /// <summary>Syllables in one word with a capital; an apostrophe stands before a vowel. Null where a character has no reading.</summary>
    private string? Pinyin(ReadOnlySpan<char> text)
    {
        var word = new StringBuilder();
        foreach (char c in text)
        {
            if (!_readings.Value.TryGetValue(c, out string? syllable))
            {
                return null;
            }

            if (word.Length > 0 && syllable[0] is ('a' or 'e' or 'o'))
            {
                word.Append('\'');
            }

            word.Append(syllable);
        }

        word[0] = char.ToUpperInvariant(word[0]);
        return word.ToString();
    }

    private Dictionary<char, string> Expand()
    {
        var readings = new Dictionary<char, string>(7000);
        foreach (string line in _table)
        {
            int space = line.IndexOf(' ', StringComparison.Ordinal);
            string syllable = line[..space];
            foreach (char c in line.AsSpan(space + 1))
            {
                readings[c] = syllable;
            }
        }

        return readings;
    }
}
