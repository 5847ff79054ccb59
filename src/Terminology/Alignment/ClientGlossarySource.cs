namespace Terminology;

/// <summary>The user's glossaries: the term itself, then its other forms. Earlier glossaries win.</summary>
internal sealed class ClientGlossarySource : ISuggestionSource
{
    private readonly Dictionary<string, List<Match>> _terms = [];
    private readonly int _longest;

    public ClientGlossarySource(IEnumerable<Glossary> glossaries)
    {
        foreach (Glossary glossary in glossaries)
        {
            ArgumentNullException.ThrowIfNull(glossary, nameof(glossaries));
            foreach (ConceptEntry entry in glossary.Entries)
            {
                List<TermSection> english = [.. entry.Languages.Where(l => IsLanguage(l.Language, "en")).SelectMany(l => l.Terms).Where(t => Usable(t)).OrderBy(t => Order(t.Status))];
                if (english.Count == 0)
                {
                    continue;
                }

                string where = glossary.Name is { Length: > 0 } name ? $"entry {entry.Id} of {name}" : $"entry {entry.Id} of the glossary";
                foreach (TermSection chinese in entry.Languages.Where(l => IsLanguage(l.Language, "zh")).SelectMany(l => l.Terms))
                {
                    string key = ChineseKey.Of(chinese.Text);
                    if (key.Length == 0)
                    {
                        continue;
                    }

                    _longest = Math.Max(_longest, key.Length);
                    if (!_terms.TryGetValue(key, out List<Match>? matches))
                    {
                        _terms.Add(key, matches = []);
                    }

                    foreach (TermSection term in english)
                    {
                        if (!matches.Exists(m => m.English == term.Text))
                        {
                            matches.Add(new Match(term.Text, where));
                        }
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public bool Decides => true;

    /// <summary>Whether there is nothing in it.</summary>
    public bool IsEmpty => _terms.Count == 0;

    /// <summary>The English of a part of a longer term.</summary>
    public IReadOnlyList<string> PartOf(string key) => key.Length > 1 && key.Length <= _longest && _terms.TryGetValue(key, out List<Match>? matches) ? [.. matches.Take(2).Select(m => m.English)] : [];

    /// <inheritdoc/>
    public void Suggest(string term, string key, List<TermSuggestion> suggestions)
    {
        if (_terms.TryGetValue(key, out List<Match>? matches))
        {
            for (int i = 0; i < matches.Count; i++)
            {
                suggestions.Add(new TermSuggestion(matches[i].English, AlignmentMethod.ClientGlossary, i == 0 ? 1 : 0.9, matches[i].Where));
            }

            return;
        }

        foreach (TermForm form in TermForms.Of(key))
        {
            if (_terms.TryGetValue(form.Key, out matches))
            {
                foreach (Match match in matches)
                {
                    suggestions.Add(new TermSuggestion(match.English, AlignmentMethod.Variant, 0.98 - form.Loss, $"{form.Key} ({form.Reason}), {match.Where}"));
                }

                return;
            }
        }
    }

    private static bool Usable(TermSection term) => term.Status is not (AdministrativeStatus.Deprecated or AdministrativeStatus.Superseded) && !string.IsNullOrWhiteSpace(term.Text);

    private static int Order(AdministrativeStatus status) => status switch
    {
        AdministrativeStatus.Preferred => 0,
        AdministrativeStatus.NotSpecified => 1,
        _ => 2,
    };

    private static bool IsLanguage(string tag, string language) =>
        tag.StartsWith(language, StringComparison.OrdinalIgnoreCase) && (tag.Length == language.Length || tag[language.Length] is '-' or '_');

    private readonly record struct Match(string English, string Where);
}
