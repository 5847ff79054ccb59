using System.IO.Compression;
using System.Text;

namespace Terminology.Formats.Tests;

/// <summary>Makes small files of each format.</summary>
internal static class Files
{
    private const string Word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main", Drawing = "http://schemas.openxmlformats.org/drawingml/2006/main", Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    public static byte[] Fixture(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Fixtures", name));

    public static string Seed => Encoding.UTF8.GetString(Fixture("seed.txt"));

    public static byte[] Zip(params (string Name, string Content)[] entries) => Zip([.. entries.Select(entry => (entry.Name, Encoding.UTF8.GetBytes(entry.Content)))]);

    public static byte[] Zip(params (string Name, byte[] Content)[] entries)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, byte[] content) in entries)
            {
                using Stream part = zip.CreateEntry(name).Open();
                part.Write(content);
            }
        return stream.ToArray();
    }

    public static byte[] Docx(string body, string? footnotes = null, string prolog = "") => Zip(
        ("_rels/.rels", Relationships(("officeDocument", "word/document.xml"))),
        ("word/_rels/document.xml.rels", Relationships(("footnotes", "footnotes.xml"))),
        ("word/document.xml", $"<?xml version=\"1.0\"?>{prolog}<w:document xmlns:w=\"{Word}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>"),
        ("word/footnotes.xml", $"<w:footnotes xmlns:w=\"{Word}\">{footnotes}</w:footnotes>"));

    public static byte[] Pptx() => Zip(
        ("ppt/presentation.xml", $"<p:presentation xmlns:p=\"urn:p\" xmlns:r=\"{Office}\"><p:sldIdLst><p:sldId r:id=\"rId2\"/><p:sldId r:id=\"rId1\"/></p:sldIdLst></p:presentation>"),
        ("ppt/_rels/presentation.xml.rels", Relationships(("slide", "slides/slide1.xml"), ("slide", "slides/slide2.xml"))),
        ("ppt/slides/slide1.xml", $"<p:sld xmlns:p=\"urn:p\" xmlns:a=\"{Drawing}\"><a:p><a:r><a:t>工业</a:t></a:r><a:r><a:t>互联网</a:t></a:r></a:p></p:sld>"),
        ("ppt/slides/slide2.xml", $"<p:sld xmlns:p=\"urn:p\" xmlns:a=\"{Drawing}\"><a:p><a:r><a:t>智能制造</a:t></a:r></a:p></p:sld>"),
        ("ppt/slides/_rels/slide1.xml.rels", Relationships(("notesSlide", "../notesSlides/notesSlide1.xml"))),
        ("ppt/notesSlides/notesSlide1.xml", $"<p:notes xmlns:p=\"urn:p\" xmlns:a=\"{Drawing}\"><a:p><a:r><a:t>备注</a:t></a:r><a:fld><a:rPr/><a:t>1</a:t></a:fld></a:p></p:notes>"));

    public static string Relationships(params (string Type, string Target)[] relationships) =>
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + string.Concat(relationships.Select((one, i) => $"<Relationship Id=\"rId{i + 1}\" Type=\"{Office}/{one.Type}\" Target=\"{one.Target}\"/>")) + "</Relationships>";

    public static DocumentReading Read(byte[] bytes, string name, DocumentReaderOptions? options = null)
    {
        IDocumentReader reader = DocumentReaders.All.First(one => one.CanRead(bytes.AsSpan(0, Math.Min(bytes.Length, DocumentReaderOptions.HeadBytes)), Path.GetExtension(name)));
        return reader.Read(new MemoryStream(bytes), name, options ?? new DocumentReaderOptions());
    }
}
