using System.Runtime.CompilerServices;
using Terminology.Segmentation;

namespace Terminology;

/// <summary>A document's normalized text with its fine tokens as columns: what every later stage reads.</summary>
internal sealed class PreparedDocument
{
    public required string Name { get; init; }

    /// <summary>The normalized text.</summary>
    public required string Text { get; init; }

    /// <summary>For each character of <see cref="Text"/> its place in the original.</summary>
    public required int[] Map { get; init; }

    /// <summary>First character of each token; one more entry for the end of the text.</summary>
    public required int[] Start { get; init; }

    /// <summary>Position behind the last character of each token.</summary>
    public required int[] End { get; init; }

    /// <summary>Word class of each token, see <see cref="WordClass"/>.</summary>
    public required byte[] Class { get; init; }

    public required TokenFlags[] Flags { get; init; }

    /// <summary>The key of each token's string.</summary>
    public required ulong[] Key { get; init; }

    /// <summary>Prefix sums for <see cref="StringHash"/>.</summary>
    public required ulong[] Prefix { get; init; }

    public int Count => Key.Length;

    /// <summary>The key of the characters from token <paramref name="first"/> to before token <paramref name="last"/>.</summary>
    public ulong SpanKey(int first, int last) => StringHash.Span(Prefix, Start[first], End[last - 1]);

    public string SpanText(int first, int last) => Text[Start[first]..End[last - 1]];
}

/// <summary>Makes <see cref="PreparedDocument"/>s: the dictionary limited to words of three characters, so that every term and every nested term falls on token borders.</summary>
internal sealed class DocumentPreparer
{
    // Words of the dictionary that cross the borders of policy terms (国防科技工业局|局长, 中央|党组).
    private static readonly string[] s_crossing = ["局局长", "部党组", "工业局", "安全法", "加强党", "要加强", "进一步", "小企业", "和云", "维和", "化发展"];

    // Words of policy prose that the dictionary lacks and the HMM cuts wrongly.
    private static readonly string[] s_added = ["碳中和", "碳达峰", "硬科技", "算力", "智算", "运维", "托育", "边云", "云网", "数智", "低空", "新质"];

    private readonly ISegmenter _segmenter;

    public DocumentPreparer(ISegmenter? segmenter = null) =>
        _segmenter = segmenter ?? DefaultSegmenter.Value;

    private static readonly Lazy<ISegmenter> DefaultSegmenter = new(() =>
        new Segmenter(SegmentationDictionary.Default.Without(s_crossing).With(s_added), new SegmenterOptions { MaximumWordLength = 3, Tags = true }));

    [ThreadStatic]
    private static TokenBuffer? t_buffer;

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public PreparedDocument Prepare(Document document)
    {
        string text = TextNormalizer.Normalize(document.Text, out int[] map);
        TokenBuffer buffer = t_buffer ??= new TokenBuffer(4096);
        buffer.Clear();
        _segmenter.Segment(text, buffer);
        ReadOnlySpan<TokenSpan> spans = buffer.Spans;
        var prefix = new ulong[text.Length + 1];
        StringHash.Prefixes(text, prefix);
        int capacity = spans.Length;
        int[] start = new int[capacity], end = new int[capacity];
        var cls = new byte[capacity];
        var flags = new TokenFlags[capacity];
        var key = new ulong[capacity];
        int n = 0;
        for (int t = 0; t < spans.Length; t++)
        {
            TokenSpan span = spans[t];
            char c = text[span.Start];
            int from = span.Start, to = span.End;
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
                key[n] = StringHash.Span(prefix, from, to);
                flags[n] = FlagsOf(cls[n], c, key[n]);
                n++;
                continue;
            }
            if (c == ' ')
            {
                // A space is a border, except between two words of Latin script (LTE FDD).
                if (n > 0 && flags[n - 1].HasFlag(TokenFlags.Latin) && span.Length == 1 && t + 1 < spans.Length && char.IsAsciiLetter(text[spans[t + 1].Start]))
                    continue;
            }
            start[n] = from; end[n] = to;
            ulong k = StringHash.Span(prefix, from, to);
            cls[n] = TextNormalizer.IsHan(c) ? WordClass.Of(span.Tag) : WordClass.Punctuation;
            flags[n] = FlagsOf(cls[n], c, k);
            key[n++] = k;
        }
        Array.Resize(ref start, n); Array.Resize(ref end, n); Array.Resize(ref cls, n); Array.Resize(ref flags, n); Array.Resize(ref key, n);
        return new PreparedDocument { Name = document.Name, Text = text, Map = map, Start = start, End = end, Class = cls, Flags = flags, Key = key, Prefix = prefix };
    }

    /// <summary>The flags of a token; they follow from its class and its string.</summary>
    /// <param name="wordClass">Its class.</param>
    /// <param name="first">Its first character.</param>
    /// <param name="key">The key of its string.</param>
    internal static TokenFlags FlagsOf(byte wordClass, char first, ulong key) =>
        IsLatin(first) ? (wordClass == WordClass.Latin ? TokenFlags.Latin : TokenFlags.Number) : TextNormalizer.IsHan(first) ? FunctionWords.Of(key) : PunctuationFlags(first);

    private static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(c) || c is >= 'À' and <= 'ɏ' or >= 'Ͱ' and <= 'Ͽ';

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
