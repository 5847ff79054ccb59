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

    private const string Wrapped = "一、总体要求\n近年来，各地区各部门认真贯彻落实党中央、国务院的决策部署，把发展\n智慧健康养老产业作为重要任务来抓，加强统筹协调，完善政策措施和标\n准，取得了明显的成效，也还存在供给不足和标准不够完善等突出的问题，\n坚持以习近平新时代中国特色社会主义思想为指导，全面贯彻落实党的决策\n部署，加快推进智能产品供给，不断丰富服务种类，提升服务的质量和水\n平，切实解决老年人运用智能技术困难的问题，便利老年人使用智能产";
    private const string Rest = "品及服务，提升老年人信息应用、网络支付等方面的安全风险的甄别能力，\n增强老年人反诈防骗意识。\n二、重点任务\n";

    [Theory]
    [InlineData("9")]
    [InlineData("— 12 —")]
    [InlineData(" -3- ")]
    public void A_page_number_between_the_halves_of_a_word_is_left_out(string page)
    {
        string normalized = TextNormalizer.Normalize(Wrapped + "\n" + page + "\n" + Rest, out int[] map);
        Assert.Contains("使用智能产品及服务", normalized, StringComparison.Ordinal);
        Assert.Equal(normalized.Length + 1, map.Length);
    }

    [Fact]
    public void A_number_behind_a_whole_paragraph_stays() =>
        Assert.Contains("意识。\n2023\n三、", TextNormalizer.Normalize(Wrapped + "\n" + Rest.Replace("二、重点任务\n", "2023\n三、保障措施\n", StringComparison.Ordinal), out _), StringComparison.Ordinal);

    [Fact]
    public void A_part_that_is_broken_at_another_width_is_joined_too()
    {
        string narrow = "近年来，各产煤省区、煤炭企业认真贯彻落实党中央、国务\n院加快新一代信息技术与传统产业融合发展的决策部署，创\n造性推进煤矿智能化建设，涌现出了一批技术先进的煤矿。\n";
        Assert.Contains("国务院加快", TextNormalizer.Normalize(narrow + Wrapped + "\n" + Rest, out _), StringComparison.Ordinal);
    }
}
