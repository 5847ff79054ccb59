namespace Terminology.Learning;

/// <summary>A labelled document made ready once: tokens, the background without it, what it contributes to the shares.</summary>
internal sealed class PreparedLabels
{
    /// <param name="source">The document and its marks.</param>
    /// <param name="prepared">Its tokens.</param>
    /// <param name="background">The background without it.</param>
    /// <param name="annotator">Who marked it, see <see cref="TermhoodRecipe.Annotators"/>; the first annotator is the one whose judgement the model is to follow.</param>
    public PreparedLabels(LabelledDocument source, PreparedDocument prepared, BackgroundView background, int annotator = 1)
    {
        (Source, Prepared, Background, Annotator) = (source, prepared, background, annotator);
        var seen = new HashIndex(1 << 13);
        foreach (CandidateSpan span in CandidateFinder.Find(prepared))
        {
            int before = seen.Count;
            if (seen.Add(span.Key) < before)
                continue;
            int tier = Tier(prepared.SpanText(span.First, span.Last));
            var counts = new ShareCounts(1, tier > 0 ? 1 : 0, tier == 1 ? 1 : 0);
            TermFeatures.ForEachShare(prepared, span.First, span.Last, key => Own.Add(key, counts));
        }
    }

    public LabelledDocument Source { get; }

    public PreparedDocument Prepared { get; }

    public BackgroundView Background { get; }

    public int Annotator { get; }

    public TargetShares Own { get; } = new(1 << 14);

    public int Tier(string text) => Source.Tiers.GetValueOrDefault(LabelledDocument.WithoutSpace(text));

    /// <summary>The tiers of all candidates of a table of this document.</summary>
    public int[] TiersOf(CandidateTable table)
    {
        var tiers = new int[table.Count];
        for (int i = 0; i < tiers.Length; i++)
            tiers[i] = Tier(table.Contexts[i].Text);
        return tiers;
    }

    /// <summary>The candidates with their features.</summary>
    public CandidateTable Table(TargetShares shares, bool excludeOwn, SieveModel? sieve = null, Forest? gate = null, double threshold = double.NegativeInfinity) =>
        CandidateTable.Of(Prepared, new DocumentView(Background, new SharesView(shares, excludeOwn ? Own : null), sieve), gate, threshold);
}

/// <summary>How the two stages are trained. The defaults are what was measured to be best on documents left out.</summary>
internal sealed record TermhoodRecipe
{
    /// <summary>The trees of both stages.</summary>
    public BoostingOptions Trees { get; init; } = new();

    /// <summary>The trees of the second stage, where they are to differ.</summary>
    public BoostingOptions? SecondTrees { get; init; }

    /// <summary>Folds of documents for the first stage's scores that the second one sees.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>Weight of a term of the second tier as a term.</summary>
    public float MinorWeight { get; init; } = .6f;

    /// <summary>Weight of a term of the second tier as none of the first.</summary>
    public float MinorAgainstMain { get; init; } = .3f;

    /// <summary>Weight of the documents that the first annotator marked.</summary>
    public float FirstAnnotatorWeight { get; init; } = 1;

    /// <summary>
    /// Whether the trees are told who marked a document. Annotators differ in how generous they are; where the trees may ask, they need not average over them, and in the exported trees
    /// the question is answered with "the first one" and gone.
    /// </summary>
    public bool Annotators { get; init; }

    /// <summary>Features that the trees may not use, for ablations.</summary>
    public IReadOnlySet<int> Without { get; init; } = new HashSet<int>();
}

/// <summary>Trains the two-stage termhood model; see <see cref="TermhoodModel"/> for its form. The tables of features are made once and serve any number of recipes.</summary>
internal sealed class TermhoodTraining
{
    private readonly IReadOnlyList<PreparedLabels> _documents;
    private readonly Action<string> _log;
    private readonly TargetShares _shares = new(1 << 18);
    private readonly SieveModel? _sieve;
    private readonly Forest _gate;
    private readonly double _threshold;
    private readonly CandidateTable[] _tables;
    private readonly int[][] _tiers;

