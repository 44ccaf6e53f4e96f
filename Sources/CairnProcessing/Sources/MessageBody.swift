import CairnModel

/// The text of a message: what a topic sent, or what stands in the queue by itself.
struct MessageBody {
    /// Whether it came in the envelope of a topic.
    let isFromTopic: Bool
    let text: String

    /// Takes the text out of a topic's envelope, if there is one: a queue may be subscribed with raw delivery.
    ///
    /// Source: Amazon SNS Developer Guide, "Message and JSON formats".
    init(_ message: QueueMessage) {
        let envelope = try? JSON(parsing: message.body)
        if let text = envelope?["Message"]?.stringValue, envelope?["Type"] != nil || envelope?["TopicArn"] != nil {
            isFromTopic = true
            self.text = text
        } else {
            isFromTopic = false
            text = message.body
        }
    }

    func object() throws(SourceParsingError) -> JSON {
        guard let json = try? JSON(parsing: text), json.objectValue != nil else {
            throw SourceParsingError("The message is not a JSON object")
        }
        return json
    }
}

extension LogSource {
    /// A source of those files of a message that are log files; of another kind if none is.
    init(
        _ message: QueueMessage, files: [LogFile], isLogFile: (String) -> Bool, attributes: [String: String] = [:]
    ) {
        let logFiles = files.filter { isLogFile($0.key) }
        let kind: Kind = logFiles.isEmpty ? .other : .cloudTrailLog
        var all = message.attributes.merging(attributes) { $1 }
        all["SourceType"] = kind.rawValue
        if let first = logFiles.first { all["accountId"] = LogFileKey.account(in: first.key) }
        self.init(message: message, kind: kind, logFiles: logFiles, attributes: all)
    }
}
