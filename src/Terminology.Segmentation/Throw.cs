namespace Terminology.Segmentation;

/// <summary>Every error of this assembly.</summary>
internal static class Throw
{
    internal static void IfInvalid(SegmenterOptions options)
    {
        if (options is not { Mode: SegmentationMode.Default, MaximumWordLength: >= 1 })
            IfInvalidInDetail(options);
    }

    /// <summary>Apart, so that it need not be compiled before the first token.</summary>
    private static void IfInvalidInDetail(SegmenterOptions options)
    {
        List<string> faults = [];
        if (options.Mode is < SegmentationMode.Default or > SegmentationMode.Search)
            faults.Add($"Mode is {(int)options.Mode}; it must be Default, Full or Search.");
        if (options.MaximumWordLength < 1)
            faults.Add($"MaximumWordLength is {options.MaximumWordLength}; it must be at least 1.");
        if (options.Tags && options.Mode != SegmentationMode.Default)
            faults.Add("Tags need the Default mode; set Tags to false or Mode to Default.");
        if (faults.Count > 0)
            throw new ArgumentException(string.Join(' ', faults), nameof(options));
    }

    internal static void IfInvalid(DictionaryWord word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (string.IsNullOrEmpty(word.Text))
            throw new ArgumentException("A word of a dictionary must not be empty.", nameof(word));
        if (word.Frequency is < 0 or > DictionaryWord.MaximumFrequency)
            throw new ArgumentException($"The frequency of a word is {word.Frequency}; it must be from 0 to {DictionaryWord.MaximumFrequency}, or null.", nameof(word));
    }

    internal static InvalidOperationException DictionaryFull() =>
        new("TRM0002: The dictionary is full: it holds about 500,000 further words, 17,000 further characters and 3,000 further distinct frequencies. Add fewer words, or give them equal frequencies.");

    internal static InvalidDataException DamagedResource() =>
        new("TRM0001: The dictionary inside Terminology.Segmentation.dll is missing or damaged. Install the package again.");

    internal static DictionaryFormatException UnknownEncoding(string path, int line) =>
        new("TRM0003", "The line is neither UTF-8 nor is the file GB18030. Save the dictionary as UTF-8.", path, line);

    internal static DictionaryFormatException BadDictionaryLine(string path, int line) =>
        new("TRM0004", "The line holds a tab or a NUL. Expected: word, frequency, tag, with one space between; frequency and tag may be left out.", path, line);

    internal static DictionaryFormatException FrequencyTooLarge(string path, int line) =>
        new("TRM0005", $"The frequency is above {DictionaryWord.MaximumFrequency}. Write a smaller one.", path, line);

    internal static DictionaryFormatException TooManyTags(string path, int line) =>
        new("TRM0006", "The tag is the 256th different one in this process; there may be 255. Use the tags of jieba's dictionary.", path, line);
}
