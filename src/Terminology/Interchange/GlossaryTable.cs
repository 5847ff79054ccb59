using System.Globalization;

namespace Terminology;

/// <summary>A glossary as a table, one row a pair of terms: the common ground of CSV, TSV and spreadsheets.</summary>
/// <remarks>
/// The first columns are <c>zh,en,status,subject,definition,source,year,note,id</c>; status, source, year and note speak of the English term,
/// subject and definition of the concept. Further columns stand only where something is in them: <c>context</c>, <c>part_of_speech</c>;
/// <c>zh_status</c> and so on for the Chinese term; <c>concept:NAME</c>, <c>zh:NAME</c>, <c>en:NAME</c> for any other property.
/// A concept with several terms has a row for each English term beside the first Chinese one, then a row for each further Chinese term.
/// </remarks>
public static class GlossaryTable
{
    /// <summary>What the tables leave out.</summary>
    public const string CannotHold = "One source and one target language; no title or properties of the glossary, no properties of a language section but its definition.";

    private static readonly string[] s_first = ["", "", "status", "subject", "definition", "source", "year", "note", "id"];

    /// <summary>The header and the rows of a glossary.</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="options">The two languages.</param>
    public static IEnumerable<IReadOnlyList<string>> Rows(Glossary glossary, GlossaryWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        ArgumentNullException.ThrowIfNull(options);
        return RowsOf(PairGlossary.Held(glossary, options), options);
    }

