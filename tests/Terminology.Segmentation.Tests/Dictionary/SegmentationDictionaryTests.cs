using Terminology.Segmentation;

namespace Terminology.Segmentation.Tests;

public sealed class SegmentationDictionaryTests
{
    [Fact]
    public void Added_words_are_found()
    {
        Assert.Equal("发展 新质 生产力", Cut(SegmentationDictionary.Default, "发展新质生产力"));
        Assert.Equal("发展 新质生产力", Cut(SegmentationDictionary.Default.With("新质生产力", "专精特新"), "发展新质生产力"));
    }

    [Fact]
    public void Removed_words_are_cut_apart()
    {
        Assert.Equal("工业 局局长", Cut(SegmentationDictionary.Default, "工业局局长"));
        Assert.Equal("工业局 局长", Cut(SegmentationDictionary.Default.Without("局局长"), "工业局局长"));
    }

    [Theory]
    [InlineData("首台(套)", "支持首台(套)装备", "支持 首台(套) 装备")]
    [InlineData("LTE FDD", "发放LTE FDD牌照", "发放 LTE FDD 牌照")]
    [InlineData("两机专项", "实施两机专项", "实施 两机专项")]
    public void Winning_words_may_hold_any_characters(string word, string text, string expected) =>
        Assert.Equal(expected, Cut(SegmentationDictionary.Default.With([new DictionaryWord(word) { Wins = true }]), text));

    private static string Cut(SegmentationDictionary dictionary, string text) => string.Join(' ', new Segmenter(dictionary).Segment(text));
}
