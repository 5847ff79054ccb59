using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>How a hypothesis came about that is no join.</summary>
internal enum LiteralKind : byte
{
    /// <summary>A rendering of the model.</summary>
    None,

    /// <summary>Latin letters or digits of the term itself.</summary>
    Copy,

    /// <summary>English of the client.</summary>
    Client,

    /// <summary>The name of a place.</summary>
    Name,
}

/// <summary>The English of a stretch of a term: what is needed to join it, then how it was made. Without references, as it is copied much.</summary>
internal struct Hypothesis
{
    /// <summary>Sum of the weighted features that add up.</summary>
    public float Score;

    /// <summary>See <see cref="BigramTable.After"/> of the last and <see cref="BigramTable.Before"/> of the first word.</summary>
    public BigramBound After, Before;

    /// <summary>Hash of the types of all words.</summary>
    public ulong Hash;

    /// <summary>Types of the first and last word.</summary>
    public int First, Last;

    /// <summary>Number of words.</summary>
    public int Words;

    /// <summary>Index of its last phrase, or -1.</summary>
    public int Head;

    /// <summary>What joins a word or several words on its left to it without a Chinese link: numbers of <see cref="JoinActions"/>, or 0 if not asked for yet.</summary>
    public int ActionsOfWord, ActionsOfWords;

    /// <summary>Least ln p(English | Chinese) of its phrases.</summary>
    public float LeastForward;

    /// <summary>ln probability of the outermost join.</summary>
    public float LinkScore;

    /// <summary>For a join: the hypotheses joined. For a rendering: its place among those of the phrase, and nothing. For a literal: its number, and nothing.</summary>
    public int Left, Right;

    /// <summary>Where the phrase stands in the term.</summary>
    public byte Start, End;

    /// <summary>For a join: English link × 2, plus 1 if the parts change places; and the Chinese link.</summary>
    public byte Action, Link;

    /// <summary>Its place among all of a stretch, by which those of one score are ordered: joins are computed in another order.</summary>
    public int Order;

    /// <summary>Number of phrases.</summary>
    public byte Terminals;

    /// <summary>Joins in which the parts change places, and in which "and" stands for nothing.</summary>
    public byte Swaps, Ands;

    /// <summary>Whether it is a join.</summary>
    public bool IsJoin;

    /// <summary>What it is, if no join.</summary>
    public LiteralKind Literal;

    /// <summary>Whether its English is known as a phrase, plus 1; 0 if not asked for yet.</summary>
    public byte KnownEnglish;
}

/// <summary>The best ways to join two parts, best first.</summary>
/// <param name="Ways">English link × 2, plus 1 if the parts change places; its ln probability; and that weighted.</param>
/// <param name="Most">No way adds more to the score of the parts.</param>
internal sealed record JoinActions((byte Action, float Score, float Weighted)[] Ways, float Most);

/// <summary>
/// The cells of a chart: the best hypotheses of every stretch of a term. Filled column by column, so that the columns of a
/// common beginning are kept from one term to the next. Of one thread.
/// </summary>
internal sealed class CompositionChart
{
    /// <summary>Longest term, in units.</summary>
    public const int MaxUnits = 24;

    /// <summary>Hypotheses kept of a whole term.</summary>
    public const int RootBeam = 24;

    /// <summary>Hypotheses kept of a part.</summary>
    public const int Beam = 8;

    private const int Side = MaxUnits + 1;

    // The open cell: hypotheses in any order, and their order with what is searched and compared side by side.
    private readonly Hypothesis[] _open = new Hypothesis[RootBeam];
    private readonly ulong[] _hash = new ulong[RootBeam];
    private readonly float[] _score = new float[RootBeam];
    private readonly int[] _place = new int[RootBeam];
    private readonly int[] _start = new int[Side * Side];
    private readonly int[] _count = new int[Side * Side];
    private readonly int[] _used = new int[Side]; // hypotheses and literals in the columns up to each
    private readonly int[] _usedLiterals = new int[Side];
    private readonly int[] _starts = new int[Side + 1];
    private readonly Dictionary<ulong, int> _actions = [];
    private readonly List<JoinActions> _actionLists = [new JoinActions([], 0)];
    private TermComposer? _owner;
    private string _key = "";
    private int _columns; // that are valid for _key
    private int _openCount;
    private int _beam;

    /// <summary>The hypotheses of all cells.</summary>
    public Hypothesis[] Hypotheses { get; private set; } = new Hypothesis[4096];

    /// <summary>English that is not the model's.</summary>
    public List<string> Literals { get; } = [];

    /// <summary>What scores less is not kept.</summary>
    public float Worst { get; private set; }

