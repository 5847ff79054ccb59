namespace Terminology;

/// <summary>Bad data in a file: says where (path, line, column), what was found, what was expected and how to mend it.</summary>
public sealed class TerminologyFormatException : FormatException
{
    /// <summary>Makes an exception without details.</summary>
    public TerminologyFormatException() : this("TRM0000", "bad data") { }

    /// <summary>Makes an exception with a message only.</summary>
    /// <param name="message">What is wrong.</param>
    public TerminologyFormatException(string message) : this("TRM0000", message) { }

    /// <summary>Makes an exception with a message and its cause.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause.</param>
    public TerminologyFormatException(string message, Exception innerException) : base(message, innerException) => Code = "TRM0000";

    /// <summary>Makes an exception that names the place.</summary>
    /// <param name="code">Numbered code, for example TRM0101.</param>
    /// <param name="message">What was found, what was expected, how to mend it; without text of the document.</param>
    /// <param name="path">The file, or null.</param>
    /// <param name="line">1-based line, 0 where there is none.</param>
    /// <param name="column">1-based column, 0 where there is none.</param>
    /// <param name="innerException">The cause, or null.</param>
    public TerminologyFormatException(string code, string message, string? path = null, int line = 0, int column = 0, Exception? innerException = null)
        : base(Compose(code, message, path, line, column), innerException) => (Code, Path, Line, Column) = (code, path, line, column);

    /// <summary>Numbered code of the fault.</summary>
    public string Code { get; }

    /// <summary>The file concerned, or null.</summary>
    public string? Path { get; }

    /// <summary>1-based line; 0 where there is none.</summary>
    public int Line { get; }

    /// <summary>1-based column; 0 where there is none.</summary>
    public int Column { get; }

    private static string Compose(string code, string message, string? path, int line, int column)
    {
        string place = path ?? "";
        if (line > 0)
            place += column > 0 ? $"({line},{column})" : $"({line})";
        return place.Length > 0 ? $"{place}: {code}: {message}" : $"{code}: {message}";
    }
}
