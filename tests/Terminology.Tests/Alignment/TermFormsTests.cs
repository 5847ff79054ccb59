using Terminology.Segmentation;

namespace Terminology.Tests;

public sealed class TermFormsTests
{
    [Theory]
    [InlineData("“十四五”规划", "十四五规划")]
    [InlineData("首台（套）", "首台(套)")]
    [InlineData("５Ｇ 网络", "5G网络")]
    [InlineData("LTE  FDD", "LTE FDD")]
    [InlineData("智能\n制造", "智能制造")]
    [InlineData("普通", "普通")]
    public void Keys_fold_widths_quotes_and_white_space(string text, string key) => Assert.Equal(key, ChineseKey.Of(text));

    [Fact]
    public void Keys_of_keys_are_the_same_keys() =>
        CsCheck.Check.Sample(CsCheck.Gen.String[CsCheck.Gen.Char["智能制造“”《》 　ＡＢａ1（）()—-·的LTE"], 0, 12], text => ChineseKey.Of(ChineseKey.Of(text)) == ChineseKey.Of(text));

    [Fact]
    public void Latin_runs_are_one_unit()
    {
        Span<int> starts = stackalloc int[16];
        Assert.Equal(4, ChineseKey.Units("TD-LTE网络5G", starts));
        Assert.Equal([0, 6, 7, 8, 10], starts[..5].ToArray());
    }

    [Theory]
    [InlineData("積極財政政策", "积极财政政策")]
    [InlineData("积极的财政政策", "积极财政政策")]
    [InlineData("首台(套)", "首台")]
    [InlineData("国家发改委", "国家发展和改革委员会")]
    [InlineData("专利法", "中华人民共和国专利法")]
    public void Other_forms_are_tried(string key, string form) => Assert.Contains(TermForms.Of(key), f => f.Key == form);

    [Theory]
    [InlineData("中华人民共和国水法", "水法", "Water Law", "Water Law of the People's Republic of China")]
    [InlineData("中华人民共和国自然保护区条例", "自然保护区条例", "Regulations on Nature Reserves", "Regulations of the People's Republic of China on Nature Reserves")]
    [InlineData("管理办法(试行)", "管理办法", "Administrative Measures", "Administrative Measures (Trial)")]
    [InlineData("指南(征求意见稿)", "指南", "guidelines", "guidelines (draft for comments)")]
    [InlineData("首台(套)", "首台", "first unit", "first unit")]
    public void What_a_form_leaves_out_is_put_back(string key, string form, string english, string expected) =>
        Assert.Equal(expected, TermForms.Of(key).First(f => f.Key == form).Complete(english));

    [Fact]
    public void Simplified_text_stays_the_same_object()
    {
        const string Text = "社会主义现代化";
        Assert.Same(Text, ChineseScript.ToSimplified(Text));
        Assert.Equal("业产经济", ChineseScript.ToSimplified("業產經濟"));
    }

    [Theory]
    [InlineData("The Programmes of Data-Centres (DC)", "program of data center")]
    [InlineData("R&D", "r and d")]
    [InlineData("policies", "policie")]
    public void Comparable_drops_what_readers_ignore(string text, string expected) => Assert.Equal(expected, EnglishText.Comparable(text));

    [Fact]
    public void Titles_have_capitals_except_in_small_words() => Assert.Equal("Law on the Protection of Low-Carbon Data", EnglishText.Title("law on the protection of low-carbon data"));
}
