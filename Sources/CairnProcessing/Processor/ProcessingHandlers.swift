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
    public var exceptionHandler: @Sendable (ProcessingError) -> Void = { _ in }
    public var progressReporter: any ProgressReporter = NoProgressReporter()

    public init(process: @escaping @Sendable ([CloudTrailEvent]) async throws -> Void) { self.process = process }

    /// Reports the start of a step, and gives what reports its end.
    func begin(_ state: ProgressStatus.State, _ info: ProgressInfo) -> ProgressStep {
        Self.begin(progressReporter, state, info)
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
