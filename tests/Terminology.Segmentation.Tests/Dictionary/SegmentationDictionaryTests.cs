using System.Text;
using CsCheck;
using Terminology.Segmentation;

namespace Terminology.Segmentation.Tests;

public sealed class SegmentationDictionaryTests
{
    [Fact]
    public void Added_words_are_found()
    {
        Assert.Equal("发展 新质 生产力", Cut(SegmentationDictionary.Default, "发展新质生产力"));
        Assert.Equal("发展 新质生产力", Cut(SegmentationDictionary.Default.With("新质生产力", "专精特新"), "发展新质生产力"));
    }

    [Fact]
    public void Added_words_with_characters_that_jieba_never_joins_win() =>
        Assert.Equal("支持 首台(套) 装备", Cut(SegmentationDictionary.Default.With("首台(套)"), "支持首台(套)装备"));

    [Fact]
    public void Removed_words_are_cut_apart()
    {
        Assert.Equal("工业 局局长", Cut(SegmentationDictionary.Default, "工业局局长"));
        Assert.Equal("工业局 局长", Cut(SegmentationDictionary.Default.Without("局局长"), "工业局局长"));
    }

    [Fact]
    public void A_change_leaves_the_dictionary_it_was_made_from_alone()
    {
        SegmentationDictionary first = SegmentationDictionary.Default.With("新质生产力");
        SegmentationDictionary second = first.Without("新质生产力", "中国");
        Assert.Equal(1, first.FrequencyOf("新质生产力"));
        Assert.Equal(0, second.FrequencyOf("新质生产力"));
        Assert.Equal(0, second.FrequencyOf("中国"));
        Assert.Equal(129470, SegmentationDictionary.Default.FrequencyOf("中国"));
        Assert.Equal(0, SegmentationDictionary.Default.FrequencyOf("新质生产力"));
    }

    [Theory]
    [InlineData("首台(套)", "支持首台(套)装备", "支持 首台(套) 装备")]
    [InlineData("LTE FDD", "发放LTE FDD牌照", "发放 LTE FDD 牌照")]
    [InlineData("两机专项", "实施两机专项", "实施 两机专项")]
    [InlineData("TD-LTE", "TD-LTE和XTD-LTE", "TD-LTE 和 XTD - LTE")]
    [InlineData("国发", "中国发展", "中 国发 展")]
    public void Winning_words_are_tokens_wherever_they_stand(string word, string text, string expected) =>
        Assert.Equal(expected, Cut(SegmentationDictionary.Default.With([new DictionaryWord(word) { Wins = true }]), text));

    [Fact]
    public void The_longest_of_the_winning_words_at_a_place_wins()
    {
        SegmentationDictionary dictionary = SegmentationDictionary.Default.With(
        [
            new DictionaryWord("智能") { Wins = true },
            new DictionaryWord("智能制造") { Wins = true },
            new DictionaryWord("制造业") { Wins = true },
        ]);
        Assert.Equal("智能制造 业 和 智能 手机", Cut(dictionary, "智能制造业和智能手机"));
    }

    [Fact]
    public void A_winning_word_has_the_tag_it_was_given()
    {
        SegmentationDictionary dictionary = SegmentationDictionary.Default.With([new DictionaryWord("首台(套)") { Wins = true, Tag = PartOfSpeech.Noun }]);
        Token token = new Segmenter(dictionary, new SegmenterOptions { Tags = true }).Segment("首台(套)")[0];
        Assert.Equal(("首台(套)", "n"), (token.ToString(), token.Tag.Name));
    }

