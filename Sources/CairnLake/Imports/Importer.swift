public import CairnModel

/// Brings the events of log files into a store, each once.
///
/// Selectors and regions of the store do not matter; its retention does. Source: CloudTrail User Guide, "Copying trail
/// events to CloudTrail Lake".
public struct Importer: Sendable {
    /// Which events of the files are wanted.
    public struct Scope: Sendable, Hashable {
        /// The first time that is wanted, in seconds since the epoch.
        public var start: Double?
        /// The last.
        public var end: Double?
        /// The store would not keep events of before this.
        public var keptSince: Double?

        public init(start: Double? = nil, end: Double? = nil, keptSince: Double? = nil) {
            self.start = start
            self.end = end
            self.keptSince = keptSince
        }

        func isWanted(_ time: Double) -> Bool { time >= start ?? -.infinity && time <= end ?? .infinity }

        func isKept(_ time: Double) -> Bool { time >= keptSince ?? -.infinity }
    }

    /// Keeps how far an import is, and the failures that are new or have changed.
    public typealias Save = @Sendable (ImportProgress, [ImportFailure]) throws -> Void

    private let files: StoreFolder
    private let source: any LogFileSource
    private let engine: CompactionEngine?
    private let kind: EventDataStoreKind
    private let scope: Scope
    private let journalEnd: @Sendable () -> UInt64
    private let clock: any WallClock
    /// What is kept in memory and listed.
    var bounds = (keysMax: KnownEvents.keysMax, failuresMax: ImportProgress.failuresMax)
    private let threads = WorkThreads("cairn.lake.import")

    /// How many files are asked for at a time.
    private static let pageSize = 1000
    /// How much is written before it counts …
    private static let publishedBytesMax = 96 << 20
    /// … or how long it takes, in seconds.
    private static let publishedSecondsMax = 2.0

    /// - Parameters:
    ///   - kind: what the store keeps, and the files hold.
    ///   - program: `nil` only works for a store that has nothing in Parquet.
    ///   - workFolder: where processes keep what does not fit into memory.
    ///   - journalEnd: the sequence number of the journal's newest record: log files may hold what is up to there.
    public init(
        into files: StoreFolder, from source: any LogFileSource, kind: EventDataStoreKind = .cloudTrailEvents,
        program: DuckDBProgram?, workFolder: String,
        scope: Scope = Scope(), journalEnd: @escaping @Sendable () -> UInt64 = { 0 },
        clock: any WallClock = SystemClock()
    ) {
        self.files = files
        self.source = source
        self.kind = kind
        self.scope = scope
        self.journalEnd = journalEnd
        self.clock = clock
        engine = program.map { CompactionEngine($0, workFolder: workFolder, storesFolder: files.path) }
    }

    /// Imports what comes behind an earlier progress.
    ///
    /// - Parameters:
    ///   - retried: failures of before, which are tried first.
    ///   - save: called with each progress that the disk has; an import that begins with it misses nothing.
    /// - Returns: the last progress.
    /// - Throws: ``ImportSourceError`` if the source cannot be listed, ``LakeError`` if the store cannot be written;
    ///   `CancellationError`.
    public func run(
        from progress: ImportProgress = ImportProgress(), retrying retried: [ImportFailure] = [],
        save: @escaping Save = { _, _ in }
    ) async throws -> ImportProgress {
        defer { engine?.stop() }
        let writer = try ImportWriter(
            into: files, engine: engine, scope: scope, keysMax: bounds.keysMax, journalEnd: journalEnd)
        defer { writer.end() }
        let pass = ImportPass(
            progress: progress, source: source, writer: writer, clock: clock, failuresMax: bounds.failuresMax,
            save: save)
        if progress.isOutOfOrder { source.expectNoOrder() }
        do {
            if progress.filesFound == nil { try await survey(pass) }
            try await retry(retried, pass)
            try await readAll(pass)
        } catch {
            // What is done is kept, whatever ends the import.
            try? await threads.run { try pass.publish() }
            throw error
        }
        try await threads.run { try pass.publish() }
        return pass.progress
    }

    private func readAll(_ pass: ImportPass) async throws {
        while !pass.progress.isListed {
            try Task.checkCancellation()
            let page = try await source.files(after: pass.progress.lastPath, count: Self.pageSize)
            pass.noteOrder()
            guard !page.isEmpty else { return pass.finishListing() }
            try await read(page, pass) { file, result in try pass.take(file, result) }
        }
    }

    /// Counts what there is, so that it can be told how much is left.
    private func survey(_ pass: ImportPass) async throws {
        var counter = PrefixCounter()
        var (count, last): (Int, String?) = (0, pass.progress.lastPath)
        while true {
            try Task.checkCancellation()
            let page = try await source.files(after: last, count: Self.pageSize)
            guard let end = page.last else { break }
            for file in page { counter.add(file) }
            count += page.count
            last = end.path
        }
        pass.noteOrder()
        try pass.found(files: count, prefixes: counter.count)
    }

    private func retry(_ failures: [ImportFailure], _ pass: ImportPass) async throws {
        let files = failures.compactMap { $0.path.map { ImportFile(path: $0, byteCount: 0) } }
        try await read(files, pass) { file, result in try pass.takeAgain(file, result) }
        for failure in failures where failure.path == nil { pass.succeed(failure) }
    }

    /// Reads files side by side, hands them over one after the other, and writes what they bring.
    private func read(
        _ files: [ImportFile], _ pass: ImportPass,
        _ take: @escaping @Sendable (ImportFile, Result<LogFile, ImportSourceError>) throws -> Void
    ) async throws {
        let chunks = ImportChunk.chunks(of: files)
        try await withThrowingTaskGroup(of: (Int, [Result<LogFile, ImportSourceError>]).self) { group in
            var waiting: [Int: [Result<LogFile, ImportSourceError>]] = [:]
            var (started, handed, weight) = (0, 0, 0)
            while handed < chunks.count {
                while started < chunks.count,
                    started == handed
                        || started < handed + source.width && weight + chunks[started].weight <= ImportChunk.weightMax
                {
                    let (index, chunk) = (started, chunks[started])
                    group.addTask { (index, await read(chunk)) }
                    weight += chunk.weight
                    started += 1
                }
                while waiting[handed] == nil, let (index, results) = try await group.next() { waiting[index] = results }
                // What was broken off has not failed.
                try Task.checkCancellation()
                let (chunk, results) = (chunks[handed], waiting.removeValue(forKey: handed) ?? [])
                try await threads.run {
                    for (file, result) in zip(chunk.files, results) { try take(file, result) }
                    if pass.isDue(Self.publishedBytesMax, Self.publishedSecondsMax) { try pass.publish() }
                }
                try Task.checkCancellation()
                weight -= chunk.weight
                handed += 1
            }
        }
    }

    private func read(_ chunk: ImportChunk) async -> [Result<LogFile, ImportSourceError>] {
        var results: [Result<LogFile, ImportSourceError>] = []
        for file in chunk.files where !Task.isCancelled { results.append(await read(file)) }
        return results
    }

    private func read(_ file: ImportFile) async -> Result<LogFile, ImportSourceError> {
        let (kind, takesPlain) = (kind, source.takesPlainFiles)
        do throws(ImportSourceError) {
            let contents = try await source.contents(of: file.path)
            return .success(
                try await threads.run { () throws(ImportSourceError) in
                    try LogFile(contents, kind: kind, takesPlain: takesPlain)
                })
        } catch {
            return .failure(error)
        }
    }
}
