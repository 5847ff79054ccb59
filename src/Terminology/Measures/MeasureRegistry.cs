namespace Terminology;

/// <summary>What a measure says, in which unit, and where it comes from. Immutable.</summary>
/// <param name="Name">Its name in the API, in columns and on the command line, such as c_value.</param>
/// <param name="Title">Its name for readers, such as C-value.</param>
/// <param name="Unit">Unit of the values.</param>
/// <param name="Minimum">Least possible value; may be negative infinity.</param>
/// <param name="Maximum">Greatest possible value; may be infinity.</param>
/// <param name="Formula">The formula; letters as in docs/measures.md.</param>
/// <param name="Meaning">What a high or low value means, in one sentence.</param>
/// <param name="Citation">Where it was published.</param>
public sealed record Measure(string Name, string Title, string Unit, double Minimum, double Maximum, string Formula, string Meaning, string Citation)
{
    /// <summary>The title in Chinese, for the report; the title itself where Chinese writes it so.</summary>
    public string TitleInChinese { get; init; } = Title;

    /// <summary>The meaning in Chinese, for the report.</summary>
    public required string MeaningInChinese { get; init; }

    /// <summary>Whether a term's measures can hold it, as opposed to measures of trends and of pairs.</summary>
    public bool OfTerms { get; init; } = true;
}

/// <summary>All measures: the one source of names, columns, units, ranges, meanings and citations. Immutable and thread-safe.</summary>
public static class MeasureRegistry
{
    private const double Inf = double.PositiveInfinity;

