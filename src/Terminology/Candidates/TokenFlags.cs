namespace Terminology;

/// <summary>What the search for candidates has to know of a token.</summary>
[Flags]
internal enum TokenFlags : ushort
{
    None = 0,

    /// <summary>No candidate crosses it.</summary>
    Break = 1,

    /// <summary>、 or ，: crossed by parallel slogans only.</summary>
    Separator = 2,
    OpenQuote = 4,
    CloseQuote = 8,
    OpenBracket = 16,
    CloseBracket = 32,

    /// <summary>No candidate begins with it.</summary>
    NoStart = 64,

    /// <summary>No candidate ends with it.</summary>
    NoEnd = 128,

    /// <summary>Punctuation, a function word or a predicate that commonly stands beside a term.</summary>
    Boundary = 256,
    Latin = 512,
    OpenTitle = 1024,
    CloseTitle = 2048,
    Punctuation = 4096,

    /// <summary>No candidate contains it.</summary>
    NotInside = 8192,
    Number = 16384,

    /// <summary>A function word that may stand inside a candidate.</summary>
    Linker = 32768,
}
