namespace Terminology;

/// <summary>Says in words why <see cref="CandidateFinder"/> takes a place of a string for no candidate.</summary>
internal static class CandidateRefusal
{
    /// <summary>The first rule that refuses a place.</summary>
    /// <param name="d">The document.</param>
    /// <param name="start">First character of the place in its text.</param>
    /// <param name="end">Behind its last character.</param>
    public static string Of(PreparedDocument d, int start, int end)
    {
        int first = Array.BinarySearch(d.Start, start), last = Array.BinarySearch(d.End, end);
        if (first < 0 || last < 0)
        {
            int inside = first < 0 ? Math.Max(0, ~first - 1) : Math.Min(d.Count - 1, ~last);
            return $"it {(first < 0 ? "begins" : "ends")} inside the token {d.SpanText(inside, inside + 1)}";
        }
        if (end - start < 2)
            return "it is a single character";
        if (first == last && (d.Flags[first] & TokenFlags.Number) != 0)
            return "it is a number";
        if ((d.Flags[first] & (TokenFlags.NoStart | TokenFlags.NotInside)) != 0)
            return $"no term begins with {Token(first)}";
        if ((d.Flags[last] & TokenFlags.NoEnd) != 0)
            return $"no term ends with {Token(last)}";
        int quotes = 0, brackets = 0, linkers = 0;
        for (int k = first; k <= last; k++)
        {
            TokenFlags f = d.Flags[k];
            if ((f & TokenFlags.NotInside) != 0)
                return $"no term holds {Token(k)}";
            if ((f & TokenFlags.Break) != 0 && (quotes == 0 || (f & TokenFlags.Separator) == 0))
                return "it crosses a clause border (punctuation or a new line)";
            if ((f & TokenFlags.OpenQuote) != 0) quotes++;
            else if ((f & TokenFlags.CloseQuote) != 0) quotes--;
            else if ((f & TokenFlags.OpenBracket) != 0) brackets++;
            else if ((f & TokenFlags.CloseBracket) != 0) brackets--;
            else if ((f & TokenFlags.Linker) != 0) linkers++;
            if (quotes < 0 || brackets < 0)
                break;
        }
        if (quotes != 0 || brackets != 0)
            return "it holds one half of a pair of quotation marks or brackets";
        if (linkers > CandidateFinder.MaximumLinkers)
            return $"it holds {linkers} words such as 的, 和, 与; {CandidateFinder.MaximumLinkers} are allowed";
        if (end - start > CandidateFinder.MaximumCharacters)
            return $"it has {end - start} characters; {CandidateFinder.MaximumCharacters} are allowed";
        if (last - first >= CandidateFinder.MaximumTokens || end - start > CandidateFinder.MaximumWordCharacters)
            return $"it has {last + 1 - first} tokens and {end - start} characters; more than {CandidateFinder.MaximumTokens} and {CandidateFinder.MaximumWordCharacters} are allowed only between two borders (punctuation or a function word)";
        return "the quotation is a candidate without its quotation marks";

        string Token(int at) => d.SpanText(at, at + 1);
    }
}
