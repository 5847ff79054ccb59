using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Terminology;

/// <summary>
/// Finds every token sequence that could be a term: no grammar, only closed-class words at the edges and clause borders stop it; the model decides.
/// Beside them, what such a search cannot reach: titles, quotations and parallel slogans as wholes.
/// </summary>
internal static class CandidateFinder
{
    public const int MaximumTokens = 10, MaximumLongTokens = 18, MaximumCharacters = 40, MaximumWordCharacters = 30, MaximumLinkers = 3;

    // Tokens for which the sieve is filled at a time, so that it stays near the processor.
    private const int Block = 4096;

    /// <summary>Finds the candidates of a document: by first token, then length.</summary>
    public static List<CandidateSpan> Find(PreparedDocument document, ISieveSource? source = null)
    {
        var found = new CandidateSpans();
        found.Begin(document.Count);
        Find(document, found, source);
        var spans = new CandidateSpan[found.Count];
        CandidateSpans.Cursor at = default;
        found.Read(document, ref at, spans);
        return [.. spans];
    }

    /// <summary>Finds the candidates of a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="spans">Begun for the document; receives them.</param>
    /// <param name="source">Of this document; its sieve leaves out hopeless ones. Without a sieve all are taken. Titles, quotations and slogans as wholes are always taken.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Find(PreparedDocument document, CandidateSpans spans, ISieveSource? source = null)
    {
        const TokenFlags Stop = TokenFlags.Break | TokenFlags.NotInside;
        const TokenFlags Enclosing = TokenFlags.OpenQuote | TokenFlags.CloseQuote | TokenFlags.OpenBracket | TokenFlags.CloseBracket;
        TokenFlags[] flags = document.Flags;
        CandidateSieve? sieve = source?.Sieve;
        int count = document.Count, filled = 0;
        for (int from = 0; from < count;)
        {
            if ((flags[from] & Stop) != 0)
            {
                from++;
                continue;
            }
            int to = from, linkers = 0;
            TokenFlags some = 0;
            for (; to < count && (flags[to] & Stop) == 0; to++)
            {
                some |= flags[to];
                if ((flags[to] & TokenFlags.Linker) != 0) linkers++;
            }
            if (sieve is not null && to > filled)
            {
                int begin = Math.Min(from, filled);
                filled = Math.Max(to, Math.Min(count, begin + Block));
                source!.FillSieve(begin, filled, spans.Links);
            }
            if (sieve is not null && (some & Enclosing) == 0 && linkers <= MaximumLinkers)
                FindPlain(document, from, to, spans.Lengths, sieve);
            else
                FindEnclosing(document, from, to, spans, sieve);
            int opened = (some & TokenFlags.OpenQuote) != 0 ? to : from + 1; // an opening mark stands before the clause or is a quote inside of it
            for (int i = from; i < opened; i++)
            {
                if (i > 0 && (flags[i - 1] & (TokenFlags.OpenTitle | TokenFlags.OpenQuote)) != 0 && (flags[i] & TokenFlags.NoStart) == 0)
                    FindWhole(document, i, spans);
            }
            from = to;
        }
        FindParallel(document, spans);
        foreach ((int first, int last) in document.Wanted)
            spans.Add(first, last);
        spans.Finish();
    }

