using System.Security.Cryptography;

namespace Terminology;

/// <summary>
/// The learned model of termhood: a gate that stops hopeless strings, a first stage over string and contexts, and a second that also sees the first one's scores of
/// the candidates that contain, are contained in or cross this one; for two targets (term of either tier, term of the first tier). Immutable and thread-safe.
/// </summary>
public sealed class TermhoodModel
{
    private const int FormatVersion = 2;

    private static ReadOnlySpan<byte> Magic => "TTHM"u8;

    internal TermhoodModel(TargetShares shares, SieveModel? sieve, Forest? gate, double gateThreshold, Forest first, Forest term, Forest main, Calibration calibration) =>
        (Shares, Sieve, Gate, GateThreshold, First, Term, Main, Calibration) = (shares, sieve, gate, gateThreshold, first, term, main, calibration);

    internal TermhoodModel(LogLinearModel linear, TargetShares shares)
        : this(shares, null, null, double.NegativeInfinity, Forest.Empty, Forest.Empty, Forest.Empty, new Calibration([0, 1], [0, 1])) => Linear = linear;

    /// <summary>The weighted sum that judges alone, or null where the forests do.</summary>
    internal LogLinearModel? Linear { get; }

    internal TargetShares Shares { get; }

    /// <summary>Leaves out sequences before they are counted, or null.</summary>
    internal SieveModel? Sieve { get; }

    internal Forest? Gate { get; }

    /// <summary>Log-odds below which the gate stops a candidate.</summary>
    internal double GateThreshold { get; }

    internal Forest First { get; }

    internal Forest Term { get; }

    internal Forest Main { get; }

    /// <summary>Maps the product of both probabilities to the share of terms among candidates with such a product: rising points, straight between them.</summary>
    internal Calibration Calibration { get; }

    /// <summary>The model that comes with the library.</summary>
    public static TermhoodModel Default => DefaultHolder.Value;

    /// <summary>
    /// The transparent fallback: termhood is the logistic function of a weighted sum of some forty readable quantities of one candidate, and <see cref="TermExtractor.Explain"/> shows every weight.
    /// No trees, no joint choice between overlapping readings; clearly behind <see cref="Default"/>. Part of the library: it is not written to files.
    /// </summary>
    public static TermhoodModel LogLinear => LogLinearHolder.Value;

    private static class LogLinearHolder
    {
        public static readonly TermhoodModel Value = new(LogLinearModel.Default, Default.Shares);
    }

    private static class DefaultHolder
    {
        public static readonly TermhoodModel Value = Load();

        private static TermhoodModel Load()
        {
            using Stream stream = typeof(TermhoodModel).Assembly.GetManifestResourceStream("termhood.bin") ?? throw Throw.BadResource("termhood model");
            return Read(stream);
        }
    }

    /// <summary>Writes the model to a file: to a temporary one beside it, then moved into place.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <exception cref="NotSupportedException">It is <see cref="LogLinear"/>.</exception>
    public void Write(string path) => AtomicFile.Write(path, Write);

