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
        (_roots, _nodes, _leaves, _means, Bias) = (roots, nodes, leaves, means, bias);

    /// <summary>Added to every score.</summary>
    public double Bias { get; }

    public int Trees => _roots.Length;

    /// <summary>The raw score (log-odds) of a row of features.</summary>
    public double Score(ReadOnlySpan<float> row) => Score(row, 0, _roots.Length) + Bias;

    /// <summary>The probability of a row of features.</summary>
    public double Probability(ReadOnlySpan<float> row) => 1 / (1 + Math.Exp(-Score(row)));

    private double Score(ReadOnlySpan<float> row, int from, int to)
    {
        double sum = 0;
        Node[] nodes = _nodes;
        for (int t = from; t < to; t++)
        {
            int at = _roots[t];
            while (at >= 0)
            {
                ref readonly Node node = ref nodes[at];
                at = row[node.Feature] <= node.Threshold ? node.Left : node.Right;
            }
            sum += _leaves[~at];
        }
        return sum;
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
