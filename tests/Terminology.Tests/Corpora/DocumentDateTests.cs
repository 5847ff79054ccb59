namespace Terminology.Tests;

public class DocumentDateTests
{
    [Theory]
    [InlineData("2014-miit-work-conference.txt", "2014")]
    [InlineData("a/2014年政府工作报告.txt", "2014")]
    [InlineData("plan-2014-12-22.docx", "2014-12-22")]
    [InlineData("20141222.txt", "2014-12-22")]
    [InlineData("2014/plan.txt", "2014")]
    [InlineData("2014年3月5日.txt", "2014-03-05")]
    public void The_date_is_found_in_the_name(string name, string expected) =>
        Assert.Equal(expected, DocumentDate.FromName(name).ToString());

    [Theory]
    [InlineData("report.txt")]
    [InlineData("123456.txt")]
    [InlineData("id-0042.txt")]
    public void A_name_without_a_year_has_no_date(string name) => Assert.Null(DocumentDate.FromName(name));
}
