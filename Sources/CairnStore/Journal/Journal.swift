public import CairnModel
import Dispatch
public import Logging
import Synchronization

/// The durable log that everything else reads: records as lines of JSON in segments, in the order of their arrival.
///
/// Appending copies records into a bounded buffer; one thread writes what has gathered in a single write and then
/// completes it by the policy of durability, in order and exactly once. A journal that cannot write refuses records,
/// says so by ``isAccepting``, and comes back by itself when its disk does.
public final class Journal: EventSink {
    private let storage: any SegmentStorage
    private let intake: JournalIntake
    private let shared: JournalState
    private let sealer: SegmentSealer
    private let writerEnded: DispatchSemaphore
    private let clock: any WallClock
    private let logger: Logger
    private let isOpen = Mutex(true)
    private let background = DispatchQueue(label: "cairn.journal.verify", qos: .background)

    /// Opens what is stored and puts right what a crash left: see ``problems`` for what was found.
    ///
    /// - Throws: ``StoreError`` if the storage cannot be read or written. Damage alone never keeps a journal closed.
    public init(
        storage: any SegmentStorage, configuration: JournalConfiguration = JournalConfiguration(),
        clock: any WallClock = SystemClock(), logger: Logger
    ) throws(StoreError) {
        let recovery = try JournalRecovery(storage: storage, logger: logger)
        let shared = JournalState(logger: logger)
        let intake = JournalIntake(bytesMax: configuration.pendingBytesMax, recordsMax: configuration.pendingRecordsMax)
        let sealer = SegmentSealer(
            storage: storage, shared: shared, clock: clock, logger: logger, previousSeal: recovery.previousSeal)
        let segment = try Self.activeSegment(recovery, storage: storage, clock: clock)
        Self.publish(recovery, active: segment, to: shared)
        for open in recovery.unsealed {
            sealer.seal(open.first, count: open.count, byteLength: open.byteLength, writer: nil)
        }
        sealer.adopt(segment.first, byteLength: segment.byteLength)
        self.storage = storage
        self.intake = intake
        self.shared = shared
        self.sealer = sealer
        self.clock = clock
        self.logger = logger
        let syncer = BackgroundSync(onFailure: { intake.wake() })
        writerEnded = WorkerThread.start("cairn.journal.writer") {
            var writer = JournalWriter(
                configuration: configuration, storage: storage, intake: intake, shared: shared, sealer: sealer,
                syncer: syncer, clock: clock, logger: logger, segment: segment)
            writer.run()
            storage.close()
            shared.close()
        }
        verifyInBackground(upTo: configuration.verifiedBytesAtOpening)
    }

    /// The last reference may go on the writing thread itself: it is told to end, not waited for.
    deinit { intake.close() }

    private static func activeSegment(
        _ recovery: JournalRecovery, storage: any SegmentStorage, clock: any WallClock
    ) throws(StoreError) -> JournalWriter.ActiveSegment {
        let open = recovery.active ?? JournalRecovery.Open(first: recovery.nextSequence, count: 0, byteLength: 0)
        return JournalWriter.ActiveSegment(
            first: open.first, count: open.count, byteLength: open.byteLength, openedAt: clock.now(),
            writer: try storage.writer(of: open.first))
    }

    private static func publish(
        _ recovery: JournalRecovery, active: JournalWriter.ActiveSegment, to shared: JournalState
    ) {
        var segments = recovery.segments
        if recovery.active == nil { segments.append(JournalState.Segment(first: active.first, byteLength: 0)) }
        let end = JournalPosition(
            sequence: active.first + active.count - 1, segment: active.first, offset: active.byteLength)
        shared.start(segments: segments, end: end)
        for problem in recovery.problems { shared.report(problem) }
    }

    // MARK: Writing

    public var isAccepting: Bool { intake.isAccepting }

    /// See ``EventSink/append(_:completion:)``. Completions run on the journal's writing thread: keep them short.
    ///
    /// Errors are ``StoreError``: `overloaded` when the buffer is full, `notAccepting` while the disk fails,
    /// `writeFailed` for the write that failed, `invalidRecord`, `closed`.
    public func append(_ records: [[UInt8]], completion: @escaping @Sendable (Result<Void, any Error>) -> Void) {
        intake.offer(records, completion)
    }

