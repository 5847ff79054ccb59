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
    /// <summary>The entry in <see cref="Scratch.Lengths"/> of a character outside blocks that is a token by itself.</summary>
    internal const ushort Outside = 0x8001;

    /// <summary>The entry in <see cref="Scratch.Lengths"/> of a character outside blocks that makes one token with the next one, if that fits.</summary>
    internal const ushort OutsidePair = 0;

    /// <summary>What an entry in <see cref="Scratch.Lengths"/> says about the length.</summary>
    internal const int LengthMask = 0x7FFF;

    /// <summary>Fills <see cref="Scratch.Codes"/> and <see cref="Scratch.Lengths"/> for a piece that ends with a block or outside one.</summary>
    internal static void Find(Lexicon lexicon, ushort* codeTable, char* text, int length, int maximumWordLength, Scratch scratch)
    {
        LookUpPlaces(lexicon, codeTable, text, length, scratch);
        int longCount = LookUpPairs(lexicon, length, scratch);
        if (maximumWordLength < 3)
        {
            longCount = 0;
            for (int i = 0; i < length && maximumWordLength < 2; i++)
                scratch.PairWeights[i] = double.NegativeInfinity;
        }

        Choose(lexicon, length, maximumWordLength, longCount, scratch);
    }

    /// <summary>Whether an entry in <see cref="Scratch.Lengths"/> is one of a character outside blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsOutside(uint entry) => entry - 1 >= Outside - 1;

    /// <summary>The characters' codes, and where the words of two characters would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void LookUpPlaces(Lexicon lexicon, ushort* codeTable, char* text, nint length, Scratch scratch)
    {
        ulong* cells = lexicon.Cells;
        ushort* codes = scratch.Codes;
        uint* pairPlaces = scratch.PairPlaces;
        ushort code = codeTable[text[0]];
        codes[0] = code;
        nint last = length - 1;
        for (nint i = 0; i < last; i++)
        {
            ulong cell = cells[code];
            code = codeTable[text[i + 1]];
            codes[i + 1] = code;
            // Cell 0 is empty; it stands in wherever there is nothing to look up, so that no branch is needed.
            uint wanted = (uint)(cell >> (code & 15)) & 1;
            uint place = (TrieCell.Base(cell) + code) & (0 - wanted);
            // The table is larger than the second cache, so the accesses are started here and come to their end together.
            Prefetch(cells + place);
            pairPlaces[i] = place;
        }

        pairPlaces[last] = 0;
        codes += length;
        codes[0] = codes[1] = codes[2] = codes[3] = Lexicon.OutsideCode;
    }

    /// <summary>Weights of words of two characters, and the places where longer ones may begin; returns how many those are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int LookUpPairs(Lexicon lexicon, nint length, Scratch scratch)
    {
        ulong* cells = lexicon.Cells;
        double* weights = lexicon.Weights;
        ushort* codes = scratch.Codes;
        double* pairWeights = scratch.PairWeights;
        ulong* pairCells = scratch.Cells;
        uint* pairPlaces = scratch.PairPlaces;
        int* places = scratch.LongPlaces;
        nint deepCount = 0;
        for (nint i = 0; i < length; i++)
        {
            ulong child = cells[pairPlaces[i]];
            bool found = TrieCell.Label(child) == codes[i + 1];
            child &= 0UL - Unsafe.BitCast<bool, byte>(found);
            pairCells[i] = child;
            pairWeights[i] = weights[TrieCell.Class(child)];
            uint third = codes[i + 2];
            uint wanted = (uint)(child >> (int)(third & 15)) & 1;
            Prefetch(cells + ((TrieCell.Base(child) + third) & (0 - wanted)));
            places[deepCount] = (int)i;
            deepCount += (nint)wanted;
        }

        nint longCount = 0;
        for (nint j = 0; j < deepCount; j++)
        {
            nint i = places[j];
            uint third = codes[i + 2];
            ulong child = cells[TrieCell.Base(pairCells[i]) + third];
            bool found = TrieCell.Label(child) == third;
            bool goesOn = (TrieCell.Class(child) | ((child >> (codes[i + 3] & 15)) & 1)) != 0;
            pairCells[i] = child;
            places[longCount] = (int)i;
            longCount += Unsafe.BitCast<bool, byte>(found & goesOn);
        }

        return (int)longCount;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(ulong* cell)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(cell);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Choose(Lexicon lexicon, nint length, nint maximumWordLength, int longCount, Scratch scratch)
    {
        double* weights = lexicon.Weights;
        double* codeWeights = lexicon.CodeWeights;
        ushort* codes = scratch.Codes;
        double* pairWeights = scratch.PairWeights;
        double* route = scratch.Route;
        ushort* lengths = scratch.Lengths;
        double* floors = stackalloc double[] { double.NegativeInfinity, 0 };
        double afterOne = 0;
        double afterTwo = 0;
        route[length] = 0;
        nint nextLong = --longCount >= 0 ? scratch.LongPlaces[longCount] : -1;
        for (nint k = length - 1; k >= 0; k--)
        {
            uint code = codes[k];
            double single = codeWeights[code] + afterOne;
            double pair = pairWeights[k] + afterTwo;
            bool isOutside = ((code + 1) & Lexicon.OutsidePairCode) <= 1;
            uint outside = Unsafe.BitCast<bool, byte>(isOutside);
            double best = double.MaxNative(single, double.MaxNative(pair, floors[outside]));
            bool isPair = pair >= single;
            uint bestLength = 1u + Unsafe.BitCast<bool, byte>(isPair);
            if (k == nextLong)
            {
                nint longest = Math.Min(length - k, maximumWordLength);
                ulong cell = scratch.Cells[k];
                for (nint words = 3; ; words++)
                {
                    // No word has the weight negative infinity, which wins only where nothing else does, and then means nothing below.
                    double score = weights[TrieCell.Class(cell)] + route[k + words];
                    if (score >= best)
                        (best, bestLength) = (score, (uint)words);
                    uint next = codes[k + words];
                    if (words >= longest || !TrieCell.MayHaveChild(cell, next))
                        break;
                    cell = lexicon.Cells[TrieCell.Base(cell) + next];
                    if (TrieCell.Label(cell) != next)
                        break;
                }

                nextLong = --longCount >= 0 ? scratch.LongPlaces[longCount] : -1;
            }

            if (best == double.NegativeInfinity)
                (best, bestLength) = (lexicon.UnknownWeight + afterOne, 1);
            uint noPair = ((code + 1) >> 15) - 1;
            lengths[k] = (ushort)((bestLength | (outside << 15)) & noPair);
            route[k] = best;
            afterTwo = afterOne;
            afterOne = best;
        }
    }
}
