import CairnModel
public import CairnStore
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The files of one event data store: NDJSON for what is new, Parquet by day for the rest.
///
///     manifest.json                       which Parquet files count
///     tail.json                           which NDJSON files count, up to which byte, and the place in the journal
///     hot/0000000012-2026-03-01.ndjson    events of one day that are not compacted yet
///     day=2026-03-01/0000000013.parquet   events of one day, in the order of their time
///
/// Both lists are replaced as a whole, so that an event counts once, whenever the process ends: a file is complete
/// before it is listed, and is removed after it is not. Calls block for as long as the disk needs.
public final class StoreFolder: Sendable {
    public let id: String
    public let path: String
    let syncs: Bool
    let mayStep: StepGuard
    /// What has come in lately, so that an event that comes by import and from the journal comes in once.
    ///
    /// It is taken before the lists are.
    let arrivals = Mutex(Arrivals())
    private let state: Mutex<State>

    private struct State {
        var schema: LakeSchema
        var manifest: StoreManifest
        var tail: StoreTail
        /// What is being written, by day.
        var open: [LakeDay: LakeFile] = [:]
        /// Numbers of files that are compacted, but may still stand in the list of the tail on the disk.
        var retiring: Set<UInt64>
        /// Whether the lists were not brought to the device.
        var isUnsynced = false
        /// Files that go when the lists without them are on the device.
        var superseded: [String] = []
        /// Files that a failed write has left longer than they count.
        var torn: [TailFile] = []
        var revision: UInt64 = 1
        /// How many snapshots hold a file, by path.
        var held: [String: Int] = [:]
        /// Files that go when nobody holds them any more.
        var doomed: Set<String> = []
        /// What came in since the start.
        var takenEvents = 0
        var takenBytes = 0
    }

    /// Opens a store, creating it if there is none, and puts right what a crash left.
    /// - Parameters:
    ///   - path: the store's folder.
    ///   - syncs: whether what is new is brought to the device before it counts.
    /// - Throws: ``LakeError`` if the folder cannot be used, or its lists are damaged.
    public init(
        id: String, path: String, schema: LakeSchema, syncs: Bool = true, mayStep: StepGuard = .open
    ) throws(LakeError) {
        self.id = id
        let path = LakeFile.absolute(path)
        self.path = path
        self.syncs = syncs
        self.mayStep = mayStep
        try LakeFile.createFolder(path + "/hot")
        var (manifest, tail) = try StoreRecovery.read(path)
        try StoreRecovery.tidy(path, &manifest, &tail)
        state = Mutex(State(schema: schema, manifest: manifest, tail: tail, retiring: manifest.retired))
    }

    private var manifestPath: String { path + "/" + StoreRecovery.manifestName }
    private var tailPath: String { path + "/" + StoreRecovery.tailName }

    // MARK: What there is

    /// The place in the journal behind what the store has taken, `nil` before it takes the first.
    public var cursor: JournalPosition? { state.withLock { $0.tail.cursor } }

    /// How many events there are: in Parquet files, and not compacted yet.
    public var eventCounts: (parquet: Int, tail: Int) {
        state.withLock { state in
            (
                state.manifest.files.reduce(0) { $0 + $1.eventCount },
                state.tail.files.reduce(0) { $0 + $1.eventCount }
            )
        }
    }

    /// How many events came in since the start, and the bytes of their records.
    public var taken: (events: Int, bytes: Int) { state.withLock { ($0.takenEvents, $0.takenBytes) } }

    /// The last record of the journal that an import can have had in its log files; 0 if there was none.
    var importedThrough: UInt64 { state.withLock { $0.tail.importedThrough } }

    /// Bytes of all files.
    public var byteCount: Int {
        state.withLock { state in
            state.manifest.files.reduce(0) { $0 + $1.byteCount } + state.tail.files.reduce(0) { $0 + $1.byteCount }
        }
    }

    var parquetFiles: [ParquetFile] { state.withLock { $0.manifest.files } }
    var tailFiles: [TailFile] { state.withLock { $0.tail.files } }

    /// The columns that queries see from now on.
    public func setSchema(_ schema: LakeSchema) {
        state.withLock { state in
            guard state.schema != schema else { return }
            state.schema = schema
            state.revision += 1
        }
    }

    var schema: LakeSchema { state.withLock { $0.schema } }

    /// Returns everything that is in the store now; what comes later goes to other files.
    /// - Parameter time: what is older is not in it, in seconds since the epoch; `nil` if everything is.
    /// - Throws: ``LakeError`` if a failed write cannot be put right.
    public func snapshot(keptSince time: Double? = nil) throws(LakeError) -> StoreSnapshot {
        try state.withLock { (state) throws(LakeError) in
            try mend(&state)
            state.open = [:]
            let parquet = state.manifest.files.filter { !$0.isOver(time) }
            let tail = state.tail.files.filter { $0.eventCount > 0 && !$0.isOver(time) }
            let paths = parquet.map(\.path) + tail.map(\.path)
            for path in paths { state.held[path, default: 0] += 1 }
            return StoreSnapshot(
                storeID: id, schema: state.schema, revision: state.revision, keptSince: time, folder: path,
                parquet: parquet, tail: tail, release: { [self] in release(paths) })
        }
    }

