using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Terminology.Segmentation;

/// <summary>
/// Working memory of one thread, reused from call to call so that segmenting allocates nothing. The columns hold one entry for each
/// character of the piece of text in work and stay where they are in memory, so that the inner loops can use plain pointers.
/// </summary>
/// <remarks>Plain fields and one block of bytes: a property or an array of another type would each be one more thing to compile before the first token.</remarks>
internal sealed unsafe class Scratch
{
    /// <summary>Columns longer than this are given back after use.</summary>
    private const int KeptLength = 1 << 16;

    /// <summary>How many entries behind the last character are readable.</summary>
    private const int Padding = 8;

    /// <summary>Bytes that all columns together take for one character.</summary>
    private const int BytesPerCharacter = 3 * sizeof(double) + 2 * sizeof(uint) + 2 * sizeof(ushort) + sizeof(byte);

    [ThreadStatic]
    private static Scratch? t_instance;

    /// <summary>Character codes, with four sentinels behind the last.</summary>
    internal ushort* Codes;

    /// <summary>The cell to look at for the word of two characters at each place, 0 for none.</summary>
    internal uint* PairPlaces;

    /// <summary>Weight of the word of two characters at each place.</summary>
    internal double* PairWeights;

    /// <summary>The cell two characters deep at each place, three deep at a place of <see cref="LongPlaces"/>; 0 where there is none.</summary>
    internal ulong* Cells;

    /// <summary>Places where words of three or more characters may begin, ascending.</summary>
    internal int* LongPlaces;

    /// <summary>Best score from each place to the end.</summary>
    internal double* Route;

    /// <summary>Length of the best word at each place; see <see cref="BestPath"/> for characters outside blocks.</summary>
    internal ushort* Lengths;

    /// <summary>A state for each character of a run.</summary>
    internal byte* States;

    /// <summary>Where the tokens of a string stand until their number is known.</summary>
    internal TokenBuffer Tokens = new();

    private int _length;
    private byte[] _block = [];
    private TokenBuffer? _words;
    private TagTrellis? _trellis;

    private Scratch() => Allocate(1024);

    internal static Scratch Current => t_instance ??= new Scratch();

    /// <summary>Where the words stand that search mode looks into.</summary>
    internal TokenBuffer Words => _words ??= new TokenBuffer();

    /// <summary>The paths through the tag model.</summary>
    internal TagTrellis Trellis => _trellis ??= new TagTrellis();

    /// <summary>Makes the columns long enough. What they held is lost.</summary>
    internal void Reserve(int length)
    {
        if (length > _length)
            Allocate(Math.Max(length, _length * 2));
    }

    /// <summary>Lets go of what an unusually long text needed.</summary>
    internal void Trim()
    {
        if (_length > KeptLength)
            Allocate(1024);
        _trellis?.Trim();
        if (Tokens.Count > KeptLength)
            Tokens = new TokenBuffer();
        if (_words?.Count > KeptLength)
            _words = null;
    }

    private void Allocate(int length)
    {
        _length = length;
        // A multiple of eight, so that every column begins at a place fit for its type; wide ones first.
        nint size = (length + Padding + 7) & ~7;
        _block = GC.AllocateUninitializedArray<byte>(checked((int)(size * BytesPerCharacter)), pinned: true);
        byte* next = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_block));
        PairWeights = (double*)next;
        Route = (double*)(next += size * sizeof(double));
        Cells = (ulong*)(next += size * sizeof(double));
        PairPlaces = (uint*)(next += size * sizeof(ulong));
        LongPlaces = (int*)(next += size * sizeof(uint));
        Codes = (ushort*)(next += size * sizeof(int));
        Lengths = (ushort*)(next += size * sizeof(ushort));
        States = next + (size * sizeof(ushort));
    }
}
