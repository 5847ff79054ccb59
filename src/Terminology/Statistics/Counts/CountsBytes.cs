using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Terminology;

/// <summary>A growing buffer of bytes with numbers of variable length. Not thread-safe.</summary>
internal sealed class ByteWriter
{
    private byte[] _bytes = new byte[1 << 16];

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Count);

    public void Clear() => Count = 0;

    /// <summary>An unsigned number, seven bits a byte, the lowest first.</summary>
    public void Number(ulong value)
    {
        Reserve(10);
        while (value >= 0x80)
        {
            _bytes[Count++] = (byte)(value | 0x80);
            value >>= 7;
        }
        _bytes[Count++] = (byte)value;
    }

    public void Number(long value) => Number(checked((ulong)value));

    public void Number(int value) => Number(checked((ulong)value));

    /// <summary>A number with a sign: small ones of either sign are short.</summary>
    public void Signed(int value) => Number((ulong)(uint)(value << 1 ^ value >> 31));

    public void Byte(byte value)
    {
        Reserve(1);
        _bytes[Count++] = value;
    }

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_bytes.AsSpan(Count));
        Count += bytes.Length;
    }

    /// <summary>Characters, two bytes each: Han characters are shorter than in UTF-8, and every string comes back as it was.</summary>
    public void Characters(ReadOnlySpan<char> text)
    {
        if (BitConverter.IsLittleEndian)
        {
            Bytes(MemoryMarshal.AsBytes(text));
            return;
        }
        foreach (char c in text)
        {
            Byte((byte)c);
            Byte((byte)(c >> 8));
        }
    }

    public void Text(string text)
    {
        Number(text.Length);
        Characters(text);
    }

    private void Reserve(int n)
    {
        if (Count + n > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Count + n));
    }
}

/// <summary>Reads what <see cref="ByteWriter"/> wrote; the caller has checked the bytes by their checksum. Running over their end throws <see cref="IndexOutOfRangeException"/> or <see cref="ArgumentOutOfRangeException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes, int at = 0)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    public int At { get; private set; } = at;

    public readonly bool AtEnd => At == _bytes.Length;

    public ulong Number()
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte b = _bytes[At++];
            value |= (ulong)(b & 0x7F) << shift;
            if (b < 0x80)
                return value;
        }
    }

    public int Int() => checked((int)Number());

    public int Signed()
    {
        uint value = checked((uint)Number());
        return (int)(value >> 1) ^ -(int)(value & 1);
    }

    public byte Byte() => _bytes[At++];

    public ReadOnlySpan<byte> Bytes(int n)
    {
        ReadOnlySpan<byte> slice = _bytes.Slice(At, n);
        At += n;
        return slice;
    }

    public void Characters(Span<char> text)
    {
        ReadOnlySpan<byte> source = Bytes(2 * text.Length);
        if (BitConverter.IsLittleEndian)
        {
            source.CopyTo(MemoryMarshal.AsBytes(text));
            return;
        }
        for (int i = 0; i < text.Length; i++)
            text[i] = (char)BinaryPrimitives.ReadUInt16LittleEndian(source[(2 * i)..]);
    }

    public string Text()
    {
        var text = new char[Int()];
        Characters(text);
        return new string(text);
    }
}

/// <summary>CRC-32C, by the processor's instruction where it has one: finds every flipped bit and every burst of up to 32.</summary>
internal static class Crc32C
{
    public static uint Append(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(bytes))
            crc = BitOperations.Crc32C(crc, BitConverter.IsLittleEndian ? word : BinaryPrimitives.ReverseEndianness(word));
        foreach (byte b in bytes[(bytes.Length & ~7)..])
            crc = BitOperations.Crc32C(crc, b);
        return crc;
    }
}
