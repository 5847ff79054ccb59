using System.Runtime.InteropServices;

namespace Terminology;

/// <summary>Memory in pages of two megabytes, for large tables that are looked up at random: most of the cost of their growing is that of giving them pages.</summary>
internal static unsafe partial class LargePages
{
    private const nuint Size = 2 << 20;
    private const int Advice = 14; // MADV_HUGEPAGE

    /// <summary>Asks for large pages in some memory, before it is first touched; without effect where the system has none.</summary>
    public static void Ask(void* from, nuint bytes)
    {
        if (!OperatingSystem.IsLinux() || bytes < 2 * Size)
            return;
        nuint first = ((nuint)from + Size - 1) & ~(Size - 1), last = ((nuint)from + bytes) & ~(Size - 1);
        try
        {
            _ = Advise((void*)first, last - first, Advice);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library; small pages do as well.
        }
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(void* from, nuint bytes, int advice);
}
