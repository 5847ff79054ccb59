using System.CommandLine;
using Terminology.Tool;

var root = new RootCommand("Chinese policy documents in, a ranked zh-en term base out.");
root.Add(ExtractCommand.Create());
root.Add(ExplainCommand.Create());
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
