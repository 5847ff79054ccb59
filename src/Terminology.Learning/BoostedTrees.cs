using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Trainers.LightGbm;

namespace Terminology.Learning;

/// <summary>Rows of features with labels and weights, grown row by row.</summary>
internal sealed class TrainingRows(int width)
{
    private readonly List<float[]> _rows = [];
    private readonly List<bool> _labels = [];
    private readonly List<float> _weights = [];

    public int Width => width;

    /// <summary>A column that is asked in training only, and the value by which its questions are answered in the exported trees; null where there is none.</summary>
    public (int Column, float Value)? Known { get; init; }

    public int Count => _rows.Count;

    public void Add(float[] row, bool label, float weight)
    {
        _rows.Add(row);
        _labels.Add(label);
        _weights.Add(weight);
    }

    internal IEnumerable<TrainingRow> Rows()
    {
        for (int i = 0; i < _rows.Count; i++)
            yield return new TrainingRow { Features = _rows[i], Label = _labels[i], Weight = _weights[i] };
    }

    internal sealed class TrainingRow
    {
        public float[] Features { get; set; } = [];

        public bool Label { get; set; }

        public float Weight { get; set; }
    }
}

/// <summary>How trees are grown.</summary>
internal sealed record BoostingOptions
{
    public int Trees { get; init; } = 250;

    public int Leaves { get; init; } = 24;

    public double LearningRate { get; init; } = 0.06;

    public int MinimumRows { get; init; } = 25;

    public double L2 { get; init; } = 1;

    /// <summary>Share of the features that a tree may use.</summary>
    public double FeatureShare { get; init; } = .5;

    /// <summary>Share of the rows that a tree is grown on.</summary>
    public double RowShare { get; init; } = .8;

    public int Seed { get; init; } = 1;
}

/// <summary>Gradient-boosted trees with LightGBM (Ke et al. 2017) of Microsoft.ML, exported as a <see cref="Forest"/>. One thread and a seed, so that the same rows give the same trees.</summary>
internal static class BoostedTrees
{
    public static Forest Train(TrainingRows rows, BoostingOptions options, Func<ITransformer, IDataView, bool>? inspect = null)
    {
        var context = new MLContext(options.Seed);
        SchemaDefinition schema = SchemaDefinition.Create(typeof(TrainingRows.TrainingRow));
        schema[nameof(TrainingRows.TrainingRow.Features)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, rows.Width);
        IDataView data = context.Data.LoadFromEnumerable(rows.Rows(), schema);
        var trainer = context.BinaryClassification.Trainers.LightGbm(new LightGbmBinaryTrainer.Options
        {
            LabelColumnName = nameof(TrainingRows.TrainingRow.Label),
            FeatureColumnName = nameof(TrainingRows.TrainingRow.Features),
            ExampleWeightColumnName = nameof(TrainingRows.TrainingRow.Weight),
            NumberOfIterations = options.Trees,
            NumberOfLeaves = options.Leaves,
            LearningRate = options.LearningRate,
            MinimumExampleCountPerLeaf = options.MinimumRows,
            MaximumBinCountPerFeature = 127,
            UseCategoricalSplit = false,
            HandleMissingValue = false,
            NumberOfThreads = 1,
            Deterministic = true,
            Seed = options.Seed,
            Sigmoid = Forest.Slope,
            Silent = true,
            Verbose = false,
            Booster = new GradientBooster.Options { L2Regularization = options.L2, FeatureFraction = options.FeatureShare, SubsampleFrequency = 1, SubsampleFraction = options.RowShare },
        });
        var model = trainer.Fit(data);
        inspect?.Invoke(model, data);
        return Export(((LightGbmBinaryModelParameters)model.Model.SubModel).TrainedTreeEnsemble, rows);
    }

    private static Forest Export(Microsoft.ML.Trainers.FastTree.RegressionTreeEnsemble ensemble, TrainingRows rows)
    {
        var roots = new List<int>();
        var nodes = new List<Forest.Node>();
        var leaves = new List<float>();
        double bias = ensemble.Bias;
        for (int t = 0; t < ensemble.Trees.Count; t++)
        {
            Microsoft.ML.Trainers.FastTree.RegressionTree tree = ensemble.Trees[t];
            float weight = (float)ensemble.TreeWeights[t];
            int firstNode = nodes.Count, firstLeaf = leaves.Count;
            foreach (double value in tree.LeafValues)
                leaves.Add((float)value * weight);
            var places = new int[tree.NumberOfNodes]; // the nodes that are kept, numbered anew
            for (int n = 0, kept = firstNode; n < tree.NumberOfNodes; n++)
                places[n] = tree.NumericalSplitFeatureIndexes[n] == rows.Known?.Column ? -1 : kept++;
            for (int n = 0; n < tree.NumberOfNodes; n++)
            {
                if (places[n] >= 0)
                    nodes.Add(new Forest.Node(tree.NumericalSplitFeatureIndexes[n], tree.NumericalSplitThresholds[n], Child(tree.LeftChild[n]), Child(tree.RightChild[n])));
            }
            roots.Add(tree.NumberOfNodes > 0 ? Child(0) : ~firstLeaf);

            int Child(int child)
            {
                while (child >= 0 && places[child] < 0)
                    child = rows.Known!.Value.Value <= tree.NumericalSplitThresholds[child] ? tree.LeftChild[child] : tree.RightChild[child];
                return child >= 0 ? places[child] : ~(firstLeaf + ~child);
            }
        }
        float[] means = Means(roots, nodes, leaves, rows);
        return new Forest([.. roots], [.. nodes], [.. leaves], means, bias);
    }

    /// <summary>The mean leaf value below each node over a sample of the training rows.</summary>
    private static float[] Means(List<int> roots, List<Forest.Node> nodes, List<float> leaves, TrainingRows rows)
    {
        var sums = new double[nodes.Count];
        var counts = new int[nodes.Count];
        var path = new List<int>();
        int index = 0, step = Math.Max(1, rows.Count / 20000);
        foreach (TrainingRows.TrainingRow row in rows.Rows())
        {
            if (index++ % step != 0)
                continue;
            foreach (int root in roots)
            {
                path.Clear();
                int at = root;
                while (at >= 0)
                {
                    path.Add(at);
                    Forest.Node node = nodes[at];
                    at = row.Features[node.Feature] <= node.Threshold ? node.Left : node.Right;
                }
                foreach (int n in path)
                {
                    sums[n] += leaves[~at];
                    counts[n]++;
                }
            }
        }
        var means = new float[nodes.Count];
        for (int i = nodes.Count - 1; i >= 0; i--)
            means[i] = counts[i] > 0 ? (float)(sums[i] / counts[i]) : 0;
        return means;
    }
}
