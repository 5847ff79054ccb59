using System.Buffers;
using System.Runtime.CompilerServices;
using Terminology.Segmentation;

namespace Terminology;

/// <summary>A document's normalized text with its fine tokens as columns: what every later stage reads.</summary>
internal sealed class PreparedDocument
{
    public required string Name { get; init; }

    /// <summary>The normalized text; that of a document in traditional script is in simplified script, with the same length.</summary>
    public required string Text { get; init; }

    /// <summary>The normalized text in its own script.</summary>
    public required string Shown { get; init; }

    /// <summary>For each character of <see cref="Text"/> its place in the original; null where that is the same.</summary>
    public required int[]? Map { get; init; }

    /// <summary>Number of tokens. The columns may be longer; behind the last token then stand places greater than all.</summary>
    public required int Count { get; init; }

    /// <summary>First character of each token.</summary>
    public required int[] Start { get; init; }

    /// <summary>Position behind the last character of each token.</summary>
    public required int[] End { get; init; }

    /// <summary>Word class of each token, see <see cref="WordClass"/>.</summary>
    public required byte[] Class { get; init; }

    public required TokenFlags[] Flags { get; init; }

    /// <summary>Places that are candidates because they were asked for, as tokens from First to before Last.</summary>
    public IReadOnlyList<(int First, int Last)> Wanted { get; init; } = [];

    /// <summary>The key of each token's string.</summary>
    public required ulong[] Key { get; set; }

    /// <summary>Prefix sums for <see cref="StringHash"/>.</summary>
    public required ulong[] Prefix { get; set; }

    /// <summary>Whether <see cref="Key"/> and <see cref="Prefix"/> go back to the pool when they are given up.</summary>
    public bool Rented { get; set; }

    /// <summary>Gives up what can be computed again, which is more than half of a document's memory.</summary>
    public void Release()
    {
        if (Rented)
        {
            ArrayPool<ulong>.Shared.Return(Key);
            ArrayPool<ulong>.Shared.Return(Prefix);
        }
        (Key, Prefix, Rented) = ([], [], false);
    }

    /// <summary>Computes again what <see cref="Release"/> gave up.</summary>
    public void Restore()
    {
        if (Prefix.Length > 0)
            return;
        (Key, Prefix, Rented) = (ArrayPool<ulong>.Shared.Rent(Count), ArrayPool<ulong>.Shared.Rent(Text.Length + 1), true);
        StringHash.Prefixes(Text, Prefix);
        for (int i = 0; i < Count; i++)
            Key[i] = StringHash.Span(Prefix, Start[i], End[i]);
    }

    /// <summary>The place of a character in the original.</summary>
    public int Original(int at) => Map is null ? at : Map[at];

    /// <summary>The key of the characters from token <paramref name="first"/> to before token <paramref name="last"/>.</summary>
    public ulong SpanKey(int first, int last) => StringHash.Span(Prefix, Start[first], End[last - 1]);

    public string SpanText(int first, int last) => Shown[Start[first]..End[last - 1]];
}

/// <summary>Makes <see cref="PreparedDocument"/>s: the dictionary limited to words of three characters, so that every term and every nested term falls on token borders.</summary>
internal sealed class DocumentPreparer
{
    // Words of the dictionary that cross the borders of policy terms (国防科技工业局|局长, 中央|党组).
    private static readonly string[] s_crossing = ["局局长", "部党组", "工业局", "安全法", "加强党", "要加强", "进一步", "小企业", "和云", "维和", "化发展"];

    // Words of policy prose that the dictionary lacks and the HMM cuts wrongly.
    private static readonly string[] s_added = ["碳中和", "碳达峰", "硬科技", "算力", "智算", "运维", "托育", "边云", "云网", "数智", "低空", "新质"];

    // From this share of traditional characters on, a text is read in simplified script; below it, they are names or quotations.
    private const double Traditional = 0.05;

    private readonly ISegmenter _segmenter;
    private readonly TermMatcher? _wanted;

    /// <summary>Makes a preparer.</summary>
    /// <param name="segmenter">Null takes the library's own.</param>
    /// <param name="wanted">Strings whose places are candidates, in simplified script; null where there are none.</param>
    public DocumentPreparer(ISegmenter? segmenter = null, TermMatcher? wanted = null) =>
        (_segmenter, _wanted) = (segmenter ?? DefaultSegmenter.Value, wanted);

    private static readonly Lazy<ISegmenter> DefaultSegmenter = new(() =>
        new Segmenter(SegmentationDictionary.Default.Without(s_crossing).With(s_added), new SegmenterOptions { MaximumWordLength = 3, Tags = true }));

