import CairnModel

/// An event of S3 through EventBridge: `{"source":"aws.s3","detail-type":"Object Created","detail":{…}}`.
///
/// Source: Amazon S3 User Guide, "EventBridge event message structure": keys in it are not encoded.
public struct BucketEventParser: SourceParser {
    public let name = "EventBridge event of S3"

    public init() {}

    public func parse(
        _ message: QueueMessage, isLogFile: (String) -> Bool
    ) throws(SourceParsingError) -> LogSource {
        let event = try MessageBody(message).object()
        guard event["source"]?.stringValue == "aws.s3", let detail = event["detail"] else {
            throw SourceParsingError("The source is not aws.s3")
        }
        guard event["detail-type"]?.stringValue == "Object Created",
            let bucket = detail["bucket"]?["name"]?.stringValue, let key = detail["object"]?["key"]?.stringValue
        else { return LogSource(message, files: [], isLogFile: isLogFile) }
        let file = LogFile(bucket: bucket, key: key, size: detail["object"]?["size"]?.intValue)
        return LogSource(message, files: [file], isLogFile: isLogFile)
    }
}
