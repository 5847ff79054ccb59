using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Terminology;

/// <summary>Says what an output was made from, and lets it be checked: version, options, and the SHA-256 of inputs, resources and the output itself. It stands beside the output as <c>NAME.manifest.json</c>. Immutable.</summary>
public sealed record Manifest
{
    /// <summary>Version of the library.</summary>
    public string Version { get; init; } = typeof(Manifest).Assembly.GetName().Version?.ToString(3) ?? "";

    /// <summary>Options in effect, by name.</summary>
    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <summary>Files read: path as given and SHA-256 in hexadecimal.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Inputs { get; init; } = [];

    /// <summary>Resources of the library in use (dictionary, models): name and SHA-256.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Resources { get; init; } = [];

    /// <summary>Path of the manifest of an output.</summary>
    /// <param name="output">The output.</param>
    public static string PathFor(string output) => output + ".manifest.json";

    /// <summary>Names and hashes of files, in the given order.</summary>
    /// <param name="paths">The files.</param>
    public static IReadOnlyList<KeyValuePair<string, string>> HashFiles(IEnumerable<string> paths)
    {
        ArgumentNullException.ThrowIfNull(paths);
        return [.. paths.Select(path => KeyValuePair.Create(path.Replace('\\', '/'), HashFile(path)))];
    }

    /// <summary>Names and hashes of the resources embedded in this library and the segmenter.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> HashResources()
    {
        var hashes = new List<KeyValuePair<string, string>>();
        foreach (System.Reflection.Assembly assembly in (System.Reflection.Assembly[])[typeof(Manifest).Assembly, typeof(Segmentation.ISegmenter).Assembly])
            foreach (string name in assembly.GetManifestResourceNames().Order(StringComparer.Ordinal))
            {
                using Stream stream = assembly.GetManifestResourceStream(name)!;
                hashes.Add(new(name, Hash(stream)));
            }
        return hashes;
    }

    /// <summary>Writes the manifest beside an output that stands already.</summary>
    /// <param name="output">The output.</param>
    public void WriteFor(string output)
    {
        string hash = HashFile(output);
        AtomicFile.Write(PathFor(output), stream =>
        {
            using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteStartObject();
                json.WriteString("format", "terminology-manifest");
                json.WriteString("version", Version);
                json.WriteString("output", Path.GetFileName(output));
                json.WriteString("sha256", hash);
                json.WriteStartObject("options");
                foreach ((string name, string value) in Options.OrderBy(option => option.Key, StringComparer.Ordinal))
                    json.WriteString(name, value);
                json.WriteEndObject();
                Files(json, "inputs", Inputs);
                Files(json, "resources", Resources);
                json.WriteEndObject();
            }
            stream.WriteByte((byte)'\n');
        });
    }

    /// <summary>Recomputes all hashes of an output's manifest.</summary>
    /// <param name="output">The output; its manifest stands beside it.</param>
    /// <param name="inputDirectory">Where relative inputs are looked for; null: the working directory.</param>
    /// <returns>What was checked, each with whether it is unchanged.</returns>
    /// <exception cref="FileNotFoundException">The output or its manifest is missing.</exception>
    /// <exception cref="TerminologyFormatException">The manifest cannot be read (TRM0218).</exception>
    public static IReadOnlyList<ManifestCheck> Verify(string output, string? inputDirectory = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(output);
        string path = PathFor(output);
        if (!File.Exists(output))
            Throw.NoFile(output);
        if (!File.Exists(path))
            Throw.NoManifest(path);
        var checks = new List<ManifestCheck>();
        try
        {
            using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
            JsonElement root = document.RootElement;
            string now = typeof(Manifest).Assembly.GetName().Version?.ToString(3) ?? "";
            checks.Add(new("library version", root.GetProperty("version").GetString() == now ? ManifestState.Unchanged : ManifestState.Changed));
            checks.Add(new(output, HashFile(output) == root.GetProperty("sha256").GetString() ? ManifestState.Unchanged : ManifestState.Changed));
            foreach (JsonElement input in root.GetProperty("inputs").EnumerateArray())
            {
                string name = input.GetProperty("name").GetString()!, file = inputDirectory is null ? name : Path.Combine(inputDirectory, name);
                checks.Add(new(name, !File.Exists(file) ? ManifestState.Missing : HashFile(file) == input.GetProperty("sha256").GetString() ? ManifestState.Unchanged : ManifestState.Changed));
            }
            Dictionary<string, string> resources = HashResources().ToDictionary(resource => resource.Key, resource => resource.Value);
            foreach (JsonElement resource in root.GetProperty("resources").EnumerateArray())
            {
                string name = resource.GetProperty("name").GetString()!;
                checks.Add(new(name, !resources.TryGetValue(name, out string? hash) ? ManifestState.Missing : hash == resource.GetProperty("sha256").GetString() ? ManifestState.Unchanged : ManifestState.Changed));
            }
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            Throw.BadManifest(path);
        }
        return checks;
    }

    private static void Files(Utf8JsonWriter json, string name, IReadOnlyList<KeyValuePair<string, string>> files)
    {
        json.WriteStartArray(name);
        foreach ((string file, string hash) in files)
        {
            json.WriteStartObject();
            json.WriteString("name", file);
            json.WriteString("sha256", hash);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string HashFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        return Hash(stream);
    }

    private static string Hash(Stream stream) => Convert.ToHexStringLower(SHA256.HashData(stream));
}

/// <summary>Whether something is as it was when the output was made.</summary>
public enum ManifestState
{
    /// <summary>The hash is the same.</summary>
    Unchanged,

    /// <summary>The hash is another.</summary>
    Changed,

    /// <summary>It is not there any more.</summary>
    Missing,
}

/// <summary>One thing that was checked. Immutable.</summary>
/// <param name="Name">File, resource, or "library version".</param>
/// <param name="State">What was found.</param>
public sealed record ManifestCheck(string Name, ManifestState State);
