using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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

    private readonly FeatureBins _bins;
    private readonly Operation[] _operations;
    private readonly int[] _ends, _firstLeaf; // by tree: behind its last operation, its first leaf
    private readonly float[] _values; // of the leaves, tree by tree
    private readonly int _largest = 1; // leaves of the largest tree

    /// <summary>No trees: every score is 0.</summary>
    public static Forest Empty { get; } = new([], [], [], [], 0);

    public Forest(int[] roots, Node[] nodes, float[] leaves, float[] means, double bias)
    {
        (_roots, _nodes, _leaves, _means, Bias) = (roots, nodes, leaves, means, bias);
        _bins = new FeatureBins(nodes);
        foreach (int root in roots)
            _largest = Math.Max(_largest, CountLeaves(root));
        var operations = new List<Operation>(nodes.Length);
        var values = new List<float>(leaves.Length);
        (_ends, _firstLeaf) = (new int[roots.Length], new int[roots.Length]);
        for (int t = 0; t < roots.Length; t++)
        {
            _firstLeaf[t] = values.Count;
            LayOut(roots[t], operations, operations.Count, values, values.Count);
            _ends[t] = operations.Count;
        }
        (_operations, _values) = ([.. operations], [.. values]);
    }

    /// <summary>
    /// An inner node as a step of the evaluation of its tree from the leaves up: of two numbers of leaves, that of the right child where the feature's bin is above the threshold.
    /// Left and right are the places of vectors: of the numbers of the leaves, and behind them of the results of the tree's operations. All places are in bytes.
    /// </summary>
    private readonly record struct Operation(ushort Column, ushort Left, ushort Right, sbyte Threshold);

    /// <summary>Added to every score.</summary>
    public double Bias { get; }

    public int Trees => _roots.Length;

    /// <summary>How many rows are scored together.</summary>
    public const int Lanes = FeatureBins.Lanes;

    /// <summary>Bytes that <see cref="Put"/> and <see cref="Score(ReadOnlySpan{byte}, int, int, Span{double})"/> need for <see cref="Lanes"/> rows.</summary>
    public int BatchSize => _bins.Features * Lanes;

    /// <summary>The first quarter of the trees, after which a hopeless row can be told.</summary>
    public int Quarter => _roots.Length / 16 * 4;

    /// <summary>The raw score (log-odds) of a row of features.</summary>
    public double Score(ReadOnlySpan<float> row) => Score(row, 0, _roots.Length) + Bias;

    /// <summary>Puts a row among the <see cref="Lanes"/> that are scored together.</summary>
    public void Put(ReadOnlySpan<float> row, int lane, Span<byte> batch) => _bins.Put(row, lane, batch);

    /// <summary>
    /// Sums some of the trees, without the bias, for all rows of a batch at once: features are bytes, the bins between the thresholds, so that one instruction compares a node with all rows;
    /// every tree is evaluated from its leaves up, without a branch. The sums are the same to the bit as those of single rows.
    /// </summary>
    /// <param name="batch">The rows, see <see cref="Put"/>.</param>
    /// <param name="from">First tree, a multiple of four.</param>
    /// <param name="to">Tree behind the last.</param>
    /// <param name="sums">Receives the sums.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Score(ReadOnlySpan<byte> batch, int from, int to, Span<double> sums)
    {
        if (batch.Length < BatchSize || sums.Length < Lanes || from < 0 || to > Trees)
            throw new ArgumentException("too short", nameof(batch));
        // The numbers of the leaves, then the results of the operations of a tree: a vector each.
        int largest = _largest;
        byte* slots = stackalloc byte[(2 * largest - 1) * Lanes];
        byte* results = slots + largest * Lanes;
        for (int leaf = 0; leaf < largest; leaf++)
            Vector256.Create((byte)leaf).Store(slots + leaf * Lanes);
        float* group = stackalloc float[Lanes];
        sums[..Lanes].Clear();
        fixed (byte* columns = batch)
        fixed (Operation* operations = _operations)
        fixed (float* values = _values)
        {
            int at = from > 0 ? _ends[from - 1] : 0;
            for (int t = from; t < to;)
            {
                Vector256<float> a = default, b = default, c = default, d = default;
                for (int end = to - t >= 4 ? t + 4 : t + 1; t < end; t++)
                {
                    byte* result = results;
                    Vector256<byte> chosen = default;
                    for (int last = _ends[t]; at < last; at++)
                    {
                        Operation* o = operations + at;
                        Vector256<sbyte> above = Vector256.GreaterThan(Vector256.Load((sbyte*)columns + o->Column), Vector256.Create(o->Threshold));
                        chosen = Vector256.ConditionalSelect(above.AsByte(), Vector256.Load(slots + o->Right), Vector256.Load(slots + o->Left));
                        chosen.Store(result);
                        result += Lanes;
                    }
                    float* own = values + _firstLeaf[t];
                    a += Leaves(own, chosen, 0);
                    b += Leaves(own, chosen, 1);
                    c += Leaves(own, chosen, 2);
                    d += Leaves(own, chosen, 3);
                }
                a.Store(group);
                b.Store(group + 8);
                c.Store(group + 16);
                d.Store(group + 24);
                for (int lane = 0; lane < Lanes; lane++)
                    sums[lane] += group[lane];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<float> Leaves(float* values, Vector256<byte> chosen, int part)
    {
        ulong eight = chosen.AsUInt64().GetElement(part);
        if (Avx2.IsSupported)
            return Avx2.GatherVector256(values, Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(eight).AsByte()), 4);
        return Vector256.Create(values[(byte)eight], values[(byte)(eight >> 8)], values[(byte)(eight >> 16)], values[(byte)(eight >> 24)],
            values[(byte)(eight >> 32)], values[(byte)(eight >> 40)], values[(byte)(eight >> 48)], values[(byte)(eight >> 56)]);
    }

    /// <summary>The trainer's sigmoid: the probability is the logistic function of this times the score.</summary>
    public const double Slope = 0.5;

    /// <summary>The probability of a row of features.</summary>
    public double Probability(ReadOnlySpan<float> row) => 1 / (1 + Math.Exp(-Slope * Score(row)));

    /// <summary>The probability with its odds squared, by which candidates are ranked and compared: multiplied, two such numbers punish one doubtful reading more than two fair ones.</summary>
    public double Sharp(ReadOnlySpan<float> row) => Sharp(Score(row));

    /// <summary>The same for a raw score.</summary>
    public static double Sharp(double score) => 1 / (1 + Math.Exp(-score));

    /// <summary>One row, tree by tree; summed in the same groups of four as a batch, so that both agree to the bit.</summary>
    private double Score(ReadOnlySpan<float> row, int from, int to)
    {
        double sum = 0;
        for (int t = from; t < to;)
        {
            float group = 0;
            for (int end = to - t >= 4 ? t + 4 : t + 1; t < end; t++)
            {
                int at = _roots[t];
                while (at >= 0)
                {
                    ref readonly Node node = ref _nodes[at];
                    at = row[node.Feature] > node.Threshold ? node.Right : node.Left;
                }
                group += _leaves[~at];
            }
            sum += group;
        }
        return sum;
    }

    /// <summary>Visits trees of one split: feature, threshold, values at most and above it; a tree without a split as feature -1 with its value.</summary>
    public void ForEachStump(Action<int, float, float, float> visit)
    {
        foreach (int root in _roots)
        {
            if (root < 0)
                visit(-1, 0, _leaves[~root], 0);
            else if (_nodes[root] is var node && node.Left < 0 && node.Right < 0)
                visit(node.Feature, node.Threshold, _leaves[~node.Left], _leaves[~node.Right]);
            else
                throw new InvalidDataException("a tree of more than one split");
        }
    }

    private int CountLeaves(int at) => at < 0 ? 1 : CountLeaves(_nodes[at].Left) + CountLeaves(_nodes[at].Right);

    /// <summary>Lays a tree out for scoring from its leaves up.</summary>
    /// <returns>The place of the vector that stands for the node.</returns>
    private ushort LayOut(int at, List<Operation> operations, int firstOperation, List<float> values, int firstLeaf)
    {
        if (at < 0)
        {
            values.Add(_leaves[~at]);
            return (ushort)((values.Count - 1 - firstLeaf) * Lanes);
        }
        Node node = _nodes[at];
        ushort left = LayOut(node.Left, operations, firstOperation, values, firstLeaf), right = LayOut(node.Right, operations, firstOperation, values, firstLeaf);
        operations.Add(new Operation((ushort)(node.Feature * Lanes), left, right, _bins.Find(node.Feature, node.Threshold)));
        return (ushort)((_largest + operations.Count - 1 - firstOperation) * Lanes);
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

    public static Forest Read(ref ModelReader reader) => Read(ref reader, TermFeatures.SecondStage);

    /// <summary>Reads trees that look at so many features.</summary>
    public static Forest Read(ref ModelReader reader, int features)
    {
        double bias = reader.ReadDouble();
        int trees = reader.ReadInt32(), inner = reader.ReadInt32(), outer = reader.ReadInt32();
        ReadOnlySpan<byte> bytes = reader.ReadBytes(4L * trees);
        var roots = new int[trees];
        for (int i = 0; i < roots.Length; i++)
            roots[i] = BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * i)..]);
        bytes = reader.ReadBytes(13L * inner);
        var nodes = new Node[inner];
        for (int i = 0; i < nodes.Length; i++)
        {
            ReadOnlySpan<byte> at = bytes.Slice(13 * i, 13);
            if (at[0] >= features)
                throw new InvalidDataException("no such feature");
            nodes[i] = new Node(at[0], BinaryPrimitives.ReadSingleLittleEndian(at[1..]), BinaryPrimitives.ReadInt32LittleEndian(at[5..]), BinaryPrimitives.ReadInt32LittleEndian(at[9..]));
        }
        // Children stand behind their parents, so that no damaged file leads in a circle.
        for (int i = 0; i < nodes.Length; i++)
        {
            if (!Sound(nodes[i].Left, i) || !Sound(nodes[i].Right, i))
                throw new InvalidDataException("a child that stands before its parent");
        }
        return new Forest(roots, nodes, Floats(reader.ReadBytes(4L * outer)), Floats(reader.ReadBytes(4L * inner)), bias);
    }

    private static bool Sound(int child, int parent) => child < 0 || child > parent;

    private static float[] Floats(ReadOnlySpan<byte> bytes)
    {
        var values = new float[bytes.Length / 4];
        for (int i = 0; i < values.Length; i++)
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * i)..]);
        return values;
    }
}
