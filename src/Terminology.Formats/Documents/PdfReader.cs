using System.Globalization;
using System.Text;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Exceptions;

namespace Terminology.Formats;

/// <summary>
/// Reads .pdf in reading order, columns one after the other; running heads and page numbers are left out, lines of a paragraph joined, hyphenated words mended.
/// Immutable and thread-safe.
/// </summary>
/// <remarks>The page is cut into columns and blocks along empty strips (recursive X-Y cut: Nagy and Seth 1984).</remarks>
public sealed class PdfReader : IDocumentReader
{
    /// <inheritdoc/>
    public string Name => "PDF files";

    /// <inheritdoc/>
    public bool CanRead(ReadOnlySpan<byte> head, string extension) => head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) >= 0;

    /// <inheritdoc/>
    public DocumentReading Read(Stream stream, string name, DocumentReaderOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(options);
        var document = new DocumentBuilder();
        var faults = new List<FormatFault>();
        try
        {
            using PdfDocument pdf = PdfDocument.Open(OfficeFile.Seekable(stream, options.MaxFileBytes), new ParsingOptions { UseLenientParsing = true, MaxStackDepth = options.MaxDepth });
            int count = Math.Min(pdf.NumberOfPages, options.MaxEntries);
            var pages = new List<List<PdfLine>>(count);
            for (int number = 1; number <= count; number++)
            {
                try
                {
                    pages.Add(Lines(pdf.GetPage(number)));
                }
                catch (Exception e) when (IsBadData(e))
                {
                    pages.Add([]);
                    faults.Add(ReaderFaults.BadPage(name, number));
                }
            }
            if (faults.Count == 0 && pages.TrueForAll(page => page.Count == 0))
                return new([], [ReaderFaults.NoText(name, count)]);
            RemoveRunningHeads(pages);
            for (int i = 0; i < pages.Count; i++)
                foreach (string paragraph in Paragraphs(pages[i]))
                    document.Add(paragraph, string.Create(CultureInfo.InvariantCulture, $"page {i + 1}"));
        }
        catch (ExpansionException e)
        {
            faults.Add(ReaderFaults.Expands(name, e.Limit));
        }
        catch (PdfDocumentEncryptedException)
        {
            faults.Add(ReaderFaults.PasswordPdf(name));
        }
        catch (Exception e) when (IsBadData(e))
        {
            faults.Add(ReaderFaults.Damaged(name, "PDF"));
        }
        return document.Build(name, faults);
    }

    // The parser meets damaged files with whatever exception its next step throws; only those of the machine are not the file's fault.
    private static bool IsBadData(Exception e) => e is not (OutOfMemoryException or StackOverflowException or OperationCanceledException);

    /// <summary>The lines of a page in reading order.</summary>
    private static List<PdfLine> Lines(Page page)
    {
        var pieces = new List<PdfLine>();
        // Letters of one baseline, from left to right; a gap wider than one and a half letters parts columns.
        foreach (IGrouping<int, Letter> group in page.Letters.Where(letter => letter.Value.Length > 0).GroupBy(letter => (int)Math.Round(letter.StartBaseLine.Y / 2)).OrderByDescending(group => group.Key))
        {
            PdfLine? line = null;
            foreach (Letter letter in group.OrderBy(letter => letter.StartBaseLine.X))
            {
                double size = Math.Max(letter.PointSize, 1), left = letter.StartBaseLine.X, right = Math.Max(letter.EndBaseLine.X, left);
                if (line is null || left - line.Right > 1.5 * Math.Max(size, line.Size))
                {
                    if (string.IsNullOrWhiteSpace(letter.Value))
                        continue;
                    pieces.Add(line = new PdfLine(left, letter.StartBaseLine.Y, page.Height));
                }
                line.Add(letter.Value, left, right, size);
            }
        }
        pieces.RemoveAll(line => line.IsEmpty);
        var ordered = new List<PdfLine>(pieces.Count);
        int block = 0;
        Cut(pieces, ordered, ref block, depth: 0);
        return ordered;
    }

    /// <summary>Cuts along the widest empty vertical strip, else along empty horizontal ones.</summary>
    private static void Cut(List<PdfLine> lines, List<PdfLine> ordered, ref int block, int depth)
    {
        if (lines.Count > 1 && depth < 32)
        {
            double size = lines.Average(line => line.Size);
            lines.Sort((a, b) => a.Left.CompareTo(b.Left));
            double right = lines[0].Right, best = 0, at = 0;
            foreach (PdfLine line in lines)
            {
                if (line.Left - right > best) (best, at) = (line.Left - right, (line.Left + right) / 2);
                right = Math.Max(right, line.Right);
            }
            List<PdfLine> first = [.. lines.Where(line => line.Left < at)], second = [.. lines.Where(line => line.Left >= at)];
            // Two columns have several lines each; a wide gap in one line is a table or a tabulator.
            if (best > size && first.Count > 2 && second.Count > 2)
            {
                Cut(first, ordered, ref block, depth + 1);
                Cut(second, ordered, ref block, depth + 1);
                return;
            }
            lines.Sort((a, b) => b.Y.CompareTo(a.Y));
            double bestGap = 0;
            int cut = 0;
            for (int i = 1; i < lines.Count; i++)
                if (lines[i - 1].Y - lines[i].Y > bestGap && HasColumns(lines, i)) (bestGap, cut) = (lines[i - 1].Y - lines[i].Y, i);
            if (cut > 0)
            {
                Cut(lines[..cut], ordered, ref block, depth + 1);
                Cut(lines[cut..], ordered, ref block, depth + 1);
                return;
            }
        }
        block++;
        foreach (PdfLine line in lines.OrderByDescending(line => Math.Round(line.Y)).ThenBy(line => line.Left))
        {
            line.Block = block;
            ordered.Add(line);
        }
    }

    // Whether a horizontal cut sets a part free that a vertical one can part: what stands over or under columns goes first.
    private static bool HasColumns(List<PdfLine> lines, int cut) => Gutter(lines, 0, cut) || Gutter(lines, cut, lines.Count);

    private static bool Gutter(List<PdfLine> lines, int from, int to)
    {
        if (to - from < 6)
            return false;
        List<PdfLine> part = lines[from..to];
        double size = part.Average(line => line.Size);
        part.Sort((a, b) => a.Left.CompareTo(b.Left));
        double right = part[0].Right;
        for (int i = 1; i < part.Count; i++)
        {
            if (part[i].Left - right > size && i > 2 && part.Count - i > 2)
                return true;
            right = Math.Max(right, part[i].Right);
        }
        return false;
    }

    /// <summary>Takes out page numbers, and lines at the edge of the page that stand on at least half of the pages.</summary>
    private static void RemoveRunningHeads(List<List<PdfLine>> pages)
    {
        var counts = new Dictionary<string, int>();
        foreach (List<PdfLine> page in pages)
            foreach (string key in page.Where(line => line.IsAtEdge).Select(line => line.Key).Distinct())
                counts[key] = counts.GetValueOrDefault(key) + 1;
        foreach (List<PdfLine> page in pages)
            page.RemoveAll(line => line.IsAtEdge && (line.IsPageNumber || (pages.Count > 2 && counts[line.Key] * 2 >= pages.Count)));
    }

    private static IEnumerable<string> Paragraphs(List<PdfLine> lines)
    {
        var paragraph = new StringBuilder();
        for (int i = 0; i < lines.Count; i++)
        {
            PdfLine line = lines[i];
            string text = line.Text;
            paragraph.Append(text);
            PdfLine? next = i + 1 < lines.Count ? lines[i + 1] : null;
            if (next is null || next.Block != line.Block || !Continues(line, next, lines))
            {
                yield return paragraph.ToString();
                paragraph.Clear();
                continue;
            }
            char last = paragraph.Length > 0 ? paragraph[^1] : ' ', following = next.Text[0];
            if (last is '-' or '\u00AD' && paragraph.Length > 1 && char.IsLower(paragraph[^2]) && char.IsLower(following))
                paragraph.Length--;
            else if (last < 0x2E80 && following < 0x2E80)
                paragraph.Append(' ');
        }
    }

    // A line goes on in the next one if it reaches the right edge of its block, and the next is neither indented nor set apart.
    private static bool Continues(PdfLine line, PdfLine next, List<PdfLine> lines)
    {
        double left = double.MaxValue, right = 0;
        foreach (PdfLine other in lines)
            if (other.Block == line.Block)
                (left, right) = (Math.Min(left, other.Left), Math.Max(right, other.Right));
        double size = Math.Max(line.Size, 1);
        return right - line.Right < 2.5 * size && next.Left - left < 1.2 * size && Math.Abs(next.Size - line.Size) < 0.2 * size && line.Y - next.Y < 2.6 * size && line.Y > next.Y;
    }

    /// <summary>A run of letters on one baseline.</summary>
    private sealed class PdfLine(double left, double y, double height)
    {
        private readonly StringBuilder _text = new();

        public double Left => left;

        public double Right { get; private set; }

        public double Y => y;

        public double Size { get; private set; }

        public int Block { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(_text.ToString());

        public string Text => field ??= _text.ToString().Trim();

        public bool IsAtEdge => height > 0 && (y > height * 0.9 || y < height * 0.1);

        /// <summary>The text with numbers made equal.</summary>
        public string Key => string.Concat(Text.Select(c => char.IsDigit(c) ? '#' : c));

        public bool IsPageNumber
        {
            get
            {
                string bare = Text.Trim('-', '–', '—', '·', '.', '/', ' ', '第', '页', '共', '~');
                return bare.Length is > 0 and <= 9 && bare.All(c => char.IsDigit(c) || c is ' ' or '/' or '页' or '共' or '第');
            }
        }

        public void Add(string text, double start, double end, double size)
        {
            // Where a font leaves blanks out, the gap shows them.
            if (_text.Length > 0 && start - Right > 0.25 * size && _text[^1] != ' ' && text != " " && _text[^1] < 0x2E80 && text[0] < 0x2E80)
                _text.Append(' ');
            _text.Append(text);
            Right = Math.Max(Right, end);
            Size = Math.Max(Size, size);
        }
    }
}
