using System.Buffers.Binary;
using System.Text;

namespace Terminology;

/// <summary>The tables of a <see cref="CompositionModel"/> and their binary form (numbers as varints, logarithms in 1/16, strings front-coded).</summary>
internal sealed class CompositionModelData
{
    public required string[] Words { get; init; }

    public required string[] Types { get; init; }

    public required int[] TypeOfWord { get; init; }

    public required string[] Keys { get; init; }

    public required int[] RenderingStart { get; init; }

    public required Rendering[] Renderings { get; init; }

    public required int[] PhraseWords { get; init; }

    public required float[] Unigram { get; init; }

    public required float[] Backoff { get; init; }

    public required (int First, int Second, float Value)[] Bigrams { get; init; }

    public required (long Context, LinkCount[] Counts)[] Links { get; init; }

    public required (long Context, float Share)[] TitleShare { get; init; }

    public required float[] Weights { get; init; }

    public required float[] Wholeness { get; init; }

    public required (int First, int Second, int Third)[] Trigrams { get; init; }

    /// <summary>Readings in names: a syllable, a space and its characters.</summary>
    public required string[] Pinyin { get; init; }

    public Forest? Ranker { get; init; }

    public byte[] ToBytes(uint magic)
    {
        using var stream = new MemoryStream();
        Span<byte> word = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(word, magic);
        stream.Write(word);
        Int(CompositionModel.FormatVersion);
        Strings(Words);
        Strings(Types);
        foreach (int type in TypeOfWord)
        {
            Int(type);
        }

        Strings(Keys);
        for (int i = 0; i < Keys.Length; i++)
        {
            Int(RenderingStart[i + 1] - RenderingStart[i]);
        }

        foreach (Rendering r in Renderings)
        {
            Int(r.WordCount);
            for (int i = 0; i < r.WordCount; i++)
            {
                Int(PhraseWords[r.WordStart + i]);
            }
        }

        foreach (Rendering r in Renderings)
        {
            Int(r.Rank);
        }

        foreach (Rendering r in Renderings)
        {
            Int((int)MathF.Round(r.Count * 4));
        }

        foreach (Rendering r in Renderings)
        {
            Log(r.Forward);
        }

        foreach (Rendering r in Renderings)
        {
            Log(r.Backward);
        }

        foreach (float value in Unigram)
        {
            Log(value);
        }

        foreach (float value in Backoff)
        {
            Log(value);
        }

        Int(Bigrams.Length);
        int first = 0, second = 0;
        foreach ((int a, int b, float value) in Bigrams)
        {
            second = a == first ? second : 0;
            Int(a - first);
            Int(b - second);
            Log(value);
            (first, second) = (a, b);
        }

        Int(Links.Length);
        foreach ((long context, LinkCount[] counts) in Links)
        {
            Int((int)(context >> 32));
            Int((int)(uint)context);
            Int(counts.Length);
            foreach (LinkCount count in counts)
            {
                Int(count.Action);
                Int((int)MathF.Round(count.Count * 2));
            }
        }

        Int(TitleShare.Length);
        foreach ((long context, float share) in TitleShare)
        {
            Int((int)(context >> 32));
            Int((int)(uint)context);
            Int((int)MathF.Round(share * 100));
        }

        foreach (float value in Wholeness)
        {
            Log(value);
        }

        Int(Trigrams.Length);
        (first, second) = (0, 0);
        foreach ((int a, int b, int c) in Trigrams)
        {
            second = a == first ? second : 0;
            Int(a - first);
            Int(b - second);
            Int(c);
            (first, second) = (a, b);
        }

        Strings(Pinyin);
        Floats(Weights);
        Int(Ranker is null ? 0 : 1);
        using (var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true))
        {
            Ranker?.Write(writer);
        }

        return stream.ToArray();

        void Int(int value)
        {
            uint rest = (uint)value;
            while (rest >= 0x80)
            {
                stream.WriteByte((byte)(rest | 0x80));
                rest >>= 7;
            }

            stream.WriteByte((byte)rest);
        }

        void Log(float value) => Int((int)MathF.Round(Math.Clamp(-value, -8, 40) * 16) + 128);

        void Floats(float[] values)
        {
            Int(values.Length);
            foreach (float value in values)
            {
                stream.Write(BitConverter.GetBytes(value));
            }
        }

