namespace Terminology;

/// <summary>A file format of term bases. Implementations are immutable and thread-safe.</summary>
public interface IGlossaryFormat
{
    /// <summary>Short name as <c>--from</c> and <c>--to</c> take it, such as tbx or csv.</summary>
    string Name { get; }

    /// <summary>Name as a person knows it.</summary>
    string Title { get; }

    /// <summary>Endings of file names, lower case with their dot, the usual one first: <c>.skos.ttl</c>, <c>.ttl</c>.</summary>
    IReadOnlyList<string> Extensions { get; }

    /// <summary>Whether <see cref="Read"/> is supported.</summary>
    bool CanRead { get; }

    /// <summary>Whether <see cref="Write"/> is supported.</summary>
    bool CanWrite { get; }

    /// <summary>One sentence: what of a glossary the format has no place for.</summary>
    string CannotHold { get; }

    /// <summary>Whether content is of this format for sure; false where only the ending of the name can tell.</summary>
    /// <param name="head">The first bytes of the file.</param>
    bool Recognizes(ReadOnlySpan<byte> head);

    /// <summary>What a file of this format gives back of a glossary: <c>Read(Write(g))</c> equals <c>Held(g)</c>, and <c>Held(g)</c> equals <c>g</c> where the format holds all of it.</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="options">The options it would be written with.</param>
    Glossary Held(Glossary glossary, GlossaryWriteOptions options);

    /// <summary>Reads a glossary; what cannot be read is reported, not thrown, and the rest is read.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="name">Name of the file, for the faults.</param>
    /// <param name="options">Encoding, columns, limits.</param>
    /// <exception cref="NotSupportedException">The format can only be written.</exception>
    GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options);

    /// <summary>Writes a glossary; what the format cannot hold is left out (see <see cref="GlossaryFile.Losses"/>).</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="stream">Takes the bytes; stays open.</param>
    /// <param name="options">Languages and title.</param>
    /// <exception cref="NotSupportedException">The format can only be read.</exception>
    void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options);
}

/// <summary>What a glossary file held. Immutable.</summary>
/// <param name="Glossary">All that could be read.</param>
/// <param name="Faults">What could not, and what somebody should look at.</param>
public sealed record GlossaryReading(Glossary Glossary, IReadOnlyList<FormatFault> Faults)
{
    /// <summary>The glossary, if nothing of the file was lost.</summary>
    /// <exception cref="TerminologyFormatException">There are errors: the first, and how many more.</exception>
    public Glossary OrThrow()
    {
        FormatFault[] errors = [.. Faults.Where(fault => fault.Severity == FaultSeverity.Error)];
        if (errors.Length > 0)
            Throw.Fault(errors.Length == 1 ? errors[0] : errors[0] with { Message = $"{errors[0].Message} ({errors.Length - 1} more errors in this file; read it with GlossaryFile.TryRead to see all)" });
        return Glossary;
    }
}

/// <summary>How glossaries are read, and the limits that hostile files meet.</summary>
public sealed record GlossaryReadOptions
{
    /// <summary>Name of the encoding of text formats; null finds it out. A byte order mark always wins.</summary>
    public string? Encoding { get; init; }

    /// <summary>For tables: which column is what, as <c>zh=B,en=C</c>, <c>zh=2,en=3</c> or <c>zh=Source term</c>; null: the header says it.</summary>
    public string? Columns { get; init; }

    /// <summary>Language of the first column of formats that do not name it.</summary>
    public string SourceLanguage { get; init; } = "zh";

    /// <summary>Language of the second column of formats that do not name it.</summary>
    public string TargetLanguage { get; init; } = "en";

    /// <summary>Largest file, in bytes, compressed ones once expanded.</summary>
    public long MaxBytes { get; init; } = 1L << 30;

    /// <summary>Most concepts, or rows of a table.</summary>
    public int MaxEntries { get; init; } = 1_000_000;

    /// <summary>Deepest nesting of XML elements.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Most faults that are listed one by one.</summary>
    public int MaxFaults { get; init; } = 1000;
}

/// <summary>How glossaries are written.</summary>
public sealed record GlossaryWriteOptions
{
    /// <summary>Source language of formats that hold pairs; finds its regional forms too.</summary>
    public string SourceLanguage { get; init; } = "zh";

    /// <summary>Target language of formats that hold pairs; finds its regional forms too.</summary>
    public string TargetLanguage { get; init; } = "en";

    /// <summary>Whether text formats begin with a byte order mark, as Excel wants it for CSV.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>One sentence on where the data comes from, for formats with a header.</summary>
    public string Origin { get; init; } = "Terminology";
}

/// <summary>Something of a glossary that a format has no place for. Immutable.</summary>
/// <param name="Field">What: "definition", "term note", "language de" ...</param>
/// <param name="Count">How many values are left out.</param>
public sealed record GlossaryLoss(string Field, int Count);
