using System.Buffers;
using System.Text;

namespace Terminology;

/// <summary>An English span that may be a term's translation, gathered over the term's places.</summary>
internal sealed class TermSpan(string phrase)
{
    /// <summary>The words without inflection.</summary>
    public string Phrase { get; } = phrase;

    /// <summary>What <see cref="TermSpanModel"/> weighs.</summary>
    public float[] Features { get; } = new float[TermSpanModel.FeatureCount];

    /// <summary>The same features at single places, by place: what the translator of that sentence alone would tell.</summary>
    public List<(int Place, float[] Features)> AtPlaces { get; } = [];

    /// <summary>The weighted sum of the features.</summary>
    public double Score { get; set; }

    /// <summary>The forms in which it stands in the text, with their counts.</summary>
    public Dictionary<string, int> Surfaces { get; } = [];

    /// <summary>First sentence it stands in as a translation.</summary>
    public int Sentence { get; set; } = -1;

    /// <summary>Places of the term where it stands.</summary>
    public int Places { get; set; }

    /// <summary>Places of the term where it is the best span by links.</summary>
    public int Firsts { get; set; }

    /// <summary>1 where it has an abbreviation whose full form is another candidate.</summary>
    public int Abbreviates { get; set; }

    /// <summary>Share of the term's places where it stands abbreviated.</summary>
    public float Abbreviated { get; set; }
}

/// <summary>
/// Finds the English spans that may translate a term: at every place of the term all spans that the links, the known words or a known
/// rendering point to, described by numbers that <see cref="TermSpanModel"/> weighs.
/// </summary>
internal sealed class TermSpans(List<AlignedSentence> sentences, LinkProbabilities links, PhraseIndex index, CompositionModel? english, LexicalTable table)
{
    private readonly (int Source, int Target, float Weight)[]?[] _known = new (int, int, float)[sentences.Count][];
    private readonly Dictionary<string, int> _types = english is null ? [] : english.Types.Select((t, k) => (t, k)).DistinctBy(e => e.t).ToDictionary(e => e.t, e => e.k);

    private readonly Dictionary<string, string> _abbreviations = Abbreviations(sentences);

    private static readonly SearchValues<char> s_numerals = SearchValues.Create("一二三四五六七八九十两百千万第");

    private const int MaxTokens = 14;
    private const int MaxWords = 10;
    private const int KeptAtPlace = 36;

    // Means of the places that stand before what belongs to the whole phrase in the row of features.
    private const int FirstMeans = 25;

    /// <summary>Places of a term that are looked at, at most.</summary>
    public const int LookedAt = 40;

    // What stands on one side of a span.
    private struct Side
    {
        public float Name, Free, Linked, Edge, NameOf, Beyond, Gain, Foreign, Claimed;
    }

    // What one place says of one span.
    private sealed class Local
    {
        public int From, To;
        public float Quality, CoverTerm, CoverSpan, Leak, Foreign, ElsewhereSpan, ElsewhereTerm, Known, Position, Quoted, Possessive, FirstQuality, LastQuality, LeastQuality, FirstForeign, LastForeign, Claimed, FirstClaimed, LastClaimed, AcronymFits, AcronymDiffers, Nested, JointsMissing, JointsOver, Comma;
        public Side Left, Right;
    }

