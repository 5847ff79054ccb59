using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;
using Terminology.Segmentation;

namespace Terminology.Tool;

/// <summary><c>terms segment</c>: the tokens of a text file, one output line an input line.</summary>
internal static class SegmentCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "plain text in UTF-8, UTF-16 or GB18030" };
        var mode = new Option<string>("--mode") { Description = "default, full (every word) or search (also the words inside words)", DefaultValueFactory = _ => "default" };
        var noHmm = new Option<bool>("--no-hmm") { Description = "only words of the dictionary" };
        var tags = new Option<bool>("--tags") { Description = "print token/tag" };
        var userDictionary = new Option<string?>("--user-dictionary") { Description = "more words, a word a line with frequency and tag (both optional)" };
        var encoding = new Option<string?>("--encoding") { Description = "encoding of FILE; without it found out" };
        var command = new Command("segment", "Print the tokens of a text, separated by one space, one output line an input line.\n\nExample: terms segment seeds/corpus/2014-miit-work-conference.txt --tags")
        {
            file, mode, noHmm, tags, userDictionary, encoding,
        };
        command.SetAction((result, cancellation) =>
        {
            var options = new SegmenterOptions
            {
                Mode = result.GetRequiredValue(mode) switch
                {
                    "default" => SegmentationMode.Default,
                    "full" => SegmentationMode.Full,
                    "search" => SegmentationMode.Search,
                    string other => throw new ArgumentException($"--mode {other}: no such mode; expected default, full or search"),
                },
                UseHmm = !result.GetValue(noHmm),
                Tags = result.GetValue(tags),
            };
            return Task.FromResult(Run(result.GetRequiredValue(file), options, result.GetValue(userDictionary), result.GetValue(encoding), cancellation));
        });
        return command;
    }

    private static int Run(string path, SegmenterOptions options, string? userDictionary, string? encoding, CancellationToken cancellation)
    {
        CommandLine.CheckInputs("FILE", path);
        CommandLine.CheckInputs("--user-dictionary", userDictionary);
        if (options.Tags && options.Mode != SegmentationMode.Default)
        {
            CommandLine.Fail("--tags needs --mode default");
            return CommandLine.Error;
        }

        SegmentationDictionary dictionary = SegmentationDictionary.Default;
        try
        {
            if (userDictionary is not null)
                dictionary = dictionary.WithFile(userDictionary);
        }
        catch (Exception exception) when (exception is DictionaryFormatException or InvalidOperationException)
        {
            CommandLine.Fail(exception.Message);
            return CommandLine.Error;
        }

        using Stream input = AsUtf8(path, encoding);
        using Stream output = Console.OpenStandardOutput();
        var writer = new TokenLineWriter(new Segmenter(dictionary, options), output);
        writer.WriteAll(input, cancellation);
        if (writer.TokenCount == 0)
        {
            CommandLine.Fail($"{path}: the file has no text");
            return CommandLine.Error;
        }

        return CommandLine.Found;
    }

    /// <summary>The text as UTF-8. A file in UTF-8 is read as it is, part by part, since that is several times faster than to decode it whole.</summary>
    private static Stream AsUtf8(string path, string? encoding)
    {
        FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        if (encoding is null && IsUtf8(file))
        {
            file.Position = 0;
            return file;
        }
        file.Dispose();
        var text = new MemoryStream();
        foreach (Document document in Corpus.FromFiles([path], Corpus.DefaultReaders, new DocumentReaderOptions { Encoding = encoding, OnFault = CommandLine.Report() }))
            text.Write(Encoding.UTF8.GetBytes(document.Text));
        text.Position = 0;
        return text;
    }

    private static bool IsUtf8(FileStream file)
    {
        byte[] bytes = new byte[1 << 18];
        int held = 0;
        while (true)
        {
            int read = file.ReadAtLeast(bytes.AsSpan(held), bytes.Length - held, throwOnEndOfStream: false);
            bool atEnd = held + read < bytes.Length;
            held += read;
            // Up to the start of the last character, so that no part ends inside one.
            int end = held;
            if (!atEnd)
                while (end > 0 && (bytes[--end] & 0xC0) == 0x80)
                {
                }
            if (!Utf8.IsValid(bytes.AsSpan(0, end)) || (!atEnd && end == 0))
                return false;
            if (atEnd)
                return true;
            bytes.AsSpan(end, held - end).CopyTo(bytes);
            held -= end;
        }
    }

    /// <summary>Reads in large parts that end with a line, segments each as one text, and writes UTF-8 without making strings.</summary>
    private sealed class TokenLineWriter(Segmenter segmenter, Stream output)
    {
        private const int PartSize = 1 << 18;

        /// <summary>Room for the space, the slash and the longest tag.</summary>
        private const int Margin = 1024;

        private readonly TokenBuffer _tokens = new(PartSize / 2);
        private readonly bool _tags = segmenter.Options.Tags;
        private char[] _text = new char[PartSize];
        private byte[] _line = new byte[PartSize * 4];

        public long TokenCount { get; private set; }

        public void WriteAll(Stream input, CancellationToken cancellation)
        {
            byte[] bytes = new byte[PartSize];
            int held = 0;
            long done = 0;
            for (bool atEnd = false; !atEnd;)
            {
                cancellation.ThrowIfCancellationRequested();
                int read = input.ReadAtLeast(bytes.AsSpan(held), bytes.Length - held, throwOnEndOfStream: false);
                atEnd = held + read < bytes.Length;
                held += read;
                int end = atEnd ? held : bytes.AsSpan(0, held).LastIndexOf((byte)'\n') + 1;
                if (end == 0 && !atEnd)
                {
                    // A line longer than the part: it must be segmented whole.
                    Array.Resize(ref bytes, bytes.Length * 2);
                    continue;
                }

                ReadOnlySpan<byte> part = bytes.AsSpan(0, end);
                int mark = done == 0 && part.StartsWith(Encoding.UTF8.Preamble) ? 3 : 0;
                Write(part[mark..]);
                if (atEnd && end > 0 && part[^1] != (byte)'\n')
                    output.WriteByte((byte)'\n');
                done += end;
                bytes.AsSpan(end, held - end).CopyTo(bytes);
                held -= end;
            }
        }

        private void Write(ReadOnlySpan<byte> part)
        {
            if (_text.Length < part.Length)
                _text = new char[part.Length];
            Utf8.ToUtf16(part, _text, out _, out int length);
            ReadOnlySpan<char> text = _text.AsSpan(0, length);
            if (segmenter.Options.Mode != SegmentationMode.Full)
            {
                Write(text);
                return;
            }

            // The empty tokens of full mode depend on where the text ends, so each line is a text of its own.
            while (!text.IsEmpty)
            {
                int end = text.IndexOf('\n');
                int content = end < 0 ? text.Length : end > 0 && text[end - 1] == '\r' ? end - 1 : end;
                Write(text[..content]);
                if (end < 0)
                    break;
                output.WriteByte((byte)'\n');
                text = text[(end + 1)..];
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        private void Write(ReadOnlySpan<char> text)
        {
            _tokens.Clear();
            segmenter.Segment(text, _tokens);
            int to = 0;
            bool lineStart = true;
            foreach (TokenSpan token in _tokens.Spans)
            {
                ReadOnlySpan<char> word = text.Slice(token.Start, token.Length);
                if (_line.Length - to < (3 * word.Length) + Margin)
                {
                    output.Write(_line, 0, to);
                    to = 0;
                    if (_line.Length < (3 * word.Length) + Margin)
                        _line = new byte[(3 * word.Length) + Margin];
                }

                if (word is "\n" or "\r\n")
                {
                    _line[to++] = (byte)'\n';
                    lineStart = true;
                    continue;
                }

                if (!lineStart)
                    _line[to++] = (byte)' ';
                lineStart = false;
                to += Encode(word, _line.AsSpan(to));
                TokenCount++;
                if (_tags)
                    to += WriteTag(token.Tag, _line.AsSpan(to));
            }

            output.Write(_line, 0, to);
        }

        private static int WriteTag(PartOfSpeech tag, Span<byte> to)
        {
            to[0] = (byte)'/';
            return 1 + Encode(tag.Name, to[1..]);
        }

        /// <summary>UTF-8 of a token; the three-byte characters that Chinese is made of in a plain loop, since tokens are too short for a library call to pay.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static int Encode(ReadOnlySpan<char> word, Span<byte> to)
        {
            int length = 0;
            foreach (char character in word)
            {
                if (character < 0x80)
                {
                    to[length++] = (byte)character;
                }
                else if (character < 0x800)
                {
                    to[length++] = (byte)(0xC0 | (character >> 6));
                    to[length++] = (byte)(0x80 | (character & 0x3F));
                }
                else if (char.IsSurrogate(character))
                {
                    return Encoding.UTF8.GetBytes(word, to);
                }
                else
                {
                    to[length++] = (byte)(0xE0 | (character >> 12));
                    to[length++] = (byte)(0x80 | ((character >> 6) & 0x3F));
                    to[length++] = (byte)(0x80 | (character & 0x3F));
                }
            }

            return length;
        }
    }
}
