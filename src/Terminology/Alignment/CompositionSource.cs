using Terminology.Segmentation;

namespace Terminology;

/// <summary>English composed from the English of the parts.</summary>
internal sealed class CompositionSource(Lazy<CompositionModel> tables, ClientGlossarySource? client) : ISuggestionSource
{
    private const int Shown = 6;

    private readonly Lazy<TermComposer> _composer = new(() => new TermComposer(tables.Value, client is null || client.IsEmpty ? null : client.PartOf));

    /// <inheritdoc/>
    public bool Decides => false;

    /// <inheritdoc/>
    public void Suggest(string term, string key, List<TermSuggestion> suggestions)
    {
        key = ChineseScript.ToSimplified(key);
        CompositionModel model = tables.Value;
        List<Composed> composed = _composer.Value.Compose(key, CompositionRanker.Width);
        bool name = key.Length > 3 && model.TitleShare(key) > 0.6f;
        foreach ((Composed c, double score) in CompositionRanker.Rank(model, key, composed).Take(Shown))
        {
            suggestions.Add(new TermSuggestion(name ? EnglishText.Title(c.Text) : EnglishText.PluralAfterNumber(c.Text), AlignmentMethod.Composition, score, string.Join(" + ", c.Parts.Select(p => p.Chinese + " " + p.English))));
        }
    }
}
