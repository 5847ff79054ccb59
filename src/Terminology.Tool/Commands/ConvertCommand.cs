using System.CommandLine;
using Terminology.Formats;

namespace Terminology.Tool;

/// <summary><c>terms convert</c>: a glossary from one format to another.</summary>
internal static class ConvertCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("IN") { Description = "the glossary" };
        var output = new Argument<string>("OUT") { Description = "the file to write; its ending names the format. A folder, or the folder of an OmegaT project, takes an OmegaT glossary" };
        string names = string.Join(", ", GlossaryFormats.All.Select(format => format.Name));
        var from = new Option<string?>("--from") { Description = $"format of IN: {names}; without it found by content and ending" };
        var to = new Option<string?>("--to") { Description = "format of OUT; without it the ending of the name" };
        var columns = new Option<string?>("--columns") { Description = "which column of a table is what: zh=B,en=C or zh=2,en=3 or zh=HEADER" };
        var encoding = new Option<string?>("--encoding") { Description = "encoding of IN; without it found out" };
        var source = new Option<string>("--source-language") { Description = "source language of formats of pairs", DefaultValueFactory = _ => "zh" };
        var target = new Option<string>("--target-language") { Description = "target language of formats of pairs", DefaultValueFactory = _ => "en" };
        var bom = new Option<bool>("--bom") { Description = "begin text files with a byte order mark, as Excel wants it for CSV" };
        ManifestOption manifest = ManifestOption.Create();
        var command = new Command("convert", "Convert a glossary; what the new format cannot hold is said, field by field.\n\nExample: terms convert client.csv client.tbx")
        {
            input, output, from, to, columns, encoding, source, target, bom, manifest,
        };
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(input);
            IGlossaryFormat? reading = result.GetValue(from) is { } name ? GlossaryFile.FormatOf(name, GlossaryFormats.All) : null;
            (string file, IGlossaryFormat writing) = Target(path, result.GetRequiredValue(output), result.GetValue(to));
            CommandLine.CheckInputs("IN", path);
            CommandLine.CheckOutputs(file);
            ManifestWriter? manifests = manifest.Of(result, file);
            (string sourceLanguage, string targetLanguage) = (result.GetRequiredValue(source), result.GetRequiredValue(target));
            Glossary? glossary = GlossaryInput.Read(path, reading, new GlossaryReadOptions { Columns = result.GetValue(columns), Encoding = result.GetValue(encoding), SourceLanguage = sourceLanguage, TargetLanguage = targetLanguage }, out int errors);
            if (glossary is null)
                return CommandLine.Error;
            GlossaryInput.Write(glossary, file, writing, new GlossaryWriteOptions { SourceLanguage = sourceLanguage, TargetLanguage = targetLanguage, ByteOrderMark = result.GetValue(bom) });
            manifests?.Write(file, [path]);
            return errors > 0 ? CommandLine.NothingFound : CommandLine.Found;
        });
        return command;
    }

    // OmegaT takes every file of its glossary folder, so one file in the form it reads best is a ready folder.
    private static (string File, IGlossaryFormat Format) Target(string input, string output, string? to)
    {
        IGlossaryFormat? format = to is null ? null : GlossaryFile.FormatOf(to, GlossaryFormats.All);
        bool isFolder = Directory.Exists(output) || output.EndsWith('/') || output.EndsWith('\\');
        if (!isFolder)
            return (output, format ?? GlossaryInput.Writable(output));
        format ??= PairText.OmegaT;
        if (format != PairText.OmegaT)
            throw new ArgumentException($"\"{output}\" is a folder; expected a file, as only an OmegaT glossary goes into a folder");
        string folder = File.Exists(Path.Combine(output, "omegat.project")) ? Path.Combine(output, "glossary") : output;
        Directory.CreateDirectory(folder);
        return (Path.Combine(folder, Path.GetFileNameWithoutExtension(input) + ".txt"), format);
    }
}

/// <summary>Reading and writing glossaries with all that has to be said about it.</summary>
internal static class GlossaryInput
{
    /// <summary>The format that the ending of an output stands for.</summary>
    public static IGlossaryFormat Writable(string path)
    {
        IGlossaryFormat format = GlossaryFile.FormatOfPath(path, GlossaryFormats.All);
        return format.CanWrite ? format : throw new ArgumentException($"\"{path}\": {format.Title} can be read, not written; choose another ending");
    }

    /// <summary>Reads what can be read; faults go to stderr. Null where there is nothing.</summary>
    public static Glossary? Read(string path, IGlossaryFormat? format, GlossaryReadOptions options, out int errors)
    {
        GlossaryReading reading = GlossaryFile.TryRead(path, format, options, GlossaryFormats.All);
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
        if (format == MultiTerm.Format)
        {
            string definition = Path.ChangeExtension(path.EndsWith(".mtf.xml", StringComparison.OrdinalIgnoreCase) ? path[..^4] : path, ".xdt");
            IReadOnlyList<string> fields = MultiTerm.WriteDefinition(glossary, definition);
            Console.Error.WriteLine($"termbase definition with the languages written to {definition}; in MultiTerm, add these descriptive fields (text): {(fields.Count > 0 ? string.Join(", ", fields) : "none")}");
        }
    }
}
