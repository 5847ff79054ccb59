namespace Terminology.Tests;

public class VariantGroupingTests
{
    private static readonly DocumentPreparer s_preparer = new();

    private static List<string> Words(string text)
    {
        PreparedDocument d = s_preparer.Prepare(new Document("string", text));
        return [.. Enumerable.Range(0, d.Count).Select(i => d.SpanText(i, i + 1))];
    }

    /// <summary>"head ← variant relation" of forms in order of falling frequency.</summary>
    private static List<string> Groups(string text, params string[] forms)
    {
        var stated = new HashSet<StatedAbbreviation>();
        StatedAbbreviations.Find(s_preparer.Prepare(new Document("string", text)), stated);
        List<VariantForm> list = [.. forms.Select((f, i) => new VariantForm(f, forms.Length - i, 0.9))];
        return [.. VariantGrouping.Find(list, stated, Words).Select(l => $"{list[l.Head].Text} ← {list[l.Variant].Text} {l.Relation}")];
    }

    [Theory]
    [InlineData("一带一路建设", "“一带一路”建设", "quotes")]
    [InlineData("智能化改造", "智能化的改造", "particle")]
    [InlineData("首台(套)", "首台（套）", "width")]
    [InlineData("首台(套)", "首台套", "brackets")]
    [InlineData("市(区)", "市区", null)]
    [InlineData("5G网络", "５Ｇ网络", "width")]
    [InlineData("人工智能", "人工智慧", null)]
    [InlineData("信息安全", "信息 安全", "spacing")]
    [InlineData("数字经济", "數字經濟", "script")]
    [InlineData("WiFi网络", "Wi-Fi网络", "spelling")]
    [InlineData("大众创业、万众创新", "大众创业万众创新", "separators")]
    [InlineData("信息化和工业化", "信息化与工业化", "conjunction")]
    [InlineData("研发和生产", "生产和研发", "order")]
    [InlineData("设备研发和生产基地", "设备生产和研发基地", "order")]
    [InlineData("城市和乡村", "城市与乡镇", null)]
    [InlineData("党的建设", "党建设", null)]
    [InlineData("目的地", "目地", null)]
    public void Spellings_and_orders_of_one_term_are_one_group(string head, string variant, string? relation) =>
        Assert.Equal(relation is null ? [] : [$"{head} ← {variant} {relation}"], Groups("", head, variant));

    [Theory]
    [InlineData("国家发展和改革委员会", "发改委")]
    [InlineData("工业和信息化部", "工信部")]
    [InlineData("信息化和工业化融合", "两化融合")]
    [InlineData("信息化和工业化深度融合", "两化深度融合")]
    [InlineData("资源节约型和环境友好型社会", "两型社会")]
    [InlineData("农业、农村、农民", "三农")]
    [InlineData("農業、農村、農民", "三農")]
    [InlineData("残疾人康复教育就业", null)]
    [InlineData("人民调解委员会", "人调委")]
    [InlineData("公共安全", "公安")]
    [InlineData("农村民生工程", "农民工")]
    [InlineData("科技成果转化和产业化", "两化")]
    [InlineData("信息化和工业化融合", "三化融合")]
    public void Abbreviations_go_with_their_full_form(string full, string? brief)
    {
        string[] unrelated = ["公安", "三化融合", "农民工", "两化"];
        Assert.Equal(brief is null || unrelated.Contains(brief) ? [] : [$"{full} ← {brief} abbreviation"], Groups("", full, brief ?? "残教业"));
    }

    [Fact]
    public void The_more_frequent_form_is_the_head() =>
        Assert.Equal(["两化融合 ← 信息化和工业化融合 full form"], Groups("", "两化融合", "信息化和工业化融合"));

    [Theory]
    [InlineData("设立工业互联网产业联盟（以下简称“产业联盟”）。", "工业互联网产业联盟", "产业联盟")]
    [InlineData("印发《工业互联网创新发展行动计划》（以下简称《创新行动计划》）。", "工业互联网创新发展行动计划", "创新行动计划")]
    [InlineData("推广企业资源规划系统(ERP)应用。", "企业资源规划系统", "ERP")]
    [InlineData("成立全国信息技术标准化技术委员会（简称信标委）。", "全国信息技术标准化技术委员会", "信标委")]
    [InlineData("推进中国（上海）自由贸易试验区建设。", "推进中国", "上海")]
    [InlineData("发展新能源汽车（以下简称“汽车”）。", "充电设施", "汽车")]
    public void A_definition_in_the_text_makes_a_group(string text, string full, string brief)
    {
        bool related = text.Contains(full + "（以", StringComparison.Ordinal) || text.Contains(full + "》（以", StringComparison.Ordinal) || text.Contains(full + "(ERP", StringComparison.Ordinal) || brief == "信标委";
        Assert.Equal(related ? [$"{full} ← {brief} abbreviation"] : [], Groups(text, full, brief));
    }

    [Fact]
    public void A_word_of_many_meanings_is_no_short_title() =>
        Assert.Empty(Groups("印发《智能制造发展规划》（以下简称《发展规划》）。", "智能制造发展规划", "发展规划"));

    [Fact]
    public void Codes_of_a_list_are_no_abbreviations() =>
        Assert.Empty(Groups("评价标准（CIA）、检测标准（CIB）、物流标准（CIC）、运维标准（CID）、管理标准（CIE）。", "评价标准", "CIA"));

    [Fact]
    public void Where_two_full_forms_are_possible_none_is_taken() =>
        Assert.Empty(Groups("", "社会保险", "社会保障", "社保"));

    [Fact]
    public void Several_forms_share_one_head()
    {
        List<string> groups = Groups("", "国家发展和改革委员会", "国家发展改革委", "发改委", "国家发改委");
        Assert.Equal(["国家发展和改革委员会 ← 国家发展改革委 abbreviation", "国家发展和改革委员会 ← 发改委 abbreviation", "国家发展和改革委员会 ← 国家发改委 abbreviation"], groups);
    }

    [Fact]
    public void Known_abbreviations_are_shorter_than_their_full_form_or_latin_and_stand_once()
    {
        Assert.True(KnownAbbreviations.All.Count > 300);
        Assert.All(KnownAbbreviations.All, p => Assert.True(p.Short.Length > 1 && (p.Short.Length < p.Full.Length || char.IsAscii(p.Short[0])), p.Short));
        Assert.Equal(KnownAbbreviations.All.Count, KnownAbbreviations.All.Distinct().Count());
    }

    [Fact]
    public void A_cut_full_form_that_two_codes_claim_takes_neither()
    {
        Assert.Equal(["有限合伙人 ← QDLP abbreviation"], Groups("合格境内有限合伙人（QDLP）政策。", "有限合伙人", "QDLP"));
        Assert.Empty(Groups("合格境内有限合伙人（QDLP）、合格境外有限合伙人（QFLP）政策。", "有限合伙人", "QDLP", "QFLP"));
    }
}
