namespace Terminology.Learning;

/// <summary>A labelled document made ready once: tokens, the background without it, what it contributes to the shares.</summary>
internal sealed class PreparedLabels
{
    public PreparedLabels(LabelledDocument source, PreparedDocument prepared, BackgroundView background)
    {
        (Source, Prepared, Background) = (source, prepared, background);
        var spans = new List<CandidateSpan>();
        CandidateFinder.Find(prepared, spans);
        var seen = new HashIndex(1 << 13);
        foreach (CandidateSpan span in spans)
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

    public TargetShares Own { get; } = new(1 << 14);

    public int Tier(string text) => Source.Tiers.GetValueOrDefault(LabelledDocument.WithoutSpace(text));

    /// <summary>The candidates with their features.</summary>
    public CandidateTable Table(TargetShares shares, bool excludeOwn, Forest? gate = null, double threshold = double.NegativeInfinity) =>
        CandidateTable.Of(Prepared, Background, new SharesView(shares, excludeOwn ? Own : null), gate, threshold);
}

/// <summary>Trains the two-stage termhood model; see <see cref="TermhoodModel"/> for its form.</summary>
internal sealed class TermhoodTraining
{
    private const float MinorWeight = .6f, MinorAgainstMain = .3f;

    private readonly IReadOnlyList<PreparedLabels> _documents;
    private readonly int _folds;
    private readonly Action<string> _log;
    private readonly BoostingOptions _options;

    public TermhoodTraining(IReadOnlyList<PreparedLabels> documents, BoostingOptions? options = null, int folds = 5, Action<string>? log = null)
    {
        _documents = documents;
        _options = options ?? new BoostingOptions();
        _folds = Math.Min(folds, documents.Count);
        _log = log ?? (_ => { });
    }

    public TermhoodModel Train(bool calibrate)
    {
        var shares = new TargetShares(1 << 18);
        foreach (PreparedLabels d in _documents)
            shares.Add(d.Own);
        (Forest gate, double threshold) = TrainGate(shares);
        var tables = new CandidateTable[_documents.Count];
        var tiers = new int[_documents.Count][];
        int rows = 0, kept = 0, all = 0;
        for (int i = 0; i < tables.Length; i++)
        {
            tables[i] = _documents[i].Table(shares, excludeOwn: true, gate, threshold);
            tiers[i] = Tiers(_documents[i], tables[i]);
            rows += tables[i].Count;
            kept += tiers[i].Count(t => t == 1);
            all += _documents[i].Source.Tiers.Values.Count(t => t == 1);
        }
        _log($"rows behind the gate {rows}, main terms {kept} of {all}");
        var outOfFold = new float[tables.Length][];
        for (int fold = 0; fold < _folds; fold++)
        {
            var data = new TrainingRows(TermFeatures.FirstStage);
            for (int i = 0; i < tables.Length; i++)
            {
                if (i % _folds != fold)
                    AddFirst(data, tables[i], tiers[i]);
            }
            Forest forest = BoostedTrees.Train(data, _options);
            for (int i = fold; i < tables.Length; i += _folds)
                outOfFold[i] = Scores(forest, tables[i]);
        }
        _log("first stage out of fold");
        var firstRows = new TrainingRows(TermFeatures.FirstStage);
        for (int i = 0; i < tables.Length; i++)
            AddFirst(firstRows, tables[i], tiers[i]);
        Forest first = BoostedTrees.Train(firstRows, _options);

        var second = new float[tables.Length][][];
        for (int i = 0; i < tables.Length; i++)
            second[i] = SecondRows(tables[i], outOfFold[i]);
        Forest term = TrainSecond(second, tiers, main: false, fold: -1), main = TrainSecond(second, tiers, main: true, fold: -1);
        _log("second stage");
        Calibration calibration = calibrate ? Calibrate(second, tiers) : new Calibration([0, 1], [0, 1]);
        return new TermhoodModel(shares.Prune(TargetShares.MinimumCandidates), gate, threshold, first, term, main, calibration);
    }

