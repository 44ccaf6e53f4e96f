import CairnProcessing
import Synchronization

/// All that a processor reports, by the receipt of the message that it is about.
final class MessageTraces: Sendable {
    /// What one receipt of a message came to.
    struct Handling: Sendable {
        let message: QueueMessage
        /// Such as `+processLog` and `-processLog ok`.
        var steps: [String] = []
        var codes: [ProcessingError.Code] = []

        /// What was told of its visibility has no part in what it came to.
        var outcome: HandlingOutcome? {
            HandlingOutcome(steps: steps, codes: codes.filter { $0 != .visibilityNotExtended })
        }
        var lostVisibility: Bool { codes.contains(.visibilityNotExtended) }
        var text: String { (steps + codes.map { "\($0)" }).joined(separator: " ") }
    }

    private struct State {
        var handlings: [String: Handling] = [:]
        var messages: [String: QueueMessage] = [:]
        var receipts: [String: Set<String>] = [:]
        var eventIDs: [String: Int] = [:]
        var open: [Int: ProgressStatus.State] = [:]
        var nextToken = 0
        var codes: [ProcessingError.Code: Int] = [:]
        var polled = 0
        var wrongTokens = 0
    }

    private let state = Mutex(State())

    /// By message id.
    var handlings: [String: [Handling]] {
        Dictionary(grouping: state.withLock { Array($0.handlings.values) }, by: \.message.id)
    }
    var messageCount: Int { state.withLock { $0.receipts.count } }
    /// How often each event was handed over.
    var eventIDs: [String: Int] { state.withLock { $0.eventIDs } }
    var codes: [ProcessingError.Code: Int] { state.withLock { $0.codes } }
    /// What the ends of all polls told.
    var polledCount: Int { state.withLock { $0.polled } }
    /// Steps that have begun and not ended, and ends that were given another step's token.
    var brokenPairCount: Int { state.withLock { $0.open.count + $0.wrongTokens } }

    /// The message that told of a file, as it was received last.
    func message(ofFile key: String) -> QueueMessage? { state.withLock { $0.messages[key] } }

    func receiptCount(of id: String) -> Int { state.withLock { $0.receipts[id]?.count ?? 0 } }

    func handedOver(_ events: [CloudTrailEvent]) {
        state.withLock { state in
            for event in events { state.eventIDs[event.eventID ?? "", default: 0] += 1 }
        }
    }

    func report(_ error: ProcessingError) {
        state.withLock { state in
            state.codes[error.code, default: 0] += 1
            guard let message = error.status?.info.flatMap(Self.message) else { return }
            state.handlings[message.receiptHandle, default: Handling(message: message)].codes.append(error.code)
        }
    }

    fileprivate func begin(_ status: ProgressStatus) -> Int {
        state.withLock { state in
            state.nextToken += 1
            state.open[state.nextToken] = status.state
            if status.state == .processSource, let source = status.info?.source, let file = source.logFiles.first {
                state.messages[file.key] = source.message
            }
            Self.add("+\(status.state)", status, to: &state)
            return state.nextToken
        }
    }

    fileprivate func end(_ status: ProgressStatus, _ token: Int) {
        state.withLock { state in
            if state.open.removeValue(forKey: token) != status.state { state.wrongTokens += 1 }
            if status.state == .pollQueue { state.polled += status.info?.polledMessageCount ?? 0 }
            Self.add("-\(status.state) \(status.info?.isSuccess == true ? "ok" : "failed")", status, to: &state)
        }
    }

    private static func add(_ step: String, _ status: ProgressStatus, to state: inout State) {
        guard let message = status.info.flatMap(message) else { return }
        state.receipts[message.id, default: []].insert(message.receiptHandle)
        state.handlings[message.receiptHandle, default: Handling(message: message)].steps.append(step)
    }

    private static func message(_ info: ProgressInfo) -> QueueMessage? { info.message ?? info.source?.message }
}

/// Notes the steps of a processor.
struct TracingReporter: ProgressReporter {
    let traces: MessageTraces

    func reportStart(_ status: ProgressStatus) -> Int { traces.begin(status) }

    func reportEnd(_ status: ProgressStatus, _ token: Int) { traces.end(status, token) }
}

/// What a receipt of a message with one file may come to: which steps and which exception are documented for it.
///
/// Source: AWS CloudTrail Processing Library, its progress states and its exceptions.
enum HandlingOutcome: Hashable, CaseIterable {
    case processed, notDeleted, notDownloaded, unreadable, unreadableAndDeleted, notUnderstood, notUnderstoodAndDeleted
    /// CloudTrail's validation message.
    case validated

    init?(steps: [String], codes: [ProcessingError.Code]) {
        guard let outcome = Self.allCases.first(where: { $0.steps == steps && $0.codes == codes }) else { return nil }
        self = outcome
    }

    /// In their order, within each other.
    private var steps: [String] {
        let parsed = ["+parseMessage", "-parseMessage ok"]
        let opened = parsed + ["+processSource", "+processLog", "+downloadLog"]
        let unreadable = opened + ["-downloadLog ok", "-processLog failed"]
        let read = opened + ["-downloadLog ok", "-processLog ok", "+deleteMessage"]
        let notUnderstood = ["+parseMessage", "-parseMessage failed"]
        let deleted = ["+deleteMessage", "-deleteMessage ok"]
        return switch self {
        case .processed: read + ["-deleteMessage ok", "-processSource ok"]
        case .notDeleted: read + ["-deleteMessage failed", "-processSource ok"]
        case .notDownloaded: opened + ["-downloadLog failed", "-processLog failed", "-processSource failed"]
        case .unreadable: unreadable + ["-processSource failed"]
        case .unreadableAndDeleted: unreadable + deleted + ["-processSource failed"]
        case .notUnderstood: notUnderstood
        case .notUnderstoodAndDeleted: notUnderstood + deleted
        case .validated: parsed + deleted
        }
    }

    private var codes: [ProcessingError.Code] {
        switch self {
        case .processed, .validated: []
        case .notDeleted: [.deleteFailed]
        case .notDownloaded: [.downloadFailed]
        case .unreadable, .unreadableAndDeleted: [.logUnreadable]
        case .notUnderstood, .notUnderstoodAndDeleted: [.messageUnreadable]
        }
    }
}
