using System.Buffers.Binary;
using System.Reflection;
using System.Security.Cryptography;
using Terminology.Segmentation;

namespace Terminology;

/// <summary>The parts of a counts file; see docs/counts-format.md.</summary>
internal static class CountsFile
{
    public const int FormatVersion = 1, BlockHeader = 9, BlockBytes = 1 << 16, MaximumBlock = 1 << 30;

    public static ReadOnlySpan<byte> Magic => "TCNT\r\n\u001a\0"u8;

    public enum Block : byte { Identity = 1, Documents = 2, Abbreviations = 3, Records = 4, End = 5 }

    /// <summary>The checksum of a block covers its kind, number and length, so that blocks can neither be left out nor change places.</summary>
    public static uint Checksum(Block kind, uint number, ReadOnlySpan<byte> payload)
    {
        Span<byte> head = stackalloc byte[9];
        head[0] = (byte)kind;
        BinaryPrimitives.WriteUInt32LittleEndian(head[1..], number);
        BinaryPrimitives.WriteInt32LittleEndian(head[5..], payload.Length);
        return ~Crc32C.Append(Crc32C.Append(uint.MaxValue, head), payload);
    }
}

/// <summary>A document whose candidates were counted.</summary>
/// <param name="Summary">Name, date, sizes, columns.</param>
/// <param name="Units">All its tokens, punctuation included: the scale of positions.</param>
internal sealed record CountedDocument(DocumentSummary Summary, int Units)
{
    public string Name => Summary.Name;
}

/// <summary>What counts depend on besides the texts, by name: counts with different ones cannot be joined.</summary>
internal sealed record CountsIdentity(IReadOnlyList<KeyValuePair<string, string>> Values)
{
    /// <summary>What counting with a segmenter and a model depends on.</summary>
    /// <param name="segmenter">Null: the library's own.</param>
    /// <param name="model">Hash of the termhood model.</param>
    /// <param name="wanted">Hash of the strings that are counted whatever the model says.</param>
    public static CountsIdentity Of(ISegmenter? segmenter, string model, string wanted)
    {
        Assembly library = typeof(CountsIdentity).Assembly, segmentation = typeof(ISegmenter).Assembly;
        return new([
            new("library version", library.GetName().Version?.ToString(3) ?? ""),
            new("dictionary", Hash(segmentation, [.. segmentation.GetManifestResourceNames().Order(StringComparer.Ordinal)])),
            new("segmenter", segmenter is null ? "built-in" : segmenter.GetType().FullName + " " + Behaviour(segmenter)),
            new("background statistics", Hash(library, ["background.bin"])),
            new("termhood model", model),
            new("terms asked for", wanted),
        ]);
    }

    private static string Hash(Assembly assembly, string[] resources)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string name in resources)
        {
            using Stream stream = assembly.GetManifestResourceStream(name) ?? throw Throw.BadResource(name);
            hash.AppendData(SHA256.HashData(stream));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>What a foreign segmenter makes of a sentence: it has no other name by which two could be told apart.</summary>
    private static string Behaviour(ISegmenter segmenter)
    {
        const string Probe = "深入推进两化深度融合，加快发展新质生产力、专精特新中小企业和工业互联网，部党组书记苗圩出席2014年全国工业和信息化工作会议并讲话。";
        var buffer = new TokenBuffer(128);
        segmenter.Segment(Probe, buffer);
        var text = new System.Text.StringBuilder();
        foreach (TokenSpan span in buffer.Spans)
            text.Append(span.End).Append('/').Append(span.Tag.Name).Append(' ');
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The first value in which two identities differ, or null.</summary>
    public string? Difference(CountsIdentity other)
    {
        foreach ((string name, string value) in Values)
        {
            string? theirs = other.Values.FirstOrDefault(v => v.Key == name).Value;
            if (theirs != value)
                return $"{name} ({Short(value)} and {Short(theirs ?? "none")})";
        }
        return other.Values.Count == Values.Count ? null : other.Values.First(v => Values.All(mine => mine.Key != v.Key)).Key;
    }

    private static string Short(string value) => value.Length > 24 ? value[..12] + "…" : value;
}
