namespace Terminology.Segmentation;

/// <summary>The tags that jieba's <c>posseg</c> gives by rule to Latin, digits and signs.</summary>
internal static class TagRules
{
    /// <summary>Length and tag of the piece of a run without Han that begins at its start: <c>[.0-9]+</c> is m, <c>[A-Za-z0-9]+</c> is eng, the rest x.</summary>
    internal static int NextPiece(ReadOnlySpan<char> run, out PartOfSpeech tag)
    {
        int length = 0;
        if (IsNumeric(run[0]))
        {
            tag = PartOfSpeech.Numeral;
            while (length < run.Length && IsNumeric(run[length]))
                length++;
        }
        else if (CharacterClass.IsLetterOrDigit(run[0]))
        {
            tag = PartOfSpeech.Latin;
            while (length < run.Length && CharacterClass.IsLetterOrDigit(run[length]))
                length++;
        }
        else
        {
            tag = PartOfSpeech.Other;
            while (length < run.Length && !IsNumeric(run[length]) && !CharacterClass.IsLetterOrDigit(run[length]))
                length++;
        }

        return length;
    }

    private static bool IsNumeric(char character) => character == '.' || CharacterClass.IsDigit(character);
}
