using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Terminology;

/// <summary>
/// Writes reports people look at: one HTML file that works from disk without a network, with a table to sort, filter and search, a page for each term, trends and method.
/// Text of documents and glossaries is data only: it is never read as HTML, and the page's content security policy forbids all scripts but its own. Pure functions.
/// </summary>
public static class HtmlReport
{
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes terms with their English.</summary>
    /// <param name="pairs">The terms.</param>
    /// <param name="path">The file; replaced whole.</param>
    /// <param name="options">Null takes the defaults.</param>
    public static void Write(TermAlignmentList pairs, string path, HtmlReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        Write(path, new ReportData(pairs, pairs.Documents, null, options ?? new HtmlReportOptions()));
    }

    /// <summary>Writes terms without English.</summary>
    /// <param name="terms">The terms.</param>
    /// <param name="path">The file; replaced whole.</param>
    /// <param name="options">Null takes the defaults.</param>
    public static void Write(TermCandidateList terms, string path, HtmlReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Write(path, new ReportData([.. terms.Select(t => new TermAlignment(t, []))], terms.Documents, null, options ?? new HtmlReportOptions()));
    }

    /// <summary>Writes a profile over time.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="path">The file; replaced whole.</param>
    /// <param name="options">Null takes the defaults.</param>
    public static void Write(DiachronicProfile profile, string path, HtmlReportOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(profile);
        options ??= new HtmlReportOptions();
        Dictionary<string, TermAlignment> english = (options.English ?? []).GroupBy(p => p.Term.Text, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        profile = profile.Take(options.MaximumTerms);
        TermAlignment[] pairs = [.. profile.Trends.Select((t, i) => english.GetValueOrDefault(t.Term) ?? new TermAlignment(t.Candidate ?? Given(t, i), []))];
        Write(path, new ReportData(pairs, profile.Documents, profile, options));
    }

    private static TermCandidate Given(TermTrend t, int i) => new() { Rank = i + 1, Text = t.Term, Termhood = double.NaN, Salience = double.NaN, Frequency = t.Frequency, DocumentFrequency = t.DocumentFrequency };

    private static void Write(string path, ReportData data)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string style = Resource("report.css"), script = Resource("report.js"), json = Json(data.Write);
        string[] further = [.. data.Further.Select(contexts => Json(contexts))];
        AtomicFile.WriteText(path, text =>
        {
            string template = Resource("report.html");
            for (int at = 0; at < template.Length;)
            {
                int open = template.IndexOf("{{", at, StringComparison.Ordinal), close = open < 0 ? -1 : template.IndexOf("}}", open, StringComparison.Ordinal);
                text.Write(template.AsSpan(at, (open < 0 ? template.Length : open) - at));
                if (open < 0)
                    break;
                text.Write(template[(open + 2)..close] switch
                {
                    "script-hash" => Hash(script),
                    "style-hash" => Hash(style),
                    "title" => WebUtility.HtmlEncode(data.Title),
                    "style" => style,
                    "script" => script,
                    "further" => string.Join('\n', further),
                    _ => json,
                });
                at = close + 2;
            }
        });
    }

    private static string Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, s_json))
            write(writer);
        // In a script element only "<" could end or reopen anything; inside of JSON strings it may be written as an escape.
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length).Replace("<", "\\u003c", StringComparison.Ordinal);
    }

    private static string Hash(string text) => Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Resource(string name)
    {
        using Stream stream = typeof(HtmlReport).Assembly.GetManifestResourceStream(name) ?? throw Throw.BadResource(name);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }
}

/// <summary>The data of a report as the page reads it.</summary>
internal sealed class ReportData
{
    // Of each term at once; the page unfolds the others.
    private const int ShownContexts = 3;

    private readonly IReadOnlyList<TermAlignment> _pairs;
    private readonly IReadOnlyList<DocumentSummary> _documents;
    private readonly DiachronicProfile? _profile;
    private readonly HtmlReportOptions _options;
    private readonly Measure[] _measures;
    private readonly Dictionary<int, Sample> _contexts;
    private readonly List<List<Context>> _further = [];
    private readonly PeriodSummary[] _periods = [];
    private readonly int[] _group = [];
    private readonly ILookup<string, RenderingUsage> _renderings;
    private int _most;

