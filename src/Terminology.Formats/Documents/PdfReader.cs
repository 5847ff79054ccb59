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
internal sealed class PdfReader : IDocumentReader
{
    /// <summary>More lines than any page has that somebody reads; their order is that of the page from top to bottom.</summary>
    private const int MaxLines = 2000;

    /// <summary>Narrowest gap that may part columns, in sizes of the type.</summary>
    private const double Piece = 0.7;

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
            var rows = new List<List<List<PdfLine>>>(count);
            for (int number = 1; number <= count; number++)
            {
                try
                {
                    rows.Add(Rows(pdf.GetPage(number)));
                }
                catch (Exception e) when (IsBadData(e))
                {
                    rows.Add([]);
                    faults.Add(ReaderFaults.BadPage(name, number));
                }
            }
            if (faults.Count == 0 && rows.TrueForAll(page => page.Count == 0))
                return new([], [ReaderFaults.NoText(name, count)]);
            // A last column of a line or two shows no gutter of its own, but stands as those of the other pages.
            List<(double From, double To)>[] gutters = [.. rows.Select(page => Gutters([.. page.SelectMany(row => row)]))];
            (double From, double To)[] all = [.. gutters.SelectMany(page => page).DistinctBy(gutter => (Math.Round(gutter.From), Math.Round(gutter.To))).Take(100)];
            for (int i = 0; i < rows.Count; i++)
                if (gutters[i].Count == 0)
                    gutters[i].AddRange(all.Where(gutter => Divides(gutter, [.. rows[i].SelectMany(row => row)])));
            List<List<PdfLine>> pages = [.. rows.Select((page, i) => Lines(page, gutters[i]))];
            RemoveRunningHeads(pages);
            Paragraphs([.. pages.Select((page, i) => Ordered(page, gutters[i]))], document);
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

    /// <summary>The letters of each baseline, from top to bottom, in pieces that end at any gap wider than a blank.</summary>
    private static List<List<PdfLine>> Rows(Page page)
    {
        var rows = new List<List<PdfLine>>();
        foreach (IGrouping<int, Letter> group in page.Letters.Where(letter => letter.Value.Length > 0).GroupBy(letter => (int)Math.Round(letter.StartBaseLine.Y / 2)).OrderByDescending(group => group.Key))
        {
            var row = new List<PdfLine>();
            PdfLine? line = null;
            foreach (Letter letter in group.OrderBy(letter => letter.StartBaseLine.X))
            {
                double size = Math.Max(letter.PointSize, 1), left = letter.StartBaseLine.X, right = Math.Max(letter.EndBaseLine.X, left);
                if (line is null || left - line.End > Piece * Math.Max(size, line.Size))
                {
                    if (string.IsNullOrWhiteSpace(letter.Value))
                        continue;
                    row.Add(line = new PdfLine(left, letter.StartBaseLine.Y, page.Height));
                }
                line.Add(PdfCharacters.Typed(letter.Value), left, right, size);
            }
            row.RemoveAll(piece => piece.IsEmpty);
            if (row.Count > 0)
                rows.Add(row);
        }
        for (int i = 0; i < rows.Count; i++)
            if (i < 2 || i >= rows.Count - 2)
                rows[i].ForEach(piece => piece.IsOuter = true);
        return rows;
    }

    /// <summary>The lines of a page, those of columns side by side apart.</summary>
    private static List<PdfLine> Lines(List<List<PdfLine>> rows, List<(double From, double To)> gutters)
    {
        var lines = new List<PdfLine>();
        foreach (List<PdfLine> row in rows)
        {
            PdfLine? line = null;
            foreach (PdfLine piece in row)
            {
                // A wide gap parts columns of a table; a narrow one only where the page has a gutter.
                if (line is null || piece.Left - line.Right > 1.5 * Math.Max(piece.Size, line.Size) || gutters.Exists(gutter => Math.Max(gutter.From, line.Right) < Math.Min(gutter.To, piece.Left)))
                    lines.Add(line = piece);
                else
                    line.Append(piece);
            }
        }
        return lines;
    }

    /// <summary>The lines in reading order, numbered by the block they stand in.</summary>
    private static List<PdfLine> Ordered(List<PdfLine> lines, List<(double From, double To)> gutters)
    {
        var ordered = new List<PdfLine>(lines.Count);
        int block = 0;
        Cut(lines, ordered, gutters, ref block, depth: 0);
        return ordered;
    }

