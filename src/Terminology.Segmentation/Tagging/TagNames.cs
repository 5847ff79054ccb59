using System.Collections.Concurrent;

namespace Terminology.Segmentation;

/// <summary>
/// Names of the tags. jieba's own have fixed codes in ordinal order of their names, which the tag model relies on; tags that
/// user dictionaries bring are appended once and never removed, like interned strings, so that a tag stays one byte.
/// </summary>
internal static class TagNames
{
    /// <summary>How many tags have fixed codes: 1 to this number.</summary>
    internal const int KnownCount = 65;

    private static readonly string[] s_names = new string[256];
    private static readonly ConcurrentDictionary<string, byte> s_codes = new(StringComparer.Ordinal);
    private static readonly Lock s_lock = new();
    private static int s_count;

    static TagNames()
    {
        s_names[0] = "";
        const string known = "a ad ag an b bg c d df dg e en eng f g h i in j jn k l ln m mg mq n ng nr nrfg nrt ns nt nz o p q qe qg " +
            "r rg rr rz s t tg u ud ug uj ul uv uz v vd vg vi vn vq w x y yg z zg";
        foreach (string name in known.Split(' '))
            Append(name);
    }

    /// <summary>The name of a code; empty for 0 and for codes nobody has taken.</summary>
    internal static string NameOf(byte code) => Volatile.Read(ref s_names[code]) ?? "";

    /// <summary>The code of a name, 0 if it is unknown.</summary>
    internal static byte Find(string name) => s_codes.TryGetValue(name, out byte code) ? code : (byte)0;

    /// <summary>The code of a name; an unknown name gets the next free code. 0 if all 255 codes are taken.</summary>
    internal static byte FindOrAdd(string name)
    {
        byte code = Find(name);
        if (code != 0 || name.Length == 0)
            return code;
        lock (s_lock)
        {
            code = Find(name);
            return code != 0 || s_count == 255 ? code : Append(name);
        }
    }

    private static byte Append(string name)
    {
        byte code = (byte)++s_count;
        Volatile.Write(ref s_names[code], name);
        s_codes[name] = code;
        return code;
    }
}
