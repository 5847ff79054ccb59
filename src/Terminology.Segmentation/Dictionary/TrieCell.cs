using System.Runtime.CompilerServices;

namespace Terminology.Segmentation;

/// <summary>
/// One cell of the double array, 64 bits: from the top, the character code that leads here (15 bits), the weight class of the
/// word that ends here (13, 0 = none), the base of the children (20), and a mask of the low four bits of the children's codes (16).
/// </summary>
/// <remarks>
/// The child with code c of a node with base b is cell b + c. No two nodes have the same base, so the code in the cell alone
/// proves that it belongs to the node. The mask answers most fruitless probes without touching the child's cache line.
/// The root has base 0: the first <see cref="RootSize"/> cells are its children.
/// </remarks>
internal static class TrieCell
{
    internal const int RootSize = 32768;
    internal const int MaximumClass = (1 << 13) - 1;
    internal const int MaximumBase = (1 << 20) - 1;
    internal const int LabelShift = 49;
    internal const int ClassShift = 36;
    internal const int BaseShift = 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Label(ulong cell) => (uint)(cell >> LabelShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Class(ulong cell) => (uint)(cell >> ClassShift) & MaximumClass;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Base(ulong cell) => (uint)(cell >> BaseShift) & MaximumBase;

    /// <summary>Whether the node may have a child with this code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool MayHaveChild(ulong cell, uint code) => ((cell >> (int)(code & 15)) & 1) != 0;

    internal static bool HasChildren(ulong cell) => (ushort)cell != 0;

    internal static ulong WithLabel(ulong cell, uint label) => (cell & ~(0x7FFFUL << LabelShift)) | ((ulong)label << LabelShift);

    internal static ulong WithClass(ulong cell, uint @class) => (cell & ~((ulong)MaximumClass << ClassShift)) | ((ulong)@class << ClassShift);

    internal static ulong WithBase(ulong cell, uint @base) => (cell & ~((ulong)MaximumBase << BaseShift)) | ((ulong)@base << BaseShift);

    internal static ulong WithChild(ulong cell, uint code) => cell | (1UL << (int)(code & 15));
}
