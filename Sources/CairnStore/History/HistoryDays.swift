import CairnModel
import GRDB
import Logging
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The days that are open, and the folder they live in.
final class HistoryDays: Sendable {
    private struct State {
        var manifest: HistoryManifest
        var open: [Int: HistoryDay] = [:]
        /// The open days, the one used last at the end.
        var recent: [Int] = []
        var lastWrite: [Int: ContinuousClock.Instant] = [:]
        var damaged: Set<Int> = []
    }

    /// `nil` keeps all days in memory.
    private let folder: String?
    private let logger: Logger
    private let state: Mutex<State>

    /// A look-up over the whole of history touches some 90 days; each open one holds a few file descriptors.
    private static let openMax = 96

    /// Opens the folder and throws away what cannot be trusted; see ``position`` for where indexing goes on.
    init(folder: String?, journalEnd: UInt64, logger: Logger) throws(StoreError) {
        self.folder = folder
        self.logger = logger
        var manifest = HistoryManifest()
        if let folder {
            try POSIXFile.createDirectory(folder)
            manifest = try HistoryFolder(folder: folder, logger: logger).trusted(journalEnd: journalEnd)
        }
        manifest.bootID = HistoryManifest.currentBootID()
        state = Mutex(State(manifest: manifest))
    }

    var isInMemory: Bool { folder == nil }

    /// Forgets events that the journal in memory has dropped.
    func forget(before sequence: UInt64) throws {
        for day in state.withLock({ Array($0.open.values) }) { try day.forget(before: sequence) }
    }

    /// Up to where the journal is in the index for certain.
    var position: JournalPosition { state.withLock { $0.manifest.position } }

    /// The days that have events, newest first.
    var days: [Int] { state.withLock { $0.manifest.days.keys.sorted(by: >) } }

    /// The day's index, opened if need be; `nil` if there is none.
    func existing(_ day: Int) throws -> HistoryDay? {
        try state.withLock { state in
            guard state.manifest.days[day] != nil else { return nil }
            return try open(day, &state)
        }
    }

    /// The day's index for writing, created if need be. That it is in doubt from now on is on the device first.
    func writable(_ day: Int, firstSequence: UInt64) throws -> HistoryDay {
        try state.withLock { state in
            var entry = state.manifest.days[day] ?? HistoryManifest.Day(firstSequence: firstSequence, isDirty: false)
            entry.firstSequence = min(entry.firstSequence, firstSequence)
            if !entry.isDirty || state.manifest.days[day] != entry {
                entry.isDirty = true
                state.manifest.days[day] = entry
                try save(state.manifest)
            }
            state.lastWrite[day] = ContinuousClock().now
            return try open(day, &state)
        }
    }

    private func open(_ day: Int, _ state: inout State) throws -> HistoryDay {
        state.recent.removeAll { $0 == day }
        state.recent.append(day)
        if let open = state.open[day] { return open }
        let opened = try HistoryDay(day: day, path: folder.map { $0 + "/" + HistoryFile.name(day) })
        state.open[day] = opened
        // Whoever still uses the day that goes keeps it open until it is done.
        if folder != nil, state.recent.count > Self.openMax { state.open[state.recent.removeFirst()] = nil }
        return opened
    }

    /// Notes how far the journal is indexed. After a crash indexing starts again from what was noted last.
    func setPosition(_ position: JournalPosition) throws(StoreError) {
        try state.withLock { (state) throws(StoreError) in
            state.manifest.position = position
            try save(state.manifest)
        }
    }

    private func save(_ manifest: HistoryManifest) throws(StoreError) {
        guard let folder else { return }
        try POSIXFile.replace(folder + "/manifest.json", with: manifest.encoded(), syncing: true)
    }

    /// Remembers that a day cannot be read, to be rebuilt by the indexer.
    func markDamaged(_ day: Int) { state.withLock { _ = $0.damaged.insert(day) } }

    /// Throws damaged days away. Returns the sequence number before which indexing must start again.
    func dropDamaged() throws(StoreError) -> UInt64? {
        try state.withLock { (state) throws(StoreError) in
            guard !state.damaged.isEmpty else { return nil }
            var first = UInt64.max
            for day in state.damaged {
                first = min(first, state.manifest.days[day]?.firstSequence ?? 1)
                try discard(day, &state)
                logger.error(
                    "A day of the history index is damaged and is built again",
                    metadata: ["day": "\(HistoryFile.text(day))"])
            }
            state.damaged = []
            state.manifest.position = JournalPosition(sequence: first > 0 ? first - 1 : 0, segment: 0, offset: 0)
            try save(state.manifest)
            return first
        }
    }

