/// What befalls a log file, or the message that announces it.
enum MessageFault: Sendable, CaseIterable {
    case none, missing, truncated, wrongJSON, duplicate
    /// Another message, which is none.
    case notAMessage
    /// The message becomes visible while it is worked on.
    case visibilityEnds

    /// Each fault befalls some messages in forty.
    init(_ index: Int) {
        self =
            switch index % 40 {
            case 1: .missing
            case 2: .truncated
            case 3: .wrongJSON
            case 4, 5: .duplicate
            case 6: .notAMessage
            case 7, 8: .visibilityEnds
            default: .none
            }
    }

    /// Whether the file cannot be read any more.
    var spoilsFile: Bool { self == .missing || self == .truncated || self == .wrongJSON }

    /// What a receipt of the file's message may come to; services that fail now and then make it come again.
    var outcomes: Set<HandlingOutcome> {
        switch self {
        case .none, .duplicate, .notAMessage, .visibilityEnds: [.processed, .notDeleted, .notDownloaded]
        case .missing: [.notDownloaded]
        case .truncated, .wrongJSON: [.unreadable, .notDownloaded]
        }
    }

    /// What one of them must be. A deletion may be done although its answer was lost.
    var lastOutcomes: Set<HandlingOutcome> {
        switch self {
        case .none, .duplicate, .notAMessage, .visibilityEnds: [.processed, .notDeleted]
        case .missing: [.notDownloaded]
        case .truncated, .wrongJSON: [.unreadable]
        }
    }
}
