using CsCheck;

namespace Terminology.Tests;

public sealed class TermhoodTests
{
    // Frantzi, Ananiadou and Mima 2000, §2.3.1.
    private static readonly (string Text, int Frequency, double CValue)[] s_frantzi =
    [
        ("ADENOID CYSTIC BASAL CELL CARCINOMA", 5, 11.6096), ("CYSTIC BASAL CELL CARCINOMA", 11, 12), ("ULCERATED BASAL CELL CARCINOMA", 7, 14),
        ("RECURRENT BASAL CELL CARCINOMA", 5, 10), ("CIRCUMSCRIBED BASAL CELL CARCINOMA", 3, 6), ("BASAL CELL CARCINOMA", 984, 1551.36),
    ];

    [Fact]
    public void Frantzi_2000_C_values()
    {
        string[] texts = [.. s_frantzi.Select(t => t.Text)];
        int[][] borders = [.. texts.Select(t => t.Select((c, i) => (c, i)).Where(x => x.c == ' ').SelectMany(x => new[] { x.i, x.i + 1 }).Prepend(0).Append(t.Length).ToArray())];
        TermShapes shapes = TermShapes.Nest(texts, [.. texts.Select(t => t.Split(' ').Length)], borders, [.. s_frantzi.Select(t => t.Frequency)]);
        for (int i = 0; i < texts.Length; i++)
            Assert.Equal(s_frantzi[i].CValue, Termhood.CValue(shapes.Length[i], s_frantzi[i].Frequency, shapes.Nested[i], shapes.Containers[i]), i == 5 ? 2 : 4);
    }

    [Fact]
    public void A_single_word_has_a_C_value_only_with_smoothing()
    {
        Assert.Equal(0, Termhood.CValue(1, 10));
        Assert.Equal(10, Termhood.CValue(1, 10, smoothing: 1), 12);
    }

    [Fact]
    public void NC_value_weighs_contexts_by_a_fifth() => Assert.Equal(0.8 * 10 + 0.2 * (3 * 0.5 + 2 * 0.25), Termhood.NcValue(10, [(3, 0.5), (2, 0.25)]), 12);

    [Fact]
    public void Basic_and_ComboBasic_follow_their_formulas()
    {
        Assert.Equal(3 * Math.Log(20) + 3.5 * 2, Termhood.Basic(3, 20, 2), 12);
        Assert.Equal(3 * Math.Log(20) + 0.75 * 2 + 0.1 * 4, Termhood.ComboBasic(3, 20, 2, 4), 12);
    }

    [Fact]
    public void Measures_of_documents_follow_their_formulas()
    {
        Assert.Equal(5 * 2, Termhood.TfIdf(5, 2, 8), 12);
        Assert.Equal(2 - Math.Log2(1 / (1 - Math.Exp(-5 / 8.0))), Termhood.ResidualIdf(5, 2, 8), 12);
        Assert.Equal(4, Termhood.Weirdness(8, 1000, 4, 2000), 12);
        Assert.Equal(2, Termhood.DomainPertinence(0.004, [0.001, 0.002]), 12);
    }

    [Fact]
    public void Church_and_Hanks_1990_page_24_mutual_information() => Assert.Equal(11.3, Unithood.Pmi(8, 1105, 44, 15e6), 1);

    [Fact]
    public void Smadja_1996_page_13_Dice()
    {
        Assert.Equal(.08, Unithood.Dice(130, 3121, 143), 2);
        Assert.Equal(10.349942, Unithood.LogDice(130, 3121, 143), 1);
    }

    [Fact]
    public void Church_and_Gale_1991_page_12_phi_squared() => Assert.Equal(.62, new ContingencyTable(31950, 12004, 4793, 848330).PhiSquared, 2);

    [Fact]
    public void Bouma_2009_normalized_mutual_information_of_parts_that_only_stand_together() => Assert.Equal(1, Unithood.Npmi(10, 10, 10, 100), 12);

    [Fact]
    public void T_score_follows_its_formula() => Assert.Equal((30 - 300 * 200 / 1e5) / Math.Sqrt(30), Unithood.TScore(30, 300, 200, 1e5), 12);

    [Fact]
    public void Branching_entropy_is_zero_for_one_neighbour_and_bits_for_equal_ones()
    {
        Assert.Equal(0, Unithood.BranchingEntropy([7]), 12);
        Assert.Equal(2, Unithood.BranchingEntropy([5, 5, 5, 5]), 12);
        Assert.Equal(0, Unithood.BranchingEntropy([]));
    }

    [Fact]
    public void Poisson_intervals_of_small_counts()
    {
        Interval four = RelativeFrequency.PerMillionInterval(4, 18000), nine = RelativeFrequency.PerMillionInterval(9, 18000);
        Assert.Equal(222.22, RelativeFrequency.PerMillion(4, 18000), 2);
        Assert.Equal((60.55, 568.98), (Math.Round(four.Low, 2), Math.Round(four.High, 2)));
        Assert.Equal(500, RelativeFrequency.PerMillion(9, 18000), 9);
        Assert.Equal((228.63, 949.16), (Math.Round(nine.Low, 2), Math.Round(nine.High, 2)));
        Assert.Equal(0, RelativeFrequency.PerMillionInterval(0, 18000).Low);
    }

    [Fact]
    public void LogDice_is_at_most_14() => Gen.Select(Gen.Int[1, 1000], Gen.Int[0, 1000], Gen.Int[0, 1000]).Sample((both, x, y) => Unithood.LogDice(both, both + x, both + y) <= 14);
}
