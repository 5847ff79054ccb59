namespace Terminology;

/// <summary>How bad a fault of a file is.</summary>
public enum FaultSeverity
{
    /// <summary>The data was read, but somebody should look: a guess, a value kept in another place.</summary>
    Warning,

    /// <summary>A part of the file was not read; the rest was.</summary>
    Error,
}

/// <summary>Something wrong in a file that did not stop the reading of the rest. Immutable and thread-safe.</summary>
/// <param name="Code">Numbered code, for example TRM0201; each is explained in docs/diagnostics.md.</param>
/// <param name="Severity">Whether data was lost.</param>
/// <param name="Message">What was found, what was expected, how to mend it; without text of the document.</param>
/// <param name="Path">The file, or null.</param>
/// <param name="Line">1-based line or spreadsheet row; 0 where there is none.</param>
/// <param name="Column">1-based column; 0 where there is none.</param>
public sealed record FormatFault(string Code, FaultSeverity Severity, string Message, string? Path = null, int Line = 0, int Column = 0)
{
    /// <summary>The fault as an exception, for a caller who cannot go on.</summary>
    public TerminologyFormatException ToException() => new(Code, Message, Path, Line, Column);

    /// <summary>One line: place, code, message.</summary>
    public override string ToString() =>
        (Path ?? "") + (Line > 0 ? Column > 0 ? $"({Line},{Column})" : $"({Line})" : "") + (Path is null && Line == 0 ? "" : ": ")
        + (Severity == FaultSeverity.Warning ? "warning " : "error ") + Code + ": " + Message;
}
