using System.Text;
using Terminology.Segmentation;

namespace Terminology;

/// <summary>The forms under which words are compared in alignment.</summary>
internal static class AlignmentText
{
    /// <summary>Full-width forms folded, lower case, simplified script, no white space.</summary>
    public static string ChineseKey(string word)
    {
        StringBuilder key = new(word.Length);
        foreach (char c in ChineseScript.ToSimplified(word))
        {
            char folded = c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0) : c;
            folded = folded switch { '。' => '.', '、' => ',', '“' or '”' or '「' or '」' => '"', '‘' or '’' => '\'', '《' or '》' => '"', '—' or '–' => '-', '\u3000' => ' ', _ => folded };
            if (!char.IsWhiteSpace(folded))
                key.Append(char.ToLowerInvariant(folded));
        }
        return key.ToString();
    }

    /// <summary>The English word without its inflection; quotes folded.</summary>
    public static string EnglishKey(string word) => word switch
    {
        "“" or "”" or "``" or "''" or "&quot;" => "\"",
        "‘" or "’" or "&apos;" => "'",
        "—" or "–" or "--" => "-",
        _ => EnglishWord.Key(word),
    };

    // Fine tokens: long dictionary words hide the words a term is cut out of.
    private static readonly Lazy<Segmenter> s_segmenter = new(() => new Segmenter(SegmentationDictionary.Default, new SegmenterOptions { MaximumWordLength = 4 }));

    /// <summary>The places of the Chinese words of a text in either script; white space is left out.</summary>
    public static List<(int Start, int Length)> TokenizeChinese(string text, ISegmenter? segmenter = null)
    {
        TokenBuffer buffer = new();
        string simplified = ChineseScript.ToSimplified(text);
        (segmenter ?? s_segmenter.Value).Segment(simplified, buffer);
        List<(int, int)> tokens = [];
        foreach (TokenSpan span in buffer.Spans)
            if (!simplified.AsSpan(span.Start, span.Length).IsWhiteSpace())
                tokens.Add((span.Start, span.Length));
        return tokens;
    }

    /// <summary>The words of a Chinese text.</summary>
    public static string[] ChineseWords(string text) => [.. TokenizeChinese(text).Select(t => text.Substring(t.Start, t.Length))];

    /// <summary>The words of an English text.</summary>
    public static string[] EnglishWords(string text) => [.. EnglishTokenizer.Tokenize(text).Select(t => text.Substring(t.Start, t.Length))];
}
