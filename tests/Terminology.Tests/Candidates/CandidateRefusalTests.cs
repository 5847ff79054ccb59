namespace Terminology.Tests;

public class CandidateRefusalTests
{
    [Theory]
    [InlineData("推进两化深度融合", "化深度融", "begins inside the token")]
    [InlineData("推进两化深度融合", "两化深", "ends inside the token")]
    [InlineData("企业的产品", "的产品", "begins with 的")]
    [InlineData("产品和服务", "产品和", "ends with 和")]
    [InlineData("会议审议了报告", "审议了报告", "holds 了")]
    [InlineData("先进制造，新材料产业", "先进制造，新材料", "clause border")]
    [InlineData("开展“扫黑”行动", "“扫黑", "one half")]
    [InlineData("发展经济的速度和规模与质量及效益", "经济的速度和规模与质量及效益", "4 words")]
    [InlineData("增长2014", "2014", "a number")]
    [InlineData("增长的钱", "钱", "single character")]
    public void Each_rule_is_named(string text, string term, string reason)
    {
        PreparedDocument d = new DocumentPreparer().Prepare(new Document("test", text));
        List<CandidateSpan> spans = CandidateFinder.Find(d);
        Assert.DoesNotContain(term, spans.Select(s => d.SpanText(s.First, s.Last)));
        int at = text.IndexOf(term, StringComparison.Ordinal);
        Assert.Contains(reason, CandidateRefusal.Of(d, at, at + term.Length), StringComparison.Ordinal);
    }

    [Fact]
    public void Length_is_named()
    {
        string text = string.Concat(Enumerable.Repeat("技术", 30));
        PreparedDocument d = new DocumentPreparer().Prepare(new Document("test", text));
        Assert.Contains("60 characters", CandidateRefusal.Of(d, 0, text.Length), StringComparison.Ordinal);
        Assert.Contains("12 tokens", CandidateRefusal.Of(d, 2, 26), StringComparison.Ordinal);
    }
}
