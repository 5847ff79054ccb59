using System.CommandLine;
using System.CommandLine.Help;
using Terminology.Tool;

// Not a RootCommand: that takes the name of the assembly, which is not what users type.
var root = new Command("terms", "Chinese policy documents in, a ranked zh-en term base out.\n\nExample: terms extract seeds/corpus --output terms.csv") { new HelpOption(), new VersionOption() };
root.Add(ExtractCommand.Create());
root.Add(ExplainCommand.Create());
root.Add(CountCommand.Create());
root.Add(MergeCommand.Create());
root.Add(RankCommand.Create());
root.Add(SegmentCommand.Create());
root.Add(AlignCommand.Create());
root.Add(CheckCommand.Create());
root.Add(CompareCommand.Create());
root.Add(ConcordanceCommand.Create());
root.Add(ConvertCommand.Create());
root.Add(MergeGlossariesCommand.Create());
root.Add(CheckGlossaryCommand.Create());
root.Add(ReviewCommand.Create());
root.Add(VerifyCommand.Create());
root.Add(TrainCommand.Create());
return CommandLine.Run(root, args);
