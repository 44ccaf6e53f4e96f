import Logging

/// The server's log: one line an entry on standard error, values as `key=value`.
enum ServerLog {
    static func make(level: String) -> Logger {
        var logger = Logger(label: "cairn") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = Logger.Level(rawValue: level) ?? .info
        return logger
    }
}
