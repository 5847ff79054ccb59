using Terminology.Segmentation;

namespace Terminology.Tests;

/// <summary>The code of the README, run.</summary>
public class QuickStartTests
{
    [Fact]
    public void Extract_align_and_write()
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        string output = Path.Combine(folder, "terms.tbx"), seeds = Repository.Seeds, glossaryFile = Path.Combine(folder, "client.csv");
        File.WriteAllText(glossaryFile, "zh,en\n智能制造,intelligent manufacturing\n");

        // README: library
        Corpus corpus = Corpus.FromDirectory(seeds);
        Glossary glossary = GlossaryFile.Read(glossaryFile);
        TermCandidateList terms = new TermExtractor().Extract(corpus);
        foreach (TermCandidate term in terms.Take(20))
            Console.WriteLine($"{term.Rank,3}  {term.Text}  salience {term.Salience:F2}  f={term.Frequency} df={term.DocumentFrequency}");
        TermOccurrence first = terms[0].Occurrences[0];
        TermAlignmentList pairs = new TermAligner(glossary).Align(terms);
        Tbx.Write(pairs.ToGlossary(), output);
        // README end

        Document document = corpus.Single(d => d.Name == terms.Documents[first.Document].Name);
        Assert.Equal(terms[0].Text, document.Text.Substring(first.Start, first.Length));
        Assert.Equal("intelligent manufacturing", pairs.Single(p => p.Term.Text == "智能制造").English);
        Assert.Equal(AlignmentMethod.ClientGlossary, pairs.Single(p => p.Term.Text == "智能制造").Suggestions[0].Method);
        Assert.True(pairs.Take(100).Count(p => p.English is not null) >= 60);
        Glossary written = Tbx.Read(output);
        Assert.Contains(written.Entries, e => e.Languages.Any(l => l.Terms.Any(t => t.Text == "两化深度融合")));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Segment_and_tag()
    {
        var printed = new List<string>();
        var offsets = new List<string>();

        // README: segmentation
        foreach (Token token in Segmenter.Default.Segment("推进两化深度融合"))
            printed.Add($"{token}/{token.Tag}");
        var domain = new Segmenter(SegmentationDictionary.Default.With("新质生产力", "专精特新"));

        var places = new TokenBuffer();
        Segmenter.Default.Segment("推进两化深度融合", places);
        foreach (TokenSpan span in places.Spans)
            offsets.Add($"{span.Start}+{span.Length}");
        // README end

        Assert.Equal(["0+2", "2+2", "4+2", "6+2"], offsets);

        Assert.Equal("推进/v 两化/v 深度/ns 融合/v".Split(' ')[0], printed[0]);
        Assert.Equal("推进两化深度融合", string.Concat(printed.Select(p => p[..p.IndexOf('/', StringComparison.Ordinal)])));
        Assert.Contains("新质生产力", domain.Segment("加快发展新质生产力").Select(t => t.ToString()));
    }
}
