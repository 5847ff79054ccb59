using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Terminology;

/// <summary>
/// Statistics of token sequences in a large amount of policy text, from which the unithood of a string is known even where it occurs once.
/// Read in place from memory; immutable and thread-safe.
/// </summary>
internal sealed unsafe class BackgroundModel
{
    internal const int BucketBits = 18, HeaderSize = 32, FormatVersion = 2, EntrySize = 9;
    internal static ReadOnlySpan<byte> Magic => "TBGM"u8;

    private readonly object _owner; // keeps the memory alive
    private readonly int _count;
    private readonly uint* _buckets;

    // An entry: 24 bits of the key behind those of the bucket, left side, right side, codes of count and documents. Side by side, as look-ups cost memory.
    private readonly byte* _entries;

    private BackgroundModel(byte* data, long length, object owner)
    {
        _owner = owner;
        var span = new ReadOnlySpan<byte>(data, HeaderSize);
        if (length < HeaderSize || !span[..4].SequenceEqual(Magic) || BinaryPrimitives.ReadInt32LittleEndian(span[4..]) != FormatVersion)
            throw Throw.BadResource("background statistics");
        _count = BinaryPrimitives.ReadInt32LittleEndian(span[8..]);
        Tokens = BinaryPrimitives.ReadInt64LittleEndian(span[16..]);
        DocumentTotal = BinaryPrimitives.ReadInt32LittleEndian(span[24..]);
        byte* at = data + HeaderSize;
        _buckets = (uint*)at; at += 4 * ((1 << BucketBits) + 1);
        _entries = at; at += (long)EntrySize * _count;
        if (at - data > length)
            throw Throw.BadResource("background statistics");
    }

    /// <summary>The statistics that come with the library.</summary>
    public static BackgroundModel Default => DefaultHolder.Value;

    /// <summary>Number of tokens counted.</summary>
    public long Tokens { get; }

    /// <summary>Number of documents counted.</summary>
    public int DocumentTotal { get; }

    /// <summary>Number of sequences kept.</summary>
    public int Count => _count;

    public static BackgroundModel FromBytes(byte[] bytes)
    {
        byte[] pinned = GC.AllocateUninitializedArray<byte>(bytes.Length, pinned: true);
        bytes.CopyTo(pinned, 0);
        return new BackgroundModel((byte*)Marshal.UnsafeAddrOfPinnedArrayElement(pinned, 0), bytes.Length, pinned);
    }

    /// <summary>What is known of a key; a value that does not exist where it was seen too rarely.</summary>
    public GramStatistics this[ulong key]
    {
        get
        {
            int bucket = Bucket(key);
            ulong rest = key >> (64 - BucketBits - 24) & 0xFFFFFF;
            byte* end = _entries + (long)EntrySize * _buckets[bucket + 1];
            for (byte* at = _entries + (long)EntrySize * _buckets[bucket]; at < end; at += EntrySize)
            {
                ulong entry = Unsafe.ReadUnaligned<ulong>(at);
                if ((entry & 0xFFFFFF) == rest)
                    return new GramStatistics((byte)(entry >> 56), at[8], (ushort)(entry >> 24), (ushort)(entry >> 40));
            }
            return default;
        }
    }

    /// <summary>Fetches what a look-up of the key reads first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchBucket(ulong key)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(_buckets + Bucket(key));
    }

    /// <summary>Fetches what it reads then.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void PrefetchEntry(ulong key)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(_entries + (long)EntrySize * _buckets[Bucket(key)]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Bucket(ulong key) => (int)(key >> (64 - BucketBits));

    private static class DefaultHolder
    {
        public static readonly BackgroundModel Value = Load();

        private static BackgroundModel Load()
        {
            var stream = (UnmanagedMemoryStream)(typeof(BackgroundModel).Assembly.GetManifestResourceStream("background.bin") ?? throw Throw.BadResource("background statistics"));
            return new BackgroundModel(stream.PositionPointer, stream.Length, stream);
        }
    }

    /// <summary>Writes entries in the form that is read in place.</summary>
    /// <param name="keys">Keys, sorted.</param>
    /// <param name="values">Their values.</param>
    /// <param name="tokens">Number of tokens counted.</param>
    /// <param name="documents">Number of documents counted.</param>
    public static byte[] Write(ReadOnlySpan<ulong> keys, ReadOnlySpan<GramStatistics> values, long tokens, int documents)
    {
        int n = keys.Length;
        var bytes = new byte[HeaderSize + 4 * ((1 << BucketBits) + 1) + (long)EntrySize * n];
        Magic.CopyTo(bytes);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(4), FormatVersion);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(8), n);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(16), tokens);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(24), documents);
        int at = HeaderSize, bucket = 0;
        for (int i = 0; i <= n; i++)
        {
            int owner = i < n ? (int)(keys[i] >> (64 - BucketBits)) : 1 << BucketBits;
            for (; bucket <= owner; bucket++)
                BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(at + 4 * bucket), (uint)i);
        }
        at += 4 * ((1 << BucketBits) + 1);
        for (int i = 0; i < n; i++, at += EntrySize)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(at), keys[i] >> (64 - BucketBits - 24) & 0xFFFFFF | (ulong)values[i].Left << 24 | (ulong)values[i].Right << 40 | (ulong)values[i].CountCode << 56);
            bytes[at + 8] = values[i].DocumentCode;
        }
        return bytes;
    }
}
