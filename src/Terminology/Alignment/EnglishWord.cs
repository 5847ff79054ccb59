using System.Buffers;

namespace Terminology;

/// <summary>Small rules about the forms of English words: enough to see that policies and policy are one word.</summary>
internal static class EnglishWord
{
    private static readonly SearchValues<char> _vowels = SearchValues.Create("aeiouy");

    private static readonly Dictionary<string, string> _irregular = Pairs(
        "is be are be was be were be been be being be am be has have had have having have does do did do done do doing do "
        + "men man women woman people person children child made make making make went go gone go said say took take taken take gave give given give "
        + "came come coming come held hold led lead left leave met meet brought bring built build bought buy taught teach thought think found find "
        + "kept keep knew know known know paid pay put put ran run running run saw see seen see sent send set set setting set shown show spent spend "
        + "stood stand told tell won win wrote write written write began begin begun begin became become grew grow grown grow rose rise risen rise fell fall fallen fall "
        + "spoke speak spoken speak chose choose chosen choose drew draw drawn draw got get lost lose sold sell felt feel better good best good "
        + "data data media media analyses analysis crises crisis bases basis theses thesis criteria criterion phenomena phenomenon indices index "
        + "an a these this those that its its his his us us gas gas bus bus news news economics economics series series means means goods goods this this as as "
        + "politics politics physics physics process process");

    private static readonly HashSet<string> _functionWords = new(
        ("a an the of in on at to for from by with without within into onto upon over under between among through during after before since until against about around "
        + "and or but nor so yet if then than that which who whom whose what when where why how as is are was were be been being am has have had having do does did "
        + "will would shall should can could may might must not no it its they them their he him his she her we us our you your i my me this these those there here "
        + "such each every any some all both either neither other another also only just very more most less least much many few own same too again further once "
        + "while because although though however therefore thus whether per via up down out off s 's ' t ’s ’").Split(' '), StringComparer.Ordinal);

    /// <summary>Whether a lower-case word is an article, preposition, pronoun, auxiliary or conjunction.</summary>
    public static bool IsFunctionWord(string word) => _functionWords.Contains(word);

    /// <summary>The key all inflected forms of a word share: lower case, without plural, -ing, -ed and possessive endings. Not a word to show.</summary>
    public static string Key(string word)
    {
        string w = word.ToLowerInvariant();
        if (_irregular.TryGetValue(w, out string? known))
            return Finish(known);
        if (w.EndsWith("'s", StringComparison.Ordinal) || w.EndsWith("’s", StringComparison.Ordinal))
            w = w[..^2];
        if (w.Length <= 3 || !char.IsAsciiLetter(w[^1]))
            return w;
        if (w[^1] == 's' && w[^2] is not ('s' or 'u' or 'i'))
        {
            w = w.EndsWith("ies", StringComparison.Ordinal) && w.Length > 4 ? w[..^3] + "y"
                : w.EndsWith("sses", StringComparison.Ordinal) || w.EndsWith("xes", StringComparison.Ordinal) || w.EndsWith("ches", StringComparison.Ordinal) || w.EndsWith("shes", StringComparison.Ordinal) ? w[..^2]
                : w[..^1];
        }
        else if (w.Length > 5 && w.EndsWith("ing", StringComparison.Ordinal) && HasVowel(w.AsSpan(0, w.Length - 3)))
        {
            w = Undouble(w[..^3]);
        }
        else if (w.Length > 4 && w.EndsWith("ied", StringComparison.Ordinal))
        {
            w = w[..^3] + "y";
        }
        else if (w.Length > 4 && w.EndsWith("ed", StringComparison.Ordinal) && HasVowel(w.AsSpan(0, w.Length - 2)))
        {
            w = Undouble(w[..^2]);
        }
        return Finish(w);
    }

    /// <summary>The singular of a noun, for showing: policies → policy, banks → bank, analysis → analysis.</summary>
    public static string Singular(string word)
    {
        string w = word.ToLowerInvariant();
        if (w.Length <= 3 || w[^1] != 's' || w[^2] is 's' or 'u' or 'i' || _irregular.ContainsKey(w))
            return _irregular.TryGetValue(w, out string? known) && w is "men" or "women" or "children" or "analyses" or "crises" or "criteria" or "indices" ? known : word;
        if (w.EndsWith("ies", StringComparison.Ordinal) && w.Length > 4)
            return word[..^3] + "y";
        if (w.EndsWith("sses", StringComparison.Ordinal) || w.EndsWith("xes", StringComparison.Ordinal) || w.EndsWith("ches", StringComparison.Ordinal) || w.EndsWith("shes", StringComparison.Ordinal))
            return word[..^2];
        return word[..^1];
    }

    // A final e or y differs between forms (use, using; carry, carried), so keys drop the one and fix the other.
    private static string Finish(string w) =>
        w.Length > 3 && w[^1] == 'e' ? w[..^1] : w.Length > 3 && w[^1] == 'y' ? w[..^1] + "i" : w;

    private static string Undouble(string w) =>
        w.Length > 3 && w[^1] == w[^2] && w[^1] is not ('l' or 's' or 'e' or 'o') ? w[..^1] : w;

    private static bool HasVowel(ReadOnlySpan<char> w) => w.IndexOfAny(_vowels) >= 0;

    private static Dictionary<string, string> Pairs(string text)
    {
        string[] words = text.Split(' ');
        Dictionary<string, string> pairs = [];
        for (int i = 0; i + 1 < words.Length; i += 2)
            pairs.TryAdd(words[i], words[i + 1]);
        return pairs;
    }
}
