import Logging

/// Writes steps to a log: what is done with progress if the user has no reporter.
struct LoggingProgressReporter: ProgressReporter {
    let logger: Logger

    func reportStart(_ status: ProgressStatus) {
        logger.info("\(status.state.rawValue)", metadata: status.logMetadata)
    }

    func reportEnd(_ status: ProgressStatus, _ token: Void) {
        var metadata = status.logMetadata
        metadata["success"] = "\(status.info?.isSuccess == true)"
        if let count = status.info?.polledMessageCount { metadata["messages"] = "\(count)" }
        logger.info("\(status.state.rawValue)", metadata: metadata)
    }
}

extension Logger {
    /// What is done with errors if the user has no handler.
    func log(_ error: ProcessingError) {
        var metadata = error.status?.logMetadata ?? [:]
        metadata["code"] = "\(error.code)"
        if let state = error.status?.state { metadata["state"] = "\(state.rawValue)" }
        if let cause = error.cause { metadata["cause"] = "\(cause)" }
        self.error("\(error.message)", metadata: metadata)
    }
}

extension ProgressStatus {
    /// What the step is about. Neither bodies nor receipt handles, which are good for deleting a message.
    var logMetadata: Logger.Metadata {
        var metadata = (info?.message ?? info?.source?.message)?.logMetadata ?? [:]
        if let file = info?.logFile { metadata["file"] = "\(file)" }
        return metadata
    }
}

extension QueueMessage {
    /// A back-fill's files have no message.
    var logMetadata: Logger.Metadata { id.isEmpty ? [:] : ["message": "\(id)"] }
}
