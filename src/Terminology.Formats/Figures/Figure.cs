using System.Globalization;
using System.Text;
using SkiaSharp;

namespace Terminology.Formats;

/// <summary>A drawing that can be written as SVG, where text stays text and takes the fonts of the reader's machine, or as PNG. Immutable and thread-safe.</summary>
public sealed class Figure
{
    private const float Scale = 2;
    private readonly IReadOnlyList<Shape> _shapes;

    internal Figure(double width, double height, string title, string description, IReadOnlyList<Shape> shapes) =>
        (Width, Height, Title, Description, _shapes) = (width, height, title, description, shapes);

    /// <summary>Width in CSS pixels; a PNG has twice as many.</summary>
    public double Width { get; }

    /// <summary>Height in CSS pixels.</summary>
    public double Height { get; }

    /// <summary>The title, for screen readers and for the head of the drawing.</summary>
    public string Title { get; }

    /// <summary>What is drawn and how, for screen readers.</summary>
    public string Description { get; }

    /// <summary>Writes the figure; the ending of the file decides between SVG and PNG.</summary>
    /// <param name="path">A file that ends in .svg or .png; replaced whole.</param>
    /// <exception cref="ArgumentException">Another ending.</exception>
    /// <exception cref="NotSupportedException">A PNG of Chinese text on a machine where no font has Chinese characters; an SVG can be written there.</exception>
    public void Write(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".svg":
                WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(ToSvg())));
                break;
            case ".png":
                byte[] png = ToPng();
                WholeFile.Write(path, stream => stream.Write(png));
                break;
            default:
                throw new ArgumentException($"{path}: a figure ends in .svg or .png", nameof(path));
        }
    }

    /// <summary>The figure as SVG.</summary>
    public string ToSvg()
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {N(Width)} {N(Height)}\" width=\"{N(Width)}\" height=\"{N(Height)}\" role=\"img\" font-family=\"'Noto Sans','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','WenQuanYi Micro Hei',sans-serif\">\n");
        svg.Append(CultureInfo.InvariantCulture, $"<title>{Escape(Title)}</title>\n<desc>{Escape(Description)} Text is text: Chinese characters need a Chinese font where the file is opened.</desc>\n");
        svg.Append(CultureInfo.InvariantCulture, $"<rect width=\"{N(Width)}\" height=\"{N(Height)}\" fill=\"#ffffff\"/>\n");
        foreach (Shape shape in _shapes)
            shape.Svg(svg);
        return svg.Append("</svg>\n").ToString();
    }

    /// <summary>The figure as PNG, at twice its size in pixels.</summary>
    /// <exception cref="NotSupportedException">No font of the machine has Chinese characters.</exception>
    public byte[] ToPng()
    {
        using var surface = SKSurface.Create(new SKImageInfo((int)(Width * Scale), (int)(Height * Scale)));
        SKCanvas canvas = surface.Canvas;
        canvas.Clear(SKColors.White);
        canvas.Scale(Scale);
        using var fonts = new FontSet();
        foreach (Shape shape in _shapes)
            shape.Draw(canvas, fonts);
        using SKImage image = surface.Snapshot();
        using SKData data = image.Encode(SKEncodedImageFormat.Png, 100);
        return data.ToArray();
    }

    internal static string N(double v) => Math.Round(v, 2).ToString(CultureInfo.InvariantCulture);

    internal static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal);
}

/// <summary>Something drawn.</summary>
internal abstract record Shape
{
    public abstract void Svg(StringBuilder svg);

    public abstract void Draw(SKCanvas canvas, FontSet fonts);

    protected static SKColor Color(string hex, double opacity = 1) => SKColor.Parse(hex).WithAlpha((byte)Math.Round(255 * opacity));
}

internal sealed record PathShape((double X, double Y)[] Points, string? Stroke, double Width, string? Fill, double Opacity = 1, bool Closed = false, string? Tip = null) : Shape
{
    public override void Svg(StringBuilder svg)
    {
        svg.Append(Closed ? "<polygon" : "<polyline").Append(" points=\"").AppendJoin(' ', Points.Select(p => Figure.N(p.X) + "," + Figure.N(p.Y))).Append('"');
        svg.Append(CultureInfo.InvariantCulture, $" fill=\"{Fill ?? "none"}\"");
        if (Stroke is not null)
            svg.Append(CultureInfo.InvariantCulture, $" stroke=\"{Stroke}\" stroke-width=\"{Figure.N(Width)}\" stroke-linejoin=\"round\"");
        if (Opacity < 1)
            svg.Append(CultureInfo.InvariantCulture, $" opacity=\"{Figure.N(Opacity)}\"");
        svg.Append(Tip is null ? "/>\n" : $"><title>{Figure.Escape(Tip)}</title>{(Closed ? "</polygon>" : "</polyline>")}\n");
    }

    public override void Draw(SKCanvas canvas, FontSet fonts)
    {
        if (Points.Length == 0)
            return;
        using var path = new SKPath();
        path.AddPoly([.. Points.Select(p => new SKPoint((float)p.X, (float)p.Y))], Closed);
        if (Fill is not null)
        {
            using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Fill, Color = Color(Fill, Opacity) };
            canvas.DrawPath(path, paint);
        }
        if (Stroke is not null)
        {
            using var paint = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = (float)Width, Color = Color(Stroke, Opacity), StrokeJoin = SKStrokeJoin.Round };
            canvas.DrawPath(path, paint);
        }
    }
}

