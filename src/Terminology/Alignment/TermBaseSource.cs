namespace Terminology;

/// <summary>The term base that comes with the library: the term itself, then its other forms.</summary>
internal sealed class TermBaseSource(CompositionModel model) : ISuggestionSource
{
    /// <inheritdoc/>
    public bool Decides => true;

    /// <inheritdoc/>
    public void Suggest(string term, string key, List<TermSuggestion> suggestions)
    {
        if (Add(key, AlignmentMethod.TermBase, 0, null, suggestions))
        {
            return;
        }

        foreach (TermForm form in TermForms.Of(key))
        {
            if (Add(form.Key, AlignmentMethod.Variant, form.Loss, form.Reason, suggestions))
            {
                return;
            }
        }
    }

    private bool Add(string key, AlignmentMethod method, double loss, string? reason, List<TermSuggestion> suggestions)
    {
        int index = model.Find(key);
        if (index < 0)
        {
            return false;
        }

        bool found = false;
        foreach (Rendering rendering in model.Renderings(index))
        {
            if (rendering.Rank == 0)
            {
                break;
            }

            found = true;
            string text = EnglishText.Join([.. model.WordsOf(rendering).ToArray().Select(w => model.Words[w])]);
            double score = SuggestionScore.TermBase(model, rendering) - loss;
            suggestions.Add(new TermSuggestion(text, method, Math.Max(0.05, score), reason is null ? "term base: " + key : $"term base: {key} ({reason})"));
        }

        return found;
    }
}