    /// <summary>Reads a model from a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TerminologyFormatException">It is not a model of this version (TRM0002).</exception>
    public static TermhoodModel Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream);
    }

    /// <summary>Writes the model in its compact form.</summary>
    /// <param name="stream">Where to; stays open.</param>
    /// <exception cref="NotSupportedException">It is <see cref="LogLinear"/>.</exception>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        if (Gate is null)
            throw Throw.UnwrittenModel();
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        WriteContent(writer);
    }

    /// <summary>SHA-256 of the model's content in hexadecimal.</summary>
    internal string Identity => _identity ??= Hash();

    private string? _identity;

    private string Hash()
    {
        if (Gate is null)
            return "log-linear";
        using var sha = SHA256.Create();
        using (var hashing = new CryptoStream(Stream.Null, sha, CryptoStreamMode.Write))
        using (var buffered = new BufferedStream(hashing, 1 << 16))
        using (var writer = new BinaryWriter(buffered))
            WriteContent(writer);
        return Convert.ToHexStringLower(sha.Hash!);
    }

    private void WriteContent(BinaryWriter writer)
    {
        writer.Write(FormatVersion);
        writer.Write(TermFeatures.SecondStage);
        writer.Write(Sieve is not null);
        if (Sieve is not null)
        {
            Sieve.Stumps.Write(writer);
            writer.Write(Sieve.Threshold);
        }
        Gate!.Write(writer);
        writer.Write(GateThreshold);
        First.Write(writer);
        Term.Write(writer);
        Main.Write(writer);
        Calibration.Write(writer);
        Shares.Write(writer);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="stream">From where; stays open.</param>
    /// <exception cref="TerminologyFormatException">It is not a model of this version (TRM0002).</exception>
    public static TermhoodModel Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        try
        {
            return Parse(stream);
        }
        catch (Exception e) when (e is EndOfStreamException or InvalidDataException or IndexOutOfRangeException or OverflowException or ArgumentException or OutOfMemoryException)
        {
            throw Throw.BadModel();
        }
    }

    private static TermhoodModel Parse(Stream stream)
    {
        using var memory = new MemoryStream(stream.CanSeek ? (int)Math.Min(int.MaxValue, stream.Length - stream.Position) : 0);
        stream.CopyTo(memory);
        var reader = new ModelReader(memory.GetBuffer().AsSpan(0, (int)memory.Length));
        if (!reader.ReadBytes(4).SequenceEqual(Magic) || reader.ReadInt32() != FormatVersion || reader.ReadInt32() != TermFeatures.SecondStage)
            throw new InvalidDataException();
        SieveModel? sieve = reader.ReadByte() != 0 ? new SieveModel(Forest.Read(ref reader), reader.ReadDouble()) : null;
        Forest gate = Forest.Read(ref reader);
        double threshold = reader.ReadDouble();
        Forest first = Forest.Read(ref reader), term = Forest.Read(ref reader), main = Forest.Read(ref reader);
        Calibration calibration = Calibration.Read(ref reader);
        return new TermhoodModel(TargetShares.Read(ref reader), sieve, gate, threshold, first, term, main, calibration);
    }
}

/// <summary>A rising piecewise linear map from a score to a probability.</summary>
internal sealed class Calibration(double[] scores, double[] probabilities)
{
    public double Apply(double score)
    {
        int i = Array.BinarySearch(scores, score);
        if (i >= 0) return probabilities[i];
        i = ~i;
        if (i == 0) return probabilities[0] * (scores[0] > 0 ? score / scores[0] : 1);
        if (i == scores.Length) return probabilities[^1];
        double t = (score - scores[i - 1]) / (scores[i] - scores[i - 1]);
        return probabilities[i - 1] + t * (probabilities[i] - probabilities[i - 1]);
    }

    /// <summary>The best rising fit (pool adjacent violators) to labelled scores, made strictly rising so that no two ranks fall together.</summary>
    public static Calibration Fit(double[] values, double[] labels, int points = 60)
    {
        double[] x = [.. values], y = [.. labels];
        Array.Sort(x, y);
        var sums = new List<(double X, double Y, int N)>();
        int size = Math.Max(1, x.Length / 2000);
        for (int i = 0; i < x.Length; i += size)
        {
            int n = Math.Min(size, x.Length - i);
            double sx = 0, sy = 0;
            for (int k = i; k < i + n; k++) { sx += x[k]; sy += y[k]; }
            sums.Add((sx, sy, n));
            while (sums.Count > 1 && sums[^1].Y / sums[^1].N <= sums[^2].Y / sums[^2].N)
            {
                var (a, b) = (sums[^2], sums[^1]);
                sums.RemoveRange(sums.Count - 2, 2);
                sums.Add((a.X + b.X, a.Y + b.Y, a.N + b.N));
            }
        }
        var xs = new List<double> { 0 };
        var ys = new List<double> { 0 };
        int step = Math.Max(1, sums.Count / points);
        for (int i = 0; i < sums.Count; i += i + step < sums.Count || i == sums.Count - 1 ? step : sums.Count - 1 - i)
        {
            double px = sums[i].X / sums[i].N, py = Math.Min(.995, (sums[i].Y + .01) / (sums[i].N + .02));
            if (px > xs[^1] && py > ys[^1]) { xs.Add(px); ys.Add(py); }
        }
        xs.Add(Math.Max(1.0000001, xs[^1] + 1e-9));
        ys.Add(.999);
        return new Calibration([.. xs], [.. ys]);
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(scores.Length);
        for (int i = 0; i < scores.Length; i++) { writer.Write(scores[i]); writer.Write(probabilities[i]); }
    }

    public static Calibration Read(ref ModelReader reader)
    {
        int n = reader.ReadInt32();
        double[] x = new double[n], y = new double[n];
        for (int i = 0; i < n; i++) { x[i] = reader.ReadDouble(); y[i] = reader.ReadDouble(); }
        return new Calibration(x, y);
    }
}
