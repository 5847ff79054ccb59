using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;

namespace Terminology;

/// <summary>The forms in which a ranked term list is written.</summary>
public enum TermTableFormat
{
    /// <summary>RFC 4180, comma-separated.</summary>
    Csv,

    /// <summary>Tab-separated.</summary>
    Tsv,

    /// <summary>One JSON array.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    JsonLines,
}

/// <summary>
/// Writes ranked terms with their English as a table. Columns: rank, term, english (at most three, best first, separated by "; "), salience, termhood, frequency,
/// document_frequency, method (of the first suggestion), then the measures by their registry names; JSON holds besides: scores and evidence of the suggestions, variants, context, places.
/// Thread-safe; same terms, same bytes.
/// </summary>
public static class TermTable
{
    // Measures that have columns of their own.
    private static readonly HashSet<string> s_own = ["salience", "termhood", "frequency", "document_frequency"];
    private static readonly JsonWriterOptions s_json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = false };

    /// <summary>Writes a list to a file: to a temporary one beside it, then moved into place.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="terms">The terms in order.</param>
    /// <param name="format">The form.</param>
    /// <param name="documents">The documents, for the places in JSON; may be empty.</param>
    /// <param name="byteOrderMark">Begin with a byte order mark, as Excel wants it (CSV and TSV).</param>
    public static void Write(string path, IReadOnlyList<TermAlignment> terms, TermTableFormat format, IReadOnlyList<DocumentSummary>? documents = null, bool byteOrderMark = false) =>
        AtomicFile.Write(path, stream => Write(stream, terms, format, documents, byteOrderMark));

    /// <summary>Writes a list.</summary>
    /// <param name="stream">Takes UTF-8; stays open.</param>
    /// <param name="terms">The terms in order.</param>
    /// <param name="format">The form.</param>
    /// <param name="documents">The documents, for the places in JSON; may be empty.</param>
    /// <param name="byteOrderMark">Begin with a byte order mark, as Excel wants it (CSV and TSV).</param>
    public static void Write(Stream stream, IReadOnlyList<TermAlignment> terms, TermTableFormat format, IReadOnlyList<DocumentSummary>? documents = null, bool byteOrderMark = false)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(terms);
        if (format is TermTableFormat.Csv or TermTableFormat.Tsv)
            WriteTable(stream, terms, format == TermTableFormat.Csv ? "," : "\t", byteOrderMark);
        else
            WriteJson(stream, terms, documents ?? [], lines: format == TermTableFormat.JsonLines);
    }

    /// <summary>The English of a term in one cell: suggestions separated by "; ", best first.</summary>
    /// <param name="term">The term.</param>
    public static string English(TermAlignment term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return string.Join("; ", term.Suggestions.Select(s => s.Text));
    }

    /// <summary>The name of a method in tables: glossary, term_base, variant, composition, parallel_text; empty where there is no English.</summary>
    /// <param name="term">The term.</param>
    public static string Method(TermAlignment term)
    {
        ArgumentNullException.ThrowIfNull(term);
        return term.Suggestions.Count == 0 ? "" : Method(term.Suggestions[0].Method);
    }

    private static string Method(AlignmentMethod method) => method switch
    {
        AlignmentMethod.ClientGlossary => "glossary",
        AlignmentMethod.TermBase => "term_base",
        AlignmentMethod.Variant => "variant",
        AlignmentMethod.Composition => "composition",
        _ => "parallel_text",
    };

    private static void WriteTable(Stream stream, IReadOnlyList<TermAlignment> terms, string delimiter, bool byteOrderMark)
    {
        string[] measures = Measures(terms);
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter, NewLine = "\n",
            // A cell that a spreadsheet would take for a formula is written with an apostrophe before it.
            InjectionOptions = InjectionOptions.Escape, InjectionCharacters = ['=', '@', '\t', '\r'],
        };
        using (var writer = new StreamWriter(stream, new UTF8Encoding(byteOrderMark), leaveOpen: true))
        {
            var head = new Cells(writer, configuration);
            foreach (string name in (string[])["rank", "term", "english", "salience", "termhood", "frequency", "document_frequency", "method", "confidence", .. measures])
                head.Write(name);
            head.EndRow();
        }
        const int Part = 2048;
        foreach (MemoryStream rows in Lookahead.Select(Enumerable.Range(0, (terms.Count + Part - 1) / Part), part => Rows(terms, part * Part, Math.Min(terms.Count, (part + 1) * Part), measures, configuration)))
            rows.WriteTo(stream);
    }

    private static MemoryStream Rows(IReadOnlyList<TermAlignment> terms, int from, int to, string[] measures, CsvConfiguration configuration)
    {
        var text = new MemoryStream((to - from) * 128);
        using var writer = new StreamWriter(text, leaveOpen: true);
        var cells = new Cells(writer, configuration);
        for (int i = from; i < to; i++)
        {
            TermAlignment pair = terms[i];
            TermCandidate t = pair.Term;
            cells.Write(t.Rank, "");
            cells.Write(t.Text);
            cells.Write(English(pair));
            cells.Write(t.Salience, "F2");
            cells.Write(t.Termhood, "F4");
            cells.Write(t.Frequency, "");
            cells.Write(t.DocumentFrequency, "");
            cells.Write(Method(pair));
            if (pair.Suggestions.Count > 0)
                cells.Write(pair.Suggestions[0].Score, "F2");
            else
                cells.Write("");
            foreach (string name in measures)
            {
                if (t.Measures.TryGetValue(name, out double value))
                    cells.Write(value, "G6");
                else
                    cells.Write("");
            }
            cells.EndRow();
        }
        return text;
    }

    /// <summary>Writes the cells of a table: numbers and plain text directly, anything that may need quotes or an apostrophe as CsvHelper has it.</summary>
    private sealed class Cells(TextWriter writer, CsvConfiguration configuration)
    {
        private readonly System.Buffers.SearchValues<char> _special = System.Buffers.SearchValues.Create("\"\r\n" + configuration.Delimiter);
        private readonly char[] _number = new char[64];
        private bool _inRow;

        public void Write(string text)
        {
            Separate();
            bool plain = text.Length == 0 || (text[0] > ' ' && text[0] is not ('=' or '@' or '\'') && text[^1] > ' ' && text.AsSpan().IndexOfAny(_special) < 0);
            writer.Write(plain ? text : Quoted(text));
        }

        public void Write<T>(T number, ReadOnlySpan<char> format) where T : ISpanFormattable
        {
            Separate();
            if (number.TryFormat(_number, out int length, format, CultureInfo.InvariantCulture))
                writer.Write(_number, 0, length);
            else
                writer.Write(number.ToString(format.ToString(), CultureInfo.InvariantCulture));
        }

        public void EndRow()
        {
            writer.Write('\n');
            _inRow = false;
        }

        private void Separate()
        {
            if (_inRow)
                writer.Write(configuration.Delimiter);
            _inRow = true;
        }

        private string Quoted(string text)
        {
            using var cell = new StringWriter(CultureInfo.InvariantCulture);
            using (var csv = new CsvWriter(cell, configuration, leaveOpen: true))
                csv.WriteField(text);
            return cell.ToString();
        }
    }

    private static string[] Measures(IReadOnlyList<TermAlignment> terms)
    {
        var names = new List<string>();
        foreach (TermAlignment pair in terms)
        {
            foreach (string name in pair.Term.Measures.Keys)
            {
                if (!names.Contains(name) && !s_own.Contains(name))
                    names.Add(name);
            }
        }
        return [.. names];
    }

    private static void WriteJson(Stream stream, IReadOnlyList<TermAlignment> terms, IReadOnlyList<DocumentSummary> documents, bool lines)
    {
        using var writer = new Utf8JsonWriter(stream, s_json);
        if (!lines)
            writer.WriteStartArray();
        for (int i = 0; i < terms.Count; i++)
        {
            Write(writer, terms[i], documents);
            if (!lines)
                continue;
            writer.Flush();
            stream.WriteByte((byte)'\n');
            writer.Reset();
        }
        if (!lines)
        {
            writer.WriteEndArray();
            writer.Flush();
            stream.WriteByte((byte)'\n');
        }
    }

    private static void Write(Utf8JsonWriter writer, TermAlignment pair, IReadOnlyList<DocumentSummary> documents)
    {
        TermCandidate t = pair.Term;
        writer.WriteStartObject();
        writer.WriteNumber("rank", t.Rank);
        writer.WriteString("term", t.Text);
        writer.WriteStartArray("english");
        foreach (TermSuggestion s in pair.Suggestions)
        {
            writer.WriteStartObject();
            writer.WriteString("text", s.Text);
            writer.WriteString("method", Method(s.Method));
            writer.WriteNumber("score", Math.Round(s.Score, 4));
            writer.WriteString("evidence", s.Evidence);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteNumber("salience", Math.Round(t.Salience, 2));
        writer.WriteNumber("termhood", Math.Round(t.Termhood, 4));
        writer.WriteNumber("frequency", t.Frequency);
        writer.WriteNumber("document_frequency", t.DocumentFrequency);
        if (t.Measures.Count > 0)
        {
            writer.WriteStartObject("measures");
            foreach ((string name, double value) in t.Measures)
            {
                if (double.IsFinite(value)) writer.WriteNumber(name, value); else writer.WriteNull(name);
            }
            writer.WriteEndObject();
        }
        if (t.Variants.Count > 0)
        {
            writer.WriteStartArray("variants");
            foreach (TermVariant v in t.Variants)
            {
                writer.WriteStartObject();
                writer.WriteString("text", v.Text);
                writer.WriteString("relation", v.Relation);
                writer.WriteNumber("frequency", v.Frequency);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        }
        writer.WriteString("context", t.Context);
        writer.WriteStartArray("occurrences");
        foreach (TermOccurrence o in t.Occurrences)
        {
            writer.WriteStartObject();
            if (o.Document < documents.Count)
                writer.WriteString("document", documents[o.Document].Name);
            writer.WriteNumber("start", o.Start);
            writer.WriteNumber("length", o.Length);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
