namespace Terminology;

/// <summary>The readers that need no other package.</summary>
public static class TextReaders
{
    /// <summary>Formats with marks of their own: TMX, XLIFF (.sdlxliff too), PO, subtitles.</summary>
    public static IReadOnlyList<IDocumentReader> Markup { get; } = [new TmxReader(), new XliffReader(), new PoReader(), new SubtitleReader()];

    /// <summary>Markdown and plain text, which take any text.</summary>
    public static IReadOnlyList<IDocumentReader> Plain { get; } = [new MarkdownReader(), new PlainTextReader()];
}

/// <summary>Joins segments to a document, each with its place.</summary>
internal sealed class SegmentBuilder(string name)
{
    private readonly System.Text.StringBuilder _text = new();
    private readonly List<DocumentPlace> _places = [];
    private readonly List<FormatFault> _faults = [];

    public void Add(string text, string place)
    {
        text = text.Trim();
        if (text.Length == 0)
            return;
        _places.Add(new(_text.Length, place));
        _text.Append(text).Append('\n');
    }

    public void Fault(FormatFault fault) => _faults.Add(fault);

    public void NotWellFormed(string reason, int line, int column) =>
        Fault(new("TRM0110", FaultSeverity.Error, $"not well-formed: {reason} Nothing behind this place was read.", name, line, column));

    public DocumentReading Build() => _text.Length > 0
        ? new([new Document(name, _text.ToString(0, _text.Length - 1), places: _places)], _faults)
        : new([], _faults.Count > 0 ? _faults : [CorpusFaults.Empty(name)]);
}
