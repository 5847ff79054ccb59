namespace Terminology.Tests;

public class TextNormalizerTests
{
    [Fact]
    public void Hard_wrapped_lines_are_joined_and_offsets_lead_back()
    {
        const string Text = "加快推进新一代信息技术与制造业深度融合，培育新的经济增\n长点，推动产业结构优化升级，提高发展的质量和效益。\n二、主要任务\n";
        string normalized = TextNormalizer.Normalize(Text, out int[] map);
        Assert.Contains("经济增长点", normalized, StringComparison.Ordinal);
        Assert.Contains("效益。\n二、主要任务\n", normalized, StringComparison.Ordinal);
        Assert.Equal(normalized.Length + 1, map.Length);
        for (int i = 0; i < normalized.Length; i++)
            Assert.Equal(Text[map[i]], normalized[i]);
    }

    [Theory]
    [InlineData("１０月ＩＰＴＶ用户", "10月IPTV用户")]
    [InlineData("关于1 9 9 8 年政府工作的建议", "关于1998 年政府工作的建议")]
    [InlineData("第一行\r\n\r\n第二行", "第一行\n\n第二行")]
    public void Widths_and_spaced_figures_are_folded(string text, string expected) =>
        Assert.Equal(expected, TextNormalizer.Normalize(text, out _));

    [Fact]
    public void A_heading_is_not_joined_with_its_paragraph()
    {
        const string Text = "推动产业结构优化升级\n加快发展智能制造。";
        Assert.Equal(Text, TextNormalizer.Normalize(Text, out _));
    }
}
