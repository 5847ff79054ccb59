namespace Terminology.Segmentation;

/// <summary>The words that are tokens wherever they stand, as a trie in sorted arrays. Immutable.</summary>
internal sealed class WinningWords
{
    private readonly Dictionary<(int Node, char Character), int> _children = [];
    private readonly List<PartOfSpeech?> _tags = [null];
    private readonly ulong[] _firstCharacters = new ulong[(char.MaxValue + 1) >> 6];

    internal WinningWords(IEnumerable<KeyValuePair<string, PartOfSpeech>> words)
    {
        Words = new Dictionary<string, PartOfSpeech>(words, StringComparer.Ordinal);
        foreach ((string word, PartOfSpeech tag) in Words)
        {
            int node = 0;
            foreach (char character in word)
            {
                if (!_children.TryGetValue((node, character), out int child))
                {
                    child = _tags.Count;
                    _children.Add((node, character), child);
                    _tags.Add(null);
                }

                node = child;
            }

            _tags[node] = tag;
            _firstCharacters[word[0] >> 6] |= 1UL << (word[0] & 63);
        }
    }

    internal IReadOnlyDictionary<string, PartOfSpeech> Words { get; }

    /// <summary>Finds the leftmost longest word from a position on.</summary>
    internal bool TryFind(ReadOnlySpan<char> text, int from, out int start, out int length, out PartOfSpeech tag)
    {
        for (start = from; start < text.Length; start++)
        {
            char first = text[start];
            if ((_firstCharacters[first >> 6] >> (first & 63) & 1) == 0)
                continue;
            length = LongestAt(text, start, out tag);
            if (length > 0)
                return true;
        }

        (length, tag) = (0, default);
        return false;
    }

    private int LongestAt(ReadOnlySpan<char> text, int start, out PartOfSpeech tag)
    {
        tag = default;
        if (start > 0 && BothLetterOrDigit(text[start - 1], text[start]))
            return 0;
        int longest = 0;
        int node = 0;
        for (int end = start; end < text.Length && _children.TryGetValue((node, text[end]), out node); end++)
        {
            if (_tags[node] is not { } found || (end + 1 < text.Length && BothLetterOrDigit(text[end], text[end + 1])))
                continue;
            longest = end + 1 - start;
            tag = found;
        }

        return longest;
    }

    private static bool BothLetterOrDigit(char left, char right) => CharacterClass.IsLetterOrDigit(left) && CharacterClass.IsLetterOrDigit(right);
}
