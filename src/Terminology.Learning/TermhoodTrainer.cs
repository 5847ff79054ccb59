namespace Terminology.Learning;

/// <summary>
/// Trains a <see cref="TermhoodModel"/> on labelled documents with gradient-boosted trees (LightGBM, Ke et al. 2017) of Microsoft.ML. The result is evaluated by the core library alone.
/// One thread and fixed seeds: the same documents give the same model. Thread-safe.
/// </summary>
public static class TermhoodTrainer
{
    /// <summary>Fewest labelled documents from which a model can be trained: out-of-fold scores need at least two.</summary>
    public const int MinimumDocuments = 2;

    /// <summary>Fewest terms of the first tier, all documents together.</summary>
    public const int MinimumTerms = 100;

    /// <summary>Trains a model. Every expression that is not marked counts as no term, so documents should be marked completely.</summary>
    /// <param name="documents">At least <see cref="MinimumDocuments"/> documents with at least <see cref="MinimumTerms"/> terms of the first tier; a dozen documents of 4,000 characters give a useful model.</param>
    /// <param name="log">Told of each step; may be null.</param>
    /// <exception cref="ArgumentException">Too few documents or terms.</exception>
    public static TermhoodModel Train(IReadOnlyList<LabelledDocument> documents, Action<string>? log = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        if (documents.Count < MinimumDocuments)
            throw new ArgumentException($"{documents.Count} documents; at least {MinimumDocuments} are needed: split long ones, or add more", nameof(documents));
        var preparer = new DocumentPreparer();
        var background = new BackgroundView(BackgroundModel.Default);
        List<PreparedLabels> prepared = [.. documents.Select(d => new PreparedLabels(d, preparer.Prepare(d.Document), background))];
        int found = prepared.Sum(p => p.Source.Tiers.Values.Count(t => t == 1));
        if (found < MinimumTerms)
            throw new ArgumentException($"{found} terms of the first tier in the documents; at least {MinimumTerms} are needed", nameof(documents));
        return new TermhoodTraining(prepared, log).Train(calibrate: true);
    }

    /// <summary>Labels documents with a list of accepted terms: those that stand in a document are its terms of the first tier.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="accepted">Accepted terms.</param>
    /// <param name="optional">Terms that are neither to be rewarded nor punished; may be null.</param>
    /// <returns>The documents in which at least one term stands.</returns>
    public static IReadOnlyList<LabelledDocument> Label(IEnumerable<Document> documents, IEnumerable<string> accepted, IEnumerable<string>? optional = null)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(accepted);
        var tiers = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string term in optional ?? [])
            tiers[LabelledDocument.WithoutSpace(term)] = 2;
        foreach (string term in accepted)
            tiers[LabelledDocument.WithoutSpace(term)] = 1;
        var labelled = new List<LabelledDocument>();
        foreach (Document document in documents)
        {
            string text = LabelledDocument.WithoutSpace(document.Text);
            var here = tiers.Where(t => t.Key.Length > 0 && text.Contains(t.Key, StringComparison.Ordinal)).ToList();
            if (here.Count > 0)
                labelled.Add(new LabelledDocument(document, here));
        }
        return labelled;
    }
}