internal sealed record CircleShape(double X, double Y, double Radius, string Fill, double Opacity = 1, string? Tip = null) : Shape
{
    public override void Svg(StringBuilder svg)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{Figure.N(X)}\" cy=\"{Figure.N(Y)}\" r=\"{Figure.N(Radius)}\" fill=\"{Fill}\"");
        if (Opacity < 1)
            svg.Append(CultureInfo.InvariantCulture, $" opacity=\"{Figure.N(Opacity)}\"");
        svg.Append(Tip is null ? "/>\n" : $"><title>{Figure.Escape(Tip)}</title></circle>\n");
    }

    public override void Draw(SKCanvas canvas, FontSet fonts)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = Color(Fill, Opacity) };
        canvas.DrawCircle((float)X, (float)Y, (float)Radius, paint);
    }
}

internal sealed record TextShape(double X, double Y, string Text, string Anchor = "start", double Size = 12, string Fill = "#1c2430", bool Bold = false, bool Halo = false) : Shape
{
    public override void Svg(StringBuilder svg) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{Figure.N(X)}\" y=\"{Figure.N(Y)}\" font-size=\"{Figure.N(Size)}\" fill=\"{Fill}\"{(Anchor == "start" ? "" : $" text-anchor=\"{Anchor}\"")}{(Bold ? " font-weight=\"600\"" : "")}{(Halo ? " paint-order=\"stroke\" stroke=\"#ffffff\" stroke-width=\"3\" stroke-linejoin=\"round\"" : "")}>{Figure.Escape(Text)}</text>\n");

    public override void Draw(SKCanvas canvas, FontSet fonts)
    {
        using var paint = new SKPaint { IsAntialias = true, Color = Color(Fill) };
        (SKFont Font, string Run)[] runs = [.. fonts.Runs(Text, (float)Size, Bold)];
        float width = runs.Sum(r => r.Font.MeasureText(r.Run)), x = (float)X - (Anchor == "middle" ? width / 2 : Anchor == "end" ? width : 0);
        foreach ((SKFont font, string run) in runs)
        {
            if (Halo)
            {
                using var around = new SKPaint { IsAntialias = true, Style = SKPaintStyle.Stroke, StrokeWidth = 3, StrokeJoin = SKStrokeJoin.Round, Color = SKColors.White };
                canvas.DrawText(run, x, (float)Y, font, around);
            }
            canvas.DrawText(run, x, (float)Y, font, paint);
            x += font.MeasureText(run);
        }
    }
}

/// <summary>The fonts of a drawing: for each character one that has it.</summary>
internal sealed class FontSet : IDisposable
{
    // One family for both scripts where there is one; else a plain one for Latin.
    private static readonly string[] s_families =
    [
        "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans GB", "WenQuanYi Micro Hei", "WenQuanYi Zen Hei", "Droid Sans Fallback", "SimHei", "SimSun",
        "Noto Sans", "DejaVu Sans", "Liberation Sans", "Arial", "Helvetica",
    ];

    private readonly Dictionary<(int Face, float Size), SKFont> _fonts = [];
    private readonly Dictionary<char, SKTypeface> _faces = [];
    private readonly SKTypeface[] _preferred = [.. Installed().Select(SKFontManager.Default.MatchFamily).OfType<SKTypeface>()];

    public IEnumerable<(SKFont Font, string Run)> Runs(string text, float size, bool bold)
    {
        for (int from = 0; from < text.Length;)
        {
            SKTypeface face = Face(text[from]);
            int to = from + 1;
            while (to < text.Length && Face(text[to]).Equals(face)) to++;
            int key = face.GetHashCode();
            if (!_fonts.TryGetValue((key, bold ? -size : size), out SKFont? font))
                _fonts[(key, bold ? -size : size)] = font = new SKFont(face, size) { Embolden = bold, Subpixel = true };
            yield return (font, text[from..to]);
            from = to;
        }
    }

    public void Dispose()
    {
        foreach (SKFont font in _fonts.Values)
            font.Dispose();
    }

    // Asking for a family that is not installed gives some other one, so only installed ones are asked for.
    private static IEnumerable<string> Installed()
    {
        HashSet<string> installed = [.. SKFontManager.Default.FontFamilies];
        return s_families.Where(installed.Contains).Concat(installed.Order(StringComparer.Ordinal));
    }

    private SKTypeface Face(char c)
    {
        if (_faces.TryGetValue(c, out SKTypeface? known))
            return known;
        SKTypeface? face = Array.Find(_preferred, f => f.ContainsGlyph(c)) ?? SKFontManager.Default.MatchCharacter(null, SKFontStyle.Normal, ["zh-Hans"], c);
        if (face is null || !face.ContainsGlyph(c))
        {
            if (c >= 0x2E80)
                throw new NotSupportedException("no font of this machine has Chinese characters, so a PNG would show empty boxes; write .svg, or install a Chinese font such as Noto Sans CJK");
            face = _preferred.Length > 0 ? _preferred[0] : SKTypeface.Default;
        }
        return _faces[c] = face;
    }
}

/// <summary>Writes files whole: to a temporary file beside the target, then moved into place.</summary>
internal static class WholeFile
{
    public static void Write(string path, Action<Stream> write)
    {
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFullPath(path)}.{Environment.ProcessId}.tmp");
        try
        {
            using (FileStream stream = File.Create(temporary))
                write(stream);
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
