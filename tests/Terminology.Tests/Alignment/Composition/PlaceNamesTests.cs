namespace Terminology.Tests;

public sealed class PlaceNamesTests
{
    private static readonly PlaceNames s_names = new(["an 安", "lin 临", "qing 青", "xi 西", "zhou 州", "zi 淄"]);

    [Theory]
    [InlineData("青州市", "Qingzhou City")]
    [InlineData("临淄区", "Linzi District")]
    [InlineData("西安街道", "Xi'an Subdistrict")]
    public void A_name_is_written_in_pinyin_with_its_kind(string text, string english) => Assert.Equal(english, s_names.English(text));

    [Theory]
    [InlineData("青州")]
    [InlineData("青市")]
    [InlineData("龘龘市")]
    [InlineData("青青青青青市")]
    public void What_has_no_kind_no_reading_or_no_end_is_no_name(string text) => Assert.Null(s_names.English(text));

    [Fact]
    public void Without_readings_there_are_no_names() => Assert.Null(new PlaceNames([]).English("青州市"));
}
