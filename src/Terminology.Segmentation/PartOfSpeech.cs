using System.Diagnostics.CodeAnalysis;

namespace Terminology.Segmentation;

/// <summary>
/// A part-of-speech tag of the ICTCLAS set that jieba uses (n, v, vn, ns, x, eng ...), as one byte.
/// The default value is "no tag"; its name is the empty string.
/// </summary>
/// <remarks>A dictionary may bring tags of its own, made of any characters but white space; a process holds at most 255 different tags.</remarks>
public readonly record struct PartOfSpeech
{
    internal PartOfSpeech(byte code) => Code = code;

    /// <summary>Noun, <c>n</c>.</summary>
    public static PartOfSpeech Noun => new(TagNames.Noun);

    /// <summary>Verb, <c>v</c>.</summary>
    public static PartOfSpeech Verb => new(TagNames.Verb);

    /// <summary>Verb used as a noun, <c>vn</c>.</summary>
    public static PartOfSpeech VerbalNoun => new(TagNames.VerbalNoun);

    /// <summary>Adjective, <c>a</c>.</summary>
    public static PartOfSpeech Adjective => new(TagNames.Adjective);

    /// <summary>Adverb, <c>d</c>.</summary>
    public static PartOfSpeech Adverb => new(TagNames.Adverb);

    /// <summary>Attributive word (区别词), <c>b</c>.</summary>
    public static PartOfSpeech Attributive => new(TagNames.Attributive);

    /// <summary>Numeral, <c>m</c>.</summary>
    public static PartOfSpeech Numeral => new(TagNames.Numeral);

    /// <summary>Measure word, <c>q</c>.</summary>
    public static PartOfSpeech MeasureWord => new(TagNames.MeasureWord);

    /// <summary>Pronoun, <c>r</c>.</summary>
    public static PartOfSpeech Pronoun => new(TagNames.Pronoun);

    /// <summary>Preposition, <c>p</c>.</summary>
    public static PartOfSpeech Preposition => new(TagNames.Preposition);

    /// <summary>Conjunction, <c>c</c>.</summary>
    public static PartOfSpeech Conjunction => new(TagNames.Conjunction);

    /// <summary>Person name, <c>nr</c>.</summary>
    public static PartOfSpeech PersonName => new(TagNames.PersonName);

    /// <summary>Place name, <c>ns</c>.</summary>
    public static PartOfSpeech PlaceName => new(TagNames.PlaceName);

    /// <summary>Name of an organisation, <c>nt</c>.</summary>
    public static PartOfSpeech Organization => new(TagNames.Organization);

    /// <summary>Other proper noun, <c>nz</c>.</summary>
    public static PartOfSpeech ProperNoun => new(TagNames.ProperNoun);

    /// <summary>Set phrase, <c>l</c>.</summary>
    public static PartOfSpeech Phrase => new(TagNames.Phrase);

    /// <summary>Abbreviation, <c>j</c>.</summary>
    public static PartOfSpeech Abbreviation => new(TagNames.Abbreviation);

    /// <summary>Latin letters, <c>eng</c>.</summary>
    public static PartOfSpeech Latin => new(TagNames.Latin);

    /// <summary>Punctuation, spaces and everything without a tag of its own, <c>x</c>.</summary>
    public static PartOfSpeech Other => new(TagNames.Other);

    /// <summary>The tag as jieba writes it, such as <c>vn</c>; empty for "no tag".</summary>
    public string Name => TagNames.NameOf(Code);

    /// <summary>The tag's number in the table of tags; 0 is "no tag". Fits as an index into an array of 256 places.</summary>
    internal byte Code { get; }

    /// <summary>Finds a tag by its name.</summary>
    /// <param name="name">The name as jieba writes it; upper and lower case differ.</param>
    /// <param name="tag">The tag, or "no tag" where the name is unknown.</param>
    /// <returns>Whether the tag is one of jieba's or of a dictionary loaded in this process.</returns>
    public static bool TryParse([NotNullWhen(true)] string? name, out PartOfSpeech tag)
    {
        byte code = name is null ? (byte)0 : TagNames.Find(name);
        tag = new PartOfSpeech(code);
        return code != 0;
    }

    /// <inheritdoc cref="Name"/>
    public override string ToString() => Name;
}
