using CsCheck;

namespace Terminology.Tests;

public sealed class TrendTestsTests
{
    // 360 values with gaps, published with their Mann-Kendall results by Hussain and Mahmud 2019 (JOSS 4, 1556), who checked them against R's modifiedmk.
    private static readonly double[] s_series =
    [
        32, 20, 25, 189, 240, 193, 379, 278, 301, 0, 0, 82, 0, 4, double.NaN, double.NaN, 121, 234, 360, 262, 120, 30, 11, 1,
        7, 3, 31, 31, 355, 102, 248, 274, 308, double.NaN, 5, 26, 11, 16, 6, 48, 388, 539, 431, 272, 404, 186, 0, 2,
        0, 4, 1, 54, 272, 459, 235, 164, 365, 135, 2, double.NaN, double.NaN, 4, 0, 128, 210, 163, 446, 225, 462, 467, 19, 13,
        0, 3, 17, 132, 178, 338, 525, 623, 145, 31, 19, 3, 0, 29, 25, 87, 259, 756, 486, 180, 292, 43, 92, 1,
        0, 16, 2, 0, 130, 253, 594, 111, 273, 30, 0, 4, 0, 27, 24, 41, 292, 378, 499, 265, 320, 227, 4, 0,
        4, 14, 8, 48, 416, 240, 404, 207, 733, 105, 0, 112, 0, 14, 0, 30, 140, 202, 289, 159, 424, 106, 3, 0,
        65, 3, 14, 58, 268, 466, 432, 266, 240, 95, 1, 0, 10, 26, 4, 114, 94, 289, 173, 208, 263, 156, 5, 0,
        16, 16, 14, 0, 111, 475, 534, 432, 471, 117, 70, 1, 3, 28, 7, 401, 184, 283, 338, 171, 335, 176, 0, 0,
        10, 11, 9, 140, 102, 208, 298, 245, 220, 29, 2, 27, 10, 13, 26, 84, 143, 367, 749, 563, 283, 353, 10, 0,
        0, 0, 0, 9, 246, 265, 343, 429, 168, 133, 17, 0, 18, 35, 76, 158, 272, 250, 190, 289, 466, 84, 0, 0,
        0, 0, 0, 22, 217, 299, 185, 115, 344, 203, 8, double.NaN, double.NaN, 0, 5, 284, 123, 254, 476, 496, 326, 27, 20, 0,
        4, 53, 72, 113, 214, 364, 219, 220, 156, 264, 0, 13, 0, 0, 45, 90, 137, 638, 529, 261, 206, 251, 0, 0,
        5, 9, 58, 72, 138, 130, 471, 328, 356, 523, 0, 1, 0, 0, 12, 143, 193, 184, 192, 138, 174, 69, 1, 0,
        0, 18, 25, 28, 92, 732, 320, 256, 302, 131, 15, 0, 27, 0, 22, 20, 213, 393, 474, 374, 109, 159, 0, 0,
        0, 3, 3, 49, 205, 128, 194, 570, 169, 89, 0, 0, 0, 0, 0, 26, 185, 286, 92, 225, 244, 190, 3, 20,
    ];

    private static readonly int[] s_rising = [0, 0, 1, 4, 9, 31, 42, 55, 60, 58, 71, 66, 70, 74, 80];
    private static readonly int[] s_burst = [0, 0, 1, 4, 9, 31, 42, 15, 10, 8, 7, 6, 7, 4, 5];

    [Fact]
    public void Published_Mann_Kendall_with_ties_and_gaps()
    {
        MannKendallResult result = TrendTests.MannKendall(s_series);
        Assert.Equal(-1959, result.S);
        Assert.Equal(4889800.3333, result.Variance, 4);
        Assert.Equal(-0.8854562843, result.Z, 10);
        Assert.Equal(0.3759105874, result.PValue!.Value, 10);
        Assert.Equal(-0.0315316765, result.Tau, 10);
        Assert.False(result.Exact);
    }

    [Fact]
    public void Published_Sen_slope_with_gaps_kept_on_the_time_axis()
    {
        double[] times = [.. Enumerable.Range(0, 360).Select(i => (double)i)];
        Assert.Equal(-0.006369426752, TrendTests.Slope(times, s_series).Slope, 12);
    }

    [Fact]
    public void Published_correction_for_autocorrelation()
    {
        MannKendallResult all = TrendTests.MannKendall(s_series, autocorrelated: true), three = TrendTests.MannKendall(s_series, autocorrelated: true, maximumLag: 3);
        Assert.Equal(257403.38678462413, all.Variance, 4);
        Assert.Equal(-3.859273515045842, all.Z, 9);
        Assert.Equal(14226812.425138814, three.Variance, 4);
        Assert.Equal(0.603684460662274, three.PValue!.Value, 9);
    }

    [Fact]
    public void Worked_example_of_a_rise()
    {
        double[] years = [.. Enumerable.Range(2011, 15).Select(y => (double)y)], rates = [.. s_rising.Select(f => f / 1.8)];
        MannKendallResult result = TrendTests.MannKendall(rates);
        Assert.Equal(98, result.S);
        Assert.Equal(407.333333, result.Variance, 6);
        Assert.Equal(4.8061437768, result.Z, 10);
        Assert.Equal(1.53869e-06, result.PValue!.Value, 11);
        Assert.Equal(.9333333, result.Tau, 7);
        SenSlope slope = TrendTests.Slope(years, rates);
        Assert.Equal(3.4444444, slope.Slope, 7);
        Assert.True(slope.Interval.Low > 0 && slope.Interval.Contains(slope.Slope));
    }

