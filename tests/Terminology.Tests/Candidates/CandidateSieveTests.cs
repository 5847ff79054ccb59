namespace Terminology.Tests;

public class CandidateSieveTests
{
    [Fact]
    public void Sums_of_all_lengths_at_once_are_those_of_single_sequences()
    {
        var random = new Random(1);
        float[] Values(int n) => [.. Enumerable.Range(0, n).Select(_ => random.NextSingle() * 2 - 1)];
        float[] characters = Values(CandidateFinder.MaximumCharacters + 2);
        characters[0] = characters[1] = characters[^1] = float.NegativeInfinity;
        var sieve = new CandidateSieve { LinkValues = Values(256), ShareValues = Values(256), TokenValues = Values(32), CharacterValues = characters, Single = .3f, Threshold = .2f };
        const int Tokens = 300;
        sieve.Begin(0, Tokens);
        int end = 0, passing = 0;
        for (int i = 0; i < Tokens; i++)
        {
            (sieve.First[i], sieve.Last[i], sieve.FirstTwo[i], sieve.LastTwo[i]) = (Values(1)[0], i % 5 == 0 ? float.NegativeInfinity : Values(1)[0], Values(1)[0], Values(1)[0]);
            (sieve.Link[i], sieve.Share[i], sieve.End[i]) = ((byte)random.Next(256), (byte)random.Next(256), end += random.Next(1, 5));
        }
        for (int i = 0; i < Tokens; i++)
        {
            int most = Math.Min(random.Next(1, CandidateFinder.MaximumLongTokens + 1), Tokens - i), start = i == 0 ? 0 : sieve.End[i - 1];
            uint bits = sieve.Passing(i, most, start);
            byte link = 0, share = 0;
            for (int n = 0; n < most; n++)
            {
                share = Math.Max(share, sieve.Share[i + n]);
                if (n > 0) link = Math.Max(link, sieve.Link[i + n]);
                int length = Math.Min(sieve.End[i + n] - start, characters.Length - 1);
                bool expected = sieve.Of(i, i + n, length, share, link) >= sieve.Threshold;
                Assert.Equal(expected, (bits >> n & 1) != 0);
                if (expected) passing++;
            }
        }
        Assert.InRange(passing, 100, 2500);
    }

    [Fact]
    public void Candidates_that_the_sieve_lets_through_are_candidates()
    {
        PreparedDocument d = new DocumentPreparer().Prepare(Corpus.FromDirectory(Repository.Seeds).First());
        TermhoodModel model = TermhoodModel.Default;
        var view = new DocumentView(new BackgroundView(BackgroundModel.Default), new SharesView(model.Shares), model.Sieve);
        var found = new CandidateSpans();
        found.Begin(d.Count);
        view.TurnTo(d);
        CandidateFinder.Find(d, found, view);
        var sieved = new CandidateSpan[found.Count];
        CandidateSpans.Cursor at = default;
        int read = 0;
        while (found.Read(d, ref at, sieved.AsSpan(read, Math.Min(7, sieved.Length - read))) is > 0 and var n)
            read += n;
        List<CandidateSpan> all = CandidateFinder.Find(d);
        Assert.Equal(sieved.Length, read);
        Assert.Subset(all.ToHashSet(), sieved.ToHashSet());
        Assert.InRange(sieved.Length, all.Count / 5, all.Count - 1000);
        Assert.Equal(sieved.OrderBy(s => s.First).ThenBy(s => s.Last), sieved);
    }

    [Fact]
    public void Strings_that_are_frequent_enough_are_kept()
    {
        var random = new Random(2);
        CandidateSpan[] spans = [.. Enumerable.Range(0, 200_000).Select(_ => new CandidateSpan(0, 1, StringHash.Of(random.Next(1 + random.Next(100_000)).ToString(System.Globalization.CultureInfo.InvariantCulture))))];
        using var counts = new CandidateCounts();
        foreach (CandidateSpan[] part in spans.Chunk(1000))
            counts.Add(part);
        ulong[] frequent = [.. spans.GroupBy(s => s.Key).Where(g => g.Count() >= 3).Select(g => g.Key).Order()];
        CandidateSpan[] kept = [.. spans];
        int n = counts.RemoveRare(kept, 3);
        int all = spans.Count(s => Array.BinarySearch(frequent, s.Key) >= 0);
        Assert.Equal(all, kept[..n].Count(s => Array.BinarySearch(frequent, s.Key) >= 0)); // none of them is dropped
        Assert.InRange(n, all, all + (spans.Length - all) / 50); // and few others are kept
    }
}
