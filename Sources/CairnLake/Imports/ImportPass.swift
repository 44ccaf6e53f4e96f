import CairnModel
import Synchronization

/// An import under way: what it has done, and what of it is on the disk.
final class ImportPass: Sendable {
    private let source: any LogFileSource
    private let writer: ImportWriter
    private let clock: any WallClock
    private let failuresMax: Int
    private let save: Importer.Save
    private let state: Mutex<State>

    private struct State: Sendable {
        var progress: ImportProgress
        /// The prefix of the last file: it is done when the next one begins.
        var prefix: Substring?
        var changed: [ImportFailure] = []
        var publishedTime: Double
    }

    init(
        progress: ImportProgress, source: any LogFileSource, writer: ImportWriter, clock: any WallClock,
        failuresMax: Int = ImportProgress.failuresMax, save: @escaping Importer.Save
    ) {
        self.source = source
        self.writer = writer
        self.clock = clock
        self.failuresMax = failuresMax
        self.save = save
        let prefix = progress.lastPath.map { ImportFile(path: $0, byteCount: 0).prefix }
        state = Mutex(State(progress: progress, prefix: prefix, publishedTime: clock.now()))
    }

    var progress: ImportProgress { state.withLock { $0.progress } }

    func found(files: Int, prefixes: Int) throws {
        let progress = state.withLock { state in
            state.progress.filesFound = state.progress.filesCompleted + files
            state.progress.prefixesFound = state.progress.prefixesCompleted + prefixes
            return state.progress
        }
        try save(progress, [])
    }

    /// Takes what a file brings.
    func take(_ file: ImportFile, _ result: Result<LogFile, ImportSourceError>) throws(LakeError) {
        let outcome = try added(result)
        state.withLock { state in
            if case .failure = outcome, state.progress.failuresListed >= failuresMax {
                state.progress.markFirstUnlisted()
            }
            if let prefix = state.prefix, prefix != file.prefix { state.progress.prefixesCompleted += 1 }
            state.prefix = file.prefix
            state.progress.lastPath = file.path
            switch outcome {
            case .success(let outcome): state.progress.add(outcome)
            case .failure(let error):
                state.progress.failedFiles += 1
                guard state.progress.failuresListed < failuresMax else { return }
                state.progress.failuresListed += 1
                state.changed.append(failure(file, error))
            }
        }
    }

    /// Takes what a file brings that has failed before.
    func takeAgain(_ file: ImportFile, _ result: Result<LogFile, ImportSourceError>) throws(LakeError) {
        let outcome = try added(result)
        state.withLock { state in
            switch outcome {
            case .success(let outcome):
                state.progress.add(outcome)
                state.progress.failedFiles -= 1
                state.progress.failuresListed -= 1
                var failure = failure(file, ImportSourceError("", ""))
                failure.status = .succeeded
                state.changed.append(failure)
            case .failure(let error): state.changed.append(failure(file, error))
            }
        }
    }

    /// A place that could not be listed before can be.
    func succeed(_ failure: ImportFailure) {
        state.withLock { state in
            var failure = failure
            failure.status = .succeeded
            failure.updatedTime = clock.now()
            state.progress.failedFiles -= 1
            state.changed.append(failure)
        }
    }

    private func added(
        _ result: Result<LogFile, ImportSourceError>
    ) throws(LakeError) -> Result<ImportWriter.Outcome, ImportSourceError> {
        switch result {
        case .success(let file): .success(try writer.add(file))
        case .failure(let error): .failure(error)
        }
    }

    private func failure(_ file: ImportFile, _ error: ImportSourceError) -> ImportFailure {
        ImportFailure(
            path: file.path, location: source.location(of: file.path), type: error.type, message: error.message,
            updatedTime: clock.now())
    }

    /// Keeps in mind that the source does not list in order, for whoever goes on.
    func noteOrder() {
        guard !source.listsInOrder else { return }
        state.withLock { $0.progress.isOutOfOrder = true }
    }

    func finishListing() {
        state.withLock { state in
            if state.prefix != nil { state.progress.prefixesCompleted += 1 }
            state.prefix = nil
            state.progress.isListed = true
        }
    }

    func isDue(_ byteCount: Int, _ seconds: Double) -> Bool {
        writer.unpublishedByteCount >= byteCount
            || clock.now() - state.withLock { $0.publishedTime } >= seconds
    }

    /// Lets what has been taken count, and keeps how far it is.
    func publish() throws {
        try writer.publish()
        let (progress, failures) = state.withLock { state in
            state.publishedTime = clock.now()
            defer { state.changed = [] }
            return (state.progress, state.changed)
        }
        try save(progress, failures)
    }
}

extension ImportProgress {
    fileprivate mutating func markFirstUnlisted() {
        guard firstUnlisted == nil else { return }
        firstUnlisted = Mark(
            path: lastPath, prefixesCompleted: prefixesCompleted, filesCompleted: filesCompleted)
    }

    fileprivate mutating func add(_ outcome: ImportWriter.Outcome) {
        filesCompleted += 1
        eventsCompleted += outcome.taken
        duplicates += outcome.duplicates
        eventsSkipped += outcome.skipped
        skippedByRetention += outcome.tooOld
        skippedByTime += outcome.outsideTimes
        skippedRecords += outcome.noEvents
    }
}
