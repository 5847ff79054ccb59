using System.Runtime.InteropServices;
using Terminology.Segmentation;

namespace Terminology.LexiconBuilder;

/// <summary>Compiles the seeds into the segmenter's tables. The result depends on the seeds alone.</summary>
internal static class LexiconCompiler
{
    private sealed class Node
    {
        internal SortedDictionary<ushort, Node> Children { get; } = [];

        internal uint Class { get; set; }

        internal byte Tag { get; set; }

        internal int Cell { get; set; }

        internal int Order { get; set; }
    }

    internal static byte[] Compile(Seeds seeds)
    {
        char[] characters = RankCharacters(seeds);
        var codes = new Dictionary<char, ushort>();
        for (int code = 2; code < characters.Length; code++)
            codes.Add(characters[code], (ushort)code);

        // The classes that carry most of a text come first, so that their weights share cache lines.
        long[] frequencies =
        [
            0,
            .. seeds.Words.Values.GroupBy(word => word.Frequency)
                .OrderByDescending(group => group.Key * group.Count()).ThenByDescending(group => group.Key).Select(group => group.Key),
        ];
        if (frequencies.Length > TrieCell.MaximumClass)
            throw new InvalidOperationException("More distinct frequencies than a cell can number.");
        TrieWriter trie = BuildTrie(seeds, codes, frequencies);
        int length = trie.RequiredLength;
        ulong[] cells = trie.Cells;
        byte[] tags = trie.Tags;
        Array.Resize(ref cells, length);
        Array.Resize(ref tags, length);

        byte[][] sections = new byte[(int)LexiconFormat.Section.Count][];
        void Put<T>(LexiconFormat.Section section, ReadOnlySpan<T> values)
            where T : struct => sections[(int)section] = MemoryMarshal.AsBytes(values).ToArray();

        Put<char>(LexiconFormat.Section.Characters, characters);
        Put<ulong>(LexiconFormat.Section.Cells, cells);
        Put<byte>(LexiconFormat.Section.Tags, tags);
        Put<long>(LexiconFormat.Section.Frequencies, frequencies);
        Put<double>(LexiconFormat.Section.Logarithms, frequencies.Select(frequency => frequency == 0 ? 0 : seeds.Logarithms[frequency]).ToArray());
        Put<long>(LexiconFormat.Section.Total, [seeds.Total, BitConverter.DoubleToInt64Bits(seeds.Logarithms[seeds.Total])]);
        Put<double>(LexiconFormat.Section.WordModel, WordModel(seeds, characters));
        PutTagModel(seeds, characters, Put, Put, Put, Put);
        return Join(sections);
    }

