using CsCheck;

namespace Terminology.Tests;

public class CountsFileTests
{
    private static readonly CountsIdentity s_identity = new([new("model", "a1b2"), new("lexicon", "c3d4")]);

    // An occurrence of one of a few strings, in one of a few documents: what is counted.
    private readonly record struct Occurrence(string Text, int Document, int Start, int Length, short Left, short Right, byte LeftKind, byte RightKind, ObservationFlags Flags);

    private static readonly string[] s_texts = ["产业", "产业链", "产业链供应链", "5G", "\ud83d\ude00术", "智能制造"];

    private static readonly Gen<Occurrence> s_occurrence =
        Gen.Select(Gen.Int[0, 5].Select(i => s_texts[i]), Gen.Int[0, 5], Gen.Int[0, 400], Gen.Select(Gen.Int[0, 3], Gen.Short[-8000, 1024], Gen.Short[-8000, 1024]), Gen.Byte[0, 63], Gen.Byte[0, 63], Gen.Int[0, 31])
            .Select((text, document, start, numbers, left, right, flags) =>
                new Occurrence(text, document, start * 3, text.Length + Math.Max(0, numbers.Item1 - 2), numbers.Item2, numbers.Item3, left, right, (ObservationFlags)flags));

    private static readonly Gen<Occurrence[]> s_occurrences = s_occurrence.Array[0, 150].Select(all => all.DistinctBy(o => (o.Text, o.Document, o.Start)).ToArray());

    private static Occurrence[] Some(int count) =>
        [.. Enumerable.Range(0, count).Select(i => new Occurrence(s_texts[i * 7 % 6], i % 5, i * 11, 2 + i % 4, (short)(i * 37 - 1000), (short)(500 - i * 53), (byte)(i % 64), (byte)(i * 5 % 64), (ObservationFlags)(i % 32)))];

    private static string Name(int document) => $"document {document}.txt";

    /// <summary>The file that holds just these occurrences.</summary>
    private static byte[] File(IEnumerable<Occurrence> occurrences)
    {
        Occurrence[] all = [.. occurrences];
        int[] documents = [.. all.Select(o => o.Document).Distinct().Order()];
        using var stream = new MemoryStream();
        var writer = new CountsWriter(stream, s_identity, [.. documents.Select(d => new CountedDocument(
            new DocumentSummary(Name(d), d % 2 == 0 ? null : new DocumentDate(2014, d), 1000 + d, 500) { Metadata = new Dictionary<string, string> { ["ministry"] = $"部 {d}" } }, 600 + d))], all.Where(o => o.Start % 7 == 0).Select(o => new StatedAbbreviation(o.Text, Name(o.Document), o.Start % 2 == 0)).Distinct());
        foreach (IGrouping<string, Occurrence> group in all.GroupBy(o => o.Text).OrderBy(g => g.Key, StringComparer.Ordinal))
            writer.Write(Record(group, documents));
        writer.Finish();
        return stream.ToArray();
    }

    private static CandidateRecord Record(IEnumerable<Occurrence> occurrences, int[] documents)
    {
        CandidateRecord? sum = null;
        foreach (Occurrence o in occurrences)
        {
            var one = new CandidateRecord();
            one.Begin(o.Text, [(byte)(8 | (o.Start & 1)), (byte)(o.Document << 3)]);
            one.First = new FirstOccurrence { Token = o.Start / 2, LeftClass = (byte)(o.Start % 32), RightDe = o.Start % 2 == 0, LeftCandidates = o.Start, LeftTerms = o.Start / 3, RightCandidates = 200, Shown = o.Start % 5 == 0 ? new string('體', o.Text.Length) : null };
            one.Frequency = 1;
            one.Parts = 1 << (o.Start % 10);
            int document = Array.IndexOf(documents, o.Document);
            one.Observe(new CandidateObservation { Document = document, Start = o.Start, Length = o.Length, LeftNpmi = o.Left, RightNpmi = o.Right, LeftKind = o.LeftKind, RightKind = o.RightKind, Flags = o.Flags });
            one.Count(document, 1);
            if (sum is null) sum = one; else sum.Add(one);
        }
        return sum!;
    }

    private static byte[] Merge(bool shared, params byte[][] files)
    {
        CountsReader[] readers = [.. files.Select((f, i) => new CountsReader(new MemoryStream(f), $"part {i}"))];
        using var stream = new MemoryStream();
        CountsMerge.Write(readers, stream, shared);
        return stream.ToArray();
    }

    private static void ReadAll(byte[] file)
    {
        using var reader = new CountsReader(new MemoryStream(file), "x.counts");
        var record = new CandidateRecord();
        while (reader.Read(record)) { }
    }

    [Fact]
    public void What_is_read_is_what_was_written() =>
        s_occurrences.Sample(all => Assert.Equal(File(all), Merge(false, File(all))), iter: 300);

