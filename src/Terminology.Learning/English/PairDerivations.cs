namespace Terminology.Learning;

/// <summary>
/// Derivations of many pairs, made once and used for several models that leave some of the pairs out. Figures measured with them are
/// slightly too good, because the pairs left out helped to align the others; they serve quick comparisons.
/// </summary>
internal sealed class PairDerivations
{
    /// <summary>Rounds of alignment.</summary>
    public const int Iterations = 3;

    private readonly Dictionary<(string Key, string English), Derivation> _derivations = [];

    /// <summary>Aligns the pairs of a term base and a lexicon.</summary>
    public static PairDerivations Of(IReadOnlyList<TermBaseEntry> entries, IReadOnlyList<LexiconEntry> lexicon)
    {
        var derivations = new PairDerivations();
        foreach ((TermPair pair, _, _, Derivation derivation) in new PairAligner(CompositionModelBuilder.Pairs(entries, lexicon, out _)).Align(Iterations))
        {
            derivations._derivations.TryAdd((pair.Key, pair.English), derivation);
        }

        return derivations;
    }

    /// <summary>The derivations of the pairs; a pair without one counts as a whole.</summary>
    public IEnumerable<(TermPair Pair, int[] Starts, List<string> Words, Derivation Derivation)> For(IEnumerable<TermPair> pairs)
    {
        foreach (TermPair pair in pairs)
        {
            int[] starts = new int[pair.Key.Length + 1];
            int n = ChineseKey.Units(pair.Key, starts);
            List<string> words = EnglishTokens.Split(pair.English);
            if (n > 0 && words.Count > 0)
            {
                yield return (pair, starts[..(n + 1)], words, _derivations.GetValueOrDefault((pair.Key, pair.English)) ?? new Derivation([new Block(0, n, 0, words.Count)], []));
            }
        }
    }

    /// <summary>Reads derivations that <see cref="Write"/> wrote.</summary>
    public static PairDerivations Read(string path)
    {
        var derivations = new PairDerivations();
        using var reader = new BinaryReader(File.OpenRead(path));
        for (int count = reader.ReadInt32(); count > 0; count--)
        {
            (string key, string english) = (reader.ReadString(), reader.ReadString());
            var parts = new List<Block>();
            for (int n = reader.ReadByte(); n > 0; n--)
            {
                parts.Add(new Block(reader.ReadByte(), reader.ReadByte(), reader.ReadByte(), reader.ReadByte()));
            }

            var joins = new List<JoinStep>();
            for (int n = reader.ReadByte(); n > 0; n--)
            {
                joins.Add(new JoinStep(reader.ReadByte(), reader.ReadByte(), (reader.ReadByte(), reader.ReadByte()), (reader.ReadByte(), reader.ReadByte())));
            }

            derivations._derivations.Add((key, english), new Derivation(parts, joins));
        }

        return derivations;
    }

    /// <summary>Writes the derivations for a later run.</summary>
    public void Write(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(_derivations.Count);
        foreach (((string key, string english), Derivation derivation) in _derivations)
        {
            writer.Write(key);
            writer.Write(english);
            writer.Write((byte)derivation.Parts.Count);
            foreach (Block part in derivation.Parts)
            {
                writer.Write([(byte)part.From, (byte)part.To, (byte)part.First, (byte)part.Last]);
            }

            writer.Write((byte)derivation.Joins.Count);
            foreach (JoinStep join in derivation.Joins)
            {
                writer.Write([(byte)join.ChineseLink, join.Action, (byte)join.Left.From, (byte)join.Left.To, (byte)join.Right.From, (byte)join.Right.To]);
            }
        }
    }
}
