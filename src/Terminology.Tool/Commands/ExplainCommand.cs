using System.CommandLine;
using System.Globalization;

namespace Terminology.Tool;

/// <summary><c>terms explain</c>: what happened to a string at each stage.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("INPUT") { Description = "file or directory" };
        var term = new Argument<string>("TERM") { Description = "the string" };
        var model = new Option<string?>("--model") { Description = "termhood model of terms train, or log-linear for the built-in one without trees; without it the built-in learned one" };
        var command = new Command("explain", "Say at which stage a string was kept or dropped, with its features and what they contributed.\n\nExample: terms explain seeds/corpus 两化深度融合") { input, term, model };
        command.SetAction((result, cancellation) => Task.FromResult(Run(result.GetRequiredValue(input), result.GetRequiredValue(term), result.GetValue(model), cancellation)));
        return command;
    }

    private static int Run(string input, string term, string? model, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(term))
            throw new ArgumentException("TERM is empty; expected the string to explain, such as 智能制造");
        TermTrace trace = new TermExtractor(new TermExtractorOptions { Model = CommandLine.Model(model) }).Explain(CommandLine.Corpus([input]), term, cancellation);
        Console.WriteLine($"{trace.Text}: {trace.Message}");
        if (trace.Tokens.Count > 0)
            Console.WriteLine("tokens: " + string.Join(" | ", trace.Tokens));
        if (trace.Term is { } listed)
        {
            foreach (TermVariant v in listed.Variants)
                Console.WriteLine($"variant ({v.Relation}): {v.Text} {v.Frequency}");
            Console.WriteLine("context: " + listed.Context);
        }
        if (trace.Features.Count > 0)
        {
            Console.WriteLine("feature                                                      value  contribution to the log-odds");
            foreach (TermFeature f in trace.Features.Where(f => Math.Abs(f.Contribution) >= 0.005).Take(25))
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{f.Name,-58} {f.Value,8:F2}  {f.Contribution,+8:+0.00;-0.00}"));
        }
        return trace.Stage == TermStage.Listed ? CommandLine.Found : CommandLine.NothingFound;
    }
}
