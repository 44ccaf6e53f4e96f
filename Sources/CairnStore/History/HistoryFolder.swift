import Logging

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The files of the history folder, before anything is open.
struct HistoryFolder {
    let path: String
    let logger: Logger

    /// Reads the manifest and removes what it does not vouch for.
    func trusted(journalEnd: UInt64) throws(StoreError) -> HistoryManifest {
        var manifest = HistoryManifest()
        if let bytes = try POSIXFile.contents(of: path + "/manifest.json"),
            let found = HistoryManifest(decoding: bytes), found.coveredMaximum <= journalEnd
        {
            manifest = found
        }
        for (day, entry) in manifest.days where !entry.runs.allSatisfy({ isWhole($0, day) }) {
            logger.notice(
                "A day of the history index is not whole; it is built again",
                metadata: ["day": "\(HistoryFile.text(day))"])
            manifest.days[day] = nil
            guard manifest.position.sequence >= entry.firstSequence else { continue }
            manifest.position = JournalPosition(sequence: max(entry.firstSequence, 1) - 1, segment: 0, offset: 0)
        }
        try removeOthers(manifest)
        return manifest
    }

    private func isWhole(_ run: HistoryManifest.Run, _ day: Int) -> Bool {
        let file = try? POSIXFile(path + "/" + HistoryFile.name(day, run.number), flags: O_RDONLY)
        return (try? file?.length()) == run.summary.byteLength
    }

    /// Removes files of days that nothing names: cut off before the manifest did, or of another version.
    private func removeOthers(_ manifest: HistoryManifest) throws(StoreError) {
        var named: Set<String> = []
        for (day, entry) in manifest.days {
            for run in entry.runs { named.insert(HistoryFile.name(day, run.number)) }
        }
        for name in try POSIXFile.names(in: path) where !named.contains(name) {
            if HistoryFile.day(String(name.prefix(10))) != nil { try POSIXFile.remove(path + "/" + name) }
        }
    }
}