    private func release(_ paths: [String]) {
        state.withLock { state in
            for path in paths {
                let left = (state.held[path] ?? 1) - 1
                state.held[path] = left == 0 ? nil : left
                guard left == 0, state.doomed.remove(path) != nil else { continue }
                // What stays behind is removed at the next start.
                try? LakeFile.remove(self.path + "/" + path)
            }
        }
    }

    // MARK: Taking events

    /// A file of the tail is ended beyond either of these.
    static let tailFileEventsMax = 20_000
    static let tailFileBytesMax = 32 << 20

    /// Adds events and moves the place in the journal, both or neither.
    /// - Parameter cursor: `nil` leaves the place where it is, as for events that do not come from the journal.
    func append(_ batch: TailBatch, cursor: JournalPosition?) throws(LakeError) {
        if let unsynced = try add(batch, cursor: cursor) { throw unsynced }
    }

    /// Adds events and moves the place in the journal, both or neither.
    /// - Returns: what kept the list from being brought to the device: the events count all the same.
    func add(_ batch: TailBatch, cursor: JournalPosition?) throws(LakeError) -> LakeError? {
        try state.withLock { (state) throws(LakeError) in
            try mend(&state)
            var tail = state.tail
            var written: [TailFile] = []
            let unsynced: LakeError?
            do throws(LakeError) {
                for (day, lines) in batch.days.sorted(by: { $0.key < $1.key }) {
                    written.append(try write(lines, day, &state, &tail))
                }
                if let cursor { tail.cursor = cursor }
                try mayStep("the tail is listed")
                unsynced = try list(tail, &state)
            } catch {
                abandon(tail, &state)
                throw error
            }
            let hasChanged = !batch.isEmpty
            state.tail = tail
            if hasChanged { state.revision += 1 }
            state.takenEvents += batch.eventCount
            state.takenBytes += batch.byteCount
            for file in written
            where file.eventCount >= Self.tailFileEventsMax || file.byteCount >= Self.tailFileBytesMax {
                state.open[file.day] = nil
            }
            return unsynced
        }
    }

    /// Brings to the device what counts already, if that has failed.
    func settle() throws(LakeError) {
        try state.withLock { (state) throws(LakeError) in
            guard state.isUnsynced else { return }
            if let unsynced = try list(state.tail, &state) { throw unsynced }
        }
    }

    /// Adds events that do not come from the journal, such as those of channels.
    /// - Parameter records: each one JSON object in UTF-8, without a line feed.
    /// - Returns: how many were taken: those with an `eventTime`.
    public func append(_ records: [[UInt8]]) throws(LakeError) -> Int {
        var batch = TailBatch()
        for record in records {
            record.withUnsafeBytes { bytes in
                guard !bytes.contains(UInt8(ascii: "\n")), let view = RecordView(scanning: bytes),
                    let day = LakeDay(view.eventTime, in: bytes)
                else { return }
                batch.add(bytes, day: day)
            }
        }
        try append(batch, cursor: nil)
        return batch.eventCount
    }

    /// Writes lines behind what counts of the day's file, and returns the file as it will be.
    private func write(
        _ lines: TailBatch.Lines, _ day: LakeDay, _ state: inout State, _ tail: inout StoreTail
    ) throws(LakeError) -> TailFile {
        var index = tail.files.lastIndex { $0.day == day }
        if state.open[day] == nil || index == nil {
            let file = TailFile(day: day, number: tail.takeNumber())
            try mayStep("a file of the tail is begun")
            state.open[day] = try LakeFile(
                path + "/" + file.path, flags: O_RDWR | O_CREAT | O_TRUNC, failure: .cannotWrite)
            tail.files.append(file)
            index = tail.files.endIndex - 1
        }
        guard let index, let open = state.open[day] else { throw LakeError(.damaged, "A file of the tail is not open") }
        try mayStep("events are written to the tail")
        try open.write(lines.bytes, at: tail.files[index].byteCount)
        if syncs { try open.sync() }
        tail.files[index].byteCount += lines.bytes.count
        tail.files[index].eventCount += lines.count
        return tail.files[index]
    }

    /// - Returns: what kept the list from being brought to the device: it counts all the same.
    private func list(_ tail: StoreTail, _ state: inout State) throws(LakeError) -> LakeError? {
        let unsynced = try LakeFile.put(Array(tail.json.description.utf8), at: tailPath, syncing: syncs)
        state.isUnsynced = unsynced != nil
        guard unsynced == nil else { return unsynced }
        state.retiring = []
        // Both lists are in the folder that was brought to the device. What stays behind is removed at the next start.
        for path in state.superseded { try? discard([path], &state) }
        state.superseded = []
        return nil
    }

    /// Lets go of what a failed write has begun.
    private func abandon(_ tail: StoreTail, _ state: inout State) {
        state.torn = state.tail.files.filter { file in state.open[file.day] != nil }
        state.open = [:]
        for file in tail.files where !state.tail.files.contains(where: { $0.number == file.number }) {
            try? LakeFile.remove(path + "/" + file.path)
        }
    }

