namespace Terminology.Segmentation;

/// <summary>What the tokens of one text share: the text, and the lexicon that answers for their tags if the segmenter gave none.</summary>
internal sealed class TokenSource(string text, Lexicon? lexicon)
{
    internal string Text => text;

    internal PartOfSpeech TagOf(TokenSpan span) =>
        span.Tag.Code != 0 || lexicon is null ? span.Tag : new PartOfSpeech(lexicon.FindTag(text.AsSpan(span.Start, span.Length)));
}
