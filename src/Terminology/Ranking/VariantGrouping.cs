using System.Text;
using Terminology.Segmentation;

namespace Terminology;

/// <summary>A listed string, as far as the search for variants looks at it.</summary>
internal readonly record struct VariantForm(string Text, int Frequency, double Termhood);

/// <summary>One form counted with another; both are numbers of forms.</summary>
internal readonly record struct VariantLink(int Head, int Variant, string Relation);

/// <summary>
/// Finds the forms of one term among the listed strings: spellings (script, width, quotes, spaces, 的, separators), the order of a coordination,
/// full forms and abbreviations. A wrong group hides a term, so every rule needs both strings in the list and a reason that can be named; where two full forms
/// are possible, none is taken.
/// </summary>
internal static class VariantGrouping
{
    // The relations that TermVariant documents.
    public const string Abbreviation = "abbreviation", FullForm = "full form", Order = "order";

    private const double Sure = 0.5; // least termhood of both strings where the reason is their form alone
    private const string Bodies = "委会局部院办社联协盟行署厅团"; // last characters of short names of bodies
    private static readonly HashSet<string> s_titles = ["意见", "方案", "规划", "办法", "通知", "纲要", "条例", "规定", "细则", "计划", "公约", "指南", "标准", "目录", "协议", "公司", "项目", "决定"];
    private const int Codes = 5; // so many acronyms with the same first two letters are the codes of a list
    private const string Numerals = "两二双三四五六七八九";

    private static readonly (string Relation, Func<string, string> Fold)[] s_steps =
    [
        ("width", Width), ("script", ChineseScript.ToSimplified), ("quotes", s => Without(s, "“”‘’\"「」『』")), ("spacing", s => Without(s, " 　")),
        ("spelling", Spelling), ("brackets", WithoutBrackets), ("particle", WithoutParticle), ("separators", s => Without(s, "、，·")), ("conjunction", Conjunction),
    ];

    /// <summary>Finds the variants among the forms.</summary>
    /// <param name="forms">Distinct strings.</param>
    /// <param name="stated">Definitions that the texts give.</param>
    /// <param name="tokens">Splits a string into words.</param>
    /// <returns>One link for every form that is a variant; a head is never itself a variant. In the order of the forms.</returns>
    public static List<VariantLink> Find(IReadOnlyList<VariantForm> forms, IReadOnlyCollection<StatedAbbreviation> stated, Func<string, IReadOnlyList<string>> tokens)
    {
        var links = new Links(forms.Count);
        string[] keys = LinkSpellings(forms, links);
        var byKey = new Dictionary<string, int>(forms.Count, StringComparer.Ordinal);
        for (int i = 0; i < forms.Count; i++)
            byKey.TryAdd(keys[i], i);
        LinkOrders(keys, byKey, links);
        var pairs = new Pairs();
        AddKnown(byKey, pairs);
        AddNumerals(keys, forms, byKey, pairs);
        AddHeads(keys, forms, tokens, pairs);
        AddStated(forms, byKey, stated, pairs);
        pairs.Link(keys, links);
        return links.Resolve(forms);
    }

    /// <summary>The form under which spellings of one string are equal.</summary>
    public static string Key(string text)
    {
        if (Plain(text))
            return text;
        foreach ((_, Func<string, string> fold) in s_steps)
            text = fold(text);
        return text;
    }

    private static string[] LinkSpellings(IReadOnlyList<VariantForm> forms, Links links)
    {
        string[] keys = [.. forms.Select(f => f.Text)];
        var first = new Dictionary<string, int>(keys.Length, StringComparer.Ordinal);
        var plain = new bool[keys.Length];
        Parts.For(keys.Length, 4096, (from, to) =>
        {
            for (int i = from; i < to; i++)
                plain[i] = Plain(keys[i]);
        });
        var changing = new List<int>();
        for (int i = 0; i < keys.Length; i++)
        {
            first.TryAdd(keys[i], i);
            if (!plain[i])
                changing.Add(i);
        }
        foreach ((string relation, Func<string, string> fold) in s_steps)
        {
            foreach (int i in changing)
            {
                string key = fold(keys[i]);
                if (ReferenceEquals(key, keys[i]) || key == keys[i])
                    continue;
                keys[i] = key;
                if (!first.TryAdd(key, i))
                    links.Add(first[key], i, relation);
            }
        }
        return keys;
    }