    /// Cuts off what a failed write left behind the end of files, so that no query reads it.
    private func mend(_ state: inout State) throws(LakeError) {
        for file in state.torn {
            try LakeFile(path + "/" + file.path, flags: O_RDWR, failure: .cannotWrite).truncate(to: file.byteCount)
        }
        state.torn = []
    }

    /// Lets files of an import count, all at once.
    /// - Parameter sequence: the last record of the journal that may be in the log files.
    /// - Returns: what kept the list from being brought to the device: the files count all the same.
    func list(imported files: [TailFile], through sequence: UInt64) throws(LakeError) -> LakeError? {
        try state.withLock { (state) throws(LakeError) in
            try mend(&state)
            var tail = state.tail
            tail.files += files
            tail.importedThrough = max(tail.importedThrough, sequence)
            try mayStep("imported events are listed")
            let unsynced = try list(tail, &state)
            state.tail = tail
            // The next event of such a day begins a file of its own: the last one listed is the import's.
            for file in files { state.open[file.day] = nil }
            state.revision += 1
            state.takenEvents += files.reduce(0) { $0 + $1.eventCount }
            state.takenBytes += files.reduce(0) { $0 + $1.byteCount }
            return unsynced
        }
    }

    // MARK: Forgetting

    /// Lets what is older than a time be gone for good: files that come later may have such events.
    /// - Parameter time: in seconds since the epoch.
    public func forget(before time: Double) throws(LakeError) {
        try state.withLock { (state) throws(LakeError) in
            try mend(&state)
            var (manifest, tail) = (state.manifest, state.tail)
            for index in manifest.files.indices { manifest.files[index].forget(before: time) }
            for index in tail.files.indices { tail.files[index].forget(before: time) }
            var unsynced: LakeError?
            if manifest != state.manifest { unsynced = try list(manifest, &state) }
            if tail != state.tail {
                // What comes to such a day begins a file of its own.
                for file in tail.files where file.keptSince != nil { state.open[file.day] = nil }
                unsynced = try list(tail, &state) ?? unsynced
                state.tail = tail
                state.revision += 1
            }
            if let unsynced { throw unsynced }
        }
    }

    /// - Returns: what kept the list from being brought to the device: it counts all the same.
    private func list(_ manifest: StoreManifest, _ state: inout State) throws(LakeError) -> LakeError? {
        let unsynced = try LakeFile.put(Array(manifest.json.description.utf8), at: manifestPath, syncing: syncs)
        state.manifest = manifest
        state.revision += 1
        if unsynced != nil { state.isUnsynced = true }
        return unsynced
    }

    // MARK: Compacting

    /// Ends the files of the tail that are being written, and returns all that there are: they stay as they are.
    func sealedTail() throws(LakeError) -> [TailFile] {
        try state.withLock { (state) throws(LakeError) in
            try mend(&state)
            state.open = [:]
            return state.tail.files
        }
    }

    /// The number of a new Parquet file.
    func takeNumber() -> UInt64 { state.withLock { $0.tail.takeNumber() } }

    /// Lists a Parquet file in place of others: files of the tail, or other Parquet files.
    ///
    /// - Parameter added: complete and in its place; `nil` if nothing takes the place of what goes.
    func replace(tail retired: [TailFile], files removed: [ParquetFile], with added: ParquetFile?) throws(LakeError) {
        try state.withLock { (state) throws(LakeError) in
            var manifest = state.manifest
            let numbers = Set(retired.map(\.number))
            let parquetNumbers = Set(removed.map(\.number))
            if var added {
                // What was forgotten of the files meanwhile stays forgotten.
                let bounds =
                    state.tail.files.filter { numbers.contains($0.number) }.map(\.keptSince)
                    + manifest.files.filter { parquetNumbers.contains($0.number) }.map(\.keptSince)
                added.keptSince = bounds.compactMap(\.self).max()
                manifest.files.removeAll { parquetNumbers.contains($0.number) }
                manifest.add(added)
            } else {
                manifest.files.removeAll { parquetNumbers.contains($0.number) }
            }
            manifest.retired = state.retiring.union(numbers)
            try mayStep("the manifest is replaced")
            let unsynced = try list(manifest, &state)
            state.retiring = manifest.retired
            state.tail.files.removeAll { numbers.contains($0.number) }
            for file in retired { state.open[file.day] = nil }
            // What the old lists would name stays while they may come back.
            state.superseded += retired.map(\.path) + removed.map(\.path)
            if let unsynced { throw unsynced }
            try mayStep("the tail is listed without what is compacted")
            if let unsynced = try list(state.tail, &state) { throw unsynced }
        }
    }

    private func discard(_ paths: [String], _ state: inout State) throws(LakeError) {
        for path in paths {
            if state.held[path] != nil {
                state.doomed.insert(path)
            } else {
                try LakeFile.remove(self.path + "/" + path)
            }
        }
    }
}