    /// <summary>The candidates of a term with their features, not yet weighed; without order.</summary>
    /// <param name="knowledge">The term, and what is known of it.</param>
    /// <param name="places">Its places, not empty.</param>
    public List<TermSpan> Find(TermKnowledge knowledge, List<TermPlace> places)
    {
        // Of a term that stands everywhere, places spread over the text are enough.
        List<TermPlace> looked = places.Count <= LookedAt ? places : [.. Enumerable.Range(0, LookedAt).Select(k => places[(int)((long)k * places.Count / LookedAt)])];
        Dictionary<string, List<(int Place, Local Local)>> found = [];
        List<Dictionary<string, Local>> atPlace = [];
        for (int p = 0; p < looked.Count; p++)
        {
            Dictionary<string, Local> spans = AtPlace(knowledge, looked[p]);
            atPlace.Add(spans);
            foreach ((string phrase, Local local) in spans)
            {
                if (!found.TryGetValue(phrase, out List<(int, Local)>? list))
                    found[phrase] = list = [];
                list.Add((p, local));
            }
        }
        float[] best = [.. atPlace.Select(s => s.Count == 0 ? 1e-6f : Math.Max(1e-6f, s.Values.Max(l => l.Quality)))];
        string[] firsts = [.. atPlace.Select(s => s.Count == 0 ? "" : s.OrderByDescending(e => e.Value.Quality).ThenBy(e => e.Key, StringComparer.Ordinal).First().Key)];
        int[] ofTerm = [.. places.Select(p => p.Sentence).Distinct()];
        HashSet<int> ofTermSet = [.. ofTerm];
        // A place where an abbreviation stands is one of its full form, too.
        Dictionary<string, int> abbreviated = [];
        for (int p = 0; p < looked.Count; p++)
        {
            foreach ((string phrase, Local local) in atPlace[p])
            {
                if (Full(phrase) is not { } full || atPlace[p].ContainsKey(full) || !found.TryGetValue(full, out List<(int Place, Local)>? list) || list.Exists(l => l.Place == p))
                    continue;
                list.Add((p, local));
                abbreviated[full] = abbreviated.GetValueOrDefault(full) + 1;
            }
        }
        List<TermSpan> result = [];
        foreach ((string phrase, List<(int Place, Local Local)> locals) in found.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            TermSpan span = new(phrase)
            {
                Places = locals.Count, Firsts = firsts.Count(f => f == phrase),
                Abbreviates = Full(phrase) is { } full && found.ContainsKey(full) ? 1 : 0, Abbreviated = abbreviated.GetValueOrDefault(phrase) / (float)looked.Count,
            };
            foreach ((int place, Local local) in locals)
            {
                AlignedSentence s = sentences[looked[place].Sentence];
                if (!atPlace[place].ContainsKey(phrase))
                    continue;
                string surface = s.Surface(local.From, local.To);
                span.Surfaces[surface] = span.Surfaces.GetValueOrDefault(surface) + 1;
                if (span.Sentence < 0)
                    span.Sentence = looked[place].Sentence;
            }
            Shared shared = Share(span, knowledge, ofTerm, ofTermSet);
            Describe(span.Features, phrase, span.Firsts, looked.Count, knowledge, locals, looked, best, shared);
            foreach ((int place, Local local) in locals)
            {
                float[] features = new float[TermSpanModel.FeatureCount];
                Describe(features, phrase, firsts[place] == phrase ? 1 : 0, 1, knowledge, [(place, local)], looked, best, shared);
                span.AtPlaces.Add((place, features));
            }
            result.Add(span);
        }
        return result;
    }

