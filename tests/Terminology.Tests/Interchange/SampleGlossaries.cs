using CsCheck;

namespace Terminology.Tests;

/// <summary>Makes glossaries with all that the model can hold, and with the characters that break formats.</summary>
internal static class SampleGlossaries
{
    private static readonly string[] s_pieces =
    [
        "两化深度融合", "工业互联网", "LTE FDD", "\U00020BB7野家", "首台(套)", "a,b", "\"quoted\"", "'", "=1+1", "+86", "-5", "@x", "<b>&amp;</b>", "]]>", "|", "\\", "#", "; ", ": ",
        "[note] x", "[year] 2015", "é", "zh", "http://example.org/a?b=c&d", "{\"a\":1}", "\t", "\n", "\r\n", "`code`", "*x*", "_x0031_", "$", "%", "^", "~", "“引号”", "……", "'=2",
    ];

    public static readonly Gen<string> Text = Gen.OneOf(s_pieces).Array[1, 3].Select(pieces => string.Concat(pieces).Trim()).Where(text => text.Length > 0);

    public static readonly Gen<string> Line = Text.Select(Texts.OneLine).Where(text => text.Length > 0);

    private static readonly Gen<string> s_key = Gen.OneOf("termType", "geographicalUsage", "customerSubset", "projectSubset", "client code", "x-score");

    private static readonly Gen<AdministrativeStatus> s_status = Gen.Enum<AdministrativeStatus>();

    private static Gen<string?> Maybe(Gen<string> gen) => Gen.Select(Gen.Bool, gen, (has, text) => has ? text : null);

    private static Gen<IReadOnlyList<KeyValuePair<string, string>>> Properties(int most) =>
        Gen.Select(s_key, Text, (key, value) => KeyValuePair.Create(key, value)).Array[0, most].Select(properties => (IReadOnlyList<KeyValuePair<string, string>>)[.. properties.DistinctBy(property => property)]);

    private static readonly Gen<TermSection> s_term = Gen.Select(
        Line, s_status, Gen.Select(Maybe(Gen.OneOf("noun", "verb", "properNoun")), Maybe(Text), Maybe(Gen.OneOf("2015", "2015-2020"))), Maybe(Text), Maybe(Text), Properties(2),
        (text, status, values, context, note, properties) => new TermSection
        {
            Text = text, Status = status, PartOfSpeech = values.Item1, Source = values.Item2, Year = values.Item3, Context = context, Note = note, Properties = properties,
        });

    private static Gen<LanguageSection> Section(string language, bool rich) => Gen.Select(s_term.Array[1, 3], Maybe(Text), Properties(rich ? 1 : 0), (terms, definition, properties) =>
        new LanguageSection { Language = language, Terms = [.. terms.DistinctBy(term => term.Text)], Definition = definition, Properties = properties });

    /// <summary>Any glossary: three languages, properties on every level.</summary>
    public static readonly Gen<Glossary> Any = Of(["zh", "en", "de"], rich: true);

    /// <summary>Chinese and English, no properties of the whole or of a language.</summary>
    public static readonly Gen<Glossary> Pairs = Of(["zh", "en"], rich: false);

    private static Gen<Glossary> Of(string[] languages, bool rich)
    {
        Gen<ConceptEntry> entry = Gen.Select(
            Maybe(Text), Maybe(Text), Maybe(Text), Maybe(Text), Properties(rich ? 2 : 1),
            languages.Select(language => Gen.Select(Gen.Bool, Section(language, rich), (has, section) => has ? new[] { section } : [])).Aggregate((left, right) => Gen.Select(left, right, (a, b) => (LanguageSection[])[.. a, .. b])),
            (subject, definition, source, note, properties, sections) => new ConceptEntry
            {
                Id = "c0", SubjectField = subject, Definition = definition, Source = source, Note = note, Properties = properties,
                Languages = sections,
            }).Where(entry => entry.Languages.Count > 0);
        Gen<string> id = Gen.OneOf("c", "1-", "term ", "概念");
        return Gen.Select(entry.Array[1, 4], id, Maybe(Line), Properties(rich ? 2 : 0), (entries, prefix, name, properties) =>
            new Glossary(entries.Select((one, i) => one with { Id = prefix + i }), rich ? name : null) { Properties = properties });
    }

    /// <summary>One entry as a file of a client could have it.</summary>
    public static Glossary Small() => new(
    [
        new ConceptEntry
        {
            Id = "c1",
            SubjectField = "industrial policy",
            Languages =
            [
                new LanguageSection { Language = "zh", Terms = [new TermSection { Text = "两化深度融合", Status = AdministrativeStatus.Preferred, PartOfSpeech = "noun", Context = "推动两化深度融合，加快制造强国建设。" }, new TermSection { Text = "两化融合", Status = AdministrativeStatus.Admitted }] },
                new LanguageSection { Language = "en", Terms = [new TermSection { Text = "deep integration of informatization and industrialization", Status = AdministrativeStatus.Preferred, Year = "2007" }] },
            ],
        },
    ], "Policy terms");
}
