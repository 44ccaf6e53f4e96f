import CairnIntegrity
import CairnModel

/// A log file that is in its bucket.
struct DeliveredFile: Sendable, Hashable {
    var place: LanePlace
    var bucket: String
    var key: String
    /// In seconds since the epoch: the time in the key.
    var time: Int64
    /// Of the uncompressed file; empty if no digest will list it.
    var sha256: String
    var newestEventTime: String?
    var oldestEventTime: String?
    var recordCount: Int
    /// Compressed.
    var byteCount: Int

    /// As a digest lists it.
    var digested: DigestedLogFile {
        DigestedLogFile(
            bucket: bucket, key: key, sha256: sha256, newestEventTime: newestEventTime.flatMap { DigestTime($0) },
            oldestEventTime: oldestEventTime.flatMap { DigestTime($0) })
    }
}

extension DeliveredFile {
    var json: JSON {
        var object: JSONObject = [
            "account": .string(place.account), "region": .string(place.region), "bucket": .string(bucket),
            "key": .string(key), "time": .integer(time), "sha256": .string(sha256), "records": .integer(recordCount),
            "bytes": .integer(byteCount),
        ]
        object["newestEventTime"] = newestEventTime.map(JSON.string)
        object["oldestEventTime"] = oldestEventTime.map(JSON.string)
        return .object(object)
    }

    init?(json: JSON) {
        guard let account = json["account"]?.stringValue, let region = json["region"]?.stringValue,
            let bucket = json["bucket"]?.stringValue, let key = json["key"]?.stringValue,
            let time = json["time"]?.intValue, let sha256 = json["sha256"]?.stringValue
        else { return nil }
        self.init(
            place: LanePlace(account: account, region: region), bucket: bucket, key: key, time: Int64(time),
            sha256: sha256, newestEventTime: json["newestEventTime"]?.stringValue,
            oldestEventTime: json["oldestEventTime"]?.stringValue, recordCount: json["records"]?.intValue ?? 0,
            byteCount: json["bytes"]?.intValue ?? 0)
    }
}
