public import CairnModel
import Dispatch
public import Logging
import Synchronization

/// Finds management and Insights events of the last 90 days by account, region and one attribute.
///
/// Derived from the journal and built again from it whenever its files are missing, damaged or in doubt. ``run()``
/// keeps it up to date; ``lookup(_:)`` may be called from any thread meanwhile.
public final class HistoryIndex: Sendable {
    public struct Configuration: Sendable {
        /// How long events wait for others before they are indexed together.
        public var gathering = Duration.milliseconds(50)
        /// How many events are indexed together at most.
        public var batchMax = 8192
        /// How much of the index is kept in memory before it is written to files; about 65,000 events. After a crash
        /// that much is indexed again.
        public var unsavedBytesMax = 4 << 20
        /// What is older cannot be looked up. Source: CloudTrail User Guide, event history.
        public var retention = Duration.seconds(90 * 86_400)

        public init() {}
    }

    let days: HistoryDays
    private let journal: Journal
    private let reader: JournalRecordReader
    private let configuration: Configuration
    private let clock: any WallClock
    private let logger: Logger
    private let indexed: SequenceWatch
    /// What somebody waits for in ``catchUp(to:within:)``.
    private let demand = SequenceWatch(0)
    private let queue = DispatchQueue(label: "cairn.history", qos: .utility)
    private let lastPosition: Mutex<JournalPosition>
    private let nextNote = Mutex(ContinuousClock().now + .seconds(2))
    private let failure = Mutex<(any Error)?>(nil)

    /// - Parameter folder: where the days live; `nil` keeps them in memory.
    /// - Throws: ``StoreError`` if the folder cannot be read or written. Damage is repaired by building again.
    public init(
        folder: String?, journal: Journal, configuration: Configuration = Configuration(),
        clock: any WallClock = SystemClock(), logger: Logger
    ) throws(StoreError) {
        self.journal = journal
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
        reader = journal.recordReader()
        days = try HistoryDays(folder: folder, journalEnd: journal.end.sequence, logger: logger)
        indexed = SequenceWatch(days.position.sequence)
        lastPosition = Mutex(days.position)
    }

    /// The sequence number up to which events can be found.
    public var indexedSequence: UInt64 { indexed.value }

