using System.Runtime.InteropServices;
using System.Text;
using Terminology.Segmentation;

namespace Terminology;

/// <summary>A place of a term: Chinese words [From, To) of a sentence.</summary>
internal readonly record struct TermPlace(int Sentence, int From, int To);

/// <summary>A sentence pair cut into words, with the terms that stand in it. Read only after it was made.</summary>
internal sealed class AlignedSentence
{
    private readonly (int Start, int Length)[] _spans;

    private AlignedSentence(SentencePair pair, string[] source, (int Start, int Length)[] spans, List<(string Key, int From, int To)> terms)
    {
        (Pair, Source, _spans, Terms) = (pair, source, spans, terms);
        Target = [.. spans.Select(t => pair.Target.Substring(t.Start, t.Length))];
        Keys = [.. Target.Select(AlignmentText.EnglishKey)];
        Forms = [.. Target.Select(FormOf)];
        Kinds = [.. Target.Select(KindOf)];
        for (int j = 0; j < Kinds.Length; j++)
        {
            if (Target[j] is "-" or "–" && !(Touches(j - 1) && Touches(j)))
                Kinds[j] = Kind.Break;
        }
        // The small words of over-the-counter and on-site belong to a word that carries meaning.
        for (int j = 1; j + 1 < Kinds.Length; j++)
        {
            if (Target[j] != "-" || Kinds[j] != Kind.Mark)
                continue;
            foreach (int k in (ReadOnlySpan<int>)[j - 1, j + 1])
                Kinds[k] = Kinds[k] == Kind.Function ? Kind.Content : Kinds[k];
        }
    }

    /// <summary>What a token of the English side is.</summary>
    public enum Kind : byte
    {
        /// <summary>Punctuation no term goes over.</summary>
        Break,

        /// <summary>Hyphens, quotes, brackets and commas, which may stand inside a term.</summary>
        Mark,

        /// <summary>Articles, prepositions, auxiliaries and the like: never at the edge of a term.</summary>
        Function,

        /// <summary>All other words and numbers.</summary>
        Content,
    }

    /// <summary>The pair.</summary>
    public SentencePair Pair { get; }

    /// <summary>The Chinese words.</summary>
    public string[] Source { get; }

    /// <summary>The English tokens as they stand.</summary>
    public string[] Target { get; }

    /// <summary>The English tokens without inflection, as the word aligner has them.</summary>
    public string[] Keys { get; }

    /// <summary>The English tokens in lower case and singular: what is one term in any of its places.</summary>
    public string[] Forms { get; }

    /// <summary>What each English token is.</summary>
    public Kind[] Kinds { get; }

    /// <summary>The terms in it: key and Chinese words [From, To).</summary>
    public List<(string Key, int From, int To)> Terms { get; }

    /// <summary>Cuts a pair into words; a Chinese word that crosses the border of a term is divided there.</summary>
    public static AlignedSentence Of(SentencePair pair, TermFinder finder, ISegmenter? segmenter)
    {
        // Terms are looked for in the text without what keys leave out, mapped back.
        StringBuilder folded = new(pair.Source.Length);
        List<int> origin = [];
        string simplified = ChineseScript.ToSimplified(pair.Source);
        for (int i = 0; i < simplified.Length; i++)
        {
            string key = TermFinder.Key(simplified[i].ToString());
            if (key.Length == 1)
            {
                folded.Append(key);
                origin.Add(i);
            }
        }
        List<(string Key, int Start, int Length)> found = finder.Find(folded.ToString());
        bool[] cut = new bool[pair.Source.Length + 1];
        foreach ((_, int start, int length) in found)
            cut[origin[start]] = cut[origin[start + length - 1] + 1] = true;
        List<(int Start, int Length)> tokens = [];
        foreach ((int start, int length) in AlignmentText.TokenizeChinese(pair.Source, segmenter))
        {
            int from = start;
            for (int i = start + 1; i < start + length; i++)
            {
                if (!cut[i])
                    continue;
                tokens.Add((from, i - from));
                from = i;
            }
            tokens.Add((from, start + length - from));
        }
        List<(string, int, int)> terms = [];
        foreach ((string key, int start, int length) in found)
        {
            int first = origin[start], end = origin[start + length - 1] + 1;
            int from = tokens.FindIndex(t => t.Start + t.Length > first), to = tokens.FindLastIndex(t => t.Start < end);
            if (from >= 0 && to >= from)
                terms.Add((key, from, to + 1));
        }
        return new AlignedSentence(pair, [.. tokens.Select(t => pair.Source.Substring(t.Start, t.Length))], [.. EnglishTokenizer.Tokenize(pair.Target)], terms);
    }

    /// <summary>The English tokens [from, to) as they stand.</summary>
    public string Surface(int from, int to) => Pair.Target[_spans[from].Start..(_spans[to - 1].Start + _spans[to - 1].Length)];

    /// <summary>Whether no blank stands between a token and the one after it.</summary>
    public bool Touches(int token) => token >= 0 && token + 1 < _spans.Length && _spans[token].Start + _spans[token].Length == _spans[token + 1].Start;

    /// <summary>The key of English tokens: without marks and articles.</summary>
    public string Phrase(int from, int to)
    {
        StringBuilder key = new();
        for (int j = from; j < to; j++)
        {
            if (Kinds[j] < Kind.Function || Forms[j] is "the" or "a" or "an")
                continue;
            if (key.Length > 0)
                key.Append(' ');
            key.Append(Forms[j]);
        }
        return key.ToString();
    }