    [Fact]
    public void Exact_p_values_of_small_samples_are_those_of_Kendall_1975()
    {
        // P(S >= 6) for n = 4 is 1/24; P(S >= 10) for n = 5 is 1/120; P(S >= 7) for n = 6 is .136.
        Assert.Equal(2 / 24.0, TrendTests.MannKendall([1, 2, 3, 4]).PValue!.Value, 12);
        Assert.Equal(2 / 120.0, TrendTests.MannKendall([5, 4, 3, 2, 1]).PValue!.Value, 12);
        Assert.Equal(7, TrendTests.MannKendall([4, 1, 2, 3, 6, 5]).S);
        Assert.Equal(.136, TrendTests.MannKendall([4, 1, 2, 3, 6, 5]).PValue!.Value / 2, 3);
    }

    [Fact]
    public void Exact_distribution_with_ties_equals_the_enumeration_of_all_orders() => Gen.Int[0, 3].Array[4, 7].Sample(x =>
    {
        double[] values = [.. x.Select(v => (double)v)];
        MannKendallResult result = TrendTests.MannKendall(values);
        int all = 0, extreme = 0;
        foreach (double[] order in Orders(values, 0))
        {
            all++;
            if (Math.Abs(TrendTests.MannKendall(order).S) >= Math.Abs(result.S)) extreme++;
        }
        return Math.Abs(result.PValue!.Value - (double)extreme / all) < 1e-12 && result.Exact;
    }, iter: 15);

    [Fact]
    public void Three_periods_have_no_p_value() => Assert.Null(TrendTests.MannKendall([1, 2, 3]).PValue);

    [Fact]
    public void A_flat_series_has_no_trend()
    {
        MannKendallResult result = TrendTests.MannKendall(new double[20]);
        Assert.Equal((0, 0d, 1d), (result.S, result.Z, result.PValue!.Value));
    }

    [Fact]
    public void Reversing_a_series_reverses_its_trend() => Gen.Double[-100, 100].Array[5, 40].Sample(x =>
    {
        double[] reversed = [.. x.Reverse()];
        MannKendallResult a = TrendTests.MannKendall(x), b = TrendTests.MannKendall(reversed);
        return a.S == -b.S && Math.Abs(a.PValue!.Value - b.PValue!.Value) < 1e-12 && a.PValue is >= 0 and <= 1 && Math.Abs(a.Tau) <= 1;
    });

    [Fact]
    public void Kleinberg_burst_of_the_worked_example()
    {
        Burst burst = Assert.Single(TrendTests.Bursts(s_burst, [.. s_burst.Select(_ => 18000L)]));
        Assert.Equal((5, 7), (burst.First, burst.Last));
        Assert.Equal(31.220866, burst.Weight, 6);
    }

    [Fact]
    public void A_burst_at_the_beginning_is_found()
    {
        Burst burst = Assert.Single(TrendTests.Bursts([40, 38, 2, 1, 0, 2, 1, 0, 1, 2], [.. Enumerable.Repeat(10000L, 10)]));
        Assert.Equal((0, 1), (burst.First, burst.Last));
    }

    [Fact]
    public void The_cheapest_states_are_those_of_trying_all() => Gen.Int[0, 30].Array[6, 9].Where(r => r.Sum() > 0).Sample(r =>
    {
        long[] d = [.. r.Select(_ => 1000L)];
        double p0 = r.Sum() / (1000.0 * r.Length), p1 = 2 * p0, up = Math.Log(r.Length), best = double.PositiveInfinity, found = 0;
        double Cost(Func<int, bool> high)
        {
            double cost = 0;
            for (int i = 0; i < r.Length; i++)
            {
                double p = high(i) ? p1 : p0;
                cost += -r[i] * Math.Log(p) - (1000 - r[i]) * Math.Log(1 - p) + (high(i) && (i == 0 || !high(i - 1)) ? up : 0);
            }
            return cost;
        }
        for (int states = 0; states < 1 << r.Length; states++)
            best = Math.Min(best, Cost(i => (states >> i & 1) == 1));
        IReadOnlyList<Burst> bursts = TrendTests.Bursts(r, d);
        found = Cost(i => bursts.Any(b => i >= b.First && i <= b.Last));
        return Math.Abs(found - best) < 1e-6;
    }, iter: 100);

    [Fact]
    public void A_step_is_found_as_change_point()
    {
        ChangePoint change = TrendTests.Change([1, 2, 1, 3, 2, 1, 9, 8, 9, 10, 9, 8])!.Value;
        Assert.Equal((6, 36L), (change.Index, change.Statistic));
        Assert.True(change.PValue < .05);
        Assert.Null(TrendTests.Change([1, 1, 1, 1, 1]));
    }

    [Fact]
    public void Corrections_of_p_values_are_those_of_R_p_adjust()
    {
        // p.adjust(c(.01,.02,.03,.04,.05), "BH") and "holm"; and unordered with ties.
        Assert.Equal([.05, .05, .05, .05, .05], TrendTests.BenjaminiHochberg([.01, .02, .03, .04, .05]).Select(v => Math.Round(v, 12)));
        Assert.Equal([.05, .08, .09, .09, .09], TrendTests.Holm([.01, .02, .03, .04, .05]).Select(v => Math.Round(v, 12)));
        Assert.Equal([.9, .03, .03, .075, 1], TrendTests.BenjaminiHochberg([.72, .01, .012, .045, 1]).Select(v => Math.Round(v, 12)));
    }

    private static IEnumerable<double[]> Orders(double[] values, int from)
    {
        if (from == values.Length)
        {
            yield return [.. values];
            yield break;
        }
        for (int i = from; i < values.Length; i++)
        {
            (values[from], values[i]) = (values[i], values[from]);
            foreach (double[] order in Orders(values, from + 1))
                yield return order;
            (values[from], values[i]) = (values[i], values[from]);
        }
    }
}
