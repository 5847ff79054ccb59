using System.Buffers;
using System.Text;

namespace Terminology;

/// <summary>Looks into the first bytes of an XML file.</summary>
internal static class XmlHead
{
    private static readonly SearchValues<char> s_nameEnd = SearchValues.Create(" \t\r\n/>");

    /// <summary>The first bytes as text: enough to see the root element, whatever the encoding.</summary>
    public static string Text(ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, ..] or [0x3C, 0, ..])
            return Encoding.Unicode.GetString(head[..(head.Length & ~1)]);
        if (head is [0xFE, 0xFF, ..] or [0, 0x3C, ..])
            return Encoding.BigEndianUnicode.GetString(head[..(head.Length & ~1)]);
        return Encoding.UTF8.GetString(head);
    }

    /// <summary>Whether the first element has a local name.</summary>
    public static bool RootIs(string text, string localName)
    {
        int i = text.AsSpan().IndexOf('<');
        if (i < 0 || text.AsSpan(0, i).Trim().Trim('\uFEFF').Length > 0)
            return false;
        while (i >= 0 && i + 1 < text.Length)
        {
            if (text[i + 1] == '?')
                i = Next(text, "?>", i);
            else if (text.AsSpan(i).StartsWith("<!--"))
                i = Next(text, "-->", i);
            else if (text[i + 1] == '!')
                i = EndOfDoctype(text, i);
            else
                break;
            i = i < 0 ? -1 : text.IndexOf('<', i);
        }
        if (i < 0)
            return false;
        ReadOnlySpan<char> name = text.AsSpan(i + 1);
        int end = name.IndexOfAny(s_nameEnd);
        name = end < 0 ? name : name[..end];
        return name[(name.IndexOf(':') + 1)..].SequenceEqual(localName);
    }

    private static int Next(string text, string mark, int from)
    {
        int at = text.IndexOf(mark, from, StringComparison.Ordinal);
        return at < 0 ? -1 : at + mark.Length;
    }

    private static int EndOfDoctype(string text, int from)
    {
        int close = text.IndexOf('>', from), open = text.IndexOf('[', from);
        if (open < 0 || open > close)
            return close < 0 ? -1 : close + 1;
        int end = text.IndexOf(']', open);
        return end < 0 ? -1 : Next(text, ">", end);
    }
}
