using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>A sum of regression trees as flat arrays. Immutable and thread-safe.</summary>
internal sealed class Forest
{
    private readonly Node[] _nodes;
    private readonly int[] _roots;

    /// <summary>An inner node: go left where the feature is at most the threshold; a child below zero is the leaf ~child of <see cref="_leaves"/>.</summary>
    internal readonly record struct Node(int Feature, float Threshold, int Left, int Right);

    private readonly float[] _leaves;
    // Mean value of the training rows that reached a node, for explanations.
    private readonly float[] _means;

    public Forest(int[] roots, Node[] nodes, float[] leaves, float[] means, double bias) =>
        ((_roots, _nodes, _leaves, _means, Bias), (_steps, _starts, _depths)) = ((roots, nodes, leaves, means, bias), LayOut(roots, nodes, leaves));

    /// <summary>Where a tree goes from here: to <paramref name="Next"/>, or <paramref name="Stride"/> further where the feature is above the threshold.</summary>
    private readonly record struct Step(int Feature, float Threshold, int Next, int Stride, float Value);

    private readonly Step[] _steps;
    private readonly int[] _starts, _depths;

    /// <summary>Added to every score.</summary>
    public double Bias { get; }

    public int Trees => _roots.Length;

    /// <summary>The raw score (log-odds) of a row of features.</summary>
    public double Score(ReadOnlySpan<float> row) => Score(row, 0, _roots.Length) + Bias;

    /// <summary>The raw score, or negative infinity as soon as the first quarter of the trees leaves no hope of reaching <paramref name="least"/>.</summary>
    public double ScoreUnlessHopeless(ReadOnlySpan<float> row, double least)
    {
        int quarter = _roots.Length / 16 * 4;
        double sum = Score(row, 0, quarter);
        return sum + Bias < least ? double.NegativeInfinity : sum + Score(row, quarter, _roots.Length) + Bias;
    }

    /// <summary>The trainer's sigmoid: the probability is the logistic function of this times the score.</summary>
    public const double Slope = 0.5;

    /// <summary>The probability of a row of features.</summary>
    public double Probability(ReadOnlySpan<float> row) => 1 / (1 + Math.Exp(-Slope * Score(row)));

    /// <summary>The probability with its odds squared, by which candidates are ranked and compared: multiplied, two such numbers punish one doubtful reading more than two fair ones.</summary>
    public double Sharp(ReadOnlySpan<float> row) => Sharp(Score(row));

    /// <summary>The same for a raw score.</summary>
    public static double Sharp(double score) => 1 / (1 + Math.Exp(-score));

    /// <summary>
    /// Four trees at a time, each step a load and an index without a branch that could be mispredicted; a tree that has reached its leaf stays there until the deepest of the four is done.
    /// </summary>
    private double Score(ReadOnlySpan<float> row, int from, int to)
    {
        double sum = 0;
        Step[] steps = _steps;
        int t = from;
        for (; t + 4 <= to; t += 4)
        {
            int a = _starts[t], b = _starts[t + 1], c = _starts[t + 2], d = _starts[t + 3];
            for (int depth = _depths[t / 4]; depth > 0; depth--)
            {
                ref readonly Step x = ref steps[a];
                ref readonly Step y = ref steps[b];
                ref readonly Step z = ref steps[c];
                ref readonly Step w = ref steps[d];
                a = x.Next + More(row[x.Feature], x.Threshold) * x.Stride;
                b = y.Next + More(row[y.Feature], y.Threshold) * y.Stride;
                c = z.Next + More(row[z.Feature], z.Threshold) * z.Stride;
                d = w.Next + More(row[w.Feature], w.Threshold) * w.Stride;
            }
            sum += (double)steps[a].Value + steps[b].Value + steps[c].Value + steps[d].Value;
        }
        for (; t < to; t++)
        {
            int a = _starts[t];
            while (steps[a].Stride != 0)
                a = steps[a].Next + More(row[steps[a].Feature], steps[a].Threshold) * steps[a].Stride;
            sum += steps[a].Value;
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int More(float value, float threshold) => value > threshold ? 1 : 0;

    /// <summary>Lays the trees out for scoring: the children of a node side by side, a leaf as a step onto itself.</summary>
    private static (Step[] Steps, int[] Starts, int[] Depths) LayOut(int[] roots, Node[] nodes, float[] leaves)
    {
        var steps = new List<Step>();
        var starts = new int[roots.Length];
        var depths = new int[(roots.Length + 3) / 4];
        var queue = new Queue<(int At, int Place, int Depth)>();
        for (int t = 0; t < roots.Length; t++)
        {
            starts[t] = steps.Count;
            steps.Add(default);
            queue.Enqueue((roots[t], starts[t], 0));
            while (queue.TryDequeue(out var next))
            {
                if (next.At < 0)
                {
                    steps[next.Place] = new Step(0, float.PositiveInfinity, next.Place, 0, leaves[~next.At]);
                    depths[t / 4] = Math.Max(depths[t / 4], next.Depth);
                    continue;
                }
                Node node = nodes[next.At];
                int children = steps.Count;
                steps.Add(default);
                steps.Add(default);
                steps[next.Place] = new Step(node.Feature, node.Threshold, children, 1, 0);
                queue.Enqueue((node.Left, children, next.Depth + 1));
                queue.Enqueue((node.Right, children + 1, next.Depth + 1));
            }
        }
        return ([.. steps], starts, depths);
    }

    /// <summary>Adds to each feature what it contributed to the score of a row: the change of the node's mean at every split on it (Saabas 2014).</summary>
    public void Explain(ReadOnlySpan<float> row, Span<double> contributions)
    {
        foreach (int root in _roots)
        {
            int at = root;
            while (at >= 0)
            {
                ref readonly Node node = ref _nodes[at];
                int next = row[node.Feature] <= node.Threshold ? node.Left : node.Right;
                double value = next >= 0 ? _means[next] : _leaves[~next];
                contributions[node.Feature] += value - _means[at];
                at = next;
            }
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Bias);
        writer.Write(_roots.Length);
        writer.Write(_nodes.Length);
        writer.Write(_leaves.Length);
        foreach (int root in _roots) writer.Write(root);
        foreach (Node node in _nodes) { writer.Write((byte)node.Feature); writer.Write(node.Threshold); writer.Write(node.Left); writer.Write(node.Right); }
        foreach (float leaf in _leaves) writer.Write(leaf);
        foreach (float mean in _means) writer.Write(mean);
    }

    public static Forest Read(BinaryReader reader)
    {
        double bias = reader.ReadDouble();
        int[] roots = new int[reader.ReadInt32()];
        var nodes = new Node[reader.ReadInt32()];
        var leaves = new float[reader.ReadInt32()];
        var means = new float[nodes.Length];
        for (int i = 0; i < roots.Length; i++) roots[i] = reader.ReadInt32();
        for (int i = 0; i < nodes.Length; i++) nodes[i] = new Node(reader.ReadByte(), reader.ReadSingle(), reader.ReadInt32(), reader.ReadInt32());
        for (int i = 0; i < leaves.Length; i++) leaves[i] = reader.ReadSingle();
        for (int i = 0; i < means.Length; i++) means[i] = reader.ReadSingle();
        return new Forest(roots, nodes, leaves, means, bias);
    }
}
