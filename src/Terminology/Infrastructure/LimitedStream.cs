namespace Terminology;

/// <summary>Reading with a limit on the bytes.</summary>
internal static class LimitedStream
{
    /// <summary>Reads to the end unless there are more bytes than the limit.</summary>
    public static bool TryReadAll(Stream stream, long limit, out byte[] bytes)
    {
        if (stream.CanSeek && stream.Length - stream.Position > limit)
        {
            bytes = [];
            return false;
        }
        if (stream.CanSeek)
        {
            bytes = new byte[stream.Length - stream.Position];
            stream.ReadExactly(bytes);
            return true;
        }
        using var buffer = new MemoryStream();
        byte[] block = new byte[81920];
        int read;
        while ((read = stream.Read(block)) > 0)
        {
            if (buffer.Length + read > limit)
            {
                bytes = [];
                return false;
            }
            buffer.Write(block, 0, read);
        }
        bytes = buffer.ToArray();
        return true;
    }
}