        void Strings(string[] values)
        {
            Int(values.Length);
            string previous = "";
            foreach (string value in values)
            {
                int shared = 0;
                while (shared < previous.Length && shared < value.Length && previous[shared] == value[shared])
                {
                    shared++;
                }

                byte[] rest = Encoding.UTF8.GetBytes(value[shared..]);
                Int(shared);
                Int(rest.Length);
                stream.Write(rest);
                previous = value;
            }
        }
    }

    public static CompositionModelData Read(ReadOnlySpan<byte> bytes, uint magic)
    {
        if (bytes.Length < 5 || BinaryPrimitives.ReadUInt32LittleEndian(bytes) != magic)
        {
            throw Throw.CompositionModelDamaged("it does not begin with the mark of such a file");
        }

        int position = 4;
        int version = Int(bytes, ref position);
        if (version != CompositionModel.FormatVersion)
        {
            throw Throw.CompositionModelDamaged($"it has version {version}, expected {CompositionModel.FormatVersion}");
        }

        string[] words = Strings(bytes, ref position);
        string[] types = Strings(bytes, ref position);
        int[] typeOfWord = new int[words.Length];
        for (int i = 0; i < typeOfWord.Length; i++)
        {
            typeOfWord[i] = Int(bytes, ref position);
        }

        string[] keys = Strings(bytes, ref position);
        int[] start = new int[keys.Length + 1];
        for (int i = 0; i < keys.Length; i++)
        {
            start[i + 1] = start[i] + Int(bytes, ref position);
        }

        int count = start[^1];
        var wordStart = new int[count];
        var wordCount = new byte[count];
        var phraseWords = new List<int>(count * 2);
        for (int i = 0; i < count; i++)
        {
            wordStart[i] = phraseWords.Count;
            wordCount[i] = (byte)Int(bytes, ref position);
            for (int k = 0; k < wordCount[i]; k++)
            {
                phraseWords.Add(Int(bytes, ref position));
            }
        }

        var rank = new byte[count];
        for (int i = 0; i < count; i++)
        {
            rank[i] = (byte)Int(bytes, ref position);
        }

        var weight = new float[count];
        for (int i = 0; i < count; i++)
        {
            weight[i] = Int(bytes, ref position) / 4f;
        }

        var forward = new float[count];
        for (int i = 0; i < count; i++)
        {
            forward[i] = Log(bytes, ref position);
        }

        var renderings = new Rendering[count];
        for (int i = 0; i < count; i++)
        {
            renderings[i] = new Rendering(wordStart[i], wordCount[i], rank[i], weight[i], forward[i], Log(bytes, ref position));
        }

        var unigram = new float[types.Length];
        for (int i = 0; i < unigram.Length; i++)
        {
            unigram[i] = Log(bytes, ref position);
        }

        var backoff = new float[types.Length];
        for (int i = 0; i < backoff.Length; i++)
        {
            backoff[i] = Log(bytes, ref position);
        }

        var bigrams = new (int, int, float)[Int(bytes, ref position)];
        int first = 0, second = 0;
        for (int i = 0; i < bigrams.Length; i++)
        {
            int step = Int(bytes, ref position);
            second = step == 0 ? second : 0;
            first += step;
            second += Int(bytes, ref position);
            bigrams[i] = (first, second, Log(bytes, ref position));
        }

        var links = new (long, LinkCount[])[Int(bytes, ref position)];
        for (int i = 0; i < links.Length; i++)
        {
            long context = ((long)Int(bytes, ref position) << 32) | (uint)Int(bytes, ref position);
            var counts = new LinkCount[Int(bytes, ref position)];
            for (int k = 0; k < counts.Length; k++)
            {
                counts[k] = new LinkCount((byte)Int(bytes, ref position), Int(bytes, ref position) / 2f);
            }

            links[i] = (context, counts);
        }

        var titleShare = new (long, float)[Int(bytes, ref position)];
        for (int i = 0; i < titleShare.Length; i++)
        {
            long context = ((long)Int(bytes, ref position) << 32) | (uint)Int(bytes, ref position);
            titleShare[i] = (context, Int(bytes, ref position) / 100f);
        }

        var wholeness = new float[keys.Length];
        for (int i = 0; i < wholeness.Length; i++)
        {
            wholeness[i] = Log(bytes, ref position);
        }

        var trigrams = new (int, int, int)[Int(bytes, ref position)];
        (first, second) = (0, 0);
        for (int i = 0; i < trigrams.Length; i++)
        {
            int step = Int(bytes, ref position);
            second = step == 0 ? second : 0;
            first += step;
            second += Int(bytes, ref position);
            trigrams[i] = (first, second, Int(bytes, ref position));
        }

        string[] pinyin = Strings(bytes, ref position);
        float[] weights = Floats(bytes, ref position);
        Forest? ranker = null;
        if (Int(bytes, ref position) == 1)
        {
            var reader = new ModelReader(bytes[position..]);
            ranker = Forest.Read(ref reader);
        }

        return new CompositionModelData
        {
            Words = words,
            Types = types,
            TypeOfWord = typeOfWord,
            Keys = keys,
            RenderingStart = start,
            Renderings = renderings,
            PhraseWords = [.. phraseWords],
            Unigram = unigram,
            Backoff = backoff,
            Bigrams = bigrams,
            Links = links,
            TitleShare = titleShare,
            Wholeness = wholeness,
            Trigrams = trigrams,
            Pinyin = pinyin,
            Weights = weights,
            Ranker = ranker,
        };
    }

    private static int Int(ReadOnlySpan<byte> bytes, ref int position)
    {
        uint value = 0;
        int shift = 0;
        byte b;
        do
        {
            if (position >= bytes.Length)
            {
                throw Throw.CompositionModelDamaged("it ends too early");
            }

            b = bytes[position++];
            value |= (uint)(b & 0x7F) << shift;
            shift += 7;
        }
        while ((b & 0x80) != 0);
        return (int)value;
    }

    private static float Log(ReadOnlySpan<byte> bytes, ref int position) => -(Int(bytes, ref position) - 128) / 16f;

    private static float[] Floats(ReadOnlySpan<byte> bytes, ref int position)
    {
        var values = new float[Int(bytes, ref position)];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[position..]);
            position += 4;
        }

        return values;
    }

    private static string[] Strings(ReadOnlySpan<byte> bytes, ref int position)
    {
        var values = new string[Int(bytes, ref position)];
        string previous = "";
        for (int i = 0; i < values.Length; i++)
        {
            int shared = Int(bytes, ref position);
            int length = Int(bytes, ref position);
            if (shared > previous.Length || length > bytes.Length - position)
            {
                throw Throw.CompositionModelDamaged("a string runs past its end");
            }

            string rest = Encoding.UTF8.GetString(bytes.Slice(position, length));
            position += length;
            previous = shared == 0 ? rest : string.Concat(previous.AsSpan(0, shared), rest);
            values[i] = previous;
        }

        return values;
    }
}