    /// <summary>The key of an English text, as <see cref="Phrase"/> makes it.</summary>
    public static string PhraseOf(string english)
    {
        AlignedSentence text = new(new SentencePair("", english), [], [.. EnglishTokenizer.Tokenize(english)], []);
        return text.Phrase(0, text.Target.Length);
    }

    private static string FormOf(string word) => word == "&" ? "and" : char.IsLetter(word[0]) ? EnglishWord.Singular(word).ToLowerInvariant() : word;

    private static Kind KindOf(string word)
    {
        if (word is "&" or "Mr" or "Mrs" or "Ms" or "Dr" or "using" or "including" or "regarding" or "concerning" or "according")
            return Kind.Function;
        // US and IT are names, us and it are not.
        if (char.IsLetterOrDigit(word[0]))
            return EnglishWord.IsFunctionWord(word.ToLowerInvariant()) && !word.AsSpan(1).ContainsAnyInRange('A', 'Z') ? Kind.Function : Kind.Content;
        return word is "'s" or "’s" or "'" or "’" or "‘" or "-" or "–" or "/" or "," or "(" or ")" or "\"" or "“" or "”" or "%" or "$" or "+" ? Kind.Mark : Kind.Break;
    }
}

/// <summary>Finds all terms of a list in a text, nested ones too. Immutable and thread-safe.</summary>
internal sealed class TermFinder
{
    private readonly Dictionary<char, int[]> _lengths = [];
    private readonly HashSet<string> _terms;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    /// <summary>Makes a finder of keys.</summary>
    public TermFinder(IEnumerable<string> keys)
    {
        _terms = [.. keys.Where(k => k.Length > 0)];
        _lookup = _terms.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (IGrouping<char, string> group in _terms.GroupBy(k => k[0]))
            _lengths[group.Key] = [.. group.Select(k => k.Length).Distinct().Order()];
    }

    /// <summary>The form under which a term is looked for: script, widths and quotes do not matter.</summary>
    public static string Key(string term) => string.Concat(AlignmentText.ChineseKey(term).Where(c => c is not ('"' or '\'')));

    /// <summary>All places.</summary>
    public List<(string Key, int Start, int Length)> Find(string text)
    {
        List<(string, int, int)> found = [];
        for (int i = 0; i < text.Length; i++)
        {
            if (!_lengths.TryGetValue(text[i], out int[]? lengths))
                continue;
            foreach (int length in lengths)
            {
                if (i + length > text.Length)
                    break;
                if (_lookup.TryGetValue(text.AsSpan(i, length), out string? key) && Whole(text, i, length))
                    found.Add((key, i, length));
            }
        }
        return found;
    }

    // A Latin or numeric term is no part of a longer word.
    private static bool Whole(string text, int start, int length) =>
        !(char.IsAsciiLetterOrDigit(text[start]) && start > 0 && char.IsAsciiLetterOrDigit(text[start - 1]))
        && !(char.IsAsciiLetterOrDigit(text[start + length - 1]) && start + length < text.Length && char.IsAsciiLetterOrDigit(text[start + length]));
}

/// <summary>Which sentences have which English phrases. Thread-safe.</summary>
internal sealed class PhraseIndex
{
    private readonly List<AlignedSentence> _sentences;
    private readonly Dictionary<string, List<int>> _words = [];
    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, int[]> _phrases = new();

    /// <summary>Makes an index.</summary>
    public PhraseIndex(List<AlignedSentence> sentences)
    {
        _sentences = sentences;
        for (int n = 0; n < sentences.Count; n++)
        {
            foreach (string key in sentences[n].Forms)
            {
                ref List<int>? list = ref CollectionsMarshal.GetValueRefOrAddDefault(_words, key, out _);
                list ??= [];
                if (list.Count == 0 || list[^1] != n)
                    list.Add(n);
            }
        }
    }

    /// <summary>The sentences that have a phrase, ascending.</summary>
    public int[] SentencesOf(string phrase) => _phrases.GetOrAdd(phrase, p =>
    {
        string[] words = p.Split(' ');
        List<int>? rarest = null;
        foreach (string word in words)
        {
            if (!_words.TryGetValue(word, out List<int>? list))
                return [];
            if (rarest is null || list.Count < rarest.Count)
                rarest = list;
        }
        return [.. rarest!.Where(n => PlaceOf(_sentences[n], words, 0) >= 0)];
    });

    /// <summary>The first token at or after a place from which on a phrase stands, or -1; marks and articles inside are passed over.</summary>
    public static int PlaceOf(AlignedSentence sentence, string[] words, int from) => PlaceOf(sentence, words, from, out _);

    /// <summary>The same, with the token after the phrase.</summary>
    public static int PlaceOf(AlignedSentence sentence, string[] words, int from, out int end)
    {
        string[] forms = sentence.Forms;
        for (int start = from; start < forms.Length; start++)
        {
            int at = start, matched = 0;
            while (at < forms.Length && matched < words.Length)
            {
                if (forms[at] == words[matched])
                    matched++;
                else if (matched == 0 || (sentence.Kinds[at] != AlignedSentence.Kind.Mark && forms[at] is not ("the" or "a" or "an")))
                    break;
                at++;
            }
            if (matched == words.Length)
            {
                end = at;
                return start;
            }
        }
        end = 0;
        return -1;
    }
}
