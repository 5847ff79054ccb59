namespace Terminology.Formats;

/// <summary>The formats of term bases: <c>GlossaryFile.Read(path, formats: GlossaryFormats.All)</c>.</summary>
public static class GlossaryFormats
{
    /// <summary>All formats: those of <see cref="GlossaryFile.Formats"/> and Excel workbooks.</summary>
    public static IReadOnlyList<IGlossaryFormat> All { get; } = [.. GlossaryFile.Formats, Xlsx.Format];
}