    public ReportData(IReadOnlyList<TermAlignment> pairs, IReadOnlyList<DocumentSummary> documents, DiachronicProfile? profile, HtmlReportOptions options)
    {
        (_pairs, _documents, _profile, _options) = (pairs, documents, profile, options);
        Title = options.Title ?? (profile is null ? "Terms" : $"Terms by {profile.Period}");
        TitleInChinese = options.Title ?? (profile is null ? "术语" : "术语的历时使用");
        if (profile is not null)
            _periods = [.. profile.Periods];
        else if (documents.Count > 1 && documents.All(d => d.Date is not null))
            _group = Period.ByYear.Group(documents, false, out _periods);
        string[] names = [.. pairs.SelectMany(p => p.Term.Measures.Keys).Distinct(StringComparer.Ordinal)];
        HashSet<string> always = ["frequency", "document_frequency", "termhood", "salience", "dp_norm", "juilland_d", "per_million_low", "per_million_high"];
        HashSet<string> keyness = ["g2", "g2_four", "log_ratio", "log_ratio_low", "log_ratio_high", "percent_difference", "bic"];
        bool compared = profile is not null && (profile.Options.Target is not null || profile.Trends.Any(t => t.Halves is not null));
        _measures = [.. MeasureRegistry.All.Where(m => names.Contains(m.Name, StringComparer.Ordinal) || always.Contains(m.Name) || (profile is not null && (!m.OfTerms || m.Name is "dp")) || (compared && keyness.Contains(m.Name)))];
        _renderings = options.Renderings.ToLookup(r => r.Term, StringComparer.Ordinal);
        _contexts = options.Corpus is null ? [] : Contexts(options.Corpus);
    }

    public string Title { get; }

    private string TitleInChinese { get; }

    private sealed record Context(int Document, int Start, string Place, string Left, string Match, string Right);

