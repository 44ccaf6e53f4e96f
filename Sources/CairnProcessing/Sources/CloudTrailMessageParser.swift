import CairnModel

/// CloudTrail's own notification: `{"s3Bucket":"b","s3ObjectKey":["k1","k2"]}`, through a topic with or without its
/// envelope.
///
/// Source: CloudTrail User Guide, "Configuring Amazon SNS notifications for CloudTrail".
public struct CloudTrailMessageParser: SourceParser {
    public let name = "CloudTrail notification"

    public init() {}

    public func parse(
        _ message: QueueMessage, isLogFile: (String) -> Bool
    ) throws(SourceParsingError) -> LogSource {
        let object = try MessageBody(message).object()
        guard let bucket = object["s3Bucket"]?.stringValue, let keys = object["s3ObjectKey"]?.arrayValue else {
            throw SourceParsingError("There is no s3Bucket with s3ObjectKey")
        }
        var attributes: [String: String] = [:]
        for member in object.objectValue?.members ?? [] where member.key != "s3Bucket" {
            attributes[member.key] = member.value.stringValue
        }
        let files = keys.compactMap(\.stringValue).map { LogFile(bucket: bucket, key: $0) }
        return LogSource(message, files: files, isLogFile: isLogFile, attributes: attributes)
    }
}
