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
    public static PartOfSpeech Noun { get; } = Known("n");

    /// <summary>Verb, <c>v</c>.</summary>
    public static PartOfSpeech Verb { get; } = Known("v");

    /// <summary>Verb used as a noun, <c>vn</c>.</summary>
    public static PartOfSpeech VerbalNoun { get; } = Known("vn");

    /// <summary>Adjective, <c>a</c>.</summary>
    public static PartOfSpeech Adjective { get; } = Known("a");

    /// <summary>Adverb, <c>d</c>.</summary>
    public static PartOfSpeech Adverb { get; } = Known("d");

    /// <summary>Attributive word (区别词), <c>b</c>.</summary>
    public static PartOfSpeech Attributive { get; } = Known("b");

    /// <summary>Numeral, <c>m</c>.</summary>
    public static PartOfSpeech Numeral { get; } = Known("m");

    /// <summary>Measure word, <c>q</c>.</summary>
    public static PartOfSpeech MeasureWord { get; } = Known("q");

    /// <summary>Pronoun, <c>r</c>.</summary>
    public static PartOfSpeech Pronoun { get; } = Known("r");

    /// <summary>Preposition, <c>p</c>.</summary>
    public static PartOfSpeech Preposition { get; } = Known("p");

    /// <summary>Conjunction, <c>c</c>.</summary>
    public static PartOfSpeech Conjunction { get; } = Known("c");

    /// <summary>Person name, <c>nr</c>.</summary>
    public static PartOfSpeech PersonName { get; } = Known("nr");

    /// <summary>Place name, <c>ns</c>.</summary>
    public static PartOfSpeech PlaceName { get; } = Known("ns");

    /// <summary>Name of an organisation, <c>nt</c>.</summary>
    public static PartOfSpeech Organization { get; } = Known("nt");

    /// <summary>Other proper noun, <c>nz</c>.</summary>
    public static PartOfSpeech ProperNoun { get; } = Known("nz");

    /// <summary>Set phrase, <c>l</c>.</summary>
    public static PartOfSpeech Phrase { get; } = Known("l");

    /// <summary>Abbreviation, <c>j</c>.</summary>
    public static PartOfSpeech Abbreviation { get; } = Known("j");

    /// <summary>Latin letters, <c>eng</c>.</summary>
    public static PartOfSpeech Latin { get; } = Known("eng");

    /// <summary>Punctuation, spaces and everything without a tag of its own, <c>x</c>.</summary>
    public static PartOfSpeech Other { get; } = Known("x");

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

    private static PartOfSpeech Known(string name) => new(TagNames.Find(name));
}
