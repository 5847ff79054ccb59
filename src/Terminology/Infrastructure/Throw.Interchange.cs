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
    public static void BadManifest(string path) =>
        throw new TerminologyFormatException("TRM0218", "this is no manifest that can be read: expected the file that was written beside the output. Make the output anew.", path);
}
