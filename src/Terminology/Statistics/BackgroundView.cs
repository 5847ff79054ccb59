namespace Terminology;

/// <summary>The background as one document may see it: in training, what that document itself brought is taken out.</summary>
internal readonly struct BackgroundView(BackgroundModel model, Dictionary<ulong, GramStatistics>? without = null)
{
    /// <summary>What is looked up, for fetching ahead.</summary>
    public BackgroundModel Model => model;

    public double Tokens => model.Tokens;

    public int DocumentTotal => model.DocumentTotal;

    public GramStatistics this[ulong key] => without is not null && without.TryGetValue(key, out GramStatistics own) ? own : model[key];
}
