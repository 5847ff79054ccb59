using System.Text;

namespace Terminology;

/// <summary>Glossaries as lines of source, target and comment, separated by tabs: OmegaT and Wordfast; UTX is read.</summary>
/// <remarks>
/// A concept has a line for each target term beside its first source term, then a line for each further source term. The comment says
/// status, part of speech, subject, year, note and context, as far as known. Read back, it is a note of the target term.
/// </remarks>
public static class PairText
{
    /// <summary>OmegaT: UTF-8, <c>#</c> begins a comment line.</summary>
    public static IGlossaryFormat OmegaT { get; } = new PairTextFormat("omegat", "OmegaT glossary text", [".txt", ".utf8"], wordfast: false);

    /// <summary>Wordfast: UTF-16 with byte order mark, CR LF.</summary>
    public static IGlossaryFormat Wordfast { get; } = new PairTextFormat("wordfast", "Wordfast glossary text", [".wf.txt", ".wordfast.txt"], wordfast: true);

    /// <summary>UTX, the simple dictionary format of AAMT; read only.</summary>
    public static IGlossaryFormat Utx { get; } = new UtxFormat();
}

/// <summary>Lines of pairs.</summary>
internal sealed class PairTextFormat(string name, string title, IReadOnlyList<string> extensions, bool wordfast) : IGlossaryFormat
{
    public string Name => name;

    public string Title => title;

    public IReadOnlyList<string> Extensions => extensions;

    public bool CanRead => true;

    public bool CanWrite => true;

    public string CannotHold => "Only pairs of terms with a comment, which takes up status, part of speech, subject, year, note and context as text; no identifiers, definitions, sources or other properties, no concepts without source term"
        + (wordfast ? "." : ", no source term that begins with #.");

    public bool Recognizes(ReadOnlySpan<byte> head) => !wordfast && head.StartsWith("# Glossary in tab-separated format"u8);

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options)
    {
        var builder = new PairBuilder(options.SourceLanguage, options.TargetLanguage);
        foreach ((string source, string target, string comment) in Rows(glossary, options))
            builder.Add(source, target, comment);
        return builder.Build().Glossary;
    }

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options)
    {
        using var text = wordfast
            ? new StreamWriter(stream, new UnicodeEncoding(bigEndian: false, byteOrderMark: true), leaveOpen: true) { NewLine = "\r\n" }
            : AtomicFile.Utf8Writer(stream, options.ByteOrderMark);
        if (!wordfast)
            text.WriteLine("# Glossary in tab-separated format -*- coding: utf-8 -*-");
        foreach ((string source, string target, string comment) in Rows(glossary, options))
        {
            text.Write(source);
            text.Write('\t');
            text.Write(target);
            text.Write('\t');
            text.WriteLine(comment);
        }
    }

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options)
    {
        var faults = new FaultList(name, options.MaxFaults);
        var builder = new PairBuilder(options.SourceLanguage, options.TargetLanguage, faults, options.MaxEntries);
        if (CsvRows.Decode(stream, name, options.Encoding, options.MaxBytes, faults) is not { } content)
            return builder.Build();
        int number = 0;
        foreach (ReadOnlySpan<char> raw in content.AsSpan().EnumerateLines())
        {
            number++;
            if (raw.Trim().IsEmpty || (raw[0] == '#' && !wordfast))
                continue;
            string[] fields = raw.ToString().Split('\t', 3);
            if (fields.Length < 2 || string.IsNullOrWhiteSpace(fields[0]))
                faults.ShortRow(number, "source, tab, target");
            else if (!builder.Add(Texts.OneLine(fields[0]), Texts.OneLine(fields[1]), fields.Length > 2 ? Texts.OneLine(fields[2]) : "", number))
                break;
        }
        return builder.Build();
    }

    private IEnumerable<(string Source, string Target, string Comment)> Rows(Glossary glossary, GlossaryWriteOptions options)
    {
        foreach (ConceptEntry entry in GlossaryFields.Tidy(glossary, text => Texts.OneLine(SafeXml.Clean(text))).Entries)
        {
            TermSection[] sources = [.. entry.TermsIn(options.SourceLanguage).DistinctBy(term => term.Text).Where(term => wordfast || term.Text[0] != '#')];
            TermSection[] targets = [.. entry.TermsIn(options.TargetLanguage).DistinctBy(term => term.Text)];
            if (sources.Length == 0)
                continue;
            if (targets.Length == 0)
                yield return (sources[0].Text, "", Comment(entry, sources[0]));
            foreach (TermSection target in targets)
                yield return (sources[0].Text, target.Text, Comment(entry, target));
            foreach (TermSection source in sources.Skip(1))
                yield return (source.Text, targets.Length > 0 ? targets[0].Text : "", Comment(entry, source));
        }
    }

    private static string Comment(ConceptEntry entry, TermSection term)
    {
        var parts = new List<string>();
        if (Statuses.Name(term.Status) is { } status) parts.Add(status);
        if (term.PartOfSpeech is not null) parts.Add(term.PartOfSpeech);
        if (entry.SubjectField is not null) parts.Add(entry.SubjectField);
        if (term.Year is not null) parts.Add(term.Year);
        if (term.Note is not null) parts.Add(term.Note);
        if (term.Context is not null) parts.Add(term.Context);
        return string.Join("; ", parts);
    }
}

