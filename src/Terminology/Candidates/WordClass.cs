using Terminology.Segmentation;

namespace Terminology;

/// <summary>The tags of the segmenter folded into some thirty classes that a tree can split on.</summary>
internal static class WordClass
{
    public const byte None = 0, Noun = 1, Verb = 2, Adjective = 3, Adverb = 4, Numeral = 5, MeasureWord = 6, Abbreviation = 8, Modifier = 9, Idiom = 10, Location = 11, Time = 12, Place = 13,
        Other = 14, Pronoun = 15, Preposition = 16, Conjunction = 17, Particle = 18, Suffix = 19, Prefix = 20, State = 21, Modal = 22,
        VerbalNoun = 23, PersonName = 24, PlaceName = 25, Organisation = 26, ProperName = 27, Latin = 28, AdjectivalNoun = 29, Punctuation = 30, Number = 31;

    private static readonly byte[] s_classes = Make();

    public static byte Of(PartOfSpeech tag) => s_classes[tag.Code];

    private static byte[] Make()
    {
        var classes = new byte[256];
        for (int code = 0; code < 256; code++)
            classes[code] = Of(new PartOfSpeech((byte)code).Name);
        return classes;
    }

    private static byte Of(string name) => name switch
    {
        "vn" => VerbalNoun,
        "nr" or "nrt" or "nrfg" => PersonName,
        "ns" => PlaceName,
        "nt" => Organisation,
        "nz" => ProperName,
        "eng" => Latin,
        "an" => AdjectivalNoun,
        "" => None,
        _ => name[0] switch
        {
            'n' => Noun, 'v' => Verb, 'a' => Adjective, 'd' => Adverb, 'm' => Numeral, 'q' => MeasureWord, 'j' => Abbreviation, 'b' => Modifier,
            'l' or 'i' => Idiom, 'f' => Location, 't' => Time, 's' => Place, 'r' => Pronoun, 'p' => Preposition, 'c' => Conjunction, 'u' => Particle,
            'k' => Suffix, 'h' => Prefix, 'z' => State, 'y' or 'e' or 'o' => Modal, _ => Other,
        },
    };
}
