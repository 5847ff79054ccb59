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

    /// <summary>Set in <see cref="Codes"/> for characters that stand outside jieba's blocks.</summary>
    internal const ushort OutsideBlock = 0x8000;

    /// <summary>The block code of a character that stands outside blocks.</summary>
    internal const ushort OutsideCode = 0;

    /// <summary>The block code of a carriage return and of a high surrogate, which may make one token with the next character.</summary>
    internal const ushort OutsidePairCode = TrieCell.RootSize - 1;

    /// <summary>UTF-16 unit → code, with <see cref="OutsideBlock"/>; the blocks are those of jieba's <c>cut</c>.</summary>
    internal readonly ushort* Codes;

    /// <summary>
    /// UTF-16 unit → code as the path search needs it: <see cref="OutsideCode"/> or <see cref="OutsidePairCode"/> outside the blocks of
    /// jieba's <c>cut</c>. Both stand for cells that are empty, so that no probe needs a branch.
    /// </summary>
    internal readonly ushort* BlockCodes;

    internal readonly ulong* Cells;

    internal readonly int CellCount;

    internal readonly byte* Tags;

    /// <summary>Weight class → log frequency - log total. Class 0 is no word: negative infinity.</summary>
    internal readonly double* Weights;

    /// <summary>Code → weight of the character as a word; 0 for the codes outside blocks.</summary>
    internal readonly double* CodeWeights;

    /// <summary>The weight of a character that is no word, where no longer word begins: that of frequency 1.</summary>
    internal readonly double UnknownWeight;

    /// <summary>How many character codes are in use, 0 and 1 included.</summary>
    internal readonly int CodeCount;

    /// <summary>Codes from here on have no entry in the models; they count as <see cref="UnknownCode"/> there.</summary>
    internal readonly int ModelCodeCount;

    internal readonly double[] Logarithms;

    internal readonly long Total;

    internal readonly double LogTotal;

    /// <summary>4 start values and 16 transitions of the word model.</summary>
    internal readonly double* WordModel;

    /// <summary>4 emissions a code, in the order B E M S.</summary>
    internal readonly double* Emissions;

    /// <summary>The compiled resource, for tables that are unpacked on demand.</summary>
    internal readonly byte* Resource;

    /// <summary><see cref="Strings"/>, if anybody has asked for them.</summary>
    internal TokenStrings? StringsInUse;

    private const int CharacterCount = 65536;

    private static Lexicon? s_compiled;

    // Pinned arrays stay where they are as long as something refers to them.
    private readonly object?[] _owners;
    private readonly long[] _frequencies;
    private readonly Lexicon? _origin;
    private byte[]? _tagBlockCodes;
    private TagModel? _tagModel;

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
        int classCount = Count(LexiconFormat.Section.Frequencies, sizeof(long));
        _frequencies = new ReadOnlySpan<long>(At(LexiconFormat.Section.Frequencies), classCount).ToArray();
        Logarithms = new ReadOnlySpan<double>(At(LexiconFormat.Section.Logarithms), classCount).ToArray();
        Total = *(long*)At(LexiconFormat.Section.Total);
        LogTotal = ((double*)At(LexiconFormat.Section.Total))[1];
        UnknownWeight = 0 - LogTotal;
        WordModel = (double*)At(LexiconFormat.Section.WordModel);
        Emissions = WordModel + 20;

        byte[] codes = NewTable(CharacterCount * sizeof(ushort));
        byte[] blockCodes = NewTable(CharacterCount * sizeof(ushort));
        Codes = (ushort*)Pin(codes);
        BlockCodes = (ushort*)Pin(blockCodes);
        FillCodes((char*)At(LexiconFormat.Section.Characters));
        byte[] weights = NewWeights(classCount);
        byte[] codeWeights = NewTable(TrieCell.RootSize * sizeof(double));
        Weights = (double*)Pin(weights);
        CodeWeights = (double*)Pin(codeWeights);
        FillCodeWeights();
        _owners = [owner, codes, blockCodes, weights, codeWeights];
    }

    /// <summary>A lexicon with other words than <paramref name="origin"/>; the models are the same.</summary>
    internal Lexicon(Lexicon origin, byte[] codes, int codeCount, byte[] cells, byte[] tags, long[] frequencies, double[] logarithms, long total)
    {
        _origin = origin;
        Resource = origin.Resource;
        ModelCodeCount = origin.ModelCodeCount;
        CodeCount = codeCount;
        CellCount = tags.Length;
        _frequencies = frequencies;
        Logarithms = logarithms;
        Total = total;
        LogTotal = total == origin.Total ? origin.LogTotal : PortableMath.Log(total);
        UnknownWeight = 0 - LogTotal;
        WordModel = origin.WordModel;
        Emissions = origin.Emissions;
        byte[] blockCodes = NewTable(CharacterCount * sizeof(ushort));
        Codes = (ushort*)Pin(codes);
        BlockCodes = (ushort*)Pin(blockCodes);
        CopyBlockCodes();
        Cells = (ulong*)Pin(cells);
        Tags = Pin(tags);
        byte[] weights = NewWeights(frequencies.Length);
        byte[] codeWeights = NewTable(TrieCell.RootSize * sizeof(double));
        Weights = (double*)Pin(weights);
        CodeWeights = (double*)Pin(codeWeights);
        FillCodeWeights();
        _owners = [codes, blockCodes, cells, tags, weights, codeWeights];
    }

    /// <summary>The lexicon that is compiled into the assembly.</summary>
    internal static Lexicon Compiled => s_compiled ?? Interlocked.CompareExchange(ref s_compiled, LoadCompiled(), null) ?? s_compiled;

    /// <summary>As <see cref="BlockCodes"/>, with the blocks of jieba's <c>posseg</c>: without <c>%</c> and <c>-</c>. Made at the first use.</summary>
    internal ushort* TagBlockCodes => (ushort*)Pin(_tagBlockCodes ?? Interlocked.CompareExchange(ref _tagBlockCodes, NewTagBlockCodes(), null) ?? _tagBlockCodes);

    /// <summary>Strings for tokens, made at the first use.</summary>
    internal TokenStrings Strings => StringsInUse ?? Interlocked.CompareExchange(ref StringsInUse, new TokenStrings(CellCount), null) ?? StringsInUse;

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
        Stream stream = typeof(Lexicon).Assembly.GetManifestResourceStream(LexiconFormat.ResourceName) ?? throw Throw.DamagedResource();
        byte[]? copy = null;
        byte* resource;
        // The bytes of a resource stay mapped as long as the assembly is loaded. Compiled ahead of time they may be misaligned, which costs less than a copy.
        if (stream is UnmanagedMemoryStream mapped)
            resource = mapped.PositionPointer + LexiconFormat.Origin;
        else
            resource = Pin(copy = Copy(stream));
        if (stream.Length < 256 || *(ulong*)resource != LexiconFormat.Magic || !BitConverter.IsLittleEndian)
            throw Throw.DamagedResource();
        return new Lexicon(resource, copy);
    }

    private static byte[] Copy(Stream stream)
    {
        byte[] copy = NewTable(checked((int)stream.Length) - LexiconFormat.Origin);
        stream.Position = LexiconFormat.Origin;
        stream.ReadExactly(copy);
        return copy;
    }

    /// <summary>A pinned array; of bytes for every type, as each other type would be one more thing to compile before the first token.</summary>
    internal static byte[] NewTable(int bytes) => GC.AllocateUninitializedArray<byte>(bytes, pinned: true);

    internal static byte* Pin(byte[] pinned) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(pinned));

    private void FillCodes(char* characters)
    {
        Fill(Codes, 0, CharacterCount, OutsideBlock | UnknownCode);
        Fill(Codes, CharacterClass.FirstHan, CharacterClass.LastHan + 1, UnknownCode);
        Fill(BlockCodes, 0, CharacterCount, OutsideCode);
        Fill(BlockCodes, CharacterClass.FirstHan, CharacterClass.LastHan + 1, UnknownCode);
        for (int character = 0; character < 128; character++)
        {
            if (CharacterClass.IsBlock((char)character))
                Codes[character] = BlockCodes[character] = UnknownCode;
        }

        SetCodes(Codes, BlockCodes, characters, CodeCount);
        SetPairCodes();
    }

    /// <remarks>Compiled fully at once, as a loop of thousands of rounds in slow code would be compiled a second time in the middle of it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void SetCodes(ushort* codes, ushort* blockCodes, char* characters, int count)
    {
        for (int code = UnknownCode + 1; code < count; code++)
        {
            int outside = codes[characters[code]] & OutsideBlock;
            codes[characters[code]] = (ushort)(outside | code);
            blockCodes[characters[code]] = (ushort)(code & ((outside >> 15) - 1));
        }
    }

    private void CopyBlockCodes()
    {
        for (int character = 0; character < CharacterCount; character++)
            BlockCodes[character] = (Codes[character] & OutsideBlock) != 0 ? OutsideCode : Codes[character];
        SetPairCodes();
    }

    private void SetPairCodes()
    {
        BlockCodes['\r'] = OutsidePairCode;
        Fill(BlockCodes, 0xD800, 0xDC00, OutsidePairCode);
    }

    /// <summary>Fills a part of a table by copying, which unlike a fill over vectors needs nothing compiled.</summary>
    private static void Fill(ushort* table, int start, int end, ushort value)
    {
        table[start] = value;
        for (int done = 1, count = end - start; done < count; done *= 2)
            Unsafe.CopyBlock(table + start + done, table + start, (uint)Math.Min(done, count - done) * sizeof(ushort));
    }

    private byte[] NewWeights(int count)
    {
        byte[] table = NewTable((TrieCell.MaximumClass + 1) * sizeof(double));
        var weights = (double*)Pin(table);
        for (int i = 0; i <= TrieCell.MaximumClass; i++)
            weights[i] = i > 0 && i < count ? Logarithms[i] - LogTotal : double.NegativeInfinity;
        return table;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void FillCodeWeights()
    {
        double* weights = Weights;
        double* codeWeights = CodeWeights;
        ulong* cells = Cells;
        for (nint code = CodeCount - 1; code > 0; code--)
            codeWeights[code] = weights[TrieCell.Class(cells[code])];
        codeWeights[OutsideCode] = codeWeights[OutsidePairCode] = 0;
    }

    private byte[] NewTagBlockCodes()
    {
        byte[] table = NewTable(CharacterCount * sizeof(ushort));
        var codes = (ushort*)Pin(table);
        Unsafe.CopyBlock(codes, BlockCodes, CharacterCount * sizeof(ushort));
        codes['%'] = codes['-'] = OutsideCode;
        return table;
    }
}
