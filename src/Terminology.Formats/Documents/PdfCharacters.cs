using System.Collections.Frozen;
using System.Text;

namespace Terminology.Formats;

/// <summary>Characters that PDF files give in place of those that were typed.</summary>
/// <remarks>
/// A font draws a radical and the character of the same shape with one glyph, and some writers (those built on Skia, such as Chromium) note
/// the radical as its meaning: 工 comes back as U+2F2F. The characters are those of Unicode's compatibility decompositions and of
/// EquivalentUnifiedIdeograph.txt, simplified where one glyph serves both scripts.
/// </remarks>
internal static class PdfCharacters
{
    private const char FirstRadical = '\u2F00';

    // The 214 radicals of U+2F00, in order.
    private const string Radicals =
        "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬"
        + "玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷豆豕豸貝赤走足身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵"
        + "鹿麥麻黄黍黑黹黽鼎鼓鼠鼻齊齒龍龜龠";

    // The further radicals that are characters of their own.
    private static readonly FrozenDictionary<char, char> s_supplement = Pairs(
        "⺁厂⺊卜⺎尢⺒巳⺓幺⺕彐⺛旡⺝月⺞歺⺟母⺠民⺩王⺪疋⺬示⺯糹⺶羊⺻聿⺼月⺽臼⻁虎⻄西⻅见⻆角⻉贝⻋车⻑長⻓长⻔门⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟");

    private static readonly string[] s_ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

    /// <summary>The text as it was typed: radicals as characters, ligatures as letters.</summary>
    public static string Typed(string text)
    {
        foreach (char c in text)
            if (c is (>= '\u2E80' and <= '\u2FD5') or (>= '\uFB00' and <= '\uFB06'))
                return Replaced(text);
        return text;
    }

    private static string Replaced(string text)
    {
        var result = new StringBuilder(text.Length + 2);
        foreach (char c in text)
        {
            if (c is >= FirstRadical and <= '\u2FD5')
                result.Append(Radicals[c - FirstRadical]);
            else if (c is >= '\uFB00' and <= '\uFB06')
                result.Append(s_ligatures[c - '\uFB00']);
            else
                result.Append(s_supplement.GetValueOrDefault(c, c));
        }
        return result.ToString();
    }

    private static FrozenDictionary<char, char> Pairs(string text) =>
        Enumerable.Range(0, text.Length / 2).ToFrozenDictionary(i => text[2 * i], i => text[2 * i + 1]);
}
