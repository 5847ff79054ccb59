using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Terminology;

/// <summary>What fills a sieve for the search: it is asked for some tokens at a time, from the first on.</summary>
internal interface ISieveSource
{
    /// <summary>The sieve, or null where all candidates are wanted.</summary>
    CandidateSieve? Sieve { get; }

    /// <summary>Fills the sieve for some tokens of the document.</summary>
    /// <param name="from">The first one.</param>
    /// <param name="to">Behind the last one.</param>
    /// <param name="links">By token of the document: receives how closely the next one is linked to it, see <see cref="CandidateSpans.Links"/>.</param>
    void FillSieve(int from, int to, Span<short> links);
}

/// <summary>
/// What the search for candidates has to know to leave out hopeless sequences before they are even counted: a sum of parts, of which most belong to one token or one pair of tokens
/// and are known before the search begins. Filled for some tokens of a document at a time.
/// </summary>
internal sealed class CandidateSieve
{
    /// <summary>Free places behind the tokens, so that several can be read at once.</summary>
    private const int Padding = 32;

    /// <summary>The token of the document to which the first place belongs.</summary>
    public int From { get; private set; }

    /// <summary>By token: what it adds as the first and as the last one; negative infinity where no candidate ends.</summary>
    public float[] First = [], Last = [];

    /// <summary>What a token and the one behind it add as the first two; and, by the second of them, what the two add as the last two.</summary>
    public float[] FirstTwo = [], LastTwo = [];

    /// <summary>By token: 255 less the step of its link to the token before, and of its own share of terms; the lowest steps of a sequence count, so the greatest of these numbers.</summary>
    public byte[] Link = [], Share = [];

    /// <summary>By token: the position behind it.</summary>
    public int[] End = [];

    /// <summary>What the greatest of these numbers add: 256 each.</summary>
    public required float[] LinkValues { get; init; }

    public required float[] ShareValues { get; init; }

    /// <summary>What the length adds: by tokens less one, and by characters, with negative infinity for lengths that no candidate has.</summary>
    public required float[] TokenValues { get; init; }

    public required float[] CharacterValues { get; init; }

    /// <summary>What a single token adds in place of its pairs.</summary>
    public required float Single { get; init; }

    /// <summary>A sequence with a lower sum is left out.</summary>
    public required float Threshold { get; init; }

    /// <summary>Begins anew with some tokens of a document.</summary>
    public void Begin(int from, int tokens)
    {
        From = from;
        if (First.Length < tokens + Padding)
            Allocate(tokens);
        Array.Fill(End, int.MaxValue, tokens, Padding);
    }

    private void Allocate(int tokens)
    {
        int size = tokens + tokens / 4 + Padding;
        (First, Last, FirstTwo, LastTwo, Link, Share, End) = (new float[size], new float[size], new float[size], new float[size], new byte[size], new byte[size], new int[size]);
    }

    /// <summary>The sum of one sequence, places i to j.</summary>
    public float Of(int i, int j, int characters, byte share, byte link) =>
        First[i] + Last[j] + ShareValues[share] + TokenValues[j - i] + CharacterValues[characters] + (j == i ? Single : FirstTwo[i] + LastTwo[j] + LinkValues[link]);