    /// <summary>Contexts of terms that have more than are shown at once, each a list, in the order in which <see cref="Write"/> met them. The page reads one when it is opened.</summary>
    public IEnumerable<Action<Utf8JsonWriter>> Further => _further.Select<List<Context>, Action<Utf8JsonWriter>>(contexts => json => WriteContexts(json, contexts));

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("title", Title);
        json.WriteString("titleZh", TitleInChinese);
        json.WriteNumber("size", _documents.Sum(d => d.Characters));
        json.WriteBoolean("trends", _profile is not null);
        if (_profile is { } profile)
        {
            json.WriteNumber("alpha", profile.Options.FalseDiscoveryRate);
            json.WriteString("recent", profile.RecentFrom);
        }
        json.WriteStartArray("manifest");
        foreach ((string key, string value, string keyInChinese, string valueInChinese) in Manifest())
            Row(json, key, value, keyInChinese, valueInChinese);
        json.WriteEndArray();
        WriteMeasures(json);
        json.WriteStartArray("docs");
        foreach (DocumentSummary d in _documents)
        {
            json.WriteStartArray();
            json.WriteStringValue(d.Name);
            json.WriteStringValue(d.Date?.ToString() ?? "");
            json.WriteNumberValue(d.Characters);
            json.WriteNumberValue(d.Tokens);
            json.WriteEndArray();
        }
        json.WriteEndArray();
        Strings(json, "periods", _periods.Select(p => p.Label));
        Numbers(json, "times", _periods.Select(p => p.Time));
        Numbers(json, "sizes", _periods.Select(p => (double)Math.Max(1, p.Characters)));
        json.WriteStartArray("terms");
        for (int i = 0; i < _pairs.Count; i++)
            WriteTerm(json, i);
        json.WriteEndArray();
        if (_profile is not null)
            WriteLists(json, _profile);
        // The interval of a frequency depends on its count only: one table serves all terms and periods.
        json.WriteStartArray("poisson");
        for (int f = 0; f <= _most; f++)
        {
            Interval interval = RelativeFrequency.PoissonInterval(f);
            json.WriteNumberValue(Math.Round(interval.Low, 3));
            json.WriteNumberValue(Math.Round(interval.High, 3));
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private IEnumerable<(string Key, string Value, string KeyInChinese, string ValueInChinese)> Manifest()
    {
        string version = "Terminology " + (typeof(HtmlReport).Assembly.GetName().Version?.ToString(3) ?? "");
        yield return ("library", version, "程序库", version);
        if (_profile is { } p)
        {
            string number = p.Options.MinimumFrequency.ToString(CultureInfo.InvariantCulture), tested = p.Tested.ToString(CultureInfo.InvariantCulture), rate = p.Options.FalseDiscoveryRate.ToString(CultureInfo.InvariantCulture);
            string bursts = string.Create(CultureInfo.InvariantCulture, $"s = {p.Options.BurstScale}, γ = {p.Options.BurstGamma}"), listed = p.Options.ListedTermhood.ToString(CultureInfo.InvariantCulture);
            yield return ("period", p.Period.Name, "时期划分", p.Period.Name switch { "year" => "年", "quarter" => "季度", "month" => "月", "decade" => "十年", "plan" => "五年计划（规划）", string column => column });
            yield return ("count used", p.Options.Count switch { UsageCount.Exact => "exact", UsageCount.StandAlone => "stand-alone", _ => "segmented" }, "采用的计数", p.Options.Count switch { UsageCount.Exact => "字符串计数", UsageCount.StandAlone => "独立计数", _ => "分词计数" });
            yield return ("counts", "segmented: between token borders; exact: the string anywhere, occurrences of one term do not overlap; stand-alone: not part of a longer term of the list, leftmost longest first",
                "计数方法", "分词计数：首尾均在词边界；字符串计数：任何位置出现该字符串，同一术语的出现不重叠；独立计数：不属于列表中更长的术语，取最左最长");
            yield return ("least frequency of tested terms", number, "受检术语最低频次", number);
            yield return ("tested terms", tested, "受检术语数", tested);
            yield return ("least termhood in lists", listed, "列表最低术语度", listed);
            yield return ("false discovery rate", rate, "错误发现率", rate);
            yield return ("autocorrelation corrected", p.Options.AutocorrelationCorrected ? "yes (Hamed and Rao 1998)" : "no", "自相关校正", p.Options.AutocorrelationCorrected ? "是（Hamed & Rao 1998）" : "否");
            yield return ("bursts", bursts, "突发", bursts);
            if (p.Options.Target is not null)
                yield return ("keyness", $"{p.Options.Target} against {p.Options.Reference ?? "all other periods"}", "关键性", $"{p.Options.Target} 对 {p.Options.Reference ?? "其余全部时期"}");
            if (p.Note is not null)
                yield return ("note", p.Note, "说明", p.NoteInChinese ?? p.Note);
        }
        foreach ((string key, string value) in _options.Manifest)
            yield return (key, value, key, value);
    }

    private void WriteMeasures(Utf8JsonWriter json)
    {
        static string End(double v) => double.IsInfinity(v) ? v > 0 ? "∞" : "−∞" : v.ToString("G6", CultureInfo.InvariantCulture);
        json.WriteStartArray("measures");
        for (int i = 0; i < _measures.Length; i++)
        {
            Measure m = _measures[i];
            json.WriteStartObject();
            json.WriteNumber("i", i);
            json.WriteString("t", m.Title);
            json.WriteString("tz", m.TitleInChinese);
            json.WriteString("u", m.Unit);
            json.WriteString("f", m.Formula);
            json.WriteString("d", _profile is null ? m.Meaning : m.Meaning.Replace("general policy text", "the reference periods", StringComparison.Ordinal));
            json.WriteString("z", _profile is null ? m.MeaningInChinese : m.MeaningInChinese.Replace("一般政策文本", "参照时期", StringComparison.Ordinal));
            json.WriteString("c", m.Citation);
            json.WriteString("a", $"{End(m.Minimum)} – {End(m.Maximum)}");
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void WriteTerm(Utf8JsonWriter json, int i)
    {
        TermAlignment pair = _pairs[i];
        TermCandidate t = pair.Term;
        TermTrend? trend = _profile?.Trends[i];
        json.WriteStartObject();
        json.WriteNumber("r", t.Rank);
        json.WriteString("t", t.Text);
        if (pair.English is { } english)
            json.WriteString("e", pair.IsSure ? english : english + " (?)");
        Number(json, "h", t.Termhood, 3);
        Number(json, "s", t.Salience, 2);
        json.WriteNumber("f", trend?.Frequency ?? t.Frequency);
        if (trend is not null)
            json.WriteNumber("a", trend.Usage.Sum(u => u.StandAloneFrequency));
        json.WriteNumber("d", trend?.DocumentFrequency ?? t.DocumentFrequency);
        if (pair.Suggestions.Count > 0)
        {
            json.WriteStartArray("g");
            foreach (TermSuggestion s in pair.Suggestions)
            {
                json.WriteStartArray();
                json.WriteStringValue(s.Text);
                json.WriteStringValue(s.Method.ToString());
                json.WriteNumberValue(Math.Round(s.Score, 3));
                json.WriteStringValue(s.Evidence);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        if (_renderings[t.Text].Any())
        {
            json.WriteStartArray("en");
            foreach (RenderingUsage r in _renderings[t.Text])
            {
                json.WriteStartArray();
                json.WriteStringValue(r.Rendering);
                json.WriteNumberValue(r.FirstYear);
                json.WriteNumberValue(r.LastYear);
                json.WriteNumberValue(r.Count);
                json.WriteNumberValue(Math.Round(r.Share, 3));
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        if (t.Variants.Count > 0)
        {
            json.WriteStartArray("v");
            foreach (TermVariant v in t.Variants)
            {
                json.WriteStartArray();
                json.WriteStringValue(v.Text);
                json.WriteStringValue(v.Relation);
                json.WriteNumberValue(v.Frequency);
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        WriteContexts(json, i, t);
        if (_contexts.TryGetValue(i, out Sample? sample) && sample.All(_options.Contexts) is { Count: > ShownContexts } all)
        {
            Numbers(json, "k", [_further.Count, all.Count]);
            _further.Add(all);
        }
        WriteValues(json, t, trend);
        if (trend is not null)
            WriteTrend(json, trend);
        else if (_group.Length > 0)
            WriteYears(json, t);
        json.WriteEndObject();
    }

    private void WriteContexts(Utf8JsonWriter json, int i, TermCandidate t)
    {
        json.WritePropertyName("c");
        if (_contexts.TryGetValue(i, out Sample? sample))
        {
            WriteContexts(json, sample.Take(Math.Min(ShownContexts, _options.Contexts)));
            return;
        }
        json.WriteStartArray();
        if (t.Context.Length > 0)
        {
            string flat = Concordance.Flat(t.Context);
            int at = flat.IndexOf(t.Text, StringComparison.Ordinal);
            string name = t.Occurrences.Count > 0 && t.Occurrences[0].Document < _documents.Count ? _documents[t.Occurrences[0].Document].Name : "";
            Row(json, name, "", at < 0 ? flat : flat[..at], at < 0 ? "" : t.Text, at < 0 ? "" : flat[(at + t.Text.Length)..], Link(name, t.Text));
        }
        json.WriteEndArray();
    }

    private void WriteContexts(Utf8JsonWriter json, List<Context> contexts)
    {
        json.WriteStartArray();
        foreach (Context c in contexts)
            Row(json, _documents[c.Document].Name, c.Place, c.Left, c.Match, c.Right, Link(_documents[c.Document].Name, c.Match + c.Right));
        json.WriteEndArray();
    }

    // A text fragment leads a browser to the words themselves; one that does not know it opens the document.
    private string Link(string document, string text)
    {
        if (_options.DocumentFolder is not { } folder || document.Length == 0)
            return "";
        string words = text[..Math.Min(text.Length, 12)];
        return string.Join('/', (folder.TrimEnd('/') + "/" + document).Split('/').Select(Uri.EscapeDataString)) + "#:~:text=" + Uri.EscapeDataString(words).Replace("-", "%2D", StringComparison.Ordinal);
    }

    private void WriteValues(Utf8JsonWriter json, TermCandidate t, TermTrend? trend)
    {
        KeynessEntry? key = trend?.Keyness ?? trend?.Halves;
        json.WriteStartArray("m");
        foreach (Measure m in _measures)
        {
            double value = m.Name switch
            {
                "frequency" => trend?.Frequency ?? t.Frequency,
                "document_frequency" => trend?.DocumentFrequency ?? t.DocumentFrequency,
                "termhood" => t.Termhood,
                "salience" => t.Salience,
                "dp" when trend is not null => trend.Dp,
                "dp_norm" when trend is not null => trend.DpNorm,
                "juilland_d" when trend is not null => trend.JuillandD,
                "mann_kendall_s" when trend?.Test.PValue is not null => trend.Test.S,
                "tau" when trend?.Test.PValue is not null => trend.Test.Tau,
                "p_value" when trend is not null => trend.Test.PValue ?? double.NaN,
                "q_value" when trend is not null => trend.QValue ?? double.NaN,
                "holm" when trend is not null => trend.HolmValue ?? double.NaN,
                "slope" when trend is not null => trend.Slope,
                "burst_weight" when trend is { Bursts.Count: > 0 } => trend.Bursts.Max(b => b.Weight),
                "g2" when key is not null => key.LogLikelihood,
                "g2_four" when key is not null => key.LogLikelihoodFourTerm,
                "log_ratio" when key is not null => key.LogRatio,
                "log_ratio_low" when key is not null => key.LogRatioInterval.Low,
                "log_ratio_high" when key is not null => key.LogRatioInterval.High,
                "percent_difference" when key is { Reference: > 0 } => key.PercentDifference,
                "bic" when key is not null => key.Bic,
                _ => t.Measures.TryGetValue(m.Name, out double v) ? v : double.NaN,
            };
            if (double.IsFinite(value))
                json.WriteNumberValue(Round(value));
            else
                json.WriteNullValue();
        }
        json.WriteEndArray();
    }

    private void WriteTrend(Utf8JsonWriter json, TermTrend t)
    {
        Number(json, "sl", t.Slope, 4);
        if (t.Test.PValue is not null)
            Number(json, "ta", t.Test.Tau, 4);
        if (t.QValue is { } q)
            json.WriteNumber("q", Round(q));
        if (t.RecentQValue is { } recent)
        {
            Number(json, "rt", t.RecentTest.Tau, 4);
            json.WriteNumber("rq", Round(recent));
        }
        if (t.Halves is { } halves)
        {
            json.WriteStartArray("ha");
            foreach (double v in (double[])[halves.LogLikelihood, halves.LogRatio, halves.QValue])
                json.WriteNumberValue(Round(v));
            json.WriteEndArray();
        }
        if (t.FirstAttested is not null)
        {
            json.WriteString("fi", t.FirstAttested);
            json.WriteString("la", t.LastAttested);
            json.WriteString("pk", t.Peak);
        }
        int[] used = [.. t.Usage.Select(u => _profile!.Options.Count switch { UsageCount.Exact => u.ExactFrequency, UsageCount.StandAlone => u.StandAloneFrequency, _ => u.Frequency })];
        int[] exact = [.. t.Usage.Select(u => u.ExactFrequency)], alone = [.. t.Usage.Select(u => u.StandAloneFrequency)];
        WriteCounts(json, "n", used);
        if (!exact.AsSpan().SequenceEqual(used))
            WriteCounts(json, "x", exact);
        if (!alone.AsSpan().SequenceEqual(used))
            WriteCounts(json, "l", alone);
        if (t.Bursts.Count > 0)
        {
            json.WriteStartArray("b");
            foreach (Burst b in t.Bursts)
            {
                json.WriteStartArray();
                json.WriteStringValue(_periods[b.First].Label);
                json.WriteStringValue(_periods[b.Last].Label);
                json.WriteNumberValue(Round(b.Weight));
                json.WriteEndArray();
            }
            json.WriteEndArray();
        }
        if (t.Change is { } change)
        {
            json.WriteStartArray("ch");
            json.WriteStringValue(_periods[change.Index].Label);
            json.WriteNumberValue(Round(change.PValue));
            json.WriteEndArray();
        }
    }

    // Period and count in turn, where the count is not 0.
    private void WriteCounts(Utf8JsonWriter json, string name, int[] counts)
    {
        json.WriteStartArray(name);
        for (int p = 0; p < counts.Length; p++)
        {
            if (counts[p] == 0)
                continue;
            json.WriteNumberValue(p);
            json.WriteNumberValue(counts[p]);
            _most = Math.Max(_most, counts[p]);
        }
        json.WriteEndArray();
    }

    private void WriteYears(Utf8JsonWriter json, TermCandidate t)
    {
        var counts = new int[_periods.Length];
        foreach (DocumentCount c in t.DocumentCounts)
            counts[_group[c.Document]] += c.Frequency;
        WriteCounts(json, "n", counts);
    }

    private static void WriteLists(Utf8JsonWriter json, DiachronicProfile profile)
    {
        Dictionary<string, int> index = profile.Trends.Select((t, i) => (t.Term, i)).ToDictionary(x => x.Term, x => x.i, StringComparer.Ordinal);
        json.WriteStartArray("lists");
        foreach (TrendList list in profile.Lists)
        {
            json.WriteStartObject();
            json.WriteString("n", list.Name);
            json.WriteString("r", list.Rule);
            json.WriteString("z", list.RuleInChinese);
            Numbers(json, "i", list.Terms.Select(t => (double)index[t.Term]));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("keyness");
        foreach (KeynessEntry k in profile.Keyness)
        {
            json.WriteStartArray();
            foreach (double v in (double[])[index[k.Term], k.Target, k.Reference, k.LogLikelihood, k.LogRatio, k.LogRatioInterval.Low, k.LogRatioInterval.High, k.QValue])
                json.WriteNumberValue(Round(v));
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    /// <summary>Contexts of every term from documents spread evenly over those that have it, read off the corpus once.</summary>
    private Dictionary<int, Sample> Contexts(IEnumerable<Document> corpus)
    {
        const int Reach = 40;
        var matcher = new TermMatcher([.. _pairs.Select(p => TextNormalizer.Normalize(p.Term.Text, out _).Trim())]);
        var matches = new List<PatternMatch>();
        var samples = new Dictionary<int, Sample>();
        int number = 0;
        foreach (Document document in corpus)
        {
            if (number >= _documents.Count)
                break;
            string text = TextNormalizer.Normalize(document.Text, out int[] map);
            matcher.Find(text, matches);
            var here = new HashSet<int>();
            foreach (PatternMatch m in matches)
            {
                Sample sample = samples.TryGetValue(m.Pattern, out Sample? known) ? known : samples[m.Pattern] = new Sample(_options.Contexts);
                Spread? spread = sample.For(_documents.Count == 1 || here.Add(m.Pattern));
                if (spread?.Wants() != true)
                    continue;
                int from = m.Start, to = m.End;
                while (from > 0 && m.Start - from < Reach && text[from - 1] is not ('。' or '！' or '？' or '\n')) from--;
                while (to < text.Length && to - m.End < Reach && text[to] is not ('。' or '！' or '？' or '\n')) to++;
                spread.Add(new Context(number, m.Start, document.PlaceOf(map[m.Start]), Concordance.Flat(text.AsSpan(from, m.Start - from)), text[m.Start..m.End], Concordance.Flat(text.AsSpan(m.End, to - m.End))));
            }
            number++;
        }
        return samples;
    }

    /// <summary>Contexts of a term: the first of a document each, and others where these are few.</summary>
    private sealed class Sample(int limit)
    {
        private readonly Spread _first = new(2 * limit);
        private Spread? _others;

        /// <summary>Where a context belongs, or null if there are enough.</summary>
        public Spread? For(bool firstOfDocument) => firstOfDocument ? _first : _first.Count < limit ? _others ??= new Spread(2 * limit) : null;

        public List<Context> Take(int count) => _first.Take(count);

        /// <summary>So many at most, in the order of the corpus.</summary>
        public List<Context> All(int count)
        {
            List<Context> all = [.. _first.Take(count)];
            if (_others is not null && all.Count < count)
                all.AddRange(_others.Take(count - all.Count));
            return [.. all.OrderBy(c => c.Document).ThenBy(c => c.Start)];
        }
    }

    /// <summary>Some of a stream of unknown length, evenly spread over it: every first one, then every second, every fourth and so on as they become too many.</summary>
    private sealed class Spread(int limit)
    {
        private readonly List<Context> _kept = [];
        private int _seen, _stride = 1;

        public int Count => _kept.Count;

        public bool Wants() => _seen++ % _stride == 0;

        public void Add(Context context)
        {
            if (_kept.Count >= Math.Max(2, limit))
            {
                for (int i = _kept.Count - 1; i >= 0; i--)
                {
                    if (i % 2 == 1)
                        _kept.RemoveAt(i);
                }
                _stride *= 2;
                if ((_seen - 1) % _stride != 0)
                    return;
            }
            _kept.Add(context);
        }

        public List<Context> Take(int count) => _kept.Count <= count ? _kept : count <= 1 ? [.. _kept.Take(count)] : [.. Enumerable.Range(0, count).Select(i => _kept[i * (_kept.Count - 1) / (count - 1)])];
    }

    private static double Round(double v) => v == 0 || !double.IsFinite(v) ? v : double.Parse(v.ToString("G5", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static void Number(Utf8JsonWriter json, string name, double value, int digits)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, Math.Round(value, digits));
    }

    private static void Row(Utf8JsonWriter json, params ReadOnlySpan<string> cells)
    {
        json.WriteStartArray();
        foreach (string cell in cells)
            json.WriteStringValue(cell);
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (string value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void Numbers(Utf8JsonWriter json, string name, IEnumerable<double> values)
    {
        json.WriteStartArray(name);
        foreach (double value in values)
        {
            if (double.IsFinite(value))
                json.WriteNumberValue(value);
            else
                json.WriteNullValue();
        }
        json.WriteEndArray();
    }
}
