using CsCheck;

namespace Terminology.Tests;

/// <summary>Numbers printed in the papers, to their last digit; "own" are worked by hand from the formulas.</summary>
public sealed class KeynessTests
{
    [Fact]
    public void Dunning_1993_page_72_log_likelihood() =>
        Assert.Equal(167.23, new ContingencyTable(10, 0, 3, 31764).LogLikelihood, 2);

    [Fact]
    public void Dunning_1993_page_73_chi_square() =>
        Assert.Equal(31777, new ContingencyTable(3, 0, 0, 31774).ChiSquare(), 0);

    [Fact]
    public void Pedersen_1996_page_10_chi_square_with_Yates_correction() =>
        Assert.Equal(0.5, new ContingencyTable(1, 3, 3, 1).ChiSquare(yates: true), 12);

    [Fact]
    public void Gabrielatos_and_Marchi_2011_page_18_percent_difference() =>
        Assert.Equal(88.7, Keyness.PercentDifference(206523, 959641, 178174, 1562358), 1);

    [Fact]
    public void Pojanapunya_and_Todd_2016_page_154_odds_ratio() =>
        Assert.Equal(16.6, Keyness.OddsRatio(16217, 2796938, 735, 2087946), 1);

    [Fact]
    public void Kilgarriff_simple_maths()
    {
        Assert.Equal(1.1224, Keyness.SimpleMaths(35, 112289776, 263, 1559716979), 4);
        Assert.Equal(.3117, RelativeFrequency.PerMillion(35, 112289776), 4);
        Assert.Equal(.1686, RelativeFrequency.PerMillion(263, 1559716979), 4);
    }

    [Fact]
    public void Hofland_and_Johansson_1982_page_471_difference_coefficient() =>
        Assert.Equal(-0.32, Keyness.DifferenceCoefficient(18, 1e6, 35, 1e6), 2);

    [Fact]
    public void Worked_example()
    {
        Assert.Equal(75.477188, Keyness.LogLikelihoodTwoTerm(120, 50000, 30, 60000), 6);
        Assert.Equal(75.575782, Keyness.LogLikelihoodFourTerm(120, 50000, 30, 60000), 6);
        Assert.Equal(2.263034, Keyness.LogRatio(120, 50000, 30, 60000), 6);
        Assert.Equal(380, Keyness.PercentDifference(120, 50000, 30, 60000), 9);
        Assert.Equal(63.868952, Keyness.Bic(120, 50000, 30, 60000), 6);
        Assert.Equal(4.809142, Keyness.OddsRatio(120, 50000, 30, 60000), 6);
        Assert.Equal(72.298589, Keyness.ChiSquare(120, 50000, 30, 60000), 6);
        Assert.Equal(.00016251, Keyness.Ell(120, 50000, 30, 60000), 8);
    }

    [Fact]
    public void Worked_example_with_an_empty_cell()
    {
        Assert.Equal(18.922977, Keyness.LogLikelihoodTwoTerm(12, 50000, 0, 60000), 6);
        Assert.Equal(18.924548, Keyness.LogLikelihoodFourTerm(12, 50000, 0, 60000), 6);
        Assert.Equal(4.847997, Keyness.LogRatio(12, 50000, 0, 60000), 6);
    }

    [Theory]
    [InlineData(3.84, .05)]
    [InlineData(6.63, .01)]
    [InlineData(10.83, .001)]
    [InlineData(15.13, .0001)]
    public void Cut_offs_of_the_log_likelihood_have_their_p_values(double g2, double p) =>
        Assert.Equal(p, ContingencyTable.PValue(g2), p * 0.01);

    [Fact]
    public void Log_likelihood_is_never_negative_and_grows_with_the_sample() => Gen.Select(Gen.Int[0, 500], Gen.Int[0, 500], Gen.Int[501, 100_000], Gen.Int[501, 100_000]).Sample((a, b, c, d) =>
    {
        double two = Keyness.LogLikelihoodTwoTerm(a, c, b, d), four = Keyness.LogLikelihoodFourTerm(a, c, b, d);
        Interval ratio = Keyness.LogRatioInterval(a, c, b, d);
        return two >= 0 && four >= two - 1e-9 && Keyness.LogLikelihoodTwoTerm(2 * a, 2 * c, 2 * b, 2 * d) >= two && ratio.Contains(Keyness.LogRatio(a, c, b, d));
    });
}
