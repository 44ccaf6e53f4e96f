import CairnDelivery
import CairnModel
import CairnWire
import Synchronization

/// Puts events through the API of CloudWatch Logs.
///
/// AWS takes calls in any order. Where sequence tokens still count, as in older emulators, they are given as the answers
/// before told them.
struct LogGroupWriter: LogEventSender {
    let sender: ServiceSender
    private let tokens = SequenceTokens()

    init(sender: ServiceSender) { self.sender = sender }

    private static let absent: Set<String> = ["ResourceNotFoundException"]

    func createLogStream(_ stream: LogStream) async throws(SendingError) {
        do {
            try await sender.call(
                "logs", "CreateLogStream", Self.name(stream), account: stream.account, region: stream.region,
                absent: Self.absent)
        } catch {
            guard error.code == "ResourceAlreadyExistsException" else { throw error }
        }
    }

    func putLogEvents(_ events: [LogEvent], into stream: LogStream) async throws(SendingError) -> Int {
        let list = WireValue.list(
            events.map { event in
                .structure([
                    .init("timestamp", .number(JSONNumber(event.timestamp))), .init("message", .string(event.message)),
                ])
            })
        do {
            return try await put(list, events.count, stream, token: tokens[stream])
        } catch {
            switch error.code {
            case "DataAlreadyAcceptedException":
                // An answer was lost, and the events are there.
                tokens[stream] = SequenceTokens.expected(error.message)
                return 0
            case "InvalidSequenceTokenException":
                return try await put(list, events.count, stream, token: SequenceTokens.expected(error.message))
            default: throw error
            }
        }
    }

    private func put(
        _ events: WireValue, _ count: Int, _ stream: LogStream, token: String?
    ) async throws(SendingError) -> Int {
        var input = Self.name(stream) + [.init("logEvents", events)]
        if let token { input.append(.init("sequenceToken", .string(token))) }
        let answer = try await sender.call(
            "logs", "PutLogEvents", input, account: stream.account, region: stream.region, absent: Self.absent)
        tokens[stream] = answer["nextSequenceToken"]?.stringValue
        return RefusedLogEvents.count(answer["rejectedLogEventsInfo"], of: count)
    }

    private static func name(_ stream: LogStream) -> [WireValue.Member] {
        [.init("logGroupName", .string(stream.groupName)), .init("logStreamName", .string(stream.name))]
    }
}

/// What the last answer of each stream said that the next call should name.
private final class SequenceTokens: Sendable {
    private static let countMax = 10_000
    private let tokens = Mutex<[LogStream: String]>([:])

    subscript(_ stream: LogStream) -> String? {
        get { tokens.withLock { $0[stream] } }
        set {
            tokens.withLock { tokens in
                // A token that is not known is learned from the refusal.
                if tokens.count >= Self.countMax, tokens[stream] == nil { tokens = [:] }
                tokens[stream] = newValue
            }
        }
    }

    /// Reads the message of a refusal: `… The next expected sequenceToken is: 4951…`,
    /// `… The next batch can be sent with sequenceToken: 4951…`.
    static func expected(_ message: String) -> String? {
        let words = message.split(separator: " ")
        guard let token = words.last, token != "null", words.contains(where: { $0.hasPrefix("sequenceToken") }) else {
            return nil
        }
        return String(token)
    }
}

/// Which events of a call CloudWatch Logs did not keep.
///
/// Source: CloudWatch Logs API Reference, RejectedLogEventsInfo: those before `tooOldLogEventEndIndex` and
/// `expiredLogEventEndIndex`, and from `tooNewLogEventStartIndex` on.
enum RefusedLogEvents {
    static func count(_ info: WireValue?, of count: Int) -> Int {
        guard let info else { return 0 }
        let first = max(index("tooOldLogEventEndIndex", info) ?? 0, index("expiredLogEventEndIndex", info) ?? 0)
        let last = index("tooNewLogEventStartIndex", info) ?? count
        return min(count, max(0, first)) + max(0, count - max(first, last))
    }

    private static func index(_ name: String, _ info: WireValue) -> Int? {
        guard case .number(let number)? = info[name] else { return nil }
        return JSON.number(number).intValue
    }
}
