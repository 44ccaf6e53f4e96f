import Logging

/// The work on one message, from its text to its deletion: what the Java library does, step by step.
struct SourceWork: Sendable {
    let configuration: ProcessingConfiguration
    let queue: any MessageQueue
    let downloads: any LogFileDownloads
    let handlers: ProcessingHandlers
    let parsers: SourceParserChain
    /// The message's visibility does not matter any more: it is about to be deleted.
    var release: @Sendable (QueueMessage) -> Void = { _ in }

    /// What became of a log file.
    private enum Outcome { case processed, notDownloaded, unreadable, abandoned }

    func run(_ message: QueueMessage) async {
        guard let source = await parse(message) else { return }
        switch source.kind {
        case .cloudTrailLog: await process(source)
        case .validationMessage:
            handlers.logger?.warning("A validation message of CloudTrail is deleted", metadata: message.logMetadata)
            await delete(source, .deleteMessage)
        case .other:
            handlers.logger?.info("A message names no log files", metadata: message.logMetadata)
            if configuration.deleteMessageUponFailure { await delete(source, .deleteMessage) }
        }
    }

    private func parse(_ message: QueueMessage) async -> LogSource? {
        let step = handlers.begin(.parseMessage, ProgressInfo(message: message))
        do {
            let source = try parsers.parse(message, isLogFile: configuration.isLogFile)
            step.end(isSuccess: true)
            return source
        } catch {
            handle(.messageUnreadable, "Failed to parse sqs message.", step, error)
            step.end(isSuccess: false)
            if configuration.deleteMessageUponFailure {
                await delete(LogSource(message: message, kind: .other), .deleteMessage)
            }
            return nil
        }
    }

    private func process(_ source: LogSource) async {
        let step = handlers.begin(.processSource, ProgressInfo(source: source))
        let isWanted: Bool
        do {
            isWanted = try await handlers.sourceFilter(source)
        } catch {
            handleCallback(error, step)
            await leave(source, isSuccess: false, mayDelete: true)
            return step.end(isSuccess: false)
        }
        guard isWanted else {
            await delete(source, .deleteFilteredMessage)
            return step.end(isSuccess: true)
        }
        let outcomes = await processFiles(of: source)
        let isSuccess = outcomes.allSatisfy { $0 == .processed }
        await leave(source, isSuccess: isSuccess, mayDelete: !outcomes.contains(.notDownloaded))
        step.end(isSuccess: isSuccess)
    }

    private func processFiles(of source: LogSource) async -> [Outcome] {
        var outcomes: [Outcome] = []
        for file in source.logFiles {
            outcomes.append(await process(file, of: source))
            if outcomes.last == .abandoned { break }
        }
        return outcomes
    }

    /// A download that failed never costs the message, nor does a stop.
    private func leave(_ source: LogSource, isSuccess: Bool, mayDelete: Bool) async {
        guard !Task.isCancelled || isSuccess else { return }
        if isSuccess || (configuration.deleteMessageUponFailure && mayDelete) {
            await delete(source, .deleteMessage)
        }
    }

    private func process(_ file: LogFile, of source: LogSource) async -> Outcome {
        let step = handlers.begin(.processLog, ProgressInfo(source: source, logFile: file))
        let download = handlers.begin(.downloadLog, ProgressInfo(source: source, logFile: file))
        let content: LogFileContent
        do {
            content = try await downloads.open(file)
        } catch {
            notDownloaded(file, download, error)
            step.end(isSuccess: false)
            return .notDownloaded
        }
        let outcome = await read(content, step, download)
        step.end(isSuccess: outcome == .processed)
        return outcome
    }

    private func read(_ content: LogFileContent, _ step: ProgressStep, _ download: ProgressStep) async -> Outcome {
        let reading = LogFileReading(
            batchSize: configuration.maxEventsPerEmit, options: configuration.effectiveParsing, handlers: handlers)
        var counts = EventCounts()
        defer { logFiltered(counts, content.file) }
        do {
            try await reading.run(content, counts: &counts)
        } catch {
            return failed(error, content.file, step, download)
        }
        download.end(isSuccess: true)
        return .processed
    }

    private func logFiltered(_ counts: EventCounts, _ file: LogFile) {
        guard counts.filtered > 0 else { return }
        handlers.logger?.debug(
            "Events were filtered out", metadata: ["events": "\(counts.filtered)", "file": "\(file)"])
    }

    private func failed(
        _ failure: LogFileReading.Failure, _ file: LogFile, _ step: ProgressStep, _ download: ProgressStep
    ) -> Outcome {
        switch failure {
        case .download(let error):
            notDownloaded(file, download, error)
            return .notDownloaded
        case .parsing(let error):
            download.end(isSuccess: true)
            handle(.logUnreadable, "Failed to parse log file.", step, error)
            return .unreadable
        case .callback(let error):
            download.end(isSuccess: true)
            handleCallback(error, step)
            return .abandoned
        }
    }

    private func notDownloaded(_ file: LogFile, _ download: ProgressStep, _ error: any Error) {
        if !Task.isCancelled { handle(.downloadFailed, "Fail to download log file \(file).", download, error) }
        download.end(isSuccess: false)
    }

    private func delete(_ source: LogSource, _ state: ProgressStatus.State) async {
        let step = handlers.begin(state, ProgressInfo(message: source.message, source: source))
        release(source.message)
        do {
            try await queue.delete(source.message)
            step.end(isSuccess: true)
        } catch {
            handle(.deleteFailed, "Failed to delete sqs message.", step, error)
            step.end(isSuccess: false)
        }
    }

    private func handleCallback(_ error: any Error, _ step: ProgressStep) {
        if Task.isCancelled, error is CancellationError { return }
        if error is CallbackError {
            handle(.callbackFailed, "\(error)", step, error)
        } else {
            let message = "Code of the user has thrown something else than a CallbackError: \(error)"
            let status = ProgressStatus(.uncaughtException)
            handlers.handle(ProcessingError(.callbackFailed, message, status: status, cause: error))
        }
    }

    private func handle(_ code: ProcessingError.Code, _ message: String, _ step: ProgressStep, _ error: any Error) {
        handlers.handle(ProcessingError(code, message, status: step.status, cause: error))
    }
}
