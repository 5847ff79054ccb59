namespace Terminology;

/// <summary>The term base that comes with the library: the term itself, then its other forms.</summary>
internal sealed class TermBaseSource(Lazy<CompositionModel> tables) : ISuggestionSource
{
    /// <inheritdoc/>
    public bool Decides => true;

    /// <inheritdoc/>
    public void Suggest(string term, string key, List<TermSuggestion> suggestions)
    {
        if (Add(new TermForm(key, "", 0), AlignmentMethod.TermBase, suggestions))
        {
            return;
        }

        foreach (TermForm form in TermForms.Of(key))
        {
            if (Add(form, AlignmentMethod.Variant, suggestions))
            {
                return;
            }
        }
    }

    private bool Add(TermForm form, AlignmentMethod method, List<TermSuggestion> suggestions)
    {
        CompositionModel model = tables.Value;
        int index = model.Find(form.Key);
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
            text = form.Complete(text);
            double score = SuggestionScore.TermBase(rendering) - form.Loss;
            suggestions.Add(new TermSuggestion(text, method, Math.Max(0.05, score), form.Reason.Length == 0 ? "term base: " + form.Key : $"term base: {form.Key} ({form.Reason})"));
        }

        return found;
    }
}
