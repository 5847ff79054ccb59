namespace Terminology.Segmentation;

/// <summary>Working memory of one thread, reused from call to call so that segmenting allocates nothing.</summary>
internal sealed class Scratch
{
    /// <summary>More than this is given back after use.</summary>
    private const int KeptLength = 1 << 16;

    [ThreadStatic]
    private static Scratch? t_instance;

    private double[] _route = new double[1024];
    private int[] _lengths = new int[1024];
    private byte[] _states = new byte[1024];
    private byte[] _tagPaths = new byte[64 * TagModel.StateCount];

    internal static Scratch Current => t_instance ??= new Scratch();

    /// <summary>Where the tokens of a string stand until their number is known.</summary>
    internal TokenBuffer Tokens { get; private set; } = new();

    /// <summary>Where the words stand that search mode looks into.</summary>
    internal TokenBuffer Words { get; private set; } = new();

    /// <summary>The two alternating columns of the tag model's scores.</summary>
    internal double[] Previous { get; set; } = new double[TagModel.StateCount];

    /// <inheritdoc cref="Previous"/>
    internal double[] Next { get; set; } = new double[TagModel.StateCount];

    /// <summary>Best scores from each place of a block to its end.</summary>
    internal double[] Route(int length) => AtLeast(ref _route, length);

    /// <summary>Length of the best word at each place of a block.</summary>
    internal int[] Lengths(int length) => AtLeast(ref _lengths, length);

    /// <summary>A byte for each character of a run: back pointers, then states.</summary>
    internal byte[] States(int length) => AtLeast(ref _states, length);

    /// <summary>256 back pointers for each character of a run.</summary>
    internal byte[] TagPaths(int length) => AtLeast(ref _tagPaths, length * TagModel.StateCount);

    /// <summary>Lets go of what an unusually long block needed.</summary>
    internal void Trim()
    {
        if (_route.Length > KeptLength)
            (_route, _lengths, _states) = (new double[1024], new int[1024], new byte[1024]);
        if (Tokens.Count > KeptLength)
            Tokens = new TokenBuffer();
        if (Words.Count > KeptLength)
            Words = new TokenBuffer();
        if (_tagPaths.Length > 16 * KeptLength)
            _tagPaths = new byte[64 * TagModel.StateCount];
    }

    private static T[] AtLeast<T>(ref T[] array, int length)
    {
        if (array.Length < length)
            array = new T[Math.Max(length, array.Length * 2)];
        return array;
    }
}
