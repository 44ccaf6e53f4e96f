import CairnModel
import Dispatch
import Logging
import Synchronization

/// The one thread that writes: takes what is pending, writes it in one go, completes it by the policy.
struct JournalWriter: ~Copyable {
    let configuration: JournalConfiguration
    let storage: any SegmentStorage
    let intake: JournalIntake
    let shared: JournalState
    let sealer: SegmentSealer
    let syncer: BackgroundSync
    let clock: any WallClock
    let logger: Logger

    var segment: ActiveSegment
    private var failure: StoreError?

    /// The segment that records go to now.
    struct ActiveSegment {
        var first: UInt64
        var count: UInt64
        var byteLength: UInt64
        var openedAt: Double
        var writer: any SegmentWriter
        /// Whether bytes behind `byteLength` may be left from a write that failed.
        var hasRemains = false
    }

    init(
        configuration: JournalConfiguration, storage: any SegmentStorage, intake: JournalIntake,
        shared: JournalState, sealer: SegmentSealer, syncer: BackgroundSync, clock: any WallClock, logger: Logger,
        segment: ActiveSegment
    ) {
        self.configuration = configuration
        self.storage = storage
        self.intake = intake
        self.shared = shared
        self.sealer = sealer
        self.syncer = syncer
        self.clock = clock
        self.logger = logger
        self.segment = segment
    }

    /// Runs until the intake is closed and empty.
    mutating func run() {
        while true {
            intake.wait(atMost: failure == nil && syncer.failure == nil ? nil : configuration.probeInterval)
            adoptBackgroundFailure()
            if failure != nil { probe() }
            while true {
                let (batch, isClosing) = intake.take(replacement: sealer.takeSpareBuffer())
                if batch.isEmpty {
                    if isClosing { return finish() }
                    break
                }
                commit(batch)
            }
        }
    }

    private mutating func commit(_ batch: consuming JournalIntake.Batch) {
        if let failure { return batch.complete(.failure(failure)) }
        do throws(StoreError) {
            try write(batch)
        } catch {
            fail(error)
            return batch.complete(.failure(error))
        }
        let completions = batch.completions
        sealer.update(segment.first, with: batch.bytes)
        if case .interval(let interval) = configuration.durability { syncer.schedule(segment.writer, within: interval) }
        for completion in completions { completion(.success(())) }
    }

    private mutating func write(_ batch: borrowing JournalIntake.Batch) throws(StoreError) {
        guard batch.recordCount > 0 else { return }
        try rotateIfNeeded(for: batch.bytes.count)
        let writer = segment.writer
        let offset = segment.byteLength
        segment.hasRemains = true
        try batch.bytes.withBytes { (bytes) throws(StoreError) in try writer.write(bytes, at: offset) }
        if configuration.durability == .always {
            do throws(StoreError) {
                try writer.sync()
            } catch {
                // After a failed sync the system may have dropped the pages: nothing more goes to this file.
                shared.requestNewSegment()
                throw error
            }
        }
        segment.hasRemains = false
        segment.byteLength += UInt64(batch.bytes.count)
        segment.count += UInt64(batch.recordCount)
        shared.advance(
            to: JournalPosition(
                sequence: segment.first + segment.count - 1, segment: segment.first, offset: segment.byteLength))
    }

    private mutating func rotateIfNeeded(for size: Int) throws(StoreError) {
        if segment.hasRemains { try dropRemains() }
        let isFull = segment.byteLength + UInt64(size) > configuration.segmentBytesMax
        let isOld = clock.now() - segment.openedAt > configuration.segmentAgeMax.inSeconds
        let isSuspect = shared.takeNewSegmentRequest()
        guard segment.count > 0, isFull || isOld || isSuspect else { return }
        let next = segment.first + segment.count
        do throws(StoreError) {
            let writer = try storage.writer(of: next)
            let full = segment
            segment = ActiveSegment(first: next, count: 0, byteLength: 0, openedAt: clock.now(), writer: writer)
            sealer.seal(full.first, count: full.count, byteLength: full.byteLength, writer: full.writer)
        } catch {
            if isSuspect { shared.requestNewSegment() }
            throw error
        }
        shared.add(segment: next)
        if !storage.isDurable { dropOldestFromMemory() }
    }

