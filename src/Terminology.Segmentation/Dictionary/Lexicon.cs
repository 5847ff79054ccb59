using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Terminology.Segmentation;

/// <summary>
/// The tables a segmenter reads: character codes, the double array with its weights and tags, and the two hidden Markov models.
/// Immutable; the compiled one is read in place from the assembly's resource, changed ones own pinned copies of what differs.
/// </summary>
internal sealed unsafe class Lexicon
{
    /// <summary>The code of every character of a block that the tables do not know.</summary>
    internal const ushort UnknownCode = 1;

    /// <summary>Set in <see cref="Codes"/> and <see cref="TagCodes"/> for characters that stand outside jieba's blocks.</summary>
    internal const ushort OutsideBlock = 0x8000;

    private const int CharacterCount = 65536;

    private static readonly Lazy<Lexicon> s_compiled = new(LoadCompiled);

    // Pinned arrays stay where they are as long as something refers to them.
    private readonly object?[] _owners;
    private readonly long[] _frequencies;
    private ushort* _tagCodes;
    private ushort[]? _tagCodesOwner;
    private TagModel? _tagModel;
    private readonly Lexicon? _origin;

    private Lexicon(byte* resource, object? owner)
    {
        var header = (int*)(resource + sizeof(ulong));
        byte* At(LexiconFormat.Section section) => resource + header[2 * (int)section];
        int Count(LexiconFormat.Section section, int size) => header[(2 * (int)section) + 1] / size;

        Resource = resource;
        ModelCodeCount = CodeCount = Count(LexiconFormat.Section.Characters, sizeof(char));
        Cells = (ulong*)At(LexiconFormat.Section.Cells);
        CellCount = Count(LexiconFormat.Section.Cells, sizeof(ulong));
        Tags = At(LexiconFormat.Section.Tags);
        _frequencies = new ReadOnlySpan<long>(At(LexiconFormat.Section.Frequencies), Count(LexiconFormat.Section.Frequencies, sizeof(long))).ToArray();
        Total = *(long*)At(LexiconFormat.Section.Total);
        LogTotal = ((double*)At(LexiconFormat.Section.Total))[1];
        WordModel = (double*)At(LexiconFormat.Section.WordModel);
        Emissions = WordModel + 20;

        ushort[] codes = NewCodeTable((char*)At(LexiconFormat.Section.Characters), CodeCount);
        double[] logarithms = new ReadOnlySpan<double>(At(LexiconFormat.Section.Logarithms), _frequencies.Length).ToArray();
        double[] weights = NewWeights(_frequencies, logarithms, LogTotal);
        Codes = Pin(codes);
        Weights = Pin(weights);
        Logarithms = logarithms;
        _owners = [owner, codes, weights];
    }

    /// <summary>A lexicon with other words than <paramref name="origin"/>; the models are the same.</summary>
    internal Lexicon(Lexicon origin, ushort[] codes, int codeCount, ulong[] cells, byte[] tags, long[] frequencies, double[] logarithms, long total)
    {
        _origin = origin;
        Resource = origin.Resource;
        ModelCodeCount = origin.ModelCodeCount;
        CodeCount = codeCount;
        CellCount = cells.Length;
        _frequencies = frequencies;
        Logarithms = logarithms;
        Total = total;
        LogTotal = total == origin.Total ? origin.LogTotal : PortableMath.Log(total);
        WordModel = origin.WordModel;
        Emissions = origin.Emissions;
        double[] weights = NewWeights(frequencies, logarithms, LogTotal);
        Codes = Pin(codes);
        Cells = Pin(cells);
        Tags = Pin(tags);
        Weights = Pin(weights);
        _owners = [codes, cells, tags, weights];
    }

    /// <summary>The lexicon that is compiled into the assembly.</summary>
    internal static Lexicon Compiled => s_compiled.Value;

    /// <summary>The compiled resource, for tables that are unpacked on demand.</summary>
    internal byte* Resource { get; }

    /// <summary>UTF-16 unit → code, with <see cref="OutsideBlock"/>; the blocks are those of jieba's <c>cut</c>.</summary>
    internal ushort* Codes { get; }

    /// <summary>As <see cref="Codes"/>, with the blocks of jieba's <c>posseg</c>: without <c>%</c> and <c>-</c>.</summary>
    internal ushort* TagCodes
    {
        get
        {
            if (_tagCodes == null)
                MakeTagCodes();
            return _tagCodes;
        }
    }

    /// <summary>How many character codes are in use, 0 and 1 included.</summary>
    internal int CodeCount { get; }

    /// <summary>Codes from here on have no entry in the models; they count as <see cref="UnknownCode"/> there.</summary>
    internal int ModelCodeCount { get; }

    internal ulong* Cells { get; }

    internal int CellCount { get; }

    internal byte* Tags { get; }

    /// <summary>
    /// Weight class → log frequency - log total. Class 0 is no word: negative infinity. The entry behind the last possible class is the
    /// score 0 of characters outside blocks.
    /// </summary>
    internal double* Weights { get; }

    /// <summary>The weight of a character that is no word, where no longer word begins: that of frequency 1.</summary>
    internal double UnknownWeight => 0 - LogTotal;

    internal double[] Logarithms { get; }

    internal long Total { get; }

    internal double LogTotal { get; }

    /// <summary>4 start values and 16 transitions of the word model.</summary>
    internal double* WordModel { get; }

    /// <summary>4 emissions a code, in the order B E M S.</summary>
    internal double* Emissions { get; }

    internal ReadOnlySpan<long> Frequencies => _frequencies;