    /// <summary>The candidates that begin in a clause, whatever stands in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindEnclosing(PreparedDocument document, int from, int to, CandidateSpans spans, CandidateSieve? sieve)
    {
        TokenFlags[] flags = document.Flags;
        int[] start = document.Start, end = document.End;
        int count = document.Count;
        for (int i = from; i < to; i++)
        {
            TokenFlags first = flags[i];
            if ((first & TokenFlags.NoStart) != 0)
                continue;
            int quotes = 0, brackets = 0, linkers = 0;
            bool plain = sieve is not null;
            byte link = 0, share = 0;
            int limit = Math.Min(count, i + (OpensAtBoundary(flags, i) ? MaximumLongTokens : MaximumTokens));
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
                    share = Math.Max(share, sieve!.Share[j - sieve.From]);
                    if (j > i) link = Math.Max(link, sieve.Link[j - sieve.From]);
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
                if ((j - i >= MaximumTokens || characters > MaximumWordCharacters) && !EndsAtBoundary(flags, count, j))
                    continue;
                if (plain && sieve!.Of(i - sieve.From, j - sieve.From, characters, share, link) < sieve.Threshold)
                    continue;
                spans.Add(i, j + 1);
            }
        }
    }

    /// <summary>The same in a clause without quotes and brackets and with few function words, all lengths at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FindPlain(PreparedDocument document, int from, int to, Span<uint> lengths, CandidateSieve sieve)
    {
        TokenFlags[] flags = document.Flags;
        int[] start = document.Start, end = document.End;
        int count = document.Count;
        for (int i = from; i < to; i++)
        {
            TokenFlags first = flags[i];
            if ((first & TokenFlags.NoStart) != 0)
                continue;
            int most = Math.Min(to - i, OpensAtBoundary(flags, i) ? MaximumLongTokens : MaximumTokens);
            uint found = sieve.Passing(i - sieve.From, most, start[i]) & (uint)((1UL << most) - 1);
            if ((first & TokenFlags.Number) != 0)
                found &= ~1u;
            if (found >> MaximumTokens != 0 || end[i + most - 1] - start[i] > MaximumWordCharacters)
            {
                for (uint rest = found; rest != 0; rest &= rest - 1)
                {
                    int j = i + System.Numerics.BitOperations.TrailingZeroCount(rest);
                    if ((j - i >= MaximumTokens || end[j] - start[i] > MaximumWordCharacters) && !EndsAtBoundary(flags, count, j))
                        found &= ~(1u << (j - i));
                }
            }
            lengths[i] = found;
        }
    }

    private static bool OpensAtBoundary(TokenFlags[] flags, int first) => first == 0 || (flags[first - 1] & (TokenFlags.Boundary | TokenFlags.Break)) != 0;

    private static bool EndsAtBoundary(TokenFlags[] flags, int count, int last) => last + 1 >= count || (flags[last + 1] & (TokenFlags.Boundary | TokenFlags.Break)) != 0;

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
    private static void FindWhole(PreparedDocument document, int inner, CandidateSpans spans)
    {
        TokenFlags[] flags = document.Flags;
        bool title = (flags[inner - 1] & TokenFlags.OpenTitle) != 0;
        TokenFlags close = title ? TokenFlags.CloseTitle : TokenFlags.CloseQuote;
        int depth = 1;
        bool plain = true;
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
                    spans.Add(inner, last);
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
    private static void FindParallel(PreparedDocument document, CandidateSpans spans)
    {
        ReadOnlySpan<TokenFlags> flags = document.Flags.AsSpan(0, document.Count);
        var separators = new List<int>();
        int clause = 0;
        for (int i = 0; i < flags.Length; i++)
        {
            TokenFlags mark = flags[i] & (TokenFlags.Break | TokenFlags.Separator | TokenFlags.OpenQuote | TokenFlags.CloseQuote);
            if (mark == 0)
                continue;
            if (mark == (TokenFlags.Break | TokenFlags.Separator))
            {
                separators.Add(i);
                continue;
            }
            EndClause(i);
            clause = i + 1;
        }
        EndClause(flags.Length);

        void EndClause(int last)
        {
            if (separators.Count == 0)
                return;
            FindParallel(document, clause, last, CollectionsMarshal.AsSpan(separators), spans);
            separators.Clear();
        }
    }

    private static void FindParallel(PreparedDocument document, int first, int last, ReadOnlySpan<int> separators, CandidateSpans spans)
    {
        TokenFlags[] flags = document.Flags;
        int border = first; // no slogan begins before it
        for (int s = 0; s < separators.Length; s++)
        {
            int separator = separators[s], next = s + 1, whole = PieceEnd(separators, next);
            int length = whole > separator + 1 ? document.End[whole - 1] - document.Start[separator + 1] : 0;
            int start = separator;
            while (start > border && document.End[separator - 1] - document.Start[start] < length) start--;
            if (length is < 4 or > 12 || start == separator || document.End[separator - 1] - document.Start[start] != length)
            {
                border = separator + 1;
                continue;
            }
            for (int pieces = 2; next < separators.Length && pieces < 6; pieces++)
            {
                int end = PieceEnd(separators, next + 1);
                if (end <= whole + 1 || document.End[end - 1] - document.Start[whole + 1] != length)
                    break;
                whole = end;
                next++;
            }
            bool enclosed = start > 0 && whole < document.Count && (flags[start - 1] & (TokenFlags.OpenTitle | TokenFlags.OpenQuote)) != 0 && (flags[whole] & (TokenFlags.CloseTitle | TokenFlags.CloseQuote)) != 0;
            if (!enclosed && document.End[whole - 1] - document.Start[start] <= MaximumCharacters && (flags[start] & (TokenFlags.NotInside | TokenFlags.NoStart)) == 0)
                spans.Add(start, whole);
            border = whole;
            s = next;
        }

        int PieceEnd(ReadOnlySpan<int> separators, int next) => next < separators.Length ? separators[next] : last;
    }
}
