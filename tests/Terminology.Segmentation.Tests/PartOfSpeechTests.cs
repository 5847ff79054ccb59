using Terminology.Segmentation;

namespace Terminology.Segmentation.Tests;

public sealed class PartOfSpeechTests
{
    [Fact]
    public void Every_known_tag_reads_back_from_its_name()
    {
        for (int code = 1; code <= TagNames.KnownCount; code++)
        {
            var tag = new PartOfSpeech((byte)code);
            Assert.True(PartOfSpeech.TryParse(tag.Name, out PartOfSpeech parsed));
            Assert.Equal(tag, parsed);
            Assert.Equal(tag.Name, tag.ToString());
        }
    }

    [Fact]
    public void No_tag_has_no_name_and_unknown_names_are_no_tag()
    {
        Assert.Equal("", default(PartOfSpeech).Name);
        Assert.False(PartOfSpeech.TryParse("not a tag", out PartOfSpeech tag));
        Assert.Equal(default, tag);
        Assert.False(PartOfSpeech.TryParse(null, out _));
        Assert.False(PartOfSpeech.TryParse("", out _));
    }

    [Fact]
    public void Well_known_tags_have_the_names_of_jieba() =>
        Assert.Equal("n v vn a d b m q r p c nr ns nt nz l j eng x", string.Join(' ', PartOfSpeech.Noun, PartOfSpeech.Verb, PartOfSpeech.VerbalNoun,
            PartOfSpeech.Adjective, PartOfSpeech.Adverb, PartOfSpeech.Attributive, PartOfSpeech.Numeral, PartOfSpeech.MeasureWord, PartOfSpeech.Pronoun,
            PartOfSpeech.Preposition, PartOfSpeech.Conjunction, PartOfSpeech.PersonName, PartOfSpeech.PlaceName, PartOfSpeech.Organization,
            PartOfSpeech.ProperNoun, PartOfSpeech.Phrase, PartOfSpeech.Abbreviation, PartOfSpeech.Latin, PartOfSpeech.Other));
}
