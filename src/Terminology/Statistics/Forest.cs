using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
        ((_roots, _nodes, _leaves, _means, Bias), (_steps, _starts, _depths, _width)) = ((roots, nodes, leaves, means, bias), LayOut(roots, nodes, leaves));

    /// <summary>No trees: every score is 0.</summary>
    public static Forest Empty { get; } = new([], [], [], [], 0);

    /// <summary>Where a tree goes from here: to <paramref name="Next"/>, or one further where the feature is above the threshold; a leaf's is infinite, so that it leads to itself.</summary>
    private readonly record struct Step(int Column, float Threshold, int Next, float Value)
    {
        public int Feature => (int)((uint)Column / Lanes);
    }

    private readonly Step[] _steps;
    private readonly int[] _starts, _depths; // by tree
    private readonly int _width; // features needed

    /// <summary>Added to every score.</summary>
    public double Bias { get; }

    public int Trees => _roots.Length;

    /// <summary>The raw score (log-odds) of a row of features.</summary>
    public double Score(ReadOnlySpan<float> row) => Score(row, 0, _roots.Length) + Bias;

    /// <summary>How many rows <see cref="Score(ReadOnlySpan{float}, int, int, Span{double})"/> takes at a time.</summary>
    public const int Lanes = 8;

    /// <summary>The first quarter of the trees, after which a hopeless row can be told.</summary>
    public int Quarter => _roots.Length / 16 * 4;

    /// <summary>Puts a row among the <see cref="Lanes"/> that are scored together.</summary>
    public static void Transpose(ReadOnlySpan<float> row, int lane, Span<float> columns)
    {
        for (int k = 0; k < row.Length; k++)
            columns[k * Lanes + lane] = row[k];
    }

    /// <summary>
    /// Sums some of the trees, without the bias, for eight rows at once: a tree then stays in the first-level cache, and eight independent walks hide each other's latency.
    /// The sums are the same to the bit as those of single rows.
    /// </summary>
    /// <param name="columns">The rows, see <see cref="Transpose"/>.</param>
    /// <param name="from">First tree, a multiple of four.</param>
    /// <param name="to">Tree behind the last.</param>
    /// <param name="sums">Receives the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Score(ReadOnlySpan<float> columns, int from, int to, Span<double> sums)
    {
        if (columns.Length < _width * Lanes || sums.Length < Lanes)
            throw new ArgumentException("too short", nameof(columns));
        sums[..Lanes].Clear();
        Span<double> group = stackalloc double[Lanes];
        ref Step steps = ref MemoryMarshal.GetArrayDataReference(_steps);
        ref float values = ref MemoryMarshal.GetReference(columns);
        for (int t = from; t < to;)
        {
            group.Clear();
            for (int end = to - t >= 4 ? t + 4 : t + 1; t < end; t++)
            {
                nint a = _starts[t], b = a, c = a, d = a, e = a, f = a, g = a, h = a;
                for (int depth = _depths[t]; depth > 0; depth--)
                {
                    a = Next(ref steps, ref values, a, 0);
                    b = Next(ref steps, ref values, b, 1);
                    c = Next(ref steps, ref values, c, 2);
                    d = Next(ref steps, ref values, d, 3);
                    e = Next(ref steps, ref values, e, 4);
                    f = Next(ref steps, ref values, f, 5);
                    g = Next(ref steps, ref values, g, 6);
                    h = Next(ref steps, ref values, h, 7);
                }
                group[0] += Unsafe.Add(ref steps, a).Value;
                group[1] += Unsafe.Add(ref steps, b).Value;
                group[2] += Unsafe.Add(ref steps, c).Value;
                group[3] += Unsafe.Add(ref steps, d).Value;
                group[4] += Unsafe.Add(ref steps, e).Value;
                group[5] += Unsafe.Add(ref steps, f).Value;
                group[6] += Unsafe.Add(ref steps, g).Value;
                group[7] += Unsafe.Add(ref steps, h).Value;
            }
            for (int lane = 0; lane < Lanes; lane++)
                sums[lane] += group[lane];
        }
    }

    // The tree's layout and the check of the width above keep every index inside its array.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static nint Next(ref Step steps, ref float values, nint at, int lane)
    {
        ref Step step = ref Unsafe.Add(ref steps, at);
        return (nint)(uint)(step.Next + More(Unsafe.Add(ref Unsafe.Add(ref values, (nint)(uint)step.Column), lane), step.Threshold));
    }

    /// <summary>The trainer's sigmoid: the probability is the logistic function of this times the score.</summary>
    public const double Slope = 0.5;

    /// <summary>The probability of a row of features.</summary>
    public double Probability(ReadOnlySpan<float> row) => 1 / (1 + Math.Exp(-Slope * Score(row)));

    /// <summary>The probability with its odds squared, by which candidates are ranked and compared: multiplied, two such numbers punish one doubtful reading more than two fair ones.</summary>
    public double Sharp(ReadOnlySpan<float> row) => Sharp(Score(row));

    /// <summary>The same for a raw score.</summary>
    public static double Sharp(double score) => 1 / (1 + Math.Exp(-score));

    /// <summary>One row, tree by tree; summed in the same groups of four as eight rows at once, so that both agree to the bit.</summary>
    private double Score(ReadOnlySpan<float> row, int from, int to)
    {
        double sum = 0;
        Step[] steps = _steps;
        for (int t = from; t < to;)
        {
            double group = 0;
            for (int end = to - t >= 4 ? t + 4 : t + 1; t < end; t++)
            {
                int at = _starts[t];
                for (int depth = _depths[t]; depth > 0; depth--)
                {
                    ref readonly Step step = ref steps[at];
                    at = step.Next + More(row[step.Feature], step.Threshold);
                }
                group += steps[at].Value;
            }
            sum += group;
        }
        return sum;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int More(float value, float threshold) => value > threshold ? 1 : 0;

    /// <summary>Lays the trees out for scoring: the children of a node side by side, a leaf as a step onto itself.</summary>
    private static (Step[] Steps, int[] Starts, int[] Depths, int Width) LayOut(int[] roots, Node[] nodes, float[] leaves)
    {
        var steps = new List<Step>();
        var starts = new int[roots.Length];
        var depths = new int[roots.Length];
        int width = 1;
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
                    steps[next.Place] = new Step(0, float.PositiveInfinity, next.Place, leaves[~next.At]);
                    depths[t] = Math.Max(depths[t], next.Depth);
                    continue;
                }
                Node node = nodes[next.At];
                int children = steps.Count;
                steps.Add(default);
                steps.Add(default);
                steps[next.Place] = new Step(node.Feature * Lanes, node.Threshold, children, 0);
                width = Math.Max(width, node.Feature + 1);
                queue.Enqueue((node.Left, children, next.Depth + 1));
                queue.Enqueue((node.Right, children + 1, next.Depth + 1));
            }
        }
        return ([.. steps], starts, depths, width);
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
