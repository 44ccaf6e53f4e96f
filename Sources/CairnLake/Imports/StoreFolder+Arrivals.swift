import CairnStore
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// What has come into a store lately, from its two doors: an import, and the reader of the journal.
///
/// An event may come through both, since log files hold what the journal holds. While an import runs, and until the
/// reader is behind the place where the journal ended when the last of it was written, both ask here first.
struct Arrivals: Sendable {
    /// `nil` while there is nothing to compare with.
    var known: KnownEvents?
    /// The import that is under way.
    var writer: ImportWriter?
}

extension StoreFolder {
    /// Adds what the reader of the journal has selected, each event once, and moves its place.
    ///
    /// - Parameters:
    ///   - first: the sequence number of the first record that was looked at.
    ///   - cursor: the place behind the last.
    ///   - engine: reads Parquet files if there was an import.
    ///   - select: gathers the events that are new; it may be called again.
    func take(
        from first: UInt64, to cursor: JournalPosition, engine: CompactionEngine?,
        select: (_ isNew: (EventKey, LakeDay) throws(LakeError) -> Bool) throws(LakeError) -> TailBatch
    ) throws(LakeError) {
        var settled: Set<EventKey> = []
        while true {
            let conflict = try arrivals.withLock { (arrivals) throws(LakeError) -> Conflict? in
                guard arrivals.known != nil || first <= importedThrough else {
                    try append(try select { (_, _) in true }, cursor: cursor)
                    return nil
                }
                return try take(to: cursor, engine, &arrivals, settled, select)
            }
            guard let conflict else { return }
            // What the import has is only in the store when it is written.
            try conflict.writer.publish()
            settled.formUnion(conflict.keys)
        }
    }

    private struct Conflict: Sendable {
        let keys: Set<EventKey>
        let writer: ImportWriter
    }

    private func take(
        to cursor: JournalPosition, _ engine: CompactionEngine?, _ arrivals: inout Arrivals, _ settled: Set<EventKey>,
        _ select: ((EventKey, LakeDay) throws(LakeError) -> Bool) throws(LakeError) -> TailBatch
    ) throws(LakeError) -> Conflict? {
        var known = arrivals.known ?? KnownEvents()
        arrivals.known = nil
        defer { arrivals.known = arrivals.writer == nil && isBehindImports ? nil : known }
        var added: [(key: EventKey, day: LakeDay)] = []
        var duplicates: Set<EventKey> = []
        let unsynced: LakeError?
        do throws(LakeError) {
            let batch = try select { (key, day) throws(LakeError) in
                let isNew = try known.insert(key, day: day) { (day) throws(LakeError) in
                    try eventKeys(of: day, engine)
                }
                if isNew { added.append((key, day)) } else { duplicates.insert(key) }
                return isNew
            }
            if let writer = arrivals.writer, !duplicates.isSubset(of: settled) {
                for event in added { known.remove(event.key, day: event.day) }
                return Conflict(keys: duplicates, writer: writer)
            }
            unsynced = try add(batch, cursor: cursor)
        } catch {
            for event in added { known.remove(event.key, day: event.day) }
            throw error
        }
        if arrivals.writer == nil { known.trim() }
        // The events are in the store all the same.
        if let unsynced { throw unsynced }
        return nil
    }

    /// Whether the reader of the journal is behind all that an import can have had.
    private var isBehindImports: Bool { cursor.map { $0.sequence >= importedThrough } ?? false }

    /// Begins a file of the tail for an import: it counts when it is listed.
    func beginImportFile(of day: LakeDay) throws(LakeError) -> (file: TailFile, handle: LakeFile) {
        let file = TailFile(day: day, number: takeNumber())
        try mayStep("a file of an import is begun")
        let handle = try LakeFile(
            path + "/" + file.path, flags: O_RDWR | O_CREAT | O_TRUNC, failure: .cannotWrite)
        return (file, handle)
    }
}
