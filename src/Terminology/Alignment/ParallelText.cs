using System.Collections;
using System.Xml;

namespace Terminology;

/// <summary>A sentence (or paragraph) and its translation.</summary>
/// <param name="Source">The Chinese text; empty where the translation has no original.</param>
/// <param name="Target">The English text; empty where nothing was translated.</param>
/// <param name="Line">1-based line of the pair in its file, or the ordinal of the pair; 0 where there is none.</param>
public sealed record SentencePair(string Source, string Target, int Line = 0);

/// <summary>
/// A Chinese text and its English translation as pairs of sentences, with what was wrong in the input. Nothing is lost: lines without
/// a partner are kept with an empty side. Immutable and thread-safe.
/// </summary>
public sealed class ParallelText : IReadOnlyList<SentencePair>
{
    /// <summary>Longest side of a pair in UTF-16 units that is aligned by words; longer ones are kept and reported.</summary>
    internal const int MaxSide = 20_000;

    private const int MaxFaults = 100;
    private readonly SentencePair[] _pairs;

    /// <summary>Makes a parallel text of pairs.</summary>
    /// <param name="pairs">The pairs, in order.</param>
    /// <param name="faults">What was wrong in the input; none where null.</param>
    public ParallelText(IEnumerable<SentencePair> pairs, IReadOnlyList<FormatFault>? faults = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        (_pairs, Faults) = ([.. pairs], faults ?? []);
    }

    /// <summary>What was wrong in the input: missing sides, sides in the wrong language, parts that could not be read.</summary>
    public IReadOnlyList<FormatFault> Faults { get; }

    /// <inheritdoc/>
    public int Count => _pairs.Length;

    /// <inheritdoc/>
    public SentencePair this[int index] => _pairs[index];

    /// <summary>Aligns the sentences of a document and of its translation.</summary>
    /// <param name="chinese">The Chinese text.</param>
    /// <param name="english">Its English translation.</param>
    /// <param name="aligner">The aligner; one with the default word table where null.</param>
    public static ParallelText FromDocuments(string chinese, string english, SentenceAligner? aligner = null)
    {
        ArgumentNullException.ThrowIfNull(chinese);
        ArgumentNullException.ThrowIfNull(english);
        IReadOnlyList<SentencePair> pairs = (aligner ?? new SentenceAligner()).Align(chinese, english);
        return new ParallelText(pairs, Check(pairs, null));
    }

