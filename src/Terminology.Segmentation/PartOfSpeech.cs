namespace Terminology.Segmentation;

/// <summary>A part-of-speech tag of the ICTCLAS set that jieba uses (n, v, vn, ns, x, eng ...), as one byte.</summary>
public readonly record struct PartOfSpeech
{
    internal PartOfSpeech(byte code) => Code = code;

    /// <summary>The tag's number in the table of tags; 0 is "no tag".</summary>
    internal byte Code { get; }
}
