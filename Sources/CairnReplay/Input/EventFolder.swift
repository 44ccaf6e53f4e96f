/// The files of events in a folder: copies of buckets, journals, data folders.
enum EventFolder {
    private static let depthMax = 32
    private static let filesMax = 5_000_000

    /// All files that may hold events, in the order of their paths.
    /// - Throws: ``ReplayError`` with `input` if there is none.
    static func files(in folder: String) throws(ReplayError) -> [String] {
        var files: [String] = []
        // A data folder holds the same events several times over: its journal has them all.
        let journal = folder + "/journal"
        let start = POSIXFile.exists(folder + "/state.db") && POSIXFile.isFolder(journal) ? journal : folder
        try visit(start, depth: 0, into: &files)
        guard !files.isEmpty else { throw ReplayError(.input, "There are no files of events in \(folder)") }
        return files
    }

    private static func visit(_ folder: String, depth: Int, into files: inout [String]) throws(ReplayError) {
        guard depth < depthMax, files.count < filesMax else { return }
        guard let names = POSIXFile.names(in: folder) else { throw ReplayError(.input, "\(folder) cannot be read") }
        for name in names {
            let path = folder + "/" + name
            if POSIXFile.isFolder(path) {
                try visit(path, depth: depth + 1, into: &files)
            } else if !isBesideEvents(name), !isDigest(path) {
                files.append(path)
            }
        }
    }

    /// What stands beside segments and log files and holds no events.
    private static func isBesideEvents(_ name: String) -> Bool {
        name.hasSuffix(".seal.json") || name == "chain-start.json" || name.hasSuffix(".db") || name.hasSuffix(".part")
            || name.hasSuffix(".db-wal") || name.hasSuffix(".db-shm")
    }

    static func isDigest(_ path: String) -> Bool { path.contains("/CloudTrail-Digest/") }

    /// A journal's segment, `00000000000000000001.ndjson`, whose lines stand in the order of the calls.
    static func isSegment(_ path: String) -> Bool {
        let name = path.split(separator: "/").last ?? ""
        guard name.hasSuffix(".ndjson") else { return false }
        let number = name.dropLast(7)
        return number.utf8.count == 20 && number.utf8.allSatisfy(Identifiers.isDigit)
    }
}
