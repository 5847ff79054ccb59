using System.Text;

namespace Terminology.Tests;

public sealed class TextPiecesTests : IDisposable
{
    private readonly string _file = Path.Combine(Directory.CreateTempSubdirectory("terms-pieces-").FullName, "2014-plan.txt");

    public void Dispose() => Directory.Delete(Path.GetDirectoryName(_file)!, recursive: true);

    private Document[] Read(string text, Encoding encoding, int pieceBytes)
    {
        File.WriteAllText(_file, text, encoding);
        return [.. Corpus.FromFiles([_file], options: new DocumentReaderOptions { PieceBytes = pieceBytes })];
    }

    private static string Paragraphs(int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $"第{i}条　推进两化深度融合{new string('甲', i % 50)}。发展智能制造；坚持“一个方针”。\n"));

    [Theory]
    [InlineData("utf-8")]
    [InlineData("gb18030")]
    public void Pieces_are_the_file_cut_behind_paragraphs(string name)
    {
        Encoding encoding = name == "utf-8" ? new UTF8Encoding(false) : CodePagesEncodingProvider.Instance.GetEncoding(name)!;
        string text = Paragraphs(2000);
        Document[] pieces = Read(text, encoding, 9000);
        Assert.True(pieces.Length > 10);
        Assert.Equal(text, string.Concat(pieces.Select(p => p.Text)));
        Assert.All(pieces, p => Assert.EndsWith("”。\n", p.Text, StringComparison.Ordinal));
        Assert.Equal("2014-plan.txt#000001", pieces[0].Name);
        Assert.Equal(pieces.Select(p => p.Name), pieces.Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal(new DocumentDate(2014), pieces[5].Date);
        Assert.Equal($"from line {pieces[0].Text.Count(c => c == '\n') + 1}", pieces[1].PlaceOf(0));
    }

    [Fact]
    public void Text_without_line_ends_is_cut_behind_sentences_and_without_sentences_anywhere_but_in_a_character()
    {
        Assert.All(Read(Paragraphs(2000).Replace("\n", ""), Encoding.UTF8, 9000)[..^1], p => Assert.True(p.Text[^1] is '。' or '；'));
        Document[] pieces = Read(string.Concat(Enumerable.Repeat("\ud840\udc00", 9001)), new UTF8Encoding(false), 3003);
        Assert.Equal(18002, pieces.Sum(p => p.Text.Length));
        Assert.All(pieces, p => Assert.False(char.IsLowSurrogate(p.Text[0])));
    }

    [Fact]
    public void A_smaller_file_stays_whole() => Assert.Equal("2014-plan.txt", Assert.Single(Read(Paragraphs(10), Encoding.UTF8, 9000)).Name);

    [Fact]
    public void Bytes_that_are_no_text_are_an_error_that_names_the_file()
    {
        File.WriteAllBytes(_file, [.. Encoding.UTF8.GetBytes(Paragraphs(500)), 0xFF, 0xFF, .. Encoding.UTF8.GetBytes(Paragraphs(500))]);
        var e = Assert.Throws<TerminologyFormatException>(() => Corpus.FromFiles([_file], options: new DocumentReaderOptions { PieceBytes = 9000 }).Count());
        Assert.Equal("TRM0101", e.Code);
        Assert.Contains("2014-plan.txt", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Full_names_keep_documents_of_different_folders_apart()
    {
        File.WriteAllText(_file, "推进智能制造。");
        string folder = Path.GetDirectoryName(_file)!;
        Document document = Corpus.FromDirectory(folder, options: new DocumentReaderOptions { FullNames = true }).Single();
        Assert.Equal(_file.Replace('\\', '/'), document.Name);
        Assert.Equal(document.Name, Corpus.FromFiles([_file], options: new DocumentReaderOptions { FullNames = true }).Single().Name);
    }
}