    /// <summary>The tag model, unpacked at the first use.</summary>
    internal TagModel TagModel => _tagModel ?? Interlocked.CompareExchange(ref _tagModel, _origin?.TagModel ?? new TagModel(this), null) ?? _tagModel;

    /// <summary>The cell of a string, 0 if it is no key. Characters outside blocks are looked up like all others.</summary>
    internal int FindCell(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return 0;
        int node = Codes[text[0]] & ~OutsideBlock;
        if (node <= UnknownCode)
            return 0;
        ulong cell = Cells[node];
        for (int i = 1; i < text.Length; i++)
        {
            uint code = (uint)(Codes[text[i]] & ~OutsideBlock);
            node = (int)(TrieCell.Base(cell) + code);
            if (!TrieCell.MayHaveChild(cell, code))
                return 0;
            cell = Cells[node];
            if (TrieCell.Label(cell) != code)
                return 0;
        }

        return cell == 0 ? 0 : node;
    }

    /// <summary>The frequency of a word; 0 for what is no word, -1 for what is not even the beginning of one.</summary>
    internal long FindFrequency(ReadOnlySpan<char> text)
    {
        int cell = FindCell(text);
        return cell == 0 ? -1 : _frequencies[TrieCell.Class(Cells[cell])];
    }

    /// <summary>The tag code of a word, that of <c>x</c> for what has none.</summary>
    internal byte FindTag(ReadOnlySpan<char> text)
    {
        byte tag = Tags[FindCell(text)];
        return tag == 0 ? PartOfSpeech.Other.Code : tag;
    }

    /// <summary>The cell of a key given by the codes of its characters, all of them inside blocks; 0 if it is no key.</summary>
    internal int FindCell(ushort* codes, int length)
    {
        int node = codes[0];
        ulong cell = Cells[node];
        for (int i = 1; i < length; i++)
        {
            uint code = codes[i];
            node = (int)(TrieCell.Base(cell) + code);
            if (!TrieCell.MayHaveChild(cell, code))
                return 0;
            cell = Cells[node];
            if (TrieCell.Label(cell) != code)
                return 0;
        }

        return node;
    }

    internal ReadOnlySpan<T> Read<T>(LexiconFormat.Section section)
        where T : unmanaged
    {
        int* entry = (int*)(Resource + sizeof(ulong)) + (2 * (int)section);
        return new ReadOnlySpan<T>(Resource + entry[0], entry[1] / sizeof(T));
    }

    internal T* PointerTo<T>(LexiconFormat.Section section)
        where T : unmanaged => (T*)(Resource + ((int*)(Resource + sizeof(ulong)))[2 * (int)section]);

    internal static Lexicon LoadCompiled()
    {
        Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(LexiconFormat.ResourceName) ?? throw Throw.DamagedResource();
        byte* resource;
        byte[]? copy = null;
        if (stream is UnmanagedMemoryStream { PositionPointer: var start })
        {
            // The bytes of a resource stay mapped as long as the assembly is loaded. Compiled ahead of time they may be misaligned, which costs less than a copy.
            resource = start + LexiconFormat.Origin;
        }
        else
        {
            int length = checked((int)stream.Length) - LexiconFormat.Origin;
            copy = GC.AllocateUninitializedArray<byte>(length, pinned: true);
            stream.Position = LexiconFormat.Origin;
            stream.ReadExactly(copy);
            resource = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(copy));
        }

        if (stream.Length < 256 || *(ulong*)resource != LexiconFormat.Magic || !BitConverter.IsLittleEndian)
            throw Throw.DamagedResource();
        return new Lexicon(resource, copy);
    }

    /// <remarks>Plain loops here and below: generic fills over vectors take longer to compile than these to run, and a first token should not wait.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ushort[] NewCodeTable(char* characters, int count)
    {
        ushort[] codes = GC.AllocateUninitializedArray<ushort>(CharacterCount, pinned: true);
        for (int character = 0; character < codes.Length; character++)
        {
            bool inBlock = character < 128 ? CharacterClass.IsBlock((char)character) : character is >= CharacterClass.FirstHan and <= CharacterClass.LastHan;
            codes[character] = (ushort)(inBlock ? UnknownCode : OutsideBlock | UnknownCode);
        }

        for (int code = UnknownCode + 1; code < count; code++)
            codes[characters[code]] = (ushort)((codes[characters[code]] & OutsideBlock) | code);
        return codes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double[] NewWeights(ReadOnlySpan<long> frequencies, ReadOnlySpan<double> logarithms, double logTotal)
    {
        double[] weights = GC.AllocateUninitializedArray<double>(TrieCell.MaximumClass + 2, pinned: true);
        for (int i = 0; i < weights.Length; i++)
            weights[i] = i > 0 && i < frequencies.Length ? logarithms[i] - logTotal : double.NegativeInfinity;
        weights[TrieCell.MaximumClass + 1] = 0;
        return weights;
    }

    private void MakeTagCodes()
    {
        ushort[] codes = GC.AllocateUninitializedArray<ushort>(CharacterCount, pinned: true);
        new ReadOnlySpan<ushort>(Codes, CharacterCount).CopyTo(codes);
        codes['%'] |= OutsideBlock;
        codes['-'] |= OutsideBlock;
        lock (_owners)
        {
            if (_tagCodesOwner != null)
                return;
            _tagCodesOwner = codes;
            _tagCodes = Pin(codes);
        }
    }

    private static T* Pin<T>(T[] pinned)
        where T : unmanaged => (T*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));
}
