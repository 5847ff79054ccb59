using Terminology.Segmentation;

namespace Terminology;

/// <summary>English composed from the English of the parts.</summary>
internal sealed class CompositionSource(CompositionModel model, ClientGlossarySource? client) : ISuggestionSource
{
    private readonly TermComposer _composer = new(model, client is null || client.IsEmpty ? null : client.PartOf);

    /// <inheritdoc/>
    public bool Decides => false;

    /// <inheritdoc/>
    public void Suggest(string term, string key, List<TermSuggestion> suggestions)
    {
        key = ChineseScript.ToSimplified(key);
        List<Composed> composed = _composer.Compose(key, 6);
        for (int i = 0; i < composed.Count; i++)
        {
            Composed c = composed[i];
            string text = model.TitleShare(key) > 0.6f && key.Length > 3 ? EnglishText.Title(c.Text) : c.Text;
            double score = SuggestionScore.Composition(model, key, composed, i);
            suggestions.Add(new TermSuggestion(text, AlignmentMethod.Composition, score, string.Join(" + ", c.Parts.Select(p => p.Chinese + " " + p.English))));
        }
    }
}