    [Fact]
    public void Five_thousand_added_words_are_all_found_and_none_is_lost()
    {
        var words = new List<DictionaryWord>();
        for (int i = 0; i < 5_000; i++)
        {
            string text = new([(char)(0x4E00 + (i * 7919 % 20_000)), (char)(0x4E00 + (i * 104_729 % 20_000)), (char)(0x3400 + (i % 300)), (char)(0x4E00 + (i % 977))]);
            words.Add(new DictionaryWord(text) { Frequency = 1 + (i % 50) });
        }

        SegmentationDictionary dictionary = SegmentationDictionary.Default.With(words);
        foreach (DictionaryWord word in words)
            Assert.Equal(word.Frequency, dictionary.FrequencyOf(word.Text));
        foreach (string word in new[] { "中国", "中华人民共和国", "工业", "信息化", "的" })
            Assert.Equal(SegmentationDictionary.Default.FrequencyOf(word), dictionary.FrequencyOf(word));
    }

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("GB18030", false)]
    public void A_dictionary_file_may_have_any_of_three_encodings(string encoding, bool mark)
    {
        using var file = new TemporaryFile();
        Encoding target = encoding == "utf-8" ? new UTF8Encoding(mark) : CodePagesEncodingProvider.Instance.GetEncoding(encoding)!;
        File.WriteAllBytes(file.Path, [.. target.GetPreamble(), .. target.GetBytes("新质生产力 7 nz\r\n专精特新\r\n\r\n国家级 9\r\n")]);
        SegmentationDictionary dictionary = SegmentationDictionary.Default.WithFile(file.Path);
        Assert.Equal(7, dictionary.FrequencyOf("新质生产力"));
        Assert.Equal(1, dictionary.FrequencyOf("专精特新"));
        Assert.Equal(9, dictionary.FrequencyOf("国家级"));
    }

    [Theory]
    [InlineData("好 1\n坏\t2\n", 2, "TRM0004")]
    [InlineData("好 1\n\n坏 99999999999999999999\n", 3, "TRM0005")]
    public void A_bad_line_is_an_error_with_its_number(string content, int line, string code)
    {
        using var file = new TemporaryFile();
        File.WriteAllText(file.Path, content);
        DictionaryFormatException exception = Assert.Throws<DictionaryFormatException>(() => SegmentationDictionary.Default.WithFile(file.Path));
        Assert.Equal((line, code, file.Path), (exception.Line, exception.Code, exception.Path));
        Assert.DoesNotContain("坏", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_of_no_encoding_are_an_error_with_the_line()
    {
        using var file = new TemporaryFile();
        File.WriteAllBytes(file.Path, [.. "好 1\n"u8, 0xFF, 0xFF, (byte)'\n']);
        Assert.Equal(2, Assert.Throws<DictionaryFormatException>(() => SegmentationDictionary.Default.WithFile(file.Path)).Line);
    }

    [Fact]
    public void Tags_of_a_file_that_jieba_does_not_have_keep_their_names()
    {
        using var file = new TemporaryFile();
        File.WriteAllText(file.Path, "新质生产力 7 policyterm\n");
        Token token = new Segmenter(SegmentationDictionary.Default.WithFile(file.Path), new SegmenterOptions { Tags = true }).Segment("新质生产力")[0];
        Assert.Equal("policyterm", token.Tag.Name);
        Assert.True(PartOfSpeech.TryParse("policyterm", out PartOfSpeech tag));
        Assert.Equal(tag, token.Tag);
    }

    [Fact]
    public void Empty_words_and_negative_frequencies_are_refused()
    {
        Assert.Throws<ArgumentException>(() => SegmentationDictionary.Default.With(""));
        Assert.Throws<ArgumentException>(() => SegmentationDictionary.Default.With([new DictionaryWord("好") { Frequency = -1 }]));
    }

    [Fact]
    public void Adding_words_changes_no_text_without_their_characters()
    {
        SegmentationDictionary dictionary = SegmentationDictionary.Default.With([new DictionaryWord("㐀㐁") { Frequency = 0 }]);
        Gen.Char['\u4E00', '\u9FD5'].Array[1, 30].Select(characters => new string(characters))
            .Sample(text => Cut(dictionary, text) == Cut(SegmentationDictionary.Default, text));
    }

    private static string Cut(SegmentationDictionary dictionary, string text) => string.Join(' ', new Segmenter(dictionary).Segment(text));

    private sealed class TemporaryFile : IDisposable
    {
        internal string Path { get; } = System.IO.Path.GetTempFileName();

        public void Dispose() => File.Delete(Path);
    }
}