    private Dictionary<string, Local> AtPlace(TermKnowledge knowledge, TermPlace place)
    {
        Dictionary<string, Local> spans = [];
        AlignedSentence s = sentences[place.Sentence];
        int count = s.Target.Length, sources = s.Source.Length;
        bool linked = links.Targets(place.Sentence) == count && count > 0;
        float[] inside = new float[count], reached = new float[count], outside = new float[count], elsewhere = new float[count], quality = new float[count], claimed = new float[count];
        foreach ((int i, int j, float weight) in Known(place.Sentence))
            claimed[j] = i < place.From || i >= place.To ? Math.Max(claimed[j], weight - knowledge.Word(s.Keys[j])) : claimed[j];
        float reach = 0;
        for (int j = 0; j < count; j++)
        {
            for (int i = 0; linked && i < sources; i++)
            {
                float f = links.Forward(place.Sentence, i, j), b = links.Backward(place.Sentence, i, j);
                if (i >= place.From && i < place.To)
                {
                    inside[j] += f;
                    reached[j] += b;
                    elsewhere[j] = Math.Max(elsewhere[j], links.Elsewhere(place.Sentence, i, j));
                }
                else
                {
                    outside[j] += (f + b) / 2;
                }
            }
            reach += reached[j];
            float known = knowledge.Word(s.Keys[j]);
            quality[j] = s.Kinds[j] != AlignedSentence.Kind.Content ? 0
                : Math.Min(1, Math.Max(((.5f * inside[j]) + (.5f * Math.Min(1, reached[j]))), MathF.Sqrt(known) * .6f * (1 - Math.Min(1, .7f * outside[j]))) + (.2f * elsewhere[j]));
        }
        HashSet<int> certain = [];
        foreach (string rendering in knowledge.Renderings.Keys)
        {
            string[] words = rendering.Split(' ');
            for (int at = 0; (at = PhraseIndex.PlaceOf(s, words, at, out int end)) >= 0; at++)
                certain.Add((at << 12) | end);
        }
        float total = 0;
        for (int j = 0; j < count; j++)
            total += quality[j];
        int sourceWords = place.To - place.From;
        bool bracketed = knowledge.Key.Contains('(', StringComparison.Ordinal);
        List<(float Quality, int From, int To)> chosen = [];
        for (int from = 0; from < count; from++)
        {
            if (s.Kinds[from] != AlignedSentence.Kind.Content || (from >= 2 && s.Kinds[from - 1] == AlignedSentence.Kind.Mark && s.Target[from - 1] == "-" && s.Touches(from - 1) && s.Touches(from - 2)))
                continue;
            float sum = 0;
            int words = 0, content = 0, depth = 0;
            bool anchored = false;
            for (int to = from + 1; to <= count && to - from <= MaxTokens; to++)
            {
                AlignedSentence.Kind kind = s.Kinds[to - 1];
                if (kind == AlignedSentence.Kind.Break)
                    break;
                depth += s.Target[to - 1] == "(" ? 1 : s.Target[to - 1] == ")" ? -1 : 0;
                if (depth < 0)
                    break;
                words += kind >= AlignedSentence.Kind.Function ? 1 : 0;
                content += kind == AlignedSentence.Kind.Content ? 1 : 0;
                sum += quality[to - 1];
                anchored |= quality[to - 1] >= .08f;
                if (words > MaxWords)
                    break;
                // A span ends with a word, or with the bracket it opened; a hyphenated word is not divided.
                if (!(kind == AlignedSentence.Kind.Content || (s.Target[to - 1] == ")" && bracketed)) || depth != 0)
                    continue;
                if (to + 1 < count && s.Target[to] == "-" && s.Touches(to - 1) && s.Touches(to) && s.Kinds[to + 1] >= AlignedSentence.Kind.Function)
                    continue;
                bool known = certain.Contains((from << 12) | to);
                if (!anchored && !known)
                    continue;
                float precision = sum / content, recall = sum / Math.Max(.3f, total);
                chosen.Add(((known ? 10 : 0) + (2 * precision * recall / Math.Max(1e-6f, precision + recall)), from, to));
            }
        }
        chosen.Sort((a, b) => b.Quality != a.Quality ? b.Quality.CompareTo(a.Quality) : a.From != b.From ? a.From.CompareTo(b.From) : a.To.CompareTo(b.To));
        float middle = sources == 0 ? 0 : (place.From + place.To) / 2f / sources;
        bool nested = s.Terms.Exists(t => t.From <= place.From && t.To >= place.To && t.To - t.From > sourceWords);
        int listed = knowledge.Key.Count(c => c == ','), joined = listed + knowledge.Key.Count(c => c is '和' or '与' or '及' or '或');
        int kept = 0;
        foreach ((float q, int from, int to) in chosen)
        {
            if (q < 10 && kept >= KeptAtPlace)
                break;
            string phrase = s.Phrase(from, to);
            if (phrase.Length == 0 || spans.ContainsKey(phrase))
                continue;
            kept++;
            int content = 0;
            Local local = new() { From = from, To = to, Quality = q >= 10 ? q - 10 : q, LeastQuality = 1 };
            for (int j = from; j < to; j++)
            {
                local.CoverTerm += reached[j];
                local.Possessive = s.Target[j] is "'s" or "’s" or "’" ? 1 : local.Possessive;
                if (s.Kinds[j] != AlignedSentence.Kind.Content)
                    continue;
                content++;
                local.LeastQuality = Math.Min(local.LeastQuality, quality[j]);
                local.Claimed += claimed[j];
                local.CoverSpan += inside[j];
                local.Foreign += outside[j];
                local.ElsewhereSpan += elsewhere[j];
                local.Known += MathF.Sqrt(knowledge.Word(s.Keys[j]));
            }
            local.Leak = (reach - local.CoverTerm) / sourceWords;
            local.CoverTerm /= sourceWords;
            local.CoverSpan /= content;
            local.Foreign /= content;
            local.ElsewhereSpan /= content;
            local.Known /= content;
            local.Claimed /= content;
            for (int i = place.From; linked && i < place.To; i++)
            {
                float most = 0;
                for (int j = from; j < to; j++)
                    most = s.Kinds[j] == AlignedSentence.Kind.Content ? Math.Max(most, links.Elsewhere(place.Sentence, i, j)) : most;
                local.ElsewhereTerm += most / sourceWords;
            }
            Edges(s, local, quality, outside, claimed, knowledge);
            if (nested)
            {
                // The name goes on because the term is a part of a longer one here.
                local.Nested = 1;
                local.Left.Name = local.Right.Name = local.Left.NameOf = local.Right.NameOf = 0;
            }
            int joints = 0;
            bool comma = false;
            for (int j = from; j < to; j++)
            {
                comma |= s.Target[j] == ",";
                joints += s.Target[j] == "," ? s.Forms[j + 1] is "and" or "or" ? 0 : 1 : s.Forms[j] is "and" or "or" ? 1 : 0;
            }
            local.JointsMissing = Math.Max(0, joined - joints);
            local.JointsOver = Math.Max(0, joints - joined);
            local.Comma = comma && listed == 0 ? 1 : 0;
            local.Position = Math.Abs(((from + to) / 2f / count) - middle);
            bool quotedTarget = from > 0 && to < count && IsQuote(s.Target[from - 1]) && IsQuote(s.Target[to]);
            bool quotedSource = place.From > 0 && place.To < sources && IsQuote(s.Source[place.From - 1]) && IsQuote(s.Source[place.To]);
            local.Quoted = quotedTarget && quotedSource ? 1 : quotedTarget || quotedSource ? -.3f : 0;
            spans[phrase] = local;
        }
        return spans;
    }

