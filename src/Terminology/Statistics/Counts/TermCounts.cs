namespace Terminology;

/// <summary>What a counts file holds. Immutable.</summary>
/// <param name="Documents">Documents counted.</param>
/// <param name="Characters">Their characters, without white space and punctuation.</param>
/// <param name="Tokens">Their tokens, without white space and punctuation.</param>
/// <param name="Candidates">Different candidate strings.</param>
/// <param name="Runs">How often the memory budget was used up and counts went to disk on the way.</param>
public sealed record CountsSummary(int Documents, long Characters, long Tokens, long Candidates, int Runs)
{
    internal static CountsSummary Of(IReadOnlyList<CountedDocument> documents, long candidates, int runs) =>
        new(documents.Count, documents.Sum(d => d.Summary.Characters), documents.Sum(d => d.Summary.Tokens), candidates, runs);
}

/// <summary>
/// Files of counted candidates: written by <see cref="TermExtractor.Count"/>, ranked by <see cref="TermExtractor.Rank"/>. Parts of a corpus can be counted apart, on other machines and
/// at other times; their sum is, byte for byte, what counting all documents at once gives, whatever the parts and their order. Pure functions over files.
/// </summary>
public static class TermCounts
{
    /// <summary>Files opened at a time.</summary>
    private const int MaximumOpen = 256;

    /// <summary>Joins counts files; the result is written to a temporary file and moved into place when it is whole.</summary>
    /// <param name="paths">The parts; no document stands in two of them.</param>
    /// <param name="output">The file to write; may be one of the parts.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <exception cref="TerminologyFormatException">A part is no counts file (TRM0601), of another version (TRM0602), damaged (TRM0603), counted with another model, dictionary or segmenter (TRM0604), or a document stands in two (TRM0605); the message names it.</exception>
    public static CountsSummary Merge(IReadOnlyList<string> paths, string output, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentException.ThrowIfNullOrEmpty(output);
        if (paths.Count == 0)
            throw Throw.NoParts();
        if (paths.Count > MaximumOpen)
            return MergeInSteps(paths, output, cancellation);
        var parts = new List<CountsReader>();
        try
        {
            foreach (string path in paths)
                parts.Add(new CountsReader(path));
            CountedDocument[] documents = [.. parts.SelectMany(p => p.Documents)];
            long candidates = 0;
            AtomicFile.Write(output, stream =>
            {
                candidates = CountsMerge.Write(parts, stream, shared: false, cancellation);
                ((FileStream)stream).Flush(flushToDisk: true);
            });
            return CountsSummary.Of(documents, candidates, 0);
        }
        finally
        {
            foreach (CountsReader part in parts)
                part.Dispose();
        }
    }

    /// <summary>Reads a counts file from its first to its last byte and checks it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="TerminologyFormatException">No counts file (TRM0601), of another version (TRM0602), or damaged (TRM0603).</exception>
    public static CountsSummary Check(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var reader = new CountsReader(path);
        var record = new CandidateRecord();
        long candidates = 0;
        while (reader.Read(record))
            candidates++;
        return CountsSummary.Of(reader.Documents, candidates, 0);
    }

    private static CountsSummary MergeInSteps(IReadOnlyList<string> paths, string output, CancellationToken cancellation)
    {
        var steps = new List<string>();
        try
        {
            foreach (string[] group in paths.Chunk(MaximumOpen))
            {
                steps.Add($"{output}.{steps.Count}.step");
                Merge(group, steps[^1], cancellation);
            }
            return Merge(steps, output, cancellation);
        }
        finally
        {
            foreach (string step in steps)
                File.Delete(step);
        }
    }
}
