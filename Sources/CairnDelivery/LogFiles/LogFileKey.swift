import CairnModel
import CairnStore
import CairnTrails
import Crypto

/// The keys of log files.
///
///     [prefix/]AWSLogs/[organization/]<account>/CloudTrail/<region>/2026/03/01/
///         <account>_CloudTrail_<region>_20260301T1015Z_Qm3tYx81LpZc0VdN.json.gz
///
/// The last part is worked out from what the file holds: delivering a part of the journal again gives the same keys.
///
/// Source: CloudTrail User Guide, "CloudTrail log file name format".
struct LogFileKey: Sendable, Hashable {
    let prefix: String?
    let organizationID: String?
    let lane: Lane
    /// When the file is delivered, in seconds since the epoch.
    let time: Int64
    let unique: String

    init(intent: DeliveryIntent, lane: Lane, index: Int) {
        prefix = intent.trail.s3KeyPrefix
        organizationID = intent.organizationID
        self.lane = lane
        time = intent.time
        unique = Self.unique(intent, lane, index)
    }

    var key: String {
        let prefix = prefix.map { $0.isEmpty ? "" : "\($0)/" } ?? ""
        let (account, region, tag) = (lane.place.account, lane.place.region, lane.kind.folder)
        let date = CivilTime(epochSeconds: time).dateText(separator: "/")
        // `20260301T101500Z` without its seconds.
        let minute = ISO8601.compactString(epochSeconds: time).dropLast(3)
        return "\(prefix)AWSLogs/\(organizationID.map { "\($0)/" } ?? "")\(account)/\(tag)/\(region)/\(date)/"
            + "\(account)_\(tag)_\(region)_\(minute)Z_\(unique).json.gz"
    }

    private static let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

    private static func unique(_ intent: DeliveryIntent, _ lane: Lane, _ index: Int) -> String {
        let origin = [
            intent.trail.arn, String(TrailIncarnation(intent.trail).createdMilliseconds),
            String(intent.from.sequence), String(intent.to.sequence), lane.place.account, lane.place.region,
            lane.kind.folder, String(index),
        ]
        let hash = SHA256.hash(data: Array(origin.joined(separator: "\n").utf8))
        return String(decoding: hash.prefix(16).map { digits[Int($0) % digits.count] }, as: UTF8.self)
    }
}
