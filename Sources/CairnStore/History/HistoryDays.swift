import CairnModel
import Logging
import Synchronization

/// The days of history, and the manifest that says which files belong to them.
///
/// Runs go to the device before the manifest that names them, and files go away after the manifest that does not. So
/// what the manifest says is there whenever the process or the machine stops, and indexing goes on from its position.
final class HistoryDays: Sendable {
    private struct State {
        var position: JournalPosition
        var days: [Int: HistoryDay]
        /// The same, newest first.
        var ordered: [HistoryDay] = []
        var damaged: Set<Int> = []
        /// Runs that the manifest on disk may still name.
        var unneeded: [HistoryRun] = []

        mutating func order() { ordered = days.values.sorted { $0.day > $1.day } }
    }

    /// `nil` keeps all days in memory.
    private let folder: RunFolder?
    private let logger: Logger
    private let state: Mutex<State>
    private let saving = Mutex<Void>(())

    /// Opens the folder and throws away what cannot be trusted; see ``position`` for where indexing goes on.
    init(folder: String?, journalEnd: UInt64, logger: Logger) throws(StoreError) {
        self.logger = logger
        var manifest = HistoryManifest()
        if let folder {
            try POSIXFile.createDirectory(folder)
            manifest = try HistoryFolder(path: folder, logger: logger).trusted(journalEnd: journalEnd)
            let numbers = manifest.days.values.flatMap { $0.runs.map(\.number) }
            self.folder = RunFolder(path: folder, lastNumber: numbers.max() ?? 0)
        } else {
            self.folder = nil
        }
        var state = State(position: manifest.position, days: [:])
        for (day, entry) in manifest.days {
            let files = self.folder.map { folder in
                entry.runs.map { HistoryRun(in: folder, day: day, number: $0.number, summary: $0.summary) }
            }
            state.days[day] = HistoryDay(
                day, firstSequence: entry.firstSequence, covered: entry.covered, files: files ?? [])
        }
        state.order()
        self.state = Mutex(state)
    }

    var isInMemory: Bool { folder == nil }

    /// Up to where the journal is in the index for certain, whatever happens.
    var position: JournalPosition { state.withLock { $0.position } }

    /// The days that have events from one to another, newest first.
    func days(_ range: ClosedRange<Int>) -> [HistoryDay] {
        state.withLock { $0.ordered }.filter { range.contains($0.day) }
    }

    private var all: [HistoryDay] { state.withLock { $0.ordered } }

    /// How much is not in files yet.
    var memoryBytes: Int { all.reduce(0) { $0 + $1.memoryBytes } }

    // MARK: Indexing

    /// Adds events of one day that come from the journal from `first` to `covered`; what the day has is not added twice.
    func add(_ builder: RunBuilder, to day: Int, first: UInt64, covered: UInt64) throws(StoreError) {
        let index = state.withLock { state in
            if let index = state.days[day] { return index }
            let index = HistoryDay(day, firstSequence: first)
            state.days[day] = index
            state.order()
            return index
        }
        var builder = builder
        // After a restart the journal is read again from a little earlier.
        if index.covered >= first { builder = builder.dropping(upTo: index.covered) }
        guard !builder.entries.isEmpty else { return }
        let eventsMax = isInMemory ? MergePolicy.eventsMax : MergePolicy.eventsMaxBeforeFile
        try index.add(&builder, firstSequence: first, covered: covered, eventsMax: eventsMax)
    }

    /// Writes what is in memory to files. After a crash indexing starts again from the position that was saved last.
    func save(at position: JournalPosition) throws(StoreError) {
        guard let folder else { return }
        for day in all { try change(day) { (day) throws(StoreError) in try day.save(to: folder) } }
        state.withLock { $0.position = position }
        try saveManifest()
    }

    private func change(
        _ day: HistoryDay, _ body: (HistoryDay) throws(StoreError) -> [HistoryRun]
    ) throws(StoreError) {
        do throws(StoreError) {
            let unneeded = try body(day)
            state.withLock { $0.unneeded += unneeded }
        } catch {
            if error.code == .damaged { markDamaged(day.day) }
            throw error
        }
    }

    private func saveManifest() throws(StoreError) {
        guard let folder else { return }
        try saving.withLock { (_) throws(StoreError) in
            let (manifest, unneeded) = state.withLock { state in
                (
                    HistoryManifest(position: state.position, days: state.days.mapValues(\.saved)),
                    state.unneeded
                )
            }
            try POSIXFile.replace(folder.path + "/manifest.json", with: manifest.encoded(), syncing: true)
            for run in unneeded { run.removeWhenUnused() }
            state.withLock { $0.unneeded.removeFirst(unneeded.count) }
        }
    }

    /// Makes few files of days that are over and were not added to for a minute.
    func settleEnded(today: Int, at position: JournalPosition) throws(StoreError) {
        guard let folder else { return }
        let quiet = ContinuousClock().now - .seconds(60)
        let ended = all.filter { $0.day < today && $0.isQuiet(since: quiet) }
        if ended.contains(where: { $0.memoryBytes > 0 }) { try save(at: position) }
        for day in ended {
            let count = day.runCount
            try change(day) { (day) throws(StoreError) in try day.compact(in: folder) }
            if day.runCount < count { try saveManifest() }
        }
    }

    /// Forgets events that the journal in memory has dropped.
    func forget(before sequence: UInt64) {
        for day in all { day.forget(before: sequence) }
    }

    // MARK: Throwing away

    /// Remembers that a day cannot be read, to be rebuilt by the indexer.
    func markDamaged(_ day: Int) { state.withLock { _ = $0.damaged.insert(day) } }

    /// Throws damaged days away; `false` if there are none. Indexing must then start again from ``position``.
    func dropDamaged() throws(StoreError) -> Bool {
        let dropped = state.withLock { state in
            let damaged = state.damaged.compactMap { state.days[$0] }
            state.damaged = []
            for day in damaged {
                let before = max(day.firstSequence, 1) - 1
                Self.remove(day, &state)
                guard before < state.position.sequence else { continue }
                state.position = JournalPosition(sequence: before, segment: 0, offset: 0)
            }
            return damaged
        }
        guard !dropped.isEmpty else { return false }
        for day in dropped {
            logger.error(
                "A day of the history index is damaged and is built again",
                metadata: ["day": "\(HistoryFile.text(day.day))"])
        }
        try saveManifest()
        return true
    }

    /// Removes the days before a day.
    func removeDays(before day: Int) throws(StoreError) -> Int {
        let count = state.withLock { state in
            let old = state.ordered.filter { $0.day < day }
            for day in old { Self.remove(day, &state) }
            return old.count
        }
        if count > 0 { try saveManifest() }
        return count
    }

    private static func remove(_ day: HistoryDay, _ state: inout State) {
        state.unneeded += day.discard()
        state.days[day.day] = nil
        state.order()
    }
}
