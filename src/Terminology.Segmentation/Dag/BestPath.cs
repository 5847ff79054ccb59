using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Terminology.Segmentation;

/// <summary>
/// Finds the most probable words of a piece of text. The graph of all words is never stored as such. Each place has four weights, of the
/// words of one to four characters that begin there (negative infinity where there is none), in four columns.
/// </summary>
/// <remarks>
/// Where the processor has AVX2, four places are taken at once, in loops over the piece without branches that nobody could foresee:
/// characters → codes and the cells where words of two characters would be;
/// those cells → weights, and a list of the places where words of three may begin;
/// that list → weights of words of three and four characters, and a list of the places of longer ones, which are few;
/// backwards: the best score from each place to the end, in two halves side by side, as the chain of additions takes longer than all else;
/// scores → lengths: the longest word that gives a place its score.
/// Characters outside blocks take part in it as words of their own with score 0, which ends a block exactly as the end of a text does; they
/// have the weight infinity as words of four, cut down to 0. The columns are readable behind their ends.
/// Elsewhere, and for short texts, the loops take one place at a time, words of three and more characters are looked at on
/// the way back, and the best score and its length are found together; the first texts of a thread are cut by one plain loop. All ways sum
/// scores in jieba's order, (log frequency - log total) + rest, and give equal scores to the longer word.
/// </remarks>
internal static unsafe class BestPath
{
    /// <summary>The entry in <see cref="Scratch.Lengths"/> of a character outside blocks that is a token by itself.</summary>
    internal const ushort Outside = 0x8001;

    /// <summary>The entry in <see cref="Scratch.Lengths"/> of a character outside blocks that makes one token with the next one, if that fits.</summary>
    internal const ushort OutsidePair = 0;

    /// <summary>What an entry in <see cref="Scratch.Lengths"/> says about the length.</summary>
    internal const int LengthMask = 0x7FFF;

    /// <summary>Words up to this length have columns.</summary>
    internal const int ColumnCount = 4;

    /// <summary>How many entries behind the last need values.</summary>
    private const int Padding = 8;

    /// <summary>Shorter pieces are not worth what the loops for four places at once cost to start.</summary>
    private const int ShortLength = 8;

    /// <summary>Before a thread has seen so many characters, no loops that take milliseconds to compile are begun.</summary>
    private const int FewCharacters = 2048;

    /// <summary>Fills <see cref="Scratch.Codes"/> and <see cref="Scratch.Lengths"/> for a piece that ends with a block or outside one.</summary>
    internal static void Find(Lexicon lexicon, ushort* codeTable, char* text, int length, int maximumWordLength, Scratch scratch)
    {
        if (scratch.CharactersSeen < FewCharacters)
        {
            scratch.CharactersSeen += length < FewCharacters ? length : FewCharacters;
            FindFirst(lexicon, codeTable, text, length, maximumWordLength, scratch);
        }
        else if (!Avx2.IsSupported || length < ShortLength)
        {
            FindOneByOne(lexicon, codeTable, text, length, maximumWordLength, scratch);
        }
        else
        {
            FindByFour(lexicon, codeTable, text, length, maximumWordLength, scratch);
        }
    }

