using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>A candidate's place: tokens from <paramref name="First"/> to before <paramref name="Last"/>, and the key of its string.</summary>
internal readonly record struct CandidateSpan(int First, int Last, ulong Key);

/// <summary>
/// Finds every token sequence that could be a term: no grammar, only closed-class words at the edges and clause borders stop it; the model decides.
/// Beside them, what such a search cannot reach: titles, quotations and parallel slogans as wholes.
/// </summary>
internal static class CandidateFinder
{
    public const int MaximumTokens = 10, MaximumLongTokens = 18, MaximumCharacters = 40, MaximumWordCharacters = 30, MaximumLinkers = 3;

    /// <summary>Finds the candidates of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="spans">Receives them, by first token, then length.</param>
    /// <param name="sieve">Leaves out hopeless ones; null takes all. Titles, quotations and slogans as wholes are always taken.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(PreparedDocument document, List<CandidateSpan> spans, CandidateSieve? sieve = null)
    {
        spans.Clear();
        TokenFlags[] flags = document.Flags;
        int[] start = document.Start, end = document.End;
        ulong[] prefix = document.Prefix;
        int count = document.Count;
        for (int i = 0; i < count; i++)
        {
            TokenFlags first = flags[i];
            if ((first & (TokenFlags.NoStart | TokenFlags.Break | TokenFlags.NotInside)) != 0)
                continue;
            int quotes = 0, brackets = 0, linkers = 0;
            bool opensAtBoundary = i == 0 || (flags[i - 1] & (TokenFlags.Boundary | TokenFlags.Break)) != 0;
            bool plain = sieve is not null;
            byte link = byte.MaxValue, share = byte.MaxValue;
            int limit = Math.Min(count, i + (opensAtBoundary ? MaximumLongTokens : MaximumTokens));
            for (int j = i; j < limit; j++)
            {
                TokenFlags f = flags[j];
                if ((f & (TokenFlags.Break | TokenFlags.NotInside)) != 0)
                {
                    if (quotes == 0 || (f & TokenFlags.Separator) == 0)
                        break;
                    plain = false; // a separator inside a quotation is part of it (“四个革命、一个合作”能源安全新战略)
                }
                if (plain)
                {
                    share = Math.Min(share, sieve!.Share[j]);
                    if (j > i) link = Math.Min(link, sieve.Link[j - 1]);
                }
                int characters = end[j] - start[i];
                if (characters > MaximumCharacters)
                    break;
                if ((f & TokenFlags.OpenQuote) != 0) quotes++;
                else if ((f & TokenFlags.CloseQuote) != 0 && --quotes < 0) break;
                else if ((f & TokenFlags.OpenBracket) != 0) brackets++;
                else if ((f & TokenFlags.CloseBracket) != 0 && --brackets < 0) break;
                else if ((f & TokenFlags.Linker) != 0 && ++linkers > MaximumLinkers) break;
                if ((f & TokenFlags.NoEnd) != 0 || quotes != 0 || brackets != 0 || characters < 2)
                    continue;
                if ((f & TokenFlags.CloseQuote) != 0 && (first & TokenFlags.OpenQuote) != 0 && WrapsAll(flags, i, j))
                    continue; // the quotation without its quotes is the candidate
                if ((f & TokenFlags.Number) != 0 && j == i)
                    continue;
                if ((j - i >= MaximumTokens || characters > MaximumWordCharacters) && j + 1 < count && (flags[j + 1] & (TokenFlags.Boundary | TokenFlags.Break)) == 0)
                    continue;
                if (plain)
                {
                    float sum = sieve!.First[i] + sieve.Last[j] + sieve.ShareValues[share] + sieve.TokenValues[j + 1 - i] + sieve.CharacterValues[characters]
                        + (j == i ? sieve.Single : sieve.FirstTwo[i] + sieve.LastTwo[j - 1] + sieve.LinkValues[link]);
                    if (sum < sieve.Threshold)
                        continue;
                }
                spans.Add(new CandidateSpan(i, j + 1, StringHash.Span(prefix, start[i], end[j])));
            }
            FindWhole(document, i, spans);
        }
        int before = spans.Count;
        FindParallel(document, spans);
        if (document.Wanted.Count > 0)
            AddWanted(document, spans, before);
        Merge(spans, before);
    }

    private static void AddWanted(PreparedDocument document, List<CandidateSpan> spans, int late)
    {
        HashSet<(int, int)> known = [.. spans.Select(s => (s.First, s.Last))];
        foreach ((int first, int last) in document.Wanted)
        {
            if (known.Add((first, last)))
                spans.Add(new CandidateSpan(first, last, document.SpanKey(first, last)));
        }
        spans.Sort(late, spans.Count - late, Comparer<CandidateSpan>.Create(static (a, b) => a.First != b.First ? a.First.CompareTo(b.First) : a.Last.CompareTo(b.Last)));
    }

    /// <summary>Brings the spans from a place on in among those before it; both parts are sorted.</summary>
    private static void Merge(List<CandidateSpan> spans, int from)
    {
        if (from == spans.Count)
            return;
        Span<CandidateSpan> all = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(spans);
        CandidateSpan[] late = all[from..].ToArray();
        int a = from - 1, to = all.Length - 1;
        for (int b = late.Length - 1; b >= 0; to--)
        {
            if (a >= 0 && (all[a].First > late[b].First || (all[a].First == late[b].First && all[a].Last > late[b].Last)))
                all[to] = all[a--];
            else
                all[to] = late[b--];
        }
    }