    /// <summary>What a table gives back of a glossary.</summary>
    /// <param name="glossary">The glossary.</param>
    /// <param name="options">The two languages.</param>
    public static Glossary Held(Glossary glossary, GlossaryWriteOptions options)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        ArgumentNullException.ThrowIfNull(options);
        return PairGlossary.Held(glossary, options);
    }

    /// <summary>Reads a glossary from the rows of a table.</summary>
    /// <param name="rows">All rows with their 1-based line or row numbers; the header first where there is one.</param>
    /// <param name="name">Name of the file, for the faults.</param>
    /// <param name="options">Columns, languages and limits.</param>
    /// <exception cref="ArgumentException">The columns of the options cannot be understood.</exception>
    public static GlossaryReading Read(IEnumerable<(int Line, IReadOnlyList<string> Cells)> rows, string name, GlossaryReadOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        return new TableReader(options, new FaultList(name, options.MaxFaults)).Read(rows);
    }

    private static IEnumerable<IReadOnlyList<string>> RowsOf(Glossary glossary, GlossaryWriteOptions options)
    {
        string source = PairGlossary.TagOf(glossary, options.SourceLanguage), target = PairGlossary.TagOf(glossary, options.TargetLanguage);
        var columns = new List<string>(s_first) { [0] = source, [1] = target };
        // Every column in use, in the order of the first use within each kind, so that the same glossary has the same columns.
        var optional = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (ConceptEntry entry in glossary.Entries)
        {
            var counts = new Dictionary<string, int>();
            void Use(string column)
            {
                int count = counts[column] = counts.GetValueOrDefault(column) + 1;
                if (Array.IndexOf(s_first, column) >= 0)
                    count--;
                if (count > optional.GetValueOrDefault(column))
                    optional[column] = count;
            }
            foreach ((string category, _) in Categories.Of(entry))
                Use(ConceptColumn(category));
            foreach (LanguageSection section in entry.Languages)
            {
                if (section.Definition is not null)
                    Use(section.Language + "_definition");
                foreach (TermSection term in section.Terms)
                {
                    foreach (string column in counts.Keys.Where(column => !IsConceptColumn(column)).ToList())
                        counts.Remove(column);
                    foreach ((string category, _) in Categories.Of(term))
                        Use(TermColumn(category, section.Language, section.Language == target));
                }
            }
        }
        foreach ((string column, int count) in optional)
            for (int i = 0; i < count; i++)
                columns.Add(column);
        yield return columns;

        var places = new Dictionary<string, int[]>();
        foreach (IGrouping<string, int> group in Enumerable.Range(2, columns.Count - 2).GroupBy(i => columns[i]))
            places[group.Key] = [.. group];
        foreach (ConceptEntry entry in glossary.Entries)
        {
            LanguageSection? sourceSection = entry.Languages.FirstOrDefault(section => section.Language == source);
            LanguageSection? targetSection = entry.Languages.FirstOrDefault(section => section.Language == target);
            int targets = targetSection?.Terms.Count ?? 0, sources = sourceSection?.Terms.Count ?? 0;
            int count = Math.Max(1, targets) + Math.Max(0, sources - 1);
            for (int row = 0; row < count; row++)
            {
                string[] cells = new string[columns.Count];
                Array.Fill(cells, "");
                var used = new Dictionary<string, int>();
                void Put(string column, string value)
                {
                    int index = used.GetValueOrDefault(column);
                    used[column] = index + 1;
                    cells[places[column][index]] = value;
                }
                int s = row < Math.Max(1, targets) ? 0 : row - Math.Max(1, targets) + 1;
                int t = row < Math.Max(1, targets) ? row : 0;
                Put("id", entry.Id);
                foreach ((string category, string value) in Categories.Of(entry))
                    Put(ConceptColumn(category), value);
                if (sourceSection is not null)
                {
                    cells[0] = sourceSection.Terms[s].Text;
                    if (sourceSection.Definition is not null)
                        Put(source + "_definition", sourceSection.Definition);
                    if (row == 0 || s > 0)
                        foreach ((string category, string value) in Categories.Of(sourceSection.Terms[s]))
                            Put(TermColumn(category, source, false), value);
                }
                if (targetSection is not null)
                {
                    cells[1] = targetSection.Terms[t].Text;
                    if (targetSection.Definition is not null)
                        Put(target + "_definition", targetSection.Definition);
                    if (s == 0)
                        foreach ((string category, string value) in Categories.Of(targetSection.Terms[t]))
                            Put(TermColumn(category, target, true), value);
                }
                yield return cells;
            }
        }
    }

    private static bool IsConceptColumn(string column) =>
        column is "subject" or "definition" or "concept_source" or "concept_note" || column.StartsWith("concept:", StringComparison.Ordinal) || column.EndsWith("_definition", StringComparison.Ordinal);

    private static string ConceptColumn(string category) => category switch
    {
        Categories.SubjectField => "subject",
        Categories.Definition => "definition",
        Categories.Source => "concept_source",
        Categories.Note => "concept_note",
        _ => "concept:" + category,
    };

    private static string TermColumn(string category, string language, bool isTarget)
    {
        string? name = category switch
        {
            Categories.Status => "status",
            Categories.PartOfSpeech => "part_of_speech",
            Categories.Source or Categories.Year or Categories.Context or Categories.Note => category,
            _ => null,
        };
        return name is null ? $"{language}:{category}" : isTarget ? name : $"{language}_{name}";
    }
}

/// <summary>A glossary cut down to two languages.</summary>
internal static class PairGlossary
{
    /// <summary>The tag that stands for a language in a table: the one the glossary uses, or the asked one where it uses several or none.</summary>
    public static string TagOf(Glossary glossary, string language)
    {
        string? only = null;
        foreach (ConceptEntry entry in glossary.Entries)
            foreach (LanguageSection section in entry.Languages)
                if (LanguageTag.Matches(language, section.Language) && section.Language != only)
                {
                    if (only is not null)
                        return language;
                    only = section.Language;
                }
        return only ?? language;
    }

