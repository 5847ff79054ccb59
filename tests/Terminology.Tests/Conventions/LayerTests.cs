using System.Text.RegularExpressions;

namespace Terminology.Tests;

/// <summary>Data goes one way: a stage knows only the stages before it.</summary>
public partial class LayerTests
{
    private static readonly string[] s_stages =
        ["Infrastructure", "Corpora", "Glossaries", "Candidates", "Statistics", "Measures", "Ranking", "Concordances", "Interchange", "Alignment", "Diachrony", "Reports"];

    [GeneratedRegex(@"(?m)^(?:(?:public|internal|sealed|static|abstract|readonly|ref|partial|unsafe|file) )+(?:class|struct|record struct|record|interface|enum)\s+([A-Z]\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b[A-Z]\w+\b")]
    private static partial Regex Name();

    [Fact]
    public void A_stage_knows_only_the_stages_before_it()
    {
        string source = Path.Combine(Repository.Root, "src", "Terminology");
        var stageOf = new Dictionary<string, int>();
        for (int stage = 0; stage < s_stages.Length; stage++)
        {
            foreach (string file in Files(source, stage))
            {
                foreach (Match m in Declaration().Matches(Code(file)))
                    stageOf.TryAdd(m.Groups[1].Value, stage);
            }
        }
        Assert.True(stageOf.Count > 100);
        var faults = new List<string>();
        for (int stage = 0; stage < s_stages.Length; stage++)
        {
            foreach (string file in Files(source, stage))
            {
                foreach (string name in Name().Matches(Code(file)).Select(m => m.Value).Distinct())
                {
                    if (stageOf.TryGetValue(name, out int other) && other > stage)
                        faults.Add($"{s_stages[stage]}/{Path.GetFileName(file)} uses {name} of {s_stages[other]}");
                }
            }
        }
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void Every_folder_is_a_stage() =>
        Assert.Empty(Directory.GetDirectories(Path.Combine(Repository.Root, "src", "Terminology")).Select(Path.GetFileName).Except([.. s_stages, "Resources", "bin", "obj"]));

    private static IEnumerable<string> Files(string source, int stage) =>
        Directory.Exists(Path.Combine(source, s_stages[stage])) ? Directory.EnumerateFiles(Path.Combine(source, s_stages[stage]), "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("Throw", StringComparison.Ordinal)) : [];

    /// <summary>The file without comments, strings and members' own names after a dot.</summary>
    private static string Code(string file)
    {
        string text = File.ReadAllText(file);
        text = Regex.Replace(text, @"//.*", "", RegexOptions.None, TimeSpan.FromSeconds(10));
        text = Regex.Replace(text, "\"(?:\\\\.|[^\"\\\\\n])*\"", "", RegexOptions.None, TimeSpan.FromSeconds(10));
        return Regex.Replace(text, @"\.\s*[A-Z]\w+", "", RegexOptions.None, TimeSpan.FromSeconds(10));
    }
}
