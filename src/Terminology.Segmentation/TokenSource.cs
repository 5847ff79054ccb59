namespace Terminology.Segmentation;

/// <summary>What the tokens of one text share: the text, and the lexicon that answers for their strings, and for their tags if the segmenter gave none.</summary>
internal sealed class TokenSource(string text, Lexicon lexicon, bool findTags)
{
    internal readonly string Text = text;

    private readonly TokenStrings _strings = lexicon.Strings;

    internal PartOfSpeech TagOf(TokenSpan span) =>
        span.Tag.Code != 0 || !findTags ? span.Tag : new PartOfSpeech(lexicon.FindTag(Text.AsSpan(span.Start, span.Length)));

    internal string StringOf(TokenSpan span) => _strings.Get(Text, span.Start, span.Length);
}
