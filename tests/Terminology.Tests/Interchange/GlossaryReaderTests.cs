using System.Text;

namespace Terminology.Tests;

public class GlossaryReaderTests
{
    private static GlossaryReading Read(IGlossaryFormat format, string text, GlossaryReadOptions? options = null) =>
        format.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "file", options ?? new GlossaryReadOptions());

    private static string Pairs(Glossary glossary) => string.Join("; ", glossary.Entries.Select(entry => string.Join(",", entry.TermsIn("zh").Select(term => term.Text)) + "=" + string.Join(",", entry.TermsIn("en").Select(term => term.Text))));

    [Fact]
    public void Tbx_2_with_doctype_term_groups_and_old_language_attributes_is_read()
    {
        const string Text = """
            <?xml version="1.0"?><!DOCTYPE martif SYSTEM "TBXcoreStructV02.dtd"><martif type="TBX"><text><body><termEntry id="7">
            <descripGrp><descrip type="definition">d</descrip><admin type="source">s</admin></descripGrp>
            <langSet lang="ZH_cn"><ntig><termGrp><term>智能
              制造</term><termNote type="partOfSpeech">noun</termNote></termGrp><descrip type="context">句</descrip></ntig></langSet>
            <langSet xml:lang="en"><tig><term>smart manufacturing</term><termNote type="administrativeStatus">preferredTerm</termNote></tig></langSet>
            </termEntry></body></text></martif>
            """;
        GlossaryReading reading = Read(Tbx.Dca, Text);
        Assert.Empty(reading.Faults);
        ConceptEntry entry = reading.Glossary.Entries.Single();
        Assert.Equal(("d", "s"), (entry.Definition, entry.Properties.Single().Value));
        Assert.Equal(["zh-CN", "en"], entry.Languages.Select(section => section.Language));
        TermSection term = entry.TermsIn("zh").Single();
        Assert.Equal(("智能 制造", "noun", "句"), (term.Text, term.PartOfSpeech, term.Context));
        Assert.Equal(AdministrativeStatus.Preferred, entry.TermsIn("en").Single().Status);
    }

    [Fact]
    public void An_entity_bomb_is_refused()
    {
        const string Bomb = """<?xml version="1.0"?><!DOCTYPE tbx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><tbx><text><body><conceptEntry id="c1"><langSec xml:lang="zh"><termSec><term>&b;</term></termSec></langSec></conceptEntry></body></text></tbx>""";
        GlossaryReading reading = Read(Tbx.Dca, Bomb);
        Assert.Empty(reading.Glossary.Entries);
        Assert.Equal("TRM0202", Assert.Single(reading.Faults).Code);
    }

    [Fact]
    public void What_stands_before_and_beside_a_fault_is_read_and_all_faults_are_told()
    {
        const string Text = "<tbx><text><body><conceptEntry id='a'><langSec xml:lang='zh'><termSec><term>甲</term></termSec></langSec></conceptEntry>\n<conceptEntry id='a'><langSec xml:lang='zh'><termSec><term>乙</term></termSec></langSec></conceptEntry>\n<conceptEntry id='b'><langSec><termSec><term>丙</term></termSec></langSec></conceptEntry>\n<conceptEntry";
        GlossaryReading reading = Read(Tbx.Dca, Text);
        Assert.Equal(["a", "a-2"], reading.Glossary.Entries.Select(entry => entry.Id));
        Assert.Equal(["TRM0205:2", "TRM0204:3", "TRM0208:3", "TRM0202:4"], reading.Faults.Select(fault => $"{fault.Code}:{fault.Line}"));
    }

    [Fact]
    public void Quotation_marks_inside_cells_are_reported_by_line_and_cost_no_more_than_others()
    {
        GlossaryReading reading = Read(Csv.Comma, "zh,en\n智能制造,smart \"manufacturing\"\n\"两化\"\"融合\",\"in\ntwo lines\"\n工业,\"in\"dustry\n");
        Assert.Equal(["TRM0214:2", "TRM0214:5"], reading.Faults.Select(fault => $"{fault.Code}:{fault.Line}"));
        Assert.Contains(reading.Glossary.Entries, entry => entry.TermsIn("zh").Single().Text == "两化\"融合");
        // One row of so many bad cells took minutes when each was reported with a copy of the row.
        Read(Csv.Comma, "zh,en\n智能制造," + string.Concat(Enumerable.Repeat("a\"b,", 100_000)) + "\n");
    }

    [Fact]
    public void Deep_nesting_meets_a_limit() =>
        Assert.Equal("TRM0202", Read(Tbx.Dca, "<tbx><text><body><conceptEntry>" + string.Concat(Enumerable.Repeat("<x>", 5000))).Faults.Single().Code);

    [Theory]
    [InlineData("zh,en\n智能制造,smart manufacturing\n", null)]
    [InlineData("en;id;zh_CN\nsmart manufacturing;7;智能制造\n", null)]
    [InlineData("译文\t原文\nsmart manufacturing\t智能制造\n", null)]
    [InlineData("x,智能制造,smart manufacturing\n", "zh=B,en=C")]
    [InlineData("a,b,c\nx,智能制造,smart manufacturing\n", "zh=b,en=c")]
    [InlineData("智能制造,smart manufacturing\n", null)]
    public void Columns_are_found_by_header_by_letter_or_by_their_content(string text, string? columns) =>
        Assert.Equal("智能制造=smart manufacturing", Pairs(Read(Csv.Comma, text, new GlossaryReadOptions { Columns = columns }).Glossary));

    [Fact]
    public void Rows_of_one_term_and_subject_are_one_concept() =>
        Assert.Equal("甲=a,b; 甲=c", Pairs(Read(Csv.Comma, "zh,en,subject\n甲,a,x\n甲,b,x\n甲,c,y\n").Glossary));

    [Fact]
    public void Unknown_columns_are_kept()
    {
        ConceptEntry entry = Read(Csv.Comma, "zh,en,Client code\n甲,a,X1\n").Glossary.Entries.Single();
        Assert.Equal(new KeyValuePair<string, string>("Client code", "X1"), entry.Properties.Single());
    }

    [Fact]
    public void Formulas_are_made_harmless_on_writing_and_marked_on_reading()
    {
        var glossary = new Glossary([new ConceptEntry { Id = "c1", Note = "=1+1", Languages = [new LanguageSection { Language = "zh", Terms = [new TermSection { Text = "甲" }] }] }]);
        string text = Encoding.UTF8.GetString(RoundTripTests.Bytes(glossary, Csv.Comma));
        Assert.Contains("'=1+1", text, StringComparison.Ordinal);
        Assert.Equal("TRM0211", Read(Csv.Comma, "zh,en\n=1+1,a\n").Faults.Single().Code);
    }

    [Fact]
    public void MultiTerm_keeps_the_source_of_a_context()
    {
        const string Text = "<mtf><conceptGrp><concept>1</concept><languageGrp><language type=\"Chinese (Simplified, China)\" lang=\"ZH-CN\"/><termGrp><term>甲</term><descripGrp><descrip type=\"Context\">句</descrip><descripGrp><descrip type=\"Source\">文件</descrip></descripGrp></descripGrp></termGrp></languageGrp></conceptGrp></mtf>";
        TermSection term = Read(MultiTerm.Format, Text).Glossary.Entries.Single().TermsIn("zh-CN").Single();
        Assert.Equal(("句", "contextSource", "文件"), (term.Context, term.Properties.Single().Key, term.Properties.Single().Value));
    }

    [Fact]
    public void Utx_is_read()
    {
        GlossaryReading reading = Read(PairText.Utx, "#UTX 1.11; zh-CN/en-US; 2013-01-01\n#src\ttgt\tsrc:pos\tterm status\n智能制造\tsmart manufacturing\tnoun\tapproved\n");
        Assert.Empty(reading.Faults);
        ConceptEntry entry = reading.Glossary.Entries.Single();
        Assert.Equal(("noun", AdministrativeStatus.Preferred), (entry.TermsIn("zh").Single().PartOfSpeech, entry.TermsIn("en").Single().Status));
    }

    [Fact]
    public void Turtle_of_other_makers_is_read()
    {
        const string Text = """"
            PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
            @base <http://example.org/> .
            <c9> a skos:Concept ; skos:prefLabel '工业互联网'@zh-hans, "Industrial \u0049nternet"@en ; # comment
              skos:altLabel """IIoT"""@en ; skos:broader [ skos:note "x" ] ; skos:notation 9 .
            """";
        GlossaryReading reading = Read(Skos.Format, Text);
        Assert.Empty(reading.Faults);
        Assert.Equal("工业互联网=Industrial Internet,IIoT", Pairs(reading.Glossary));
        Assert.Equal("9", reading.Glossary.Entries[0].Id);
    }

    [Fact]
    public void Losses_are_counted_field_by_field()
    {
        Glossary glossary = SampleGlossaries.Small();
        Assert.Empty(GlossaryFile.Losses(glossary, Tbx.Dca));
        Assert.Contains(new GlossaryLoss("title", 1), GlossaryFile.Losses(glossary, Csv.Comma));
        Assert.Contains(new GlossaryLoss("zh term part of speech", 1), GlossaryFile.Losses(glossary, Skos.Format));
    }

    [Fact]
    public void A_glossary_merges_by_concept_and_says_where_it_differs()
    {
        Glossary first = Read(Csv.Comma, "zh,en,status,subject\n甲,a,preferred,x\n乙,b,,x\n").Glossary, second = Read(Csv.Comma, "zh,en,status,subject\n甲,a2,preferred,x\n乙,B2,,y\n丙,c,,\n").Glossary;
        GlossaryMerge merge = GlossaryMerger.Merge([first, second]);
        Assert.Equal("甲=a,a2; 乙=b; 乙=B2; 丙=c", Pairs(merge.Glossary));
        Assert.Equal(1, merge.Joined);
        Assert.Equal(("preferred term en", "a", "a2"), merge.Conflicts.Select(conflict => (conflict.Field, conflict.Kept, conflict.Other)).Single());
    }

    [Fact]
    public void Mutated_files_never_throw()
    {
        var random = new Random(20140101);
        foreach (IGlossaryFormat format in GlossaryFile.Formats.Where(format => format.CanRead && format.CanWrite))
        {
            byte[] original = RoundTripTests.Bytes(SampleGlossaries.Small(), format);
            for (int round = 0; round < 100; round++)
            {
                byte[] bytes = [.. original];
                for (int flips = random.Next(1, 6); flips > 0; flips--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                if (round % 4 == 0)
                    bytes = bytes[..random.Next(1, bytes.Length)];
                Assert.NotNull(format.Read(new MemoryStream(bytes), "mutated", new GlossaryReadOptions()).Glossary);
            }
        }
    }
}