    /// Removes the days before a day.
    func removeDays(before day: Int) throws(StoreError) -> Int {
        try state.withLock { (state) throws(StoreError) in
            let old = state.manifest.days.keys.filter { $0 < day }
            for day in old { try discard(day, &state) }
            if !old.isEmpty { try save(state.manifest) }
            return old.count
        }
    }

    private func discard(_ day: Int, _ state: inout State) throws(StoreError) {
        state.open.removeValue(forKey: day)?.close()
        state.recent.removeAll { $0 == day }
        state.lastWrite[day] = nil
        state.manifest.days[day] = nil
        if let folder { try HistoryFolder.remove(day, in: folder) }
    }

    /// Brings days that are over, and were not written to for a minute, to the device, and makes few runs of them.
    func settleEnded(today: Int) throws {
        let quiet = ContinuousClock().now - .seconds(60)
        let ended = try state.withLock { state in
            try state.manifest.days.filter { day, entry in
                day < today && entry.isDirty && state.lastWrite[day].map { $0 < quiet } ?? true
            }.keys.map { try open($0, &state) }
        }
        for day in ended {
            try day.compact()
            try settle(day)
        }
    }

    private func settle(_ day: HistoryDay) throws {
        try day.sync()
        try state.withLock { state in
            state.manifest.days[day.day]?.isDirty = false
            try save(state.manifest)
        }
    }

    /// Brings everything to the device and closes it.
    func close(at position: JournalPosition) throws {
        let open = state.withLock { state in
            defer {
                state.open = [:]
                state.recent = []
            }
            return state.open
        }
        for day in open.values where state.withLock({ $0.manifest.days[day.day]?.isDirty == true }) {
            try settle(day)
        }
        try setPosition(position)
        for day in open.values { day.close() }
    }
}

/// The files of the history folder, before anything is open.
struct HistoryFolder {
    let folder: String
    let logger: Logger

    /// Reads the manifest and removes what it does not vouch for.
    func trusted(journalEnd: UInt64) throws(StoreError) -> HistoryManifest {
        guard let bytes = try POSIXFile.contents(of: folder + "/manifest.json"),
            var manifest = HistoryManifest(decoding: bytes), manifest.position.sequence <= journalEnd
        else { return try startAgain() }
        let sameBoot = !manifest.bootID.isEmpty && manifest.bootID == HistoryManifest.currentBootID()
        for (day, state) in manifest.days where !isSound(day) || state.isDirty && !sameBoot {
            logger.notice(
                "A day of the history index is missing or was cut off by a loss of power; it is built again",
                metadata: ["day": "\(HistoryFile.text(day))"])
            try Self.remove(day, in: folder)
            manifest.days[day] = nil
            if manifest.position.sequence >= state.firstSequence {
                let before = state.firstSequence > 0 ? state.firstSequence - 1 : 0
                manifest.position = JournalPosition(sequence: before, segment: 0, offset: 0)
            }
        }
        for name in try POSIXFile.names(in: folder) where name.hasSuffix(".db") {
            guard let day = HistoryFile.day(String(name.dropLast(3))), manifest.days[day] == nil else { continue }
            try Self.remove(day, in: folder)
        }
        return manifest
    }

    private func startAgain() throws(StoreError) -> HistoryManifest {
        for name in try POSIXFile.names(in: folder) where name.hasSuffix(".db") {
            if let day = HistoryFile.day(String(name.dropLast(3))) { try Self.remove(day, in: folder) }
        }
        return HistoryManifest()
    }

    /// Whether the file is there and begins as SQLite files do.
    private func isSound(_ day: Int) -> Bool {
        guard let file = try? POSIXFile(folder + "/" + HistoryFile.name(day), flags: O_RDONLY) else { return false }
        var head = [UInt8](repeating: 0, count: 16)
        let count = try? head.withMutableBytes { (buffer) throws(StoreError) in try file.read(into: buffer, at: 0) }
        return count == 16 && head.starts(with: "SQLite format 3\0".utf8)
    }

    static func remove(_ day: Int, in folder: String) throws(StoreError) {
        for suffix in ["", "-wal", "-shm", "-journal"] {
            try POSIXFile.remove(folder + "/" + HistoryFile.name(day) + suffix)
        }
    }
}
