using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text;

namespace Terminology;

/// <summary>
/// The shipped form of a word table: Brotli over UTF-8 lines <c>chinese TAB key=weight key=weight ...</c>, sorted, weights in hundredths.
/// </summary>
internal static class LexicalTableFormat
{
    private const string ResourceName = "Terminology.zh-en.lex";

    public static LexicalTable ReadEmbedded()
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(ResourceName);
        return stream is null ? LexicalTable.Empty : Read(stream);
    }

    public static LexicalTable Read(Stream stream)
    {
        using BrotliStream brotli = new(stream, CompressionMode.Decompress, leaveOpen: true);
        using StreamReader reader = new(brotli, Encoding.UTF8);
        Dictionary<string, Dictionary<string, float>> rows = [];
        while (reader.ReadLine() is { } line)
        {
            string[] cells = line.Split('\t');
            Dictionary<string, float> row = [];
            for (int k = 1; k < cells.Length; k++)
            {
                int sign = cells[k].LastIndexOf('=');
                row[cells[k][..sign]] = int.Parse(cells[k].AsSpan(sign + 1), NumberStyles.None, CultureInfo.InvariantCulture) / 100f;
            }
            rows[cells[0]] = row;
        }
        return LexicalTable.FromRows(rows);
    }

    public static void Write(LexicalTable table, Stream stream)
    {
        using BrotliStream brotli = new(stream, CompressionLevel.SmallestSize, leaveOpen: true);
        using StreamWriter writer = new(brotli, new UTF8Encoding(false)) { NewLine = "\n" };
        foreach ((string zh, Dictionary<string, float> row) in table.Rows.OrderBy(r => r.Key, StringComparer.Ordinal))
        {
            writer.Write(zh);
            foreach ((string key, float weight) in row.OrderByDescending(e => e.Value).ThenBy(e => e.Key, StringComparer.Ordinal))
                writer.Write(string.Create(CultureInfo.InvariantCulture, $"\t{key}={Math.Clamp((int)Math.Round(weight * 100), 1, 100)}"));
            writer.WriteLine();
        }
    }

    public static IEnumerable<(string Chinese, string English)> CedictPairs(IEnumerable<string> lines)
    {
        foreach (string line in lines)
        {
            int slash = line.IndexOf('/', StringComparison.Ordinal), bracket = line.IndexOf('[', StringComparison.Ordinal);
            if (line.StartsWith('#') || slash < 0 || bracket < 0 || bracket > slash)
                continue;
            string[] words = line[..bracket].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length != 2)
                continue;
            foreach (string sense in line[slash..].Split('/', StringSplitOptions.RemoveEmptyEntries))
            {
                if (sense.StartsWith("CL:", StringComparison.Ordinal) || sense.Contains("variant of", StringComparison.Ordinal) || sense.StartsWith("see ", StringComparison.Ordinal))
                    continue;
                StringBuilder plain = new();
                int depth = 0;
                foreach (char c in sense)
                {
                    depth += c is '(' or '[' ? 1 : c is ')' or ']' ? -1 : 0;
                    if (depth == 0 && c is not (')' or ']'))
                        plain.Append(c);
                }
                foreach (string part in plain.ToString().Split(';', ','))
                    if (part.Trim() is { Length: > 0 } english)
                        yield return (words[1], english.StartsWith("to ", StringComparison.Ordinal) ? english[3..] : english);
            }
        }
    }
}
