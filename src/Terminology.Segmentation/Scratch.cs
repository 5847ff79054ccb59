using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Terminology.Segmentation;

/// <summary>
/// Working memory of one thread, reused from call to call so that segmenting allocates nothing. The columns hold one entry for each
/// character of the piece of text in work and stay where they are in memory, so that the inner loops can use plain pointers.
/// </summary>
internal sealed unsafe class Scratch
{
    /// <summary>Columns longer than this are given back after use.</summary>
    private const int KeptLength = 1 << 16;

    /// <summary>How many entries behind the last character are readable.</summary>
    private const int Padding = 8;

    [ThreadStatic]
    private static Scratch? t_instance;

    private object?[] _owners = [];

    private Scratch() => Allocate(1024);

    internal static Scratch Current => t_instance ??= new Scratch();

    /// <summary>How many characters the columns have room for.</summary>
    internal int Length { get; private set; }

    /// <summary>Character codes, with three sentinels behind the last.</summary>
    internal ushort* Codes { get; private set; }

    /// <summary>Weight of the word of one character at each place.</summary>
    internal double* SingleWeights { get; private set; }

    /// <summary>The cell to look at for the word of two characters at each place, 0 for none.</summary>
    internal uint* PairPlaces { get; private set; }

    /// <summary>Weight of the word of two characters at each place.</summary>
    internal double* PairWeights { get; private set; }

    /// <summary>The cell two characters deep at each place; 0 where there is none.</summary>
    internal ulong* PairCells { get; private set; }

    /// <summary>Places from which the trie may go three characters deep.</summary>
    internal int* DeepPlaces { get; private set; }

    /// <summary>1 where a word of three or more characters may begin.</summary>
    internal byte* MayBeLong { get; private set; }

    /// <summary>Best score from each place to the end.</summary>
    internal double* Route { get; private set; }

    /// <summary>Length of the best word at each place; <see cref="BestPath.Outside"/> for a character outside blocks.</summary>
    internal ushort* Lengths { get; private set; }

    /// <summary>A state for each character of a run.</summary>
    internal byte* States { get; private set; }

    /// <summary>Where the tokens of a string stand until their number is known.</summary>
    internal TokenBuffer Tokens { get; private set; } = new();

    /// <summary>Where the words stand that search mode looks into.</summary>
    internal TokenBuffer Words { get; private set; } = new();

    /// <summary>The paths through the tag model.</summary>
    internal TagTrellis Trellis { get; } = new();

    /// <summary>Makes the columns long enough. What they held is lost.</summary>
    internal void Reserve(int length)
    {
        if (length > Length)
            Allocate(Math.Max(length, Length * 2));
    }

    /// <summary>Lets go of what an unusually long text needed.</summary>
    internal void Trim()
    {
        if (Length > KeptLength)
            Allocate(1024);
        Trellis.Trim();
        if (Tokens.Count > KeptLength)
            Tokens = new TokenBuffer();
        if (Words.Count > KeptLength)
            Words = new TokenBuffer();
    }

    private void Allocate(int length)
    {
        Length = length;
        int size = length + Padding;
        ushort[] codes = New<ushort>(size);
        double[] singleWeights = New<double>(size);
        double[] pairWeights = New<double>(size);
        uint[] pairPlaces = New<uint>(size);
        ulong[] pairCells = New<ulong>(size);
        int[] deepPlaces = New<int>(size);
        byte[] mayBeLong = New<byte>(size);
        double[] route = New<double>(size);
        ushort[] lengths = New<ushort>(size);
        byte[] states = New<byte>(size);
        _owners = [codes, singleWeights, pairPlaces, pairWeights, pairCells, deepPlaces, mayBeLong, route, lengths, states];
        Codes = Pin(codes);
        SingleWeights = Pin(singleWeights);
        PairPlaces = Pin(pairPlaces);
        PairWeights = Pin(pairWeights);
        PairCells = Pin(pairCells);
        DeepPlaces = Pin(deepPlaces);
        MayBeLong = Pin(mayBeLong);
        Route = Pin(route);
        Lengths = Pin(lengths);
        States = Pin(states);
        GC.KeepAlive(_owners);
    }

    private static T[] New<T>(int length)
        where T : unmanaged => GC.AllocateUninitializedArray<T>(length, pinned: true);

    private static T* Pin<T>(T[] pinned)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