    /// <summary>All measures, those of terms first.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        new("frequency", "Frequency", "occurrences", 0, Inf, "f", "How often the term stands in the corpus.", "")
            { TitleInChinese = "频次", MeaningInChinese = "术语在语料中出现的次数。" },
        new("document_frequency", "Document frequency", "documents", 0, Inf, "df", "How many documents have the term.", "")
            { TitleInChinese = "文件频次", MeaningInChinese = "出现该术语的文件数。" },
        new("per_million_tokens", "Per million tokens", "per 10⁶ tokens", 0, 1e6, "10⁶·f/c", "Frequency made comparable between corpora of unequal size.", "")
            { TitleInChinese = "每百万词频率", MeaningInChinese = "每百万词的出现次数，便于不同规模语料比较。" },
        new("per_million_low", "Lower end per million", "per 10⁶ tokens", 0, 1e6, "10⁶·χ²(.025; 2f)/2c", "Lower end of the 95 % Poisson interval of the frequency per million tokens.", "Garwood 1936, Biometrika 28")
            { TitleInChinese = "每百万词频率下限", MeaningInChinese = "每百万词频率的95%泊松置信区间下限。" },
        new("per_million_high", "Upper end per million", "per 10⁶ tokens", 0, Inf, "10⁶·χ²(.975; 2f+2)/2c", "Upper end of the 95 % Poisson interval of the frequency per million tokens.", "Garwood 1936, Biometrika 28")
            { TitleInChinese = "每百万词频率上限", MeaningInChinese = "每百万词频率的95%泊松置信区间上限。" },
        new("termhood", "Termhood", "probability", 0, 1, "trained model", "How sure it is that the string is a term.", "docs/extraction.md")
            { TitleInChinese = "术语度", MeaningInChinese = "该字符串是术语的把握程度。" },
        new("salience", "Salience", "points", 0, 100, "see docs/extraction.md", "How much the corpus is about the term.", "docs/extraction.md")
            { TitleInChinese = "显著度", MeaningInChinese = "语料在多大程度上以该术语为主题。" },
        new("c_value", "C-value", "weighted occurrences", double.NegativeInfinity, Inf, "log₂|t|·(f − Σf(b)/|T|)", "High for long terms that often stand alone rather than inside of longer ones; 0 for single words.", "Frantzi, Ananiadou and Mima 2000, Int. J. Digital Libraries 3, 115-130")
            { MeaningInChinese = "术语越长、越常独立出现而不嵌套在更长术语中，值越高；单词为0。" },
        new("nc_value", "NC-value", "weighted occurrences", double.NegativeInfinity, Inf, "0.8·C-value + 0.2·Σf(w)·weight(w)", "C-value that also rewards words beside the term which stand beside many terms.", "Frantzi, Ananiadou and Mima 2000, Int. J. Digital Libraries 3, 115-130")
            { MeaningInChinese = "在C-value基础上，奖励与许多术语相邻的上下文词。" },
        new("basic", "Basic", "score", 0, Inf, "|t|·ln f + 3.5·e", "High for long, frequent terms that stand inside of many others.", "Buitelaar, Bordea and Polajnar 2013, TIA")
            { MeaningInChinese = "长且高频、被许多其他术语包含的术语值高。" },
        new("combo_basic", "ComboBasic", "score", 0, Inf, "|t|·ln f + 0.75·e + 0.1·e′", "Basic that also rewards terms which contain others.", "Astrakhantsev 2015")
            { MeaningInChinese = "在Basic基础上，也奖励包含其他术语的术语。" },
        new("weirdness", "Weirdness", "ratio", 0, Inf, "(a/c)/(b/d)", "How many times more frequent the term is here than in general policy text.", "Ahmad, Gillam and Tostevin 1999, TREC-8")
            { TitleInChinese = "怪异度（weirdness）", MeaningInChinese = "与一般政策文本相比，频率高出多少倍。" },
        new("tf_idf", "TF-IDF", "bits", 0, Inf, "f·log₂(D/df)", "High for terms that are frequent in few documents; 0 where every document has the term.", "Spärck Jones 1972, J. Documentation 28, 11-21")
            { MeaningInChinese = "在少数文件中高频的术语值高；每个文件都有则为0。" },
        new("residual_idf", "Residual IDF", "bits", double.NegativeInfinity, Inf, "log₂(D/df) + log₂(1 − e^(−f/D))", "How much more the term clusters in few documents than chance would have it.", "Church and Gale 1995, VLC")
            { TitleInChinese = "残余IDF", MeaningInChinese = "比随机分布更集中于少数文件的程度。" },
        new("domain_pertinence", "Domain pertinence", "ratio", 0, Inf, "r₁/max r₂", "Relative frequency here over the largest elsewhere; with one reference it equals weirdness.", "Navigli and Velardi 2002, LREC")
            { TitleInChinese = "领域相关度", MeaningInChinese = "本领域相对频率与其他领域最大值之比；只有一个参照时等于weirdness。" },
        new("pmi", "PMI", "bits", double.NegativeInfinity, Inf, "log₂(f(xy)·N/(f(x)·f(y)))", "How much more often than by chance the two parts at the term's weakest joint stand together, in general policy text.", "Church and Hanks 1990, Computational Linguistics 16, 22-29")
            { MeaningInChinese = "术语最弱接合处两部分共现超出偶然的程度（据一般政策文本）。" },
        new("npmi", "Normalized PMI", "", -1, 1, "PMI/−log₂(f(xy)/N)", "PMI brought to −1 (never together) to 1 (only together).", "Bouma 2009, GSCL")
            { TitleInChinese = "归一化PMI", MeaningInChinese = "归一化到−1（从不共现）至1（总是共现）的PMI。" },
        new("dice", "Dice", "", 0, 1, "2f(xy)/(f(x)+f(y))", "Share of the occurrences of both parts of the weakest joint that are together.", "Smadja, McKeown and Hatzivassiloglou 1996, Computational Linguistics 22")
            { MeaningInChinese = "最弱接合处两部分的出现中共现所占份额。" },
        new("log_dice", "logDice", "", double.NegativeInfinity, 14, "14 + log₂ Dice", "Dice on a readable scale: at most 14, one more means twice as often together.", "Rychlý 2008, RASLAN")
            { MeaningInChinese = "Dice的易读刻度：最大14，每加1表示共现翻倍。" },
        new("t_score", "t-score", "", double.NegativeInfinity, Inf, "(f(xy) − f(x)f(y)/N)/√f(xy)", "How sure it is that the two parts of the weakest joint stand together more often than by chance.", "Church, Gale, Hanks and Hindle 1991")
            { TitleInChinese = "t值", MeaningInChinese = "两部分共现多于偶然的把握程度。" },
        new("phi_squared", "φ²", "", 0, 1, "χ²/N", "Strength of association of the two parts of the weakest joint.", "Church and Gale 1991")
            { MeaningInChinese = "最弱接合处两部分的关联强度。" },
        new("left_entropy", "Left branching entropy", "bits", 0, Inf, "−Σp·log₂p", "High where many different words stand before the term, as before a free-standing unit.", "Jin and Tanaka-Ishii 2006, COLING/ACL")
            { TitleInChinese = "左邻接熵", MeaningInChinese = "左邻字多样则高，说明左边界独立。" },
        new("right_entropy", "Right branching entropy", "bits", 0, Inf, "−Σp·log₂p", "High where many different words stand behind the term, as behind a free-standing unit.", "Jin and Tanaka-Ishii 2006, COLING/ACL")
            { TitleInChinese = "右邻接熵", MeaningInChinese = "右邻字多样则高，说明右边界独立。" },
        new("g2", "G² (two-term)", "", 0, Inf, "2(a·ln(a/E₁) + b·ln(b/E₂))", "How sure it is that the frequency here differs from general policy text; 3.84, 6.63, 10.83, 15.13 are p = .05, .01, .001, .0001.", "Rayson and Garside 2000")
            { TitleInChinese = "G²（二项）", MeaningInChinese = "与一般政策文本频率不同的把握；3.84、6.63、10.83、15.13对应p=.05、.01、.001、.0001。" },
        new("g2_four", "G² (four-term)", "", 0, Inf, "2Σo·ln(o/e)", "As the two-term G², with all other tokens counted as well (AntConc's and quanteda's default).", "Dunning 1993, Computational Linguistics 19, 61-74")
            { TitleInChinese = "G²（四项）", MeaningInChinese = "同二项G²，但计入其余所有词（AntConc、quanteda默认）。" },
        new("chi_squared", "χ²", "", 0, Inf, "N(ad−bc)²/margins", "Pearson's test of the same difference; unreliable where an expected count is below 5.", "Pearson 1900")
            { MeaningInChinese = "对同一差异的皮尔逊检验；期望频数低于5时不可靠。" },
        new("chi_squared_yates", "χ² with Yates' correction", "", 0, Inf, "N(|ad−bc|−N/2)²/margins", "χ² corrected for small counts.", "Yates 1934, Suppl. JRSS 1, 217-235")
            { TitleInChinese = "χ²（Yates校正）", MeaningInChinese = "对小频数校正的χ²。" },
        new("log_ratio", "Log ratio", "doublings", double.NegativeInfinity, Inf, "log₂((a/c)/(b/d)), 0 counted as 0.5", "Size of the difference: 1 is twice as frequent here, −1 half as frequent.", "Hardie 2014, CASS")
            { TitleInChinese = "对数比", MeaningInChinese = "差异大小：1表示频率为两倍，−1表示一半。" },
        new("log_ratio_low", "Lower end of the log ratio", "doublings", double.NegativeInfinity, Inf, "log ratio − 1.96·s.e.", "Lower end of the 95 % interval of the log ratio.", "Katz et al. 1978, Biometrics 34, 469-474")
            { TitleInChinese = "对数比下限", MeaningInChinese = "对数比95%置信区间下限。" },
        new("log_ratio_high", "Upper end of the log ratio", "doublings", double.NegativeInfinity, Inf, "log ratio + 1.96·s.e.", "Upper end of the 95 % interval of the log ratio.", "Katz et al. 1978, Biometrics 34, 469-474")
            { TitleInChinese = "对数比上限", MeaningInChinese = "对数比95%置信区间上限。" },
        new("percent_difference", "%DIFF", "%", -100, Inf, "100(a/c − b/d)/(b/d)", "Size of the difference in per cent of the reference frequency.", "Gabrielatos and Marchi 2011")
            { TitleInChinese = "差异百分比（%DIFF）", MeaningInChinese = "与参照频率相差的百分比。" },
        new("difference_coefficient", "Difference coefficient", "", -1, 1, "(r₁ − r₂)/(r₁ + r₂)", "Size of the difference from −1 (only in the reference) to 1 (only here).", "Hofland and Johansson 1982")
            { TitleInChinese = "差异系数", MeaningInChinese = "差异大小，−1（仅见于参照）至1（仅见于此）。" },
        new("bic", "BIC", "", double.NegativeInfinity, Inf, "G² − ln N", "Evidence for a difference; over 2 positive, over 10 very strong, below 0 against.", "Wilson 2013")
            { MeaningInChinese = "支持差异的证据：大于2为正面，大于10很强，小于0为反对。" },
        new("ell", "ELL", "", 0, 1, "G²/(N·ln min E)", "Effect size of G²: its share of the largest possible.", "Johnston, Berry and Mielke 2006")
            { MeaningInChinese = "G²的效应量：占最大可能值的份额。" },
        new("odds_ratio", "Odds ratio", "ratio", 0, Inf, "a(d−b)/(b(c−a))", "Ratio of the odds of the term here and in the reference.", "Pojanapunya and Todd 2018")
            { TitleInChinese = "优势比", MeaningInChinese = "术语在此处与参照中的优势比。" },
        new("simple_maths", "Simple maths", "ratio", 0, Inf, "(m₁+1)/(m₂+1)", "Ratio of frequencies per million, smoothed by 1.", "Kilgarriff 2009, Corpus Linguistics")
            { MeaningInChinese = "每百万词频率加1后的比值。" },
        new("range", "Range", "share", 0, 1, "df/k", "Share of the parts of the corpus that have the term.", "")
            { TitleInChinese = "覆盖面", MeaningInChinese = "出现该术语的部分所占份额。" },
        new("dp", "DP", "", 0, 1, "½Σ|t − s|", "Unevenness over the parts: 0 even, towards 1 in few parts.", "Gries 2008, Int. J. Corpus Linguistics 13, 403-437")
            { MeaningInChinese = "分布不均程度：0均匀，趋近1集中。" },
        new("dp_norm", "DPnorm", "", 0, 1, "DP/(1 − min s)", "DP brought to the full range 0 to 1.", "Lijffijt and Gries 2012, Int. J. Corpus Linguistics 17, 147-149")
            { MeaningInChinese = "归一化到0至1的DP。" },
        new("juilland_d", "Juilland's D", "", 0, 1, "1 − V/√(k−1)", "Evenness over the parts: 1 even, 0 in one part only.", "Juilland and Chang-Rodríguez 1964")
            { TitleInChinese = "Juilland D值", MeaningInChinese = "分布均匀程度：1均匀，0仅见于一处。" },
        new("carroll_d2", "Carroll's D₂", "", 0, 1, "−Σp·log₂p/log₂k", "Evenness by entropy: 1 even, 0 in one part only.", "Carroll 1970")
            { TitleInChinese = "Carroll D₂值", MeaningInChinese = "按熵计算的均匀程度：1均匀，0仅见于一处。" },
        new("rosengren_s", "Rosengren's S", "", 0, 1, "(Σ√(s·f))²/F", "Evenness: 1 even.", "Rosengren 1971")
            { TitleInChinese = "Rosengren S值", MeaningInChinese = "均匀程度：1均匀。" },
        new("d_a", "D_A", "", 0, 1, "1 − mean|r−r′|/(2·mean r)", "Evenness by the differences of all pairs of parts: 1 even.", "Burch, Egbert and Biber 2017")
            { MeaningInChinese = "按各部分两两差异计算的均匀程度：1均匀。" },
        new("dkl", "DKL", "", 0, 1, "1/(1 + Σt·log₂(t/s))", "Evenness by Kullback-Leibler divergence: 1 even, towards 0 in few parts.", "Gries 2021; Sönning 2025")
            { MeaningInChinese = "按KL散度计算的均匀程度：1均匀，趋近0集中。" },
        new("arf", "ARF", "occurrences", 0, Inf, "(f/N)·Σmin(d, N/f)", "Frequency reduced for occurrences that stand close together.", "Savický and Hlaváčová 2002, J. Quantitative Linguistics 9, 215-231")
            { MeaningInChinese = "对聚集出现打折后的频次。" },
        new("mann_kendall_s", "Mann-Kendall S", "pairs", double.NegativeInfinity, Inf, "Σsgn(xⱼ − xᵢ)", "Rising minus falling pairs of periods.", "Mann 1945, Econometrica 13") { OfTerms = false, TitleInChinese = "Mann-Kendall S值", MeaningInChinese = "上升时段对数减下降时段对数。" },
        new("tau", "Kendall's τ", "", -1, 1, "2S/(n(n−1))", "Direction and steadiness of a trend: 1 rises in every period, −1 falls in every one.", "Kendall 1975") { OfTerms = false, TitleInChinese = "Kendall τ", MeaningInChinese = "趋势的方向与稳定性：1为逐期上升，−1为逐期下降。" },
        new("p_value", "p", "probability", 0, 1, "exact for n < 10, else normal with ties", "Chance of a trend at least as strong where there is none.", "Kendall 1975") { OfTerms = false, TitleInChinese = "p值", MeaningInChinese = "无趋势时出现同样强趋势的概率。" },
        new("q_value", "q", "probability", 0, 1, "Benjamini-Hochberg over all tested terms", "Expected share of false discoveries among terms with this value or less.", "Benjamini and Hochberg 1995, JRSS B 57, 289-300") { OfTerms = false, TitleInChinese = "q值", MeaningInChinese = "取此值及以下的术语中预期误判份额。" },
        new("holm", "Holm-corrected p", "probability", 0, 1, "Holm over all tested terms", "Chance of any false discovery among terms with this value or less.", "Holm 1979, Scand. J. Statistics 6, 65-70") { OfTerms = false, TitleInChinese = "Holm校正p值", MeaningInChinese = "取此值及以下的术语中出现任何误判的概率。" },
        new("slope", "Theil-Sen slope", "per 10⁶ characters a year", double.NegativeInfinity, Inf, "median (xⱼ−xᵢ)/(tⱼ−tᵢ)", "Change of the frequency per million characters in a year, not moved by outliers.", "Theil 1950; Sen 1968, JASA 63, 1379-1389") { OfTerms = false, TitleInChinese = "Theil-Sen斜率", MeaningInChinese = "每年每百万字频率的变化，不受异常值影响。" },
        new("burst_weight", "Burst weight", "nats", 0, Inf, "Σ(σ₀ − σ₁), s = 2, γ = 1", "How much better a state of doubled use explains a run of periods.", "Kleinberg 2002, KDD") { OfTerms = false, TitleInChinese = "突发权重", MeaningInChinese = "以加倍使用状态解释一段时期的优势。" },
        new("change_point", "Change point", "period", double.NegativeInfinity, Inf, "max|U|", "The period in which the level changed most.", "Pettitt 1979, Applied Statistics 28, 126-135") { OfTerms = false, TitleInChinese = "变化点", MeaningInChinese = "水平变化最大的时段。" },
    ];

    private static readonly Dictionary<string, Measure> s_byName = All.ToDictionary(m => m.Name, StringComparer.Ordinal);

    /// <summary>The measure of a name.</summary>
    /// <param name="name">Its name, as in a column.</param>
    /// <exception cref="ArgumentException">There is no such measure; the message names all.</exception>
    public static Measure Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return s_byName.TryGetValue(name, out Measure? measure) ? measure : throw Throw.UnknownMeasure(name, All.Select(m => m.Name));
    }

    /// <summary>Whether there is a measure of a name.</summary>
    /// <param name="name">The name.</param>
    public static bool Contains(string name) => name is not null && s_byName.ContainsKey(name);
}
