using System.Globalization;

namespace Terminology;

/// <summary>Faults of counts files (TRM06xx).</summary>
internal static partial class Throw
{
    public static TerminologyFormatException NoCounts(string path) =>
        new("TRM0601", "this is not a counts file; expected one written by `terms count` or `terms merge`", path);

    public static TerminologyFormatException CountsVersion(string path, int version, int expected) =>
        new("TRM0602", string.Create(CultureInfo.InvariantCulture, $"the counts are of format version {version}, expected {expected}; count again with this version"), path);

    public static TerminologyFormatException DamagedCounts(string path, uint block) =>
        new("TRM0603", string.Create(CultureInfo.InvariantCulture, $"the counts are damaged (block {block}: its checksum or content does not fit); count this part again"), path);

    public static TerminologyFormatException CutCounts(string path) =>
        new("TRM0603", "the counts are cut short: their end is missing; count this part again", path);

    public static TerminologyFormatException CountsDiffer(string first, string path, string difference) =>
        new("TRM0604", $"these counts do not go with {first}: they differ in {difference}; count both with one version of the library and the same options", path);

    public static TerminologyFormatException CountedTwice(string document, string first, string path) =>
        new("TRM0605", $"the document {document} stands in {first} too; leave out one of the parts, or give documents different names", path);

    public static TerminologyFormatException CountedTwice(string document) =>
        new("TRM0605", $"the document {document} stands twice in the corpus; leave one out, or give documents different names");

    public static ArgumentException NoParts() =>
        new("there is nothing to merge; name at least one counts file");
}