    private static bool WrapsAll(TokenFlags[] flags, int i, int j)
    {
        int depth = 0;
        for (int k = i; k <= j; k++)
        {
            if ((flags[k] & TokenFlags.OpenQuote) != 0) depth++;
            else if ((flags[k] & TokenFlags.CloseQuote) != 0 && --depth == 0 && k < j) return false;
        }
        return true;
    }

    /// <summary>The inside of a title or quotation that the plain search does not yield: too long, with separators, or with a function word at its edge.</summary>
    private static void FindWhole(PreparedDocument document, int inner, List<CandidateSpan> spans)
    {
        TokenFlags[] flags = document.Flags;
        if (inner == 0 || (flags[inner - 1] & (TokenFlags.OpenTitle | TokenFlags.OpenQuote)) == 0)
            return;
        bool title = (flags[inner - 1] & TokenFlags.OpenTitle) != 0;
        TokenFlags close = title ? TokenFlags.CloseTitle : TokenFlags.CloseQuote;
        int depth = 1;
        bool plain = (flags[inner] & (TokenFlags.NoStart | TokenFlags.Break | TokenFlags.NotInside)) == 0;
        int linkers = 0;
        for (int j = inner; j < document.Count && document.End[j] - document.Start[inner] <= MaximumCharacters; j++)
        {
            TokenFlags f = flags[j];
            if ((f & close) != 0 && --depth == 0)
            {
                plain &= j - inner <= MaximumLongTokens && (flags[j - 1] & TokenFlags.NoEnd) == 0 && linkers <= MaximumLinkers;
                int last = j;
                while (last > inner && document.Text[document.Start[last - 1]] == ' ') last--;
                if (!plain && last > inner && document.End[last - 1] - document.Start[inner] >= 2)
                {
                    int at = spans.Count;
                    while (at > 0 && spans[at - 1].First == inner && spans[at - 1].Last > last) at--;
                    if (at == 0 || spans[at - 1].First != inner || spans[at - 1].Last != last)
                        spans.Insert(at, new CandidateSpan(inner, last, document.SpanKey(inner, last)));
                }
                return;
            }
            if ((f & (title ? TokenFlags.OpenTitle : TokenFlags.OpenQuote)) != 0) depth++;
            if ((f & TokenFlags.Break) != 0)
            {
                if ((f & (TokenFlags.Separator | TokenFlags.OpenTitle | TokenFlags.CloseTitle)) == 0 && document.Text[document.Start[j]] is '\n' or '。' or '；')
                    return;
                plain = false;
            }
            if ((f & TokenFlags.NotInside) != 0) plain = false;
            if ((f & TokenFlags.Linker) != 0) linkers++;
        }
    }

    /// <summary>Parallel slogans: two to five pieces of equal length between separators (大众创业、万众创新).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindParallel(PreparedDocument document, List<CandidateSpan> spans)
    {
        TokenFlags[] flags = document.Flags;
        int clause = 0;
        for (int i = 0; i <= document.Count; i++)
        {
            if (i < document.Count && ((flags[i] & TokenFlags.Break) == 0 || (flags[i] & TokenFlags.Separator) != 0) && (flags[i] & (TokenFlags.OpenQuote | TokenFlags.CloseQuote)) == 0)
                continue;
            if (i > clause)
                FindParallel(document, clause, i, spans);
            clause = i + 1;
        }
    }

    private static void FindParallel(PreparedDocument document, int first, int last, List<CandidateSpan> spans)
    {
        TokenFlags[] flags = document.Flags;
        int border = first; // no slogan begins before it
        for (int separator = first; separator < last; separator++)
        {
            if ((flags[separator] & TokenFlags.Separator) == 0)
                continue;
            int whole = PieceEnd(separator + 1);
            int length = whole > separator + 1 ? document.End[whole - 1] - document.Start[separator + 1] : 0;
            int start = separator;
            while (start > border && document.End[separator - 1] - document.Start[start] < length) start--;
            if (length is < 4 or > 12 || start == separator || document.End[separator - 1] - document.Start[start] != length)
            {
                border = separator + 1;
                continue;
            }
            int pieces = 2;
            while (whole < last && pieces < 6)
            {
                int end = PieceEnd(whole + 1);
                if (end <= whole + 1 || document.End[end - 1] - document.Start[whole + 1] != length)
                    break;
                whole = end;
                pieces++;
            }
            bool enclosed = start > 0 && whole < document.Count && (flags[start - 1] & (TokenFlags.OpenTitle | TokenFlags.OpenQuote)) != 0 && (flags[whole] & (TokenFlags.CloseTitle | TokenFlags.CloseQuote)) != 0;
            if (!enclosed && document.End[whole - 1] - document.Start[start] <= MaximumCharacters && (flags[start] & (TokenFlags.NotInside | TokenFlags.NoStart)) == 0)
                spans.Add(new CandidateSpan(start, whole, document.SpanKey(start, whole)));
            border = separator = whole;
        }

        int PieceEnd(int i)
        {
            while (i < last && (flags[i] & TokenFlags.Separator) == 0) i++;
            return i;
        }
    }
}
