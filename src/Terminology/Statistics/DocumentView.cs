namespace Terminology;

/// <summary>A document with what background and shares say of its tokens, each looked up once although many candidates share a token. Not thread-safe.</summary>
internal sealed class DocumentView(BackgroundView background, SharesView shares)
{
    private GramStatistics[] _single = [];
    private double[] _npmi = [];
    private float[] _share = [];
    private bool[] _heading = [];

    public PreparedDocument Document { get; private set; } = null!;

    public BackgroundView Background => background;

    public SharesView Shares => shares;

    /// <summary>Turns to another document.</summary>
    public void Reset(PreparedDocument d)
    {
        Document = d;
        if (_single.Length < d.Count)
            (_single, _npmi, _share, _heading) = (new GramStatistics[d.Count * 2], new double[d.Count * 2], new float[d.Count * 2], new bool[d.Count * 2]);
        _npmi.AsSpan(0, d.Count).Fill(double.NaN);
        _share.AsSpan(0, d.Count).Fill(float.NaN);
        for (int i = 0; i < d.Count; i++)
            _single[i] = background[d.Key[i]];
        MarkHeadings(d);
    }

    /// <summary>The background's statistics of a token.</summary>
    public GramStatistics Single(int token) => _single[token];

    public ReadOnlySpan<GramStatistics> Singles(int first, int last) => _single.AsSpan(first, last - first);

    /// <summary>The NPMI of a token and the one behind it.</summary>
    public double Npmi(int token)
    {
        double value = _npmi[token];
        return double.IsNaN(value) ? _npmi[token] = TermFeatures.Npmi(Background[Document.SpanKey(token, token + 2)], _single[token], _single[token + 1], Background.Tokens) : value;
    }

    /// <summary>The share of terms among the candidates that hold a token.</summary>
    public float Share(int token)
    {
        float value = _share[token];
        return float.IsNaN(value) ? _share[token] = SharesView.Share(Shares[TargetShares.Key(ShareKind.Any, Document.Key[token])]) : value;
    }

    /// <summary>Whether a token stands in a heading: a short line without punctuation at its end.</summary>
    public bool Heading(int token) => _heading[token];

    private void MarkHeadings(PreparedDocument d)
    {
        int line = 0;
        for (int i = 0; i <= d.Count; i++)
        {
            if (i < d.Count && d.Text[d.Start[i]] != '\n')
                continue;
            bool heading = i > line && d.End[i - 1] - d.Start[line] <= 40 && d.Text[d.End[i - 1] - 1] is not ('。' or '；' or '，' or '、' or '：');
            _heading.AsSpan(line, i - line).Fill(heading);
            if (i < d.Count) _heading[i] = false;
            line = i + 1;
        }
    }
}