    /// <summary>Trains the sieve and the gate and makes the tables.</summary>
    /// <param name="documents">The documents.</param>
    /// <param name="log">Told what goes on.</param>
    /// <param name="sieveLoss">Share of the main terms that the sieve may lose in training; 0 trains none.</param>
    public TermhoodTraining(IReadOnlyList<PreparedLabels> documents, Action<string>? log = null, double sieveLoss = .003)
    {
        _documents = documents;
        _log = log ?? (_ => { });
        foreach (PreparedLabels d in _documents)
            _shares.Add(d.Own);
        _sieve = sieveLoss > 0 ? TrainSieve(sieveLoss) : null;
        (_gate, _threshold) = TrainGate();
        _tables = new CandidateTable[_documents.Count];
        _tiers = new int[_documents.Count][];
        int rows = 0, kept = 0, all = 0;
        for (int i = 0; i < _tables.Length; i++)
        {
            _tables[i] = _documents[i].Table(_shares, excludeOwn: true, _sieve, _gate, _threshold);
            _tiers[i] = _documents[i].TiersOf(_tables[i]);
            rows += _tables[i].Count;
            kept += _tiers[i].Count(t => t == 1);
            all += _documents[i].Source.Tiers.Values.Count(t => t == 1);
        }
        _log($"rows behind the gate {rows}, main terms {kept} of {all}");
    }

    public TermhoodModel Train(bool calibrate, TermhoodRecipe? recipe = null)
    {
        recipe ??= new TermhoodRecipe();
        int folds = Math.Min(recipe.Folds, _documents.Count);
        var outOfFold = new float[_tables.Length][];
        for (int fold = 0; fold < folds; fold++)
        {
            Forest forest = TrainFirst(recipe, i => i % folds != fold);
            for (int i = fold; i < _tables.Length; i += folds)
                outOfFold[i] = Scores(forest, _tables[i]);
        }
        _log("first stage out of fold");
        Forest first = TrainFirst(recipe, _ => true);
        var second = new float[_tables.Length][][];
        for (int i = 0; i < _tables.Length; i++)
            second[i] = SecondRows(_tables[i], outOfFold[i]);
        Forest term = TrainSecond(recipe, second, main: false, _ => true), main = TrainSecond(recipe, second, main: true, _ => true);
        _log("second stage");
        Calibration calibration = calibrate ? Calibrate(recipe, second, folds) : new Calibration([0, 1], [0, 1]);
        return new TermhoodModel(_shares.Prune(TargetShares.MinimumCandidates), _sieve, _gate, _threshold, first, term, main, calibration);
    }

    /// <summary>Ranks a document's candidates with a model: text, probability of a term, of a main term, and their product.</summary>
    public static List<(string Text, double Term, double Main, int Tier)> Rank(TermhoodModel model, PreparedLabels document, out CandidateTable table)
    {
        table = document.Table(model.Shares, excludeOwn: false, model.Sieve, model.Gate, model.GateThreshold);
        float[][] rows = SecondRows(table, Scores(model.First, table));
        var list = new List<(string, double, double, int)>(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            string text = table.Contexts[i].Text;
            double share = NamesOfBodies.IsCut(table, i) ? NamesOfBodies.CutFactor : 1;
            list.Add((text, share * model.Term.Sharp(rows[i]), share * model.Main.Sharp(rows[i]), document.Tier(text)));
        }
        return list;
    }

    private SieveModel TrainSieve(double loss)
    {
        (Forest stumps, double threshold) = TrainStop(SieveModel.Features, loss, new BoostingOptions { Trees = 300, Leaves = 2, LearningRate = .3, MinimumRows = 40 });
        return new SieveModel(stumps, threshold);
    }

    private (Forest, double) TrainGate() =>
        TrainStop([.. Enumerable.Range(0, TermFeatures.StringCount)], .004, new BoostingOptions { Trees = 40, Leaves = 16, LearningRate = .15, MinimumRows = 40 });

    /// <summary>Trains a model that stops candidates by their strings, and finds the threshold at which it loses a given share of the main terms.</summary>
    private (Forest, double) TrainStop(IReadOnlyList<int> features, double loss, BoostingOptions options)
    {
        var data = new TrainingRows(TermFeatures.StringCount);
        var positives = new List<float[]>();
        var random = new Random(17);
        int all = 0;
        foreach (PreparedLabels d in _documents)
        {
            CandidateTable table = d.Table(_shares, excludeOwn: true, _sieve);
            int[] tiers = d.TiersOf(table);
            all += table.Count;
            for (int i = 0; i < table.Count; i++)
            {
                bool term = tiers[i] > 0;
                if (!term && random.Next(5) != 0)
                    continue;
                float[] row = new float[TermFeatures.StringCount];
                foreach (int f in features)
                    row[f] = table.Row(i)[f];
                data.Add(row, term, tiers[i] == 1 ? 1 : term ? .5f : 5);
                if (tiers[i] == 1) positives.Add(row);
            }
        }
        Forest forest = BoostedTrees.Train(data, options);
        double[] scores = [.. positives.Select(r => forest.Score(r))];
        Array.Sort(scores);
        double threshold = scores[(int)(scores.Length * loss)];
        _log($"{(_sieve is null ? "of all" : "behind the sieve")} {all} candidates, {data.Count} rows, threshold {threshold:F2}");
        return (forest, threshold);
    }

