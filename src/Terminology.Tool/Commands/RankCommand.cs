using System.CommandLine;
using Terminology.Formats;

namespace Terminology.Tool;

/// <summary><c>terms rank</c>: a counts file in, a ranked term list with English out.</summary>
internal static class RankCommand
{
    public static Command Create()
    {
        var input = new Argument<string>("COUNTS") { Description = "a file of terms count or terms merge" };
        var corpus = new Option<string[]>("--corpus") { Description = "the files and directories that were counted, named as they were then: for the sentences around the terms", AllowMultipleArgumentsPerToken = true };
        var top = new Option<int?>("--top") { Description = "list the first N terms only" };
        var termhood = new Option<double>("--min-termhood") { Description = "least termhood of a listed term, 0 to 1", DefaultValueFactory = _ => new TermExtractorOptions().MinimumTermhood };
        var frequency = new Option<int>("--min-frequency") { Description = "least frequency; 0 chooses by the size of the corpus" };
        var order = new Option<string>("--rank-by") { Description = "salience, termhood, any column of measures, a weighted sum or a fusion, as for terms extract", DefaultValueFactory = _ => "salience" };
        var measures = new Option<bool>("--all-measures") { Description = "write every measure of the registry as a column, not only the usual ones" };
        var model = new Option<string?>("--model") { Description = "termhood model with which was counted; without it the built-in one" };
        var exclude = new Option<string[]>("--exclude") { Description = "file of terms that are not listed" };
        var include = new Option<string[]>("--include") { Description = "file of terms that are listed wherever they stand; repeatable, and the same as was counted with" };
        var format = new Option<string?>("--format") { Description = "as for terms extract" };
        var output = new Option<string?>("--output", "-o") { Description = "write the terms to a file" };
        var glossary = new Option<string[]>("--glossary") { Description = "client's glossary (repeatable); it wins over the built-in term base" };
        var noEnglish = new Option<bool>("--no-english") { Description = "list the Chinese terms only" };
        var encoding = new Option<string?>("--encoding") { Description = "encoding of plain text of --corpus; without it found out" };
        var command = new Command("rank", "Rank and translate the terms of counted documents, as terms extract does.\n\nExample: terms rank all.counts --output terms.csv")
        {
            input, corpus, glossary, noEnglish, top, termhood, frequency, order, measures, model, exclude, include, format, output, encoding,
        };
        command.SetAction((result, cancellation) =>
        {
            string form = ExtractCommand.Form(result.GetValue(top), result.GetRequiredValue(order), result.GetValue(format), result.GetValue(output));
            List<Glossary> client = [.. (result.GetValue(glossary) ?? []).Select(path => CommandLine.Glossary("--glossary", path))];
            var extractor = new TermExtractor(new TermExtractorOptions
            {
                MinimumTermhood = ExtractCommand.Check(result.GetValue(termhood)),
                MinimumFrequency = result.GetValue(frequency),
                Model = CommandLine.Model(result.GetValue(model)),
                Exclude = [.. (result.GetValue(exclude) ?? []).SelectMany(list => CommandLine.Rejected("--exclude", list))],
                Include = [.. (result.GetValue(include) ?? []).SelectMany(list => CommandLine.Terms("--include", list))],
            });
            Corpus? texts = result.GetValue(corpus) is { Length: > 0 } inputs ? CommandLine.Corpus(inputs, result.GetValue(encoding), pieces: true, fullNames: true) : null;
            TermCandidateList terms = extractor.Rank(result.GetRequiredValue(input), texts, cancellation);
            return Task.FromResult(ExtractCommand.List(terms, texts, result.GetValue(top), result.GetRequiredValue(order), result.GetValue(measures), result.GetValue(noEnglish) ? null : new TermAligner(client), form, result.GetValue(output), null, cancellation));
        });
        return command;
    }
}
