using System.IO.Compression;
using System.Text;

namespace Terminology;

/// <summary>One English rendering of a Chinese phrase, with its counts.</summary>
/// <param name="WordStart">First word in <see cref="CompositionModel.PhraseWords"/>.</param>
/// <param name="WordCount">Number of words.</param>
/// <param name="Rank">1 for the preferred rendering of the term base, 2 ... for the others; 0 if only a part of longer terms.</param>
/// <param name="Count">Weight of the pairs it was seen in.</param>
/// <param name="Forward">ln p(English | Chinese).</param>
/// <param name="Backward">ln p(Chinese | English).</param>
internal readonly record struct Rendering(int WordStart, byte WordCount, byte Rank, float Count, float Forward, float Backward);

/// <summary>
/// Everything the composition knows: renderings of phrases, how two parts are joined, an English bigram model and the
/// weights of the features. Immutable; read from one compressed resource.
/// </summary>
internal sealed class CompositionModel
{
    /// <summary>Version of the binary form.</summary>
    public const int FormatVersion = 4;

    /// <summary>Number of features of a composition.</summary>
    public const int FeatureCount = 16;

    /// <summary>Characters that may join two parts, by their index; 0 is nothing.</summary>
    public static readonly string[] ChineseLinks = ["", "的", "和", "与", "及", "、", "之", "对", "等", "以及", "或", "·", "/", "-", "暨"];

    /// <summary>English words that may join two parts, by their index; 0 is nothing.</summary>
    public static readonly string[] EnglishLinks = ["", "of", "and", "for", "in", "on", "to", "with", "by", "from", "or", "against", "at", "between", "as", "over", "under", "through", "into", "among", "within", "under"];

    /// <summary>Base of the hashes of English word types.</summary>
    public const ulong HashPrime = 1_000_003;

    private const uint Magic = 0x4E45_5254; // TREN

    private readonly string _keyText;
    private readonly int[] _keyStart;
    private readonly int[] _renderingStart;
    private readonly int[] _buckets;
    private readonly int _mask;
    private readonly Rendering[] _renderings;
    private readonly float[]?[] _linkBigrams;
    private readonly string?[] _lower;
    private readonly int[] _linkTypes;
    private readonly Dictionary<long, LinkCount[]> _links;
    private readonly Dictionary<long, float> _titleShare;
    private readonly float[] _wholeness;
    private readonly KeySet _trigrams;
    private readonly KeySet _english;
    private readonly HashSet<string> _lowerWords;
    private readonly PlaceNames _names;

    internal CompositionModel(CompositionModelData data)
    {
        Words = data.Words;
        Types = data.Types;
        TypeOfWord = data.TypeOfWord;
        PhraseWords = data.PhraseWords;
        _renderings = data.Renderings;
        _renderingStart = data.RenderingStart;
        _keyText = string.Concat(data.Keys);
        _keyStart = new int[data.Keys.Length + 1];
        for (int i = 0; i < data.Keys.Length; i++)
        {
            _keyStart[i + 1] = _keyStart[i] + data.Keys[i].Length;
        }

        int size = 16;
        while (size < data.Keys.Length * 2)
        {
            size *= 2;
        }

        _mask = size - 1;
        _buckets = new int[size];
        for (int i = 0; i < data.Keys.Length; i++)
        {
            int slot = (int)(Hash(data.Keys[i]) & (uint)_mask);
            while (_buckets[slot] != 0)
            {
                slot = (slot + 1) & _mask;
            }

            _buckets[slot] = i + 1;
        }

        Bigrams = new BigramTable(data.Bigrams, data.Unigram, data.Backoff);
        _linkBigrams = new float[]?[data.Types.Length];
        _lower = new string?[data.Words.Length];
        _linkTypes = [.. EnglishLinks.Select(w => Math.Max(0, Array.IndexOf(data.Types, EnglishTokens.TypeOf(w))))];
        _links = new Dictionary<long, LinkCount[]>(data.Links.Length);
        foreach ((long context, LinkCount[] counts) in data.Links)
        {
            _links[context] = counts;
        }

        _titleShare = data.TitleShare.ToDictionary(t => t.Context, t => t.Share);
        _wholeness = data.Wholeness;
        _trigrams = new KeySet(data.Trigrams.Length);
        foreach ((int first, int second, int third) in data.Trigrams)
        {
            _trigrams.Add(TrigramKey(first, second, third));
        }

        _lowerWords = [.. data.Words.Where(w => char.IsAsciiLetterLower(w[0]))];
        _names = new PlaceNames(data.Pinyin);
        Weights = data.Weights;
        Ranker = data.Ranker;
        _english = new KeySet(_renderings.Length);
        foreach (ref readonly Rendering rendering in _renderings.AsSpan())
        {
            ulong hash = 0;
            foreach (int word in WordsOf(rendering))
            {
                hash = (hash * HashPrime) + (ulong)TypeOfWord[word] + 1;
            }

            _english.Add(hash);
        }
    }

