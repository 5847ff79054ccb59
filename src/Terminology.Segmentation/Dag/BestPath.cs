using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Terminology.Segmentation;

/// <summary>
/// Finds the most probable words of a piece of text. The graph of all words is never stored: columns of weights are filled forwards,
/// one trie level at a time, so that the memory accesses of neighbouring characters overlap; then a dynamic programme runs backwards.
/// </summary>
/// <remarks>
/// Characters outside blocks take part as words of their own with score 0, which ends a block exactly as the end of a text does.
/// Scores are summed in jieba's order, (log frequency - log total) + rest, and equal scores fall to the longer word.
/// </remarks>
internal static unsafe class BestPath
{
    /// <summary>Set in <see cref="Scratch.Lengths"/> where the character stands outside blocks.</summary>
    internal const ushort Outside = Lexicon.OutsideBlock;

    private const int CodeMask = Outside - 1;

    /// <summary>Fills <see cref="Scratch.Codes"/> and <see cref="Scratch.Lengths"/> for a piece that ends with a block or outside one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Find(Lexicon lexicon, ushort* codeTable, char* text, int length, int maximumWordLength, Scratch scratch)
    {
        ushort* codes = scratch.Codes;
        for (int i = 0; i < length; i++)
            codes[i] = codeTable[text[i]];
        codes[length] = codes[length + 1] = codes[length + 2] = Outside;

        LookUp(lexicon, length, maximumWordLength, scratch);
        Choose(lexicon, length, maximumWordLength, scratch);
    }

    /// <summary>Weights of words of one and two characters, and the places where longer ones may begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LookUp(Lexicon lexicon, int length, int maximumWordLength, Scratch scratch)
    {
        ulong* cells = lexicon.Cells;
        double* weights = lexicon.Weights;
        ushort* codes = scratch.Codes;
        double* singleWeights = scratch.SingleWeights;
        uint* pairPlaces = scratch.PairPlaces;
        uint next = codes[0];
        for (int i = 0; i < length; i++)
        {
            uint code = next;
            next = codes[i + 1];
            uint outside = code >> 15;
            // Cell 0 is empty; it stands in wherever there is nothing to look up, so that no branch is needed.
            ulong cell = cells[code & (outside - 1)];
            uint wanted = (uint)(cell >> (int)(next & 15)) & 1;
            uint place = (TrieCell.Base(cell) + (next & CodeMask)) & (0 - wanted);
            // The table is larger than the second cache, so the accesses are started here and come to their end together.
            Prefetch(cells + place);
            pairPlaces[i] = place;
            singleWeights[i] = weights[TrieCell.Class(cell) | (outside << 13)];
        }

        double* pairWeights = scratch.PairWeights;
        ulong* pairCells = scratch.PairCells;
        int* deepPlaces = scratch.DeepPlaces;
        byte* mayBeLong = scratch.MayBeLong;
        int deepCount = 0;
        for (int i = 0; i < length; i++)
        {
            ulong child = cells[pairPlaces[i]];
            bool found = TrieCell.Label(child) == codes[i + 1];
            child &= 0UL - Unsafe.BitCast<bool, byte>(found);
            pairWeights[i] = weights[TrieCell.Class(child)];
            pairCells[i] = child;
            mayBeLong[i] = 0;
            uint third = codes[i + 2];
            uint wanted = (uint)(child >> (int)(third & 15)) & 1;
            Prefetch(cells + ((TrieCell.Base(child) + (third & CodeMask)) & (0 - wanted)));
            deepPlaces[deepCount] = i;
            deepCount += (int)wanted;
        }

        if (maximumWordLength < 3)
        {
            for (int i = 0; i < length && maximumWordLength < 2; i++)
                pairWeights[i] = double.NegativeInfinity;
            return;
        }

        codes[length + 3] = Outside;
        for (int j = 0; j < deepCount; j++)
        {
            int i = deepPlaces[j];
            uint third = codes[i + 2];
            ulong child = cells[TrieCell.Base(pairCells[i]) + (third & CodeMask)];
            bool found = TrieCell.Label(child) == third;
            bool goesOn = (TrieCell.Class(child) | ((child >> (codes[i + 3] & 15)) & 1)) != 0;
            mayBeLong[i] = Unsafe.BitCast<bool, byte>(found & goesOn);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(ulong* cell)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(cell);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Choose(Lexicon lexicon, int length, int maximumWordLength, Scratch scratch)
    {
        double* weights = lexicon.Weights;
        double unknown = lexicon.UnknownWeight;
        ushort* codes = scratch.Codes;
        double* singleWeights = scratch.SingleWeights;
        double* pairWeights = scratch.PairWeights;
        byte* mayBeLong = scratch.MayBeLong;
        double* route = scratch.Route;
        ushort* lengths = scratch.Lengths;
        double* floors = stackalloc double[] { double.NegativeInfinity, 0 };
        double afterOne = 0;
        double afterTwo = 0;
        route[length] = 0;
        for (int k = length - 1; k >= 0; k--)
        {
            double single = singleWeights[k] + afterOne;
            double pair = pairWeights[k] + afterTwo;
            uint outside = (uint)codes[k] >> 15;
            double best = double.MaxNative(single, double.MaxNative(pair, floors[outside]));
            bool isPair = pair >= single;
            int bestLength = 1 + Unsafe.BitCast<bool, byte>(isPair);
            if (mayBeLong[k] != 0)
                best = ChooseLong(lexicon, k, Math.Min(length - k, maximumWordLength), best, ref bestLength, scratch);
            if (best == double.NegativeInfinity)
                (best, bestLength) = (unknown + afterOne, 1);
            lengths[k] = (ushort)(bestLength | (int)(outside << 15));
            route[k] = best;
            afterTwo = afterOne;
            afterOne = best;
        }
    }

    /// <summary>Compares the words of three and more characters at a place with the best shorter one.</summary>
    private static double ChooseLong(Lexicon lexicon, int start, int longest, double best, ref int bestLength, Scratch scratch)
    {
        ulong* cells = lexicon.Cells;
        double* weights = lexicon.Weights;
        ushort* codes = scratch.Codes + start;
        double* route = scratch.Route + start;
        ulong cell = scratch.PairCells[start];
        for (int length = 3; length <= longest; length++)
        {
            uint code = codes[length - 1];
            if (!TrieCell.MayHaveChild(cell, code))
                break;
            cell = cells[TrieCell.Base(cell) + (code & CodeMask)];
            if (TrieCell.Label(cell) != code)
                break;
            double score = weights[TrieCell.Class(cell)] + route[length];
            if (score >= best && TrieCell.Class(cell) != 0)
                (best, bestLength) = (score, length);
        }

        return best;
    }
}
