namespace Terminology.Tests;

public class NamesOfBodiesTests
{
    private const string Text = "省住房和城乡建设厅印发通知，要求加强建筑工程质量管理。各地要报住房和城乡建设厅备案，由交通运输部和科技厅会同办理。";

    [Fact]
    public void The_end_of_an_offices_name_is_hardly_a_term()
    {
        TermCandidateList terms = new TermExtractor(new TermExtractorOptions { MinimumTermhood = 0 }).Extract([new Document("d", Text)]);
        TermCandidate whole = terms.Single(t => t.Text == "住房和城乡建设厅");
        Assert.DoesNotContain(terms, t => t.Text == "城乡建设厅" && t.Termhood > whole.Termhood / 2);
        Assert.Contains(terms, t => t.Text == "交通运输部" && t.Termhood > 0.8);
    }

    [Theory]
    [InlineData("国务院农业农村", true)]
    [InlineData("县级以上地方人民政府生态环境", true)]
    [InlineData("直辖市卫生健康主管部门", true)]
    [InlineData("直辖市人民政府", true)]
    [InlineData("国务院农业农村主管部门", false)]
    [InlineData("国务院机构改革方案", false)]
    [InlineData("国务院", false)]
    [InlineData("人民政府", false)]
    [InlineData("直辖市", false)]
    public void What_is_cut_out_of_a_list_of_offices_is_told_by_its_form(string text, bool cut) => Assert.Equal(cut, NamesOfBodies.IsCutOutOfList(text));

    [Fact]
    public void Explain_says_so()
    {
        TermTrace trace = new TermExtractor(new TermExtractorOptions { MinimumTermhood = 0 }).Explain([new Document("d", Text)], "城乡建设厅");
        Assert.Contains("office", trace.Message, StringComparison.Ordinal);
    }
}