    /// <summary>Vertical strips that hardly a line of the page crosses, with lines on both sides: the spaces between columns.</summary>
    private static List<(double From, double To)> Gutters(List<PdfLine> pieces)
    {
        var gutters = new List<(double From, double To)>();
        if (pieces.Count < 6)
            return gutters;
        double size = pieces.Average(piece => piece.Size);
        int crossing = 0, most = Crossing(pieces.Count);
        (double At, int Change)[] edges = [.. pieces.SelectMany(piece => new[] { (piece.Left, 1), (piece.Right, -1) }).OrderBy(edge => edge.Item1).ThenBy(edge => edge.Item2)];
        double? from = null;
        foreach ((double at, int change) in edges)
        {
            crossing += change;
            if (crossing <= most)
            {
                from ??= at;
            }
            else if (from is { } start)
            {
                if (at - start > Piece * size && pieces.Count(piece => piece.Right <= start + Piece * size) > 2 && pieces.Count(piece => piece.Left >= at - Piece * size) > 2)
                    gutters.Add((start, at));
                from = null;
            }
        }
        return gutters;
    }

    /// <summary>Cuts along the widest empty vertical strip, else along empty horizontal ones.</summary>
    private static void Cut(List<PdfLine> lines, List<PdfLine> ordered, List<(double From, double To)> gutters, ref int block, int depth)
    {
        if (lines.Count is > 1 and < MaxLines && depth < 32)
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
            if (best > Piece * size && ((first.Count > 2 && second.Count > 2) || gutters.Exists(gutter => gutter.From < at && at < gutter.To)))
            {
                Cut(first, ordered, gutters, ref block, depth + 1);
                Cut(second, ordered, gutters, ref block, depth + 1);
                return;
            }
            lines.Sort((a, b) => b.Y.CompareTo(a.Y));
            double bestGap = 0;
            int cut = 0;
            for (int i = 1; i < lines.Count; i++)
                if (lines[i - 1].Y - lines[i].Y > bestGap && HasColumns(lines, i, gutters)) (bestGap, cut) = (lines[i - 1].Y - lines[i].Y, i);
            if (cut > 0)
            {
                Cut(lines[..cut], ordered, gutters, ref block, depth + 1);
                Cut(lines[cut..], ordered, gutters, ref block, depth + 1);
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
    private static bool HasColumns(List<PdfLine> lines, int cut, List<(double From, double To)> gutters)
    {
        List<PdfLine> over = lines[..cut], under = lines[cut..];
        return Gutters(over).Count > 0 || Gutters(under).Count > 0 || gutters.Exists(gutter => IsClear(gutter, over) || IsClear(gutter, under));
    }

    private static bool IsClear((double From, double To) gutter, List<PdfLine> lines) => Divides(gutter, lines) && lines.TrueForAll(line => !Crosses(gutter, line));

    // Whether lines stand on both sides of a strip and hardly one in it.
    private static bool Divides((double From, double To) gutter, List<PdfLine> lines) =>
        lines.Exists(line => line.Right <= gutter.To) && lines.Exists(line => line.Left >= gutter.From) && lines.Count(line => Crosses(gutter, line)) <= Crossing(lines.Count);

    private static bool Crosses((double From, double To) gutter, PdfLine line) => line.Left < gutter.From && line.Right > gutter.To;

    // A running head, a page number or a heading may cross a gutter.
    private static int Crossing(int lines) => Math.Max(lines / 20, Math.Min(2, lines / 8));

    /// <summary>Takes out page numbers at the edge of the page, and lines at its edge or first or last that stand, but for numbers, on at least half of the pages.</summary>
    private static void RemoveRunningHeads(List<List<PdfLine>> pages)
    {
        var counts = new Dictionary<string, int>();
        foreach (List<PdfLine> page in pages)
            foreach (string key in page.Where(line => line.IsAtEdge || line.IsOuter).Select(line => line.Key).Distinct())
                counts[key] = counts.GetValueOrDefault(key) + 1;
        foreach (List<PdfLine> page in pages)
            page.RemoveAll(line => (line.IsAtEdge && line.IsPageNumber) || ((line.IsAtEdge || line.IsOuter) && counts[line.Key] > 1 && counts[line.Key] * 2 >= pages.Count));
    }

    /// <summary>Joins the lines to paragraphs, also over the ends of columns and pages.</summary>
    private static void Paragraphs(List<List<PdfLine>> pages, DocumentBuilder document)
    {
        (PdfLine Line, PdfBlock Block)? last = null;
        for (int i = 0; i < pages.Count; i++)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"page {i + 1}");
            foreach (IGrouping<int, PdfLine> group in pages[i].GroupBy(line => line.Block))
            {
                var block = new PdfBlock([.. group]);
                foreach (PdfLine line in group)
                {
                    bool joins = last is { } before && (ReferenceEquals(before.Block, block) ? block.Continues(before.Line, line) : PdfBlock.GoesOn(before.Line, before.Block, line, block));
                    if (joins)
                        document.Continue(line.Text, place);
                    else
                        document.Add(line.Text, place);
                    last = (line, block);
                }
            }
        }
    }

    /// <summary>Lines that stand one below the other: a column, or the part of one.</summary>
    private sealed class PdfBlock
    {
        private readonly double _left, _right, _leading;
        private readonly int _count;

