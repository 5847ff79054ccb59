using CsCheck;

namespace Terminology.Segmentation.Tests;

public class ChineseScriptTests
{
    [Theory]
    [InlineData("聯繫匯率制度", "联系汇率制度")]
    [InlineData("乾坤與乾燥", "乾坤与干燥")]
    [InlineData("著名的臺灣衞星裏", "著名的台湾卫星里")]
    [InlineData("Basel III 規定（2018）", "Basel III 规定（2018）")]
    [InlineData("", "")]
    public void Traditional_text_becomes_simplified(string traditional, string simplified) =>
        Assert.Equal(simplified, ChineseScript.ToSimplified(traditional));

    [Fact]
    public void Simplified_text_comes_back_as_the_same_instance()
    {
        string text = "推进两化深度融合，发展智能制造。";
        Assert.Same(text, ChineseScript.ToSimplified(text));
    }

    [Fact]
    public void Length_never_changes() =>
        Gen.Char['\u4e00', '\u9fff'].Array[0, 60].Select(c => new string(c)).Sample(text => ChineseScript.ToSimplified(text).Length == text.Length);

    [Fact]
    public void Span_and_string_forms_agree()
    {
        string text = "發展與幹部，頭髮與乾隆";
        char[] result = new char[text.Length];
        ChineseScript.ToSimplified(text, result);
        Assert.Equal(ChineseScript.ToSimplified(text), new string(result));
        Assert.Throws<ArgumentException>(() => ChineseScript.ToSimplified(text, new char[2]));
    }

    [Fact]
    public void Share_tells_the_scripts_apart()
    {
        Assert.True(ChineseScript.TraditionalShare("香港金融管理局負責維持貨幣穩定") > .2);
        Assert.Equal(0, ChineseScript.TraditionalShare("香港金融管理局负责维持货币稳定"));
        Assert.Equal(0, ChineseScript.TraditionalShare("HKMA 2018"));
    }
}
