using System.Globalization;

namespace Terminology;

/// <summary>Collects the faults of one file, up to a number.</summary>
internal sealed class FaultList(string path, int limit)
{
    private readonly List<FormatFault> _faults = [];
    private int _more;

    public string Path => path;

    public void Error(string code, string message, int line = 0, int column = 0) =>
        Add(new FormatFault(code, FaultSeverity.Error, message, path, line, column));

    public void Warning(string code, string message, int line = 0, int column = 0) =>
        Add(new FormatFault(code, FaultSeverity.Warning, message, path, line, column));

    public void Add(FormatFault fault)
    {
        if (_faults.Count < limit)
            _faults.Add(fault);
        else
            _more++;
    }

    /// <summary>The faults in the order of their places.</summary>
    public IReadOnlyList<FormatFault> ToList()
    {
        IEnumerable<FormatFault> sorted = _faults.OrderBy(fault => fault.Line).ThenBy(fault => fault.Column);
        return _more == 0 ? [.. sorted] : [.. sorted, new FormatFault("TRM0299", FaultSeverity.Warning, string.Create(CultureInfo.InvariantCulture, $"{_more} more faults are not listed."), path)];
    }
}
