using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Terminology;

/// <summary>
/// Statistics of token sequences in a large amount of policy text, from which the unithood of a string is known even where it occurs once.
/// Read in place from memory; immutable and thread-safe.
/// </summary>
internal sealed unsafe class BackgroundModel
{
    internal const int BucketBits = 18, HeaderSize = 32, FormatVersion = 1;
    internal static ReadOnlySpan<byte> Magic => "TBGM"u8;

    private readonly object _owner; // keeps the memory alive
    private readonly int _count;
    private readonly uint* _buckets;
    private readonly ushort* _rest;
    private readonly byte* _restHigh, _counts, _documents;
    private readonly ushort* _left, _right;

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
        _left = (ushort*)at; at += 2L * _count;
        _right = (ushort*)at; at += 2L * _count;
        _rest = (ushort*)at; at += 2L * _count;
        _restHigh = at; at += _count;
        _counts = at; at += _count;
        _documents = at; at += _count;
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
            int bucket = (int)(key >> (64 - BucketBits));
            uint rest = (uint)(key >> (64 - BucketBits - 24)) & 0xFFFFFF;
            ushort low = (ushort)rest;
            byte high = (byte)(rest >> 16);
            uint end = _buckets[bucket + 1];
            for (uint i = _buckets[bucket]; i < end; i++)
            {
                if (_rest[i] == low && _restHigh[i] == high)
                    return new GramStatistics(_counts[i], _documents[i], _left[i], _right[i]);
            }
            return default;
        }
    }

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
        var bytes = new byte[HeaderSize + 4 * ((1 << BucketBits) + 1) + 9L * n];
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
        for (int i = 0; i < n; i++, at += 2) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), values[i].Left);
        for (int i = 0; i < n; i++, at += 2) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), values[i].Right);
        for (int i = 0; i < n; i++, at += 2) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(at), (ushort)(keys[i] >> (64 - BucketBits - 24)));
        for (int i = 0; i < n; i++) bytes[at++] = (byte)(keys[i] >> (64 - BucketBits - 8));
        for (int i = 0; i < n; i++) bytes[at++] = values[i].CountCode;
        for (int i = 0; i < n; i++) bytes[at++] = values[i].DocumentCode;
        return bytes;
    }
}