    // Pairs of words of a sentence that the table has. Two threads may make the same.
    private (int Source, int Target, float Weight)[] Known(int sentence)
    {
        if (_known[sentence] is { } known)
            return known;
        AlignedSentence s = sentences[sentence];
        List<(int, int, float)> pairs = [];
        for (int i = 0; i < s.Source.Length; i++)
        {
            string key = AlignmentText.ChineseKey(s.Source[i]);
            IReadOnlyDictionary<string, float>? row = table.Find(key);
            for (int j = 0; j < s.Target.Length; j++)
            {
                if (s.Kinds[j] == AlignedSentence.Kind.Content && (row?.GetValueOrDefault(s.Keys[j]) ?? (key == s.Keys[j] ? 1 : 0)) is var weight and > 0)
                    pairs.Add((i, j, weight));
            }
        }
        return _known[sentence] = [.. pairs];
    }

    // The phrase with its abbreviations written out as the text explains them, or null where it has none.
    private string? Full(string phrase)
    {
        string[] words = phrase.Split(' ');
        string full = string.Join(' ', words.Select(w => _abbreviations.GetValueOrDefault(w) ?? w));
        return full == phrase ? null : full;
    }

    // Abbreviations in brackets after the words they are made of: the phrase by the abbreviation; the first explanation counts.
    private static Dictionary<string, string> Abbreviations(List<AlignedSentence> sentences)
    {
        Dictionary<string, string> found = [];
        foreach (AlignedSentence s in sentences)
        {
            for (int to = 1; to + 2 < s.Target.Length; to++)
            {
                if (s.Target[to] != "(" || s.Target[to + 2] != ")" || s.Kinds[to + 1] != AlignedSentence.Kind.Content)
                    continue;
                for (int from = to - 1; from >= Math.Max(0, to - MaxTokens); from--)
                {
                    if (s.Kinds[from] == AlignedSentence.Kind.Break)
                        break;
                    if (s.Kinds[from] != AlignedSentence.Kind.Content || Acronym(s, from, to) <= 0)
                        continue;
                    found.TryAdd(s.Forms[to + 1], s.Phrase(from, to));
                    break;
                }
            }
        }
        return found;
    }

