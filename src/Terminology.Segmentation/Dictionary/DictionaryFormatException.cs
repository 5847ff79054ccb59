namespace Terminology.Segmentation;

/// <summary>A dictionary file that cannot be read: says where (path, line), what was found, what was expected and how to mend it.</summary>
public sealed class DictionaryFormatException : FormatException
{
    /// <summary>Makes an exception without details.</summary>
    public DictionaryFormatException()
        : this("bad dictionary file")
    {
    }

    /// <summary>Makes an exception with a message only.</summary>
    /// <param name="message">What is wrong.</param>
    public DictionaryFormatException(string message)
        : base(message) => Code = "TRM0000";

    /// <summary>Makes an exception with a message and its cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public DictionaryFormatException(string message, Exception innerException)
        : base(message, innerException) => Code = "TRM0000";

    /// <summary>Makes an exception that names the place.</summary>
    /// <param name="code">Numbered code, for example TRM0004.</param>
    /// <param name="message">What was found, what was expected, how to mend it.</param>
    /// <param name="path">The file.</param>
    /// <param name="line">1-based line.</param>
    public DictionaryFormatException(string code, string message, string path, int line)
        : base($"{path}({line}): {code}: {message}") => (Code, Path, Line) = (code, path, line);

    /// <summary>Numbered code of the fault.</summary>
    public string Code { get; }

    /// <summary>The file concerned, or <see langword="null"/>.</summary>
    public string? Path { get; }

    /// <summary>1-based line; 0 where there is none.</summary>
    public int Line { get; }
}
