import CairnModel

/// Brings the events of log files into a store, each once.
///
/// Selectors and regions of the store do not matter; its retention does. Source: CloudTrail User Guide, "Copying trail
/// events to CloudTrail Lake".
public struct Importer: Sendable {
    /// What is wanted of the files.
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

        func contains(_ time: Double) -> Bool {
            time >= max(start ?? -.infinity, keptSince ?? -.infinity) && time <= end ?? .infinity
        }
    }

    private let files: StoreFolder
    private let source: any ImportSource
    private let engine: CompactionEngine?
    private let scope: Scope
    private let threads = WorkThreads("cairn.lake.import")

    /// How many files are read at the same time.
    private static let width = 4
    /// How much is gathered before it is written: fewer events than a step of compaction sorts.
    private static let batchBytesMax = 24 << 20

    /// - Parameters:
    ///   - program: `nil` only works for a store that has nothing in Parquet.
    ///   - workFolder: where processes keep what does not fit into memory.
    public init(
        into files: StoreFolder, from source: any ImportSource, program: DuckDBProgram?, workFolder: String,
        scope: Scope = Scope()
    ) {
        self.files = files
        self.source = source
        self.scope = scope
        engine = program.map { CompactionEngine($0, workFolder: workFolder) }
    }

    /// Imports what comes behind an earlier progress.
    ///
    /// - Parameter save: called with each progress that the disk has; an import that begins with it misses nothing.
    /// - Returns: the last progress.
    /// - Throws: ``LakeError`` if the source cannot be listed or the store not be written; `CancellationError`.
    public func run(
        from progress: ImportProgress = ImportProgress(), save: @Sendable (ImportProgress) throws -> Void = { _ in }
    ) async throws -> ImportProgress {
        defer { engine?.stop() }
        var pass = ImportPass(progress: progress, known: KnownEvents(files, engine: engine), scope: scope)
        while true {
            try Task.checkCancellation()
            let paths = try await source.files(after: pass.progress.lastPath, count: 64)
            guard !paths.isEmpty else { break }
            try await readInOrder(paths) { path, result in
                try pass.take(path, result)
                if pass.batch.byteCount >= Self.batchBytesMax { try pass.write(to: files, save) }
            }
        }
        try pass.write(to: files, save)
        return pass.progress
    }

    /// Reads files side by side, and hands them over one after the other.
    private func readInOrder(
        _ paths: [String], _ body: (String, Result<LogFile, LakeError>) throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: (Int, Result<LogFile, LakeError>).self) { group in
            var waiting: [Int: Result<LogFile, LakeError>] = [:]
            var (started, handed) = (0, 0)
            while handed < paths.count {
                while started < paths.count, started < handed + Self.width {
                    let (index, path) = (started, paths[started])
                    group.addTask { (index, await read(path)) }
                    started += 1
                }
                while waiting[handed] == nil, let (index, result) = try await group.next() { waiting[index] = result }
                if let result = waiting.removeValue(forKey: handed) { try body(paths[handed], result) }
                handed += 1
            }
        }
    }

    private func read(_ path: String) async -> Result<LogFile, LakeError> {
        do throws(LakeError) {
            let contents = try await source.contents(of: path)
            return .success(try await threads.run { () throws(LakeError) in try LogFile(contents) })
        } catch {
            return .failure(error)
        }
    }
}

/// What an import has in hand.
private struct ImportPass {
    var progress: ImportProgress
    var known: KnownEvents
    let scope: Importer.Scope
    var batch = TailBatch()

    mutating func take(_ path: String, _ result: Result<LogFile, LakeError>) throws(LakeError) {
        switch result {
        case .success(let file): try take(file)
        case .failure(let error): fail(path, error.code.description, error.message)
        }
        progress.lastPath = path
    }

    private mutating func take(_ file: LogFile) throws(LakeError) {
        var failure: LakeError?
        file.bytes.withUnsafeBytes { buffer in
            do throws(LakeError) {
                for entry in file.entries {
                    guard scope.contains(entry.time) else {
                        progress.eventsSkipped += 1
                        continue
                    }
                    guard try known.insert(entry.key, day: entry.day) else {
                        progress.duplicates += 1
                        continue
                    }
                    batch.add(UnsafeRawBufferPointer(rebasing: buffer[entry.range]), day: entry.day)
                    progress.eventsCompleted += 1
                }
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        progress.eventsSkipped += file.refusedCount
        progress.filesCompleted += 1
    }

    private mutating func fail(_ path: String, _ type: String, _ message: String) {
        progress.failedFiles += 1
        guard progress.failures.count < ImportProgress.failuresMax else { return }
        progress.failures.append(ImportFailure(path: path, type: type, message: message))
    }

    mutating func write(to files: StoreFolder, _ save: (ImportProgress) throws -> Void) throws {
        if !batch.isEmpty { try files.append(batch, cursor: nil) }
        batch = TailBatch()
        try save(progress)
    }
}
