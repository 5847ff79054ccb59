using CsCheck;

namespace Terminology.Tests;

/// <summary>Numbers printed in the papers, to their last digit.</summary>
public sealed class DispersionTests
{
    private static readonly int[] s_gries = [1, 2, 3, 4, 5];
    private static readonly long[] s_griesSizes = [9, 10, 10, 10, 11];
    private static readonly int[] s_allemand = [2, 0, 1, 1, 3, 0, 3, 0, 0, 0];
    private static readonly long[] s_allemandSizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930];

    // Gries 2008, page 410: five parts of ten words.
    private const string Toy = "b a m n i b e u p k b a s a t b e w q n b c a g a b e s t a b a g h a b e a a t b a h a a b e a x a";

    private static long[] Equal(int[] counts) => [.. counts.Select(_ => 100L)];

    [Fact]
    public void Gries_2008_example_with_unequal_parts()
    {
        Assert.Equal(.18, Dispersion.Dp(s_gries, s_griesSizes), 12);
        Assert.Equal(.219512, Dispersion.DpNorm(s_gries, s_griesSizes), 6);
        Assert.Equal(.78515, Dispersion.JuillandD(s_gries, s_griesSizes), 5);
        Assert.Equal(.937921, Dispersion.CarrollD2(s_gries, s_griesSizes), 6);
        Assert.Equal(.949816, Dispersion.RosengrenS(s_gries, s_griesSizes), 6);
        Assert.Equal(.136972, Dispersion.Kld(s_gries, s_griesSizes), 6);
    }

    [Fact]
    public void Carroll_1970_page_14_Juilland_D_and_usage_coefficient()
    {
        int[] counts = [0, 4, 3, 2, 1];
        Assert.Equal(.6464, Dispersion.JuillandD(counts, Equal(counts)), 4);
        Assert.Equal(6.46, 10 * Dispersion.JuillandD(counts, Equal(counts)), 2);
    }

    [Fact]
    public void Carroll_1970_page_13_D2() => Assert.Equal(.8277, Dispersion.CarrollD2([2, 1, 1, 1, 0], [100, 100, 100, 100, 100]), 4);

    [Fact]
    public void Lijffijt_and_Gries_2012_page_148_normalized_DP() => Assert.Equal(.5, Dispersion.DpNorm([2, 1, 0], [100, 100, 100]), 12);

    [Fact]
    public void Gries_2008_page_407_S_of_equal_parts() => Assert.Equal(.937, Dispersion.RosengrenS(s_gries, Equal(s_gries)), 3);

    [Fact]
    public void Lyne_1985_ALLEMAND()
    {
        Assert.Equal(.5, Dispersion.Range(s_allemand), 12);
        Assert.Equal(.6038797, Dispersion.JuillandD(s_allemand, s_allemandSizes), 7);
        Assert.Equal(.6521444, Dispersion.CarrollD2(s_allemand, s_allemandSizes), 7);
        Assert.Equal(.4763652, Dispersion.RosengrenS(s_allemand, s_allemandSizes), 7);
        Assert.Equal(.3081640, Dispersion.Da(s_allemand, s_allemandSizes), 7);
        Assert.Equal(.4665078, Dispersion.Dkl(s_allemand, s_allemandSizes), 7);
        Assert.Equal(.5009295, 1 - Dispersion.Dp(s_allemand, s_allemandSizes), 7);
    }

    [Fact]
    public void Gries_2008_page_410_measures_of_distance()
    {
        string[] tokens = Toy.Split(' ');
        long[] positions = [.. Enumerable.Range(0, tokens.Length).Where(i => tokens[i] == "a").Select(i => (long)i)];
        Assert.Equal(50, tokens.Length);
        Assert.Equal(10.8, Dispersion.Arf(positions, 50), 1);
        Assert.Equal(3.18, Dispersion.Awt(positions, 50), 12);
        Assert.Equal(.628, Dispersion.Ald(positions, 50), 3);
    }

    [Fact]
    public void All_stay_within_their_ranges() => Gen.Select(Gen.Int[0, 20].Array[2, 12], Gen.Long[1, 10_000].Array[12]).Where((c, _) => c.Sum() > 0).Sample((counts, all) =>
    {
        long[] sizes = all[..counts.Length];
        double dp = Dispersion.Dp(counts, sizes), norm = Dispersion.DpNorm(counts, sizes);
        return dp is >= 0 and <= 1 && norm >= dp && norm <= 1 + 1e-12 && Dispersion.JuillandD(counts, sizes) is >= -1e-12 and <= 1 && Dispersion.CarrollD2(counts, sizes) is >= 0 and <= 1 + 1e-12
            && Dispersion.RosengrenS(counts, sizes) is > 0 and <= 1 + 1e-12 && Dispersion.Dkl(counts, sizes) is > 0 and <= 1;
    });

    [Fact]
    public void A_term_spread_as_the_text_is_even()
    {
        Assert.Equal(0, Dispersion.Dp([3, 6, 9], [100, 200, 300]), 12);
        Assert.Equal(1, Dispersion.JuillandD([3, 6, 9], [100, 200, 300]), 12);
        Assert.Equal(1, Dispersion.RosengrenS([3, 6, 9], [100, 200, 300]), 12);
    }

    [Fact]
    public void A_term_that_does_not_occur_has_no_dispersion() => Assert.True(double.IsNaN(Dispersion.Dp([0, 0], [1, 1])));

    [Fact]
    public void Parts_without_size_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Dispersion.Dp([1, 1], [10, 0]));
        Assert.Throws<ArgumentException>(() => Dispersion.Dp([1, 1], [10]));
    }
}