    /// <summary>The plainest form, quick to compile: at each place, from the last to the first, a walk along the words that begin there.</summary>
    private static void FindFirst(Lexicon lexicon, ushort* codeTable, char* text, nint length, nint maximumWordLength, Scratch scratch)
    {
        const double none = double.NegativeInfinity;
        ulong* cells = lexicon.Cells;
        double* weights = lexicon.Weights;
        ushort* codes = scratch.Codes;
        ushort* lengths = scratch.Lengths;
        double* route = scratch.Route;
        nint stride = scratch.Stride;
        codes[length] = Lexicon.OutsideCode;
        route[length] = 0;
        for (nint k = length - 1; k >= 0; k--)
        {
            double* column = scratch.Weights + k;
            uint* places = scratch.PairPlaces + k;
            uint code = codeTable[text[k]];
            codes[k] = (ushort)code;
            column[stride] = column[2 * stride] = column[3 * stride] = none;
            if (code == Lexicon.OutsideCode || code == Lexicon.OutsidePairCode)
            {
                route[k] = 0;
                lengths[k] = code == Lexicon.OutsideCode ? Outside : OutsidePair;
                continue;
            }

            nint longest = length - k < maximumWordLength ? length - k : maximumWordLength;
            double best = none;
            nint bestLength = 1;
            ulong cell = cells[code];
            for (nint words = 1; ; words++)
            {
                double weight = weights[(cell >> TrieCell.ClassShift) & TrieCell.MaximumClass];
                if (words <= ColumnCount)
                    column[(words - 1) * stride] = weight;
                // What is no word has negative infinity, which wins only where nothing else does, and then means nothing below.
                double score = weight + route[k + words];
                if (score >= best)
                    (best, bestLength) = (score, words);
                uint next = codes[k + words];
                if (words >= longest || ((cell >> (int)(next & 15)) & 1) == 0)
                    break;
                uint place = ((uint)(cell >> TrieCell.BaseShift) & TrieCell.MaximumBase) + next;
                cell = cells[place];
                if (cell >> TrieCell.LabelShift != next)
                    break;
                if (words < ColumnCount)
                    places[(words - 1) * stride] = place;
            }

            if (best == none)
                (best, bestLength) = (lexicon.UnknownWeight + route[k + 1], 1);
            lengths[k] = (ushort)bestLength;
            route[k] = best;
        }
    }

    /// <summary>For processors without AVX2 and short pieces.</summary>
    private static void FindOneByOne(Lexicon lexicon, ushort* codeTable, char* text, int length, int maximumWordLength, Scratch scratch)
    {
        LookUpPlaces(lexicon, codeTable, text, length, scratch);
        int longCount = LookUpWordsOneByOne(lexicon, length, scratch);
        if (maximumWordLength < 3)
        {
            longCount = 0;
            for (int i = 0; i < length && maximumWordLength < 2; i++)
                scratch.Weights[scratch.Stride + i] = double.NegativeInfinity;
        }

        ChooseOneByOne(lexicon, length, maximumWordLength, longCount, scratch);
    }

    private static void FindByFour(Lexicon lexicon, ushort* codeTable, char* text, int length, int maximumWordLength, Scratch scratch)
    {
        LookUpPlaces(lexicon, codeTable, text, length, scratch);
        nint deepCount = LookUpPairs(lexicon, length, scratch);
        int longCount = LookUpLongWords(lexicon, deepCount, scratch);
        if (maximumWordLength <= ColumnCount)
            longCount = ForgetLongWords(lexicon, length, maximumWordLength, scratch);
        Score(lexicon, length, maximumWordLength, longCount, scratch);
        Choose(length, scratch);
        for (int j = 0; j < longCount; j++)
        {
            if (scratch.LongLengths[j] != 0)
                scratch.Lengths[scratch.LongPlaces[j]] = scratch.LongLengths[j];
        }
    }

    /// <summary>Whether an entry in <see cref="Scratch.Lengths"/> is one of a character outside blocks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsOutside(uint entry) => entry - 1 >= Outside - 1;

