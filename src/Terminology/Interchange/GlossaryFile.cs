namespace Terminology;

/// <summary>Reads and writes glossaries in any format, found by content and by the ending of the name.</summary>
public static class GlossaryFile
{
    /// <summary>The formats of this library.</summary>
    public static IReadOnlyList<IGlossaryFormat> Formats { get; } = [Tbx.Dca, Tbx.Dct, Tbx.Martif, MemoQ.Format, MultiTerm.Format, PairText.Utx, PairText.OmegaT, PairText.Wordfast, Skos.Format, XliffGlossary.Format, JsonGlossary.Lines, JsonGlossary.Json, Csv.Comma, Csv.Tab, Markdown.Format];

    /// <summary>The format of a name as <c>--from</c> and <c>--to</c> take it.</summary>
    /// <param name="name">Such as tbx, tbx2, csv.</param>
    /// <param name="formats">The formats to choose from; null: <see cref="Formats"/>.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IGlossaryFormat FormatOf(string name, IReadOnlyList<IGlossaryFormat>? formats = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        formats ??= Formats;
        IGlossaryFormat? found = formats.FirstOrDefault(format => format.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        if (found is null)
            Throw.UnknownFormat(name, string.Join(", ", formats.Select(format => format.Name)));
        return found;
    }

    /// <summary>The format that a file name's ending stands for; the longest ending wins.</summary>
    /// <param name="path">A path or name.</param>
    /// <param name="formats">The formats to choose from; null: <see cref="Formats"/>.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static IGlossaryFormat FormatOfPath(string path, IReadOnlyList<IGlossaryFormat>? formats = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        formats ??= Formats;
        IGlossaryFormat? found = ByEnding(path, formats);
        if (found is null)
            Throw.UnknownEnding(Path.GetFileName(path), string.Join(" ", formats.Select(format => format.Extensions[0]).Distinct()));
        return found;
    }

    /// <summary>Reads a glossary.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format; null: content first, then the ending of the name.</param>
    /// <param name="options">Encoding, columns, limits.</param>
    /// <param name="formats">The formats to choose from; null: <see cref="Formats"/>.</param>
    /// <exception cref="ArgumentException">A language of the options is no language tag, or neither content nor name tell the format.</exception>
    /// <exception cref="TerminologyFormatException">A part of the file cannot be read; <see cref="TryRead"/> gives the rest.</exception>
    public static Glossary Read(string path, IGlossaryFormat? format = null, GlossaryReadOptions? options = null, IReadOnlyList<IGlossaryFormat>? formats = null) =>
        TryRead(path, format, options, formats).OrThrow();

    /// <summary>Reads all of a glossary that can be read, with the faults.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format; null: content first, then the ending of the name.</param>
    /// <param name="options">Encoding, columns, limits.</param>
    /// <param name="formats">The formats to choose from; null: <see cref="Formats"/>.</param>
    public static GlossaryReading TryRead(string path, IGlossaryFormat? format = null, GlossaryReadOptions? options = null, IReadOnlyList<IGlossaryFormat>? formats = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        options ??= new GlossaryReadOptions();
        CheckLanguages(options.SourceLanguage, options.TargetLanguage);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
        if (stream.Length > options.MaxBytes)
            return new(new Glossary([]), [GlossaryFaults.TooLarge(path, options.MaxBytes)]);
        format ??= Recognize(stream, path, formats ?? Formats);
        return format.Read(stream, path, options);
    }

    /// <summary>Writes a glossary to a file; the file is replaced at once or stays as it was.</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format; null: the ending of the name.</param>
    /// <param name="options">Languages and marks.</param>
    /// <param name="formats">The formats to choose from; null: <see cref="Formats"/>.</param>
    /// <returns>What the format could not hold.</returns>
    /// <exception cref="ArgumentException">A language of the options is no language tag, or the ending of the name tells no format.</exception>
    public static IReadOnlyList<GlossaryLoss> Write(Glossary glossary, string path, IGlossaryFormat? format = null, GlossaryWriteOptions? options = null, IReadOnlyList<IGlossaryFormat>? formats = null)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        format ??= FormatOfPath(path, formats);
        options ??= new GlossaryWriteOptions();
        CheckLanguages(options.SourceLanguage, options.TargetLanguage);
        AtomicFile.Write(path, stream => format.Write(glossary, stream, options));
        return Losses(glossary, format, options);
    }

    /// <summary>What a format would leave out of a glossary, field by field.</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="format">The format.</param>
    /// <param name="options">The options it would be written with.</param>
    public static IReadOnlyList<GlossaryLoss> Losses(Glossary glossary, IGlossaryFormat format, GlossaryWriteOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        ArgumentNullException.ThrowIfNull(format);
        Glossary held = format.Held(glossary, options ?? new GlossaryWriteOptions());
        return held.Equals(glossary) ? [] : GlossaryFields.Difference(glossary, held);
    }

    private static void CheckLanguages(string source, string target)
    {
        if (!LanguageTag.IsValid(source))
            Throw.BadLanguage(source, nameof(GlossaryReadOptions.SourceLanguage));
        if (!LanguageTag.IsValid(target))
            Throw.BadLanguage(target, nameof(GlossaryReadOptions.TargetLanguage));
    }

    private static IGlossaryFormat Recognize(FileStream stream, string path, IReadOnlyList<IGlossaryFormat> formats)
    {
        byte[] head = new byte[DocumentReaderOptions.HeadBytes];
        int length = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        foreach (IGlossaryFormat format in formats)
            if (format.CanRead && format.Recognizes(head.AsSpan(0, length)))
                return format;
        IGlossaryFormat found = FormatOfPath(path, formats);
        if (!found.CanRead)
            Throw.CannotRead(found.Title);
        return found;
    }

    private static IGlossaryFormat? ByEnding(string path, IReadOnlyList<IGlossaryFormat> formats)
    {
        string name = Path.GetFileName(path);
        IGlossaryFormat? best = null;
        int length = 0;
        foreach (IGlossaryFormat format in formats)
            foreach (string ending in format.Extensions)
                if (ending.Length > length && name.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
                    (best, length) = (format, ending.Length);
        return best;
    }
}