    // Whether an abbreviation in brackets follows, and whether it is that of the span: 1, -1, or 0 where none follows.
    private static int Acronym(AlignedSentence s, int from, int to)
    {
        if (to + 2 >= s.Target.Length || s.Target[to] != "(" || s.Target[to + 2] != ")")
            return 0;
        string acronym = s.Target[to + 1].TrimEnd('s');
        if (acronym.Length < 2 || acronym.Any(c => !char.IsAsciiLetterUpper(c) && c != '&'))
            return 0;
        StringBuilder all = new(), content = new();
        for (int j = from; j < to; j++)
        {
            if (s.Kinds[j] < AlignedSentence.Kind.Function)
                continue;
            char initial = char.ToUpperInvariant(s.Target[j][0]);
            all.Append(initial);
            if (s.Kinds[j] == AlignedSentence.Kind.Content)
                content.Append(initial);
        }
        return content.Equals(acronym) || all.Equals(acronym) ? 1 : -1;
    }

    private static void Edges(AlignedSentence s, Local local, float[] quality, float[] outside, float[] claimed, TermKnowledge knowledge)
    {
        (local.FirstQuality, local.LastQuality) = (quality[local.From], quality[local.To - 1]);
        (local.FirstForeign, local.LastForeign) = (outside[local.From], outside[local.To - 1]);
        (local.FirstClaimed, local.LastClaimed) = (claimed[local.From], claimed[local.To - 1]);
        int acronym = Acronym(s, local.From, local.To);
        (local.AcronymFits, local.AcronymDiffers) = (Math.Max(0, acronym), Math.Max(0, -acronym));
        HashSet<string> words = [];
        for (int j = local.From; j < local.To; j++)
            words.Add(s.Keys[j]);
        float covered = knowledge.Covered(words);
        float Gain(int word) => words.Contains(s.Keys[word]) || knowledge.Word(s.Keys[word]) == 0 ? 0 : knowledge.Covered([.. words, s.Keys[word]]) - covered;
        int left = local.From - 1;
        if (left >= 0 && s.Target[left] == "-")
            left--;
        local.Left = Beside(left, -1, char.IsUpper(s.Target[local.From][0]));
        local.Right = Beside(local.To, 1, char.IsUpper(s.Target[local.To - 1][0]));

        // The first word of a sentence has its capital from there.
        Side Beside(int at, int step, bool capital)
        {
            var side = new Side();
            if (IsContent(at))
            {
                side.Name = capital && at > 0 && char.IsUpper(s.Target[at][0]) ? 1 : 0;
                side.Free = quality[at] < .25f && outside[at] < .4f ? 1 : 0;
                side.Linked = quality[at];
                side.Gain = Gain(at);
                (side.Foreign, side.Claimed) = (outside[at], claimed[at]);
                return side;
            }
            side.Edge = 1;
            int beyond = at;
            while (beyond >= 0 && beyond < s.Target.Length && Bridges(s.Keys[beyond]))
                beyond += step;
            if (beyond != at && IsContent(beyond))
            {
                side.NameOf = capital && char.IsUpper(s.Target[beyond][0]) ? 1 : 0;
                side.Beyond = quality[beyond];
                side.Gain = Gain(beyond);
            }
            return side;
        }

        bool IsContent(int at) => at >= 0 && at < s.Target.Length && s.Kinds[at] == AlignedSentence.Kind.Content;
    }

