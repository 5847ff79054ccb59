using System.Text;

namespace Terminology.Formats.Tests;

public class DocumentReaderTests
{
    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));

    [Theory]
    [InlineData("seed.docx")]
    [InlineData("seed.pdf")]
    public void A_file_of_LibreOffice_gives_the_text_it_was_made_from(string name)
    {
        DocumentReading reading = Files.Read(Files.Fixture(name), name);
        Assert.Empty(reading.Faults);
        Assert.Equal("隐藏" + Bare(Files.Seed), Bare(reading.Documents.Single().Text));
    }

    [Fact]
    public void Lines_of_a_pdf_are_joined_to_paragraphs()
    {
        string[] paragraphs = [.. Files.Seed.Split('\n').Select(Bare).Where(line => line.Length > 0)];
        string[] read = [.. Files.Read(Files.Fixture("seed.pdf"), "seed.pdf").Documents.Single().Text.Split('\n').Select(Bare).Where(line => line.Length > 0)];
        // A paragraph that ends at the right margin or runs over a page cannot be told from its lines; most can.
        Assert.InRange(read.Intersect(paragraphs).Count(), paragraphs.Length / 2, paragraphs.Length);
    }

    // Running head, page numbers and two columns on every page; characters that Chromium gives as radicals; sentences that run over columns and pages.
    [Theory]
    [InlineData("two-columns-chromium.pdf")]
    [InlineData("two-columns-libreoffice.pdf")]
    public void Columns_are_read_one_after_the_other_without_running_heads(string name)
    {
        DocumentReading reading = Files.Read(Files.Fixture(name), name);
        Assert.Empty(reading.Faults);
        string[] paragraphs = [.. Encoding.UTF8.GetString(Files.Fixture("two-columns.txt")).Split('\n').Select(Bare)];
        Assert.Equal(paragraphs, reading.Documents.Single().Text.Split('\n').Select(Bare));
    }

    [Fact]
    public void A_sentence_that_runs_over_a_page_has_both_pages_as_its_places()
    {
        Document document = Files.Read(Files.Fixture("two-columns-chromium.pdf"), "a.pdf").Documents.Single();
        Assert.Contains(document.Places, place => place.Start > 0 && document.Text[place.Start - 1] != '\n');
    }

    [Fact]
    public void The_page_of_a_pdf_is_the_place()
    {
        Document document = Files.Read(Files.Fixture("seed.pdf"), "seed.pdf").Documents.Single();
        Assert.Equal("page 1", document.PlaceOf(0));
    }

    [Fact]
    public void A_web_page_gives_its_visible_text()
    {
        const string Page = "<!DOCTYPE html><html><head><meta charset='gb18030'><style>p{}</style></head><body><script>不应出现</script><p hidden>隐藏</p><p style='display: none'>隐藏</p><p>发展<b>工业</b>互联网。</p><ul><li>智能制造<li>两化融合</ul></body></html>";
        byte[] bytes = CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(Page);
        Assert.Equal("发展工业互联网。\n智能制造\n两化融合", Files.Read(bytes, "a.html").Documents.Single().Text);
    }

    [Fact]
    public void Inserted_text_is_in_and_deleted_and_hidden_text_is_out()
    {
        const string Body = "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>发展</w:t></w:r><w:ins><w:r><w:t>工业</w:t></w:r></w:ins><w:del><w:r><w:delText>农业</w:delText></w:r></w:del><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>互联网</w:t></w:r></w:p>";
        Assert.Equal("发展工业互联网", Files.Read(Files.Docx(Body), "a.docx").Documents.Single().Text);
    }

    [Fact]
    public void Tables_text_boxes_and_footnotes_are_read_and_named()
    {
        const string Body = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            + "<w:p><w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>文</w:t></w:r></w:p>";
        Document document = Files.Read(Files.Docx(Body, "<w:footnote><w:p><w:r><w:t>注</w:t></w:r></w:p></w:footnote>"), "a.docx").Documents.Single();
        Assert.Equal("甲\n乙\n框\n文\n注", document.Text);
        Assert.Equal(["table 1, row 1, cell 1", "table 1, row 1, cell 2", "paragraph 3", "paragraph 4", "footnote 1"], document.Places.Select(place => place.Name));
    }

    [Fact]
    public void Slides_come_in_their_order_with_their_notes()
    {
        Document document = Files.Read(Files.Pptx(), "a.pptx").Documents.Single();
        Assert.Equal("智能制造\n工业互联网\n备注", document.Text);
        Assert.Equal(["slide 1", "slide 2", "slide 2, notes"], document.Places.Select(place => place.Name));
    }

    [Fact]
    public void Cells_are_places_and_numbers_are_left_out()
    {
        Document document = Files.Read(Files.Fixture("seed.xlsx"), "seed.xlsx").Documents.Single();
        Assert.Equal("推动两化深度融合\n发展工业互联网", document.Text);
        Assert.EndsWith("!A2", document.Places[1].Name, StringComparison.Ordinal);
    }

    [Fact]
    public void Content_decides_before_the_extension()
    {
        Assert.Equal("智能制造\n工业互联网\n备注", Files.Read(Files.Pptx(), "a.bin").Documents.Single().Text);
        Assert.Equal("隐藏" + Bare(Files.Seed), Bare(Files.Read(Files.Fixture("seed.pdf"), "seed.txt").Documents.Single().Text));
    }

    [Fact]
    public void A_zip_gives_all_its_documents_in_order()
    {
        byte[] zip = Files.Zip(("b.txt", Encoding.UTF8.GetBytes("乙")), ("a/x.docx", Files.Docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")), ("c.zip", Files.Zip(("d.txt", "丙"))));
        DocumentReading reading = Files.Read(zip, "all.zip");
        Assert.Empty(reading.Faults);
        Assert.Equal(["all.zip/a/x.docx", "all.zip/b.txt", "all.zip/c.zip/d.txt"], reading.Documents.Select(document => document.Name));
    }

    [Fact]
    public void Names_that_lead_out_of_an_archive_are_refused()
    {
        DocumentReading reading = Files.Read(Files.Zip(("../../etc/x.txt", "甲"), ("ok.txt", "乙")), "all.zip");
        Assert.Equal("TRM0305", Assert.Single(reading.Faults).Code);
        Assert.Equal("all.zip/ok.txt", Assert.Single(reading.Documents).Name);
    }

    [Fact]
    public void A_zip_bomb_is_refused_and_the_limit_named()
    {
        byte[] bomb = Files.Zip(("bomb.txt", new byte[8 << 20]));
        FormatFault fault = Assert.Single(Files.Read(bomb, "bomb.zip", new DocumentReaderOptions { MaxExpandedBytes = 1 << 20 }).Faults);
        Assert.Equal("TRM0302", fault.Code);
        Assert.Contains("MaxExpandedBytes", fault.Message, StringComparison.Ordinal);
        Assert.Contains("MaxExpansion", Assert.Single(Files.Read(bomb, "bomb.zip").Faults).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_with_a_dtd_is_refused()
    {
        byte[] docx = Files.Docx("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>", prolog: "<!DOCTYPE x [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>");
        DocumentReading reading = Files.Read(docx, "a.docx");
        Assert.Empty(reading.Documents);
        Assert.Equal("TRM0301", Assert.Single(reading.Faults).Code);
    }

    [Theory]
    [InlineData("a.docx")]
    [InlineData("a.xlsx")]
    [InlineData("a.doc")]
    public void A_protected_or_old_file_says_so(string name) =>
        Assert.Equal("TRM0303", Assert.Single(Files.Read([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[512]], name).Faults).Code);

    [Fact]
    public void A_scanned_pdf_says_that_it_holds_no_text()
    {
        var pdf = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        foreach (string item in (string[])["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Resources<<>>>>"])
        {
            offsets.Add(pdf.Length);
            pdf.Append($"{offsets.Count} 0 obj\n{item}\nendobj\n");
        }
        int table = pdf.Length;
        pdf.Append("xref\n0 4\n0000000000 65535 f \n");
        foreach (int offset in offsets)
            pdf.Append($"{offset:0000000000} 00000 n \n");
        pdf.Append($"trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        Assert.Equal("TRM0304", Assert.Single(Files.Read(Encoding.ASCII.GetBytes(pdf.ToString()), "scan.pdf").Faults).Code);
    }

    [Fact]
    public void Mutated_files_never_throw()
    {
        (string Name, byte[] Bytes)[] files =
        [
            ("a.docx", Files.Docx("<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>", "<w:footnote/>")), ("a.pptx", Files.Pptx()), ("a.xlsx", Files.Fixture("seed.xlsx")), ("a.zip", Files.Zip(("a.txt", "文"))),
            ("a.html", Encoding.UTF8.GetBytes("<html><body><p>发展<b>工业</b></p></body></html>")), ("a.tmx", Encoding.UTF8.GetBytes("<tmx><body><tu><tuv xml:lang='zh'><seg>文</seg></tuv></tu></body></tmx>")),
            ("a.po", Encoding.UTF8.GetBytes("msgid \"a\"\nmsgstr \"文\"\n")), ("a.srt", Encoding.UTF8.GetBytes("1\n00:00:01 --> 00:00:02\n文\n")), ("a.md", Encoding.UTF8.GetBytes("# 标题\n[a](b) `c`\n")),
        ];
        var random = new Random(20140101);
        foreach ((string name, byte[] original) in files)
            for (int round = 0; round < 40; round++)
            {
                byte[] bytes = [.. original];
                for (int flips = random.Next(1, 6); flips > 0; flips--)
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                if (round % 4 == 0)
                    bytes = bytes[..random.Next(1, bytes.Length)];
                if (DocumentReaders.All.Any(reader => reader.CanRead(bytes.AsSpan(0, Math.Min(bytes.Length, 4096)), Path.GetExtension(name))))
                    Assert.NotNull(Files.Read(bytes, name));
            }
    }
}
