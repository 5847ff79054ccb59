using System.CommandLine;
using Terminology.Tool;

var root = new RootCommand("Chinese policy documents in, a ranked zh-en term base out.");
root.Add(ExtractCommand.Create());
root.Add(ExplainCommand.Create());
<<<<<<< HEAD
root.Add(ConvertCommand.Create());
root.Add(MergeGlossariesCommand.Create());
root.Add(SegmentCommand.Create());
=======
root.Add(CheckGlossaryCommand.Create());
>>>>>>> english
return CommandLine.Run(root, args);