    // Small words over which names and noun phrases go on; the genitive has an empty key.
    private static bool Bridges(string key) => key is "" or "'" or "of" or "and" or "&" or "the" or "for" or "in" or "on" or "to";

    private static bool IsQuote(string word) => word is "\"" or "“" or "”" or "‘" or "’" or "'" or "「" or "」" or "《" or "》" or "『" or "』";

    // What a phrase is in the whole text, independent of places.
    private sealed record Shared(int With, float OfPhrase, float OfTerm, float Before, float After, float Start, float Inner, float End, float Covered, float FirstNeeded, float LastNeeded, float Gerund, float Participle, float KnownEnglish, float LastGerund, float Abbreviates, float Abbreviated);

    private Shared Share(TermSpan span, TermKnowledge knowledge, int[] ofTerm, HashSet<int> ofTermSet)
    {
        string[] words = span.Phrase.Split(' ');
        int[] with = index.SentencesOf(span.Phrase);
        int common = 0;
        foreach (int sentence in with)
            common += ofTermSet.Contains(sentence) ? 1 : 0;
        (float before, float after) = Extended(words, with);
        (float start, float inner, float end) = english is null ? (0, 0, 0) : Language(span, english);
        string[] keys = [.. words.Select(EnglishWord.Key)];
        float covered = knowledge.Covered([.. keys]);
        return new Shared(with.Length, MathF.Log((common + .5f) / (with.Length + 1f)), MathF.Log((common + .5f) / (ofTerm.Length + 1f)), before, after, start, inner, end,
            covered, covered - knowledge.Covered([.. keys.Skip(1)]), covered - knowledge.Covered([.. keys.SkipLast(1)]),
            span.Surfaces.Keys.All(s => FirstWord(s).EndsWith("ing", StringComparison.Ordinal)) ? 1 : 0,
            span.Surfaces.Keys.All(s => LastWord(s) is var w && (w.EndsWith("ed", StringComparison.Ordinal) || w.EndsWith("ly", StringComparison.Ordinal))) ? 1 : 0,
            english is not null && IsKnownEnglish(span, english) ? 1 : 0,
            words.Length > 1 && span.Surfaces.Keys.All(s => LastWord(s).EndsWith("ing", StringComparison.Ordinal)) ? 1 : 0, span.Abbreviates, span.Abbreviated);
    }