    /// <summary>Only the two languages, each under one tag; concepts with neither are gone.</summary>
    public static Glossary Held(Glossary glossary, GlossaryWriteOptions options)
    {
        glossary = GlossaryFields.Tidy(glossary, SafeXml.Clean);
        string source = TagOf(glossary, options.SourceLanguage), target = TagOf(glossary, options.TargetLanguage);
        var entries = new List<ConceptEntry>(glossary.Entries.Count);
        foreach (ConceptEntry entry in glossary.Entries)
        {
            var languages = new List<LanguageSection>(2);
            foreach ((string range, string tag) in new[] { (options.SourceLanguage, source), (options.TargetLanguage, target) })
            {
                LanguageSection[] sections = [.. entry.Languages.Where(section => LanguageTag.Matches(range, section.Language))];
                if (sections.Length > 0)
                    languages.Add(new LanguageSection
                    {
                        Language = tag,
                        // A term that stands twice would be one row; what is said of it second is not.
                        Terms = [.. sections.SelectMany(section => section.Terms).DistinctBy(term => term.Text)],
                        Definition = sections.Select(section => section.Definition).FirstOrDefault(definition => definition is not null),
                    });
            }
            if (languages.Count > 0)
                entries.Add(entry with { Languages = languages });
        }
        return new Glossary(entries);
    }
}

/// <summary>Reads the rows of a table into concepts.</summary>
internal sealed class TableReader(GlossaryReadOptions options, FaultList faults)
{
    private enum Scope
    {
        None,
        Id,
        Concept,
        Language,
        Term,
        TermValue,
    }

    private readonly record struct Column(Scope Scope, string Language, string Category);

    private static readonly Dictionary<string, string> s_languages = new(StringComparer.OrdinalIgnoreCase)
    {
        ["chinese"] = "zh", ["中文"] = "zh", ["汉语"] = "zh", ["中文术语"] = "zh", ["中文名称"] = "zh", ["chinese term"] = "zh", ["chinese (simplified)"] = "zh-Hans",
        ["chinese_prc"] = "zh-CN", ["chinese (simplified, china)"] = "zh-CN", ["english"] = "en", ["英文"] = "en", ["英语"] = "en", ["英文术语"] = "en", ["英文名称"] = "en", ["english term"] = "en",
        ["english_united_states"] = "en-US", ["english (united states)"] = "en-US", ["english_united_kingdom"] = "en-GB", ["french"] = "fr", ["german"] = "de", ["spanish"] = "es", ["russian"] = "ru", ["japanese"] = "ja", ["korean"] = "ko", ["portuguese"] = "pt", ["arabic"] = "ar",
    };

    private static readonly HashSet<string> s_source = new(StringComparer.OrdinalIgnoreCase) { "source term", "source language", "term", "lemma", "原文", "源语", "术语", "词条" };

    private static readonly HashSet<string> s_target = new(StringComparer.OrdinalIgnoreCase) { "target", "target term", "target language", "translation", "译文", "译名", "翻译" };

    private static readonly Dictionary<string, string> s_termValues = new(StringComparer.OrdinalIgnoreCase)
    {
        ["status"] = Categories.Status, ["状态"] = Categories.Status, ["administrative status"] = Categories.Status,
        ["source"] = Categories.Source, ["来源"] = Categories.Source, ["year"] = Categories.Year, ["年份"] = Categories.Year,
        ["note"] = Categories.Note, ["notes"] = Categories.Note, ["comment"] = Categories.Note, ["备注"] = Categories.Note,
        ["context"] = Categories.Context, ["example"] = Categories.Context, ["例句"] = Categories.Context,
        ["part of speech"] = Categories.PartOfSpeech, ["pos"] = Categories.PartOfSpeech, ["词性"] = Categories.PartOfSpeech,
    };

    private static readonly Dictionary<string, string> s_conceptValues = new(StringComparer.OrdinalIgnoreCase)
    {
        ["subject"] = Categories.SubjectField, ["subject field"] = Categories.SubjectField, ["domain"] = Categories.SubjectField, ["field"] = Categories.SubjectField, ["领域"] = Categories.SubjectField, ["学科"] = Categories.SubjectField,
        ["definition"] = Categories.Definition, ["定义"] = Categories.Definition, ["concept source"] = Categories.Source, ["concept note"] = Categories.Note,
    };

    private readonly Dictionary<string, EntryRecord> _byKey = [];

    private sealed record EntryRecord(EntryBuilder Entry, int Line)
    {
        public HashSet<(string, string, string)> Seen { get; } = [];
    }

