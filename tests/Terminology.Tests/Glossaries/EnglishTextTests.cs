namespace Terminology.Tests;

public sealed class EnglishTextTests
{
    [Theory]
    [InlineData("three area and one center", "three areas and one center")]
    [InlineData("six major industry base", "six major industry bases")]
    [InlineData("four strategy", "four strategies")]
    [InlineData("ten branch", "ten branches")]
    [InlineData("two services", "two services")]
    [InlineData("five-year plan", "five-year plan")]
    [InlineData("one network", "one network")]
    [InlineData("three guarantees at the primary level", "three guarantees at the primary level")]
    [InlineData("data security", "data security")]
    public void Nouns_after_a_number_are_plural(string singular, string plural) => Assert.Equal(plural, EnglishText.PluralAfterNumber(singular));
}