    private static char[] RankCharacters(Seeds seeds)
    {
        var weights = new Dictionary<char, long>();
        foreach ((string word, (long frequency, _)) in seeds.Words)
        {
            foreach (char character in word)
                weights[character] = weights.GetValueOrDefault(character) + frequency;
        }

        foreach (char character in seeds.Emissions.Keys.Concat(seeds.Allowed.Keys).Concat(seeds.TagEmissions.Keys))
            weights.TryAdd(character, 0);
        return ['\0', '\0', .. weights.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => pair.Key)];
    }

    private static TrieWriter BuildTrie(Seeds seeds, Dictionary<char, ushort> codes, long[] frequencies)
    {
        var classes = new Dictionary<long, uint>();
        for (int i = 1; i < frequencies.Length; i++)
            classes.Add(frequencies[i], (uint)i);
        var root = new Node();
        foreach ((string word, (long frequency, string tag)) in seeds.Words)
        {
            Node node = root;
            foreach (char character in word)
            {
                ushort code = codes[character];
                if (!node.Children.TryGetValue(code, out Node? child))
                    node.Children.Add(code, child = new Node());
                node = child;
            }

            node.Class = classes[frequency];
            node.Tag = TagNames.Find(tag);
            if (node.Tag == 0)
                throw new InvalidOperationException($"Tag {tag} has no code.");
        }

        var parents = new List<Node>();
        Collect(root, parents);
        var trie = new TrieWriter();
        var bases = new Dictionary<Node, int>();
        // Large families first, while the array is empty; the small ones fill the holes.
        foreach (Node node in parents.OrderByDescending(node => node.Children.Count).ThenBy(node => node.Order))
            bases.Add(node, trie.Place([.. node.Children.Keys.Select(code => (uint)code)]));
        foreach ((ushort code, Node node) in root.Children)
        {
            node.Cell = code;
            trie.Cells[code] = TrieCell.WithLabel(0, code);
        }

        foreach ((Node node, int @base) in bases)
        {
            if (@base == 0)
                throw new InvalidOperationException("The double array is full.");
            foreach ((ushort code, Node child) in node.Children)
                child.Cell = @base + code;
        }

        foreach (Node node in root.Children.Values)
            Fill(node, trie.Cells, trie.Tags, bases);
        return trie;
    }

    private static void Fill(Node node, ulong[] cells, byte[] tags, Dictionary<Node, int> bases)
    {
        ref ulong cell = ref cells[node.Cell];
        cell = TrieCell.WithClass(cell, node.Class);
        tags[node.Cell] = node.Tag;
        if (bases.TryGetValue(node, out int @base))
            cell = TrieCell.WithBase(cell, (uint)@base);
        foreach ((ushort code, Node child) in node.Children)
        {
            cell = TrieCell.WithChild(cell, code);
            Fill(child, cells, tags, bases);
        }
    }

    /// <summary>Numbers the nodes in the order of their paths and collects those that have children, the root left out.</summary>
    private static void Collect(Node node, List<Node> parents)
    {
        foreach (Node child in node.Children.Values)
        {
            if (child.Children.Count == 0)
                continue;
            child.Order = parents.Count;
            parents.Add(child);
            Collect(child, parents);
        }
    }

    private static double[] WordModel(Seeds seeds, char[] characters)
    {
        var model = new List<double>(seeds.Start);
        model.AddRange(seeds.Transitions.Cast<double>());
        for (int code = 0; code < characters.Length; code++)
            model.AddRange(code >= 2 && seeds.Emissions.TryGetValue(characters[code], out double[]? emissions) ? emissions : Enumerable.Repeat(Seeds.Missing, 4));
        return [.. model];
    }

    private delegate void Put<T>(LexiconFormat.Section section, ReadOnlySpan<T> values)
        where T : struct;

    private static void PutTagModel(Seeds seeds, char[] characters, Put<byte> bytes, Put<double> doubles, Put<int> ints, Put<ushort> shorts)
    {
        string[] tags = [.. seeds.TagStart.Keys.Select(state => state.Tag).Distinct().Order(StringComparer.Ordinal)];
        byte State(TagState state) => (byte)((state.Position * 64) + Array.BinarySearch(tags, state.Tag, StringComparer.Ordinal));
        if (tags.Length != 64)
            throw new InvalidOperationException("The tag model does not have 64 tags.");

        bytes(LexiconFormat.Section.ModelTags, tags.Select(TagNames.Find).ToArray());
        doubles(LexiconFormat.Section.TagStart, seeds.TagStart.OrderBy(pair => State(pair.Key)).Select(pair => pair.Value).ToArray());
        var transitions = seeds.TagTransitions.Select(pair => (From: State(pair.Key.From), To: State(pair.Key.To), pair.Value))
            .OrderBy(transition => transition.To).ThenBy(transition => transition.From).ToArray();
        bytes(LexiconFormat.Section.TagTransitionStates, transitions.SelectMany(transition => new[] { transition.From, transition.To }).ToArray());
        doubles(LexiconFormat.Section.TagTransitions, transitions.Select(transition => transition.Value).ToArray());

        var starts = new List<int>();
        var counts = new List<ushort>();
        var states = new List<byte>();
        var emissions = new List<double>();
        for (int code = 0; code < characters.Length; code++)
        {
            starts.Add(states.Count);
            Dictionary<TagState, double> known = code >= 2 ? seeds.TagEmissions.GetValueOrDefault(characters[code]) ?? [] : [];
            HashSet<TagState> allowed = code >= 2 ? seeds.Allowed.GetValueOrDefault(characters[code]) ?? [] : [];
            counts.Add((ushort)allowed.Count);
            foreach (TagState state in allowed.OrderBy(State).Concat(known.Keys.Where(state => !allowed.Contains(state)).OrderBy(State)))
            {
                states.Add(State(state));
                emissions.Add(known.GetValueOrDefault(state, Seeds.Missing));
            }
        }

        starts.Add(states.Count);
        ints(LexiconFormat.Section.EmissionStarts, starts.ToArray());
        shorts(LexiconFormat.Section.AllowedCounts, counts.ToArray());
        bytes(LexiconFormat.Section.EmissionStates, states.ToArray());
        doubles(LexiconFormat.Section.Emissions, emissions.ToArray());
    }

    private static byte[] Join(byte[][] sections)
    {
        const int alignment = 64;
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write(new byte[LexiconFormat.Origin]);
        writer.Write(LexiconFormat.Magic);
        int offset = Align(sizeof(ulong) + (sections.Length * 2 * sizeof(int)));
        foreach (byte[] section in sections)
        {
            writer.Write(offset);
            writer.Write(section.Length);
            offset = Align(offset + section.Length);
        }

        foreach (byte[] section in sections)
        {
            writer.Write(new byte[Align((int)file.Length - LexiconFormat.Origin) - ((int)file.Length - LexiconFormat.Origin)]);
            writer.Write(section);
        }

        return file.ToArray();

        static int Align(int offset) => (offset + alignment - 1) & -alignment;
    }
}