    private CompositionModel(CompositionModel other)
    {
        (_keyText, _keyStart, _renderingStart, _buckets, _mask, _renderings) = (other._keyText, other._keyStart, other._renderingStart, other._buckets, other._mask, other._renderings);
        (Bigrams, _linkBigrams, _linkTypes, _lower, _links, _titleShare) = (other.Bigrams, other._linkBigrams, other._linkTypes, other._lower, other._links, other._titleShare);
        (_wholeness, _trigrams, _english, _lowerWords, _names) = (other._wholeness, other._trigrams, other._english, other._lowerWords, other._names);
        (Words, Types, TypeOfWord, PhraseWords, Weights, Ranker) = (other.Words, other.Types, other.TypeOfWord, other.PhraseWords, other.Weights, other.Ranker);
    }

    /// <summary>Words as written, an article in front of its word.</summary>
    public string[] Words { get; }

    /// <summary>Types of words; type 0 is the border of a term.</summary>
    public string[] Types { get; }

    /// <summary>The type of each word.</summary>
    public int[] TypeOfWord { get; }

    /// <summary>Words of all renderings, one after the other.</summary>
    public int[] PhraseWords { get; }

    /// <summary>Weights of the features.</summary>
    public float[] Weights { get; private init; }

    /// <summary>The trees that rank compositions and tell how sure they are; null while their training data are made.</summary>
    public Forest? Ranker { get; private init; }

    /// <summary>Number of Chinese phrases.</summary>
    public int KeyCount => _keyStart.Length - 1;

    /// <summary>The same tables with other weights.</summary>
    public CompositionModel With(float[] weights, Forest? ranker) => new(this) { Weights = weights, Ranker = ranker };

    /// <summary>The Chinese phrase.</summary>
    public ReadOnlySpan<char> Key(int index) => _keyText.AsSpan(_keyStart[index], _keyStart[index + 1] - _keyStart[index]);

    /// <summary>Index of a Chinese phrase, or -1.</summary>
    public int Find(ReadOnlySpan<char> key)
    {
        int slot = (int)(Hash(key) & (uint)_mask);
        while (_buckets[slot] != 0)
        {
            int index = _buckets[slot] - 1;
            if (Key(index).SequenceEqual(key))
            {
                return index;
            }

            slot = (slot + 1) & _mask;
        }

        return -1;
    }

    /// <summary>The renderings of a phrase: those of the term base first, then by count.</summary>
    public ReadOnlySpan<Rendering> Renderings(int index) => _renderings.AsSpan(_renderingStart[index], _renderingStart[index + 1] - _renderingStart[index]);

    /// <summary>The words of a rendering.</summary>
    public ReadOnlySpan<int> WordsOf(in Rendering rendering) => PhraseWords.AsSpan(rendering.WordStart, rendering.WordCount);

    /// <summary>A rendering as text.</summary>
    public string TextOf(in Rendering rendering)
    {
        ReadOnlySpan<int> words = WordsOf(rendering);
        if (words.Length == 1)
        {
            return Words[words[0]];
        }

        var text = new StringBuilder();
        foreach (int word in words)
        {
            if (text.Length > 0)
            {
                text.Append(' ');
            }

            text.Append(Words[word]);
        }

        return text.ToString();
    }

    /// <summary>ln p(second | first) of two types.</summary>
    public float Bigram(int first, int second) => Bigrams.Value(first, second);

    /// <summary>The English bigrams.</summary>
    public BigramTable Bigrams { get; }

    /// <summary>No <see cref="Bigram"/> is larger.</summary>
    public float LargestBigram => Bigrams.Largest;

    /// <summary>The type of a joining word of <see cref="EnglishLinks"/>; 0 if no rendering has it.</summary>
    public int LinkType(int link) => _linkTypes[link];

    /// <summary>ln p(joining word | type).</summary>
    public float BeforeLink(int type, int link) => (_linkBigrams[type] ?? MakeLinkBigrams(type))[link];

    /// <summary>ln p(type | joining word).</summary>
    public float AfterLink(int link, int type) => (_linkBigrams[type] ?? MakeLinkBigrams(type))[EnglishLinks.Length + link];

    /// <summary>Reads names of places.</summary>
    public PlaceNames Names => _names;

    /// <summary>A word as it is written inside a term that is no name: in lower case, where that form is known too.</summary>
    public string InLowerCase(int word) => _lower[word] ??= InLowerCase(Words[word]);

    /// <summary>The same for a word that need not be in the tables.</summary>
    public string InLowerCase(string word)
    {
        if (word.Length < 2 || !char.IsAsciiLetterUpper(word[0]) || !char.IsAsciiLetterLower(word[1]))
        {
            return word;
        }

        string lower = char.ToLowerInvariant(word[0]) + word[1..];
        return _lowerWords.Contains(lower) ? lower : word;
    }

    /// <summary>Whether three types were seen in this order in more than one pair.</summary>
    public bool HasTrigram(int first, int second, int third) => _trigrams.Contains(TrigramKey(first, second, third));

    private static ulong TrigramKey(int first, int second, int third) => ((ulong)first << 42) | ((ulong)second << 21) | (uint)third;

    /// <summary>ln of the share of a phrase's occurrences in which it was cut out whole, rather than across the border of a word.</summary>
    public float Wholeness(int index) => _wholeness[index];

