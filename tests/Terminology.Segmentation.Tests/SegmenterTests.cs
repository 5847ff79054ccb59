using Terminology.Segmentation;

namespace Terminology.Segmentation.Tests;

public sealed class SegmenterTests
{
    [Theory]
    [InlineData("推进两化深度融合", "推进 两化 深度 融合")]
    [InlineData("支持TD-LTE关键技术", "支持 TD - LTE 关键技术")]
    [InlineData("增长12.5%左右", "增长 12.5% 左右")]
    public void Words_are_cut_as_jieba_cuts_them(string text, string expected) =>
        Assert.Equal(expected, string.Join(' ', Segmenter.Default.Segment(text)));

    [Fact]
    public void A_segmenter_with_tags_tags_as_posseg()
    {
        var segmenter = new Segmenter(SegmentationDictionary.Default, new SegmenterOptions { Tags = true });
        Assert.Equal("支持/v TD/eng -/x LTE/eng 关键技术/n", Tagged(segmenter, "支持TD-LTE关键技术"));
    }

    [Fact]
    public void A_segmenter_without_tags_looks_the_dictionary_tag_up() =>
        Assert.Equal("推进/v 两化/x 深度/ns 融合/vn", Tagged(Segmenter.Default, "推进两化深度融合"));

    [Fact]
    public void The_maximum_word_length_hides_longer_words()
    {
        var fine = new Segmenter(SegmentationDictionary.Default, new SegmenterOptions { MaximumWordLength = 3 });
        Assert.Equal("中华 人民 共和国", string.Join(' ', fine.Segment("中华人民共和国")));
        Assert.Equal("中华人民共和国", string.Join(' ', Segmenter.Default.Segment("中华人民共和国")));
    }

    private static string Tagged(Segmenter segmenter, string text) =>
        string.Join(' ', segmenter.Segment(text).Select(token => $"{token}/{token.Tag}"));
}
