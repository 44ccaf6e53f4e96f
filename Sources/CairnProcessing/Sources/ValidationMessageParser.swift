/// CloudTrail's test of a topic: the text `CloudTrail validation message.`, full stop and all.
public struct ValidationMessageParser: SourceParser {
    public let name = "CloudTrail validation message"

    public init() {}

    public func parse(
        _ message: QueueMessage, isLogFile: (String) -> Bool
    ) throws(SourceParsingError) -> LogSource {
        guard MessageBody(message).text == "CloudTrail validation message." else {
            throw SourceParsingError("The text is another one")
        }
        var attributes = message.attributes
        attributes["SourceType"] = LogSource.Kind.validationMessage.rawValue
        return LogSource(message: message, kind: .validationMessage, attributes: attributes)
    }
}
