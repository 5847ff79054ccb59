namespace Terminology;

/// <summary>The kinds of parts by which terms resemble one another.</summary>
internal enum ShareKind
{
    Last, First, LastTwo, FirstTwo, Any, LastCharacter, FirstCharacter, Pattern, LeftNeighbour, RightNeighbour, Whole, Count,
}

/// <summary>A share of terms: how many candidates had a part, how many of them were terms of either tier, and of the first tier.</summary>
internal readonly record struct ShareCounts(float Candidates, float Terms, float Main)
{
    public static ShareCounts operator -(ShareCounts a, ShareCounts b) => new(a.Candidates - b.Candidates, a.Terms - b.Terms, a.Main - b.Main);
}

/// <summary>For the parts of labelled candidates (head, modifier, pattern, last character, neighbours, the whole string) the share of terms. Immutable once read.</summary>
internal sealed class TargetShares
{
    private readonly HashIndex _index;
    private readonly List<ShareCounts> _counts;

    public TargetShares(int capacity = 1024) => (_index, _counts) = (new HashIndex(capacity), new List<ShareCounts>(capacity));

    /// <summary>Fewest candidates from which a share without terms is kept in a compiled model.</summary>
    public const float MinimumCandidates = 3;

    public static ulong Key(ShareKind kind, ulong part) => StringHash.Combine((ulong)kind + 0x51ED27, part);

    public int Count => _index.Count;

    public ShareCounts this[ulong key] => _index.Find(key) is >= 0 and var i ? _counts[i] : default;

    public void Add(ulong key, ShareCounts counts)
    {
        int i = _index.Add(key);
        if (i == _counts.Count)
            _counts.Add(counts);
        else
            _counts[i] = new ShareCounts(_counts[i].Candidates + counts.Candidates, _counts[i].Terms + counts.Terms, _counts[i].Main + counts.Main);
    }

    public void Add(TargetShares other)
    {
        for (int i = 0; i < other.Count; i++)
            Add(other._index.Keys[i], other._counts[i]);
    }

    /// <summary>Drops what was seen too rarely to say anything.</summary>
    /// <param name="minimum">Fewest candidates to keep an entry.</param>
    public TargetShares Prune(float minimum)
    {
        var pruned = new TargetShares(Count);
        for (int i = 0; i < Count; i++)
        {
            if (_counts[i].Candidates >= minimum || _counts[i].Terms > 0)
                pruned.Add(_index.Keys[i], _counts[i]);
        }
        return pruned;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(Count);
        ulong[] keys = _index.Keys.ToArray();
        int[] order = [.. Enumerable.Range(0, Count)];
        Array.Sort(keys, order);
        foreach (ulong key in keys)
            writer.Write(key);
        foreach (int i in order)
        {
            writer.Write7BitEncodedInt((int)_counts[i].Candidates);
            writer.Write7BitEncodedInt((int)_counts[i].Terms);
            writer.Write7BitEncodedInt((int)_counts[i].Main);
        }
    }

    public static TargetShares Read(BinaryReader reader)
    {
        int count = reader.ReadInt32();
        var shares = new TargetShares(count);
        var keys = new ulong[count];
        for (int i = 0; i < count; i++)
            keys[i] = reader.ReadUInt64();
        for (int i = 0; i < count; i++)
            shares.Add(keys[i], new ShareCounts(reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt()));
        return shares;
    }
}

/// <summary>The shares as one document may see them: in training, what that document itself brought is taken out.</summary>
internal readonly struct SharesView(TargetShares all, TargetShares? own = null)
{
    private const float Weight = 4, Prior = 0.06f, MainPrior = 0.03f;

    public ShareCounts this[ulong key] => own is null ? all[key] : Without(all[key] - own[key]);

    public static float Share(ShareCounts c) => (c.Terms + Weight * Prior) / (c.Candidates + Weight);

    /// <summary>ln(candidates + 1).</summary>
    public static float Seen(ShareCounts c) => MathF.Log(c.Candidates + 1);

    public static float MainShare(ShareCounts c) => (c.Main + Weight * MainPrior) / (c.Candidates + Weight);

    // Rare parts are pruned from the compiled tables unless a term had them; what is seen in training has to look the same.
    private static ShareCounts Without(ShareCounts c) => c.Candidates < TargetShares.MinimumCandidates && c.Terms == 0 ? default : c;
}