    /// <summary>Which of the sequences that begin with a token have a sum of at least the threshold, all lengths at once; the sums are those of <see cref="Of"/> to the bit.</summary>
    /// <param name="i">Its place.</param>
    /// <param name="most">Tokens of the longest sequence; more than 16 only where <see cref="Of"/> decides.</param>
    /// <param name="start">Where the token begins.</param>
    /// <returns>Bit n: n + 1 tokens. Bits from <paramref name="most"/> on mean nothing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Passing(int i, int most, int start)
    {
        ref byte share = ref MemoryMarshal.GetArrayDataReference(Share), link = ref MemoryMarshal.GetArrayDataReference(Link);
        Vector128<byte> shares = RunningMaximum(Vector128.LoadUnsafe(ref share, (nuint)i));
        Vector128<byte> links = RunningMaximum(Vector128.LoadUnsafe(ref link, (nuint)i).WithElement(0, (byte)0));
        uint passing = Passing(i, 0, start, shares.AsUInt64().GetElement(0), links.AsUInt64().GetElement(0));
        if (most > 8)
            passing |= Passing(i, 8, start, shares.AsUInt64().GetElement(1), links.AsUInt64().GetElement(1)) << 8;
        if (most > 16)
            passing |= PassingLong(i, most, start, shares.GetElement(15), links.GetElement(15));
        return passing;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint Passing(int i, int from, int start, ulong shares, ulong links)
    {
        nuint j = (nuint)(i + from);
        Vector256<int> characters = Vector256.Min(Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(End), j) - Vector256.Create(start), Vector256.Create(CandidateFinder.MaximumCharacters + 1));
        Vector256<float> sum = Vector256.Create(First[i]) + Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(Last), j);
        sum += Gather(ShareValues, shares);
        sum += Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(TokenValues), (nuint)from);
        sum += Gather(CharacterValues, characters);
        Vector256<float> two = Vector256.Create(FirstTwo[i]) + Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(LastTwo), j);
        two += Gather(LinkValues, links);
        if (from == 0)
            two = two.WithElement(0, Single);
        return Vector256.GreaterThanOrEqual(sum + two, Vector256.Create(Threshold)).ExtractMostSignificantBits();
    }

    private uint PassingLong(int i, int most, int start, byte share, byte link)
    {
        uint passing = 0;
        for (int n = 16; n < most; n++)
        {
            int j = i + n, characters = End[j] - start;
            if (characters > CandidateFinder.MaximumCharacters)
                break;
            (share, link) = (Math.Max(share, Share[j]), Math.Max(link, Link[j]));
            if (Of(i, j, characters, share, link) >= Threshold)
                passing |= 1u << n;
        }
        return passing;
    }

    /// <summary>Each byte becomes the greatest of those up to it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> RunningMaximum(Vector128<byte> v)
    {
        v = Vector128.Max(v, Up(v, 1));
        v = Vector128.Max(v, Up(v, 2));
        v = Vector128.Max(v, Up(v, 4));
        return Vector128.Max(v, Up(v, 8));
    }

    /// <summary>Moves the bytes up; zeros follow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<byte> Up(Vector128<byte> v, [ConstantExpected] byte places)
    {
        if (Sse2.IsSupported)
            return Sse2.ShiftLeftLogical128BitLane(v, places);
        ulong low = v.AsUInt64().GetElement(0), high = v.AsUInt64().GetElement(1);
        return (places == 8 ? Vector128.Create(0UL, low) : Vector128.Create(low << (8 * places), high << (8 * places) | low >> (64 - 8 * places))).AsByte();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Gather(float[] values, ulong places)
    {
        if (Avx2.IsSupported)
            return Gather(values, Avx2.ConvertToVector256Int32(Vector128.CreateScalarUnsafe(places).AsByte()));
        return Vector256.Create(values[(byte)places], values[(byte)(places >> 8)], values[(byte)(places >> 16)], values[(byte)(places >> 24)],
            values[(byte)(places >> 32)], values[(byte)(places >> 40)], values[(byte)(places >> 48)], values[(byte)(places >> 56)]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Vector256<float> Gather(float[] values, Vector256<int> places)
    {
        if (Avx2.IsSupported)
        {
            fixed (float* at = values)
                return Avx2.GatherVector256(at, places, 4);
        }
        return Vector256.Create(values[places.GetElement(0)], values[places.GetElement(1)], values[places.GetElement(2)], values[places.GetElement(3)],
            values[places.GetElement(4)], values[places.GetElement(5)], values[places.GetElement(6)], values[places.GetElement(7)]);
    }
}
