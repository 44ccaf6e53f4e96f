import Logging

/// The user's part of the work. Only ``process`` must be given.
///
/// Any of them may be called by several tasks at once. What filters and the processor throw goes to the exception
/// handler; throw ``CallbackError`` on purpose.
public struct ProcessingHandlers: Sendable {
    /// Takes a batch of events of one file, in the file's order; at most as many as the configuration says, never none.
    /// The same events may come again, after a failure or when a queue gives a message twice: be idempotent.
    public var process: @Sendable ([CloudTrailEvent]) async throws -> Void
    /// Whether a message is wanted: those that are not are deleted, and nothing of them is fetched.
    public var sourceFilter: @Sendable (LogSource) async throws -> Bool = { _ in true }
    /// Whether an event is wanted. It is asked for every event: it should not wait.
    public var eventFilter: @Sendable (CloudTrailEvent) throws -> Bool = { _ in true }
    /// Hears of everything that goes wrong. If `nil`, that is written to the processor's log, at level `error`.
    public var exceptionHandler: (@Sendable (ProcessingError) -> Void)?
    /// Hears of every step. If `nil`, steps are written to the processor's log, at level `info`; give
    /// ``NoProgressReporter`` for none of it.
    public var progressReporter: (any ProgressReporter)?
    /// The processor's own; the defaults write to it.
    var logger: Logger?

    public init(process: @escaping @Sendable ([CloudTrailEvent]) async throws -> Void) { self.process = process }

    /// The same handlers, whose defaults write to a log.
    func logging(to logger: Logger?) -> ProcessingHandlers {
        var handlers = self
        handlers.logger = logger
        return handlers
    }

    /// Hands an error to whoever hears of errors.
    func handle(_ error: ProcessingError) {
        if let exceptionHandler { return exceptionHandler(error) }
        logger?.log(error)
    }

    /// Reports the start of a step, and gives what reports its end.
    func begin(_ state: ProgressStatus.State, _ info: ProgressInfo) -> ProgressStep {
        if let progressReporter { return Self.begin(progressReporter, state, info) }
        guard let logger else { return ProgressStep(state: state, info: info) { _ in } }
        return Self.begin(LoggingProgressReporter(logger: logger), state, info)
    }

    private static func begin<Reporter: ProgressReporter>(
        _ reporter: Reporter, _ state: ProgressStatus.State, _ info: ProgressInfo
    ) -> ProgressStep {
        let token = reporter.reportStart(ProgressStatus(state, info))
        return ProgressStep(state: state, info: info) { reporter.reportEnd($0, token) }
    }
}

/// A step that has begun.
struct ProgressStep: Sendable {
    let state: ProgressStatus.State
    let info: ProgressInfo
    let report: @Sendable (ProgressStatus) -> Void

    var status: ProgressStatus { ProgressStatus(state, info) }

    func end(isSuccess: Bool, polledMessageCount: Int? = nil) {
        var info = info
        info.isSuccess = isSuccess
        info.polledMessageCount = polledMessageCount ?? info.polledMessageCount
        report(ProgressStatus(state, info))
    }
}