    /// <summary>Begins a term.</summary>
    /// <returns>How many columns are filled already: those of the beginning that it shares with the term before. Never all.</returns>
    public int Begin(TermComposer owner, string key, ReadOnlySpan<int> starts, int units)
    {
        if (!ReferenceEquals(_owner, owner) || _actionLists.Count > 20_000)
        {
            _actions.Clear();
            _actionLists.RemoveRange(1, _actionLists.Count - 1);
            (_owner, _columns) = (owner, 0);
        }

        int shared = 0;
        int most = Math.Min(_columns, units - 1);
        while (shared < most && _starts[shared + 1] == starts[shared + 1]
            && _key.AsSpan(starts[shared], starts[shared + 1] - starts[shared]).SequenceEqual(key.AsSpan(starts[shared], starts[shared + 1] - starts[shared])))
        {
            shared++;
        }

        if (shared > 0)
        {
            // It may have been a whole term, of which more is kept.
            _count[Cell(0, shared)] = Math.Min(_count[Cell(0, shared)], Beam);
        }

        Literals.RemoveRange(_usedLiterals[shared], Literals.Count - _usedLiterals[shared]);
        starts.CopyTo(_starts);
        (_key, _columns) = (key, shared);
        return shared;
    }

    /// <summary>Ends a column.</summary>
    /// <param name="to">Its number: the end of its stretches.</param>
    /// <param name="kept">Whether it serves other terms too.</param>
    public void EndColumn(int to, bool kept)
    {
        _usedLiterals[to] = Literals.Count;
        _columns = kept ? to : to - 1;
    }

    /// <summary>The place of a stretch.</summary>
    public static int Cell(int from, int to) => (to * Side) + from;

    /// <summary>The first hypothesis of a stretch; the others follow, best first.</summary>
    public int Start(int cell) => _start[cell];

    /// <summary>The number of hypotheses of a stretch.</summary>
    public int Count(int cell) => _count[cell];

    /// <summary>Begins a cell. Those of a column are filled from the shortest stretch to the longest.</summary>
    public void Open(int from, int to, int beam)
    {
        if (from == to - 1)
        {
            _used[to] = _used[to - 1];
        }

        (_openCount, _beam, Worst) = (0, beam, float.NegativeInfinity);
    }

    /// <summary>Keeps the best hypotheses in order, one for each English.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(in Hypothesis hypothesis)
    {
        int place = _openCount;
        int free = place;
        int same = _hash.AsSpan(0, _openCount).IndexOf(hypothesis.Hash);
        if (same >= 0)
        {
            if (!Precedes(hypothesis, same))
            {
                return;
            }

            free = _place[same];
            for (int k = same; k + 1 < _openCount; k++)
            {
                (_score[k], _hash[k], _place[k]) = (_score[k + 1], _hash[k + 1], _place[k + 1]);
            }

            place = --_openCount;
        }
        else if (_openCount == _beam)
        {
            if (!Precedes(hypothesis, _beam - 1))
            {
                return;
            }

            place = --_openCount;
            free = _place[place];
        }

        while (place > 0 && Precedes(hypothesis, place - 1))
        {
            (_score[place], _hash[place], _place[place]) = (_score[place - 1], _hash[place - 1], _place[place - 1]);
            place--;
        }

        (_score[place], _hash[place], _place[place]) = (hypothesis.Score, hypothesis.Hash, free);
        _open[free] = hypothesis;
        _openCount++;
        if (_openCount == _beam)
        {
            Worst = _score[_beam - 1];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Precedes(in Hypothesis hypothesis, int place) =>
        hypothesis.Score > _score[place] || (hypothesis.Score == _score[place] && hypothesis.Order < _open[_place[place]].Order);

    /// <summary>Ends a cell.</summary>
    public void Close(int from, int to)
    {
        int used = _used[to];
        if (used + _openCount > Hypotheses.Length)
        {
            Hypothesis[] larger = new Hypothesis[Hypotheses.Length * 2];
            Hypotheses.CopyTo(larger, 0);
            Hypotheses = larger;
        }

        int cell = Cell(from, to);
        (_start[cell], _count[cell]) = (used, _openCount);
        for (int i = 0; i < _openCount; i++)
        {
            Hypotheses[used + i] = _open[_place[i]];
        }

        _used[to] = used + _openCount;
    }

    /// <summary>The number of the best ways to join, kept from term to term.</summary>
    /// <param name="link">What stands between the parts.</param>
    /// <param name="head">Last phrase of the right part, or -1.</param>
    /// <param name="last">Its last character.</param>
    /// <param name="longLeft">Whether the left part has more than one phrase.</param>
    /// <param name="make">Makes those that are not there.</param>
    public int Actions(int link, int head, char last, bool longLeft, Func<int, int, char, bool, JoinActions> make)
    {
        ulong context = ((ulong)(head + 1) << 32) | ((ulong)last << 16) | ((ulong)link << 1) | (longLeft ? 1UL : 0);
        if (!_actions.TryGetValue(context, out int number))
        {
            number = _actionLists.Count;
            _actionLists.Add(make(link, head, last, longLeft));
            _actions.Add(context, number);
        }

        return number;
    }

    /// <summary>The ways to join with a number.</summary>
    public JoinActions Actions(int number) => _actionLists[number];
}