    /// <summary>The characters' codes, and where the words of two characters would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
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
            if (Sse.IsSupported)
                Sse.Prefetch0(cells + place);
            pairPlaces[i] = place;
        }

        Unsafe.InitBlockUnaligned(pairPlaces + last, 0, Padding * sizeof(uint));
        Unsafe.InitBlockUnaligned(codes + length, 0, Padding * sizeof(ushort));
    }

    /// <summary>Weights of words of one and two characters; returns at how many places of <see cref="Scratch.LongPlaces"/> longer ones may begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static nint LookUpPairs(Lexicon lexicon, nint length, Scratch scratch)
    {
        var cells = (long*)lexicon.Cells;
        double* weights = lexicon.Weights;
        double* codeWeights = lexicon.CodeWeights;
        ushort* codes = scratch.Codes;
        uint* pairPlaces = scratch.PairPlaces;
        nint stride = scratch.Stride;
        double* columns = scratch.Weights;
        ulong* pairCells = scratch.Cells;
        int* list = scratch.LongPlaces;
        uint* deepPlaces = scratch.DeepPlaces;
        var packingOrders = (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(PackingOrders));
        Vector256<long> classes = Vector256.Create((long)TrieCell.MaximumClass);
        Vector256<long> codeMask = Vector256.Create((long)Lexicon.OutsidePairCode);
        Vector256<long> bases = Vector256.Create((long)TrieCell.MaximumBase);
        Vector256<int> evenHalves = Vector256.Create(0, 2, 4, 6, 0, 2, 4, 6);
        Vector256<double> none = Vector256.Create(double.NegativeInfinity);
        Vector256<double> unknown = Vector256.Create(lexicon.UnknownWeight);
        nint count = 0;
        for (nint i = 0; i < length; i += 4)
        {
            Vector128<int> place = Vector128.Load((int*)pairPlaces + i);
            Vector256<long> child = Avx2.GatherVector256(cells, place, sizeof(long));
            child &= Vector256.Equals(child >>> TrieCell.LabelShift, Avx2.ConvertToVector256Int64(codes + i + 1));
            child.Store((long*)pairCells + i);
            Vector256<double> pair = Avx2.GatherVector256(weights, (child >>> TrieCell.ClassShift) & classes, sizeof(double));
            pair.Store(columns + stride + i);
            none.Store(columns + (2 * stride) + i);
            Vector256<long> first = Avx2.ConvertToVector256Int64(codes + i);
            Vector256<long> outside = Vector256.LessThan((first + Vector256<long>.One) & codeMask, Vector256.Create(2L));
            (none ^ (outside << 63).AsDouble()).Store(columns + (3 * stride) + i);

            Vector256<long> third = Avx2.ConvertToVector256Int64(codes + i + 2);
            Vector256<double> wanted = (Avx2.ShiftRightLogicalVariable(child, (third & Vector256.Create(15L)).AsUInt64()) << 63).AsDouble();
            Vector256<double> single = Avx2.GatherVector256(codeWeights, first, sizeof(double));
            Vector256<double> isUnknown = Avx.AndNot(wanted, Vector256.Equals(Vector256.MaxNative(single, pair), none));
            Avx.BlendVariable(single, unknown, isUnknown).Store(columns + i);

            int wantedBits = Avx.MoveMask(wanted);
            Vector128<int> order = Sse41.ConvertToVector128Int32(packingOrders + (4 * wantedBits));
            (order + Vector128.Create((int)i)).Store(list + count);
            Vector256<long> deep = ((child >>> TrieCell.BaseShift) & bases) + third;
            Avx.PermuteVar(Avx2.PermuteVar8x32(deep.AsInt32(), evenHalves).GetLower().AsSingle(), order).Store((float*)deepPlaces + count);
            count += BitOperations.PopCount((uint)wantedBits);
        }

        return count;
    }

    /// <summary>Weights of words of three and four characters at the places of the list, which then names those where still longer ones may begin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int LookUpLongWords(Lexicon lexicon, nint deepCount, Scratch scratch)
    {
        ulong* cells = lexicon.Cells;
        double* weights = lexicon.Weights;
        ushort* codes = scratch.Codes;
        nint stride = scratch.Stride;
        double* columns = scratch.Weights;
        ulong* wordCells = scratch.Cells;
        int* list = scratch.LongPlaces;
        uint* deepPlaces = scratch.DeepPlaces;
        uint* places = scratch.PairPlaces + stride;
        if (Sse.IsSupported)
        {
            for (nint j = 0; j < deepCount; j++)
                Sse.Prefetch0(cells + deepPlaces[j]);
        }

        nint longCount = 0;
        for (nint j = 0; j < deepCount; j++)
        {
            nint i = list[j];
            uint place = deepPlaces[j];
            places[i] = place;
            ulong child = cells[place];
            bool found = TrieCell.Label(child) == codes[i + 2];
            child &= 0UL - Unsafe.BitCast<bool, byte>(found);
            double triple = weights[TrieCell.Class(child)];

            uint fourth = codes[i + 3];
            uint wanted = (uint)(child >> (int)(fourth & 15)) & 1;
            place = (TrieCell.Base(child) + fourth) & (0 - wanted);
            places[i + stride] = place;
            child = cells[place];
            found = TrieCell.Label(child) == fourth;
            child &= 0UL - Unsafe.BitCast<bool, byte>(found);
            double quad = weights[TrieCell.Class(child)];

            double* weight = columns + i;
            weight[2 * stride] = triple;
            // A character outside blocks begins no word, so its infinity stays.
            weight[3 * stride] = quad;
            if (double.MaxNative(weight[0], weight[stride]) == double.NegativeInfinity && double.MaxNative(triple, quad) == double.NegativeInfinity)
                weight[0] = lexicon.UnknownWeight;

            wordCells[i] = child;
            list[longCount] = (int)i;
            longCount += (nint)(child >> (codes[i + 4] & 15)) & 1;
        }

        return (int)longCount;
    }

    /// <summary>Leaves only words up to a length for which there are columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int ForgetLongWords(Lexicon lexicon, nint length, int maximumWordLength, Scratch scratch)
    {
        nint stride = scratch.Stride;
        Vector256<double> none = Vector256.Create(double.NegativeInfinity);
        Vector256<double> unknown = Vector256.Create(lexicon.UnknownWeight);
        for (double* weight = scratch.Weights, end = weight + length; weight < end; weight += 4)
        {
            Vector256<double> longest = none;
            for (int words = 1; words < ColumnCount; words++)
            {
                Vector256<double> own = Vector256.Load(weight + (words * stride));
                if (words >= maximumWordLength)
                {
                    // Infinity marks characters outside blocks.
                    own = Vector256.ConditionalSelect(Vector256.LessThanOrEqual(own, Vector256<double>.Zero), none, own);
                    own.Store(weight + (words * stride));
                }

                longest = Vector256.MaxNative(longest, own);
            }

            Vector256<double> single = Vector256.Load(weight);
            Vector256.ConditionalSelect(Vector256.Equals(Vector256.MaxNative(single, longest), none), unknown, single).Store(weight);
        }

        return 0;
    }

    /// <summary>The best score from each place to the end, in two halves that a character outside blocks divides, if there is one.</summary>
    private static void Score(Lexicon lexicon, nint length, int maximumWordLength, int longCount, Scratch scratch)
    {
        double* route = scratch.Route;
        route[length] = route[length + 1] = route[length + 2] = route[length + 3] = 0;
        nint middle = FindMiddle(scratch.Codes, length);
        nint left = middle - 1;
        nint right = length - 1;
        int longRight = longCount;
        int longLeft = longCount;
        while (longLeft > 0 && scratch.LongPlaces[longLeft - 1] > middle)
            longLeft--;
        int firstRight = longLeft;
        if (middle >= 0)
            route[middle] = 0;
        while (left >= 0 || right > middle)
        {
            nint stopLeft = longLeft > 0 ? scratch.LongPlaces[longLeft - 1] : 0;
            nint stopRight = longRight > firstRight ? scratch.LongPlaces[longRight - 1] : middle + 1;
            if (left < 0)
            {
                ScoreOne(scratch.Weights, scratch.Stride, route, right, right - stopRight + 1);
                right = stopRight - 1;
            }
            else if (right == middle)
            {
                ScoreOne(scratch.Weights, scratch.Stride, route, left, left - stopLeft + 1);
                left = stopLeft - 1;
            }
            else
            {
                nint steps = Math.Min(left - stopLeft, right - stopRight) + 1;
                ScoreTwo(scratch.Weights, scratch.Stride, route, left, right, steps);
                left -= steps;
                right -= steps;
            }

            if (left == stopLeft - 1 && longLeft > 0)
                ScoreLong(lexicon, stopLeft, Math.Min(length - stopLeft, maximumWordLength), --longLeft, scratch);
            if (right == stopRight - 1 && longRight > firstRight)
                ScoreLong(lexicon, stopRight, Math.Min(length - stopRight, maximumWordLength), --longRight, scratch);
        }
    }

    /// <summary>The place outside blocks that is nearest to the middle, -1 if there is none in the middle half.</summary>
    private static nint FindMiddle(ushort* codes, nint length)
    {
        nint middle = length >> 1;
        for (nint distance = 0; distance < length >> 2; distance++)
        {
            if (IsOutsideCode(codes[middle - distance]))
                return middle - distance;
            if (IsOutsideCode(codes[middle + distance]))
                return middle + distance;
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsOutsideCode(uint code) => ((code + 1) & Lexicon.OutsidePairCode) <= 1;

    /// <summary>The best scores at the places from <paramref name="k"/> downwards, of which there are <paramref name="steps"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ScoreOne(double* weights, nint stride, double* route, nint k, nint steps)
    {
        weights += k;
        route += k;
        double one = route[1], two = route[2], three = route[3], four = route[4];
        for (; steps > 0; steps--)
        {
            double best = Best(weights, stride, one, two, three, four);
            (four, three, two, one) = (three, two, one, best);
            *route-- = best;
            weights--;
        }
    }

    /// <summary>As <see cref="ScoreOne"/> from two places, side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ScoreTwo(double* weights, nint stride, double* route, nint left, nint right, nint steps)
    {
        double* leftWeights = weights + left;
        double* leftRoute = route + left;
        double one = leftRoute[1], two = leftRoute[2], three = leftRoute[3], four = leftRoute[4];
        weights += right;
        route += right;
        double rightOne = route[1], rightTwo = route[2], rightThree = route[3], rightFour = route[4];
        for (; steps > 0; steps--)
        {
            double best = Best(leftWeights, stride, one, two, three, four);
            (four, three, two, one) = (three, two, one, best);
            *leftRoute-- = best;
            leftWeights--;
            best = Best(weights, stride, rightOne, rightTwo, rightThree, rightFour);
            (rightFour, rightThree, rightTwo, rightOne) = (rightThree, rightTwo, rightOne, best);
            *route-- = best;
            weights--;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Best(double* weights, nint stride, double one, double two, double three, double four)
    {
        four = double.MinNative(weights[3 * stride] + four, 0);
        double best = double.MaxNative(weights[2 * stride] + three, four);
        best = double.MaxNative(weights[stride] + two, best);
        return double.MaxNative(weights[0] + one, best);
    }

    /// <summary>Looks at the words of more than four characters at a place whose best score without them is known.</summary>
    private static void ScoreLong(Lexicon lexicon, nint k, nint longest, int index, Scratch scratch)
    {
        ushort* codes = scratch.Codes + k;
        double* route = scratch.Route + k;
        ulong cell = scratch.Cells[k];
        double best = route[0];
        int bestLength = 0;
        // The score of an unknown character counts only where no word begins.
        double* weight = scratch.Weights + k;
        nint stride = scratch.Stride;
        bool unknown = double.IsNegativeInfinity(lexicon.CodeWeights[codes[0]])
            && double.IsNegativeInfinity(Math.Max(weight[stride], Math.Max(weight[2 * stride], weight[3 * stride])));
        for (int words = ColumnCount + 1; words <= longest; words++)
        {
            uint next = codes[words - 1];
            if (!TrieCell.MayHaveChild(cell, next))
                break;
            cell = lexicon.Cells[TrieCell.Base(cell) + next];
            if (TrieCell.Label(cell) != next)
                break;
            if (TrieCell.Class(cell) == 0)
                continue;
            double score = lexicon.Weights[TrieCell.Class(cell)] + route[words];
            if (score >= best || unknown)
                (best, bestLength, unknown) = (score, words, false);
        }

        route[0] = best;
        scratch.LongLengths[index] = (ushort)bestLength;
    }

    /// <summary>The length of the longest word that gives each place its score.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void Choose(nint length, Scratch scratch)
    {
        nint stride = scratch.Stride;
        double* pairs = scratch.Weights + stride;
        double* route = scratch.Route;
        ushort* codes = scratch.Codes;
        ushort* lengths = scratch.Lengths;
        for (nint i = 0; i < length; i += 8)
        {
            Vector256<int> words = Vector256.Narrow(LengthsAt(pairs + i, stride, route + i), LengthsAt(pairs + i + 4, stride, route + i + 4));
            Vector128<ushort> entry = Sse41.PackUnsignedSaturate(words.GetLower(), words.GetUpper());
            Vector128<ushort> code = Vector128.Load(codes + i);
            entry = Vector128.ConditionalSelect(Vector128.Equals(code, Vector128<ushort>.Zero), Vector128.Create(Outside), entry);
            Vector128.AndNot(entry, Vector128.Equals(code, Vector128.Create(Lexicon.OutsidePairCode))).Store(lengths + i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<long> LengthsAt(double* pairs, nint stride, double* route)
    {
        Vector256<double> best = Vector256.Load(route);
        Vector256<double> isPair = Vector256.Equals(Vector256.Load(pairs) + Vector256.Load(route + 2), best);
        Vector256<double> isTriple = Vector256.Equals(Vector256.Load(pairs + stride) + Vector256.Load(route + 3), best);
        Vector256<double> isQuad = Vector256.Equals(Vector256.Load(pairs + (2 * stride)) + Vector256.Load(route + 4), best);
        Vector256<long> length = Vector256.ConditionalSelect(isTriple.AsInt64(), Vector256.Create(3L), Vector256<long>.One - isPair.AsInt64());
        return Vector256.ConditionalSelect(isQuad.AsInt64(), Vector256.Create(4L), length);
    }

    /// <summary>For each set of four places, a bit each, its members in ascending order.</summary>
    private static ReadOnlySpan<byte> PackingOrders =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 1, 2, 0, 0, 0, 1, 2, 0,
        3, 0, 0, 0, 0, 3, 0, 0, 1, 3, 0, 0, 0, 1, 3, 0, 2, 3, 0, 0, 0, 2, 3, 0, 1, 2, 3, 0, 0, 1, 2, 3,
    ];

    /// <summary>Weights of words of two characters, and the places where longer ones may begin; returns how many those are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static int LookUpWordsOneByOne(Lexicon lexicon, nint length, Scratch scratch)
    {
        ulong* cells = lexicon.Cells;
        double* weights = lexicon.Weights;
        ushort* codes = scratch.Codes;
        nint stride = scratch.Stride;
        double* pairWeights = scratch.Weights + stride;
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
            pairWeights[i + stride] = pairWeights[i + (2 * stride)] = double.NegativeInfinity;
            uint third = codes[i + 2];
            uint wanted = (uint)(child >> (int)(third & 15)) & 1;
            if (Sse.IsSupported)
                Sse.Prefetch0(cells + ((TrieCell.Base(child) + third) & (0 - wanted)));
            places[deepCount] = (int)i;
            deepCount += (nint)wanted;
        }

        nint longCount = 0;
        for (nint j = 0; j < deepCount; j++)
        {
            nint i = places[j];
            uint third = codes[i + 2];
            uint place = TrieCell.Base(pairCells[i]) + third;
            pairPlaces[i + stride] = place;
            ulong child = cells[place];
            bool found = TrieCell.Label(child) == third;
            bool goesOn = (TrieCell.Class(child) | ((child >> (codes[i + 3] & 15)) & 1)) != 0;
            pairCells[i] = child;
            places[longCount] = (int)i;
            longCount += Unsafe.BitCast<bool, byte>(found & goesOn);
        }

        return (int)longCount;
    }

    /// <summary>The best score from each place to the end and the word that gives it, in one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ChooseOneByOne(Lexicon lexicon, nint length, nint maximumWordLength, int longCount, Scratch scratch)
    {
        double* weights = lexicon.Weights;
        double* codeWeights = lexicon.CodeWeights;
        ushort* codes = scratch.Codes;
        nint stride = scratch.Stride;
        double* pairWeights = scratch.Weights + stride;
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
            bool isOutside = IsOutsideCode(code);
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
                    double weight = weights[TrieCell.Class(cell)];
                    if (words <= ColumnCount)
                        scratch.Weights[((words - 1) * stride) + k] = weight;
                    double score = weight + route[k + words];
                    if (score >= best)
                        (best, bestLength) = (score, (uint)words);
                    uint next = codes[k + words];
                    if (words >= longest || !TrieCell.MayHaveChild(cell, next))
                        break;
                    uint place = TrieCell.Base(cell) + next;
                    cell = lexicon.Cells[place];
                    if (TrieCell.Label(cell) != next)
                        break;
                    if (words < ColumnCount)
                        scratch.PairPlaces[((words - 1) * stride) + k] = place;
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
