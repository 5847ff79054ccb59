using System.Runtime.CompilerServices;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Terminology;

/// <summary>
/// The values of each feature cut into bins at the thresholds of a forest, so that a row is a few dozen bytes and a node compares bytes. A value's bin is the number of thresholds below it, less 128.
/// Immutable and thread-safe.
/// </summary>
internal sealed class FeatureBins
{
    /// <summary>How many rows lie side by side in a batch.</summary>
    public const int Lanes = 32;

    private const int MaximumThresholds = 255;

    private readonly float[] _thresholds; // by feature, rising, each filled up with infinity to a multiple of eight
    private readonly int[] _starts;

    public FeatureBins(ReadOnlySpan<Forest.Node> nodes)
    {
        var byFeature = new List<SortedSet<float>>();
        foreach (Forest.Node node in nodes)
        {
            while (byFeature.Count <= node.Feature)
                byFeature.Add([]);
            byFeature[node.Feature].Add(node.Threshold);
        }
        var thresholds = new List<float>();
        _starts = new int[byFeature.Count + 1];
        for (int f = 0; f < byFeature.Count; f++)
        {
            if (byFeature[f].Count > MaximumThresholds)
                throw new InvalidDataException("too many thresholds of a feature");
            thresholds.AddRange(byFeature[f]);
            while (thresholds.Count % 8 != 0)
                thresholds.Add(float.PositiveInfinity);
            _starts[f + 1] = thresholds.Count;
        }
        _thresholds = [.. thresholds];
    }

    /// <summary>One more than the last feature with a threshold.</summary>
    public int Features => _starts.Length - 1;

    /// <summary>The greatest bin of the values that are not above a threshold.</summary>
    public sbyte Find(int feature, float threshold) =>
        (sbyte)(Array.BinarySearch(_thresholds, _starts[feature], _starts[feature + 1] - _starts[feature], threshold) - _starts[feature] - 128);

    /// <summary>Writes a row's bins into a batch: those of a feature side by side.</summary>
    /// <param name="row">The values.</param>
    /// <param name="lane">Number of the row in the batch.</param>
    /// <param name="batch">The batch: <see cref="Features"/> times <see cref="Lanes"/> bytes.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public unsafe void Put(ReadOnlySpan<float> row, int lane, Span<byte> batch)
    {
        if (row.Length < Features || (uint)lane >= Lanes || batch.Length < Features * Lanes)
            throw new ArgumentException("too short", nameof(row));
        fixed (float* thresholds = _thresholds, values = row)
        fixed (int* starts = _starts)
        fixed (byte* bins = batch)
        {
            for (int f = 0; f < Features; f++)
            {
                Vector256<float> value = Vector256.Create(values[f]);
                int bin = 0;
                for (int at = starts[f]; at < starts[f + 1]; at += 8)
                    bin += BitOperations.PopCount(Vector256.GreaterThan(value, Vector256.Load(thresholds + at)).ExtractMostSignificantBits());
                bins[f * Lanes + lane] = (byte)(bin - 128);
            }
        }
    }
}
