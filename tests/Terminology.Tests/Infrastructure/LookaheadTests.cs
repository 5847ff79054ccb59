namespace Terminology.Tests;

public class LookaheadTests
{
    [Fact]
    public void Results_come_in_the_order_of_the_items()
    {
        IEnumerable<int> results = Lookahead.Select(Enumerable.Range(0, 200), i =>
        {
            Thread.SpinWait(i % 7 * 1000);
            return i * i;
        });
        Assert.Equal(Enumerable.Range(0, 200).Select(i => i * i), results);
    }

    [Fact]
    public void An_error_reaches_the_caller_as_it_is() =>
        Assert.Throws<InvalidDataException>(() => Lookahead.Select(Enumerable.Range(0, 20), i => i == 7 ? throw new InvalidDataException() : i).Count());

    [Fact]
    public void Who_stops_early_reads_no_more_than_a_few_items_ahead()
    {
        int read = 0;
        IEnumerable<int> Items()
        {
            for (int i = 0; i < 1000; i++, read++)
                yield return i;
        }
        Assert.Equal([0, 1, 2], Lookahead.Select(Items(), i => i).Take(3));
        Assert.InRange(read, 2, 4 + Environment.ProcessorCount);
    }
}
