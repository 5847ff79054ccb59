using System.Globalization;

namespace Terminology;

internal static partial class Throw
{
    public static TerminologyFormatException NoDates(int documents) => new("TRM0501",
        string.Create(CultureInfo.InvariantCulture, $"none of the {documents} documents has a date; name the files by year (2014-....txt), give a table with --metadata (columns file, date), or group by a column of it"));

    public static TerminologyFormatException SomeUndated(IReadOnlyList<string> undated, int documents, string period) => new("TRM0502",
        string.Create(CultureInfo.InvariantCulture, $"{undated.Count} of {documents} documents have no date precise enough for --by {period}: {string.Join(", ", undated.Take(3))}{(undated.Count > 3 ? ", ..." : "")}; date them in their names or in a metadata table, take a coarser period, or leave them out with --skip-undated"));

    public static TerminologyFormatException OnePeriod(string label, int documents) => new("TRM0503",
        string.Create(CultureInfo.InvariantCulture, $"{(documents == 1 ? "the only document falls" : $"all {documents} documents fall")} into one period ({label}); a comparison needs at least two: take a finer period or add documents"));

    public static TerminologyFormatException NoColumn(string column, IEnumerable<string> known)
    {
        string columns = string.Join(", ", known);
        return new("TRM0504", $"no document has the metadata column \"{column}\"; {(columns.Length == 0 ? "there is no metadata: give a table with --metadata" : "there are " + columns)}");
    }

    public static TerminologyFormatException SameDocument(string first, string second) => new("TRM0505",
        $"\"{first}\" and \"{second}\" have the same date and the same text; every occurrence would count twice: remove one of them");

    public static TerminologyFormatException EmptyPeriodSet(string expression, IEnumerable<string> labels) => new("TRM0506",
        $"no period of the corpus is in \"{expression}\"; give labels or ranges such as 2013-2015 of these: {string.Join(", ", labels)}");

    public static TerminologyFormatException OverlappingPeriodSets(string label) => new("TRM0507",
        $"the period {label} is in the target and in the reference; a period can be in one of them only");

    public static ArgumentException NoYearGroup(string pattern) =>
        new($"the pattern \"{pattern}\" has no group named year; write for example report_(?<year>\\d{{4}})");

    public static ArgumentException EmptyTerm(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"term {number} is empty; every term needs at least one character that is not a space"));

    public static TerminologyFormatException EmptyTermInList(string path, int line) =>
        new("TRM0508", "the term is empty; remove the row or fill its term column", path, line);

    public static TerminologyFormatException NoTermColumn(string path, IEnumerable<string> columns) =>
        new("TRM0509", $"there is no column \"term\" (or zh, source, 术语); the columns are {string.Join(", ", columns)}: rename one, or name it with --term-column", path, 1);

    public static TerminologyFormatException NotTerms(string path, string column, int withChinese, int rows) => new("TRM0510",
        string.Create(CultureInfo.InvariantCulture, $"the column \"{column}\" does not look like Chinese terms: {withChinese} of {rows} cells have a Chinese character; name the right one with --term-column"), path, 1);

    public static TerminologyFormatException NoTerms(string path) =>
        new("TRM0511", "the list holds no terms; give at least one row below the header", path);

    public static TerminologyFormatException MetadataColumns(string path, IEnumerable<string> columns) =>
        new("TRM0512", $"a metadata table needs a column \"file\"; the columns are {string.Join(", ", columns)}", path, 1);

    public static TerminologyFormatException MetadataTwice(string path, int line, string file) =>
        new("TRM0513", $"there are two rows for the file \"{file}\"; keep one", path, line);

    public static TerminologyFormatException MetadataDate(string path, int line) =>
        new("TRM0514", "this is not a date; expected 2014, 2014-03 or 2014-03-05", path, line);

    public static TerminologyFormatException MetadataUnmatched(string path, int rows) =>
        new("TRM0515", string.Create(CultureInfo.InvariantCulture, $"none of its {rows} rows names a document of the corpus; the column file must hold the names of the files, with or without extension"), path);

    public static ArgumentException UnknownPeriod(string text) =>
        new($"there is no period \"{text}\"; there are year, quarter, month, decade, plan (Five-Year Plans) and the columns of a metadata table");

    public static ArgumentException CountsOfOtherTerms() =>
        new("the counts are of other terms; only counts of the same terms in the same order can be merged");

    public static TerminologyFormatException BeforeFirstPlan(string document) =>
        new("TRM0516", $"\"{document}\" is older than the first Five-Year Plan (1953); group it by year or decade");

    public static ArgumentException UnknownList(string name, IEnumerable<string> known) =>
        new($"there is no list \"{name}\"; there are {string.Join(", ", known)}");
}
