using System.CommandLine;
using System.CommandLine.Parsing;

namespace Terminology.Tool;

/// <summary>The option <c>--manifest</c> of the commands that write files.</summary>
internal sealed class ManifestOption() : Option<bool>("--manifest")
{
    public static ManifestOption Create() => new() { Description = "write OUTPUT.manifest.json beside each output too: version, options, and hashes of all that was read, for terms verify" };

    /// <summary>What is to be written; null where the option was not given.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="outputs">The outputs; there must be one.</param>
    public ManifestWriter? Of(ParseResult result, params ReadOnlySpan<string?> outputs)
    {
        if (!result.GetValue(this))
            return null;
        foreach (string? output in outputs)
            if (output is not null)
                return new ManifestWriter(result);
        throw new ArgumentException("--manifest needs --output: it stands beside a file");
    }
}

/// <summary>Writes the manifests of a run.</summary>
internal sealed class ManifestWriter(ParseResult result)
{
    /// <summary>Writes the manifest of an output that stands already.</summary>
    /// <param name="output">The output; null is none.</param>
    /// <param name="inputs">The files it was made from, directories as their files; null is none.</param>
    public void Write(string? output, IEnumerable<string?> inputs)
    {
        if (output is null || !File.Exists(output))
            return;
        new Manifest
        {
            Options = Options(),
            Inputs = Manifest.HashFiles(inputs.OfType<string>().SelectMany(input => Directory.Exists(input) ? CommandLine.Corpus([input]).Files : [input])),
            Resources = Manifest.HashResources(),
        }.WriteFor(output);
    }

    // The options as they were given, and the command.
    private Dictionary<string, string> Options()
    {
        var options = result.CommandResult.Children.OfType<OptionResult>().Where(option => !option.Implicit)
            .ToDictionary(option => option.Option.Name, option => string.Join(' ', option.Tokens.Select(token => token.Value)));
        string name = result.CommandResult.Command.Name;
        options["command"] = result.CommandResult.Parent is CommandResult { Parent: not null } group ? $"{group.Command.Name} {name}" : name;
        return options;
    }
}
