using System.CommandLine;
using Terminology.Formats;

namespace Terminology.Tool;

/// <summary><c>terms convert</c>: a glossary from one format to another.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("IN") { Description = "the glossary" };
        var output = new Argument<string>("OUT") { Description = "the file to write; its ending names the format" };
        string names = string.Join(", ", Xlsx.AllFormats.Select(format => format.Name));
        var from = new Option<string?>("--from") { Description = $"format of IN: {names}; without it found by content and ending" };
        var to = new Option<string?>("--to") { Description = "format of OUT; without it the ending of the name" };
        var columns = new Option<string?>("--columns") { Description = "which column of a table is what: zh=B,en=C or zh=2,en=3 or zh=HEADER" };
        var encoding = new Option<string?>("--encoding") { Description = "encoding of IN; without it found out" };
        var source = new Option<string>("--source-language") { Description = "source language of formats of pairs", DefaultValueFactory = _ => "zh" };
        var target = new Option<string>("--target-language") { Description = "target language of formats of pairs", DefaultValueFactory = _ => "en" };
        var bom = new Option<bool>("--bom") { Description = "begin text files with a byte order mark, as Excel wants it for CSV" };
        var command = new Command("convert", "Convert a glossary; what the new format cannot hold is said, field by field.\n\nExample: terms convert client.csv client.tbx")
        {
            input, output, from, to, columns, encoding, source, target, bom,
        };
        command.SetAction(result =>
        {
            IGlossaryFormat? reading = result.GetValue(from) is { } name ? GlossaryFile.FormatOf(name, Xlsx.AllFormats) : null;
            IGlossaryFormat writing = result.GetValue(to) is { } target1 ? GlossaryFile.FormatOf(target1, Xlsx.AllFormats) : GlossaryFile.FormatOfPath(result.GetRequiredValue(output), [.. Xlsx.AllFormats.Where(format => format.CanWrite)]);
            (string sourceLanguage, string targetLanguage) = (result.GetRequiredValue(source), result.GetRequiredValue(target));
            Glossary? glossary = GlossaryInput.Read(result.GetRequiredValue(input), reading, new GlossaryReadOptions { Columns = result.GetValue(columns), Encoding = result.GetValue(encoding), SourceLanguage = sourceLanguage, TargetLanguage = targetLanguage }, out int errors);
            if (glossary is null)
                return CommandLine.Error;
            GlossaryInput.Write(glossary, result.GetRequiredValue(output), writing, new GlossaryWriteOptions { SourceLanguage = sourceLanguage, TargetLanguage = targetLanguage, ByteOrderMark = result.GetValue(bom) });
            return errors > 0 ? CommandLine.NothingFound : CommandLine.Found;
        });
        return command;
    }
}

/// <summary>Reading and writing glossaries with all that has to be said about it.</summary>
internal static class GlossaryInput
{
    /// <summary>Reads what can be read; faults go to stderr. Null where there is nothing.</summary>
    public static Glossary? Read(string path, IGlossaryFormat? format, GlossaryReadOptions options, out int errors)
    {
        if (!File.Exists(path))
            throw new FileNotFoundException($"There is no file \"{path}\".", path);
        GlossaryReading reading = GlossaryFile.TryRead(path, format, options, Xlsx.AllFormats);
        foreach (FormatFault fault in reading.Faults)
            Console.Error.WriteLine("terms: " + fault.ToString().ReplaceLineEndings(" "));
        errors = reading.Faults.Count(fault => fault.Severity == FaultSeverity.Error);
        if (reading.Glossary.Entries.Count > 0)
            return reading.Glossary;
        if (errors == 0)
            CommandLine.Fail($"{path} holds no concepts");
        return null;
    }

    /// <summary>Writes, and says what the format could not hold.</summary>
    public static void Write(Glossary glossary, string path, IGlossaryFormat format, GlossaryWriteOptions options)
    {
        IReadOnlyList<GlossaryLoss> losses = GlossaryFile.Write(glossary, path, format, options);
        if (losses.Count > 0)
        {
            Console.Error.WriteLine($"{format.Title} cannot hold all of it. {format.CannotHold} Left out or changed:");
            foreach (GlossaryLoss loss in losses)
                Console.Error.WriteLine($"  {loss.Field}: {loss.Count}");
        }
        Console.Error.WriteLine($"{glossary.Entries.Count} concepts written to {path} ({format.Title})");
    }
}
