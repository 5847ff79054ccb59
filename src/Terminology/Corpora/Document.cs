namespace Terminology;

/// <summary>A text with its name and, where known, its date and where its parts stand in the file it came from. Immutable and thread-safe.</summary>
public sealed class Document
{
    /// <summary>Makes a document.</summary>
    /// <param name="name">Its name, unique in a corpus: as a rule the path relative to the corpus.</param>
    /// <param name="text">Its text as decoded; all offsets given out lead into this string.</param>
    /// <param name="date">Its date; where null, the name is searched for one (<c>2014-...</c>, <c>2014年...</c>).</param>
    /// <param name="places">Names of places (paragraph, page, cell), sorted by offset; empty for plain text, where the line is the place.</param>
    /// <param name="metadata">Further columns, such as ministry or leader.</param>
    public Document(string name, string text, DocumentDate? date = null, IReadOnlyList<DocumentPlace>? places = null, IReadOnlyDictionary<string, string>? metadata = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(text);
        (Name, Text, Places) = (name, text, places ?? []);
        Date = date ?? DocumentDate.FromName(name);
        Metadata = metadata ?? new Dictionary<string, string>();
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    /// <summary>The text; offsets lead into it.</summary>
    public string Text { get; }

    /// <summary>The date, or null.</summary>
    public DocumentDate? Date { get; }

    /// <summary>Named places, sorted by offset.</summary>
    public IReadOnlyList<DocumentPlace> Places { get; }

    /// <summary>Further columns.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>Says where an offset stands in a way a person can follow: the named place, or the line of plain text.</summary>
    /// <param name="offset">UTF-16 position in <see cref="Text"/>.</param>
    public string PlaceOf(int offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Text.Length);
        int low = 0, high = Places.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (Places[middle].Start <= offset) low = middle + 1; else high = middle;
        }
        return low > 0 ? Places[low - 1].Name : $"line {Text.AsSpan(0, offset).Count('\n') + 1}";
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>A named place of a document: from <paramref name="Start"/> to the next place.</summary>
/// <param name="Start">First UTF-16 position in the document's text.</param>
/// <param name="Name">For example "paragraph 12", "page 3", "Sheet1!B2".</param>
public readonly record struct DocumentPlace(int Start, string Name);
