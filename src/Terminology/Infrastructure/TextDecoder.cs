using System.Globalization;
using System.Text;

namespace Terminology;

/// <summary>Bytes to text, strictly: a byte order mark decides, else UTF-8, GB18030, Big5 in this order, each only if every byte fits.</summary>
internal static class TextDecoder
{
    private static readonly EncodingProvider s_codePages = CodePagesEncodingProvider.Instance;

    /// <summary>What came out.</summary>
    /// <param name="Text">The text, or null where the bytes are no text.</param>
    /// <param name="Encoding">Name of the encoding used.</param>
    /// <param name="Fault">A guess or the reason for the failure, or null.</param>
    public readonly record struct Decoded(string? Text, string Encoding, FormatFault? Fault);

    /// <summary>Decodes a whole file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="name">Its name, for the faults.</param>
    /// <param name="encoding">Name of the encoding, or null.</param>
    public static Decoded Decode(ReadOnlySpan<byte> bytes, string name, string? encoding)
    {
        if (MarkedEncoding(bytes, out int mark) is { } marked)
            return Finish(bytes, mark, marked, name);
        if (encoding is not null)
            return Finish(bytes, 0, Find(encoding), name);
        if (bytes.IndexOf((byte)0) is int zero and >= 0)
        {
            return UnmarkedUtf16(bytes) is { } utf16
                ? Finish(bytes, 0, utf16, name) with { Fault = Warning(name, $"no byte order mark; read as {utf16.WebName}. Name the encoding to be sure.") }
                : new Decoded(null, "", Error(name, zero, 0, "a zero byte: this is no text"));
        }
        Encoding utf8 = Strict(Encoding.UTF8);
        int bad = TryDecode(bytes, utf8, out string? text);
        if (text is not null)
            return new Decoded(text, "utf-8", null);
        Encoding gb18030 = Find("gb18030");
        int badGb = TryDecode(bytes, gb18030, out text);
        if (text is not null)
        {
            // Every Big5 file of some length has pairs that GB18030 has no character for; what is left looks like private-use characters.
            if (!HasPrivateUse(text))
                return new Decoded(text, "gb18030", null);
        }
        TryDecode(bytes, Find("big5"), out string? big5);
        if (big5 is not null && !HasPrivateUse(big5))
            return new Decoded(big5, "big5", Warning(name, "neither UTF-8 nor plain GB18030; read as Big5. Name the encoding to be sure."));
        if (text is not null)
            return new Decoded(text, "gb18030", Warning(name, "read as GB18030, with private-use characters. Name the encoding to be sure."));
        return new Decoded(null, "", Error(name, Math.Max(bad, badGb), LineOf(bytes, Math.Max(bad, badGb)), "bytes that are neither UTF-8 nor GB18030 nor Big5"));
    }

    /// <summary>An encoding by name that throws on bytes it does not know.</summary>
    /// <exception cref="ArgumentException">There is no such encoding.</exception>
    public static Encoding Find(string name)
    {
        string key = name.Trim().ToLowerInvariant() switch
        {
            "utf8" => "utf-8",
            "utf16" or "unicode" => "utf-16",
            "gbk" or "gb2312" or "gb-18030" or "cp936" or "gb_18030" => "gb18030",
            "big-5" or "cp950" => "big5",
            string other => other,
        };
        try
        {
            return s_codePages.GetEncoding(key, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
                ?? Encoding.GetEncoding(key, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
        }
        catch (ArgumentException)
        {
            Throw.UnknownEncoding(name);
            throw;
        }
    }

    /// <summary>The encoding that a byte order mark names, or null.</summary>
    public static Encoding? MarkedEncoding(ReadOnlySpan<byte> bytes, out int markLength)
    {
        (Encoding? encoding, markLength) = bytes switch
        {
            [0xEF, 0xBB, 0xBF, ..] => (Encoding.UTF8, 3),
            [0xFF, 0xFE, 0, 0, ..] => (Encoding.UTF32, 4),
            [0xFF, 0xFE, ..] => (Encoding.Unicode, 2),
            [0xFE, 0xFF, ..] => (Encoding.BigEndianUnicode, 2),
            [0x84, 0x31, 0x95, 0x33, ..] => (Find("gb18030"), 4),
            _ => ((Encoding?)null, 0),
        };
        return encoding is null ? null : Strict(encoding);
    }

    private static Decoded Finish(ReadOnlySpan<byte> bytes, int start, Encoding encoding, string name)
    {
        int bad = TryDecode(bytes[start..], encoding, out string? text);
        return text is not null
            ? new Decoded(text, encoding.WebName, null)
            : new Decoded(null, encoding.WebName, Error(name, bad + start, LineOf(bytes, bad + start), $"bytes that are not {encoding.WebName}"));
    }

    /// <summary>Returns the offset of the first byte that cannot stand where it stands, -1 where there is none.</summary>
    private static int TryDecode(ReadOnlySpan<byte> bytes, Encoding encoding, out string? text)
    {
        try
        {
            text = encoding.GetString(bytes);
            return -1;
        }
        catch (DecoderFallbackException)
        {
            text = null;
            return FirstBad(bytes, encoding);
        }
    }

    // The exception's own index counts from the start of an internal block in some encodings, so the place is found by halving.
    private static int FirstBad(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        int good = 0, end = bytes.Length;
        while (end - good > 1)
        {
            int middle = good + (end - good) / 2;
            try
            {
                encoding.GetDecoder().GetCharCount(bytes[..middle], flush: false);
                good = middle;
            }
            catch (DecoderFallbackException)
            {
                end = middle;
            }
        }
        return good;
    }

    private static Encoding? UnmarkedUtf16(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 4 || bytes.Length % 2 != 0)
            return null;
        // Line feeds and ASCII punctuation have their zero byte on one side only.
        int even = 0, odd = 0;
        for (int i = 0; i + 1 < bytes.Length; i += 2)
        {
            if (bytes[i] == 0 && bytes[i + 1] == 0) return null;
            if (bytes[i] == 0) even++;
            if (bytes[i + 1] == 0) odd++;
        }
        Encoding? found = odd > 0 && even == 0 ? Encoding.Unicode : even > 0 && odd == 0 ? Encoding.BigEndianUnicode : null;
        if (found is null)
            return null;
        found = Strict(found);
        TryDecode(bytes, found, out string? text);
        return text is not null && !HasPrivateUse(text) && !text.AsSpan().ContainsAnyInRange('\u0001', '\u0008') ? found : null;
    }

    private static bool HasPrivateUse(string text) => text.AsSpan().ContainsAnyInRange('\uE000', '\uF8FF');

    private static Encoding Strict(Encoding encoding)
    {
        var copy = (Encoding)encoding.Clone();
        copy.DecoderFallback = DecoderFallback.ExceptionFallback;
        return copy;
    }

    private static int LineOf(ReadOnlySpan<byte> bytes, int offset) => bytes[..Math.Min(offset, bytes.Length)].Count((byte)'\n') + 1;

    private static FormatFault Warning(string name, string message) => new("TRM0103", FaultSeverity.Warning, message, name);

    private static FormatFault Error(string name, int offset, int line, string message) => new("TRM0101", FaultSeverity.Error,
        string.Create(CultureInfo.InvariantCulture, $"byte {offset} (counted from 0): {message}. Save the file as UTF-8 or name its encoding."), name, line);
}
