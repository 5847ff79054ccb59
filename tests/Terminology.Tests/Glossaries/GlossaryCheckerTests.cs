namespace Terminology.Tests;

public sealed class GlossaryCheckerTests
{
    [Fact]
    public void A_good_glossary_has_no_findings() =>
        Assert.Empty(GlossaryChecker.Check(new Glossary([Entry("a", "智能制造", "smart manufacturing"), Entry("b", "数据安全", "data security")])));

    [Fact]
    public void The_same_terms_twice_are_a_duplicate() =>
        Assert.Equal([(GlossaryFindingKind.Duplicate, "a b")], Findings(Entry("a", "数据安全", "data security"), Entry("b", "“数据安全”", "Data Security")));

    [Fact]
    public void Two_preferred_renderings_in_one_subject_field_contradict() =>
        Assert.Equal([(GlossaryFindingKind.Contradiction, "a b")], Findings(Entry("a", "信息化", "informatization"), Entry("b", "信息化", "digitization")));

    [Fact]
    public void Subject_fields_tell_entries_apart() =>
        Assert.Empty(Findings(Entry("a", "专业", "major"), Entry("b", "专业", "professional") with { SubjectField = "industry" }));

    [Fact]
    public void Preferred_here_and_deprecated_there_is_a_contradiction()
    {
        ConceptEntry b = Entry("b", "信息化", "digitization") with { SubjectField = "other" };
        b = b with { Languages = [b.Languages[0], b.Languages[1] with { Terms = [.. b.Languages[1].Terms, new TermSection { Text = "informatization", Status = AdministrativeStatus.Deprecated, Source = "s" }] }] };
        Assert.Equal([(GlossaryFindingKind.Contradiction, "a b")], Findings(Entry("a", "信息化", "informatization"), b));
    }

    [Fact]
    public void References_in_a_circle_are_told_once() =>
        Assert.Equal([(GlossaryFindingKind.Circular, "a b")], Findings(Reference("a", "甲", "A", "b"), Reference("b", "乙", "B", "a")));

    [Fact]
    public void References_to_nothing_are_told() =>
        Assert.Equal([(GlossaryFindingKind.Circular, "a")], Findings(Reference("a", "甲", "A", "nowhere")));

    [Fact]
    public void Missing_fields_are_named()
    {
        var entry = new ConceptEntry { Id = "x", Languages = [new LanguageSection { Language = "zh", Terms = [new TermSection { Text = "甲" }] }] };
        GlossaryFinding finding = Assert.Single(GlossaryChecker.Check(new Glossary([entry])));
        Assert.Equal("missing field\tx\texpected English term, subject field", finding.ToString());
    }

    private static (GlossaryFindingKind, string)[] Findings(params ConceptEntry[] entries) =>
        [.. GlossaryChecker.Check(new Glossary(entries)).Select(f => (f.Kind, string.Join(' ', f.Entries)))];

    private static ConceptEntry Reference(string id, string chinese, string english, string target) =>
        Entry(id, chinese, english) with { Properties = [KeyValuePair.Create("crossReference", target)] };

    private static ConceptEntry Entry(string id, string chinese, string english) => new()
    {
        Id = id,
        SubjectField = "policy",
        Languages =
        [
            new LanguageSection { Language = "zh", Terms = [new TermSection { Text = chinese }] },
            new LanguageSection { Language = "en", Terms = [new TermSection { Text = english, Status = AdministrativeStatus.Preferred, Source = "test" }] },
        ],
    };
}
