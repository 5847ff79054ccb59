using System.Text;

namespace Terminology.Tests;

public sealed class CorpusTests : IDisposable
{
    private const string Chinese = "推动两化深度融合，加快制造强国建设。\n发展工业互联网。\n";

    private readonly string _directory = Directory.CreateTempSubdirectory("corpus-tests").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private void Write(string name, byte[] bytes)
    {
        string path = Path.Combine(_directory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, bytes);
    }

    private void Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    [Fact]
    public void Documents_come_in_ordinal_order_of_their_paths()
    {
        foreach (string name in new[] { "b.txt", "a/z.txt", "B.txt", "a.txt", "10.txt", "9.txt" })
            Write(name, "文");
        Assert.Equal(["10.txt", "9.txt", "B.txt", "a.txt", "a/z.txt", "b.txt"], Corpus.FromDirectory(_directory).Select(document => document.Name));
    }

    [Fact]
    public void Documents_are_read_anew_at_every_enumeration()
    {
        Write("a.txt", "旧");
        Corpus corpus = Corpus.FromDirectory(_directory);
        Assert.Equal("旧", corpus.Single().Text);
        Write("a.txt", "新");
        Assert.Equal("新", corpus.Single().Text);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("gb18030")]
    public void The_encoding_is_found_out(string name)
    {
        Encoding encoding = TextDecoder.Find(name);
        Write("a.txt", [.. encoding.GetPreamble(), .. encoding.GetBytes(Chinese)]);
        var faults = new List<FormatFault>();
        Assert.Equal(Chinese, Corpus.FromDirectory(_directory, options: new DocumentReaderOptions { OnFault = faults.Add }).Single().Text);
        Assert.Empty(faults);
    }

    [Fact]
    public void Rare_characters_of_GB18030_are_read()
    {
        const string Text = "䶮、𠮷野家、龘";
        Write("a.txt", TextDecoder.Find("gb18030").GetBytes(Text));
        Assert.Equal(Text, Corpus.FromDirectory(_directory).Single().Text);
    }

    [Fact]
    public void Big5_is_a_guess_that_is_told()
    {
        const string Text = "臺灣的發展計畫，與產業政策的檢討：這是繁體中文的文章，內容包括經濟、社會、教育與衛生等方面。";
        Write("a.txt", TextDecoder.Find("big5").GetBytes(Text));
        var faults = new List<FormatFault>();
        string read = Corpus.FromDirectory(_directory, options: new DocumentReaderOptions { OnFault = faults.Add }).Single().Text;
        Assert.Equal(Text, read);
        Assert.Equal("TRM0103", Assert.Single(faults).Code);
        Assert.Equal(Text, Corpus.FromDirectory(_directory, options: new DocumentReaderOptions { Encoding = "big5" }).Single().Text);
    }

    [Fact]
    public void A_file_in_no_encoding_is_an_error_that_names_the_byte()
    {
        Write("a.txt", [.. Encoding.UTF8.GetBytes("第一行\n第二"), 0xFF, 0x41]);
        var error = Assert.Throws<TerminologyFormatException>(() => Corpus.FromDirectory(_directory).ToList());
        Assert.Equal("TRM0101", error.Code);
        Assert.Equal("a.txt", error.Path);
        Assert.Equal(2, error.Line);
        Assert.Contains("byte 16 ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_encoding_is_taken_at_its_word()
    {
        Write("a.txt", TextDecoder.Find("gb18030").GetBytes(Chinese));
        var error = Assert.Throws<TerminologyFormatException>(() => Corpus.FromDirectory(_directory, options: new DocumentReaderOptions { Encoding = "utf-8" }).ToList());
        Assert.Contains("byte 1 ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_out_in_silence()
    {
        Write("a.txt", "文");
        Write(".hidden", "文");
        Write("empty.txt", "");
        Write("picture.png", [0x89, 0x50, 0x4E, 0x47, 0, 0]);
        var faults = new List<FormatFault>();
        Assert.Equal("文", Corpus.FromDirectory(_directory, options: new DocumentReaderOptions { OnFault = faults.Add }).Single().Text);
        Assert.Equal(["TRM0106 .hidden", "TRM0102 empty.txt", "TRM0105 picture.png"], faults.Select(fault => $"{fault.Code} {fault.Path}"));
        Assert.Equal("TRM0102", Assert.Throws<TerminologyFormatException>(() => Corpus.FromDirectory(_directory).ToList()).Code);
    }

    [Fact]
    public void A_missing_path_is_an_error()
    {
        Assert.Throws<DirectoryNotFoundException>(() => Corpus.FromDirectory(Path.Combine(_directory, "none")));
        Assert.Throws<FileNotFoundException>(() => Corpus.FromFiles([Path.Combine(_directory, "none")]));
        Assert.Equal("TRM0109", Assert.Throws<TerminologyFormatException>(() => Corpus.FromDirectory(_directory)).Code);
    }

    [Fact]
    public void A_file_larger_than_the_limit_is_not_read()
    {
        Write("a.txt", new string('文', 100));
        Assert.Equal("TRM0104", Assert.Throws<TerminologyFormatException>(() => Corpus.FromDirectory(_directory, options: new DocumentReaderOptions { MaxFileBytes = 299 }).ToList()).Code);
    }

    [Fact]
    public void Files_of_the_same_name_keep_their_documents_apart()
    {
        Write("x/a.txt", "一");
        Write("y/a.txt", "二");
        string[] names = [.. Corpus.FromFiles([Path.Combine(_directory, "x/a.txt"), Path.Combine(_directory, "y/a.txt")]).Select(document => document.Name)];
        Assert.Equal(2, names.Distinct().Count());
    }
}
