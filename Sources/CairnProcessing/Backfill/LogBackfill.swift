import CairnIntegrity
public import Logging

/// Hands over the events of log files that are there already, in a bucket or a folder, without a queue.
///
///     let report = try await LogBackfill(
///         files: FolderLogFiles(folder: "/data/AWSLogs"),
///         handlers: ProcessingHandlers { events in try await store(events) }
///     ).run()
///
/// Files are begun in the order of their keys. A file that fails is reported to the exception handler and left; the others
/// go on. Run again, it hands everything over again.
public struct LogBackfill: Sendable {
    private let files: any LogFileStore
    private let bucket: String?
    private let configuration: BackfillConfiguration
    private let handlers: ProcessingHandlers

    private static let pageSize = 1000

    /// - Parameters:
    ///   - files: the place that is read.
    ///   - bucket: the bucket's name, for digests that name theirs; a folder's copies do not need it.
    ///   - configuration: which files, and how.
    ///   - handlers: what is done with events, errors and progress.
    ///   - logger: hears of errors and steps, if the handlers leave those to it.
    public init(
        files: any LogFileStore, bucket: String? = nil,
        configuration: BackfillConfiguration = BackfillConfiguration(), handlers: ProcessingHandlers,
        logger: Logger? = nil
    ) {
        self.files = files
        self.bucket = bucket
        self.configuration = configuration
        self.handlers = handlers.logging(to: logger)
    }

    /// Reads every file once.
    ///
    /// - Throws: ``ProcessingError`` with `invalidConfiguration`, or `listingFailed` if the files cannot be listed or
    ///   their digests not be had; `CancellationError` if the task is cancelled.
    public func run() async throws -> BackfillReport {
        try configuration.validate()
        var report = BackfillReport()
        let untrusted = try await verify(&report)
        try await withThrowingTaskGroup(of: FileResult.self) { group in
            var after = configuration.after
            var running = 0
            while let page = try await page(after: after) {
                after = page.last?.key
                for file in page where configuration.isLogFile(file.key) {
                    if running >= configuration.filesAtOnce, let result = try await group.next() {
                        report.add(result)
                        running -= 1
                    }
                    try Task.checkCancellation()
                    let isTrusted = !untrusted.contains(file.key)
                    group.addTask { await read(file, isTrusted: isTrusted) }
                    running += 1
                }
            }
            for try await result in group { report.add(result) }
            try Task.checkCancellation()
            report.lastKey = after
        }
        return report
    }

    /// The next page; `nil` behind the last.
    private func page(after: String?) async throws -> [LogFile]? {
        do {
            let page = try await files.list(prefix: configuration.prefix, after: after, limit: Self.pageSize)
            return page.isEmpty ? nil : page
        } catch {
            try Task.checkCancellation()
            throw ProcessingError(.listingFailed, "The log files cannot be listed.", cause: error)
        }
    }

    /// Returns the keys of files that are not what was delivered.
    private func verify(_ report: inout BackfillReport) async throws -> Set<String> {
        guard let verification = configuration.verification else { return [] }
        let verifier = DigestVerifier(
            source: VerifiableFiles(files: files, bucket: bucket), keys: verification.keys,
            options: verification.options)
        do {
            let integrity = try await verifier.run()
            report.integrity = integrity
            // More findings than the report names: no file can be told from the others.
            guard integrity.findingsOmitted == 0 else {
                throw ProcessingError(.fileNotTrusted, "Too many files are not what was delivered to go on.")
            }
            return Set(integrity.findings.filter { !$0.isOfDigest }.map(\.key))
        } catch let error as IntegrityError {
            throw ProcessingError(.listingFailed, "The digests cannot be verified.", cause: error)
        }
    }

    private func read(_ file: LogFile, isTrusted: Bool) async -> FileResult {
        let source = LogSource(
            message: QueueMessage(id: "", receiptHandle: "", body: ""), kind: .cloudTrailLog, logFiles: [file],
            attributes: ["SourceType": LogSource.Kind.cloudTrailLog.rawValue])
        let step = handlers.begin(.processLog, ProgressInfo(source: source, logFile: file))
        var result = FileResult()
        if !isTrusted {
            result.outcome = .notTrusted
            handle(.fileNotTrusted, "The digests say that the log file is not what was delivered.", step, nil)
        } else {
            result.outcome = await process(file, source, step, &result.events)
        }
        step.end(isSuccess: result.outcome == .processed || result.outcome == .filtered)
        return result
    }

    private func process(
        _ file: LogFile, _ source: LogSource, _ step: ProgressStep, _ events: inout EventCounts
    ) async -> FileResult.Outcome {
        let reading = LogFileReading(
            batchSize: configuration.maxEventsPerEmit, options: configuration.parsing, handlers: handlers)
        let content: LogFileContent
        do {
            guard try await handlers.sourceFilter(source) else { return .filtered }
        } catch {
            return failed(.callback(error), step)
        }
        do {
            content = try await files.open(file)
        } catch {
            return failed(.download(error), step)
        }
        do {
            try await reading.run(content, counts: &events)
            return .processed
        } catch {
            return failed(error, step)
        }
    }

    private func failed(_ failure: LogFileReading.Failure, _ step: ProgressStep) -> FileResult.Outcome {
        switch failure {
        case .download(let error):
            if !Task.isCancelled { handle(.downloadFailed, "Fail to download log file.", step, error) }
        case .parsing(let error): handle(.logUnreadable, "Failed to parse log file.", step, error)
        case .callback(let error): handle(.callbackFailed, "\(error)", step, error)
        }
        return .failed
    }

    private func handle(
        _ code: ProcessingError.Code, _ message: String, _ step: ProgressStep, _ error: (any Error)?
    ) {
        handlers.handle(ProcessingError(code, message, status: step.status, cause: error))
    }
}

/// What became of one file.
private struct FileResult: Sendable {
    enum Outcome: Sendable { case processed, failed, notTrusted, filtered }

    var outcome = Outcome.failed
    var events = EventCounts()
}

extension BackfillReport {
    fileprivate mutating func add(_ result: FileResult) {
        events.add(result.events)
        switch result.outcome {
        case .processed: filesProcessed += 1
        case .failed: filesFailed += 1
        case .notTrusted: filesNotTrusted += 1
        case .filtered: filesFiltered += 1
        }
    }
}
