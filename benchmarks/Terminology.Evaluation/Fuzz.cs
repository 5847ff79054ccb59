using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using Terminology.Formats;

namespace Terminology.Evaluation;

/// <summary>Damaged files over all readers: none may throw what it does not promise, take longer than ten seconds of the processor, or fill the memory.</summary>
/// <remarks>Time is that of the processor, so that a busy machine reports no hang. Run under a limit of memory: <c>DOTNET_GCHeapHardLimit=0x40000000</c>.</remarks>
internal static class Fuzz
{
    private const int MaxMilliseconds = 10_000;
    private const string Bomb = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e SYSTEM \"file:///etc/hostname\">]>";

    private static readonly string[] s_splices =
    [
        "&d;", "&e;", "&#0;", "&#xFFFF;", "&#x110000;", "&lt;", "&nbsp;", "]]>", "<![CDATA[", "<!--", "<?x ?>", "\0", "\uFEFF", "\"", "'", "\\u", "\\uD800", "{\"a\":[", "\t\t\t", "\r\n\r\n", "xml:lang=\"!!\"", "1e999", "-1", "99999999999999999999", "../../", "%n%s", "<p><p>", "</", "_x0000_", "\U0001F600", "\uD83D",
    ];

    public static int Run(string[] folders, int files, int seed)
    {
        List<(string Name, byte[] Bytes)> seeds = [.. Seeds(), .. folders.SelectMany(Directory.GetFiles).Order(StringComparer.Ordinal).Where(path => new FileInfo(path).Length is > 0 and < 2 << 20).Select(path => (Path.GetFileName(path), File.ReadAllBytes(path)))];
        var random = new Random(seed);
        var rows = new SortedDictionary<string, (int Files, int Whole, int Partly, int Nothing, double Longest)>(StringComparer.Ordinal);
        var failures = new List<string>();
        string folder = Directory.CreateTempSubdirectory("fuzz-").FullName;
        for (int i = 0; i < files; i++)
        {
            (string name, byte[] original) = seeds[i % seeds.Count];
            byte[] bytes = Mutated(original, seeds[random.Next(seeds.Count)].Bytes, random);
            string path = Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{i}-{name}"));
            File.WriteAllBytes(path, bytes);
            foreach ((string reader, Func<int> read) in Readers(path, name, bytes))
            {
                int result = -1;
                Exception? thrown = null;
                double started = Processor();
                var wall = Stopwatch.StartNew();
                var thread = new Thread(() =>
                {
                    try
                    {
                        result = read();
                    }
                    catch (Exception e)
                    {
                        thrown = e;
                    }
                }) { IsBackground = true };
                thread.Start();
                while (!thread.Join(250))
                    if (Processor() - started > MaxMilliseconds || wall.ElapsedMilliseconds > 20 * MaxMilliseconds)
                    {
                        Console.Error.WriteLine($"hang: {reader} on {path}");
                        return 1;
                    }
                if (thrown is not null)
                    failures.Add($"{reader} on {path}: {thrown.GetType().Name} {thrown.Message} {thrown.StackTrace?.Split('\n')[0].Trim()}");
                (int Files, int Whole, int Partly, int Nothing, double Longest) row = rows.GetValueOrDefault(reader);
                rows[reader] = (row.Files + 1, row.Whole + (result == 2 ? 1 : 0), row.Partly + (result == 1 ? 1 : 0), row.Nothing + (result == 0 ? 1 : 0), Math.Max(row.Longest, Processor() - started));
            }
            if (failures.Count == 0 || !failures[^1].Contains(path, StringComparison.Ordinal))
                File.Delete(path);
        }
        using (Process me = Process.GetCurrentProcess())
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files} damaged files from {seeds.Count} good ones (seed {seed}), {rows.Values.Sum(row => row.Files)} readings, {failures.Count} unpromised exceptions, longest {rows.Values.Max(row => row.Longest):F0} ms of the processor, most memory {me.PeakWorkingSet64 / 1048576} MB.\n"));
        Console.WriteLine("reader | files | read whole | read in part, with faults | nothing read, with faults | longest, ms\n---|---|---|---|---|---");
        foreach ((string reader, var row) in rows)
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{reader} | {row.Files} | {row.Whole} | {row.Partly} | {row.Nothing} | {row.Longest:F0}"));
        foreach (string failure in failures.Take(50))
            Console.Error.WriteLine(failure);
        return failures.Count > 0 ? 1 : 0;
    }

    private static double Processor()
    {
        using Process me = Process.GetCurrentProcess();
        return me.TotalProcessorTime.TotalMilliseconds;
    }

    // Each gives 2 where all was read, 1 where something was, 0 where nothing was.
    private static IEnumerable<(string Reader, Func<int> Read)> Readers(string path, string name, byte[] bytes)
    {
        byte[] head = bytes[..Math.Min(bytes.Length, DocumentReaderOptions.HeadBytes)];
        string ending = Path.GetExtension(name);
        foreach (IDocumentReader reader in DocumentReaders.All)
            if (reader.CanRead(head, ending))
                yield return ($"document: {reader.Name}", () =>
                {
                    DocumentReading reading = reader.Read(new MemoryStream(bytes), name, new DocumentReaderOptions());
                    return Result(reading.Documents.Count > 0, reading.Faults);
                });
        foreach (IGlossaryFormat format in GlossaryFormats.All)
            if (format.CanRead && (format.Recognizes(head) || format.Extensions.Any(one => name.EndsWith(one, StringComparison.Ordinal))))
                yield return ($"glossary: {format.Title}", () =>
                {
                    GlossaryReading reading = format.Read(new MemoryStream(bytes), name, new GlossaryReadOptions());
                    return Result(reading.Glossary.Entries.Count > 0, reading.Faults);
                });
        if (name.EndsWith(".review.xlsx", StringComparison.Ordinal))
            yield return ("review workbook", () =>
            {
                ReviewResult review = ReviewWorkbook.Read(path);
                return Result(review.Accepted.Entries.Count > 0, review.Faults);
            });
        if (ending is ".tmx" or ".xlf" or ".tsv")
            yield return ("sentence pairs", () => Promised(() => ParallelText.Read(path).Count > 0));
        if (ending is ".csv" or ".tsv" or ".txt")
        {
            yield return ("term list", () => Promised(() => TermListFile.Read(path).Count > 0));
            yield return ("metadata table", () => Promised(() => CorpusMetadata.Read(path) is not null));
        }
    }

    private static int Result(bool any, IReadOnlyList<FormatFault> faults) => !faults.Any(fault => fault.Severity == FaultSeverity.Error) ? 2 : any ? 1 : 0;

    private static int Promised(Func<bool> read)
    {
        try
        {
            return read() ? 2 : 1;
        }
        catch (TerminologyFormatException)
        {
            return 0;
        }
    }

    private static byte[] Mutated(byte[] original, byte[] other, Random random)
    {
        if (original is [0x50, 0x4B, 3, 4, ..] && random.Next(4) > 0 && Repacked(original, other, random) is { } repacked)
            return repacked;
        byte[] bytes = [.. original];
        for (int rounds = random.Next(1, 4); rounds > 0 && bytes.Length > 0; rounds--)
            bytes = Damaged(bytes, other, random);
        return bytes.Length > 0 ? bytes : [0];
    }

    // Damage to packed bytes is noticed when they are unpacked; what lies behind is reached by damaging a part and packing it again.
    private static byte[]? Repacked(byte[] original, byte[] other, Random random)
    {
        using var read = new ZipArchive(new MemoryStream(original));
        var result = new MemoryStream();
        int chosen = random.Next(read.Entries.Count);
        using (var write = new ZipArchive(result, ZipArchiveMode.Create, leaveOpen: true))
            for (int i = 0; i < read.Entries.Count; i++)
            {
                using var content = new MemoryStream();
                using (Stream part = read.Entries[i].Open())
                    part.CopyTo(content);
                byte[] bytes = content.ToArray();
                if (i == chosen || random.Next(8) == 0)
                    bytes = bytes.Length == 0 ? other : Damaged(bytes, other, random);
                using Stream entry = write.CreateEntry(random.Next(200) == 0 ? "../" + read.Entries[i].FullName : read.Entries[i].FullName).Open();
                entry.Write(bytes);
            }
        return result.ToArray();
    }

    private static byte[] Damaged(byte[] bytes, byte[] other, Random random)
    {
        int at = random.Next(bytes.Length), to = Math.Min(bytes.Length, at + random.Next(1, 1 << random.Next(1, 12)));
        switch (random.Next(10))
        {
            case 0 or 1:
                for (int flips = 1 << random.Next(0, 8); flips > 0; flips--)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 2:
                return bytes[..at];
            case 3:
                return [.. bytes[..at], .. bytes[to..]];
            case 4:
                return [.. bytes[..to], .. bytes[at..]];
            case 5:
                return [.. bytes[..at], .. other[random.Next(other.Length)..]];
            case 6:
                return [.. bytes[..at], .. Encoding.UTF8.GetBytes(s_splices[random.Next(s_splices.Length)]), .. bytes[at..]];
            case 7:
                int root = Math.Max(0, bytes.AsSpan().IndexOf("?>"u8) + 2), use = Math.Max(root, at);
                return [.. bytes[..root], .. Encoding.UTF8.GetBytes(Bomb), .. bytes[root..use], .. "&d;"u8, .. bytes[use..]];
            case 8:
                byte[] chunk = bytes[at..Math.Min(to, at + 64)];
                return [.. bytes[..at], .. Enumerable.Repeat(chunk, random.Next(1, 20_000)).SelectMany(one => one), .. bytes[at..]];
            default:
                string nest = new[] { "<a>", "<p>", "<div>", "[", "{\"a\":", "(", "<tu>", "<w:p>", "[ ", "<< /A " }[random.Next(10)];
                return [.. bytes[..at], .. Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(nest, random.Next(1, 30_000)))), .. bytes[at..]];
        }
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Seeds()
    {
        const string Text = "推进两化深度融合，加快发展智能制造。\n工业互联网和新材料产业。\n";
        yield return ("a.txt", Encoding.UTF8.GetBytes(Text));
        yield return ("gb.txt", CodePagesEncodingProvider.Instance.GetEncoding("gb18030")!.GetBytes(Text));
        yield return ("utf16.txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Text)]);
        yield return ("a.md", Encoding.UTF8.GetBytes("# 标题\n\n- [智能制造](https://example.org) `x`\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n\n```\ncode\n```\n"));
        yield return ("a.srt", Encoding.UTF8.GetBytes("1\n00:00:01,000 --> 00:00:02,000\n<i>智能制造</i>\n\n2\n00:00:03,000 --> 00:00:04,000\n工业\n"));
        yield return ("a.po", Encoding.UTF8.GetBytes("msgid \"\"\nmsgstr \"Language: zh\\n\"\n\n#: a.c:1\nmsgid \"smart manufacturing\"\nmsgstr \"智能\\\"制造\"\n\"和\\n工业\"\n"));
        yield return ("a.html", Encoding.UTF8.GetBytes("<!DOCTYPE html><html lang=zh><head><meta charset=utf-8><title>题</title><script>x</script></head><body><h1>标题</h1><p hidden>无</p><p>发展<b>工业</b>&nbsp;互联网</p><table><tr><td>甲<td>乙</table></body></html>"));
        yield return ("a.tmx", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><!DOCTYPE tmx SYSTEM \"tmx14.dtd\"><tmx version=\"1.4\"><header srclang=\"zh\"/><body><tu><tuv xml:lang=\"zh-CN\"><seg>智能<bpt i=\"1\">x</bpt>制造<ept i=\"1\"/></seg></tuv><tuv xml:lang=\"en\"><seg>smart manufacturing</seg></tuv></tu></body></tmx>"));
        yield return ("a.xlf", Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file source-language=\"zh\" target-language=\"en\" original=\"a\" datatype=\"x\"><body><trans-unit id=\"1\"><source>智能<g id=\"1\">制造</g></source><target>smart manufacturing</target></trans-unit></body></file></xliff>"));
        yield return ("a.tsv", Encoding.UTF8.GetBytes("智能制造\tsmart manufacturing\n两化融合\tintegration of informatization and industrialization\n"));
        yield return ("meta.csv", Encoding.UTF8.GetBytes("file,date,term\na.txt,2014-12-22,智能制造\nb.txt,2015,\"两化,融合\"\n"));
        yield return ("a.utx", Encoding.UTF8.GetBytes("#UTX 1.11; zh-CN/en; 2014-12-22T00:00:00Z\n#src\ttgt\tsrc:pos\tterm status\n智能制造\tsmart manufacturing\tnoun\tapproved\n"));
        var glossary = new Glossary(
        [
            new ConceptEntry
            {
                Id = "c1", SubjectField = "产业", Definition = "a \"definition\", with; signs", Source = "gazette", Note = "=1+1", Properties = [new("customerSubset", "client")],
                Languages =
                [
                    new LanguageSection { Language = "zh", Terms = [new TermSection { Text = "智能制造", Status = AdministrativeStatus.Preferred, Context = "发展智能制造。" }] },
                    new LanguageSection { Language = "en", Definition = "d", Terms = [new TermSection { Text = "smart manufacturing", Status = AdministrativeStatus.Preferred, PartOfSpeech = "noun", Year = "2014" }, new TermSection { Text = "intelligent manufacturing", Status = AdministrativeStatus.Deprecated, Note = "n" }] },
                ],
            },
            new ConceptEntry { Id = "c2", Languages = [new LanguageSection { Language = "zh", Terms = [new TermSection { Text = "两化融合" }] }, new LanguageSection { Language = "en", Terms = [new TermSection { Text = "integration" }] }] },
        ], "title") { Properties = [new("origin", "test")] };
        foreach (IGlossaryFormat format in GlossaryFormats.All.Where(format => format.CanWrite && format.CanRead))
        {
            var stream = new MemoryStream();
            format.Write(glossary, stream, new GlossaryWriteOptions());
            yield return ("g" + format.Extensions[0], stream.ToArray());
        }
        string review = Path.Combine(Directory.CreateTempSubdirectory("fuzz-").FullName, "a.review.xlsx");
        ReviewWorkbook.Write(new TermAligner().Align(new TermExtractor(new TermExtractorOptions { MinimumTermhood = 0 }).Extract([new Document("a", Text + Text)])), review);
        yield return ("a.review.xlsx", File.ReadAllBytes(review));
        var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            foreach ((string name, string content) in new[] { ("a.txt", Text), ("folder/b.html", "<html><body>智能制造</body></html>") })
            {
                using Stream part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        yield return ("a.zip", zip.ToArray());
    }
}
