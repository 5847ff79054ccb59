namespace Terminology.Tests;

public class SalienceTests
{
    private static double Of(string text, int frequency = 1, double term = 0.99, double main = 0.95, double background = 0) =>
        Salience.Of(new CandidateContext { Text = text, Frequency = frequency, DocumentFrequency = 1, Parts = 1 }, frequency, new CandidateScore(1, (float)term, (float)main, 0.99f), background, 6e6, 4000, 1);

    [Fact]
    public void What_is_said_more_often_is_more_salient() => Assert.True(Of("智能制造", 2) < Of("智能制造", 5));

    [Fact]
    public void What_the_background_has_often_is_less_salient() => Assert.True(Of("智能制造", 3, background: 900) < Of("智能制造", 3));

    [Fact]
    public void A_sure_term_of_one_place_is_not_lost_behind_a_rare_one_that_is_less_sure()
    {
        Assert.True(Of("一带一路", term: 0.9999, main: 0.9999, background: 120) > Of("网络宽带", term: 0.9, main: 0.8));
        Assert.True(Of("一带一路", term: 0.9999, main: 0.9999, background: 120) < Of("智能制造", 6));
    }

    [Fact]
    public void A_name_in_Latin_letters_gains_and_an_office_loses()
    {
        Assert.Equal(1.1, Of("TD-LTE") / Of("测测—测测测"), 6);
        Assert.True(Of("工业发展局") < Of("工业发展圈"));
    }

    [Theory]
    [InlineData(1, 0, 0)]
    [InlineData(400, 1, 1)]
    public void It_stays_in_its_range(int frequency, double term, double main) => Assert.InRange(Of("智能制造", frequency, term, main), 0, 110);
}
