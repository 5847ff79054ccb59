using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>
/// What the background says of a token sequence: how often it occurs, in how many documents, and for either side the largest share of one
/// neighbour, the number of neighbours and the share of borders (punctuation, function words). Held in eight bytes; the decoded values are approximate.
/// </summary>
internal readonly record struct GramStatistics(byte CountCode, byte DocumentCode, ushort Left, ushort Right)
{
    private static readonly float[] s_counts = Table(code => code < 32 ? code : 32 * Math.Exp((code - 32) / 24.0), 256);
    private static readonly float[] s_logs = Table(code => Math.Log(s_counts[code] + 1), 256);
    private static readonly float[] s_shares = Table(code => code / 63.0 * (code / 63.0), 64);

    public bool Exists => CountCode != 0;

    public float Count => s_counts[CountCode];

    /// <summary>ln(count + 1).</summary>
    public float LogCount => s_logs[CountCode];

    public float Documents => s_counts[DocumentCode];

    public float LeftLargest => s_shares[Left & 63];

    public float LeftBorders => s_shares[Left >> 6 & 63];

    /// <summary>ln(neighbours + 1).</summary>
    public float LeftKinds => (Left >> 12) * (2f / 3);

    public float RightLargest => s_shares[Right & 63];

    public float RightBorders => s_shares[Right >> 6 & 63];

    public float RightKinds => (Right >> 12) * (2f / 3);

    public static GramStatistics Encode(int count, int documents, int leftLargest, int leftKinds, int leftBorders, int rightLargest, int rightKinds, int rightBorders) =>
        new(EncodeCount(count), EncodeCount(documents), EncodeSide(count, leftLargest, leftKinds, leftBorders), EncodeSide(count, rightLargest, rightKinds, rightBorders));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte EncodeCount(int count) =>
        count < 32 ? (byte)count : (byte)Math.Min(255, (int)Math.Round(32 + 24 * Math.Log(count / 32.0)));

    private static ushort EncodeSide(int count, int largest, int kinds, int borders)
    {
        int share = (int)Math.Round(63 * Math.Sqrt((double)largest / count));
        int border = (int)Math.Round(63 * Math.Sqrt((double)borders / count));
        int kind = Math.Min(15, (int)Math.Round(1.5 * Math.Log(kinds + 1)));
        return (ushort)(share | border << 6 | kind << 12);
    }

    private static float[] Table(Func<int, double> value, int size)
    {
        var table = new float[size];
        for (int i = 0; i < size; i++)
            table[i] = (float)value(i);
        return table;
    }
}
