namespace Terminology.Tests;

public class CandidateFinderTests
{
    private static HashSet<string> Candidates(string text)
    {
        PreparedDocument d = new DocumentPreparer().Prepare(new Document("test", text));
        List<CandidateSpan> spans = CandidateFinder.Find(d);
        return [.. spans.Select(s => d.SpanText(s.First, s.Last))];
    }

    [Theory]
    [InlineData("推进两化深度融合、加快发展智能制造。", "两化深度融合")]
    [InlineData("建立了首台(套)重大技术装备保险补偿机制。", "首台(套)重大技术装备")]
    [InlineData("支持TD-LTE关键技术后续研发。", "TD-LTE")]
    [InlineData("推进LTE FDD商用。", "LTE FDD")]
    [InlineData("全面完成“十二五”规划目标任务。", "“十二五”规划")]
    [InlineData("实施积极的财政政策。", "积极的财政政策")]
    [InlineData("推动大众创业、万众创新。", "大众创业、万众创新")]
    [InlineData("贯彻《中华人民共和国促进科技成果转化法》。", "中华人民共和国促进科技成果转化法")]
    [InlineData("落实“四个革命、一个合作”能源安全新战略。", "“四个革命、一个合作”能源安全新战略")]
    [InlineData("促进中小企业发展。", "中小企业")]
    [InlineData("坚持以人为本。", "以人为本")]
    [InlineData("推动5G+工业互联网融合。", "5G")]
    public void A_term_is_among_the_candidates(string text, string term) => Assert.Contains(term, Candidates(text));

    [Theory]
    [InlineData("发展先进制造，新材料产业。", "先进制造，新材料")]
    [InlineData("产品和服务", "产品和")]
    [InlineData("企业的产品", "的产品")]
    [InlineData("开展“扫黑”行动", "“扫黑")]
    public void A_sequence_across_a_border_is_not(string text, string candidate) => Assert.DoesNotContain(candidate, Candidates(text));

    [Fact]
    public void No_place_is_found_twice()
    {
        PreparedDocument d = new DocumentPreparer().Prepare(Corpus.FromDirectory(Repository.Seeds).First());
        List<CandidateSpan> spans = CandidateFinder.Find(d);
        Assert.Equal(spans.Count, spans.Select(s => (s.First, s.Last)).Distinct().Count());
        Assert.All(spans, s => Assert.Equal(StringHash.Of(d.SpanText(s.First, s.Last)), s.Key));
    }
}
