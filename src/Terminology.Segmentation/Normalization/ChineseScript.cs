using System.Collections.Frozen;
using System.Reflection;
using System.Text;

namespace Terminology.Segmentation;

/// <summary>
/// Converts traditional characters to simplified ones. The result has the length of the original, so offsets hold for both.
/// Thread-safe; the tables (OpenCC's, see THIRD-PARTY-NOTICES) are loaded at first use.
/// </summary>
public static class ChineseScript
{
    private static readonly Lazy<Tables> _tables = new(Load);

    /// <summary>
    /// The text in simplified characters: the longest phrase of the table first (乾坤 keeps its 乾), else character by character (乾 → 干).
    /// Words are not exchanged (電腦 becomes 电脑, not 计算机).
    /// </summary>
    /// <param name="text">Any text; simplified text comes back unchanged.</param>
    /// <returns>A string of the same length; the same instance where nothing changed.</returns>
    public static string ToSimplified(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Tables tables = _tables.Value;
        int first = 0;
        while (first < text.Length && tables.Characters[text[first]] == text[first] && !tables.StartsPhrase(text[first]))
            first++;
        if (first == text.Length)
            return text;
        char[] result = text.ToCharArray();
        ToSimplified(text.AsSpan(first), result.AsSpan(first), tables);
        return result.AsSpan().SequenceEqual(text) ? text : new string(result);
    }

    /// <summary>Writes the simplified form of <paramref name="text"/> to <paramref name="destination"/>.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="destination">At least as long as the text; may be the text's own memory only where nothing else reads it.</param>
    /// <exception cref="ArgumentException">The destination is shorter than the text.</exception>
    public static void ToSimplified(ReadOnlySpan<char> text, Span<char> destination)
    {
        if (destination.Length < text.Length)
            throw new ArgumentException("The destination is shorter than the text; give one of at least its length.", nameof(destination));
        ToSimplified(text, destination, _tables.Value);
    }

    /// <summary>The share of the text's Han characters that stand only in traditional script, 0-1; 0 where there are none.</summary>
    /// <param name="text">Any text.</param>
    public static double TraditionalShare(ReadOnlySpan<char> text)
    {
        char[] characters = _tables.Value.Characters;
        int han = 0, traditional = 0;
        foreach (char c in text)
        {
            if (c is < '\u3400' or > '\u9FFF')
                continue;
            han++;
            if (characters[c] != c)
                traditional++;
        }
        return han == 0 ? 0 : (double)traditional / han;
    }

    private static void ToSimplified(ReadOnlySpan<char> text, Span<char> destination, Tables tables)
    {
        for (int i = 0; i < text.Length;)
        {
            char c = text[i];
            if (c >= '\u3400' && tables.StartsPhrase(c) && tables.Phrase(text[i..]) is { } phrase)
            {
                phrase.CopyTo(destination[i..]);
                i += phrase.Length;
            }
            else
            {
                destination[i++] = tables.Characters[c];
            }
        }
    }

    private static Tables Load()
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("t2s.txt")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        char[] characters = new char[0x10000];
        for (int i = 0; i < characters.Length; i++)
            characters[i] = (char)i;
        string pairs = reader.ReadLine()!;
        for (int i = 0; i + 1 < pairs.Length; i += 2)
            characters[pairs[i]] = pairs[i + 1];
        Dictionary<char, List<(string, string)>> phrases = [];
        while (reader.ReadLine() is { } line)
        {
            int tab = line.IndexOf('\t', StringComparison.Ordinal);
            if (!phrases.TryGetValue(line[0], out List<(string, string)>? list))
                phrases[line[0]] = list = [];
            list.Add((line[..tab], line[(tab + 1)..]));
        }
        return new Tables(characters, phrases.ToFrozenDictionary(p => p.Key, p => p.Value.OrderByDescending(e => e.Item1.Length).ToArray()));
    }

    private sealed class Tables(char[] characters, FrozenDictionary<char, (string Traditional, string Simplified)[]> phrases)
    {
        public char[] Characters { get; } = characters;

        public bool StartsPhrase(char c) => phrases.ContainsKey(c);

        public string? Phrase(ReadOnlySpan<char> text)
        {
            foreach ((string traditional, string simplified) in phrases[text[0]])
                if (text.StartsWith(traditional, StringComparison.Ordinal))
                    return simplified;
            return null;
        }
    }
}