    private void Describe(float[] f, string phrase, int firsts, int places, TermKnowledge knowledge, List<(int Place, Local Local)> locals, List<TermPlace> looked, float[] best, Shared shared)
    {
        float n = places, share = 1f / locals.Count;
        string[] words = phrase.Split(' ');
        float votes = 0, names = 0, allCaps = 0, comma = 0;
        float[] mean = new float[42];
        foreach ((int place, Local l) in locals)
        {
            votes += l.Quality / best[place];
            comma += l.Comma;
            ReadOnlySpan<float> values = [l.CoverTerm, l.CoverSpan, l.Leak, l.Foreign, l.ElsewhereSpan, l.ElsewhereTerm, l.Known, l.Left.Name, l.Right.Name, l.Left.Free, l.Right.Free, l.Left.Linked, l.Right.Linked, l.Position, l.Quoted, l.Left.Edge, l.Right.Edge, l.Quality, l.Left.NameOf, l.Right.NameOf, l.Left.Beyond, l.Right.Beyond, l.Possessive, l.Left.Gain, l.Right.Gain,
                l.FirstQuality, l.LastQuality, l.LeastQuality, l.FirstForeign, l.LastForeign, l.Left.Foreign, l.Right.Foreign, l.Claimed, l.FirstClaimed, l.LastClaimed, l.Left.Claimed, l.Right.Claimed, l.AcronymFits, l.AcronymDiffers, l.Nested, l.JointsMissing, l.JointsOver];
            for (int k = 0; k < values.Length; k++)
                mean[k] += values[k] * share;
            AlignedSentence s = sentences[looked[place].Sentence];
            bool name = true, caps = true;
            for (int j = l.From; j < l.To; j++)
            {
                if (s.Kinds[j] != AlignedSentence.Kind.Content || !char.IsLetter(s.Target[j][0]))
                    continue;
                name &= char.IsUpper(s.Target[j][0]);
                caps &= s.Target[j].Length > 1 && s.Target[j].All(c => char.IsUpper(c) || c is '&' or 's');
            }
            names += name && l.From > 0 ? share : 0;
            allCaps += caps ? share : 0;
        }
        int content = words.Count(TermKnowledge.IsContent);
        float expected = Expected(knowledge.Key);
        float deviation = MathF.Log((content + .7f) / (expected + .7f));
        int at = 0;
        f[at++] = MathF.Log((votes + .2f) / (n + .2f));
        f[at++] = firsts / n;
        f[at++] = locals.Count / n;
        f[at++] = shared.OfPhrase;
        f[at++] = shared.OfTerm;
        for (int k = 0; k < FirstMeans; k++)
            f[at++] = mean[k];
        f[at++] = shared.Start;
        f[at++] = shared.Inner;
        f[at++] = shared.End;
        f[at++] = shared.Covered;
        f[at++] = words.Length > 1 ? shared.FirstNeeded : shared.Covered;
        f[at++] = words.Length > 1 ? shared.LastNeeded : shared.Covered;
        f[at++] = words.Length > 1 && shared.FirstNeeded == 0 ? 1 : 0;
        f[at++] = words.Length > 1 && shared.LastNeeded == 0 ? 1 : 0;
        bool isKnown = knowledge.Renderings.TryGetValue(phrase, out TermKnowledge.Rendering rendering);
        f[at++] = isKnown && rendering.Method == AlignmentMethod.Composition ? rendering.Score : 0;
        f[at++] = isKnown && rendering.Method == AlignmentMethod.Composition ? 1 : 0;
        f[at++] = isKnown && rendering.Method != AlignmentMethod.Composition ? rendering.Score : 0;
        f[at++] = isKnown ? 0 : knowledge.Bag(phrase);
        f[at++] = Math.Max(0, deviation);
        f[at++] = Math.Max(0, -deviation);
        f[at++] = content;
        f[at++] = words.Length - content;
        bool joined = words.Contains("and"), joinedTerm = knowledge.Key.AsSpan().IndexOfAny("与和及、") >= 0;
        f[at++] = joined && !joinedTerm ? 1 : 0;
        f[at++] = !joined && joinedTerm ? 1 : 0;
        f[at++] = words.Any(w => char.IsAsciiDigit(w[0]) && !knowledge.Key.Contains(w, StringComparison.Ordinal)) && !knowledge.Key.AsSpan().ContainsAny(s_numerals) ? 1 : 0;
        f[at++] = knowledge.Key.Any(char.IsAsciiDigit) && !words.Any(w => w.Any(char.IsAsciiDigit)) ? 1 : 0;
        f[at++] = names;
        f[at++] = content == 1 ? allCaps : 0;
        f[at++] = content == 1 && knowledge.Key.Length >= 5 ? allCaps : 0;
        f[at++] = comma * share;
        f[at++] = shared.Gerund;
        f[at++] = shared.Participle;
        f[at++] = shared.Before;
        f[at++] = shared.After;
        f[at++] = MathF.Log(1 + shared.With);
        // What counts cannot decide of terms that stand once, links and knowledge must.
        float once = places == 1 ? 1 : places <= 3 ? .5f : 0;
        f[at++] = once * f[3];
        for (int k = 5; k <= 11; k++)
            f[at++] = once * f[k];
        f[at++] = once * mean[17];
        f[at++] = once * shared.Covered;
        for (int k = FirstMeans; k < mean.Length; k++)
            f[at++] = mean[k];
        f[at++] = isKnown && rendering.Method == AlignmentMethod.Composition ? rendering.Relative : 0;
        f[at++] = shared.KnownEnglish;
        f[at++] = shared.LastGerund;
        f[at++] = shared.Abbreviates;
        f[at++] = knowledge.Key.Length >= 5 ? shared.Abbreviates : 0;
        f[at++] = shared.Abbreviated;
        if (at != TermSpanModel.FeatureCount)
            throw new InvalidOperationException($"{at} features, {TermSpanModel.FeatureCount} expected");
    }

