namespace Terminology;

/// <summary>A place where a pattern stands in a text.</summary>
/// <param name="Pattern">Number of the pattern.</param>
/// <param name="Start">First character.</param>
/// <param name="End">Position behind the last character.</param>
internal readonly record struct PatternMatch(int Pattern, int Start, int End);

/// <summary>
/// Finds all occurrences of many strings in one pass over a text (Aho and Corasick 1975). A pattern that begins or ends with a Latin letter or digit
/// does not match inside a longer run of them, so that "AI" is not found in "CHAIN". Immutable and thread-safe.
/// </summary>
internal sealed class TermMatcher
{
    private readonly string[] _patterns;
    private readonly int[] _fail, _output, _pattern; // by state: where to fall back, next state with a pattern, pattern or -1
    private readonly ulong[] _keys; // open addressing: (state + 1) << 16 | character
    private readonly int[] _next;
    private readonly int _mask;

    /// <summary>Prepares the patterns; of equal patterns the first is reported.</summary>
    public TermMatcher(IReadOnlyList<string> patterns)
    {
        _patterns = [.. patterns];
        int states = 1;
        foreach (string p in _patterns)
            states += p.Length;
        int size = 16;
        while (size < states * 2) size *= 2;
        (_keys, _next, _mask) = (new ulong[size], new int[size], size - 1);
        var fail = new List<int> { 0 };
        var pattern = new List<int> { -1 };
        var parents = new List<(int Parent, char Character)> { default };
        var depth = new List<int> { 0 };
        for (int i = 0; i < _patterns.Length; i++)
        {
            int state = 0;
            foreach (char c in _patterns[i])
            {
                int slot = Slot(state, c);
                if (_keys[slot] == 0)
                {
                    (_keys[slot], _next[slot]) = (Key(state, c), fail.Count);
                    fail.Add(0);
                    pattern.Add(-1);
                    parents.Add((state, c));
                    depth.Add(depth[state] + 1);
                }
                state = _next[slot];
            }
            if (state != 0 && pattern[state] < 0)
                pattern[state] = i;
        }
        (_fail, _pattern, _output) = ([.. fail], [.. pattern], new int[fail.Count]);
        int[] order = [.. Enumerable.Range(1, _fail.Length - 1)];
        Array.Sort(order, (a, b) => depth[a] != depth[b] ? depth[a].CompareTo(depth[b]) : a.CompareTo(b));
        foreach (int state in order)
        {
            (int parent, char c) = parents[state];
            int back = _fail[parent];
            _fail[state] = parent == 0 ? 0 : Step(back, c);
            int f = _fail[state];
            _output[state] = _pattern[f] >= 0 ? f : _output[f];
        }
    }

    /// <summary>All occurrences, by start, the longest first.</summary>
    public void Find(ReadOnlySpan<char> text, List<PatternMatch> matches)
    {
        matches.Clear();
        int state = 0;
        for (int i = 0; i < text.Length; i++)
        {
            state = Step(state, text[i]);
            for (int s = _pattern[state] >= 0 ? state : _output[state]; s > 0; s = _output[s])
            {
                int pattern = _pattern[s], start = i + 1 - _patterns[pattern].Length;
                if (!CutsRun(text, start) && !CutsRun(text, i + 1))
                    matches.Add(new PatternMatch(pattern, start, i + 1));
            }
        }
        matches.Sort(static (a, b) => a.Start != b.Start ? a.Start.CompareTo(b.Start) : b.End != a.End ? b.End.CompareTo(a.End) : a.Pattern.CompareTo(b.Pattern));
    }

    private static bool CutsRun(ReadOnlySpan<char> text, int at) =>
        at > 0 && at < text.Length && char.IsAsciiLetterOrDigit(text[at - 1]) && char.IsAsciiLetterOrDigit(text[at]);

    private int Step(int state, char c)
    {
        while (true)
        {
            int slot = Slot(state, c);
            if (_keys[slot] != 0)
                return _next[slot];
            if (state == 0)
                return 0;
            state = _fail[state];
        }
    }

    private int Slot(int state, char c)
    {
        ulong key = Key(state, c);
        int slot = (int)(key * 0x9E3779B97F4A7C15 >> 33) & _mask;
        while (_keys[slot] != 0 && _keys[slot] != key)
            slot = (slot + 1) & _mask;
        return slot;
    }

    private static ulong Key(int state, char c) => (ulong)(state + 1) << 16 | c;
}
