using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

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

/// <summary>
/// For the parts of labelled candidates (head, modifier, pattern, last character, neighbours, the whole string) the share of terms: a table of open addressing by the upper bits of the key,
/// so that filling it with sorted keys goes through memory once. Not changed once read.
/// </summary>
internal sealed class TargetShares
{
    private Entry[] _entries;
    private int _shift;

    // By the upper bits of a key, whether there may be an entry: most keys that are asked for have none, and these bits stay near the processor where the table does not; eight for each place.
    private ulong[] _filter;

    public TargetShares(int capacity = 1024)
    {
        int bits = 4;
        while (1L << bits < capacity * 2L) bits++;
        (_entries, _filter, _shift) = (new Entry[1 << bits], new ulong[1 << (bits - 3)], 64 - bits);
    }

    /// <summary>A part; without candidates it is a free place.</summary>
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private struct Entry
    {
        public ulong Key;
        public ShareCounts Counts;
    }

    /// <summary>Fewest candidates from which a share without terms is kept in a compiled model.</summary>
    public const float MinimumCandidates = 3;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Key(ShareKind kind, ulong part) => StringHash.Combine((ulong)kind + 0x51ED27, part);

    public int Count { get; private set; }

    public ShareCounts this[ulong key]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => MayHave(key) ? Find(key).Counts : default;
    }

    /// <summary>Fetches what a look-up of the key reads.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(ulong key)
    {
        // A hint only, should the array move meanwhile.
        if (Sse.IsSupported && MayHave(key))
            Sse.Prefetch0(Unsafe.AsPointer(ref _entries[(int)(key >> _shift)]));
    }

    public void Add(ulong key, ShareCounts counts)
    {
        if (counts.Candidates <= 0)
            return;
        if (Count * 2 >= _entries.Length)
            Grow();
        ref Entry entry = ref Find(key);
        if (entry.Counts.Candidates == 0)
        {
            entry = new Entry { Key = key, Counts = counts };
            Mark(key);
            Count++;
        }
        else
        {
            entry.Counts = new ShareCounts(entry.Counts.Candidates + counts.Candidates, entry.Counts.Terms + counts.Terms, entry.Counts.Main + counts.Main);
        }
    }

    public void Add(TargetShares other)
    {
        foreach (ref readonly Entry entry in other._entries.AsSpan())
            Add(entry.Key, entry.Counts);
    }

    /// <summary>Drops what was seen too rarely to say anything.</summary>
    /// <param name="minimum">Fewest candidates to keep an entry.</param>
    public TargetShares Prune(float minimum)
    {
        var pruned = new TargetShares();
        foreach (ref readonly Entry entry in _entries.AsSpan())
        {
            if (entry.Counts.Candidates >= minimum || entry.Counts.Terms > 0)
                pruned.Add(entry.Key, entry.Counts);
        }
        return pruned;
    }

    public void Write(BinaryWriter writer)
    {
        Entry[] sorted = Array.FindAll(_entries, entry => entry.Counts.Candidates > 0);
        Array.Sort(sorted, (a, b) => a.Key.CompareTo(b.Key));
        writer.Write(sorted.Length);
        foreach (Entry entry in sorted)
        {
            writer.Write(entry.Key);
            writer.Write((int)entry.Counts.Candidates);
            writer.Write((int)entry.Counts.Terms);
            writer.Write((int)entry.Counts.Main);
        }
    }

    public static TargetShares Read(ref ModelReader reader)
    {
        int count = reader.ReadInt32();
        ReadOnlySpan<byte> bytes = reader.ReadBytes(20L * count);
        var shares = new TargetShares(count);
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<byte> at = bytes.Slice(20 * i, 20);
            shares.Add(BinaryPrimitives.ReadUInt64LittleEndian(at), new ShareCounts(
                BinaryPrimitives.ReadInt32LittleEndian(at[8..]), BinaryPrimitives.ReadInt32LittleEndian(at[12..]), BinaryPrimitives.ReadInt32LittleEndian(at[16..])));
        }
        return shares;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool MayHave(ulong key) => (_filter[key >> (_shift + 3)] >> (int)(key >> (_shift - 3)) & 1) != 0;

    private void Mark(ulong key) => _filter[key >> (_shift + 3)] |= 1UL << (int)(key >> (_shift - 3));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Entry Find(ulong key)
    {
        Entry[] entries = _entries;
        for (int i = (int)(key >> _shift); ; i++)
        {
            ref Entry entry = ref entries[i & (entries.Length - 1)];
            if (entry.Key == key || entry.Counts.Candidates == 0)
                return ref entry;
        }
    }

    private void Grow()
    {
        Entry[] old = _entries;
        (_entries, _filter, _shift) = (new Entry[old.Length * 2], new ulong[_filter.Length * 2], _shift - 1);
        foreach (ref readonly Entry entry in old.AsSpan())
        {
            if (entry.Counts.Candidates != 0)
            {
                Find(entry.Key) = entry;
                Mark(entry.Key);
            }
        }
    }
}

/// <summary>The shares as one document may see them: in training, what that document itself brought is taken out.</summary>
internal readonly struct SharesView(TargetShares all, TargetShares? own = null)
{
    private const float Weight = 4, Prior = 0.06f, MainPrior = 0.03f;

    /// <summary>Fetches what a look-up of the key reads.</summary>
    public void Prefetch(ulong key) => all.Prefetch(key);

    public ShareCounts this[ulong key] => own is null ? all[key] : Without(all[key] - own[key]);

    public static float Share(ShareCounts c) => (c.Terms + Weight * Prior) / (c.Candidates + Weight);

    /// <summary>ln(candidates + 1).</summary>
    public static float Seen(ShareCounts c) => MathF.Log(c.Candidates + 1);

    public static float MainShare(ShareCounts c) => (c.Main + Weight * MainPrior) / (c.Candidates + Weight);

    // Rare parts are pruned from the compiled tables unless a term had them; what is seen in training has to look the same.
    private static ShareCounts Without(ShareCounts c) => c.Candidates < TargetShares.MinimumCandidates && c.Terms == 0 ? default : c;
}
