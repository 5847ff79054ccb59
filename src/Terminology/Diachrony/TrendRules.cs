using System.Globalization;

namespace Terminology;

/// <summary>The rules of the lists in words, English and Chinese, with the numbers of the options.</summary>
/// <param name="options">The options.</param>
/// <param name="earlier">The earlier half of the periods.</param>
/// <param name="later">The later half.</param>
/// <param name="recentFrom">First period of the last two thirds; null where there are too few periods for a test of trend.</param>
/// <param name="extracted">Whether terms come from extraction, so that termhood is asked for.</param>
internal sealed class TrendRules(DiachronicOptions options, string earlier, string later, string? recentFrom, bool extracted)
{
    private readonly string _alpha = options.FalseDiscoveryRate.ToString("0.###", CultureInfo.InvariantCulture);
    private readonly int _least = options.MinimumFrequency;
    private readonly string _whole = extracted ? string.Create(CultureInfo.InvariantCulture, $"whole terms (more than a tenth of the occurrences outside of longer terms, less than half inside one and the same, no character beside more than nine tenths) with a termhood of {options.ListedTermhood} or more, or common words that the term base has; ") : "";
    private readonly string _wholeInChinese = extracted ? string.Create(CultureInfo.InvariantCulture, $"完整术语（十分之一以上的出现不在更长术语之内，在同一更长术语之内的不到一半，同一相邻汉字不超过十分之九），且术语度不低于{options.ListedTermhood}，或为内置术语库收录的常用词；") : "";

    public TrendList Moving(string name, IReadOnlyList<TermTrend> terms)
    {
        bool up = name == "emerging";
        string test = options.AutocorrelationCorrected ? "Mann-Kendall, corrected for autocorrelation" : "Mann-Kendall", inChinese = options.AutocorrelationCorrected ? "Mann-Kendall检验，经自相关校正" : "Mann-Kendall检验";
        string rule = recentFrom is null
            ? string.Create(CultureInfo.InvariantCulture, $"at least {_least} occurrences; {(up ? "more" : "less")} frequent in the later half of the periods ({later}) than in the earlier ({earlier}): two-term G², q < {_alpha} by Benjamini-Hochberg over all tested terms; surest (G²) first")
            : string.Create(CultureInfo.InvariantCulture, $"at least {_least} occurrences; frequency per million characters {(up ? "rises" : "falls")} over all periods ({test}, q < {_alpha} by Benjamini-Hochberg over all tested terms) or, where that shows no trend, over the last two thirds of them (since {recentFrom}); surest (|Z|) first");
        string ruleInChinese = recentFrom is null
            ? string.Create(CultureInfo.InvariantCulture, $"至少出现{_least}次；后半时期（{later}）的频率{(up ? "高" : "低")}于前半时期（{earlier}）：二项G²，按全部受检术语作Benjamini-Hochberg校正后q < {_alpha}；按把握（G²）由大到小排列")
            : string.Create(CultureInfo.InvariantCulture, $"至少出现{_least}次；每百万字频率在全部时期{(up ? "上升" : "下降")}（{inChinese}，按全部受检术语作Benjamini-Hochberg校正后q < {_alpha}），或全部时期无趋势而在后三分之二时期（{recentFrom}起）{(up ? "上升" : "下降")}；按把握（|Z|）由大到小排列");
        return List(name, rule, ruleInChinese, terms);
    }

    public TrendList Bursting(IReadOnlyList<TermTrend> terms) => List("bursting",
        string.Create(CultureInfo.InvariantCulture, $"at least {_least} occurrences and a burst by Kleinberg's two-state automaton (s = {options.BurstScale}, gamma = {options.BurstGamma}); heaviest burst first"),
        string.Create(CultureInfo.InvariantCulture, $"至少出现{_least}次，且Kleinberg二态自动机判定有突发（s = {options.BurstScale}，γ = {options.BurstGamma}）；按突发权重由大到小排列"), terms);

    public TrendList Persistent(IReadOnlyList<TermTrend> terms) => List("persistent",
        string.Create(CultureInfo.InvariantCulture, $"at least {_least} occurrences, stands in every period, neither emerging nor declining by the rules above; most even (lowest DPnorm) first"),
        string.Create(CultureInfo.InvariantCulture, $"至少出现{_least}次，见于每一时期，按上述规则既不上升也不下降；按分布均匀（DPnorm由小到大）排列"), terms);

    public TrendList Vanished(string from, IReadOnlyList<TermTrend> terms, int periods) => List("vanished",
        string.Create(CultureInfo.InvariantCulture, $"at least {_least} occurrences as a string in at least {periods} {(periods == 1 ? "period" : "periods")} before {from}, none from then on; most frequent first"),
        string.Create(CultureInfo.InvariantCulture, $"{from}之前在至少{periods}个时期作为字符串共出现至少{_least}次，此后不再出现；按频次由大到小排列"), terms);

    public TrendList New(string last, IReadOnlyList<TermTrend> terms) => List("new",
        $"stands in {last} at least twice as a string, and in no period before; most frequent first",
        $"作为字符串在{last}至少出现两次，此前各时期均未出现；按频次由大到小排列", terms);

    private TrendList List(string name, string rule, string inChinese, IReadOnlyList<TermTrend> terms) => new(name, _whole + rule, terms) { RuleInChinese = _wholeInChinese + inChinese };
}
