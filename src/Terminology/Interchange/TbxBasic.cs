using System.Collections.Frozen;

namespace Terminology;

/// <summary>The data categories of TBX-Basic 1.2.1: which element holds them, at which levels, with which values.</summary>
internal static class TbxBasic
{
    [Flags]
    public enum Levels
    {
        None = 0,
        Concept = 1,
        Language = 2,
        Term = 4,
        All = Concept | Language | Term,
    }

    /// <summary>A category.</summary>
    /// <param name="Element">Element of the DCA style.</param>
    /// <param name="Module">Prefix of the DCT style.</param>
    /// <param name="Levels">Where it may stand.</param>
    /// <param name="Values">The permitted values, or null for any text.</param>
    public sealed record Category(string Element, string Module, Levels Levels, FrozenSet<string>? Values = null);

    public const string CoreNamespace = "urn:iso:std:iso:30042:ed-2", MinNamespace = "http://www.tbxinfo.net/ns/min", BasicNamespace = "http://www.tbxinfo.net/ns/basic";

    private static readonly FrozenDictionary<string, Category> s_categories = new Dictionary<string, Category>
    {
        ["subjectField"] = new("descrip", "min", Levels.Concept),
        ["definition"] = new("descrip", "basic", Levels.Concept | Levels.Language),
        ["context"] = new("descrip", "basic", Levels.Term),
        ["customerSubset"] = new("admin", "min", Levels.Concept | Levels.Term),
        ["projectSubset"] = new("admin", "basic", Levels.Concept | Levels.Term),
        ["source"] = new("admin", "basic", Levels.All),
        ["partOfSpeech"] = new("termNote", "min", Levels.Term, Set("adjective", "noun", "other", "verb", "adverb")),
        ["administrativeStatus"] = new("termNote", "min", Levels.Term, Set("preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts", "supersededTerm-admn-sts")),
        ["termType"] = new("termNote", "basic", Levels.Term, Set("fullForm", "acronym", "abbreviation", "shortForm", "variant", "phrase")),
        ["grammaticalGender"] = new("termNote", "basic", Levels.Term, Set("masculine", "feminine", "neuter", "other")),
        ["geographicalUsage"] = new("termNote", "basic", Levels.Term),
        ["crossReference"] = new("ref", "basic", Levels.Concept | Levels.Term),
        ["externalCrossReference"] = new("xref", "min", Levels.All),
        ["xGraphic"] = new("xref", "basic", Levels.Concept | Levels.Language),
    }.ToFrozenDictionary();

    /// <summary>The category of that name if TBX-Basic lets it stand at a level with a value, else null.</summary>
    public static Category? Find(string name, Levels level, string value) =>
        s_categories.TryGetValue(name, out Category? category) && category.Levels.HasFlag(level)
        && category.Values?.Contains(value) != false ? category : null;

    /// <summary>Splits <c>[year] 2015</c>; any other note is a note.</summary>
    public static (string Category, string Value) ReadNote(string note)
    {
        if (note.Length > 4 && note[0] == '[' && note.AsSpan(1).IndexOfAny("[]\r\n") is int close and > 0 and <= 100
            && note.AsSpan(close + 1).StartsWith("] ") && note.AsSpan(close + 3).Trim().Length > 0)
            return (note[1..(close + 1)], note[(close + 3)..]);
        return (Categories.Note, note);
    }

    /// <summary>The note that reads back as a category and value.</summary>
    public static string WriteNote(string category, string value)
    {
        bool plain = category == Categories.Note && ReadNote(value).Category == Categories.Note && !value.StartsWith("[note] ", StringComparison.Ordinal);
        return plain ? value : $"[{category}] {value}";
    }

    private static FrozenSet<string> Set(params string[] values) => FrozenSet.ToFrozenSet(values);
}
