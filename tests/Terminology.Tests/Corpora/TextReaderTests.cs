using System.Text;

namespace Terminology.Tests;

public class TextReaderTests
{
    private static Document Read(IDocumentReader reader, string text, string language = "zh") =>
        reader.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)), "file", new DocumentReaderOptions { Language = language }).Documents.Single();

    [Fact]
    public void A_translation_memory_gives_one_language_without_native_code()
    {
        const string Tmx = "<?xml version='1.0'?><!DOCTYPE tmx SYSTEM 'tmx14.dtd'><tmx version='1.4'><body><tu><tuv xml:lang='zh-CN'><seg>加快发展<bpt i='1'>&lt;b&gt;</bpt>工业互联网<ept i='1'>&lt;/b&gt;</ept>。</seg></tuv><tuv lang='EN-US'><seg>the <hi>Industrial Internet</hi>.</seg></tuv></tu></body></tmx>";
        Assert.Equal("加快发展工业互联网。", Read(new TmxReader(), Tmx).Text);
        Assert.Equal("the Industrial Internet.", Read(new TmxReader(), Tmx, "en").Text);
    }

    [Fact]
    public void Xliff_of_both_versions_gives_the_side_of_the_language()
    {
        Document old = Read(new XliffReader(), "<xliff version='1.2'><file source-language='en-US' target-language='zh-CN'><body><trans-unit id='7'><source>work</source><target>工作<x id='1'/></target></trans-unit></body></file></xliff>");
        Assert.Equal(("工作", "segment 7"), (old.Text, old.PlaceOf(0)));
        Assert.Equal("工作", Read(new XliffReader(), "<xliff version='1.2'><file source-language='en'><body><trans-unit id='1'><source>work</source><target>工作</target></trans-unit></body></file></xliff>").Text);
        Assert.Equal("工作", Read(new XliffReader(), "<xliff version='1.2'><file><body><trans-unit id='1'><source>工作</source><target>work</target></trans-unit></body></file></xliff>").Text);
        Assert.Equal("工作", Read(new XliffReader(), "<xliff xmlns='urn:oasis:names:tc:xliff:document:2.0' version='2.1' srcLang='zh' trgLang='en'><file id='f'><unit id='u'><segment><source>工作</source><target>work</target></segment></unit></file></xliff>").Text);
    }

    [Fact]
    public void A_catalogue_gives_its_translations_and_a_template_its_originals()
    {
        Assert.Equal("工业", Read(new PoReader(), "msgid \"\"\nmsgstr \"\"\n\nmsgid \"工业\"\nmsgstr \"\"\n").Text);
        Assert.Equal("工业\n互联网", Read(new PoReader(), "msgid \"\"\nmsgstr \"Language: zh_CN\\n\"\n\nmsgid \"industrial\"\nmsgstr \"\"\n\"工业\\n\"\n\"互联网\"\n").Text);
    }

    [Fact]
    public void Subtitles_give_the_spoken_lines_with_their_times()
    {
        Document document = Read(new SubtitleReader(), "1\n00:00:01,000 --> 00:00:02,000\n<i>发展工业</i>\n互联网\n\n2\n00:00:03,000 --> 00:00:04,000\n智能制造\n");
        Assert.Equal("发展工业互联网\n智能制造", document.Text);
        Assert.Equal("00:00:03,000", document.Places[1].Name);
    }

    [Fact]
    public void Markdown_gives_its_text_without_marks_and_code() =>
        Assert.Equal("标题\n发展工业互联网。", Read(new MarkdownReader(), "# 标题\n\n- 发展**工业**[互联网](https://example.org)。\n```\ncode\n```\n").Text);

    [Fact]
    public void A_manifest_tells_what_has_changed()
    {
        string directory = Directory.CreateTempSubdirectory("manifest").FullName;
        try
        {
            string input = Path.Combine(directory, "in.txt"), output = Path.Combine(directory, "out.csv");
            File.WriteAllText(input, "甲");
            File.WriteAllText(output, "乙");
            new Manifest { Inputs = Manifest.HashFiles([input]), Options = new Dictionary<string, string> { ["top"] = "3" } }.WriteFor(output);
            Assert.All(Manifest.Verify(output), check => Assert.Equal(ManifestState.Unchanged, check.State));
            File.WriteAllText(output, "丙");
            File.Delete(input);
            Assert.Equal([ManifestState.Unchanged, ManifestState.Changed, ManifestState.Missing], Manifest.Verify(output).Select(check => check.State));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }
}
