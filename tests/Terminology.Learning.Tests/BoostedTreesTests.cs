using Microsoft.ML;
using Microsoft.ML.Data;
using Terminology.Learning;

namespace Terminology.Learning.Tests;

public class BoostedTreesTests
{
    private static TrainingRows Rows(int count, int seed)
    {
        var random = new Random(seed);
        var rows = new TrainingRows(4);
        for (int i = 0; i < count; i++)
        {
            float[] row = [random.NextSingle(), random.NextSingle() * 10, random.Next(5), random.NextSingle()];
            rows.Add(row, row[0] * 10 + row[1] > 9 + random.NextSingle() || row[2] == 3, 1 + row[3]);
        }
        return rows;
    }

    [Fact]
    public void The_exported_trees_score_as_Microsoft_ML_does()
    {
        TrainingRows rows = Rows(3000, 5);
        float[] expected = [];
        Forest forest = BoostedTrees.Train(rows, new BoostingOptions { Trees = 60 }, (model, data) =>
        {
            expected = [.. model.Transform(data).GetColumn<float>("Probability")];
            return true;
        });
        Assert.Equal(rows.Count, expected.Length);
        int i = 0;
        foreach (TrainingRows.TrainingRow row in rows.Rows())
            Assert.Equal(expected[i++], forest.Probability(row.Features), 1e-6);
    }

    [Fact]
    public void The_same_rows_give_the_same_trees()
    {
        static byte[] Bytes()
        {
            using var stream = new MemoryStream();
            using var writer = new BinaryWriter(stream);
            BoostedTrees.Train(Rows(1000, 8), new BoostingOptions { Trees = 20 }).Write(writer);
            return stream.ToArray();
        }
        Assert.Equal(Bytes(), Bytes());
    }

    [Fact]
    public void A_column_that_is_known_is_answered_in_the_exported_trees()
    {
        // The label follows column 1 where column 4 says 2, and column 0 where it says 1.
        var random = new Random(6);
        var rows = new TrainingRows(5) { Known = (4, 1) };
        for (int i = 0; i < 4000; i++)
        {
            float[] row = [random.NextSingle(), random.NextSingle(), random.NextSingle(), random.NextSingle(), random.Next(1, 3)];
            rows.Add(row, row[(int)row[4] - 1 == 0 ? 0 : 1] > .5, 1);
        }
        Forest asked = BoostedTrees.Train(rows, new BoostingOptions { Trees = 60 });
        var (right, rowsOfOne) = (0, 0);
        foreach (TrainingRows.TrainingRow row in rows.Rows())
        {
            float[] shorter = row.Features[..4]; // it is not even there any more
            if (row.Features[4] != 1)
                continue;
            rowsOfOne++;
            if (asked.Score(shorter) > 0 == row.Label) right++;
        }
        Assert.InRange((double)right / rowsOfOne, .97, 1);
    }

    [Fact]
    public void Logistic_regression_finds_the_weights_that_made_the_labels()
    {
        var random = new Random(4);
        var rows = new List<float[]>();
        var labels = new List<(bool, double)>();
        for (int i = 0; i < 20000; i++)
        {
            float[] row = [random.NextSingle() * 4 - 2, random.NextSingle(), 1];
            rows.Add(row);
            labels.Add((random.NextDouble() < 1 / (1 + Math.Exp(-(1.5 * row[0] - 2 * row[1] + .5))), 1));
        }
        double[] w = LogLinearTraining.Fit(rows, labels);
        Assert.Equal(1.5, w[0], 0.1);
        Assert.Equal(-2, w[1], 0.2);
        Assert.Equal(.5, w[2], 0.1);
    }
}
