using System.Numerics;
using System.Runtime.CompilerServices;

namespace Terminology.Segmentation;

/// <summary>A double array that can be changed: words are added, and nodes move to where their children fit. Not thread-safe.</summary>
internal sealed class TrieWriter
{
    private readonly int[] _searchFrom = new int[1024];
    private readonly List<uint> _children = [];
    private ulong[] _occupied;
    private ulong[] _usedBases;
    private uint _maximumCode;

    /// <summary>Makes an empty trie.</summary>
    internal TrieWriter()
        : this(new ulong[TrieCell.RootSize + 1024], new byte[TrieCell.RootSize + 1024], 0)
    {
        Array.Fill(_searchFrom, TrieCell.RootSize);
    }

    /// <summary>Takes over the cells and tags of an existing trie.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal TrieWriter(ulong[] cells, byte[] tags, uint maximumCode)
    {
        (Cells, Tags, _maximumCode) = (cells, tags, maximumCode);
        _occupied = new ulong[(cells.Length >> 6) + 1];
        _usedBases = new ulong[(TrieCell.MaximumBase >> 6) + 1];
        ResetSearch();
        for (int i = 0; i < TrieCell.RootSize; i++)
            Set(_occupied, i);
        Set(_usedBases, 0);
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i] == 0)
                continue;
            Set(_occupied, i);
            if (TrieCell.HasChildren(cells[i]))
                Set(_usedBases, (int)TrieCell.Base(cells[i]));
        }
    }

    internal ulong[] Cells { get; private set; }

    internal byte[] Tags { get; private set; }

    /// <summary>How many cells are needed so that no probe of a reader leaves the array.</summary>
    internal int RequiredLength
    {
        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        get
        {
            int highest = TrieCell.RootSize;
            foreach (ulong cell in Cells)
                highest = Math.Max(highest, (int)TrieCell.Base(cell));
            return highest + TrieCell.RootSize;
        }
    }

    /// <summary>The child of a node with a code, 0 if there is none. Node 0 is the root.</summary>
    internal int FindChild(int node, uint code)
    {
        if (node == 0)
            return Cells[code] == 0 ? 0 : (int)code;
        int child = (int)(TrieCell.Base(Cells[node]) + code);
        return TrieCell.MayHaveChild(Cells[node], code) && child < Cells.Length && TrieCell.Label(Cells[child]) == code ? child : 0;
    }

    /// <summary>Finds a key or makes it, with every prefix. Returns its cell, or 0 if the array is full.</summary>
    internal int FindOrAdd(ReadOnlySpan<ushort> codes)
    {
        foreach (ushort code in codes)
            _maximumCode = Math.Max(_maximumCode, code);
        int node = codes[0];
        Cells[node] = TrieCell.WithLabel(Cells[node], codes[0]);
        int parent = node;
        foreach (ushort code in codes[1..])
        {
            node = FindOrAddChild(parent, code);
            if (node == 0)
                return 0;
            parent = node;
        }
        return node;
    }

    /// <summary>
    /// Takes cells for all children of one node at once and labels them: the fast way to build a whole trie, in which the caller
    /// sets the parents' bases and masks. Returns the base, or 0 if the array is full.
    /// </summary>
    /// <param name="codes">The children's codes, ascending.</param>
    internal int Place(ReadOnlySpan<uint> codes)
    {
        _maximumCode = Math.Max(_maximumCode, codes[^1]);
        int @base = FindBase(codes);
        if (@base == 0)
            return 0;
        Set(_usedBases, @base);
        foreach (uint code in codes)
        {
            Set(_occupied, @base + (int)code);
            Cells[@base + (int)code] = TrieCell.WithLabel(0, code);
        }
        return @base;
    }

    /// <summary>Lays the whole trie out anew, large families first, so that relocated families leave no room unused. Takes seconds.</summary>
    internal void Repack()
    {
        var families = new List<(int Node, uint[] Children)>();
        for (int node = 0; node < Cells.Length; node++)
        {
            if (!TrieCell.HasChildren(Cells[node]))
                continue;
            CollectChildren(Cells[node]);
            families.Add((node, [.. _children]));
        }

        var packed = new TrieWriter();
        Array.Copy(Cells, packed.Cells, TrieCell.RootSize);
        Array.Copy(Tags, packed.Tags, TrieCell.RootSize);
        var places = new int[Cells.Length];
        for (int code = 0; code < TrieCell.RootSize; code++)
            places[code] = code;
        var bases = new int[Cells.Length];
        families.Sort((left, right) => left.Children.Length != right.Children.Length
            ? right.Children.Length.CompareTo(left.Children.Length)
            : left.Node.CompareTo(right.Node));
        foreach ((int node, uint[] children) in families)
        {
            bases[node] = packed.Place(children);
            if (bases[node] == 0)
                return;
            foreach (uint code in children)
                places[(int)(TrieCell.Base(Cells[node]) + code)] = bases[node] + (int)code;
        }

        for (int node = 0; node < Cells.Length; node++)
        {
            if (Cells[node] == 0)
                continue;
            packed.Cells[places[node]] = TrieCell.WithBase(Cells[node], (uint)bases[node]);
            packed.Tags[places[node]] = Tags[node];
        }

        (Cells, Tags, _occupied, _usedBases) = (packed.Cells, packed.Tags, packed._occupied, packed._usedBases);
        ResetSearch();
    }

    /// <summary>Families that must move find no room in the packed part, only behind it; single children fill its holes.</summary>
    private void ResetSearch()
    {
        Array.Fill(_searchFrom, Math.Max(TrieCell.RootSize, RequiredLength - TrieCell.RootSize));
        _searchFrom[1] = TrieCell.RootSize;
    }

    private int FindOrAddChild(int parent, uint code)
    {
        ulong cell = Cells[parent];
        int child = (int)(TrieCell.Base(cell) + code);
        if (TrieCell.HasChildren(cell))
        {
            EnsureLength(child + 1);
            if (TrieCell.Label(Cells[child]) == code)
                return child;
            if (!IsSet(_occupied, child))
            {
                Take(parent, child, code);
                return child;
            }
        }
        CollectChildren(cell);
        _children.Add(code);
        _children.Sort();
        int @base = FindBase(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_children));
        if (@base == 0)
            return 0;
        Set(_usedBases, @base);
        if (TrieCell.HasChildren(cell))
            Clear(_usedBases, (int)TrieCell.Base(cell));
        foreach (uint moved in _children)
        {
            if (moved == code)
                continue;
            int from = (int)(TrieCell.Base(cell) + moved);
            int to = @base + (int)moved;
            (Cells[to], Tags[to]) = (Cells[from], Tags[from]);
            (Cells[from], Tags[from]) = (0, 0);
            Set(_occupied, to);
            Clear(_occupied, from);
        }
        Cells[parent] = TrieCell.WithBase(Cells[parent], (uint)@base);
        Take(parent, @base + (int)code, code);
        return @base + (int)code;
    }

    private void Take(int parent, int child, uint code)
    {
        Set(_occupied, child);
        Cells[child] = TrieCell.WithLabel(0, code);
        Cells[parent] = TrieCell.WithChild(Cells[parent], code);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CollectChildren(ulong cell)
    {
        _children.Clear();
        if (!TrieCell.HasChildren(cell))
            return;
        uint @base = TrieCell.Base(cell);
        for (uint code = 1; code <= _maximumCode && @base + code < (uint)Cells.Length; code++)
        {
            if (TrieCell.MayHaveChild(cell, code) && TrieCell.Label(Cells[@base + code]) == code)
                _children.Add(code);
        }
    }

    /// <summary>The lowest unused base at which all the (ascending) codes meet free cells; 0 if there is none.</summary>
    private int FindBase(ReadOnlySpan<uint> codes)
    {
        int kind = Math.Min(codes.Length, _searchFrom.Length - 1);
        int first = (int)codes[0];
        bool searchedAll = false;
        for (int at = NextFree(_searchFrom[kind]); ; at = NextFree(at + 1))
        {
            int @base = at - first;
            if (@base > TrieCell.MaximumBase)
            {
                if (searchedAll)
                    return 0;
                searchedAll = true;
                at = TrieCell.RootSize - 1;
                continue;
            }

            if (@base <= 0 || IsSet(_usedBases, @base))
                continue;
            EnsureLength(@base + (int)codes[^1] + 1);
            bool fits = true;
            foreach (uint code in codes[1..])
            {
                if (IsSet(_occupied, @base + (int)code))
                {
                    fits = false;
                    break;
                }
            }
            if (!fits)
                continue;
            // Single children fill the holes from the start; larger families would fail there again and again.
            _searchFrom[kind] = kind == 1 ? NextFree(_searchFrom[1]) : at;
            return @base;
        }
    }

    private int NextFree(int from)
    {
        int word = from >> 6;
        ulong free = word < _occupied.Length ? ~_occupied[word] & (ulong.MaxValue << (from & 63)) : 0;
        while (free == 0)
        {
            if (++word >= _occupied.Length)
                EnsureLength((word + 1) << 6);
            free = ~_occupied[word];
        }
        return (word << 6) + BitOperations.TrailingZeroCount(free);
    }

    private void EnsureLength(int length)
    {
        if (length <= Cells.Length && (length >> 6) < _occupied.Length)
            return;
        int size = Math.Max(length, Cells.Length + (Cells.Length >> 3)) | 63;
        ulong[] cells = new ulong[size];
        byte[] tags = new byte[size];
        Cells.CopyTo(cells, 0);
        Tags.CopyTo(tags, 0);
        (Cells, Tags) = (cells, tags);
        Array.Resize(ref _occupied, (size >> 6) + 1);
    }

    private static void Set(ulong[] bits, int index) => bits[index >> 6] |= 1UL << (index & 63);

    private static void Clear(ulong[] bits, int index) => bits[index >> 6] &= ~(1UL << (index & 63));

    private static bool IsSet(ulong[] bits, int index) => (bits[index >> 6] & (1UL << (index & 63))) != 0;
}
