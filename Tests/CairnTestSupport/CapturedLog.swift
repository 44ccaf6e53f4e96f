package import Logging
import Synchronization

/// Keeps every line that is logged, down to trace level.
package final class CapturedLog: Sendable {
    package struct Line: Sendable {
        package var level: Logger.Level
        package var message: String
        package var metadata: [String: String]
    }

    private let kept = Mutex<[Line]>([])

    package init() {}

    package var lines: [Line] { kept.withLock { $0 } }
    /// Everything in it, to be searched for what must not be there.
    package var text: String { lines.map { "\($0)" }.joined(separator: "\n") }

    package var logger: Logger { Logger(label: "test") { _ in Handler(log: self) } }

    package func lines(_ level: Logger.Level) -> [Line] { lines.filter { $0.level == level } }

    private struct Handler: LogHandler {
        let log: CapturedLog
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let all = metadata.merging(event.metadata ?? [:]) { $1 }
            let line = Line(level: event.level, message: "\(event.message)", metadata: all.mapValues { "\($0)" })
            log.kept.withLock { $0.append(line) }
        }
    }
}
