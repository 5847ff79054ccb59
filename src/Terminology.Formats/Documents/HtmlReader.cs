using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Terminology.Formats;

/// <summary>Reads the visible text of .html; scripts, styles and hidden elements are left out. Immutable and thread-safe.</summary>
internal sealed class HtmlReader : IDocumentReader
{
    private static readonly FrozenSet<string> s_skipped = FrozenSet.ToFrozenSet(["script", "style", "noscript", "template", "svg", "math", "iframe", "object", "head", "select", "textarea", "rt", "rp"], StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> s_inline = FrozenSet.ToFrozenSet(["a", "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q", "ruby", "rb", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"], StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public string Name => "web pages";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension)
    {
        if (extension is ".html" or ".htm" or ".xhtml")
            return true;
        string text = Encoding.Latin1.GetString(head[..Math.Min(head.Length, 512)]).TrimStart('\u00EF', '\u00BB', '\u00BF', ' ', '\t', '\r', '\n');
        return text.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || text.StartsWith("<html", StringComparison.OrdinalIgnoreCase);
    }

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        byte[] bytes;
        try
        {
            using Stream seekable = OfficeFile.Seekable(stream, options.MaxFileBytes);
            bytes = new byte[seekable.Length - seekable.Position];
            seekable.ReadExactly(bytes);
        }
        catch (ExpansionException e)
        {
            return new([], [ReaderFaults.Expands(name, e.Limit)]);
        }
        string? declared = options.Encoding ?? DeclaredEncoding(bytes);
        DocumentReading decoded;
        try
        {
            decoded = new PlainTextReader().Read(new MemoryStream(bytes), name, options with { Encoding = declared });
        }
        catch (ArgumentException) when (options.Encoding is null)
        {
            // The page names an encoding that does not exist.
            decoded = new PlainTextReader().Read(new MemoryStream(bytes), name, options);
        }
        if (decoded.Documents.Count == 0 && options.Encoding is null && declared is not null)
            decoded = new PlainTextReader().Read(new MemoryStream(bytes), name, options);
        if (decoded.Documents.Count == 0)
            return decoded;
        var document = new DocumentBuilder();
        var faults = new List<FormatFault>(decoded.Faults);
        using (IDocument page = new HtmlParser().ParseDocument(decoded.Documents[0].Text))
        {
            if (page.Title is { Length: > 0 } title)
                document.Add(title, "title");
            if (page.Body is { } body && !Text(body, document, options.MaxDepth))
                faults.Add(ReaderFaults.TooDeep(name, options.MaxDepth));
        }
        return document.Build(name, faults);
    }

    // Walks without recursion, since pages can be nested without end.
    private static bool Text(IElement body, DocumentBuilder document, int maxDepth)
    {
        var paragraph = new StringBuilder();
        int number = 0, depth = 0;
        bool complete = true;
        INode? node = body.FirstChild;
        void Flush()
        {
            if (!string.IsNullOrWhiteSpace(paragraph.ToString()))
                document.Add(paragraph.ToString(), string.Create(CultureInfo.InvariantCulture, $"paragraph {++number}"));
            paragraph.Clear();
        }
        while (node is not null)
        {
            bool enter = false;
            if (node is IText text)
                Append(paragraph, text.Data);
            else if (node is IElement element && !s_skipped.Contains(element.LocalName) && !IsHidden(element))
            {
                if (!s_inline.Contains(element.LocalName))
                    Flush();
                if (depth < maxDepth)
                    enter = element.FirstChild is not null;
                else
                    complete = false;
            }
            if (enter)
            {
                node = node.FirstChild;
                depth++;
                continue;
            }
            while (node is not null && node != body && node.NextSibling is null)
            {
                node = node.Parent;
                depth--;
                if (node is IElement closed && !s_inline.Contains(closed.LocalName))
                    Flush();
            }
            node = node is null || node == body ? null : node.NextSibling;
        }
        Flush();
        return complete;
    }

    private static void Append(StringBuilder paragraph, string text)
    {
        foreach (char c in text)
        {
            if (c is not (' ' or '\t' or '\n' or '\r' or '\f'))
                paragraph.Append(c);
            else if (paragraph.Length > 0 && paragraph[^1] != ' ')
                paragraph.Append(' ');
        }
    }

    private static bool IsHidden(IElement element) =>
        element.HasAttribute("hidden") || (element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase));

    private static string? DeclaredEncoding(byte[] bytes)
    {
        string head = Encoding.Latin1.GetString(bytes, 0, Math.Min(bytes.Length, 2048));
        int at = head.IndexOf("charset=", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;
        string rest = head[(at + "charset=".Length)..].TrimStart('"', '\'', ' ');
        int end = 0;
        while (end < rest.Length && (char.IsAsciiLetterOrDigit(rest[end]) || rest[end] is '-' or '_'))
            end++;
        return end > 0 ? rest[..end] : null;
    }
}
