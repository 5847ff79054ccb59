namespace Terminology;

/// <summary>A composed English term. Its text and parts are made when they are asked for, as most compositions are only compared.</summary>
internal sealed class Composed(CompositionModel model, string key, string[] words, ComposedPart[] parts)
{
    /// <summary>The English.</summary>
    public string Text => field ??= EnglishText.Join(words);

    /// <summary>Its words as they are joined.</summary>
    public ReadOnlySpan<string> Words => words;

    /// <summary>Number of parts.</summary>
    public int PartCount => parts.Length;

    /// <summary>The parts it is made of, in Chinese order.</summary>
    public IReadOnlyList<(string Chinese, string English)> Parts => field ??= [.. parts.Select(p => p.Of(model, key))];

    /// <summary>Sum of the weighted features.</summary>
    public required float Score { get; init; }

    /// <summary>The features.</summary>
    public required float[] Features { get; init; }

    /// <summary>The types of its words.</summary>
    public required int[] Types { get; init; }

    /// <summary>What the ranking looks at besides.</summary>
    public required ComposedDetails Details { get; init; }
}

/// <summary>A part of a composition: a stretch of the term with a rendering of a phrase, or with other English.</summary>
internal readonly record struct ComposedPart(int Start, int End, int Phrase, int Rendering, string? Literal)
{
    /// <summary>The Chinese and the English.</summary>
    public (string Chinese, string English) Of(CompositionModel model, string key)
    {
        string english = Literal ?? model.TextOf(model.Renderings(Phrase)[Rendering]);
        return (End > Start ? key[Start..End] : english, english);
    }
}

/// <summary>What the ranking of compositions looks at and the chart does not.</summary>
internal struct ComposedDetails
{
    /// <summary>Least and sum of the wholeness of the parts, see <see cref="CompositionModel.Wholeness"/>.</summary>
    public float LeastWholeness, Wholeness;

    /// <summary>Least ln p(Chinese | English), and least ln count of the parts.</summary>
    public float LeastBackward, LeastCount;

    /// <summary>Units of the longest and of the last part.</summary>
    public int LongestPart, LastPart;

    /// <summary>ln p(English | Chinese) of the first and of the last part, and the last one's rank.</summary>
    public float FirstForward, LastForward, LastRank;

    /// <summary>Joins, and those whose English occurs somewhere as a phrase; whether the whole does.</summary>
    public int Joins, KnownJoins, Known;

    /// <summary>Least ln probability of a join, and of a word after the one before it, borders included.</summary>
    public float LeastJoin, LeastBigram;
}
