import Synchronization

/// Asks parsers one after the other; the one that understood the last message is asked first.
final class SourceParserChain: Sendable {
    private let parsers: [any SourceParser]
    private let last = Mutex(0)

    init(_ parsers: [any SourceParser]) { self.parsers = parsers }

    /// What comes to a queue that is subscribed to a trail's topic, or to a bucket's notifications or events.
    static let standard: [any SourceParser] = [
        CloudTrailMessageParser(), BucketNotificationParser(), BucketEventParser(), ValidationMessageParser(),
    ]

    /// - Throws: ``SourceParsingError`` with a cause for each parser.
    func parse(_ message: QueueMessage, isLogFile: (String) -> Bool) throws(SourceParsingError) -> LogSource {
        let first = last.withLock { $0 }
        var causes: [SourceParsingError] = []
        for index in [first] + parsers.indices.filter({ $0 != first }) where index < parsers.count {
            do {
                let source = try parsers[index].parse(message, isLogFile: isLogFile)
                last.withLock { $0 = index }
                return source
            } catch {
                causes.append(SourceParsingError("\(parsers[index].name): \(error.message)"))
            }
        }
        throw SourceParsingError(
            "Unable to parse the message from any source serializers in the chain.", causes: causes)
    }
}
