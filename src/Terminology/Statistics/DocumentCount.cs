namespace Terminology;

/// <summary>A count in one document.</summary>
/// <param name="Document">Index into the documents of the list.</param>
/// <param name="Frequency">Occurrences.</param>
public readonly record struct DocumentCount(int Document, int Frequency);
