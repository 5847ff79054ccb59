using Terminology.LexiconBuilder;
using Terminology.Segmentation;

namespace Terminology.Segmentation.Tests;

public sealed class LexiconTests
{
    [Fact]
    public void The_resource_is_compiled_from_the_seeds_byte_for_byte()
    {
        byte[] compiled = LexiconCompiler.Compile(Seeds.Read(TestFiles.Repository("seeds/dictionary")));
        byte[] resource = File.ReadAllBytes(TestFiles.Repository("src/Terminology.Segmentation/Resources/lexicon.bin"));
        Assert.True(compiled.AsSpan().SequenceEqual(resource), "lexicon.bin is not what the seeds compile to; run the command in seeds/dictionary/SOURCE.md.");
        Assert.InRange(resource.Length, 1, 12_000_000);
    }

    [Fact]
    public void Every_word_of_the_seeds_is_found_with_its_frequency_and_tag()
    {
        Seeds seeds = Seeds.Read(TestFiles.Repository("seeds/dictionary"));
        Lexicon lexicon = Lexicon.Compiled;
        Assert.Equal(349_045, seeds.Words.Count);
        Assert.Equal(seeds.Total, lexicon.Total);
        foreach ((string word, (long frequency, string tag)) in seeds.Words)
        {
            Assert.Equal(frequency, lexicon.FindFrequency(word));
            Assert.Equal(tag, TagNames.NameOf(lexicon.FindTag(word)));
        }
    }

    [Theory]
    [InlineData("", -1)]
    [InlineData("两化深", -1)]
    [InlineData("中华人", 0)]
    [InlineData("中国", 129470)]
    [InlineData("\0", -1)]
    [InlineData("\uFFFF", -1)]
    public void What_is_no_word_has_no_frequency(string text, long expected) => Assert.Equal(expected, Lexicon.Compiled.FindFrequency(text));

    [Fact]
    public void Weight_logarithms_are_those_of_the_platform_or_better()
    {
        for (int value = 1; value < 5_000; value++)
            Assert.Equal(Math.Log(value), PortableMath.Log(value), 15);
    }
}