    private mutating func dropRemains() throws(StoreError) {
        try segment.writer.truncate(to: segment.byteLength)
        segment.hasRemains = false
    }

    private func dropOldestFromMemory() {
        var segments = shared.segments
        var total = segments.reduce(0) { $0 + $1.byteLength }
        while total > configuration.memoryBytesMax, segments.count > 1 {
            let oldest = segments.removeFirst()
            total -= oldest.byteLength
            shared.remove(segment: oldest.first)
            try? storage.remove(oldest.first)
            logger.warning(
                "The journal in memory is full: its oldest records are dropped",
                metadata: ["first": "\(oldest.first)", "last": "\((segments.first?.first ?? 1) - 1)"])
        }
    }

    // MARK: Failure and recovery

    private mutating func adoptBackgroundFailure() {
        guard let error = syncer.takeFailure() else { return }
        shared.requestNewSegment()
        shared.report(
            JournalProblem(
                kind: .failedSync, file: SegmentName.file(segment.first),
                message: "The device reported an error after records were written: \(error.message)"))
        fail(error)
    }

    private mutating func fail(_ error: StoreError) {
        // The partial write is cut off now if that works, else before the next one.
        if segment.hasRemains { try? dropRemains() }
        guard failure == nil else { return }
        let refusal = StoreError(
            .notAccepting, "The journal cannot write to \(storage.location); it tries again by itself", cause: error)
        failure = refusal
        intake.refuse(refusal)
        logger.critical(
            "The journal has stopped taking records",
            metadata: ["location": "\(storage.location)", "error": "\(error)"])
    }

    private mutating func probe() {
        do throws(StoreError) {
            if segment.hasRemains { try dropRemains() }
            try storage.probe()
        } catch {
            return
        }
        failure = nil
        intake.accept()
        sealer.retry()
        logger.notice("The journal takes records again", metadata: ["location": "\(storage.location)"])
    }

    private mutating func finish() {
        if segment.hasRemains { try? dropRemains() }
        do throws(StoreError) {
            try segment.writer.sync()
        } catch {
            logger.error("The journal could not be synced while closing", metadata: ["error": "\(error)"])
        }
        sealer.drain()
    }
}

/// Brings written records to the device in the background, at most once an interval.
final class BackgroundSync: Sendable {
    private struct State {
        var writer: (any SegmentWriter)?
        var failure: StoreError?
    }

    private let queue = DispatchQueue(label: "cairn.journal.sync", qos: .userInitiated)
    private let state = Mutex(State())
    private let onFailure: @Sendable () -> Void

    init(onFailure: @escaping @Sendable () -> Void) { self.onFailure = onFailure }

    var failure: StoreError? { state.withLock { $0.failure } }

    func takeFailure() -> StoreError? {
        state.withLock { state in
            defer { state.failure = nil }
            return state.failure
        }
    }

    /// Syncs the segment when the interval is over. A full segment is synced by its sealer.
    func schedule(_ writer: any SegmentWriter, within interval: Duration) {
        let isScheduled = state.withLock { state in
            defer { state.writer = writer }
            return state.writer != nil
        }
        guard !isScheduled else { return }
        queue.asyncAfter(deadline: .now() + interval.inSeconds) { [self] in run() }
    }

    private func run() {
        let writer = state.withLock { state in
            defer { state.writer = nil }
            return state.writer
        }
        do throws(StoreError) {
            try writer?.sync()
        } catch {
            state.withLock { $0.failure = error }
            onFailure()
        }
    }
}
