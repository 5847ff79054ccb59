namespace Terminology.Segmentation;

/// <summary>Strings of one character, made once: four of ten tokens are such. They are equal whoever made them, so a race does no harm.</summary>
internal static class SingleCharacters
{
    private static readonly string?[] s_strings = new string?[char.MaxValue + 1];

    internal static string StringOf(char character) => s_strings[character] ?? Make(character);

    private static string Make(char character) => s_strings[character] = character.ToString();
}
