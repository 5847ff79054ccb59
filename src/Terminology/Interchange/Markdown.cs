namespace Terminology;

/// <summary>A glossary as a Markdown table, to be read by people; written only.</summary>
public static class Markdown
{
    /// <summary>The format.</summary>
    public static IGlossaryFormat Format { get; } = new MarkdownFormat();
}

/// <summary>Markdown tables.</summary>
internal sealed class MarkdownFormat : IGlossaryFormat
{
    public string Name => "markdown";

    public string Title => "Markdown table";

    public IReadOnlyList<string> Extensions { get; } = [".md", ".markdown"];

    public bool CanRead => false;

    public bool CanWrite => true;

    public string CannotHold => "Title, terms of two languages, status, subject, definition and note only; written, not read.";

    public bool Recognizes(ReadOnlySpan<byte> head) => false;

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options)
    {
        Glossary pairs = PairGlossary.Held(glossary, options);
        return new Glossary(pairs.Entries.Select(entry => entry with
        {
            Source = null,
            Note = null,
            Properties = [],
            Languages = [.. entry.Languages.Select(section => new LanguageSection
            {
                Language = section.Language,
                Terms = [.. section.Terms.Select(term => new TermSection { Text = term.Text, Status = term.Status, Note = term.Note })],
            })],
        }), glossary.Name);
    }

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options)
    {
        Throw.CannotRead(Title);
        return null;
    }

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options)
    {
        glossary = Held(glossary, options);
        using StreamWriter text = AtomicFile.Utf8Writer(stream, options.ByteOrderMark);
        if (glossary.Name is not null)
            text.WriteLine($"# {Cell(glossary.Name)}\n");
        text.WriteLine($"| {PairGlossary.TagOf(glossary, options.SourceLanguage)} | {PairGlossary.TagOf(glossary, options.TargetLanguage)} | subject | definition | note |");
        text.WriteLine("|---|---|---|---|---|");
        foreach (ConceptEntry entry in glossary.Entries)
        {
            string notes = string.Join("; ", entry.Languages.SelectMany(section => section.Terms).Select(term => term.Note).Where(note => note is not null).Distinct());
            text.WriteLine($"| {Terms(entry.TermsIn(options.SourceLanguage))} | {Terms(entry.TermsIn(options.TargetLanguage))} | {Cell(entry.SubjectField)} | {Cell(entry.Definition)} | {Cell(notes)} |");
        }
    }

    private static string Terms(IEnumerable<TermSection> terms) => string.Join("<br>", terms.Select(term => Statuses.Name(term.Status) switch
    {
        "preferred" => $"**{Cell(term.Text)}**",
        { } status => $"{Cell(term.Text)} ({status})",
        null => Cell(term.Text),
    }));

    private static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        var cell = new System.Text.StringBuilder();
        foreach (char c in Texts.OneLine(text))
        {
            if (c is '\\' or '|' or '*' or '_' or '`' or '[' or ']' or '<' or '#' or '~')
                cell.Append(c == '<' ? "&lt;" : "\\" + c);
            else
                cell.Append(c == '>' ? "&gt;" : c == '&' ? "&amp;" : c.ToString());
        }
        return cell.ToString();
    }
}