    /// <summary>Reads sentence pairs of a file by its ending: .tmx, .xlf or .xliff, else tab-separated columns Chinese, English.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TerminologyFormatException">TRM0401: XML that is not well-formed before its first pair; TRM0402: no pair at all.</exception>
    public static ParallelText Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using FileStream stream = File.OpenRead(path);
        return Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".tmx" => ReadTmx(stream, path),
            ".xlf" or ".xliff" => ReadXliff(stream, path),
            _ => ReadTsv(stream, path),
        };
    }

    /// <summary>Reads UTF-8 lines of tab-separated Chinese and English, without header; further columns are not read.</summary>
    /// <param name="stream">The bytes; stays open.</param>
    /// <param name="name">What messages call the file.</param>
    public static ParallelText ReadTsv(Stream stream, string name = "stream")
    {
        ArgumentNullException.ThrowIfNull(stream);
        List<SentencePair> pairs = [];
        List<FormatFault> faults = [];
        using StreamReader reader = new(stream, leaveOpen: true);
        for (int line = 1; reader.ReadLine() is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text))
                continue;
            string[] cells = text.Split('\t');
            if (cells.Length < 2)
                Add(faults, AlignmentFaults.OneColumn(name, line));
            pairs.Add(new SentencePair(cells[0].Trim(), cells.Length > 1 ? cells[1].Trim() : "", line));
        }
        return Finish(pairs, faults, name);
    }

    /// <summary>Reads two line-aligned files: line n of one is the translation of line n of the other.</summary>
    /// <param name="chinesePath">The Chinese file.</param>
    /// <param name="englishPath">The English file.</param>
    public static ParallelText ReadLines(string chinesePath, string englishPath)
    {
        string[] zh = File.ReadAllLines(chinesePath), en = File.ReadAllLines(englishPath);
        List<FormatFault> faults = [];
        if (zh.Length != en.Length)
            faults.Add(AlignmentFaults.LengthsDiffer(chinesePath, zh.Length, englishPath, en.Length));
        List<SentencePair> pairs = [];
        for (int n = 0; n < Math.Max(zh.Length, en.Length); n++)
            pairs.Add(new SentencePair(n < zh.Length ? zh[n].Trim() : "", n < en.Length ? en[n].Trim() : "", n + 1));
        return Finish(pairs, faults, chinesePath);
    }

    /// <summary>Reads the zh and en segments of a TMX 1.4 memory; inline markup is left out.</summary>
    /// <param name="stream">The bytes; stays open.</param>
    /// <param name="name">What messages call the file.</param>
    public static ParallelText ReadTmx(Stream stream, string name = "stream") => ReadXml(stream, name, "tu", static (reader, depth) =>
    {
        string zh = "", en = "", language = "";
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "tuv")
                language = reader.GetAttribute("xml:lang") ?? reader.GetAttribute("lang") ?? "";
            else if (reader.LocalName == "seg")
                Assign(language, Text(reader, "bpt", "ept", "ph", "it", "ut"), ref zh, ref en);
        }
        return (zh, en);
    });

    /// <summary>Reads the source and target segments of XLIFF 1.2, 2.0 or 2.1; inline markup is left out. English originals of Chinese translations are exchanged.</summary>
    /// <param name="stream">The bytes; stays open.</param>
    /// <param name="name">What messages call the file.</param>
    public static ParallelText ReadXliff(Stream stream, string name = "stream") => ReadXml(stream, name, "trans-unit segment", static (reader, depth) =>
    {
        string source = "", target = "";
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName is "alt-trans" or "seg-source")
                Skip(reader);
            else if (reader.LocalName == "source")
                source = Text(reader, "bpt", "ept", "ph", "it");
            else if (reader.LocalName == "target")
                target = Text(reader, "bpt", "ept", "ph", "it");
        }
        return HanShare(source) < .2 && HanShare(target) > HanShare(source) ? (target, source) : (source, target);
    });

    /// <inheritdoc/>
    public IEnumerator<SentencePair> GetEnumerator() => ((IEnumerable<SentencePair>)_pairs).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _pairs.GetEnumerator();

    /// <summary>The share of Han characters among the letters of a text.</summary>
    internal static double HanShare(string text)
    {
        int han = 0, letters = 0;
        foreach (char c in text)
        {
            if (!char.IsLetter(c))
                continue;
            letters++;
            if (c is >= '\u3400' and <= '\u9FFF')
                han++;
        }
        return letters == 0 ? 0 : (double)han / letters;
    }

    private static ParallelText ReadXml(Stream stream, string name, string elements, Func<XmlReader, int, (string, string)> read)
    {
        ArgumentNullException.ThrowIfNull(stream);
        string[] wanted = elements.Split(' ');
        List<SentencePair> pairs = [];
        List<FormatFault> faults = [];
        XmlReaderSettings settings = new() { DtdProcessing = DtdProcessing.Ignore, XmlResolver = null, MaxCharactersInDocument = 1L << 30, MaxCharactersFromEntities = 1024, IgnoreComments = true };
        using XmlReader reader = XmlReader.Create(stream, settings);
        try
        {
            while (reader.Read())
            {
                if (reader.NodeType != XmlNodeType.Element || Array.IndexOf(wanted, reader.LocalName) < 0 || reader.IsEmptyElement)
                    continue;
                int line = ((IXmlLineInfo)reader).LineNumber;
                (string zh, string en) = read(reader, reader.Depth);
                if (zh.Length + en.Length > 0)
                    pairs.Add(new SentencePair(zh, en, line));
            }
        }
        catch (XmlException e) when (pairs.Count > 0)
        {
            // What stands before the fault is good: it is kept, and the fault reported.
            faults.Add(AlignmentFaults.NotWellFormed(name, e.LineNumber, e.LinePosition, pairs.Count));
        }
        catch (XmlException e)
        {
            throw AlignmentFaults.NotWellFormed(name, e.LineNumber, e.LinePosition, 0).ToException();
        }
        return Finish(pairs, faults, name);
    }

    // The text of an element without the content of the named inline elements; the reader ends on the end tag.
    private static string Text(XmlReader reader, params string[] without)
    {
        if (reader.IsEmptyElement)
            return "";
        System.Text.StringBuilder text = new();
        int depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
            if (reader.NodeType == XmlNodeType.Element && Array.IndexOf(without, reader.LocalName) >= 0)
                Skip(reader);
            else if (reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace)
                text.Append(reader.Value);
        }
        return string.Join(' ', text.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private static void Skip(XmlReader reader)
    {
        if (reader.IsEmptyElement)
            return;
        int depth = reader.Depth;
        while (reader.Read() && reader.Depth > depth)
        {
        }
    }

    private static void Assign(string language, string text, ref string zh, ref string en)
    {
        if (language.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            zh = zh.Length > 0 ? zh : text;
        else if (language.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            en = en.Length > 0 ? en : text;
    }

    private static ParallelText Finish(List<SentencePair> pairs, List<FormatFault> faults, string name)
    {
        if (pairs.Count == 0)
            throw AlignmentFaults.NoPairs(name).ToException();
        faults.AddRange(Check(pairs, name));
        return new ParallelText(pairs, faults);
    }

    private static List<FormatFault> Check(IReadOnlyList<SentencePair> pairs, string? name)
    {
        List<FormatFault> faults = [];
        int wrong = 0, judged = 0;
        foreach (SentencePair pair in pairs)
        {
            if (pair.Source.Length == 0 || pair.Target.Length == 0)
            {
                if (name is not null)
                    Add(faults, AlignmentFaults.EmptySide(name, pair.Line, pair.Source.Length == 0 ? "Chinese" : "English"));
                continue;
            }
            if (pair.Source.Length > MaxSide || pair.Target.Length > MaxSide)
                Add(faults, AlignmentFaults.TooLong(name, pair.Line, MaxSide));
            judged++;
            double source = HanShare(pair.Source), target = HanShare(pair.Target);
            bool hasLetters = pair.Source.Any(char.IsLetter) && pair.Target.Any(char.IsLetter);
            if (hasLetters && (target > .5 || (source < .05 && pair.Source.Length > 40)))
            {
                wrong++;
                Add(faults, AlignmentFaults.WrongLanguage(name, pair.Line, target > .5 ? "English" : "Chinese"));
            }
        }
        if (judged > 0 && wrong * 2 > judged)
            faults.Insert(0, AlignmentFaults.MostlyWrong(name));
        return faults;
    }

    private static void Add(List<FormatFault> faults, FormatFault fault)
    {
        if (faults.Count < MaxFaults)
            faults.Add(fault);
    }
}
