using System.Text.Json;
using Terminology.Segmentation;

namespace Terminology.Segmentation.Tests;

/// <summary>Golden tokens that jieba 0.42.1 gave for hard strings, in every mode.</summary>
public sealed class JiebaConformanceTests
{
    private static readonly Dictionary<string, SegmenterOptions> s_modes = new()
    {
        ["cut"] = new(),
        ["nohmm"] = new() { UseHmm = false },
        ["all"] = new() { Mode = SegmentationMode.Full },
        ["search"] = new() { Mode = SegmentationMode.Search },
        ["pos"] = new() { Tags = true },
        ["posnohmm"] = new() { Tags = true, UseHmm = false },
    };

    public static TheoryData<string> Modes => [.. s_modes.Keys];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Tokens_are_those_of_jieba(string mode)
    {
        var segmenter = new Segmenter(SegmentationDictionary.Default, s_modes[mode]);
        int cases = 0;
        foreach (string line in File.ReadLines(TestFiles.Data("edge-cases.jsonl")))
        {
            using JsonDocument item = JsonDocument.Parse(line);
            string text = item.RootElement.GetProperty("text").GetString()!;
            Assert.Equal(Strings(item.RootElement.GetProperty(mode)), Cut(segmenter, text));
            cases++;
        }

        Assert.Equal(31, cases);
    }

    [Fact]
    public void Offsets_can_be_counted_in_code_points_as_Python_does()
    {
        var tokens = new TokenBuffer();
        foreach (string line in File.ReadLines(TestFiles.Data("edge-cases.jsonl")))
        {
            using JsonDocument item = JsonDocument.Parse(line);
            string text = item.RootElement.GetProperty("text").GetString()!;
            tokens.Clear();
            Segmenter.Default.Segment(text, tokens);
            tokens.ConvertToCodePoints(text);
            int[][] expected = item.RootElement.GetProperty("tok").Deserialize<int[][]>()!;
            Assert.Equal(expected, tokens.Spans.ToArray().Select(span => new[] { span.Start, span.End }));
        }
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("nohmm")]
    [InlineData("all")]
    [InlineData("search")]
    [InlineData("pos")]
    public void A_user_dictionary_acts_as_in_jieba(string mode)
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(TestFiles.Data("user-dictionary.json")));
        var segmenter = new Segmenter(SegmentationDictionary.Default.WithFile(TestFiles.Data("user-dictionary.txt")), s_modes[mode]);
        foreach (JsonElement item in golden.RootElement.GetProperty("cuts").EnumerateArray())
            Assert.Equal(Strings(item.GetProperty(mode)), Cut(segmenter, item.GetProperty("text").GetString()!));
    }

    [Fact]
    public void Frequencies_that_a_user_dictionary_leaves_out_are_those_of_jieba()
    {
        using JsonDocument golden = JsonDocument.Parse(File.ReadAllText(TestFiles.Data("user-dictionary.json")));
        SegmentationDictionary dictionary = SegmentationDictionary.Default.WithFile(TestFiles.Data("user-dictionary.txt"));
        Assert.Equal(golden.RootElement.GetProperty("total").GetInt64(), dictionary.Lexicon.Total);
        foreach (JsonProperty word in golden.RootElement.GetProperty("frequencies").EnumerateObject())
            Assert.Equal((word.Name, word.Value.GetInt64()), (word.Name, dictionary.FrequencyOf(word.Name)));
    }

    [Theory]
    [InlineData("大数据", 13)]
    [InlineData("台中", 69)]
    [InlineData("智能制造", 1)]
    [InlineData("中国制造2025", 1)]
    [InlineData("Open Source", 1)]
    public void Suggested_frequencies_are_those_of_jieba(string word, long expected) =>
        Assert.Equal(expected, SegmentationDictionary.Default.SuggestFrequency(word));

    [Theory]
    [InlineData("中", "将", 494)]
    [InlineData("今天", "天气", 0)]
    public void Frequencies_suggested_for_a_split_are_those_of_jieba(string first, string second, long expected) =>
        Assert.Equal(expected, SegmentationDictionary.Default.SuggestFrequencyToSplit(first, second));

    private static string[] Strings(JsonElement array) => [.. array.EnumerateArray().Select(item => item.GetString()!)];

    private static string[] Cut(Segmenter segmenter, string text) =>
        [.. segmenter.Segment(text).Select(token => segmenter.Options.Tags ? $"{token}/{token.Tag}" : token.ToString())];
}
