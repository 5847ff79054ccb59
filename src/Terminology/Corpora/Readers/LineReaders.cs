using System.Globalization;
using System.Text;

namespace Terminology;

/// <summary>Reads gettext catalogues (.po): the texts in the language asked for. Immutable and thread-safe.</summary>
internal sealed class PoReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Name => "PO";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension) => extension is ".po" or ".pot";

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        if (LineReading.Text(stream, name, options, out DocumentReading? failed) is not { } text)
            return failed!;
        var document = new SegmentBuilder(name);
        StringBuilder id = new(), translation = new();
        StringBuilder? current = null;
        string? language = null;
        int line = 0, start = 0;
        void Flush()
        {
            if (id.Length == 0 && translation.Length > 0)
                foreach (string header in translation.ToString().Split('\n'))
                    if (header.StartsWith("Language:", StringComparison.Ordinal) && header["Language:".Length..].Trim() is { Length: > 0 } tag)
                        language = LanguageTag.Normalize(tag);
            if (id.Length > 0)
            {
                // Without a named language, a catalogue is taken for a translation into the one asked for; a template has Chinese originals alone.
                bool target = language is not null ? LanguageTag.Matches(options.Language, language) : translation.Length > 0 || !id.ToString().Any(Texts.IsHan);
                document.Add((target ? translation : id).ToString(), string.Create(CultureInfo.InvariantCulture, $"message at line {start}"));
            }
            id.Clear();
            translation.Clear();
        }
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            line++;
            ReadOnlySpan<char> trimmed = raw.Trim();
            if (trimmed.StartsWith("msgid "))
            {
                Flush();
                (current, start) = (id, line);
            }
            else if (trimmed.StartsWith("msgstr"))
            {
                if (translation.Length > 0)
                    translation.Append('\n');
                current = translation;
            }
            else if (trimmed.StartsWith("msg"))
                current = null;
            else if (!trimmed.StartsWith("\""))
                continue;
            int from = trimmed.IndexOf('"'), to = trimmed.LastIndexOf('"');
            if (current is not null && from >= 0 && to > from)
                Unescape(trimmed[(from + 1)..to], current);
        }
        Flush();
        return document.Build();
    }

    private static void Unescape(ReadOnlySpan<char> text, StringBuilder into)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                into.Append(text[++i] switch { 'n' => '\n', 't' => '\t', 'r' => '\r', char c => c });
            else
                into.Append(text[i]);
        }
    }
}

/// <summary>Reads subtitles (.srt, .vtt): the spoken lines. Immutable and thread-safe.</summary>
internal sealed class SubtitleReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Name => "subtitles";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension) => extension is ".srt" or ".vtt";

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        if (LineReading.Text(stream, name, options, out DocumentReading? failed) is not { } text)
            return failed!;
        var document = new SegmentBuilder(name);
        string place = "start";
        var spoken = new StringBuilder();
        void Flush()
        {
            document.Add(spoken.ToString(), place);
            spoken.Clear();
        }
        bool inside = false;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            ReadOnlySpan<char> line = raw.Trim();
            int arrow = line.IndexOf("-->");
            if (arrow > 0)
            {
                place = line[..arrow].Trim().ToString();
                inside = true;
            }
            else if (line.IsEmpty)
            {
                Flush();
                inside = false;
            }
            else if (inside)
            {
                if (spoken.Length > 0 && spoken[^1] < 0x2E80)
                    spoken.Append(' ');
                spoken.Append(LineReading.WithoutTags(line.ToString()));
            }
        }
        Flush();
        return document.Build();
    }
}

/// <summary>Reads Markdown (.md): the text without marks, code and addresses; offsets lead to it through the lines. Immutable and thread-safe.</summary>
internal sealed class MarkdownReader : IDocumentReader
{
    private static readonly System.Buffers.SearchValues<char> s_rules = System.Buffers.SearchValues.Create("-=|: *_");

    /// <inheritdoc/>
    public string Name => "Markdown";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension) => extension is ".md" or ".markdown";

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        if (LineReading.Text(stream, name, options, out DocumentReading? failed) is not { } text)
            return failed!;
        var document = new SegmentBuilder(name);
        int number = 0;
        bool fenced = false;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            ReadOnlySpan<char> line = raw.Trim();
            if (line.StartsWith("```") || line.StartsWith("~~~"))
                fenced = !fenced;
            else if (!fenced && !line.IsEmpty && line.IndexOfAnyExcept(s_rules) >= 0)
                document.Add(Plain(line.TrimStart("#>").ToString()), string.Create(CultureInfo.InvariantCulture, $"line {number}"));
        }
        return document.Build();
    }

    private static string Plain(string line)
    {
        var text = new StringBuilder(line.Length);
        string body = line.Trim();
        if (body.StartsWith("- ", StringComparison.Ordinal) || body.StartsWith("* ", StringComparison.Ordinal) || body.StartsWith("+ ", StringComparison.Ordinal))
            body = body[2..];
        for (int i = 0; i < body.Length; i++)
        {
            char c = body[i];
            if (c == '\\' && i + 1 < body.Length && char.IsPunctuation(body[i + 1]))
                text.Append(body[++i]);
            else if (c == '`' && body.IndexOf('`', i + 1) is int close and > 0)
                i = close;
            else if (c == ']' && i + 1 < body.Length && body[i + 1] == '(' && body.IndexOf(')', i) is int end and > 0)
                i = end;
            else if (c is '*' or '[' or ']' || (c == '!' && i + 1 < body.Length && body[i + 1] == '['))
                continue;
            else if (c == '|')
                text.Append('\t');
            else
                text.Append(c);
        }
        return LineReading.WithoutTags(text.ToString());
    }
}

/// <summary>What the readers of marked text share.</summary>
internal static class LineReading
{
    /// <summary>The decoded text, or null with what was wrong.</summary>
    public static string? Text(Stream stream, string name, DocumentReaderOptions options, out DocumentReading? failed)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        DocumentReading reading = new PlainTextReader().Read(stream, name, options);
        failed = reading.Documents.Count == 0 ? reading : null;
        return reading.Documents.Count == 0 ? null : reading.Documents[0].Text.TrimStart('\uFEFF');
    }

    /// <summary>The text without tags such as <c>&lt;i&gt;</c>.</summary>
    public static string WithoutTags(string line)
    {
        int open = line.IndexOf('<', StringComparison.Ordinal);
        if (open < 0)
            return line;
        var text = new StringBuilder(line.Length);
        int at = 0;
        while (open >= 0 && line.IndexOf('>', open) is int close and > 0)
        {
            text.Append(line, at, open - at);
            at = close + 1;
            open = line.IndexOf('<', at);
        }
        return text.Append(line, at, line.Length - at).ToString();
    }
}
