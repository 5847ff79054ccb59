using System.Globalization;
using System.Text;

namespace Terminology;

/// <summary>Plain text that is too large to be held as a whole, as documents of a bounded size: cut at the end of a paragraph or of a sentence.</summary>
internal static class TextPieces
{
    private const int Buffer = 1 << 16;

    /// <summary>Whether a file is to be read in pieces.</summary>
    public static bool Apply(string path, string name, IReadOnlyList<IDocumentReader> readers, DocumentReaderOptions options)
    {
        if (options.PieceBytes <= 0 || new FileInfo(path) is not { Exists: true } file || file.Length <= 2L * options.PieceBytes)
            return false;
        try
        {
            var head = new byte[DocumentReaderOptions.HeadBytes];
            using FileStream stream = File.OpenRead(path);
            int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            string extension = Path.GetExtension(name).ToLowerInvariant();
            return readers.FirstOrDefault(reader => reader.CanRead(head.AsSpan(0, length), extension)) is PlainTextReader;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // told where the file is read
        }
    }

    /// <summary>Reads the pieces one by one.</summary>
    public static IEnumerable<Document> Read(string path, string name, DocumentReaderOptions options)
    {
        Encoding? encoding = Find(path, options.Encoding, out int mark);
        if (encoding is null)
        {
            FormatFault fault = CorpusFaults.NoText(name, options.Encoding);
            if (options.OnFault is null)
                Throw.Fault(fault);
            options.OnFault!(fault);
            yield break;
        }
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        stream.Position = mark;
        using var reader = new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, Buffer);
        // Han characters take two bytes or three, so that a piece has at most as many bytes as it should.
        var text = new char[Math.Max(1024, options.PieceBytes / 3)];
        int length = 0, line = 1;
        for (int piece = 1; ; piece++)
        {
            length += reader.ReadBlock(text, length, text.Length - length);
            if (length == 0)
                yield break;
            int end = length < text.Length ? length : End(text);
            string content = new(text, 0, end);
            if (!string.IsNullOrWhiteSpace(content))
            {
                yield return new Document(string.Create(CultureInfo.InvariantCulture, $"{name}#{piece:000000}"), content, DocumentDate.FromName(name),
                    [new DocumentPlace(0, string.Create(CultureInfo.InvariantCulture, $"from line {line}"))]);
            }
            line += content.AsSpan().Count('\n');
            text.AsSpan(end, length - end).CopyTo(text);
            length -= end;
        }
    }

    /// <summary>Where the piece that begins the text ends: behind its last paragraph of whole sentences, else its last sentence, else its last line, if there is one in its second half.</summary>
    internal static int End(ReadOnlySpan<char> text)
    {
        int least = text.Length / 2, sentence = 0, line = 0;
        for (int i = text.Length - 1; i >= least; i--)
        {
            char c = text[i];
            if (c == '\n' && line == 0)
                line = i + 1;
            if (c is not ('。' or '！' or '？' or '；'))
                continue;
            int end = i + 1;
            while (end < text.Length && text[end] is '”' or '’' or '」' or '』' or '）' or ')') end++;
            if (end == text.Length)
                continue; // what follows is not known
            if (sentence == 0)
                sentence = end;
            if (text[end] == '\r' && end + 1 < text.Length) end++;
            if (text[end] == '\n')
                return end + 1;
        }
        int cut = sentence > 0 ? sentence : line > 0 ? line : text.Length;
        return char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut;
    }

    /// <summary>The encoding that every byte fits: that of a byte order mark, the one given, else UTF-8 or GB18030; null where there is none.</summary>
    private static Encoding? Find(string path, string? name, out int mark)
    {
        var head = new byte[4];
        using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1);
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        Encoding? marked = TextDecoder.MarkedEncoding(head.AsSpan(0, length), out mark);
        Encoding[] tried = marked is not null ? [marked] : name is not null ? [TextDecoder.Find(name)] : [TextDecoder.Find("utf-8"), TextDecoder.Find("gb18030")];
        foreach (Encoding encoding in tried)
        {
            if (Fits(stream, mark, encoding))
                return encoding;
        }
        return null;
    }

    private static bool Fits(FileStream stream, int from, Encoding encoding)
    {
        stream.Position = from;
        Decoder decoder = encoding.GetDecoder();
        var bytes = new byte[Buffer];
        var text = new char[encoding.GetMaxCharCount(Buffer)];
        try
        {
            while (true)
            {
                int read = stream.Read(bytes);
                decoder.GetChars(bytes.AsSpan(0, read), text, flush: read == 0);
                if (read == 0)
                    return true;
                if ((encoding.WebName is "utf-8" or "gb18030") && bytes.AsSpan(0, read).Contains((byte)0))
                    return false;
            }
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }
}