    private Forest TrainFirst(TermhoodRecipe recipe, Func<int, bool> takes)
    {
        TrainingRows data = Rows(TermFeatures.FirstStage, recipe);
        for (int d = 0; d < _tables.Length; d++)
        {
            if (!takes(d))
                continue;
            for (int i = 0; i < _tables[d].Count; i++)
                data.Add(Row(_tables[d].Row(i), d, recipe), _tiers[d][i] > 0, (_tiers[d][i] == 2 ? recipe.MinorWeight : 1) * Weight(d, recipe));
        }
        return BoostedTrees.Train(data, recipe.Trees);
    }

    private Forest TrainSecond(TermhoodRecipe recipe, float[][][] rows, bool main, Func<int, bool> takes)
    {
        TrainingRows data = Rows(TermFeatures.SecondStage, recipe);
        for (int d = 0; d < rows.Length; d++)
        {
            if (!takes(d))
                continue;
            for (int i = 0; i < rows[d].Length; i++)
                data.Add(Row(rows[d][i], d, recipe), main ? _tiers[d][i] == 1 : _tiers[d][i] > 0, (_tiers[d][i] == 2 ? (main ? recipe.MinorAgainstMain : recipe.MinorWeight) : 1) * Weight(d, recipe));
        }
        BoostingOptions trees = recipe.SecondTrees ?? recipe.Trees;
        return BoostedTrees.Train(data, trees with { Seed = trees.Seed - 1 + (main ? 3 : 2) });
    }

    private Calibration Calibrate(TermhoodRecipe recipe, float[][][] rows, int folds)
    {
        var values = new List<double>();
        var labels = new List<double>();
        for (int fold = 0; fold < folds; fold++)
        {
            Forest term = TrainSecond(recipe, rows, main: false, d => d % folds != fold), main = TrainSecond(recipe, rows, main: true, d => d % folds != fold);
            for (int d = fold; d < rows.Length; d += folds)
            {
                for (int i = 0; i < rows[d].Length; i++)
                {
                    values.Add(term.Sharp(rows[d][i]) * main.Sharp(rows[d][i]));
                    labels.Add(_tiers[d][i] > 0 ? 1 : 0);
                }
            }
        }
        return Calibration.Fit([.. values], [.. labels]);
    }

    private static TrainingRows Rows(int width, TermhoodRecipe recipe) =>
        recipe.Annotators ? new TrainingRows(width + 1) { Known = (width, 1) } : new TrainingRows(width);

    private float Weight(int document, TermhoodRecipe recipe) => _documents[document].Annotator == 1 ? recipe.FirstAnnotatorWeight : 1;

    /// <summary>A row as the trees see it: without the features they may not use, with its annotator where they may ask.</summary>
    private float[] Row(ReadOnlySpan<float> features, int document, TermhoodRecipe recipe)
    {
        var row = new float[features.Length + (recipe.Annotators ? 1 : 0)];
        features.CopyTo(row);
        if (recipe.Annotators)
            row[^1] = _documents[document].Annotator;
        foreach (int feature in recipe.Without)
        {
            if (feature < features.Length)
                row[feature] = 0; // constant, so that no tree splits on it
        }
        return row;
    }

    private static float[] Scores(Forest forest, CandidateTable table)
    {
        var scores = new float[table.Count];
        for (int i = 0; i < scores.Length; i++)
            scores[i] = (float)forest.Sharp(table.Row(i));
        return scores;
    }

    private static float[][] SecondRows(CandidateTable table, float[] scores)
    {
        float[] nesting = NestingFeatures.Compute(table, scores);
        var rows = new float[table.Count][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new float[TermFeatures.SecondStage];
            table.Row(i).CopyTo(rows[i]);
            nesting.AsSpan(i * TermFeatures.NestingCount, TermFeatures.NestingCount).CopyTo(rows[i].AsSpan(TermFeatures.FirstStage));
        }
        return rows;
    }
}
