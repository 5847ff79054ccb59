using Terminology.Segmentation;

namespace Terminology.Tests;

/// <summary>Kinds of terms that a grammar of nouns never yields: each is found in a sentence of the kind that has it.</summary>
public class HardCandidatesTests
{
    private static readonly TermExtractor s_extractor = new(new TermExtractorOptions { GroupVariants = false });

    private static TermCandidateList Terms(string text) => s_extractor.Extract([new Document("text", text)]);

    [Theory]
    // with 的 inside
    [InlineData("今年要继续实施积极的财政政策和稳健的货币政策，保持宏观政策连续性稳定性。", "积极的财政政策", "稳健的货币政策")]
    [InlineData("坚持和完善党的领导，加强党的建设，实行最严格的耕地保护制度。", "党的建设", "最严格的耕地保护制度")]
    // slogans with separators
    [InlineData("深入推进大众创业、万众创新，持续激发市场活力。", "大众创业、万众创新")]
    [InlineData("树立绿水青山就是金山银山的理念，坚持安全第一，预防为主，落实企业主体责任。", "安全第一，预防为主")]
    [InlineData("“法无授权不可为、法定职责必须为”，政府要依法履职。", "法无授权不可为、法定职责必须为")]
    // numerals
    [InlineData("协调推进“四个全面”战略布局，增强“四个意识”。", "四个全面", "四个意识")]
    [InlineData("严格落实中央八项规定精神，坚决反对四风。", "八项规定", "四风")]
    [InlineData("扎实推进三去一降一补，供给侧结构性改革取得成效。", "三去一降一补", "供给侧结构性改革")]
    // fixed phrases of verb and object
    [InlineData("各级政府要坚持过紧日子，把财政资金用在刀刃上。", "过紧日子")]
    [InlineData("统筹稳增长、促改革、调结构、惠民生、防风险。", "稳增长", "调结构", "惠民生")]
    [InlineData("推进简政放权、放管结合、优化服务改革。", "简政放权", "放管结合")]
    // brackets inside
    [InlineData("完善首台(套)重大技术装备保险补偿机制，扩大首台（套）示范应用。", "首台(套)", "首台（套）")]
    [InlineData("中国（上海）自由贸易试验区建设取得积极进展。", "中国（上海）自由贸易试验区")]
    // abbreviations in brackets and on their own
    [InlineData("推广政府和社会资本合作（PPP）模式，国内生产总值（GDP）增长5%。", "PPP", "GDP", "国内生产总值")]
    [InlineData("国家发展和改革委员会（以下简称“发改委”）会同工信部印发通知。发改委负责统筹协调。", "国家发展和改革委员会", "发改委", "工信部")]
    [InlineData("推进信息化和工业化融合，两化融合水平显著提升。", "两化融合", "信息化和工业化融合")]
    // coordinated heads
    [InlineData("推动制造业高端化、智能化、绿色化发展。", "高端化", "智能化", "绿色化")]
    [InlineData("新建、改建、扩建项目应当依法进行环境影响评价。", "扩建项目", "环境影响评价")]
    // mixed scripts
    [InlineData("推动“5G+工业互联网”融合应用，建设5G+工业互联网示范园区。", "5G+工业互联网")]
    [InlineData("布局AI for Science等新型科研范式，发展AI for Science平台。", "AI for Science")]
    [InlineData("加快VR/AR、TD-LTE和LTE FDD等技术的产业化。", "VR/AR", "TD-LTE", "LTE FDD")]
    [InlineData("开展“互联网+”行动计划，发展C2M定制和3D打印。", "“互联网+”行动计划", "3D打印")]
    // titles
    [InlineData("贯彻落实《国务院关于印发新一代人工智能发展规划的通知》和《中华人民共和国促进科技成果转化法》。", "国务院关于印发新一代人工智能发展规划的通知", "中华人民共和国促进科技成果转化法")]
    public void Each_is_listed(string text, params string[] expected)
    {
        HashSet<string> listed = [.. Terms(text).Select(t => t.Text)];
        Assert.All(expected, e => Assert.Contains(e, listed));
    }

    [Fact]
    public void Traditional_script_is_shown_as_it_stands_and_ranked_as_its_simplified_form()
    {
        const string Simplified = "推动制造业高端化、智能化、绿色化发展，加快发展工业互联网和新能源汽车，实施积极的财政政策，完善首台(套)重大技术装备保险补偿机制。";
        const string Traditional = "推動製造業高端化、智能化、綠色化發展，加快發展工業互聯網和新能源汽車，實施積極的財政政策，完善首台(套)重大技術裝備保險補償機制。";
        Assert.Equal(Simplified, ChineseScript.ToSimplified(Traditional));
        TermCandidateList simplified = Terms(Simplified), traditional = Terms(Traditional);
        Assert.Equal(simplified.Select(t => (t.Text, t.Termhood, t.Salience)), traditional.Select(t => (ChineseScript.ToSimplified(t.Text), t.Termhood, t.Salience)));
        Assert.Contains(traditional, t => t.Text == "工業互聯網");
        Assert.All(traditional, t => Assert.Equal(t.Text, Traditional.Substring(t.Occurrences[0].Start, t.Occurrences[0].Length)));
        Assert.Equal(TermStage.Listed, s_extractor.Explain([new Document("text", Traditional)], "工業互聯網").Stage);
    }
}
