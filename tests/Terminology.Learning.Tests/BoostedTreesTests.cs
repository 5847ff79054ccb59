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
}
