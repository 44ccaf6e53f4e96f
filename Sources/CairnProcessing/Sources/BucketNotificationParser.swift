import CairnModel

/// A notification of S3, directly or through a topic: `{"Records":[{"eventName":"ObjectCreated:Put","s3":{…}}]}`.
///
/// Source: Amazon S3 User Guide, "Event message structure": keys in it are encoded as in a URL's query.
public struct BucketNotificationParser: SourceParser {
    public let name = "S3 notification"

    public init() {}

    public func parse(
        _ message: QueueMessage, isLogFile: (String) -> Bool
    ) throws(SourceParsingError) -> LogSource {
        let object = try MessageBody(message).object()
        if object["Event"]?.stringValue == "s3:TestEvent" {
            return LogSource(message, files: [], isLogFile: isLogFile)
        }
        guard let records = object["Records"]?.arrayValue, records.contains(where: { $0["s3"] != nil }) else {
            throw SourceParsingError("There are no Records of S3")
        }
        let files = records.compactMap { record -> LogFile? in
            guard record["eventName"]?.stringValue?.hasPrefix("ObjectCreated:") == true,
                let bucket = record["s3"]?["bucket"]?["name"]?.stringValue,
                let object = record["s3"]?["object"], let key = object["key"]?.stringValue
            else { return nil }
            return LogFile(bucket: bucket, key: Self.decoded(key), size: object["size"]?.intValue)
        }
        return LogSource(message, files: files, isLogFile: isLogFile)
    }

    static func decoded(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return key }
        var bytes: [UInt8] = []
        var rest = Array(key.utf8)[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let code = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(code)
                rest.removeFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
