using System.Runtime.CompilerServices;

namespace Terminology;

/// <summary>Closed-class words of Chinese and the predicates of policy prose, as flags by the key of the word.</summary>
internal static class FunctionWords
{
    // Neither begin nor end a term, nor stand inside one.
    private const string Outside = "了 着 过 把 将 是 也 都 就 但 这 那 这些 那些 此 他 她 它 我 你 我们 他们 你们 它们 已 已经 以及 因为 所以 如果 虽然 但是 而且 并且 不仅 尤其 特别是 " +
        "则 若 即 又 才 只 很 更 得 吗 呢 吧 啊 按照 通过 根据 依照 对于 关于 由于 为了 随着 除了 可以 应当 必须 能够 应该 将要 正在 曾 曾经 一些 有些 什么 怎样 如何 既 不但 无论 不论 只有 只要 等等 从而 进而 因此 同时";
    // May stand inside, never at an edge.
    private const string InsideOnly = "的 和 与 及 或 而 且 之 于 所 暨";
    // May begin a term, never end one.
    private const string NoEnding = "再 应 须 并 以 在 对 为 从 向 到 由 被 让 使 给 比 跟 同 按 因 其 不 有 要 可 能 会 还 最 每 该 各 某 新 非 未 无 再 据 凭 当 随 沿 经 自 至 较 大力 积极 进一步 不断 全面 切实 加快 加强 努力 着力";
    // May end a term, never begin one.
    private const string NoBeginning = "等 者 们 地 里 时 间 左右 以上 以下 以内 以外 之一 之间 之中 方面 期间";

    // Words beside which a term is likely to begin or end: shares of these neighbours are features, nothing more.
    private const string Neighbours = "加快 推进 推动 加强 深化 促进 完善 提高 提升 开展 实施 建立 健全 坚持 鼓励 支持 引导 组织 落实 强化 优化 扩大 培育 打造 构建 形成 实现 增强 做好 抓好 研究 制定 加大 继续 着力 努力 充分 " +
        "有效 探索 围绕 面向 依托 利用 结合 针对 特别 进一步 不断 全面 大力 积极 切实 各 每 该 本 其 不 在 对 为 从 向 到 由 有 要 可 能 会 还 最 同 按 让 使 给 比 跟 因 等 者 被 完成 取得 保持 发展 建设 " +
        "突破 发挥 解决 参与 贯彻 出台 发布 启动 达到 确保 保证 要求 进行 提出 成为 作为 具有 包括 适应 带动 拓展 创建 建成 争取 防止 统筹 规范 重视 突出 抓住 稳步 逐步 深入 广泛 严格 坚决 共同 及时 基本 初步 基于 以 于 所 之 而 并 且 的 和 与 及 或";

    // Open addressing; a free place has key 0.
    private static readonly (ulong Key, TokenFlags Flags)[] s_flags = Table(Make());

    // By the lower bits of a key, whether it may be one of these words: of other words nothing else is looked at.
    private static readonly ulong[] s_filter = Filter();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TokenFlags Of(ulong key) => (s_filter[key >> 6 & 255] >> (int)key & 1) == 0 ? TokenFlags.None : Find(key);

    private static TokenFlags Find(ulong key)
    {
        (ulong Key, TokenFlags Flags)[] table = s_flags;
        for (int i = (int)key; ; i++)
        {
            ref readonly (ulong Key, TokenFlags Flags) entry = ref table[i & (table.Length - 1)];
            if (entry.Key == key || entry.Key == 0)
                return entry.Flags;
        }
    }

    private static ulong[] Filter()
    {
        var filter = new ulong[256];
        foreach ((ulong key, _) in s_flags)
            filter[key >> 6 & 255] |= 1UL << (int)key;
        return filter;
    }

    private static (ulong Key, TokenFlags Flags)[] Table(Dictionary<ulong, TokenFlags> flags)
    {
        var table = new (ulong Key, TokenFlags Flags)[2048];
        foreach ((ulong key, TokenFlags value) in flags)
        {
            int i = (int)key;
            while (table[i & (table.Length - 1)].Key != 0)
                i++;
            table[i & (table.Length - 1)] = (key, value);
        }
        return table;
    }

    private static Dictionary<ulong, TokenFlags> Make()
    {
        var flags = new Dictionary<ulong, TokenFlags>();
        Add(Outside, TokenFlags.NotInside | TokenFlags.NoStart | TokenFlags.NoEnd | TokenFlags.Boundary);
        Add(InsideOnly, TokenFlags.NoStart | TokenFlags.NoEnd | TokenFlags.Linker);
        Add(NoEnding, TokenFlags.NoEnd);
        Add(NoBeginning, TokenFlags.NoStart);
        Add(Neighbours, TokenFlags.Boundary);
        return flags;

        void Add(string words, TokenFlags value)
        {
            foreach (string word in words.Split(' '))
            {
                ulong key = StringHash.Of(word);
                flags[key] = flags.GetValueOrDefault(key) | value;
            }
        }
    }
}
