namespace Terminology;

/// <summary>Names of the administrative status in files.</summary>
internal static class Statuses
{
    /// <summary>Short name, or null where nothing is said.</summary>
    public static string? Name(AdministrativeStatus status) => status switch
    {
        AdministrativeStatus.Preferred => "preferred",
        AdministrativeStatus.Admitted => "admitted",
        AdministrativeStatus.Deprecated => "deprecated",
        AdministrativeStatus.Superseded => "superseded",
        _ => null,
    };

    /// <summary>Understands the names of TBX 2 and 3 and what people write in tables.</summary>
    public static bool TryParse(string text, out AdministrativeStatus status)
    {
        string key = text.Trim().ToLowerInvariant();
        if (key.EndsWith("-admn-sts", StringComparison.Ordinal))
            key = key[..^"-admn-sts".Length];
        if (key.EndsWith("term", StringComparison.Ordinal))
            key = key[..^"term".Length].TrimEnd();
        status = key switch
        {
            "preferred" or "首选" or "推荐" or "standardized" or "approved" => AdministrativeStatus.Preferred,
            "admitted" or "provisional" or "accepted" or "allowed" or "允许" or "可用" => AdministrativeStatus.Admitted,
            "deprecated" or "forbidden" or "non-standard" or "rejected" or "not recommended" or "禁用" or "不推荐" => AdministrativeStatus.Deprecated,
            "superseded" or "obsolete" or "已废止" or "旧称" => AdministrativeStatus.Superseded,
            _ => AdministrativeStatus.NotSpecified,
        };
        return status != AdministrativeStatus.NotSpecified;
    }
}