    // How well the phrase begins, goes on and ends as an English term: ln probabilities of a bigram model of terms.
    private (float Start, float Inner, float End) Language(TermSpan span, CompositionModel model)
    {
        string surface = Commonest(span);
        int previous = 0, count = 0;
        float first = 0, sum = 0;
        foreach (string word in EnglishTokens.Split(surface))
        {
            int type = _types.GetValueOrDefault(EnglishTokens.TypeOf(word), model.Types.Length - 1);
            float value = Math.Max(-12, model.Bigram(previous, type));
            if (count++ == 0)
                first = value;
            else
                sum += value;
            previous = type;
        }
        return (first, count > 1 ? sum / (count - 1) : 0, Math.Max(-12, model.Bigram(previous, 0)));
    }

    // Whether any term of the term base, or a part of one, has this English.
    private bool IsKnownEnglish(TermSpan span, CompositionModel model)
    {
        ulong hash = 0;
        foreach (string word in EnglishTokens.Split(Commonest(span)))
        {
            if (!_types.TryGetValue(EnglishTokens.TypeOf(word), out int type))
                return false;
            hash = (hash * CompositionModel.HashPrime) + (ulong)type + 1;
        }
        return model.IsKnownEnglish(hash);
    }

    private static string Commonest(TermSpan span) => span.Surfaces.OrderByDescending(e => e.Value).ThenBy(e => e.Key, StringComparer.Ordinal).First().Key;

    // Content words of English by Chinese characters: two make a word.
    private static float Expected(string key)
    {
        float units = 0;
        bool latin = false;
        foreach (char c in key)
        {
            bool now = char.IsAsciiLetterOrDigit(c);
            units += now ? latin ? 0 : 1 : .52f;
            latin = now;
        }
        return Math.Max(1, units);
    }

    // The share of the places of a phrase in the text where the same content word stands before it, and after it: near 1 it is a piece of a longer name.
    private (float Before, float After) Extended(string[] words, int[] with)
    {
        if (with.Length < 2)
            return (0, 0);
        Dictionary<string, int> before = [], after = [];
        int places = 0;
        for (int k = 0; k < with.Length && places < 60; k++)
        {
            AlignedSentence s = sentences[with[k]];
            for (int at = 0; (at = PhraseIndex.PlaceOf(s, words, at, out int end)) >= 0; at++)
            {
                places++;
                int left = at > 0 && s.Target[at - 1] == "-" ? at - 2 : at - 1;
                if (left >= 0 && s.Kinds[left] == AlignedSentence.Kind.Content)
                    before[s.Forms[left]] = before.GetValueOrDefault(s.Forms[left]) + 1;
                if (end < s.Forms.Length && s.Kinds[end] == AlignedSentence.Kind.Content)
                    after[s.Forms[end]] = after.GetValueOrDefault(s.Forms[end]) + 1;
            }
        }
        return ((before.Count == 0 ? 0 : before.Values.Max()) / (float)Math.Max(1, places), (after.Count == 0 ? 0 : after.Values.Max()) / (float)Math.Max(1, places));
    }

    private static string FirstWord(string text) => text[..(text.IndexOf(' ', StringComparison.Ordinal) is var k and >= 0 ? k : text.Length)];

    private static string LastWord(string text) => text[(text.LastIndexOf(' ') + 1)..];
}
