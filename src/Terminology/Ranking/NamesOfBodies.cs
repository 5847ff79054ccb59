namespace Terminology;

/// <summary>
/// Tells ends of the names of offices from whole names: 城乡建设厅 looks like an office, but stands for nothing without 住房和 before it. Trees that judge by the last word cannot see that;
/// what the background has before the string, and the document before every place of it, can.
/// Laws put several offices into one: 国务院农业农村、林业草原主管部门 and 省、自治区、直辖市卫生健康主管部门. What stands there before 、 or behind it is no name either, and is told by its form.
/// </summary>
internal static class NamesOfBodies
{
    /// <summary>By how much both probabilities of a cut name are lowered.</summary>
    public const double CutFactor = 0.1;

    // Least count in the background for it to say something, and the least share of one neighbour there.
    private const float LeastCount = 5, LeastShare = 0.65f;
    private static readonly int s_count = TermFeatures.Of("background count"), s_largest = TermFeatures.Of("left largest share"), s_link = TermFeatures.Of("left NPMI minimum");

    // Fields of administration, as they stand before 主管部门 and 部门.
    private static readonly HashSet<string> s_fields =
    [
        "安全生产", "财政", "测绘地理信息", "畜牧兽医", "城市管理", "城乡规划", "城乡建设", "大数据", "档案", "电信", "发展改革", "工业和信息化", "公安", "广播电视", "国土资源", "国有资产", "海关", "海洋", "环境保护",
        "建设", "交通", "交通运输", "教育", "经济", "科技", "科学技术", "劳动", "劳动保障", "林业", "林业草原", "林业和草原", "旅游", "民政", "农业", "农业农村", "能源", "气象", "人力资源和社会保障", "人力资源社会保障",
        "商务", "审计", "生态环境", "市场监督管理", "水利", "水行政", "税务", "司法行政", "体育", "统计", "土地", "退役军人工作", "卫生", "卫生健康", "文化", "文化和旅游", "文物", "新闻出版", "信息产业", "医疗保障", "应急管理",
        "渔业", "渔业渔政", "知识产权", "住房城乡建设", "住房和城乡建设", "自然资源",
    ];

    private static readonly string[] s_lastOfList = ["直辖市", "自治州", "计划单列市"];

    /// <summary>Whether a candidate is cut out of the name of an office or out of several put into one.</summary>
    public static bool IsCut(CandidateTable table, int candidate) => IsCutOutOfList(table.Contexts[candidate].Read) || IsEnd(table, candidate);

    /// <summary>Whether a string is a government with a field but no department (国务院农业农村), or a department behind the last of the regions that have it (直辖市卫生健康主管部门).</summary>
    public static bool IsCutOutOfList(string text)
    {
        const string Government = "人民政府", StateCouncil = "国务院";
        int end = text.StartsWith(StateCouncil, StringComparison.Ordinal) ? StateCouncil.Length : text.IndexOf(Government, StringComparison.Ordinal) is >= 0 and int at ? at + Government.Length : 0;
        if (end > 0 && end < text.Length)
            return s_fields.Contains(text[end..]);
        foreach (string region in s_lastOfList)
        {
            if (text.Length > region.Length && text.StartsWith(region, StringComparison.Ordinal))
                return text.EndsWith("部门", StringComparison.Ordinal) || text.EndsWith("政府", StringComparison.Ordinal) || Salience.IsActor(text);
        }
        return false;
    }

    /// <summary>Whether a candidate names an office by its end, but in the background stands behind one and the same word nearly always, and here behind a word that it goes with everywhere.</summary>
    private static bool IsEnd(CandidateTable table, int candidate)
    {
        ReadOnlySpan<float> row = table.Row(candidate);
        return row[s_largest] >= LeastShare && row[s_link] > 0 && row[s_count] >= MathF.Log(LeastCount + 1) && Salience.IsActor(table.Contexts[candidate].Read);
    }
}
