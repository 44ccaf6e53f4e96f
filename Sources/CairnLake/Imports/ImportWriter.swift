import Dispatch
import Synchronization

/// Puts the events of log files into a store, in files of its own that count all at once.
///
/// Calls block for as long as the disk needs.
final class ImportWriter: Sendable {
    /// What became of the events of a file.
    struct Outcome: Sendable, Hashable {
        var taken = 0
        var duplicates = 0
        /// What the store would not keep.
        var tooOld = 0
        /// What is outside the times asked for.
        var outsideTimes = 0
        /// What is no event of the kind that the store keeps.
        var noEvents = 0

        var skipped: Int { tooOld + outsideTimes + noEvents }
    }

    private let folder: StoreFolder
    private let engine: CompactionEngine?
    private let scope: Importer.Scope
    private let keysMax: Int
    private let journalEnd: @Sendable () -> UInt64
    private let state = Mutex(State())

    private struct Output {
        var file: TailFile
        let handle: LakeFile
    }

    private struct State {
        /// What is being written, by day.
        var open: [LakeDay: Output] = [:]
        var full: [Output] = []
        var byteCount = 0
        var hasFailed = false
    }

    /// How many files are brought to the device at the same time.
    private static let syncWidth = 8

    /// Begins an import; ``end()`` ends it.
    /// - Parameters:
    ///   - engine: reads Parquet files; `nil` only for a store that has none.
    ///   - keysMax: how many events are known at most, but for those of one day.
    ///   - journalEnd: the sequence number of the newest record of the journal.
    /// - Throws: ``LakeError`` with `busy` if another import into the store runs.
    init(
        into folder: StoreFolder, engine: CompactionEngine?, scope: Importer.Scope,
        keysMax: Int = KnownEvents.keysMax, journalEnd: @escaping @Sendable () -> UInt64
    ) throws(LakeError) {
        self.folder = folder
        self.engine = engine
        self.scope = scope
        self.keysMax = keysMax
        self.journalEnd = journalEnd
        try folder.arrivals.withLock { (arrivals) throws(LakeError) in
            guard arrivals.writer == nil else {
                throw LakeError(.busy, "Another import into event data store \(folder.id) is running")
            }
            arrivals.known = KnownEvents(keysMax: keysMax)
            arrivals.writer = self
        }
    }

    /// The bytes that were added since the last ``publish()``.
    var unpublishedByteCount: Int { state.withLock { $0.byteCount } }

    /// Adds the events of a file that the store does not have.
    func add(_ file: LogFile) throws(LakeError) -> Outcome {
        try state.withLock { (state) throws(LakeError) in
            do throws(LakeError) {
                var outcome = Outcome(noEvents: file.refusedCount)
                var rest = file.entriesByDay[...]
                while !rest.isEmpty {
                    let batch = try newEvents(of: file, &rest, &outcome)
                    for (day, lines) in batch.days { try write(lines, day, &state) }
                    // Days are only forgotten when what they have can be read again.
                    if !rest.isEmpty { try publish(&state) }
                }
                return outcome
            } catch {
                state.hasFailed = true
                throw error
            }
        }
    }

    /// Takes entries until none is left, or as much is known of days as may be: then what was taken has to be published
    /// before the rest is.
    private func newEvents(
        of file: LogFile, _ rest: inout ArraySlice<LogFile.Entry>, _ outcome: inout Outcome
    ) throws(LakeError) -> TailBatch {
        var batch = TailBatch()
        var failure: LakeError?
        file.bytes.withUnsafeBytes { buffer in
            do throws(LakeError) {
                try folder.arrivals.withLock { (arrivals) throws(LakeError) in
                    var known = arrivals.known ?? KnownEvents(keysMax: keysMax)
                    arrivals.known = nil
                    defer { arrivals.known = known }
                    var day: LakeDay?
                    while let entry = rest.first {
                        if let day, day != entry.day, known.isFull { return }
                        day = entry.day
                        rest.removeFirst()
                        guard let key = entry.key else {
                            outcome.noEvents += 1
                            continue
                        }
                        guard scope.isWanted(entry.time) else {
                            outcome.outsideTimes += 1
                            continue
                        }
                        guard scope.isKept(entry.time) else {
                            outcome.tooOld += 1
                            continue
                        }
                        let isNew = try known.insert(key, day: entry.day) { (day) throws(LakeError) in
                            try folder.eventKeys(of: day, engine)
                        }
                        guard isNew else {
                            outcome.duplicates += 1
                            continue
                        }
                        batch.add(UnsafeRawBufferPointer(rebasing: buffer[entry.range]), day: entry.day)
                        outcome.taken += 1
                    }
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        return batch
    }

    private func write(_ lines: TailBatch.Lines, _ day: LakeDay, _ state: inout State) throws(LakeError) {
        var output: Output
        if let open = state.open[day] { output = open } else { output = try begin(day) }
        try folder.mayStep("imported events are written")
        try output.handle.write(lines.bytes, at: output.file.byteCount)
        output.file.byteCount += lines.bytes.count
        output.file.eventCount += lines.count
        state.byteCount += lines.bytes.count
        let isFull =
            output.file.eventCount >= StoreFolder.tailFileEventsMax
            || output.file.byteCount >= StoreFolder.tailFileBytesMax
        state.open[day] = isFull ? nil : output
        if isFull { state.full.append(output) }
    }

    private func begin(_ day: LakeDay) throws(LakeError) -> Output {
        let (file, handle) = try folder.beginImportFile(of: day)
        return Output(file: file, handle: handle)
    }

    /// Lets everything that was added count, at once.
    func publish() throws(LakeError) {
        try state.withLock { (state) throws(LakeError) in try publish(&state) }
    }

    private func publish(_ state: inout State) throws(LakeError) {
        guard !state.hasFailed else { throw LakeError(.cannotWrite, "The import has failed") }
        let outputs = state.full + state.open.values
        let unsynced: LakeError?
        do throws(LakeError) {
            // Before the files count: a record of the journal that comes later cannot be in a log file of now.
            let end = journalEnd()
            if folder.syncs { try Self.sync(outputs.map(\.handle)) }
            unsynced = try folder.list(imported: outputs.map(\.file), through: end)
        } catch {
            state.hasFailed = true
            throw error
        }
        state.open = [:]
        state.full = []
        state.byteCount = 0
        folder.arrivals.withLock { $0.known?.trim() }
        if let unsynced {
            state.hasFailed = true
            throw unsynced
        }
    }

    /// Side by side: a file system writes them out together.
    private static func sync(_ files: [LakeFile]) throws(LakeError) {
        let failure = Mutex<LakeError?>(nil)
        DispatchQueue.concurrentPerform(iterations: min(syncWidth, files.count)) { lane in
            for index in stride(from: lane, to: files.count, by: syncWidth) {
                do throws(LakeError) { try files[index].sync() } catch { failure.withLock { $0 = error } }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
    }

    /// Ends the import; what was not published is not in the store.
    func end() {
        state.withLock { state in
            folder.arrivals.withLock { arrivals in
                guard arrivals.writer === self else { return }
                arrivals.known = nil
                arrivals.writer = nil
            }
            // Nobody waits for these any more.
            state.hasFailed = true
            for output in state.full + state.open.values {
                try? LakeFile.remove(folder.path + "/" + output.file.path)
            }
            state.open = [:]
            state.full = []
            state.byteCount = 0
        }
    }
}