    /// <summary>Ranks a document's candidates with a model: text, probability of a term, of a main term, and their product.</summary>
    public static List<(string Text, double Term, double Main, int Tier)> Rank(TermhoodModel model, PreparedLabels document, out CandidateTable table)
    {
        table = document.Table(model.Shares, excludeOwn: false, model.Gate, model.GateThreshold);
        float[][] rows = SecondRows(table, Scores(model.First, table));
        var list = new List<(string, double, double, int)>(rows.Length);
        for (int i = 0; i < rows.Length; i++)
        {
            string text = table.Contexts[i].Text;
            list.Add((text, model.Term.Sharp(rows[i]), model.Main.Sharp(rows[i]), document.Tier(text)));
        }
        return list;
    }

    private (Forest, double) TrainGate(TargetShares shares)
    {
        var data = new TrainingRows(TermFeatures.StringCount);
        var positives = new List<float[]>();
        var random = new Random(17);
        foreach (PreparedLabels d in _documents)
        {
            CandidateTable table = d.Table(shares, excludeOwn: true);
            int[] tiers = Tiers(d, table);
            for (int i = 0; i < table.Count; i++)
            {
                bool term = tiers[i] > 0;
                if (!term && random.Next(5) != 0)
                    continue;
                float[] row = table.Row(i)[..TermFeatures.StringCount].ToArray();
                data.Add(row, term, tiers[i] == 1 ? 1 : term ? .5f : 5);
                if (tiers[i] == 1) positives.Add(row);
            }
        }
        Forest gate = BoostedTrees.Train(data, new BoostingOptions { Trees = 40, Leaves = 16, LearningRate = .15, MinimumRows = 40 });
        double[] scores = [.. positives.Select(r => gate.Score(r))];
        Array.Sort(scores);
        double threshold = scores[(int)(scores.Length * .004)];
        _log($"gate: {data.Count} rows, threshold {threshold:F2}");
        return (gate, threshold);
    }

    private Forest TrainSecond(float[][][] rows, int[][] tiers, bool main, int fold)
    {
        var data = new TrainingRows(TermFeatures.SecondStage);
        for (int d = 0; d < rows.Length; d++)
        {
            if (fold >= 0 && d % _folds == fold)
                continue;
            for (int i = 0; i < rows[d].Length; i++)
                data.Add(rows[d][i], main ? tiers[d][i] == 1 : tiers[d][i] > 0, tiers[d][i] == 2 ? (main ? MinorAgainstMain : MinorWeight) : 1);
        }
        return BoostedTrees.Train(data, _options with { Seed = main ? 3 : 2 });
    }

    private Calibration Calibrate(float[][][] rows, int[][] tiers)
    {
        var values = new List<double>();
        var labels = new List<double>();
        for (int fold = 0; fold < _folds; fold++)
        {
            Forest term = TrainSecond(rows, tiers, main: false, fold), main = TrainSecond(rows, tiers, main: true, fold);
            for (int d = fold; d < rows.Length; d += _folds)
            {
                for (int i = 0; i < rows[d].Length; i++)
                {
                    values.Add(term.Sharp(rows[d][i]) * main.Sharp(rows[d][i]));
                    labels.Add(tiers[d][i] > 0 ? 1 : 0);
                }
            }
        }
        return Calibration.Fit([.. values], [.. labels]);
    }

    private static void AddFirst(TrainingRows data, CandidateTable table, int[] tiers)
    {
        for (int i = 0; i < table.Count; i++)
            data.Add(table.Row(i).ToArray(), tiers[i] > 0, tiers[i] == 2 ? MinorWeight : 1);
    }

    private static int[] Tiers(PreparedLabels d, CandidateTable table)
    {
        var tiers = new int[table.Count];
        for (int i = 0; i < tiers.Length; i++)
            tiers[i] = d.Tier(table.Contexts[i].Text);
        return tiers;
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
