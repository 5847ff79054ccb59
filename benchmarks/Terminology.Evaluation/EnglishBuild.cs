using System.Globalization;
using Terminology.Learning;

namespace Terminology.Evaluation;

/// <summary>Builds the term base: the embedded resource, and glossary/policy.csv and policy.tbx for readers. The same inputs give the same bytes.</summary>
internal static class EnglishBuild
{
    public static int Run(string[] args)
    {
        string seeds = "seeds/glossary", resource = "src/Terminology/Alignment/Resources/english.bin", glossary = "glossary";
        for (int i = 0; i + 1 < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--seeds": seeds = args[i + 1]; break;
                case "--resource": resource = args[i + 1]; break;
                case "--glossary": glossary = args[i + 1]; break;
                default:
                    Console.Error.WriteLine($"unknown option {args[i]}; usage: build-term-base [--seeds DIRECTORY] [--resource FILE] [--glossary DIRECTORY]");
                    return 2;
            }
        }

        List<TermBaseEntry> entries = TermBaseMerger.Merge(EnglishData.ReadRows(seeds));
        (float[]? weights, Forest? ranker) = EnglishData.ReadRanking(seeds);
        CompositionModelData data = CompositionModelBuilder.Build(entries, EnglishData.ReadLexicon(seeds), weights, ranker, pinyin: EnglishData.ReadPinyin(seeds));
        Directory.CreateDirectory(Path.GetDirectoryName(resource)!);
        AtomicFile.Write(resource, stream => CompositionModel.Write(data, stream));
        Console.Error.WriteLine($"{entries.Count} entries, {data.Keys.Length} phrases, {new FileInfo(resource).Length} bytes in {resource}");

        Directory.CreateDirectory(glossary);
        var book = new Glossary(entries.Where(IsPublished).Select(Concept), "Chinese policy terms");
        Csv.Write(book, Path.Combine(glossary, "policy.csv"));
        Tbx.Write(book, Path.Combine(glossary, "policy.tbx"));
        Console.Error.WriteLine($"{book.Entries.Count} concepts in {glossary}");
        return 0;
    }

    /// <summary>The published glossary has what every terminologist records and two sources give, or is short; the resource has everything.</summary>
    private static bool IsPublished(TermBaseEntry entry) => entry.Tier == 1
        && (entry.Renderings[0].Votes >= 2 || entry.Renderings[0].Sources.Contains("own") || entry.Renderings[0].Year is not null || entry.Key.Length <= 5);

    private static ConceptEntry Concept(TermBaseEntry entry) => new()
    {
        // The identifier is made from the term, so that it stays the same when entries come and go before it.
        Id = "p" + StableHash(entry.Key).ToString("x8", CultureInfo.InvariantCulture),
        SubjectField = entry.Class,
        Languages =
        [
            new LanguageSection { Language = "zh", Terms = [new TermSection { Text = entry.Chinese }] },
            new LanguageSection
            {
                Language = "en",
                Terms = [.. entry.Renderings.Where((r, i) => i == 0 || (i < 4 && r.Votes >= entry.Renderings[0].Votes * .15f)).Select((r, i) => new TermSection
                {
                    Text = r.English,
                    Status = i == 0 ? AdministrativeStatus.Preferred : AdministrativeStatus.Admitted,
                    Year = r.Year,
                    Source = r.Sources.Count <= 2 ? string.Join(", ", r.Sources) : string.Create(CultureInfo.InvariantCulture, $"{r.Sources[0]} and {r.Sources.Count - 1} more"),
                })],
            },
        ],
    };

    private static ulong StableHash(string text)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 1099511628211;
        }

        return (hash ^ (hash >> 40)) & 0xFF_FFFF_FFFF;
    }
}