    /// <summary>Whether some phrase has this English, given as the hash of its types.</summary>
    public bool IsKnownEnglish(ulong hash) => _english.Contains(hash);

    /// <summary>
    /// How two parts are joined, given what joins them in Chinese, the last phrase of the right part and its last character:
    /// the actions with their ln probabilities, best first.
    /// </summary>
    /// <param name="link">Index into <see cref="ChineseLinks"/>.</param>
    /// <param name="head">Index of the last phrase of the right part, or -1.</param>
    /// <param name="lastCharacter">Last character of the right part.</param>
    /// <param name="longLeft">Whether the left part has more than one phrase.</param>
    /// <param name="actions">Receives the actions; all 64.</param>
    public void LinkScores(int link, int head, char lastCharacter, bool longLeft, Span<float> actions)
    {
        const float Strength = 4;
        actions.Clear();
        Mix(LinkContext.All(link), 0, actions);
        Mix(LinkContext.Length(link, longLeft), Strength, actions);
        Mix(LinkContext.Character(link, lastCharacter), Strength, actions);
        if (head >= 0)
        {
            Mix(LinkContext.Head(link, head), Strength, actions);
            Mix(LinkContext.HeadLength(link, head, longLeft), Strength, actions);
        }

        for (int i = 0; i < actions.Length; i++)
        {
            actions[i] = MathF.Log(actions[i] + 1e-5f);
        }
    }

    /// <summary>Share of the terms with this ending that are names written with capitals.</summary>
    public float TitleShare(ReadOnlySpan<char> key)
    {
        float share = 0;
        for (int length = 1; length <= 3 && length <= key.Length; length++)
        {
            if (_titleShare.TryGetValue(TitleContext(key[^length..]), out float value))
            {
                share = value;
            }
        }

        return share;
    }

    /// <summary>Key of an ending of at most three characters.</summary>
    public static long TitleContext(ReadOnlySpan<char> ending)
    {
        long context = 0;
        foreach (char c in ending)
        {
            context = (context << 16) | c;
        }

        return context;
    }

    /// <summary>Reads a model.</summary>
    public static CompositionModel Read(Stream stream)
    {
        using var brotli = new BrotliStream(stream, CompressionMode.Decompress, leaveOpen: true);
        using var memory = new MemoryStream();
        brotli.CopyTo(memory);
        return new CompositionModel(CompositionModelData.Read(memory.GetBuffer().AsSpan(0, (int)memory.Length), Magic));
    }

    /// <summary>Writes a model; fast is for models that are read again at once.</summary>
    public static void Write(CompositionModelData data, Stream stream, bool fast = false)
    {
        byte[] bytes = data.ToBytes(Magic);
        using var brotli = new BrotliStream(stream, fast ? CompressionLevel.Fastest : CompressionLevel.SmallestSize, leaveOpen: true);
        brotli.Write(bytes);
    }

    /// <summary>The bigrams of a type with all joining words, before and after it: few types are ever asked for, so they are made then.</summary>
    private float[] MakeLinkBigrams(int type)
    {
        float[] values = new float[EnglishLinks.Length * 2];
        for (int link = 1; link < EnglishLinks.Length; link++)
        {
            values[link] = Bigram(type, _linkTypes[link]);
            values[EnglishLinks.Length + link] = Bigram(_linkTypes[link], type);
        }

        _linkBigrams[type] = values;
        return values;
    }

    private static uint Hash(ReadOnlySpan<char> key)
    {
        uint hash = 2166136261;
        foreach (char c in key)
        {
            hash = (hash ^ c) * 16777619;
        }

        return hash ^ (hash >> 15);
    }

    private void Mix(long context, float strength, Span<float> actions)
    {
        if (!_links.TryGetValue(context, out LinkCount[]? counts))
        {
            return;
        }

        float total = 0;
        foreach (LinkCount count in counts)
        {
            total += count.Count;
        }

        float keep = strength / (total + strength);
        float scale = 1 / (total + strength);
        for (int i = 0; i < actions.Length; i++)
        {
            actions[i] *= keep;
        }

        foreach (LinkCount count in counts)
        {
            actions[count.Action] += count.Count * scale;
        }
    }
}

/// <summary>How often an action was seen.</summary>
/// <param name="Action">English link × 2, plus 1 if the parts change places.</param>
/// <param name="Count">Weight.</param>
internal readonly record struct LinkCount(byte Action, float Count);

/// <summary>Contexts in which joins are counted, as numbers.</summary>
internal static class LinkContext
{
    public static long All(int link) => link;

    public static long Length(int link, bool longLeft) => (1L << 40) | ((longLeft ? 1L : 0) << 8) | (uint)link;

    public static long Character(int link, char last) => (2L << 40) | ((long)last << 8) | (uint)link;

    public static long Head(int link, int head) => (3L << 40) | ((long)head << 8) | (uint)link;

    public static long HeadLength(int link, int head, bool longLeft) => ((longLeft ? 5L : 4L) << 40) | ((long)head << 8) | (uint)link;

    public static bool HasHead(long context) => context >> 40 >= 3;
}
