import CairnModel

/// The key of a log file, as far as checks need it.
///
///     [prefix/]AWSLogs/[organization/]<account>/CloudTrail/<region>/2026/03/01/
///         <account>_CloudTrail_<region>_20260301T1015Z_Qm3tYx81LpZc0VdN.json.gz
struct LogFileName: Sendable, Hashable {
    /// What a trail delivers besides digests, by folder.
    static let folders = [
        "CloudTrail", "CloudTrail-Aggregated", "CloudTrail-Insight", "CloudTrail-NetworkActivity",
    ]

    /// The beginning of the minute of delivery, in seconds since the epoch.
    var minute: Int64

    /// Reads a key below one of the ``folders``; `nil` for another file.
    init?(key: String) {
        guard let name = key.split(separator: "/").last, name.hasSuffix(".json.gz") else { return nil }
        let parts = name.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 5, AccountID.isValid(parts[0]), parts[3].utf8.count == 14, parts[3].hasSuffix("Z"),
            let seconds = ISO8601.parse(parts[3].dropLast() + "00Z")
        else { return nil }
        minute = Int64(seconds)
    }
}
