using System.Runtime.CompilerServices;

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
    private const int Padding = 32;

    /// <summary>Bytes that all columns together take for one character.</summary>
    private const int BytesPerCharacter = (BestPath.ColumnCount + 2) * sizeof(double) + (BestPath.ColumnCount + 1) * sizeof(uint) + 3 * sizeof(ushort) + sizeof(byte);

    [ThreadStatic]
    private static Scratch? t_instance;

    /// <summary>Character codes, with sentinels behind the last.</summary>
    internal ushort* Codes;

    /// <summary>
    /// <see cref="BestPath.ColumnCount"/> - 1 columns: the cells of the words of two, three, ... characters at each place. They count only
    /// where <see cref="Weights"/> has such a word.
    /// </summary>
    internal uint* PairPlaces;

    /// <summary><see cref="BestPath.ColumnCount"/> columns: the weights of the words of one, two, ... characters at each place.</summary>
    internal double* Weights;

    /// <summary>How far the columns of <see cref="Weights"/> lie apart, and those of <see cref="PairPlaces"/>.</summary>
    internal nint Stride;

    /// <summary>The cell two characters deep at each place, four deep at a place where longer words may begin; 0 where there is none.</summary>
    internal ulong* Cells;

    /// <summary>Places where long words may begin, ascending.</summary>
    internal int* LongPlaces;

    /// <summary>For each of <see cref="LongPlaces"/> the cell where the key of three characters would be.</summary>
    internal uint* DeepPlaces;

    /// <summary>For each of <see cref="LongPlaces"/> the length of the word with the best score if it has no column, otherwise 0.</summary>
    internal ushort* LongLengths;

    /// <summary>Best score from each place to the end.</summary>
    internal double* Route;

    /// <summary>Length of the best word at each place; see <see cref="BestPath"/> for characters outside blocks.</summary>
    internal ushort* Lengths;

    /// <summary>A state for each character of a run.</summary>
    internal byte* States;

    /// <summary>Where the tokens of a string stand until their number is known.</summary>
    internal TokenBuffer Tokens = new();

    /// <summary>For each of <see cref="Tokens"/> its place among the <see cref="TokenStrings"/>.</summary>
    internal int[] Places = new int[1];

    /// <summary>Whether <see cref="Places"/> are written.</summary>
    internal bool RecordsPlaces;

    /// <summary>How many characters the thread has segmented, counted as far as it matters.</summary>
    internal int CharactersSeen;

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

    /// <summary>Makes room for the places of more tokens.</summary>
    internal int[] ReservePlaces(int used, int more)
    {
        if (Places.Length < used + more)
            Array.Resize(ref Places, Math.Max(used + more, Places.Length * 2));
        return Places;
    }

    /// <summary>Lets go of what an unusually long text needed.</summary>
    internal void Trim()
    {
        if (_length > KeptLength)
            Allocate(1024);
        _trellis?.Trim();
        if (Tokens.Count > KeptLength)
            (Tokens, Places) = (new TokenBuffer(), new int[1]);
        if (_words?.Count > KeptLength)
            _words = null;
    }

    private void Allocate(int length)
    {
        _length = length;
        // A multiple of eight, so that every column begins at a place fit for its type; wide ones first.
        nint size = (length + Padding + 15) & ~15;
        // Zeros, since the path search reads scores behind a block, which must be numbers, though no word uses them.
        _block = Lexicon.NewTable(checked((int)(size * BytesPerCharacter)));
        byte* next = Lexicon.Pin(_block);
        Unsafe.InitBlock(next, 0, (uint)_block.Length);
        Stride = size;
        Weights = (double*)next;
        Route = (double*)(next += size * BestPath.ColumnCount * sizeof(double));
        Cells = (ulong*)(next += size * sizeof(double));
        PairPlaces = (uint*)(next += size * sizeof(ulong));
        LongPlaces = (int*)(next += size * (BestPath.ColumnCount - 1) * sizeof(uint));
        DeepPlaces = (uint*)(next += size * sizeof(int));
        Codes = (ushort*)(next += size * sizeof(uint));
        Lengths = (ushort*)(next += size * sizeof(ushort));
        LongLengths = (ushort*)(next += size * sizeof(ushort));
        States = next + (size * sizeof(ushort));
    }
}