    [Fact]
    public void Merged_parts_are_the_file_of_all_occurrences_whatever_the_parts_and_their_order() =>
        Gen.Select(s_occurrences, Gen.Int[1, 6], Gen.Int).Sample((all, parts, seed) =>
        {
            var random = new Random(seed);
            byte[][] files = [.. all.GroupBy(_ => random.Next(parts)).Select(g => File(g))];
            if (files.Length == 0)
                return;
            random.Shuffle(files);
            Assert.Equal(File(all), Merge(true, files));
        }, iter: 300);

    [Fact]
    public void Merge_is_associative_and_commutative() =>
        Gen.Select(s_occurrences, s_occurrences, s_occurrences).Sample((a, b, c) =>
        {
            byte[] x = File(a), y = File(b), z = File(c);
            byte[] left = Merge(true, Merge(true, x, y), z), right = Merge(true, x, Merge(true, z, y));
            Assert.Equal(left, right);
            Assert.Equal(Merge(true, y, x), Merge(true, x, y));
        }, iter: 200);

    [Fact]
    public void A_file_that_is_cut_anywhere_is_not_taken_for_whole()
    {
        byte[] file = File(Some(100));
        for (int length = 0; length < file.Length; length++)
        {
            var e = Assert.Throws<TerminologyFormatException>(() => ReadAll(file[..length]));
            Assert.True(e.Code is "TRM0603", e.Message);
            Assert.Contains("x.counts", e.Message, StringComparison.Ordinal);
        }
        Assert.Throws<TerminologyFormatException>(() => ReadAll([.. file, 0]));
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_found()
    {
        byte[] file = File(Some(60));
        for (int i = 0; i < file.Length; i++)
        {
            file[i] ^= (byte)(1 << (i % 8));
            var e = Assert.Throws<TerminologyFormatException>(() => ReadAll(file));
            Assert.Contains(e.Code, new[] { "TRM0601", "TRM0602", "TRM0603" });
            file[i] ^= (byte)(1 << (i % 8));
        }
    }

    [Fact]
    public void Blocks_cannot_change_places()
    {
        var all = Enumerable.Range(0, 12_000).Select(i => new Occurrence($"术语{i:00000}", 0, i * 8, 7, 0, 0, 1, 2, ObservationFlags.None));
        byte[] file = File(all);
        ReadAll(file);
        int at = CountsFile.Magic.Length + 1;
        var blocks = new List<byte[]>();
        while (at < file.Length)
        {
            int length = CountsFile.BlockHeader + BitConverter.ToInt32(file, at + 1);
            blocks.Add(file[at..(at + length)]);
            at += length;
        }
        Assert.True(blocks.Count > 5);
        (blocks[2], blocks[3]) = (blocks[3], blocks[2]);
        Assert.Throws<TerminologyFormatException>(() => ReadAll([.. file[..(CountsFile.Magic.Length + 1)], .. blocks.SelectMany(b => b)]));
    }

    [Fact]
    public void Counts_that_depend_on_another_model_are_refused_by_name()
    {
        byte[] file = File(Some(20));
        using var stream = new MemoryStream();
        new CountsWriter(stream, new CountsIdentity([new("model", "ffff"), new("lexicon", "c3d4")]), [], []).Finish();
        var e = Assert.Throws<TerminologyFormatException>(() => Merge(true, file, stream.ToArray()));
        Assert.Equal("TRM0604", e.Code);
        Assert.Contains("model (a1b2 and ffff)", e.Message, StringComparison.Ordinal);
        Assert.Contains("part 1", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_that_was_counted_twice_is_refused_by_name()
    {
        byte[] file = File([new Occurrence("产业", 3, 5, 2, 0, 0, 1, 2, ObservationFlags.None)]);
        var e = Assert.Throws<TerminologyFormatException>(() => Merge(false, file, file));
        Assert.Equal("TRM0605", e.Code);
        Assert.Contains("document 3.txt", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_many_occurrences_the_first_twenty_are_kept_and_all_are_counted()
    {
        byte[] file = File(Enumerable.Range(0, 90).Select(i => new Occurrence("产业", i % 3, 900 - i * 10, 2, (short)i, 0, 1, 2, ObservationFlags.Quoted)));
        var record = new CandidateRecord();
        Assert.True(new CountsReader(new MemoryStream(file), "x").Read(record));
        Assert.Equal(90, record.Frequency);
        Assert.Equal(Enumerable.Repeat((0, 30), 1).Concat([(1, 30), (2, 30)]), record.Documents.ToArray().Select(d => (d.Document, d.Frequency)));
        Assert.Equal(20, record.Observed);
        Assert.All(record.Observations.ToArray(), o => Assert.Equal(0, o.Document));
        Assert.Equal(30, record.Observations[0].Start);
    }

    [Fact]
    public void Text_that_is_no_counts_file_is_named_as_such() =>
        Assert.Equal("TRM0601", Assert.Throws<TerminologyFormatException>(() => new CountsReader(new MemoryStream("rank,term"u8.ToArray()), "x")).Code);
}
