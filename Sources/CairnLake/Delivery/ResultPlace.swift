import CairnIntegrity
import CairnModel

/// Where the results of a query are put.
///
///     s3://box/reports → box, reports/AWSLogs/<account>/CloudTrail-Lake/Query/2026/03/01/<query id>/result_1.csv.gz
///
/// Source: CloudTrail User Guide, "Find your CloudTrail Lake saved query results".
public struct ResultPlace: Sendable, Hashable {
    public let bucket: String
    /// Without a slash at its end; `nil` if there is none.
    public let prefix: String?

    /// What S3 takes in a key, less what comes behind the prefix.
    public static let prefixLengthMax = 800

    /// Reads `s3://bucket[/prefix]`; `nil` for another text.
    public init?(uri: String) {
        guard uri.hasPrefix("s3://") else { return nil }
        let parts = uri.dropFirst(5).split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let bucket = parts.first, !bucket.isEmpty else { return nil }
        self.bucket = String(bucket)
        var prefix = parts.count > 1 ? parts[1] : ""
        if prefix.hasSuffix("/") { prefix.removeLast() }
        self.prefix = prefix.isEmpty ? nil : String(prefix)
    }

    /// The folder of a query, with a slash at its end.
    /// - Parameter time: when the query ended, in seconds since the epoch.
    public func folder(of id: String, account: String, time: Double) -> String {
        let date = CivilTime(epochSeconds: Int64(time.rounded(.down))).dateText(separator: "/")
        return (prefix.map { $0 + "/" } ?? "") + "AWSLogs/\(account)/" + ResultSignFile.folder + "\(date)/\(id)/"
    }
}
