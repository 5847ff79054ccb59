using Terminology.Segmentation;
using System.Text;

namespace Terminology;

/// <summary>Another form of a term under which a glossary may have it.</summary>
/// <param name="Key">The form.</param>
/// <param name="Reason">How it differs, in words.</param>
/// <param name="Loss">0-1: how much less sure the English is.</param>
/// <param name="Suffix">What the English of this form lacks.</param>
internal readonly record struct TermForm(string Key, string Reason, double Loss, string Suffix = "")
{
    /// <summary>The English of the term, from that of this form: what is missing stands at its end, but behind the first word of "Regulations on ...".</summary>
    public string Complete(string english)
    {
        const string Regulations = "Regulations";
        if (Suffix.Length == 0 || english.Contains(Suffix, StringComparison.Ordinal))
        {
            return english;
        }

        if (Suffix == TermForms.OfTheState)
        {
            return english.StartsWith(Regulations + " ", StringComparison.Ordinal) ? Regulations + Suffix + english[Regulations.Length..] : english + Suffix;
        }

        return english + (char.IsLower(english[0]) ? Suffix.ToLowerInvariant() : Suffix);
    }
}

/// <summary>Forms of a term that mean the same: without 的, in simplified script, without brackets, region or state words.</summary>
internal static class TermForms
{
    /// <summary>What 中华人民共和国 before the name of a law adds.</summary>
    public const string OfTheState = " of the People's Republic of China";

    // How far a document is, in brackets behind its name; the name alone would say that it is in force.
    private static readonly (string Chinese, string English)[] s_stages = [("(试行)", " (Trial)"), ("(暂行)", " (Interim)"), ("(草案)", " (Draft)"), ("(征求意见稿)", " (Draft for Comments)"), ("(修订)", " (Revised)"), ("(修订版)", " (Revised)")];

    private static readonly string[] s_leading = ["中华人民共和国", "全国", "我国", "我省", "我市", "全省", "全市", "国家", "中国"];

    private static readonly (string Short, string Full)[] s_endings =
    [
        ("工信部", "工业和信息化部"), ("发改委", "发展和改革委员会"), ("发展改革委", "发展和改革委员会"), ("国资委", "国有资产监督管理委员会"),
        ("人大常委会", "人民代表大会常务委员会"), ("人大", "人民代表大会"), ("政协", "人民政治协商会议"), ("科技部", "科学技术部"), ("人社部", "人力资源和社会保障部"),
        ("住建部", "住房和城乡建设部"), ("市场监管总局", "市场监督管理总局"), ("卫健委", "卫生健康委员会"), ("卫生健康委", "卫生健康委员会"), ("纪委", "纪律检查委员会"),
        ("国家发改委", "国家发展和改革委员会"), ("国家发展改革委", "国家发展和改革委员会"), ("央行", "中国人民银行"), ("党中央", "中共中央"),
        ("委", "委员会"), ("局", "管理局"), ("网信办", "互联网信息办公室"), ("最高法", "最高人民法院"), ("最高检", "最高人民检察院"),
    ];

    /// <summary>The forms of a key, nearest first; not the key itself.</summary>
    public static IEnumerable<TermForm> Of(string key)
    {
        string simplified = ChineseScript.ToSimplified(key);
        if (simplified != key)
        {
            yield return new TermForm(simplified, "simplified script", 0.01);
            key = simplified;
        }

        if (key.Contains(' ', StringComparison.Ordinal))
        {
            yield return new TermForm(key.Replace(" ", "", StringComparison.Ordinal), "without space", 0.01);
        }

        if (key.Length > 3 && key.AsSpan(1, key.Length - 2).Contains('的'))
        {
            yield return new TermForm(key[0] + key[1..^1].Replace("的", "", StringComparison.Ordinal) + key[^1], "without 的", 0.08);
        }

        string plain = WithoutBrackets(key);
        if (plain != key && plain.Length > 1)
        {
            string suffix = Array.Find(s_stages, s => key.EndsWith(s.Chinese, StringComparison.Ordinal)).English ?? "";
            yield return new TermForm(plain, "without brackets", 0.05, suffix);
        }

        if (key.AsSpan().ContainsAny("·、-"))
        {
            yield return new TermForm(key.Replace("·", "", StringComparison.Ordinal).Replace("、", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal), "without separators", 0.05);
        }

        foreach ((string brief, string full) in s_endings)
        {
            if (key.EndsWith(brief, StringComparison.Ordinal) && !key.EndsWith(full, StringComparison.Ordinal))
            {
                yield return new TermForm(key[..^brief.Length] + full, "full form", 0.05);
            }
            else if (full.Length > 3 && key.EndsWith(full, StringComparison.Ordinal))
            {
                yield return new TermForm(key[..^full.Length] + brief, "abbreviation", 0.05);
            }
        }

        foreach (string leading in s_leading)
        {
            if (key.Length > leading.Length + (leading.Length > 2 ? 1 : 2) && key.StartsWith(leading, StringComparison.Ordinal) && (IsName(key) || (leading == "中华人民共和国" && IsRegulations(key))))
            {
                yield return new TermForm(key[leading.Length..], "without " + leading, 0.15, leading == "中华人民共和国" && (key[^1] == '法' || IsRegulations(key)) ? OfTheState : "");
            }
        }

        if (key.Length > 2 && key[^1] == '法')
        {
            yield return new TermForm("中华人民共和国" + key, "full title of the law", 0.1);
        }

        if (key.Length > 2 && key[^1] is '局' or '署' or '会' or '委')
        {
            yield return new TermForm("国家" + key, "with 国家", 0.1);
        }

        if (key.Length > 2 && key[^1] is '们')
        {
            yield return new TermForm(key[..^1], "without 们", 0.05);
        }
    }

    private static bool IsRegulations(string key) => key.EndsWith("条例", StringComparison.Ordinal);

    private static bool IsName(string key) => key[^1] is '法' or '会' or '局' or '部' or '委' or '院' or '署' or '行';

    private static string WithoutBrackets(string key)
    {
        if (!key.AsSpan().ContainsAny('(', '[', '〔'))
        {
            return key;
        }

        var text = new StringBuilder(key.Length);
        int depth = 0;
        foreach (char c in key)
        {
            if (c is '(' or '[' or '〔')
            {
                depth++;
            }
            else if (c is ')' or ']' or '〕')
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (depth == 0)
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }
}
