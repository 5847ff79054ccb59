using CsCheck;

namespace Terminology.Tests;

public class RoundTripTests
{
    public static TheoryData<string> Formats()
    {
        var names = new TheoryData<string>();
        foreach (IGlossaryFormat format in GlossaryFile.Formats)
            if (format.CanRead && format.CanWrite)
                names.Add(format.Name);
        return names;
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void Reading_what_was_written_gives_all_that_the_format_holds(string name)
    {
        IGlossaryFormat format = GlossaryFile.FormatOf(name);
        SampleGlossaries.Any.Sample(glossary =>
        {
            Glossary held = format.Held(glossary, new GlossaryWriteOptions());
            if (held.Entries.Count == 0)
                return;
            GlossaryReading reading = Again(glossary, format);
            Assert.DoesNotContain(reading.Faults, fault => fault.Severity == FaultSeverity.Error);
            Same(held, reading.Glossary);
        }, iter: 300, seed: "0000000000000");
    }

    [Theory]
    [InlineData("tbx")]
    [InlineData("tbx-dct")]
    [InlineData("tbx2")]
    public void Tbx_holds_everything(string name)
    {
        IGlossaryFormat format = GlossaryFile.FormatOf(name);
        SampleGlossaries.Any.Sample(glossary => Same(glossary, format.Held(glossary, new GlossaryWriteOptions())), iter: 100, seed: "0000000000000");
    }

    [Theory]
    [InlineData("csv")]
    [InlineData("tsv")]
    public void Tables_hold_all_of_a_pair_of_languages(string name)
    {
        IGlossaryFormat format = GlossaryFile.FormatOf(name);
        SampleGlossaries.Pairs.Sample(glossary => Same(glossary, format.Held(glossary, new GlossaryWriteOptions())), iter: 100, seed: "0000000000000");
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public void The_same_glossary_gives_the_same_bytes(string name)
    {
        IGlossaryFormat format = GlossaryFile.FormatOf(name);
        Assert.Equal(Bytes(SampleGlossaries.Small(), format), Bytes(SampleGlossaries.Small(), format));
    }

    internal static byte[] Bytes(Glossary glossary, IGlossaryFormat format)
    {
        using var stream = new MemoryStream();
        format.Write(glossary, stream, new GlossaryWriteOptions());
        return stream.ToArray();
    }

    internal static GlossaryReading Again(Glossary glossary, IGlossaryFormat format)
    {
        using var stream = new MemoryStream(Bytes(glossary, format));
        return format.Read(stream, "memory", new GlossaryReadOptions());
    }

    internal static void Same(Glossary expected, Glossary actual)
    {
        if (expected.Equals(actual))
            return;
        Assert.Equal(Print(expected), Print(actual));
        Assert.Fail("different in a way that is not printed");
    }

    private static string Print(Glossary glossary) => string.Join("\n", new[] { $"{glossary.Name} {string.Join(" ", glossary.Properties)}" }.Concat(glossary.Entries.SelectMany(entry =>
        new[] { $"{entry with { Languages = [], Properties = [] }} {string.Join(" ", entry.Properties)}" }.Concat(entry.Languages.SelectMany(section =>
            new[] { $"  {section.Language} {section.Definition} {string.Join(" ", section.Properties)}" }.Concat(section.Terms.Select(term => $"    {term with { Properties = [] }} {string.Join(" ", term.Properties)}")))))));
}
