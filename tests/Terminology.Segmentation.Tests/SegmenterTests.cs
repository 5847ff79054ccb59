using CsCheck;
using Terminology.Segmentation;

namespace Terminology.Segmentation.Tests;

public sealed class SegmenterTests
{
    private static readonly Gen<string> s_texts = Gen.OneOf(
        Gen.Char['\u4E00', '\u9FFF'],
        Gen.Char["的一是中国发展工业信息化两化深度融合推进智能制造年月日"],
        Gen.Char[' ', '~'],
        Gen.Char,
        Gen.Char["\r\n\u3000，。·〇"]).Array[0, 60].Select(characters => new string(characters));

    [Fact]
    public void A_segmenter_with_tags_tags_as_posseg()
    {
        var segmenter = new Segmenter(SegmentationDictionary.Default, new SegmenterOptions { Tags = true });
        Assert.Equal("支持/v TD/eng -/x LTE/eng 关键技术/n", Tagged(segmenter, "支持TD-LTE关键技术"));
    }

    [Fact]
    public void A_segmenter_without_tags_looks_the_dictionary_tag_up() =>
        Assert.Equal("推进/v 两化/x 深度/ns 融合/vn", Tagged(Segmenter.Default, "推进两化深度融合"));

    [Fact]
    public void The_maximum_word_length_hides_longer_words()
    {
        var fine = new Segmenter(SegmentationDictionary.Default, new SegmenterOptions { MaximumWordLength = 3 });
        Assert.Equal("中华 人民 共和国", string.Join(' ', fine.Segment("中华人民共和国")));
        Assert.Equal("中华人民共和国", string.Join(' ', Segmenter.Default.Segment("中华人民共和国")));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Tokens_joined_are_the_text(bool tags, bool hmm)
    {
        var segmenter = new Segmenter(SegmentationDictionary.Default, new SegmenterOptions { Tags = tags, UseHmm = hmm });
        s_texts.Sample(text =>
        {
            int end = 0;
            foreach (Token token in segmenter.Segment(text))
            {
                if (token.Start != end || token.Length == 0)
                    return false;
                end += token.Length;
            }

            return end == text.Length;
        });
    }

    [Fact]
    public void Tokens_of_search_mode_hold_those_of_the_default_mode()
    {
        var search = new Segmenter(SegmentationDictionary.Default, new SegmenterOptions { Mode = SegmentationMode.Search });
        s_texts.Sample(text =>
        {
            var spans = search.Segment(text).Select(token => token.Span).ToHashSet();
            return Segmenter.Default.Segment(text).All(token => spans.Contains(token.Span));
        });
    }

    [Fact]
    public void Tokens_go_behind_those_in_the_buffer()
    {
        var tokens = new TokenBuffer();
        tokens.Add(7, 1);
        Segmenter.Default.Segment("中国", tokens);
        Assert.Equal([new TokenSpan(7, 1, default), new TokenSpan(0, 2, default)], tokens.Spans.ToArray());
    }

    [Fact]
    public void An_empty_text_has_no_tokens() => Assert.Empty(Segmenter.Default.Segment(""));

    [Theory]
    [InlineData(SegmentationMode.Default, true, false)]
    [InlineData(SegmentationMode.Default, false, false)]
    [InlineData(SegmentationMode.Default, true, true)]
    [InlineData(SegmentationMode.Full, true, false)]
    [InlineData(SegmentationMode.Search, true, false)]
    public void After_warm_up_nothing_is_allocated(SegmentationMode mode, bool hmm, bool tags)
    {
        var segmenter = new Segmenter(SegmentationDictionary.Default, new SegmenterOptions { Mode = mode, UseHmm = hmm, Tags = tags });
        string text = File.ReadAllText(TestFiles.Repository("seeds/corpus/2014-miit-work-conference.txt"));
        var tokens = new TokenBuffer();
        string[] sentences = text.Split('。');
        long least = long.MaxValue;
        // The runtime itself allocates now and then while it compiles; what the segmenter allocates would show in every round.
        for (int round = 0; round < 10; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            foreach (string sentence in sentences)
            {
                tokens.Clear();
                segmenter.Segment(sentence, tokens);
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }

    [Fact]
    public void Threads_do_not_disturb_each_other()
    {
        string text = File.ReadAllText(TestFiles.Repository("seeds/corpus/2014-miit-work-conference.txt"));
        string[] sentences = text.Split('。');
        string[] expected = [.. sentences.Select(sentence => string.Join(' ', Segmenter.Default.Segment(sentence)))];
        string[] actual = [.. sentences.AsParallel().AsOrdered().Select(sentence => string.Join(' ', Segmenter.Default.Segment(sentence)))];
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(1_000_000)]
    public void One_block_of_any_length_is_cut(int length)
    {
        var tokens = new TokenBuffer();
        Segmenter.Default.Segment(new string('中', length), tokens);
        Assert.Equal(length, tokens.Spans[^1].End);
    }

    [Fact]
    public void Contradicting_options_are_refused_with_all_their_faults()
    {
        var options = new SegmenterOptions { Tags = true, Mode = SegmentationMode.Full, MaximumWordLength = 0 };
        ArgumentException exception = Assert.Throws<ArgumentException>(() => new Segmenter(SegmentationDictionary.Default, options));
        Assert.Contains("MaximumWordLength is 0", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Tags need the Default mode", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Defaults_are_those_of_jieba() =>
        Assert.Equal(new SegmenterOptions { Mode = SegmentationMode.Default, UseHmm = true, Tags = false, MaximumWordLength = 16 }, new SegmenterOptions());

    private static string Tagged(Segmenter segmenter, string text) =>
        string.Join(' ', segmenter.Segment(text).Select(token => $"{token}/{token.Tag}"));
}