        public PdfBlock(List<PdfLine> lines)
        {
            (_left, _right, _count) = (lines.Min(line => line.Left), lines.Max(line => line.Right), lines.Count);
            double[] gaps = [.. lines.Zip(lines.Skip(1), (line, next) => line.Y - next.Y).Where(gap => gap > 0).Order()];
            _leading = gaps.Length < 4 ? double.MaxValue : gaps[gaps.Length / 2];
        }

        /// <summary>A line goes on in the next one if it reaches the right edge of its block, and the next is neither indented nor set apart.</summary>
        public bool Continues(PdfLine line, PdfLine next)
        {
            double gap = line.Y - next.Y;
            return IsFull(line, next) && !IsIndented(next) && SameSize(line, next) && gap > 0 && gap < 2.6 * line.Size && gap < 1.3 * _leading;
        }

        /// <summary>Whether the last line of a column or page goes on in the first one of the next: it is full, and its sentence has not ended.</summary>
        public static bool GoesOn(PdfLine line, PdfBlock block, PdfLine next, PdfBlock following) =>
            SameSize(line, next) && block.IsFull(line, next) && !following.IsIndented(next) && "。！？；：.!?;:".IndexOf(line.Text.TrimEnd('”', '’', '"', '」', '』', ')', '）')[^1..], StringComparison.Ordinal) < 0
            // A line alone is full by itself: a heading, a caption.
            && (block._count > 2 || line.Right - line.Left > 0.8 * (following._right - following._left));

        private static bool SameSize(PdfLine line, PdfLine next) => Math.Abs(next.Size - line.Size) < 0.2 * line.Size;

        // What does not fit goes to the next line as a whole, a long word for one, and leaves the end of this line empty.
        private bool IsFull(PdfLine line, PdfLine next) => _right - line.Full < next.FirstWord + 0.6 * line.Size;

        private bool IsIndented(PdfLine line) => line.Left - _left >= 1.2 * line.Size;
    }

    /// <summary>A run of letters on one baseline.</summary>
    private sealed class PdfLine(double left, double y, double height)
    {
        private readonly StringBuilder _text = new();
        private double? _wordEnd;

        public double Left { get; } = left;

        /// <summary>Where the ink ends.</summary>
        public double Right { get; private set; } = left;

        /// <summary>Where the last letter ends, the empty half of punctuation included.</summary>
        public double Full { get; private set; } = left;

        /// <summary>Where the last letter or blank ends.</summary>
        public double End { get; private set; } = left;

        public double Y => y;

        public double Size { get; private set; } = 1;

        public int Block { get; set; }

        public bool IsEmpty => string.IsNullOrWhiteSpace(_text.ToString());

        public string Text => field ??= _text.ToString().Trim();

        /// <summary>Width of what cannot be parted at the start of the line: a Latin word, or a Chinese character with the punctuation that must not begin a line.</summary>
        public double FirstWord => (_wordEnd ?? Full) - Left;

        public bool IsAtEdge => height > 0 && (y > height * 0.9 || y < height * 0.1);

        /// <summary>Whether it is among the first or last two lines of the page.</summary>
        public bool IsOuter { get; set; }

        /// <summary>The text with numbers made equal.</summary>
        public string Key => field ??= string.Concat(Text.Select((c, i) => !char.IsDigit(c) ? c.ToString() : i > 0 && char.IsDigit(Text[i - 1]) ? "" : "#"));

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
            Separate(start, size, text[0]);
            bool blank = string.IsNullOrWhiteSpace(text);
            bool closing = text.Length == 1 && "，。、；：！？）》」』】”’".Contains(text[0], StringComparison.Ordinal);
            if (_wordEnd is null && _text.Length > 0 && !closing && (blank || text[0] >= 0x2E80 || _text[^1] >= 0x2E80))
                _wordEnd = Full;
            _text.Append(text);
            End = Math.Max(End, end);
            // Closing punctuation fills the left half of its square only, and may hang over the edge of its column.
            if (!blank)
                (Right, Full) = (Math.Max(Right, closing ? (start + end) / 2 : end), Math.Max(Full, end));
            Size = Math.Max(Size, size);
        }

        /// <summary>Takes in a run that stands to the right.</summary>
        public void Append(PdfLine piece)
        {
            Separate(piece.Left, piece.Size, piece._text[0]);
            _wordEnd ??= Full;
            _text.Append(piece._text);
            (Right, Full, End, Size) = (Math.Max(Right, piece.Right), Math.Max(Full, piece.Full), Math.Max(End, piece.End), Math.Max(Size, piece.Size));
        }

        // Where a font leaves blanks out, the gap shows them.
        private void Separate(double start, double size, char next)
        {
            if (_text.Length > 0 && start - End > 0.25 * size && _text[^1] != ' ' && next != ' ' && _text[^1] < 0x2E80 && next < 0x2E80)
                _text.Append(' ');
        }
    }
}
