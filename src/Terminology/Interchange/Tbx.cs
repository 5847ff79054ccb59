namespace Terminology;

/// <summary>TermBase eXchange: TBX 3 (ISO 30042:2019) in both styles and TBX 2 (ISO 30042:2008, martif).</summary>
/// <remarks>
/// Written files keep to the TBX-Basic dialect. A value that TBX-Basic has no category for, such as the year, is written as a note
/// <c>[name] value</c> and read back from it, so nothing of a glossary is lost.
/// </remarks>
public static class Tbx
{
    /// <summary>TBX 3, data categories as attributes: the form to hand on.</summary>
    public static IGlossaryFormat Dca { get; } = new TbxFormat(TbxStyle.Dca, "tbx", "TBX 3, DCA style");

    /// <summary>TBX 3, data categories as elements.</summary>
    public static IGlossaryFormat Dct { get; } = new TbxFormat(TbxStyle.Dct, "tbx-dct", "TBX 3, DCT style");

    /// <summary>TBX 2 (martif), as OmegaT and older tools read it.</summary>
    public static IGlossaryFormat Martif { get; } = new TbxFormat(TbxStyle.Martif, "tbx2", "TBX 2 (martif)");

    /// <summary>Reads any TBX.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TerminologyFormatException">A part of the file cannot be read; <see cref="GlossaryFile.TryRead"/> gives the rest.</exception>
    public static Glossary Read(string path) => GlossaryFile.Read(path, Dca);

    /// <summary>Reads any TBX.</summary>
    /// <param name="stream">The content, seekable.</param>
    /// <param name="name">Name for the faults.</param>
    /// <exception cref="TerminologyFormatException">A part of the content cannot be read.</exception>
    public static Glossary Read(Stream stream, string name = "stream") => Dca.Read(stream, name, new GlossaryReadOptions()).OrThrow();

    /// <summary>Writes TBX 3 in DCA style.</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException">The glossary has no term, which TBX cannot express.</exception>
    public static void Write(Glossary glossary, string path) => GlossaryFile.Write(glossary, path, Dca);

    /// <summary>Writes TBX 3 in DCA style.</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="stream">Takes the bytes; stays open.</param>
    /// <exception cref="ArgumentException">The glossary has no term, which TBX cannot express.</exception>
    public static void Write(Glossary glossary, Stream stream) => Dca.Write(glossary, stream, new GlossaryWriteOptions());
}

/// <summary>The three forms of TBX.</summary>
internal enum TbxStyle
{
    Dca,
    Dct,
    Martif,
}

/// <summary>One form of TBX; reading understands all three.</summary>
internal sealed class TbxFormat(TbxStyle style, string name, string title) : IGlossaryFormat
{
    public string Name => name;

    public string Title => title;

    public IReadOnlyList<string> Extensions { get; } = style == TbxStyle.Martif ? [".v2.tbx", ".martif"] : style == TbxStyle.Dct ? [".dct.tbx"] : [".tbx"];

    public bool CanRead => true;

    public bool CanWrite => true;

    public string CannotHold => "Holds everything; what TBX-Basic has no category for stands in notes. Control characters are left out.";

    public bool Recognizes(ReadOnlySpan<byte> head)
    {
        string text = XmlHead.Text(head);
        return XmlHead.RootIs(text, "tbx") || XmlHead.RootIs(text, "martif");
    }

    public Glossary Held(Glossary glossary, GlossaryWriteOptions options) => GlossaryFields.Tidy(glossary, SafeXml.Clean);

    public GlossaryReading Read(Stream stream, string name, GlossaryReadOptions options) => new TbxReader(name, options).Read(stream);

    public void Write(Glossary glossary, Stream stream, GlossaryWriteOptions options) => TbxWriter.Write(Held(glossary, options), stream, style, options);
}