    /// Writes what is pending, brings it to the device and ends. Readers see what is left and then their end.
    public func close() {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        intake.close()
        writerEnded.wait()
    }

    // MARK: Reading

    /// The place behind the last record.
    public var end: JournalPosition { shared.end }

    /// The first sequence number that is still there.
    public var firstSequence: UInt64 { shared.segments.first?.first ?? 1 }

    /// The first sequence number of every segment, oldest first.
    public var segmentStarts: [UInt64] { shared.segments.map(\.first) }

    /// The sum of all segments.
    public var byteLength: UInt64 { shared.segments.reduce(0) { $0 + $1.byteLength } }

    /// Opens a reader. Its name is its identity: it goes on where a reader of that name committed last.
    ///
    /// - Parameter cursors: where committed positions are kept; `nil` starts at the beginning each time and does not
    ///   hold back retention.
    /// - Throws: ``StoreError`` if the cursor cannot be read.
    public func reader(named name: String, cursors: (any CursorStore)?) throws(StoreError) -> JournalReader {
        try JournalReader(name: name, storage: storage, shared: shared, cursors: cursors, logger: logger)
    }

    /// Opens a reader at a place, such as one that keeps its position by other means.
    public func reader(named name: String, at position: JournalPosition) -> JournalReader {
        JournalReader(name: name, storage: storage, shared: shared, at: position, logger: logger)
    }

    /// Reads bytes of a segment, such as one record whose place is known.
    /// - Throws: ``StoreError`` with `gone` if retention has removed the segment.
    public func recordReader() -> JournalRecordReader { JournalRecordReader(storage: storage) }

    /// How many records each reader is behind, by name.
    public var lags: [String: UInt64] {
        let end = end.sequence
        return shared.readers.mapValues { end - min(end, $0) }
    }

    // MARK: Integrity

    /// What opening, writing and checks have found wrong so far.
    public var problems: [JournalProblem] { shared.problems }

    /// Checks every sealed segment and the chain of seals; problems are also logged and kept in ``problems``.
    public func verifyChain() throws(StoreError) -> JournalChain.Report {
        sealer.drain()
        let report = try JournalChain.verify(storage)
        for problem in report.problems { shared.report(problem) }
        return report
    }

    private func verifyInBackground(upTo byteLimit: UInt64) {
        let newestFirst = shared.segments.reversed().filter { $0.sealedAt != nil }
        background.async { [storage, shared, weak self] in
            var left = byteLimit
            for segment in newestFirst {
                guard self != nil, segment.byteLength <= left else { return }
                left -= segment.byteLength
                let stored = StoredSegment(first: segment.first, byteLength: segment.byteLength)
                guard let bytes = try? storage.seal(of: segment.first), let seal = SegmentSeal(decoding: bytes),
                    let problem = try? JournalChain.problem(of: stored, seal, in: storage)
                else { continue }
                shared.report(problem)
            }
        }
    }

    // MARK: Retention

    /// Removes sealed segments from the front that were sealed before that time and that every reader has passed.
    ///
    /// - Parameter passed: the lowest sequence number that a reader outside this process has committed, if any.
    /// - Returns: how many segments were removed.
    func removeSegments(sealedBefore time: Int64, passed: UInt64) throws(StoreError) -> Int {
        sealer.drain()
        let passed = min(passed, shared.readers.values.min() ?? .max)
        let segments = shared.segments
        var removed = 0
        for (segment, next) in zip(segments, segments.dropFirst()) {
            guard let sealedAt = segment.sealedAt, sealedAt < time, next.first - 1 <= passed else { break }
            let previous = try storage.seal(of: segment.first).map { SegmentSeal.hash(of: $0) }
            let start = ChainStart(firstSequence: next.first, previousSeal: previous, removedAt: Int64(clock.now()))
            try storage.writeChainStart(start.encoded())
            shared.remove(segment: segment.first)
            try storage.remove(segment.first)
            removed += 1
        }
        return removed
    }
}
