namespace Terminology.Formats.Tests;

public class XlsxTests
{
    private static Glossary Nasty() => new(
    [
        new ConceptEntry
        {
            Id = "c1", SubjectField = "=1+1", Definition = "two\nlines", Note = "'=2", Source = "_x0031_",
            Properties = [new("client", "+86"), new("client", "-5")],
            Languages =
            [
                new LanguageSection { Language = "zh", Definition = "定义", Terms = [new TermSection { Text = "两化融合", Status = AdministrativeStatus.Preferred, Context = "@x" }, new TermSection { Text = "\U00020BB7野家" }] },
                new LanguageSection { Language = "en", Terms = [new TermSection { Text = "a < b & c", Year = "2015" }, new TermSection { Text = "b", Status = AdministrativeStatus.Deprecated, Year = "2015-2016", Note = "''=3" }] },
            ],
        },
        new ConceptEntry { Id = "2", Languages = [new LanguageSection { Language = "en", Terms = [new TermSection { Text = "only English" }] }] },
    ], "=Title") { Properties = [new("origin", "'+x")] };

    [Fact]
    public void A_workbook_gives_back_what_was_written()
    {
        using var stream = new MemoryStream();
        Xlsx.Format.Write(Nasty(), stream, new GlossaryWriteOptions());
        stream.Position = 0;
        GlossaryReading reading = Xlsx.Format.Read(stream, "a.xlsx", new GlossaryReadOptions());
        Assert.DoesNotContain(reading.Faults, fault => fault.Severity == FaultSeverity.Error);
        Assert.True(Xlsx.Format.Held(Nasty(), new GlossaryWriteOptions()).Equals(Nasty()));
        Assert.Equal(Nasty(), reading.Glossary);
    }

    [Fact]
    public void The_same_glossary_gives_the_same_bytes()
    {
        using MemoryStream first = new(), second = new();
        Xlsx.Format.Write(Nasty(), first, new GlossaryWriteOptions());
        Xlsx.Format.Write(Nasty(), second, new GlossaryWriteOptions());
        Assert.Equal(first.ToArray(), second.ToArray());
    }

    [Fact]
    public void No_cell_is_a_formula()
    {
        using var stream = new MemoryStream();
        Xlsx.Format.Write(Nasty(), stream, new GlossaryWriteOptions());
        using var zip = new System.IO.Compression.ZipArchive(stream);
        using var sheet = new StreamReader(zip.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        Assert.DoesNotContain("<f>", sheet.ReadToEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_off_workbooks_are_faults()
    {
        using var stream = new MemoryStream();
        Xlsx.Format.Write(Nasty(), stream, new GlossaryWriteOptions());
        byte[] half = stream.ToArray()[..(int)(stream.Length / 2)];
        Assert.Equal("TRM0301", Assert.Single(Xlsx.Format.Read(new MemoryStream(half), "a.xlsx", new GlossaryReadOptions()).Faults).Code);
    }
}
