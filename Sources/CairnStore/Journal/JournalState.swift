import Logging
import Synchronization

/// A place in the journal: behind the record of that sequence number.
public struct JournalPosition: Sendable, Hashable {
    /// The last sequence number before this place; 0 before the first record.
    public var sequence: UInt64
    /// The first sequence number of the segment, and the bytes of it before this place.
    public var segment: UInt64
    public var offset: UInt64

    public init(sequence: UInt64, segment: UInt64, offset: UInt64) {
        self.sequence = sequence
        self.segment = segment
        self.offset = offset
    }

    /// Before everything.
    public static let beginning = JournalPosition(sequence: 0, segment: 0, offset: 0)
}

/// What writer, sealer and readers share: which segments there are, how far they are written, who waits.
final class JournalState: Sendable {
    struct Segment: Sendable {
        var first: UInt64
        var byteLength: UInt64
        /// When it was sealed, in seconds since the epoch.
        var sealedAt: Int64?
    }

    private struct Shared {
        var segments: [Segment] = []
        var end = JournalPosition.beginning
        var isClosed = false
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var nextWaiter: UInt64 = 0
        var problems: [JournalProblem] = []
        var readers: [String: UInt64] = [:]
        var needsNewSegment = false
    }

    private let shared = Mutex(Shared())
    private let logger: Logger

    init(logger: Logger) { self.logger = logger }

    var end: JournalPosition { shared.withLock { $0.end } }
    var segments: [Segment] { shared.withLock { $0.segments } }
    var problems: [JournalProblem] { shared.withLock { $0.problems } }
    var isClosed: Bool { shared.withLock { $0.isClosed } }

    func report(_ problem: JournalProblem) {
        let isNew = shared.withLock { shared in
            guard !shared.problems.contains(problem), shared.problems.count < 10_000 else { return false }
            shared.problems.append(problem)
            return true
        }
        guard isNew else { return }
        logger.error(
            "The journal is damaged",
            metadata: ["file": "\(problem.file)", "kind": "\(problem.kind)", "detail": "\(problem.message)"])
    }

    // MARK: Writing

    func start(segments: [Segment], end: JournalPosition) {
        shared.withLock { shared in
            shared.segments = segments
            shared.end = end
        }
    }

    func add(segment first: UInt64) {
        shared.withLock { shared in
            shared.segments.append(Segment(first: first, byteLength: 0))
            shared.end.segment = first
            shared.end.offset = 0
        }
    }

    /// Makes records visible to readers and wakes those who wait.
    func advance(to end: JournalPosition) {
        let waiters = shared.withLock { shared in
            shared.end = end
            if let last = shared.segments.indices.last { shared.segments[last].byteLength = end.offset }
            defer { shared.waiters = [:] }
            return shared.waiters
        }
        for waiter in waiters.values { waiter.resume() }
    }

    func markSealed(_ first: UInt64, at time: Int64) {
        shared.withLock { shared in
            guard let index = shared.segments.firstIndex(where: { $0.first == first }) else { return }
            shared.segments[index].sealedAt = time
        }
    }

    func remove(segment first: UInt64) {
        shared.withLock { $0.segments.removeAll { $0.first == first } }
    }

    func close() {
        let waiters = shared.withLock { shared in
            shared.isClosed = true
            defer { shared.waiters = [:] }
            return shared.waiters
        }
        for waiter in waiters.values { waiter.resume() }
    }

    func requestNewSegment() { shared.withLock { $0.needsNewSegment = true } }

    func takeNewSegmentRequest() -> Bool {
        shared.withLock { shared in
            defer { shared.needsNewSegment = false }
            return shared.needsNewSegment
        }
    }

    // MARK: Reading

    /// Returns when there are records behind that sequence number, the journal is closed, or the task is cancelled.
    func waitForRecords(after sequence: UInt64) async {
        let id = shared.withLock { shared in
            shared.nextWaiter += 1
            return shared.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = shared.withLock { shared in
                    if shared.end.sequence > sequence || shared.isClosed || Task.isCancelled { return true }
                    shared.waiters[id] = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            shared.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }

    func setReader(_ name: String, committed: UInt64?) { shared.withLock { $0.readers[name] = committed } }

    /// The committed sequence of each reader that is known here.
    var readers: [String: UInt64] { shared.withLock { $0.readers } }
}
