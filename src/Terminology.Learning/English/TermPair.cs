namespace Terminology.Learning;

/// <summary>A Chinese term with one English rendering, as an annotator or an official translation gives it.</summary>
/// <param name="Key">The Chinese, as made by <see cref="ChineseKey.Of"/>.</param>
/// <param name="English">The English.</param>
/// <param name="Weight">How much it counts; 1 for a first choice.</param>
/// <param name="Order">1 for the first choice of its source, 2 for the next.</param>
internal sealed record TermPair(string Key, string English, float Weight, int Order);
