using Terminology.Segmentation;

namespace Terminology;

/// <summary>English composed from the English of the parts.</summary>
/// <param name="tables">The tables.</param>
/// <param name="client">Glossaries whose English of parts is kept.</param>
/// <param name="least">Where the best composition scores less, none is given, nor those far below it; 0 gives all.</param>
internal sealed class CompositionSource(Lazy<CompositionModel> tables, ClientGlossarySource? client, double least = 0) : ISuggestionSource
{
    private const int Shown = 6;

    /// <summary>Least score of a word of two characters that is read character by character: below, seven of eight are wrong (园长 as "park long").</summary>
    private const double LeastOfCharacters = 0.2;

    private readonly Lazy<TermComposer> _composer = new(() => new TermComposer(tables.Value, client is null || client.IsEmpty ? null : client.PartOf));

    /// <inheritdoc/>
    public bool Decides => false;

    /// <inheritdoc/>
    public void Suggest(string term, string key, List<TermSuggestion> suggestions)
    {
        key = ChineseScript.ToSimplified(key);
        CompositionModel model = tables.Value;
        List<Composed> composed = _composer.Value.Compose(key, CompositionRanker.Width);
        List<(Composed Composed, double Score)> ranked = CompositionRanker.Rank(model, key, composed);
        if (ranked.Count == 0 || ranked[0].Score < least)
        {
            return;
        }

        double enough = least > 0 ? TermAligner.OtherRatio * ranked[0].Score : 0;
        bool name = key.Length > 3 && model.TitleShare(key) > 0.6f;
        foreach ((Composed c, double score) in ranked.Take(Shown).TakeWhile(r => r.Score >= enough))
        {
            if (key.Length == 2 && c.Parts.Count == 2 && score < LeastOfCharacters)
            {
                continue;
            }

            suggestions.Add(new TermSuggestion(name ? EnglishText.Title(c.Text) : EnglishText.PluralAfterNumber(c.Text), AlignmentMethod.Composition, score, string.Join(" + ", c.Parts.Select(p => p.Chinese + " " + p.English))));
        }
    }
}
