using Terminology.LexiconBuilder;

if (args.Length != 2)
{
    Console.Error.WriteLine("usage: lexicon-builder SEED-DIRECTORY OUTPUT-FILE");
    return 2;
}

Seeds seeds = Seeds.Read(args[0]);
byte[] lexicon = LexiconCompiler.Compile(seeds);
File.WriteAllBytes(args[1], lexicon);
Console.WriteLine($"{args[1]}: {lexicon.Length:N0} bytes, {seeds.Words.Count:N0} words");
return 0;
