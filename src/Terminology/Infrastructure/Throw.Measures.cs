namespace Terminology;

internal static partial class Throw
{
    public static ArgumentException Parts(int counts, int sizes) =>
        new(FormattableString.Invariant($"there are {counts} counts and {sizes} sizes of parts; give one of each for every part, and at least one"));

    public static ArgumentException UnknownMeasure(string name, IEnumerable<string> known) =>
        new($"there is no measure \"{name}\"; there are {string.Join(", ", known)}");

    public static ArgumentException MeasureWithoutValues(string name) =>
        new($"no term of the list has a value of \"{name}\"; fill the measures with MeasureTable.Compute, or choose another one");

    public static ArgumentException BadRanking(string part) =>
        new($"the ranking \"{part}\" cannot be read; expected a measure such as c_value, a sum such as 0.7*termhood+0.3*c_value, or rrf(c_value,weirdness)");
}
