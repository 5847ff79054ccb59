#:project ../src/Terminology/Terminology.csproj
#:property PublishAot=true
#:property GenerateDocumentationFile=false
#:property RunAnalyzers=false

// Compiled ahead of time into one native file that starts in milliseconds (needs clang or gcc):
//   dotnet publish examples/ahead-of-time.cs -o out && out/ahead-of-time segment file.txt
using Terminology;
using Terminology.Segmentation;

if (args is not ["segment" or "extract", var path])
{
    Console.Error.WriteLine("usage: ahead-of-time segment|extract FILE");
    return 2;
}

if (args[0] == "segment")
{
    foreach (string line in File.ReadLines(path))
        Console.WriteLine(string.Join(' ', Segmenter.Default.Segment(line)));
    return 0;
}

TermCandidateList terms = new TermExtractor().Extract(Corpus.FromFiles([path]));
foreach (TermAlignment term in new TermAligner().Align(terms).Take(30))
    Console.WriteLine($"{term.Term.Rank,3}  {term.Term.Text}  {TermTable.English(term)}");
return 0;
