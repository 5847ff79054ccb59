using System.Globalization;
using System.Text;
using Terminology.Segmentation;
using Terminology.TokenDump;

// Writes the tokens of UTF-8 files, each file cut as one text, in the form that compare.py writes jieba's:
// one token a line, backslash, line feed, carriage return and tab escaped, the tag behind a tab.
if (args is ["speed", var way, var input, var seconds])
    return Speed.Run(way, input, double.Parse(seconds, CultureInfo.InvariantCulture));
if (args.Length < 3)
{
    Console.Error.WriteLine("usage: token-dump MODE OUTPUT INPUT...   (MODE: cut nohmm all search searchnohmm pos posnohmm)\n       token-dump speed WAY INPUT SECONDS   (WAY: spans strings threads nohmm tags search all)");
    return 2;
}

SegmenterOptions options = args[0] switch
{
    "cut" => new SegmenterOptions(),
    "nohmm" => new SegmenterOptions { UseHmm = false },
    "all" => new SegmenterOptions { Mode = SegmentationMode.Full },
    "search" => new SegmenterOptions { Mode = SegmentationMode.Search },
    "searchnohmm" => new SegmenterOptions { Mode = SegmentationMode.Search, UseHmm = false },
    "pos" => new SegmenterOptions { Tags = true },
    "posnohmm" => new SegmenterOptions { Tags = true, UseHmm = false },
    _ => throw new ArgumentException($"unknown mode {args[0]}", nameof(args)),
};
var segmenter = new Segmenter(SegmentationDictionary.Default, options);
var tokens = new TokenBuffer();
var encoding = new UTF8Encoding(false, throwOnInvalidBytes: true);
using var output = new StreamWriter(args[1], append: false, encoding, 1 << 20) { NewLine = "\n" };
foreach (string path in args[2..])
{
    string text = encoding.GetString(File.ReadAllBytes(path));
    tokens.Clear();
    segmenter.Segment(text, tokens);
    foreach (TokenSpan token in tokens.Spans)
    {
        foreach (char character in text.AsSpan(token.Start, token.Length))
        {
            switch (character)
            {
                case '\\':
                    output.Write("\\\\");
                    break;
                case '\n':
                    output.Write("\\n");
                    break;
                case '\r':
                    output.Write("\\r");
                    break;
                case '\t':
                    output.Write("\\t");
                    break;
                default:
                    output.Write(character);
                    break;
            }
        }

        if (options.Tags)
        {
            output.Write('\t');
            output.Write(token.Tag.Name);
        }

        output.WriteLine();
    }
}

return 0;