/// <summary>Joins pairs to concepts: pairs of the same source term are one.</summary>
internal sealed class PairBuilder(string sourceLanguage, string targetLanguage, FaultList? faults = null, int maxEntries = int.MaxValue)
{
    private readonly FaultList _faults = faults ?? new FaultList("", 1);
    private readonly Dictionary<string, (EntryBuilder Entry, int Line)> _bySource = [];
    private readonly List<(EntryBuilder Entry, int Line)> _entries = [];

    public bool Add(string source, string target, string comment, int line = 0)
    {
        if (!_bySource.TryGetValue(source, out (EntryBuilder Entry, int Line) found))
        {
            if (_entries.Count >= maxEntries)
            {
                _faults.TooManyEntries(maxEntries, line);
                return false;
            }
            found = (new EntryBuilder(), line);
            found.Entry.In(sourceLanguage).Terms.Add(new TermBuilder(source));
            _bySource.Add(source, found);
            _entries.Add(found);
        }
        TermBuilder term;
        if (target.Length == 0)
        {
            term = found.Entry.In(sourceLanguage).Terms[0];
        }
        else
        {
            List<TermBuilder> terms = found.Entry.In(targetLanguage).Terms;
            TermBuilder? known = terms.Find(one => one.Text == target);
            if (known is null)
                terms.Add(known = new TermBuilder(target));
            term = known;
        }
        if (comment.Length > 0 && term.Said.Add(comment))
            term.Add(Categories.Note, comment);
        return true;
    }

    public GlossaryReading Build()
    {
        var glossary = new GlossaryBuilder(_faults, maxEntries);
        foreach ((EntryBuilder entry, int line) in _entries)
            glossary.Add(entry, line);
        return glossary.Build();
    }
}

/// <summary>UTX 1.11 and 1.20: header lines with <c>#</c>, the last of which names the columns.</summary>
internal sealed class UtxFormat : IGlossaryFormat
{
    public string Name => "utx";

    public string Title => "UTX";

    public IReadOnlyList<string> Extensions { get; } = [".utx", ".utx.txt"];

    public bool CanRead => true;

    public bool CanWrite => false;

    public string CannotHold => "Read only.";

    public bool Recognizes(ReadOnlySpan<byte> head) => head.StartsWith("#UTX"u8) || head.StartsWith("\uFEFF#UTX"u8);

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options) => glossary;

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options) => Throw.CannotWrite(Title);

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options)
    {
        var faults = new FaultList(name, options.MaxFaults);
        if (CsvRows.Decode(stream, name, options.Encoding, options.MaxBytes, faults) is not { } text)
            return new(new Glossary([]), faults.ToList());
        var rows = new List<(int Line, IReadOnlyList<string> Cells)>();
        (string source, string target) = (options.SourceLanguage, options.TargetLanguage);
        string[]? header = null;
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            if (raw.Trim().IsEmpty)
                continue;
            if (raw[0] != '#')
            {
                if (header is not null)
                    rows.Add((number, raw.ToString().Split('\t')));
                continue;
            }
            string line = raw[1..].ToString();
            string[] cells = line.Split('\t');
            if (line.StartsWith("UTX", StringComparison.Ordinal) && line.Split(';') is { Length: > 1 } parts && parts[1].Trim().Split('/') is { Length: 2 } pair
                && LanguageTag.IsValid(pair[0]) && LanguageTag.IsValid(pair[1]))
                (source, target) = (LanguageTag.Normalize(pair[0]), LanguageTag.Normalize(pair[1]));
            else if (cells.Length > 1)
                header = cells;
        }
        if (header is null)
        {
            faults.NotThisFormat("UTX", "a line # src TAB tgt before the entries");
            return new(new Glossary([]), faults.ToList());
        }
        rows.Insert(0, (1, [.. header.Select(cell => Column(cell.Trim(), source, target))]));
        GlossaryReading reading = GlossaryTable.Read(rows, name, options with { SourceLanguage = source, TargetLanguage = target });
        return reading with { Faults = [.. faults.ToList(), .. reading.Faults] };
    }

    private static string Column(string header, string source, string target) => header switch
    {
        "src" => source,
        "tgt" => target,
        "src:pos" => source + "_part_of_speech",
        "tgt:pos" => target + "_part_of_speech",
        "term status" => "status",
        "concept ID" => "id",
        _ => header,
    };
}
