namespace Terminology;

/// <summary>Cuts a text into sentences at line breaks and final punctuation.</summary>
internal static class SentenceSplitter
{
    private static readonly HashSet<string> _abbreviations = new(
        "Mr Mrs Ms Dr Prof St No Nos Art Arts vol Vol pp p para paras Inc Ltd Co Corp Jr Sr vs etc e.g i.e cf al Fig Figs Sec Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Gen Col Rep Sen Gov ca approx".Split(' '),
        StringComparer.Ordinal);

    /// <summary>The sentences of a text, trimmed; empty ones are left out.</summary>
    public static List<(int Start, int Length)> Split(string text, bool chinese)
    {
        List<(int, int)> sentences = [];
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            // Three blanks stand for the line break of a list that was flattened.
            bool end = text[i] is '\n' or '\r' || (text[i] == ' ' && i >= 2 && text[i - 1] == ' ' && text[i - 2] == ' ');
            if (!end && (chinese ? text[i] is '。' or '！' or '？' or '；' or '!' or '?' : EndsEnglish(text, i)))
            {
                end = true;
                while (i + 1 < text.Length && text[i + 1] is '。' or '！' or '？' or '”' or '’' or '」' or '』' or '）' or '"' or ')' or '!' or '?')
                    i++;
            }
            if (end || i == text.Length - 1)
            {
                Add(text, start, i + 1, sentences);
                start = i + 1;
            }
        }
        Add(text, start, text.Length, sentences);
        return sentences;
    }

    private static bool EndsEnglish(string text, int i)
    {
        char c = text[i];
        if (c is '!' or '?' or ';')
            return i + 1 == text.Length || char.IsWhiteSpace(text[i + 1]) || text[i + 1] is '"' or '”' or ')';
        if (c != '.')
            return false;
        int next = i + 1;
        while (next < text.Length && text[next] is '"' or '”' or '’' or ')')
            next++;
        if (next < text.Length && !char.IsWhiteSpace(text[next]))
            return false;
        while (next < text.Length && text[next] == ' ')
            next++;
        if (next < text.Length && char.IsLower(text[next]))
            return false;
        int word = i;
        while (word > 0 && (char.IsLetter(text[word - 1]) || text[word - 1] == '.'))
            word--;
        string before = text[word..i];
        // A single capital is an initial, a number at the start of a line numbers it.
        bool numbering = i - word == 0 && i > 0 && char.IsAsciiDigit(text[i - 1]) && LineStart(text, i);
        return !(before.Length == 1 && char.IsUpper(before[0])) && !_abbreviations.Contains(before) && !numbering;
    }

    private static bool LineStart(string text, int i)
    {
        int k = i - 1;
        while (k >= 0 && char.IsAsciiDigit(text[k]))
            k--;
        return k < 0 || text[k] is '\n' or '\r' || (i - k <= 4 && text[k] == ' ' && k > 0 && text[k - 1] is '\n' or '.' or ';' or ' ');
    }

    private static void Add(string text, int start, int end, List<(int, int)> sentences)
    {
        while (start < end && char.IsWhiteSpace(text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(text[end - 1]))
            end--;
        if (end > start)
            sentences.Add((start, end - start));
    }
}
