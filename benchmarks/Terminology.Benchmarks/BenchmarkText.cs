using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Terminology.Segmentation;

namespace Terminology.Benchmarks;

/// <summary>Inputs of the benchmarks; the same at every run.</summary>
internal static class BenchmarkText
{
    private const string SeedPath = "seeds/corpus/2014-miit-work-conference.txt";

    /// <summary>The file named in TERMINOLOGY_BENCHMARK_TEXT, or the seed document repeated to 4 MB.</summary>
    internal static string Read()
    {
        if (Environment.GetEnvironmentVariable("TERMINOLOGY_BENCHMARK_TEXT") is { Length: > 0 } path)
            return File.ReadAllText(path);
        string seed = File.ReadAllText(PathOf(SeedPath));
        return new StringBuilder().Insert(0, seed + "\n", 4_000_000 / (3 * seed.Length)).ToString();
    }

    /// <summary>The seed document.</summary>
    internal static Document Seed() => new("2014-seed", File.ReadAllText(PathOf(SeedPath)));

    /// <summary>The benchmark text as documents of about 20,000 characters, cut at line ends.</summary>
    internal static Document[] Corpus()
    {
        var documents = new List<Document>();
        var text = new StringBuilder();
        foreach (string line in Read().Split('\n'))
        {
            text.Append(line).Append('\n');
            if (text.Length < 20_000)
                continue;
            documents.Add(new Document(documents.Count.ToString("D5", CultureInfo.InvariantCulture), text.ToString()));
            text.Clear();
        }

        if (text.Length > 0)
            documents.Add(new Document(documents.Count.ToString("D5", CultureInfo.InvariantCulture), text.ToString()));
        return [.. documents];
    }

    /// <summary>Words of two common characters and two more, as client lists hold them.</summary>
    internal static List<DictionaryWord> Words(int count)
    {
        string[] beginnings = [.. "工业信息发展国家智能新能数字网络安全创新产业企业城市农村经济政策".Chunk(2).Select(pair => new string(pair))];
        var words = new List<DictionaryWord>();
        for (int i = 0; i < count; i++)
        {
            char third = (char)(0x4E00 + (i * 7919 % 3000));
            char fourth = (char)(0x5E00 + (i / 3000 * 104_729 % 3000));
            words.Add(new DictionaryWord($"{beginnings[i % beginnings.Length]}{third}{fourth}") { Frequency = 1 + (i % 100) });
        }

        return words;
    }

    /// <summary>A glossary of made-up concepts with a preferred English each, an admitted one in three and a subject field.</summary>
    internal static Glossary Glossary(int concepts) => new(Words(concepts).Select((word, i) => new ConceptEntry
    {
        Id = i.ToString(CultureInfo.InvariantCulture),
        SubjectField = i % 2 == 0 ? "industry" : "economy",
        Languages =
        [
            new LanguageSection { Language = "zh", Terms = [new TermSection { Text = word.Text }] },
            new LanguageSection
            {
                Language = "en",
                Terms = i % 3 == 0
                    ? [new TermSection { Text = $"term number {i}", Status = AdministrativeStatus.Preferred }, new TermSection { Text = $"concept number {i}", Status = AdministrativeStatus.Admitted }]
                    : [new TermSection { Text = $"term number {i}", Status = AdministrativeStatus.Preferred }],
            },
        ],
    }));

    /// <summary>Sentence pairs of three concepts each of the term base that comes with the library.</summary>
    internal static (string Chinese, string English)[] SentencePairs(int count)
    {
        (string Chinese, string English)[] terms = [.. Tbx.Read(PathOf("glossary/policy.tbx")).Entries.Select(entry => (entry.TermsIn("zh").First().Text, entry.TermsIn("en").First().Text))];
        var pairs = new (string, string)[count];
        for (int i = 0; i < count; i++)
        {
            var (a, b, c) = (terms[i * 7 % terms.Length], terms[((i * 13) + 5) % terms.Length], terms[((i * 29) + 11) % terms.Length]);
            pairs[i] = ($"推进{a.Chinese}，加强{b.Chinese}和{c.Chinese}。", $"We will promote {a.English} and strengthen {b.English} and {c.English}.");
        }

        return pairs;
    }

    /// <summary>A file of the repository.</summary>
    internal static string PathOf(string file) => Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "..", file);

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
