using System.Globalization;
using System.Xml.Linq;

namespace Terminology.Formats.Tests.Figures;

public sealed class UsageFigureTests
{
    private static readonly string[] s_terms = ["智能制造", "乡镇企业", "国家安全"];

    private static Document[] Corpus() => [.. Enumerable.Range(2001, 12).Where(year => year != 2005).Select(year => new Document(year + ".txt",
        string.Concat(Enumerable.Repeat("推进智能制造。", year - 2001)) + string.Concat(Enumerable.Repeat("发展乡镇企业。", 2012 - year)) + "加强国家安全。会议讨论了其他工作。"))];

    private static DiachronicProfile Profile(string? target = null) => DiachronicProfile.Compute(Corpus(), s_terms, Period.ByYear, new DiachronicOptions { Target = target });

    public static TheoryData<string> Kinds() => ["lines", "many lines", "multiples", "slope", "heatmap", "bump", "volcano", "strips"];

    private static Figure Draw(string kind) => kind switch
    {
        "lines" => UsageFigure.Lines(Profile(), s_terms),
        "many lines" => UsageFigure.Lines(DiachronicProfile.Compute(Corpus(), [.. s_terms, "会议", "工作", "其他", "讨论"], Period.ByYear), [.. s_terms, "会议", "工作", "其他", "讨论"]),
        "multiples" => UsageFigure.SmallMultiples(Profile(), s_terms),
        "slope" => UsageFigure.Slope(Profile(), s_terms),
        "heatmap" => UsageFigure.HeatMap(Profile(), s_terms),
        "bump" => UsageFigure.Bump(Profile(), s_terms),
        "volcano" => UsageFigure.Volcano(Profile("2009-2012")),
        _ => UsageFigure.DispersionStrips(Corpus(), s_terms),
    };

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_text_stands_inside_the_drawing_and_none_covers_another(string kind)
    {
        Figure figure = Draw(kind);
        XElement svg = XDocument.Parse(figure.ToSvg()).Root!;
        (double Left, double Right, double Top, double Bottom, string Text)[] boxes = [.. svg.Elements().Where(e => e.Name.LocalName == "text").Select(Box)];
        // Of the points of a volcano those that are surely key have a name.
        Assert.All(kind == "volcano" ? s_terms[..2] : s_terms, term => Assert.Contains(boxes, box => box.Text.Contains(term, StringComparison.Ordinal)));
        Assert.All(boxes, box => Assert.True(box.Left >= 0 && box.Right <= figure.Width && box.Top >= 0 && box.Bottom <= figure.Height, $"\"{box.Text}\" leaves the drawing"));
        for (int i = 0; i < boxes.Length; i++)
        {
            for (int j = i + 1; j < boxes.Length; j++)
            {
                Assert.False(boxes[i].Left < boxes[j].Right && boxes[j].Left < boxes[i].Right && boxes[i].Top < boxes[j].Bottom && boxes[j].Top < boxes[i].Bottom, $"\"{boxes[i].Text}\" and \"{boxes[j].Text}\" cover each other");
            }
        }
    }

    // A Chinese character is as wide as the font is high, a Latin one about half of that.
    private static (double Left, double Right, double Top, double Bottom, string Text) Box(XElement text)
    {
        double Number(string name) => double.Parse(text.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        double size = Number("font-size"), width = text.Value.Sum(c => c < 0x2E80 ? 0.5 * size : size), x = Number("x"), y = Number("y");
        double left = text.Attribute("text-anchor")?.Value switch { "end" => x - width, "middle" => x - width / 2, _ => x };
        return (left, left + width, y - 0.75 * size, y + 0.1 * size, text.Value);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_PNG_has_twice_the_size_or_the_missing_font_is_named(string kind)
    {
        Figure figure = Draw(kind);
        try
        {
            byte[] png = figure.ToPng();
            Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], png[..4]);
            Assert.Equal((int)(figure.Width * 2), png[16] << 24 | png[17] << 16 | png[18] << 8 | png[19]);
        }
        catch (NotSupportedException e)
        {
            Assert.Contains("font", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void An_SVG_says_that_it_needs_a_Chinese_font()
    {
        Assert.Contains("need a Chinese font", Draw("lines").ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_year_leaves_its_column_free()
    {
        XElement svg = XDocument.Parse(Draw("heatmap").ToSvg()).Root!;
        string[] cells = [.. svg.Descendants().Where(e => e.Name.LocalName == "title" && e.Value.StartsWith("智能制造, ", StringComparison.Ordinal)).Select(e => e.Value[6..10])];
        Assert.Equal(11, cells.Length);
        Assert.DoesNotContain("2005", cells);
        double[] left = [.. svg.Elements().Where(e => e.Name.LocalName == "polygon" && e.Value.StartsWith("智能制造, ", StringComparison.Ordinal)).Select(e => double.Parse(e.Attribute("points")!.Value.Split(',')[0], CultureInfo.InvariantCulture))];
        Assert.Equal(2 * (left[1] - left[0]), left[4] - left[3], 1);
    }

    [Fact]
    public void A_term_that_is_not_in_the_profile_is_named()
    {
        Assert.Contains("三农", Assert.Throws<ArgumentException>(() => UsageFigure.Lines(Profile(), ["三农"])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => UsageFigure.Volcano(Profile()));
        Assert.Throws<ArgumentException>(() => UsageFigure.Lines(Profile(), []));
    }
}
