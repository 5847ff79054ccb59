namespace Terminology.Segmentation;

/// <summary>
/// Names of the tags. jieba's own have fixed codes in ordinal order of their names, which the tag model relies on; tags that
/// user dictionaries bring are appended once and never removed, like interned strings, so that a tag stays one byte.
/// </summary>
internal static class TagNames
{
    /// <summary>How many tags have fixed codes: 1 to this number.</summary>
    internal const int KnownCount = 65;

    internal const byte Noun = 27;
    internal const byte Verb = 54;
    internal const byte VerbalNoun = 58;
    internal const byte Adjective = 1;
    internal const byte Adverb = 8;
    internal const byte Attributive = 5;
    internal const byte Numeral = 24;
    internal const byte MeasureWord = 37;
    internal const byte Pronoun = 40;
    internal const byte Preposition = 36;
    internal const byte Conjunction = 7;
    internal const byte PersonName = 29;
    internal const byte PlaceName = 32;
    internal const byte Organization = 33;
    internal const byte ProperNoun = 34;
    internal const byte Phrase = 22;
    internal const byte Abbreviation = 19;
    internal const byte Latin = 13;
    internal const byte Other = 61;

    private static readonly string[] s_names = new string[256];
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
    /// <remarks>A walk over the names, which are few: a hash table would take longer to start than all look-ups of a run.</remarks>
    internal static byte Find(string name)
    {
        int count = Volatile.Read(ref s_count);
        for (int code = 1; code <= count; code++)
        {
            if (s_names[code] == name)
                return (byte)code;
        }

        return 0;
    }

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
        s_names[s_count + 1] = name;
        Volatile.Write(ref s_count, s_count + 1);
        return (byte)s_count;
    }
}
