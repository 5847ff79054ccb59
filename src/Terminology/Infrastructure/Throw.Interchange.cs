using System.Diagnostics.CodeAnalysis;
using System.Xml;

namespace Terminology;

internal static partial class Throw
{
    [DoesNotReturn]
    public static void TooDeep(int limit, int line, int column) =>
        throw new XmlException($"elements are nested deeper than {limit} (MaxDepth)", null, line, column);

    [DoesNotReturn]
    public static void NothingToWrite(Glossary glossary, string format) =>
        throw new ArgumentException($"The glossary holds no concept with a term; a {format} file needs at least one.", nameof(glossary));

    [DoesNotReturn]
    public static void UnknownFormat(string what, string known) =>
        throw new ArgumentException($"\"{what}\" is no format of glossaries; known are {known}.", nameof(what));

    [DoesNotReturn]
    public static void UnknownEnding(string name, string known) =>
        throw new ArgumentException($"\"{name}\" has no ending of a glossary format; known are {known}. Name the format if the file has another name.", nameof(name));

    [DoesNotReturn]
    public static void BadLanguage(string tag, string option) =>
        throw new ArgumentException($"\"{tag}\" is no language tag; expected one such as zh, zh-Hant or en-GB.", option);

    [DoesNotReturn]
    public static void NoManifest(string path) =>
        throw new FileNotFoundException($"There is no manifest \"{path}\" beside the output; make the output again with --manifest.", path);

    [DoesNotReturn]
    public static void BadManifest(string path) =>
        throw new TerminologyFormatException("TRM0218", "this is no manifest that can be read: expected the file that was written beside the output. Make the output anew.", path);
}
