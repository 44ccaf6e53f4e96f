#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// Turns what is new in a store into Parquet, and many small Parquet files of a day into few.
///
/// Each step takes a bounded number of events of one day, writes a file beside the others, checks it, and only then
/// lists it in place of what it was made from.
struct StoreCompactor: Sendable {
    struct Rules: Sendable, Hashable {
        /// The tail is compacted when it has this many events …
        var tailEventsMax = 10_000
        /// … or this many files.
        var tailFilesMax = 48
        /// The most events of one step; they are sorted in memory.
        var stepEventsMax = 25_000
        /// How many files a day may have before they are merged while it lasts.
        var dayFilesMax = 12
    }

    let folder: StoreFolder
    let engine: CompactionEngine
    var rules = Rules()
    var mayStep = StepGuard.open

    static let rowGroupEvents = 20_000

    /// Compacts the whole tail.
    /// - Returns: how many Parquet files were made.
    @discardableResult
    func compactTail() throws(LakeError) -> Int {
        var count = 0
        for (day, files) in Self.alike(try folder.sealedTail().filter { $0.eventCount > 0 }) {
            for group in Self.groups(files, of: rules.stepEventsMax, \.eventCount) {
                try step(day, tail: group, files: [])
                count += 1
            }
        }
        return count
    }

    /// Whether the tail is to be compacted before its time.
    var isTailFull: Bool {
        let files = folder.tailFiles
        return files.count >= rules.tailFilesMax || files.reduce(0) { $0 + $1.eventCount } >= rules.tailEventsMax
    }

    /// Merges small files of days that are over, and of days that have many.
    /// - Parameter today: the day that is not over yet.
    /// - Returns: how many Parquet files were made.
    @discardableResult
    func mergeDays(today: LakeDay) throws(LakeError) -> Int {
        var count = 0
        for (day, files) in Self.alike(folder.parquetFiles) {
            let small = files.filter { $0.eventCount <= rules.stepEventsMax / 2 }
            guard day < today || small.count >= rules.dayFilesMax else { continue }
            for group in Self.groups(small, of: rules.stepEventsMax, \.eventCount) where group.count > 1 {
                try step(day, tail: [], files: group)
                count += 1
            }
        }
        return count
    }

    /// Files that may become one: of one day, and of which the same events are gone.
    private static func alike<File: KeptFile>(_ files: [File]) -> [(day: LakeDay, files: [File])] {
        Dictionary(grouping: files, by: \.day).sorted { $0.key < $1.key }.flatMap { day, files in
            Dictionary(grouping: files) { $0.keptSince ?? -.infinity }.sorted { $0.key < $1.key }
                .map { (day, $0.value) }
        }
    }

    /// Consecutive files whose events together stay below a bound, or one that is beyond it alone.
    private static func groups<File>(_ files: [File], of bound: Int, _ size: (File) -> Int) -> [[File]] {
        var groups: [[File]] = []
        var sum = 0
        for file in files {
            if groups.isEmpty || sum + size(file) > bound {
                groups.append([])
                sum = 0
            }
            groups[groups.endIndex - 1].append(file)
            sum += size(file)
        }
        return groups
    }

    private func step(_ day: LakeDay, tail: [TailFile], files: [ParquetFile]) throws(LakeError) {
        let expected = tail.reduce(0) { $0 + $1.eventCount } + files.reduce(0) { $0 + $1.eventCount }
        var file = ParquetFile(day: day, number: folder.takeNumber(), eventCount: expected, byteCount: 0)
        let place = folder.path + "/" + file.path
        // Engines that read folders pass over what begins with a dot.
        let temporary = "\(folder.path)/\(ParquetFile.folder(of: day))/.\(StoreNumber.text(file.number)).parquet.tmp"
        try mayStep("the folder of a day is made")
        try LakeFile.createFolder(folder.path + "/" + ParquetFile.folder(of: day))
        try mayStep("a Parquet file is written")
        let select = select(tail, files)
        let written = try engine.write(select, to: temporary, rowGroupEvents: Self.rowGroupEvents)
        guard written == expected || files.isEmpty && written < expected else {
            try? LakeFile.remove(temporary)
            throw LakeError(.damaged, "\(written) events were written to \(place), but there are \(expected)")
        }
        if written < expected { try setAside(tail, missing: expected - written) }
        file.eventCount = written
        try mayStep("a Parquet file gets its name")
        let open = try LakeFile(temporary, flags: O_RDONLY)
        file.byteCount = try open.length()
        try open.sync()
        try LakeFile.rename(temporary, to: place)
        try LakeFile.syncFolder(folder.path + "/" + ParquetFile.folder(of: day))
        try folder.replace(tail: tail, files: files, with: written == 0 ? nil : file)
        if written == 0 { try LakeFile.remove(place) }
    }

    private func select(_ tail: [TailFile], _ files: [ParquetFile]) -> String {
        let source: String
        if files.isEmpty {
            source = folder.schema.duckDBWholeSelect(files: tail.map { folder.path + "/" + $0.path })
        } else {
            let paths = files.map { folder.path + "/" + $0.path }
            source =
                folder.schema.duckDBEmptySelect
                + " UNION ALL BY NAME SELECT * FROM read_parquet(\(DuckDBText.list(paths)), hive_partitioning=false, "
                + "union_by_name=true)"
        }
        return "SELECT * FROM (\(source)) ORDER BY \"eventTime\""
    }

    /// Keeps the lines that are no JSON to DuckDB in a file of their own: they are not events, and are not lost.
    private func setAside(_ tail: [TailFile], missing: Int) throws(LakeError) {
        try mayStep("lines that are no JSON are set aside")
        for file in tail {
            let bad = try engine.unreadableLines(of: folder.path + "/" + file.path)
            guard !bad.isEmpty else { continue }
            let name = "set-aside-" + StoreNumber.text(file.number) + ".txt"
            try LakeFile.replace(folder.path + "/" + name, with: bad, syncing: true)
        }
    }
}
