import Synchronization

/// How many events went to event buses since the process began.
public final class EventBusCounts: Sendable {
    private let counts = Mutex((sent: 0, dropped: 0))

    init() {}

    public var sentCount: Int { counts.withLock(\.sent) }
    public var droppedCount: Int { counts.withLock(\.dropped) }

    func sent(_ count: Int) { counts.withLock { $0.sent += count } }
    func dropped(_ count: Int) { counts.withLock { $0.dropped += count } }
}
