using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Terminology;

/// <summary>
/// A list in pieces outside of the collected heap: it grows without being copied, and its size is what it says, which lets a budget of memory be kept to.
/// Not thread-safe.
/// </summary>
internal sealed unsafe class NativeList<T> : IDisposable
    where T : unmanaged
{
    private const int Bits = 12, Size = 1 << Bits, Mask = Size - 1;

    private T*[] _pieces = new T*[16];
    private int _allocated;

    public int Count { get; private set; }

    /// <summary>Bytes in use.</summary>
    public long Bytes => (long)Count * sizeof(T);

    public ref T this[int i]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _pieces[i >> Bits][i & Mask];
    }

    /// <summary>Appends an item.</summary>
    /// <returns>Its number.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add(in T item)
    {
        if (Count >> Bits == _allocated)
            Allocate();
        _pieces[Count >> Bits][Count & Mask] = item;
        return Count++;
    }

    /// <summary>Room for some items that lie side by side; at most <see cref="Size"/>.</summary>
    /// <returns>The number of the first.</returns>
    public int Reserve(int n)
    {
        if ((Count & Mask) + n > Size)
            Count = (Count | Mask) + 1;
        if (Count >> Bits == _allocated)
            Allocate();
        int first = Count;
        Count += n;
        return first;
    }

    /// <summary>Items that lie side by side.</summary>
    public Span<T> Slice(int first, int n) => new(_pieces[first >> Bits] + (first & Mask), n);

    /// <summary>Empties the list and keeps its memory for the next filling.</summary>
    public void Clear() => Count = 0;

    public void Dispose()
    {
        for (int i = 0; i < _allocated; i++)
            NativeMemory.Free(_pieces[i]);
        _allocated = Count = 0;
    }

    private void Allocate()
    {
        if (_allocated == _pieces.Length)
        {
            var pieces = new T*[_pieces.Length * 2];
            for (int i = 0; i < _pieces.Length; i++)
                pieces[i] = _pieces[i];
            _pieces = pieces;
        }
        _pieces[_allocated++] = (T*)NativeMemory.Alloc(Size, (nuint)sizeof(T));
    }
}
