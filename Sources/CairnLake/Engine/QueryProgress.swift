/// How a query stands.
public struct QueryProgress: Sendable {
    public enum State: Sendable, Equatable {
        case queued
        case running
        case finished
        case failed(LakeError)
        case cancelled
        case timedOut

        public var isEnd: Bool {
            switch self {
            case .queued, .running: false
            case .finished, .failed, .cancelled, .timedOut: true
            }
        }
    }

    public var state = State.queued
    /// Empty until they are known.
    public var columnNames: [String] = []
    public var rowCount = 0
    /// How many events the stores held, and in how many bytes: what the query has looked through.
    public var eventsScanned = 0
    public var bytesScanned = 0
    /// How many events fulfilled the conditions of the query; 0 until it has finished.
    public var eventsMatched = 0
    /// From the start of the query until its end, or until now.
    public var executionMilliseconds = 0

    public init() {}
}