    public GlossaryReading Read(IEnumerable<(int Line, IReadOnlyList<string> Cells)> rows)
    {
        var glossary = new GlossaryBuilder(faults, options.MaxEntries);
        var order = new List<EntryRecord>();
        Column[]? columns = null;
        int count = 0;
        foreach ((int line, IReadOnlyList<string> cells) in Buffered(rows, out IReadOnlyList<IReadOnlyList<string>> start))
        {
            if (columns is null)
            {
                columns = Columns(cells, start, out bool header);
                if (columns is null)
                    return glossary.Build();
                if (header)
                    continue;
            }
            if (++count > options.MaxEntries)
            {
                faults.TooManyEntries(options.MaxEntries, line);
                break;
            }
            Row(cells, columns, line, order);
        }
        if (columns is null)
            faults.NoHeader(Expected);
        foreach (EntryRecord record in order)
            glossary.Add(record.Entry, record.Line);
        return glossary.Build();
    }

    private string Expected => $"a column {options.SourceLanguage} and a column {options.TargetLanguage}";

    private static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Buffered(IEnumerable<(int Line, IReadOnlyList<string> Cells)> rows, out IReadOnlyList<IReadOnlyList<string>> start)
    {
        IEnumerator<(int Line, IReadOnlyList<string> Cells)> enumerator = rows.GetEnumerator();
        var first = new List<(int Line, IReadOnlyList<string> Cells)>();
        while (first.Count < 20 && enumerator.MoveNext())
            if (enumerator.Current.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
                first.Add(enumerator.Current);
        start = [.. first.Select(row => row.Cells)];
        return Rest(first, enumerator);
    }

    private static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Rest(List<(int Line, IReadOnlyList<string> Cells)> first, IEnumerator<(int Line, IReadOnlyList<string> Cells)> enumerator)
    {
        using (enumerator)
        {
            foreach ((int, IReadOnlyList<string>) row in first)
                yield return row;
            while (enumerator.MoveNext())
                if (enumerator.Current.Cells.Any(cell => !string.IsNullOrWhiteSpace(cell)))
                    yield return enumerator.Current;
        }
    }

    private Column[]? Columns(IReadOnlyList<string> cells, IReadOnlyList<IReadOnlyList<string>> start, out bool header)
    {
        // Values such as status are those of the target unless the header says otherwise; so the target's tag is wanted first.
        string target = options.TargetLanguage;
        foreach (string cell in cells)
            if (Language(Key(cell)) is { } tag && LanguageTag.Matches(options.TargetLanguage, tag))
            {
                target = tag;
                break;
            }
        var columns = new Column[cells.Count];
        int known = 0;
        for (int i = 0; i < columns.Length; i++)
        {
            columns[i] = Meaning(cells[i], target);
            if (columns[i].Scope == Scope.Term)
                known++;
        }
        header = known > 0;
        if (options.Columns is not null)
        {
            bool named = false;
            foreach (string pair in options.Columns.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            {
                int equals = pair.IndexOf('=', StringComparison.Ordinal);
                if (equals <= 0)
                    Throw.UnknownColumns(options.Columns);
                string where = pair[(equals + 1)..].Trim();
                int index = Enumerable.Range(0, cells.Count).FirstOrDefault(i => string.Equals(Key(cells[i]), Key(where), StringComparison.OrdinalIgnoreCase), -1);
                named |= index >= 0;
                if (index < 0 && (index = IndexOf(where)) < 0)
                    Throw.UnknownColumns(options.Columns);
                if (index >= columns.Length)
                    Array.Resize(ref columns, index + 1);
                Column column = Meaning(pair[..equals], target);
                for (int i = 0; i < columns.Length; i++)
                    if (columns[i] == column && column.Scope == Scope.Term)
                        columns[i] = default;
                columns[index] = column;
                known += column.Scope == Scope.Term ? 1 : 0;
            }
            header |= named;
            if (!header)
                header = columns.Select((column, i) => (column, i)).Any(pair => pair.column.Scope is not (Scope.None or Scope.Term) && pair.i < cells.Count && Meaning(cells[pair.i], target).Scope != Scope.None && s_termValues.ContainsKey(Key(cells[pair.i])));
        }
        if (known > 0)
        {
            if (!header)
                for (int i = 0; i < columns.Length; i++)
                    if (columns[i] is { Scope: Scope.Concept } && !options.Columns!.Contains('=', StringComparison.Ordinal))
                        columns[i] = default;
            return columns;
        }
        return Guess(start, cells.Count);
    }

    // Without a header: the column that is mostly Chinese and the one that is mostly Latin.
    private Column[]? Guess(IReadOnlyList<IReadOnlyList<string>> start, int width)
    {
        int source = -1, target = -1;
        for (int i = 0; i < width; i++)
        {
            int han = 0, latin = 0, filled = 0;
            foreach (IReadOnlyList<string> row in start)
            {
                if (i >= row.Count || string.IsNullOrWhiteSpace(row[i]))
                    continue;
                filled++;
                if (row[i].Any(Texts.IsHan)) han++;
                else if (row[i].Any(char.IsAsciiLetter)) latin++;
            }
            if (source < 0 && han * 2 > filled) source = i;
            else if (target < 0 && latin * 2 > filled) target = i;
        }
        if (source < 0 || target < 0 || !options.SourceLanguage.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
        {
            faults.NoHeader(Expected);
            return null;
        }
        faults.GuessedColumns(source + 1, target + 1);
        var columns = new Column[width];
        columns[source] = new(Scope.Term, options.SourceLanguage, "");
        columns[target] = new(Scope.Term, options.TargetLanguage, "");
        for (int i = 0; i < width; i++)
            if (columns[i].Scope == Scope.None)
                columns[i] = new(Scope.Concept, "", string.Create(CultureInfo.InvariantCulture, $"column {i + 1}"));
        return columns;
    }

    private Column Meaning(string header, string target)
    {
        string key = Key(header);
        if (key.Length == 0)
            return default;
        if (key is "id" or "entry id" or "concept id" or "编号")
            return new(Scope.Id, "", "");
        if (s_source.Contains(key))
            return new(Scope.Term, options.SourceLanguage, "");
        if (s_target.Contains(key))
            return new(Scope.Term, options.TargetLanguage, "");
        if (Language(key) is { } language)
            return new(Scope.Term, language, "");
        if (s_conceptValues.TryGetValue(key, out string? category))
            return new(Scope.Concept, "", category);
        if (s_termValues.TryGetValue(key, out category))
            return new(Scope.TermValue, target, category);
        string raw = header.Trim();
        int colon = raw.IndexOf(':', StringComparison.Ordinal);
        if (colon > 0 && colon + 1 < raw.Length)
        {
            string prefix = raw[..colon];
            if (prefix.Equals("concept", StringComparison.OrdinalIgnoreCase))
                return new(Scope.Concept, "", raw[(colon + 1)..]);
            if (Language(Key(prefix)) is { } tag)
                return new(Scope.TermValue, tag, raw[(colon + 1)..]);
        }
        int space = key.IndexOf(' ', StringComparison.Ordinal);
        if (space > 0 && Language(key[..space]) is { } prefixed)
        {
            if (s_termValues.TryGetValue(key[(space + 1)..], out category))
                return new(Scope.TermValue, prefixed, category);
            if (key[(space + 1)..].Equals("definition", StringComparison.OrdinalIgnoreCase))
                return new(Scope.Language, prefixed, Categories.Definition);
        }
        return new(Scope.Concept, "", raw);
    }

    // "zh cn" and "zh hans" are tags written with an underscore; "zh note" is a column about the Chinese term.
    private static string? Language(string key)
    {
        if (s_languages.TryGetValue(key, out string? tag))
            return tag;
        string hyphened = key.Replace(' ', '-');
        bool shape = key.Length == 2 || (key.Length == 5 && hyphened[2] == '-') || (key.Length == 7 && (key[2] == '-' || key[3..].ToLowerInvariant() is "hans" or "hant" or "latn"));
        return shape && LanguageTag.IsValid(hyphened) ? LanguageTag.Normalize(hyphened) : null;
    }

    private static string Key(string header) => Texts.OneLine(header.Trim('\uFEFF').Replace('_', ' '));

    private static int IndexOf(string column)
    {
        if (int.TryParse(column, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
            return number is > 0 and <= 16384 ? number - 1 : -1;
        int index = 0;
        foreach (char c in column)
        {
            if (!char.IsAsciiLetter(c) || column.Length > 3)
                return -1;
            index = index * 26 + (char.ToUpperInvariant(c) - 'A' + 1);
        }
        return index is > 0 and <= 16384 ? index - 1 : -1;
    }

    private void Row(IReadOnlyList<string> cells, Column[] columns, int line, List<EntryRecord> order)
    {
        string id = "", key = "", subject = "";
        bool any = false;
        for (int i = 0; i < columns.Length && i < cells.Count; i++)
        {
            string cell = Texts.UnguardFormula(cells[i]).Trim();
            switch (columns[i].Scope)
            {
                case Scope.Id:
                    id = cell;
                    break;
                case Scope.Term:
                    any |= cell.Length > 0;
                    if (key.Length == 0 && LanguageTag.Matches(options.SourceLanguage, columns[i].Language))
                        key = Texts.OneLine(cell);
                    break;
                case Scope.Concept when columns[i].Category == Categories.SubjectField:
                    subject = cell;
                    break;
            }
        }
        if (!any)
        {
            faults.NoTerm(line);
            return;
        }
        // Without an identifier, the same term in the same field is the same concept; a row without source term stands alone.
        string group = id.Length > 0 ? "#" + id : key.Length > 0 ? $"={key}\0{subject}" : "";
        EntryRecord? record = null;
        if (group.Length == 0 || !_byKey.TryGetValue(group, out record))
        {
            record = new EntryRecord(new EntryBuilder { Id = id.Length > 0 ? id : null }, line);
            order.Add(record);
            if (group.Length > 0)
                _byKey.Add(group, record);
        }
        var terms = new Dictionary<string, TermBuilder>();
        for (int i = 0; i < columns.Length && i < cells.Count; i++)
        {
            if (columns[i].Scope != Scope.Term || Texts.OneLine(Unguard(cells[i], line, i)) is not { Length: > 0 } text)
                continue;
            LanguageBuilder language = record.Entry.In(columns[i].Language);
            TermBuilder? term = language.Terms.Find(known => known.Text == text);
            if (term is null)
                language.Terms.Add(term = new TermBuilder(text));
            terms.TryAdd(columns[i].Language, term);
        }
        for (int i = 0; i < columns.Length && i < cells.Count; i++)
        {
            Column column = columns[i];
            if (column.Scope is not (Scope.Concept or Scope.Language or Scope.TermValue) || Unguard(cells[i], line, i).Trim() is not { Length: > 0 } value)
                continue;
            if (column.Scope == Scope.Concept)
            {
                if (record.Seen.Add(("", column.Category, value)))
                    record.Entry.Add(column.Category, value);
            }
            else if (column.Scope == Scope.Language)
            {
                if (record.Seen.Add((column.Language, column.Category, value)))
                    record.Entry.In(column.Language).Add(column.Category, value);
            }
            else if (terms.TryGetValue(column.Language, out TermBuilder? term))
            {
                if (record.Seen.Add((column.Language + "\0" + term.Text, column.Category, value)) && !term.Add(column.Category, value))
                    faults.UnknownStatus(line, i + 1);
            }
            else if (record.Seen.Add(("", $"{column.Language} {column.Category}", value)))
            {
                // Said of a term that is not there: kept with the concept.
                record.Entry.Add($"{column.Language} {column.Category}", value);
            }
        }
    }

    private string Unguard(string cell, int line, int index)
    {
        if (cell.Length > 1 && cell[0] == '=')
            faults.Formula(line, index + 1);
        return Texts.UnguardFormula(cell);
    }
}