    /// Waits until events up to that sequence number can be found; `false` if the time is over first.
    ///
    /// Whoever waits cuts short the gathering of a batch, so on a quiet system this takes milliseconds.
    public func catchUp(to sequence: UInt64, within limit: Duration) async -> Bool {
        if indexed.value >= sequence { return true }
        demand.set(max(demand.value, sequence))
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.indexed.wait(for: sequence) }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
        return indexed.value >= sequence
    }

    // MARK: Indexing

    /// Indexes what the journal has and what comes, until the journal is closed or the task is cancelled.
    ///
    /// A failure of its disk is logged, shown in ``lastError`` and tried again after a second: it never ends the run.
    /// - Throws: ``StoreError`` if the index cannot be closed in order; it is then checked when it is opened next.
    public func run() async throws {
        defer { indexed.finish() }
        var cursor = journal.reader(named: "history", at: days.position)
        while true {
            do {
                guard try await step(&cursor) else { break }
                failure.withLock { $0 = nil }
            } catch is CancellationError {
                break
            } catch {
                failure.withLock { $0 = error }
                logger.error("The history index cannot be written; trying again", metadata: ["error": "\(error)"])
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { break }
                // What is in the index already is passed over.
                lastPosition.withLock { $0 = days.position }
                cursor = journal.reader(named: "history", at: days.position)
            }
        }
        let position = lastPosition.withLock { $0 }
        try await onQueue { try self.days.save(at: position) }
    }

    /// Indexes the next batches; `false` when the journal is closed and everything is indexed.
    private func step(_ cursor: inout JournalReader) async throws -> Bool {
        guard let batches = try await gather(from: cursor) else { return false }
        guard let position = try await onQueue({ try self.index(batches) }) else {
            lastPosition.withLock { $0 = days.position }
            cursor = journal.reader(named: "history", at: days.position)
            return true
        }
        lastPosition.withLock { $0 = position }
        try cursor.commit(position.sequence)
        indexed.set(position.sequence)
        let now = ContinuousClock().now
        let isTime = nextNote.withLock { next in
            guard now >= next else { return false }
            next = now + .seconds(2)
            return true
        }
        if isTime { try await onQueue { try self.note(position) } }
        return true
    }

    /// What kept the last attempt from being indexed; `nil` when all is well.
    public var lastError: (any Error)? { failure.withLock { $0 } }

    /// The next batches of the journal, enough to be worth a transaction unless there is nothing more for a while.
    private func gather(from cursor: JournalReader) async throws -> [JournalBatch]? {
        guard let first = try await cursor.next(maxBytes: 8 << 20, maxRecords: configuration.batchMax) else {
            return nil
        }
        var batches = [first]
        var count = first.count
        if count < configuration.batchMax / 2 { await waitForMore(after: first.lastSequence) }
        while count < configuration.batchMax / 2, batches.count < 64,
            let more = try cursor.poll(maxBytes: 8 << 20, maxRecords: configuration.batchMax - count)
        {
            batches.append(more)
            count += more.count
        }
        return batches
    }

    private func waitForMore(after sequence: UInt64) async {
        guard demand.value <= indexed.value else { return }
        let limit = configuration.gathering
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await self.demand.wait(for: sequence) }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Adds batches to the days they belong to. `nil` if a damaged day was thrown away and indexing starts again.
    private func index(_ batches: [JournalBatch]) throws(StoreError) -> JournalPosition? {
        if try days.dropDamaged() { return nil }
        var indexing = HistoryIndexing(oldest: oldestTime)
        for batch in batches { indexing.add(batch) }
        guard let last = batches.last else { return days.position }
        let first = batches[0].firstSequence
        for (day, builder) in indexing.builders.sorted(by: { $0.key < $1.key }) {
            try days.add(builder, to: day, first: first, covered: last.lastSequence)
        }
        guard days.memoryBytes >= configuration.unsavedBytesMax, !days.isInMemory else { return last.end }
        do throws(StoreError) {
            try days.save(at: last.end)
        } catch {
            guard error.code == .damaged, try days.dropDamaged() else { throw error }
            return nil
        }
        return last.end
    }

    private func note(_ position: JournalPosition) throws(StoreError) {
        if days.isInMemory { days.forget(before: journal.firstSequence) }
        try days.settleEnded(today: HistoryFile.day(containing: Int64(clock.now())), at: position)
    }

    /// Removes the days that ended before that time, in seconds since the epoch.
    func removeDays(before time: Int64) throws(StoreError) -> Int {
        reader.forget(before: journal.firstSequence)
        return try days.removeDays(before: HistoryFile.day(containing: time))
    }

    private func onQueue<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }

    // MARK: Looking up

    private var oldestTime: Int64 { Int64(clock.now() - configuration.retention.inSeconds) }

    /// Returns the events that match, newest first: by event time, and of one second the last to arrive first.
    ///
    /// Pages neither skip nor repeat: events that arrive meanwhile appear where their time puts them.
    /// - Throws: ``StoreError`` with `damaged` if a day's index is broken (it is built again), `readFailed` if the
    ///   journal cannot be read.
    public func lookup(_ query: HistoryQuery) throws(StoreError) -> HistoryPage {
        var page = HistoryPage(entries: [], next: nil)
        var search = search(for: query)
        let limit = max(1, query.limit)
        while true {
            let wanted = limit - page.entries.count
            let found = try entries(search, limit: wanted + 1)
            let kept = found.prefix(wanted)
            for (entry, record) in zip(kept, try reader.records(at: kept.map(\.location))) {
                guard let record, matches(record, query) else { continue }
                page.entries.append(
                    HistoryPage.Entry(position: entry.position, record: StandardRecord.bytes(of: record)))
            }
            guard found.count > wanted, let last = kept.last else { return page }
            if page.entries.count == limit {
                page.next = last.position
                return page
            }
            search.before = last.position
        }
    }

    private func search(for query: HistoryQuery) -> HistorySearch {
        let start = max(query.start.map(Self.ceiling) ?? .min, oldestTime)
        let end = query.end.map { Int64(clamping: $0) } ?? Int64.max - 1
        // Behind everything of the last second; or behind the entry that ended the page before.
        var before = HistoryPosition(eventTime: end == .max ? end : end + 1, sequence: 0)
        if let after = query.after,
            (after.eventTime, after.sequence) < (before.eventTime, before.sequence)
        {
            before = after
        }
        return HistorySearch(
            term: HistoryTerms.term(query), start: start, before: before, hiddenUpTo: query.hiddenUpTo)
    }

    private static func ceiling(_ time: Double) -> Int64 { Int64(clamping: time.rounded(.up)) }

    private func entries(_ search: HistorySearch, limit: Int) throws(StoreError) -> [IndexEntry] {
        let firstDay = HistoryFile.day(containing: max(search.start, -1 << 40))
        let lastDay = HistoryFile.day(containing: min(search.before.eventTime, 1 << 40))
        var found: [IndexEntry] = []
        var buffer: [UInt8] = []
        for day in days.days(min(firstDay, lastDay)...lastDay) where found.count < limit {
            do throws(StoreError) {
                found += try day.lookup(search, limit: limit - found.count, &buffer)
            } catch {
                throw failure(error, day: day.day)
            }
        }
        return found
    }

    private func failure(_ error: StoreError, day: Int) -> StoreError {
        if error.code == .damaged { days.markDamaged(day) }
        return StoreError(error.code, "Cannot look up events of \(HistoryFile.text(day))", cause: error)
    }

    /// Compares what was found with what was asked: two terms may have one hash.
    private func matches(_ record: [UInt8], _ query: HistoryQuery) -> Bool {
        record.withUnsafeBytes { bytes in
            guard let view = RecordView(scanning: bytes) else { return false }
            var extraction = LookupExtraction(view: view, record: bytes)
            guard extraction.account.string(in: bytes) == query.account,
                view.awsRegion.string(in: bytes) == query.region, extraction.category == query.category
            else { return false }
            guard let filter = query.filter else { return true }
            var value = filter.value
            return value.withUTF8 { extraction.matches(filter.attribute, UnsafeRawBufferPointer($0)) }
        }
    }
}

extension IndexEntry {
    var position: HistoryPosition { HistoryPosition(eventTime: time, sequence: sequence) }
}

extension Int64 {
    fileprivate init(clamping value: Double) {
        let floor = value.rounded(.down)
        self = floor <= -9e18 ? .min : floor >= 9e18 ? .max - 1 : Int64(floor)
    }
}
