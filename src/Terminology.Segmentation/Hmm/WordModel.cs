using System.Runtime.CompilerServices;

namespace Terminology.Segmentation;

/// <summary>
/// jieba's <c>finalseg</c>: words among characters that the dictionary left single, by a hidden Markov model with the positions
/// begin, end, middle and single (B, E, M, S), and pieces of Latin and digits by rule.
/// </summary>
internal static unsafe class WordModel
{
    private const byte Begin = 0;
    private const byte End = 1;
    private const byte Middle = 2;
    private const byte Single = 3;

    /// <summary>Length of the piece of a run without Han that begins at its start: <c>[A-Za-z0-9]+(\.[0-9]+)?%?</c> or all up to the next such.</summary>
    internal static int NextPiece(ReadOnlySpan<char> run)
    {
        int length = 0;
        if (!CharacterClass.IsLetterOrDigit(run[0]))
        {
            while (length < run.Length && !CharacterClass.IsLetterOrDigit(run[length]))
                length++;
            return length;
        }

        while (length < run.Length && CharacterClass.IsLetterOrDigit(run[length]))
            length++;
        if (length + 1 < run.Length && run[length] == '.' && CharacterClass.IsDigit(run[length + 1]))
        {
            length++;
            while (length < run.Length && CharacterClass.IsDigit(run[length]))
                length++;
        }

        return length < run.Length && run[length] == '%' ? length + 1 : length;
    }

    /// <summary>
    /// Finds the most probable positions of a run of Han and writes them over <paramref name="states"/>.
    /// Equal scores fall to the state with the larger letter, and the emission is added before scores are compared, as in jieba.
    /// </summary>
    internal static void Decode(Lexicon lexicon, ushort* codes, int length, byte* states)
    {
        double* start = lexicon.WordModel;
        double* transitions = start + 4;
        double endToBegin = transitions[(End * 4) + Begin], singleToBegin = transitions[(Single * 4) + Begin];
        double beginToEnd = transitions[(Begin * 4) + End], middleToEnd = transitions[(Middle * 4) + End];
        double beginToMiddle = transitions[(Begin * 4) + Middle], middleToMiddle = transitions[(Middle * 4) + Middle];
        double endToSingle = transitions[(End * 4) + Single], singleToSingle = transitions[(Single * 4) + Single];

        double* emissions = EmissionsOf(lexicon, codes[0]);
        double begin = start[Begin] + emissions[Begin], end = start[End] + emissions[End];
        double middle = start[Middle] + emissions[Middle], single = start[Single] + emissions[Single];
        for (int i = 1; i < length; i++)
        {
            emissions = EmissionsOf(lexicon, codes[i]);
            double fromEnd = end + endToBegin + emissions[Begin], fromSingle = single + singleToBegin + emissions[Begin];
            bool beginAfterSingle = fromSingle >= fromEnd;
            double newBegin = beginAfterSingle ? fromSingle : fromEnd;

            double fromBegin = begin + beginToEnd + emissions[End], fromMiddle = middle + middleToEnd + emissions[End];
            bool endAfterMiddle = fromMiddle >= fromBegin;
            double newEnd = endAfterMiddle ? fromMiddle : fromBegin;

            fromBegin = begin + beginToMiddle + emissions[Middle];
            fromMiddle = middle + middleToMiddle + emissions[Middle];
            bool middleAfterMiddle = fromMiddle >= fromBegin;
            double newMiddle = middleAfterMiddle ? fromMiddle : fromBegin;

            fromEnd = end + endToSingle + emissions[Single];
            fromSingle = single + singleToSingle + emissions[Single];
            bool singleAfterSingle = fromSingle >= fromEnd;
            single = singleAfterSingle ? fromSingle : fromEnd;

            (begin, end, middle) = (newBegin, newEnd, newMiddle);
            states[i] = (byte)((beginAfterSingle ? 1 : 0) | (endAfterMiddle ? 2 : 0) | (middleAfterMiddle ? 4 : 0) | (singleAfterSingle ? 8 : 0));
        }

        byte state = single >= end ? Single : End;
        for (int i = length - 1; i >= 0; i--)
        {
            int back = states[i];
            states[i] = state;
            state = state switch
            {
                Begin => (back & 1) != 0 ? Single : End,
                End => (back & 2) != 0 ? Middle : Begin,
                Middle => (back & 4) != 0 ? Middle : Begin,
                _ => (back & 8) != 0 ? Single : End,
            };
        }
    }

    /// <summary>Whether a word ends with a character in this state.</summary>
    internal static bool EndsWord(byte state) => (state & 1) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double* EmissionsOf(Lexicon lexicon, int code)
    {
        return lexicon.Emissions + (4 * (code < lexicon.ModelCodeCount ? code : Lexicon.UnknownCode));
    }
}