    // Most strings have nothing that any step would change: Chinese characters only, none of them traditional or a function word.
    private static bool Plain(string text)
    {
        foreach (char c in text)
        {
            if (!TextNormalizer.IsHan(c) || "的与及暨".Contains(c, StringComparison.Ordinal))
                return false;
        }
        return ReferenceEquals(ChineseScript.ToSimplified(text), text);
    }

    private static string Width(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('！', '～'))
            return text;
        return string.Create(text.Length, text, static (target, source) =>
        {
            for (int i = 0; i < source.Length; i++)
                target[i] = source[i] is >= '！' and <= '～' and not ('，' or '（' or '）') ? (char)(source[i] - 0xFEE0) : source[i];
        }).Replace('（', '(').Replace('）', ')');
    }

    private static string Without(string text, string dropped)
    {
        if (text.AsSpan().IndexOfAny(dropped) < 0)
            return text;
        var kept = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (!dropped.Contains(c, StringComparison.Ordinal))
                kept.Append(c);
        }
        return kept.ToString();
    }

    /// <summary>首台(套) as 首台套; 市(区), two words, stays as it is.</summary>
    private static string WithoutBrackets(string text)
    {
        string without = Without(text, "()（）〔〕");
        return without.Length < 3 ? text : without;
    }

    /// <summary>Case of letters, and hyphens between a letter and a letter.</summary>
    private static string Spelling(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('A', 'Z') && !text.AsSpan().ContainsAnyInRange('a', 'z'))
            return text;
        var folded = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '-' && i > 0 && i + 1 < text.Length && char.IsAsciiLetter(text[i - 1]) && char.IsAsciiLetter(text[i + 1]))
                continue;
            folded.Append(char.ToUpperInvariant(text[i]));
        }
        return folded.ToString();
    }

    /// <summary>Without a 的 between two words (智能化的改造); 党的建设 keeps it, as do 目的地 and 标的物.</summary>
    private static string WithoutParticle(string text)
    {
        int at = text.IndexOf('的', StringComparison.Ordinal);
        if (at < 2 || at > text.Length - 3 || text[at - 1] is '目' or '标' || text[at + 1] is '确' or '士' or '的')
            return text;
        return text.Remove(at, 1);
    }

    private static string Conjunction(string text)
    {
        if (text.AsSpan().IndexOfAny('与', '及', '暨') is < 1)
            return text;
        return text.Replace("以及", "和", StringComparison.Ordinal).Replace('与', '和').Replace('及', '和').Replace('暨', '和');
    }

    /// <summary>Links coordinations that name the same things in another order (研发和生产 / 生产和研发).</summary>
    private static void LinkOrders(string[] keys, Dictionary<string, int> byKey, Links links)
    {
        // Reorderings have the same characters, so equal sums of mixed characters bring them together.
        var groups = new Dictionary<(int, ulong), List<int>>();
        foreach ((string key, int i) in byKey)
        {
            if (key.IndexOf('和', 1) is < 2)
                continue;
            ulong sum = 0;
            foreach (char c in key)
                sum += (c + 1UL) * 0x9E3779B97F4A7C15UL ^ (c + 1UL) * 0xC2B2AE3D27D4EB4FUL >> 17;
            if (!groups.TryGetValue((key.Length, sum), out List<int>? group))
                groups[(key.Length, sum)] = group = [];
            group.Add(i);
        }
        foreach (List<int> group in groups.Values)
        {
            group.Sort();
            for (int a = 0; a < group.Count; a++)
            {
                for (int b = a + 1; b < group.Count; b++)
                {
                    if (Reordered(keys[group[a]], keys[group[b]]))
                        links.Add(group[a], group[b], Order);
                }
            }
        }
    }

    /// <summary>Whether two strings are P A 和 B S and P B 和 A S; A and B have two characters or more, so that no word is cut.</summary>
    public static bool Reordered(string a, string b)
    {
        int i = a.IndexOf('和', 1), j = b.IndexOf('和', 1);
        if (i < 0 || j < 0 || a.Length != b.Length || a == b)
            return false;
        for (int prefix = 0; prefix <= Math.Min(i, j) - 2 && a.AsSpan(0, prefix).SequenceEqual(b.AsSpan(0, prefix)); prefix++)
        {
            ReadOnlySpan<char> first = a.AsSpan(prefix, i - prefix), second = b.AsSpan(prefix, j - prefix); // A and B
            if (a.AsSpan(i + 1).StartsWith(second) && b.AsSpan(j + 1).StartsWith(first) && a.AsSpan(i + 1 + second.Length).SequenceEqual(b.AsSpan(j + 1 + first.Length)))
                return true;
        }
        return false;
    }

    private static void AddKnown(Dictionary<string, int> byKey, Pairs pairs)
    {
        foreach ((string brief, string full) in KnownAbbreviations.All)
        {
            if (byKey.TryGetValue(brief, out int s) && byKey.TryGetValue(full, out int f))
                pairs.Add(s, f);
        }
    }

    /// <summary>两化融合 ← 信息化和工业化融合: a numeral counts pieces that share a character, which follows it.</summary>
    private static void AddNumerals(string[] keys, IReadOnlyList<VariantForm> forms, Dictionary<string, int> byKey, Pairs pairs)
    {
        foreach ((string key, int full) in byKey)
        {
            int joint = key.IndexOf('和', 1);
            string text = ChineseScript.ToSimplified(forms[full].Text);
            string[] pieces = text.AsSpan().ContainsAny('、', '，') ? text.Split('、', '，', '和', '与', '及') : joint > 1 ? [key[..joint], key[(joint + 1)..]] : [];
            if (pieces.Length is < 2 or > 9 || pieces.Any(p => p.Length < 2) || pieces.SkipLast(1).Any(p => p.Length > 5))
                continue;
            string last = pieces[^1];
            for (int end = 2; end <= last.Length; end++)
            {
                // Shared last character (信息化, 工业化), or shared first one (农业, 农村, 农民).
                foreach (bool suffix in (ReadOnlySpan<bool>)[true, false])
                {
                    if (end == last.Length && pieces.Length == 2)
                        continue; // 两化 alone may be any two
                    char shared = suffix ? last[end - 1] : last[0];
                    if (pieces.Take(pieces.Length - 1).Any(p => (suffix ? p[^1] : p[0]) != shared))
                        continue;
                    foreach (char n in pieces.Length == 2 ? "两二双" : Numerals[pieces.Length].ToString())
                    {
                        if (byKey.TryGetValue(string.Concat(n.ToString(), shared.ToString(), last.AsSpan(end)), out int brief) && Likely(forms[brief], forms[full]))
                            pairs.Add(brief, full);
                    }
                }
            }
        }
    }

    /// <summary>
    /// 发改委 ← 发展和改革委员会: names of bodies of three characters or more, each the first of one word, in order, no word left out; the last may be the last of its word (党代会).
    /// Of other strings this proves nothing (农民工 and 农村民生工程).
    /// </summary>
    private static void AddHeads(string[] keys, IReadOnlyList<VariantForm> forms, Func<string, IReadOnlyList<string>> tokens, Pairs pairs)
    {
        var byFirst = new Dictionary<char, List<int>>();
        for (int i = 0; i < keys.Length; i++)
        {
            if (forms[i].Termhood < Sure || keys[i].Length < 6 || !AllHan(keys[i]))
                continue;
            if (!byFirst.TryGetValue(keys[i][0], out List<int>? list))
                byFirst[keys[i][0]] = list = [];
            list.Add(i);
        }
        for (int i = 0; i < keys.Length; i++)
        {
            string brief = keys[i];
            if (brief.Length is < 3 or > 6 || !Bodies.Contains(brief[^1], StringComparison.Ordinal) || forms[i].Termhood < Sure || !AllHan(brief) || !byFirst.TryGetValue(brief[0], out List<int>? list))
                continue;
            foreach (int full in list)
            {
                if (keys[full].Length >= brief.Length * 2 - 1 && StatedAbbreviations.Subsequence(brief, keys[full]) && Heads(brief, tokens(keys[full])))
                    pairs.Add(i, full);
            }
        }
    }

    /// <summary>Whether each character of a short form is the first of one word of the full form.</summary>
    public static bool Heads(string brief, IReadOnlyList<string> words)
    {
        int at = 0, left = words.Count(w => !IsConnective(w));
        foreach (string word in words)
        {
            if (IsConnective(word))
                continue;
            left--;
            if (at >= brief.Length || (word[0] != brief[at] && !(left == 0 && word[^1] == brief[at])) || (word.Length == 1 && left > 0))
                return false;
            at++;
        }
        return at == brief.Length;
    }

    private static bool IsConnective(string word) => word is "和" or "与" or "及" or "的" or "、";

    private static void AddStated(IReadOnlyList<VariantForm> forms, Dictionary<string, int> byKey, IReadOnlyCollection<StatedAbbreviation> stated, Pairs pairs)
    {
        var foreign = new List<(int Brief, int Full)>();
        Dictionary<string, int> heads = stated.Where(s => char.IsAscii(s.Short[0])).Select(s => s.Short).Distinct().GroupBy(s => s[..2]).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        foreach (StatedAbbreviation s in stated.OrderBy(s => s.Short, StringComparer.Ordinal).ThenBy(s => s.Before, StringComparer.Ordinal))
        {
            if (!byKey.TryGetValue(Key(s.Short), out int brief) || pairs.Has(brief) || foreign.Exists(f => f.Brief == brief))
                continue;
            bool chinese = TextNormalizer.IsHan(s.Short[0]);
            if (chinese ? s.Short.Length < 3 && !s.Declared : heads[s.Short[..2]] >= Codes)
                continue;
            // The full form ends before the bracket: of the listed strings that do, the one that fits best, then the longest of nearly the greatest termhood.
            int best = -1, bestFit = 0;
            for (int start = 0; start < s.Before.Length - s.Short.Length; start++)
            {
                string candidate = s.Before[start..];
                if (!byKey.TryGetValue(Key(candidate), out int full) || full == brief || forms[full].Termhood < Sure)
                    continue;
                int fit = !chinese ? 1 : !StatedAbbreviations.Subsequence(s.Short, candidate) ? 0 : candidate[0] == s.Short[0] ? 2 : 1;
                if (chinese && s.Short.Length <= 4 && candidate.EndsWith(s.Short, StringComparison.Ordinal) && s_titles.Contains(s.Short[^2..]))
                    continue; // 《…实施方案》（以下简称《实施方案》）: a word of many meanings
                if (chinese && (fit == 0 ? !s.Declared || s.Short.Length < 4 : fit == 1 && !s.Declared))
                    continue;
                if (best < 0 || fit > bestFit || (fit == bestFit && forms[full].Termhood * 0.8 > forms[best].Termhood))
                    (best, bestFit) = (full, fit);
            }
            if (best >= 0 && chinese)
                pairs.Add(brief, best);
            else if (best >= 0)
                foreign.Add((brief, best));
        }
        // Two codes for one string (合格境内有限合伙人 QDLP, 合格境外有限合伙人 QFLP): the full forms are not listed, only their common end.
        foreach (IGrouping<int, (int Brief, int Full)> codes in foreign.GroupBy(f => f.Full).Where(g => g.Count() == 1))
            pairs.Add(codes.First().Brief, codes.Key);
    }

    private static bool Likely(in VariantForm a, in VariantForm b) => a.Termhood >= 0.2 && b.Termhood >= 0.2;

    private static bool AllHan(string s)
    {
        foreach (char c in s)
        {
            if (!TextNormalizer.IsHan(c))
                return false;
        }
        return true;
    }

    /// <summary>Short forms with their possible full forms.</summary>
    private sealed class Pairs
    {
        private readonly SortedDictionary<int, List<int>> _fulls = [];

        public bool Has(int brief) => _fulls.ContainsKey(brief);

        public void Add(int brief, int full)
        {
            if (!_fulls.TryGetValue(brief, out List<int>? list))
                _fulls[brief] = list = [];
            if (brief != full && !list.Contains(full))
                list.Add(full);
        }

        /// <summary>Links each short form with its full form: the longest, where it contains the others; none where they differ.</summary>
        public void Link(string[] keys, Links links)
        {
            foreach ((int brief, List<int> fulls) in _fulls)
            {
                if (fulls.Count == 0)
                    continue;
                int longest = fulls.MaxBy(f => (keys[f].Length, -f));
                if (fulls.All(f => keys[longest].Contains(keys[f], StringComparison.Ordinal) || links.Same(f, longest) || Contained(keys[f], keys[longest])))
                    links.Add(longest, brief, Abbreviation);
            }
        }

        // 发展和改革委员会 in 国家发展改革委员会: the same but for a conjunction.
        private static bool Contained(string a, string b) => Without(b, "和").Contains(Without(a, "和"), StringComparison.Ordinal);
    }

    /// <summary>Sets of forms, with the relation of each link.</summary>
    private sealed class Links(int count)
    {
        private readonly int[] _parent = [.. Enumerable.Range(0, count)];
        private readonly List<(int A, int B, string Relation)> _links = [];

        public bool Same(int a, int b) => Root(a) == Root(b);

        /// <summary>Links two forms; for an abbreviation the first is the full form.</summary>
        public void Add(int a, int b, string relation)
        {
            int x = Root(a), y = Root(b);
            if (x == y)
                return;
            _parent[Math.Max(x, y)] = Math.Min(x, y);
            _links.Add((a, b, relation));
        }

        private int Root(int i)
        {
            while (_parent[i] != i)
                i = _parent[i] = _parent[_parent[i]];
            return i;
        }

        public List<VariantLink> Resolve(IReadOnlyList<VariantForm> forms)
        {
            var neighbours = new Dictionary<int, List<(int Other, string Relation)>>();
            foreach ((int a, int b, string relation) in _links)
            {
                Neighbours(a).Add((b, relation));
                Neighbours(b).Add((a, relation == Abbreviation ? FullForm : relation));
            }
            HashSet<int> brief = [.. _links.Where(l => l.Relation == Abbreviation).Select(l => l.B)];
            var heads = new SortedDictionary<int, int>(); // by root: the most frequent form, a full one before an abbreviation, then the likeliest
            foreach (int i in neighbours.Keys)
            {
                int root = Root(i);
                if (!heads.TryGetValue(root, out int head) || Before(i, head))
                    heads[root] = i;
            }
            var result = new List<VariantLink>();
            foreach (int head in heads.Values)
            {
                var waiting = new Queue<(int Form, string? Relation)>([(head, null)]);
                var seen = new HashSet<int> { head };
                while (waiting.TryDequeue(out (int Form, string? Relation) at))
                {
                    if (at.Relation is not null)
                        result.Add(new VariantLink(head, at.Form, at.Relation));
                    foreach ((int other, string relation) in Neighbours(at.Form))
                    {
                        if (seen.Add(other))
                            waiting.Enqueue((other, Along(at.Relation, relation)));
                    }
                }
            }
            result.Sort((a, b) => a.Head != b.Head ? a.Head.CompareTo(b.Head)
                : forms[a.Variant].Frequency != forms[b.Variant].Frequency ? forms[b.Variant].Frequency.CompareTo(forms[a.Variant].Frequency)
                : string.CompareOrdinal(forms[a.Variant].Text, forms[b.Variant].Text));
            return result;

            bool Before(int i, int j)
            {
                (VariantForm a, VariantForm b) = (forms[i], forms[j]);
                if (a.Frequency != b.Frequency) return a.Frequency > b.Frequency;
                if (brief.Contains(i) != brief.Contains(j)) return brief.Contains(j);
                return a.Termhood != b.Termhood ? a.Termhood > b.Termhood : string.CompareOrdinal(a.Text, b.Text) < 0;
            }

            List<(int Other, string Relation)> Neighbours(int i) => neighbours.TryGetValue(i, out var list) ? list : neighbours[i] = [];
        }

        // A spelling of an abbreviation is an abbreviation; another abbreviation of the full form of an abbreviation is one too.
        private static string Along(string? path, string next) => path is null or not (Abbreviation or FullForm) || next is Abbreviation or FullForm ? next : path;

    }
}
