using System.Globalization;
using System.Text;

namespace Terminology;

/// <summary>Writes files so that a reader sees the old bytes or the new ones, never a half: to a temporary file beside the target, then moved into place.</summary>
internal static class AtomicFile
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Writes bytes.</summary>
    /// <param name="path">Target; an existing file is replaced.</param>
    /// <param name="write">Writes the content; when it throws, the target stays as it was and no temporary file is left.</param>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(write);
        string target = Path.GetFullPath(path), temporary = "";
        FileStream? stream = null;
        // The process id keeps two processes apart, the counter two threads of one.
        for (int i = 0; stream is null; i++)
        {
            temporary = string.Create(CultureInfo.InvariantCulture, $"{target}.{Environment.ProcessId}-{i}.tmp");
            try
            {
                stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(temporary) && i < 1000)
            {
                // Taken by another thread: try the next name.
            }
        }
        try
        {
            using (stream)
                write(stream);
            File.Move(temporary, target, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <summary>Writes text as UTF-8 with line feeds.</summary>
    /// <param name="path">Target; an existing file is replaced.</param>
    /// <param name="write">Writes the content.</param>
    /// <param name="byteOrderMark">Whether the file begins with a byte order mark, as Excel wants it.</param>
    public static void WriteText(string path, Action<TextWriter> write, bool byteOrderMark = false) => Write(path, stream =>
    {
        using StreamWriter writer = Utf8Writer(stream, byteOrderMark);
        write(writer);
    });

    /// <summary>A writer of UTF-8 with line feeds that leaves the stream open.</summary>
    public static StreamWriter Utf8Writer(Stream stream, bool byteOrderMark = false) =>
        new(stream, byteOrderMark ? new UTF8Encoding(true) : s_utf8, 1 << 16, leaveOpen: true) { NewLine = "\n" };
}
