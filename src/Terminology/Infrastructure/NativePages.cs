namespace Terminology;

/// <summary>Fresh memory of tables that are looked up before they are written.</summary>
internal static unsafe class NativePages
{
    private const nuint Page = 4096;

    /// <summary>
    /// Writes a zero to each page of memory that is all zero. A page that is read first and written later costs two faults, and the second one interrupts the other processors.
    /// </summary>
    public static void Touch(void* memory, nuint bytes)
    {
        for (nuint at = 0; at < bytes; at += Page)
            *((byte*)memory + at) = 0;
    }
}