    [ThreadStatic]
    private static TokenBuffer? t_buffer;

    /// <summary>The columns of a document.</summary>
    /// <param name="tokens">As many as there can be at most.</param>
    private ref struct Columns(int tokens)
    {
        public int[] Start = GC.AllocateUninitializedArray<int>(tokens), End = GC.AllocateUninitializedArray<int>(tokens);
        public byte[] Class = GC.AllocateUninitializedArray<byte>(tokens);
        public TokenFlags[] Flags = GC.AllocateUninitializedArray<TokenFlags>(tokens);
        public ulong[] Key = ArrayPool<ulong>.Shared.Rent(tokens);

        /// <summary>Gives back what is not needed, where it is much.</summary>
        public void Trim(int tokens)
        {
            if (tokens < Start.Length - Start.Length / 8)
            {
                Array.Resize(ref Start, tokens);
                Array.Resize(ref End, tokens);
                Array.Resize(ref Class, tokens);
                Array.Resize(ref Flags, tokens);
            }
            Start.AsSpan(tokens).Fill(int.MaxValue);
            End.AsSpan(tokens).Fill(int.MaxValue);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PreparedDocument Prepare(Document document)
    {
        string shown = TextNormalizer.NormalizeInPlace(document.Text, out int[]? map);
        string text = ChineseScript.TraditionalShare(shown) >= Traditional ? ChineseScript.ToSimplified(shown) : shown; // of the same length
        TokenBuffer buffer = t_buffer ??= new TokenBuffer(4096);
        buffer.Clear();
        _segmenter.Segment(text, buffer);
        ReadOnlySpan<TokenSpan> spans = buffer.Spans;
        ulong[] prefix = ArrayPool<ulong>.Shared.Rent(text.Length + 1);
        StringHash.Prefixes(text, prefix);
        var columns = new Columns(spans.Length);
        int[] start = columns.Start, end = columns.End;
        byte[] cls = columns.Class;
        TokenFlags[] flags = columns.Flags;
        ulong[] key = columns.Key;
        int n = 0;
        for (int t = 0; t < spans.Length; t++)
        {
            TokenSpan span = spans[t];
            int from = span.Start, to = span.End;
            char c = text[from];
            if (TextNormalizer.IsHan(c))
            {
                ulong k = StringHash.Span(prefix, from, to);
                start[n] = from; end[n] = to;
                cls[n] = WordClass.Of(span.Tag);
                flags[n] = c == '过' && to == from + 1 && IsLiving(text, to) ? TokenFlags.None : FunctionWords.Of(k);
                key[n++] = k;
                continue;
            }
            if (IsLatin(c))
            {
                // One token for what is written together: TD-LTE, 5G, VR/AR, 6+1, 8.3%.
                while (t + 1 < spans.Length && spans[t + 1].Start == to)
                {
                    char next = text[to];
                    if (IsLatin(next)) { to = spans[++t].End; continue; }
                    if (IsJoiner(next) && spans[t + 1].Length == 1 && t + 2 < spans.Length && IsLatin(text[spans[t + 2].Start])) { t += 2; to = spans[t].End; continue; }
                    if (next is '%' && spans[t + 1].Length == 1) { to = spans[++t].End; }
                    break;
                }
                bool letter = HasLetter(text.AsSpan(from, to - from));
                start[n] = from; end[n] = to;
                cls[n] = letter ? WordClass.Latin : WordClass.Number;
                flags[n] = letter ? TokenFlags.Latin : TokenFlags.Number;
                key[n++] = StringHash.Span(prefix, from, to);
                continue;
            }
            // A space is a border, except between two words of Latin script (LTE FDD).
            if (c == ' ' && n > 0 && flags[n - 1].HasFlag(TokenFlags.Latin) && span.Length == 1 && t + 1 < spans.Length && char.IsAsciiLetter(text[spans[t + 1].Start]))
                continue;
            start[n] = from; end[n] = to;
            cls[n] = WordClass.Punctuation;
            flags[n] = PunctuationFlags(c);
            key[n++] = StringHash.Span(prefix, from, to);
        }
        columns.Trim(n);
        var prepared = new PreparedDocument
        {
            Name = document.Name, Text = text, Shown = shown, Map = map, Count = n, Start = columns.Start, End = columns.End, Class = columns.Class, Flags = columns.Flags, Key = columns.Key, Prefix = prefix, Rented = true,
        };
        return _wanted is null ? prepared : WithWanted(prepared, _wanted);
    }

    /// <summary>Marks the places of wanted strings; tokens that cross their borders are cut there.</summary>
    private static PreparedDocument WithWanted(PreparedDocument d, TermMatcher wanted)
    {
        var matches = new List<PatternMatch>();
        wanted.Find(d.Text, matches);
        if (matches.Count == 0)
            return d;
        var cuts = new SortedSet<int>();
        foreach (PatternMatch m in matches)
        {
            cuts.Add(m.Start);
            cuts.Add(m.End);
        }
        List<int> start = [], end = [];
        List<byte> cls = [];
        List<TokenFlags> flags = [];
        List<ulong> key = [];
        for (int i = 0; i < d.Count; i++)
        {
            int from = d.Start[i];
            foreach (int cut in cuts.GetViewBetween(from + 1, Math.Max(from + 1, d.End[i])))
            {
                if (cut < d.End[i])
                    Add(i, ref from, cut);
            }
            Add(i, ref from, d.End[i]);
        }
        var places = new HashSet<(int, int)>();
        foreach (PatternMatch m in matches)
        {
            int first = start.BinarySearch(m.Start), last = end.BinarySearch(m.End);
            if (first >= 0 && last >= first)
                places.Add((first, last + 1));
        }
        return new PreparedDocument
        {
            Name = d.Name, Text = d.Text, Shown = d.Shown, Map = d.Map, Count = start.Count, Start = [.. start], End = [.. end], Class = [.. cls], Flags = [.. flags], Key = [.. key], Prefix = d.Prefix, Wanted = [.. places],
        };

        void Add(int token, ref int from, int to)
        {
            bool whole = from == d.Start[token] && to == d.End[token];
            ulong k = StringHash.Span(d.Prefix, from, to);
            start.Add(from);
            end.Add(to);
            cls.Add(d.Class[token]);
            flags.Add(whole || !TextNormalizer.IsHan(d.Text[from]) ? d.Flags[token] : FunctionWords.Of(k));
            key.Add(k);
            from = to;
        }
    }

    /// <summary>The flags by which the features of strings see a token; they follow from its class and its string.</summary>
    /// <param name="wordClass">Its class.</param>
    /// <param name="first">Its first character.</param>
    /// <param name="key">The key of its string.</param>
    internal static TokenFlags FlagsOf(byte wordClass, char first, ulong key) =>
        IsLatin(first) ? (wordClass == WordClass.Latin ? TokenFlags.Latin : TokenFlags.Number) : TextNormalizer.IsHan(first) ? FunctionWords.Of(key) : PunctuationFlags(first);

    private static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(c) || c is >= 'À' and <= 'ɏ' or >= 'Ͱ' and <= 'Ͽ';

    // 过紧日子, 过好日子: here 过 is the verb.
    private static bool IsLiving(string text, int at) => text.AsSpan(at, Math.Min(5, text.Length - at)).Contains("日子", StringComparison.Ordinal);

    private static bool IsJoiner(char c) => c is '-' or '/' or '.' or '&' or '+' or '_' or '·' or '\'';

    private static bool HasLetter(ReadOnlySpan<char> s)
    {
        foreach (char c in s)
            if (char.IsLetter(c)) return true;
        return false;
    }

    private static TokenFlags PunctuationFlags(char c) => TokenFlags.Punctuation | TokenFlags.Boundary | c switch
    {
        '“' or '‘' or '「' or '『' => TokenFlags.OpenQuote | TokenFlags.NoEnd,
        '”' or '’' or '」' or '』' => TokenFlags.CloseQuote | TokenFlags.NoStart,
        '（' or '(' or '〔' => TokenFlags.OpenBracket | TokenFlags.NoEnd | TokenFlags.NoStart,
        '）' or ')' or '〕' => TokenFlags.CloseBracket | TokenFlags.NoStart,
        '《' or '〈' => TokenFlags.OpenTitle | TokenFlags.Break | TokenFlags.NoStart | TokenFlags.NoEnd,
        '》' or '〉' => TokenFlags.CloseTitle | TokenFlags.Break | TokenFlags.NoStart | TokenFlags.NoEnd,
        '、' or '，' => TokenFlags.Separator | TokenFlags.Break | TokenFlags.NoStart | TokenFlags.NoEnd,
        '·' or '-' or '—' or '＋' or '+' or '/' or '&' or '〇' or '%' or '－' => TokenFlags.NoStart | TokenFlags.NoEnd,
        _ => TokenFlags.Break | TokenFlags.NoStart | TokenFlags.NoEnd,
    };
}
