using Terminology.Segmentation;

namespace Terminology;

/// <summary>What is wrong with a term in a translation.</summary>
public enum TranslationFaultKind
{
    /// <summary>The term stands in the original, none of its English terms in the translation.</summary>
    Missing,

    /// <summary>An English term that must not be used stands in the translation of a sentence that has the Chinese term.</summary>
    Forbidden,
}

/// <summary>A place where a translation does not keep to a glossary. Immutable and thread-safe.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Term">The Chinese term.</param>
/// <param name="Expected">The English terms the glossary allows, preferred first.</param>
/// <param name="Found">The forbidden English as it stands, or null.</param>
/// <param name="Pair">0-based index of the sentence pair.</param>
/// <param name="Start">UTF-16 position in the Chinese sentence (missing) or the English sentence (forbidden).</param>
/// <param name="Length">Length there.</param>
/// <param name="EntryId">The glossary's concept.</param>
public sealed record TranslationFault(TranslationFaultKind Kind, string Term, IReadOnlyList<string> Expected, string? Found, int Pair, int Start, int Length, string EntryId);

/// <summary>
/// Compares a translation with a glossary, sentence by sentence: inflected forms, case and hyphens of the English do not matter, nor do
/// script and width of the Chinese; inside a longer glossary term a shorter one is not asked for. Immutable and thread-safe.
/// </summary>
public sealed class TranslationChecker
{
    private readonly Dictionary<char, List<Entry>> _entries = [];

    /// <summary>Makes a checker.</summary>
    /// <param name="glossary">Terms in Chinese and English; preferred, admitted and unmarked English is allowed, deprecated and superseded English forbidden.</param>
    public TranslationChecker(Glossary glossary)
    {
        ArgumentNullException.ThrowIfNull(glossary);
        Dictionary<string, Entry> known = [];
        foreach (ConceptEntry concept in glossary.Entries)
        {
            List<TermSection> english = [.. concept.Languages.Where(l => l.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase)).SelectMany(l => l.Terms)];
            if (english.Count == 0)
                continue;
            foreach (TermSection chinese in concept.Languages.Where(l => l.Language.StartsWith("zh", StringComparison.OrdinalIgnoreCase)).SelectMany(l => l.Terms))
            {
                string text = Fold(chinese.Text.Trim());
                if (text.Length == 0)
                    continue;
                if (!known.TryGetValue(text, out Entry? entry))
                {
                    known[text] = entry = new Entry(text, chinese.Text, concept.Id);
                    if (!_entries.TryGetValue(text[0], out List<Entry>? list))
                        _entries[text[0]] = list = [];
                    list.Add(entry);
                }
                foreach (TermSection term in english)
                    (term.Status is AdministrativeStatus.Deprecated or AdministrativeStatus.Superseded ? entry.Forbidden : entry.Allowed).Add(new Phrase(term.Text));
            }
        }
        foreach (List<Entry> list in _entries.Values)
            list.Sort((a, b) => b.Text.Length - a.Text.Length);
    }

    /// <summary>Checks sentence pairs.</summary>
    /// <param name="text">Original and translation.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The faults, in the order of the text. Pairs without translation count as missing every term.</returns>
    public IReadOnlyList<TranslationFault> Check(IReadOnlyList<SentencePair> text, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<TranslationFault> faults = [];
        for (int n = 0; n < text.Count; n++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (text[n].Source.Length == 0)
                continue;
            List<(int Start, int Length)> spans = EnglishTokenizer.Tokenize(text[n].Target);
            spans.RemoveAll(s => !char.IsLetterOrDigit(text[n].Target[s.Start]));
            string[] words = [.. spans.Select(s => AlignmentText.EnglishKey(text[n].Target.Substring(s.Start, s.Length)))];
            HashSet<Entry> seen = [];
            string source = Fold(text[n].Source);
            for (int i = 0; i < source.Length;)
            {
                Entry? entry = Find(source, i);
                if (entry is null)
                {
                    i++;
                    continue;
                }
                if (seen.Add(entry))
                    Check(entry, n, i, text[n].Target, words, spans, faults);
                i += entry.Text.Length;
            }
        }
        return faults;
    }

    private static void Check(Entry entry, int pair, int start, string english, string[] words, List<(int Start, int Length)> spans, List<TranslationFault> faults)
    {
        List<string> expected = [.. entry.Allowed.Select(a => a.Text).Distinct()];
        if (expected.Count > 0 && !entry.Allowed.Exists(a => a.In(words) >= 0))
            faults.Add(new TranslationFault(TranslationFaultKind.Missing, entry.Term, expected, null, pair, start, entry.Text.Length, entry.Id));
        foreach (Phrase forbidden in entry.Forbidden)
        {
            int at = forbidden.In(words);
            // A forbidden string that is only a part of an allowed term in its place does no harm.
            if (at < 0 || entry.Allowed.Exists(a => a.Covers(forbidden) && a.In(words) >= 0))
                continue;
            int from = spans[at].Start, to = spans[at + forbidden.Length - 1].Start + spans[at + forbidden.Length - 1].Length;
            faults.Add(new TranslationFault(TranslationFaultKind.Forbidden, entry.Term, expected, english[from..to], pair, from, to - from, entry.Id));
        }
    }

    private Entry? Find(string source, int at)
    {
        if (!_entries.TryGetValue(source[at], out List<Entry>? list))
            return null;
        foreach (Entry entry in list)
            if (string.CompareOrdinal(source, at, entry.Text, 0, entry.Text.Length) == 0)
                return entry;
        return null;
    }

    // Same length as the text, so that places stay.
    private static string Fold(string text) => string.Create(text.Length, ChineseScript.ToSimplified(text), static (target, simplified) =>
    {
        for (int i = 0; i < target.Length; i++)
            target[i] = char.ToLowerInvariant(simplified[i] is >= '\uFF01' and <= '\uFF5E' ? (char)(simplified[i] - 0xFEE0) : simplified[i]);
    });

    private sealed class Entry(string text, string term, string id)
    {
        public string Text => text;

        public string Term => term;

        public string Id => id;

        public List<Phrase> Allowed { get; } = [];

        public List<Phrase> Forbidden { get; } = [];
    }

    private sealed class Phrase(string text)
    {
        private readonly string[] _words = [.. EnglishTokenizer.Words(text).Select(AlignmentText.EnglishKey)];

        public string Text => text;

        public int Length => _words.Length;

        public int In(string[] words) => _words.Length == 0 ? -1 : words.AsSpan().IndexOf(_words);

        public bool Covers(Phrase other) => other._words.Length < _words.Length && other.In(_words) >= 0;
    }
}
