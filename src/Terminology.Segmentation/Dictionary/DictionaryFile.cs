using System.Globalization;
using System.Text;

namespace Terminology.Segmentation;

/// <summary>
/// Reads jieba's user dictionaries: a word a line, then its frequency and its tag (lower-case letters), both optional, each behind one
/// space. Words may hold spaces. UTF-8 with or without byte order mark, otherwise GB18030.
/// </summary>
internal static class DictionaryFile
{
    private static readonly UTF8Encoding s_utf8 = new(false, throwOnInvalidBytes: true);

    private static readonly Encoding s_gb18030 =
        CodePagesEncodingProvider.Instance.GetEncoding("GB18030", EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    internal static List<DictionaryWord> Read(string path, bool wins)
    {
        var words = new List<DictionaryWord>();
        int number = 0;
        foreach (ReadOnlySpan<char> raw in Decode(path, File.ReadAllBytes(path)).EnumerateLinesAtFeeds())
        {
            number++;
            // As jieba: white space of ASCII goes, other is part of the word.
            ReadOnlySpan<char> line = raw.Trim(" \t\r\v\f").TrimStart('\uFEFF');
            if (!line.IsEmpty)
                words.Add(Parse(line, path, number, wins));
        }

        return words;
    }

    private static DictionaryWord Parse(ReadOnlySpan<char> line, string path, int number, bool wins)
    {
        PartOfSpeech tag = default;
        long? frequency = null;
        int space = line.LastIndexOf(' ');
        if (space > 0 && space + 1 < line.Length && line[(space + 1)..].IndexOfAnyExceptInRange('a', 'z') < 0)
        {
            tag = new PartOfSpeech(TagNames.FindOrAdd(line[(space + 1)..].ToString()));
            if (tag.Code == 0)
                throw Throw.TooManyTags(path, number);
            line = line[..space];
            space = line.LastIndexOf(' ');
        }

        if (space > 0 && space + 1 < line.Length && line[(space + 1)..].IndexOfAnyExceptInRange('0', '9') < 0)
        {
            if (!long.TryParse(line[(space + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out long value) || value > DictionaryWord.MaximumFrequency)
                throw Throw.FrequencyTooLarge(path, number);
            frequency = value;
            line = line[..space];
        }

        if (line.IndexOfAny('\t', '\0') >= 0)
            throw Throw.BadDictionaryLine(path, number);
        return new DictionaryWord(line.ToString()) { Frequency = frequency, Tag = tag, Wins = wins };
    }

    private static string Decode(string path, byte[] bytes)
    {
        ReadOnlySpan<byte> content = bytes;
        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
            content = content[3..];
        try
        {
            return s_utf8.GetString(content);
        }
        catch (DecoderFallbackException utf8)
        {
            try
            {
                return s_gb18030.GetString(content);
            }
            catch (DecoderFallbackException)
            {
                throw Throw.UnknownEncoding(path, 1 + content[..utf8.Index].Count((byte)'\n'));
            }
        }
    }

    private static LineEnumerator EnumerateLinesAtFeeds(this string text) => new(text);

    /// <summary>Lines that end at line feeds only, as Python reads them.</summary>
    private ref struct LineEnumerator(ReadOnlySpan<char> text)
    {
        private ReadOnlySpan<char> _rest = text;
        private bool _done;

        public ReadOnlySpan<char> Current { get; private set; }

        public readonly LineEnumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_done)
                return false;
            int end = _rest.IndexOf('\n');
            _done = end < 0;
            Current = _done ? _rest : _rest[..end];
            _rest = _done ? default : _rest[(end + 1)..];
            return true;
        }
    }
}
