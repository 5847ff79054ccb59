namespace Terminology.Tests;

public class SteeringTests
{
    private static readonly Corpus s_corpus = Corpus.FromDirectory(Repository.Seeds);

    private static TermCandidateList Extract(TermExtractorOptions options) => new TermExtractor(options).Extract(s_corpus);

    [Theory]
    [InlineData("“智能制造”")]
    [InlineData("智能製造")]
    [InlineData(" 智能制造 ")]
    public void An_excluded_term_is_not_listed_in_any_spelling(string excluded) =>
        Assert.DoesNotContain(Extract(new TermExtractorOptions { Exclude = [excluded] }), t => t.Text == "智能制造");

    [Theory]
    [InlineData("会议指出")]
    [InlineData("化深度融")]
    [InlineData("深化改革、扩大开放")]
    public void An_included_string_is_listed_wherever_it_stands(string included)
    {
        string text = "会议指出，要深化改革、扩大开放，推进两化深度融合。";
        TermCandidateList without = new TermExtractor().Extract([new Document("d", text)]), with = new TermExtractor(new TermExtractorOptions { Include = [included] }).Extract([new Document("d", text)]);
        Assert.DoesNotContain(without, t => t.Text == included);
        TermCandidate term = with.Single(t => t.Text == included);
        Assert.Equal(included, text.Substring(term.Occurrences[0].Start, term.Occurrences[0].Length));
    }

    [Fact]
    public void Exclusion_wins() =>
        Assert.DoesNotContain(Extract(new TermExtractorOptions { Exclude = ["智能制造"], Include = ["智能制造"], SeedTerms = ["智能制造"], Patterns = [TermPattern.Parse("智能制造")] }), t => t.Text == "智能制造");

    [Fact]
    public void A_seed_raises_what_is_like_it()
    {
        TermCandidateList without = Extract(new TermExtractorOptions()), with = Extract(new TermExtractorOptions { SeedTerms = ["无线电管理"] });
        Assert.True(with.Single(t => t.Text == "无线电管理").Rank < without.Single(t => t.Text == "无线电管理").Rank);
        Assert.True(with.Single(t => t.Text == "无线电管理条例").Rank < without.Single(t => t.Text == "无线电管理条例").Rank);
        Assert.All(with, t => Assert.InRange(t.Salience, 0, 100));
    }

    [Fact]
    public void A_pattern_lists_the_likeliest_of_overlapping_matches()
    {
        var d = new Document("d", "各地要狠抓蓝天保卫战行动。");
        Assert.DoesNotContain(new TermExtractor(new TermExtractorOptions { MinimumTermhood = 0.999 }).Extract([d]), t => t.Text.EndsWith("行动", StringComparison.Ordinal));
        var terms = new TermExtractor(new TermExtractorOptions { MinimumTermhood = 0.999, Patterns = [TermPattern.Parse("*行动")] }).Extract([d]);
        Assert.Equal("蓝天保卫战行动", Assert.Single(terms, t => t.Text.EndsWith("行动", StringComparison.Ordinal)).Text);
    }

    [Theory]
    [InlineData("*专项行动", "工业强基专项行动", true)]
    [InlineData("*专项行动", "专项行动", true)]
    [InlineData("*专项行动", "专项行动计划", false)]
    [InlineData("国家*实验室", "国家重点实验室", true)]
    [InlineData("国家*实验室", "国家工程实验室建设", false)]
    [InlineData("??战略", "强国战略", true)]
    [InlineData("??战略", "国家强国战略", false)]
    [InlineData("5G*", "５Ｇ网络", true)]
    [InlineData("*一带一路*", "“一带一路”建设", true)]
    [InlineData("*製造", "智能制造", true)]
    [InlineData("a*b*c", "axxbxbxc", true)]
    public void A_pattern_matches_the_whole_term(string pattern, string term, bool matches) => Assert.Equal(matches, TermPattern.Parse(pattern).IsMatch(term));

    [Theory]
    [InlineData("")]
    [InlineData("*")]
    [InlineData("?*")]
    [InlineData(" 行动*")]
    public void A_pattern_without_text_is_refused(string pattern) => Assert.Throws<ArgumentException>(() => TermPattern.Parse(pattern));
}
