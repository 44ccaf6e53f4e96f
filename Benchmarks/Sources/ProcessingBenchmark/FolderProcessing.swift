import CairnProcessing
import Foundation
import Synchronization

/// Hands over the events of a folder's log files and tells how long that took, and in how much memory.
enum FolderProcessing {
    /// Without a queue.
    static func backfill(folder: String) async throws {
        let sink = EventSink()
        var configuration = BackfillConfiguration()
        configuration.filesAtOnce = 2
        let start = ContinuousClock.now
        let report = try await LogBackfill(
            files: FolderLogFiles(folder: folder), configuration: configuration, handlers: sink.handlers
        ).run()
        sink.print(files: report.filesProcessed, since: start, errors: report.filesFailed)
    }

    /// As messages of a queue, each with one file, by a processor of two tasks.
    static func process(folder: String) async throws {
        let files = FolderLogFiles(folder: folder)
        let queue = FileQueue(try await files.list(prefix: "", after: nil, limit: 10_000))
        let sink = EventSink()
        var configuration = ProcessingConfiguration(sqsURL: "folder")
        configuration.threadCount = 2
        configuration.maxEventsPerEmit = 1000
        let processor = LogProcessor(
            configuration: configuration, queue: queue, downloads: files, handlers: sink.handlers)
        let start = ContinuousClock.now
        let running = Task { try await processor.run() }
        await queue.waitUntilEmpty()
        sink.print(files: queue.deletedCount, since: start, errors: 0)
        running.cancel()
        try await running.value
    }
}

/// What a consumer does at least: it looks at who did what.
private final class EventSink: Sendable {
    private let state = Mutex((events: 0, errors: 0, last: ""))

    var handlers: ProcessingHandlers {
        var handlers = ProcessingHandlers { events in
            let nameless = events.count { $0.eventName == nil }
            let last = events.last?.eventID ?? ""
            self.state.withLock { $0 = ($0.events + events.count, $0.errors + nameless, last) }
        }
        handlers.exceptionHandler = { _ in self.state.withLock { $0.errors += 1 } }
        return handlers
    }

    /// Of this program alone: what `getrusage` tells includes the one that has started it.
    private var peakKilobytes: Int? {
        guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
    }

    func print(files: Int, since start: ContinuousClock.Instant, errors: Int) {
        let seconds = start.duration(to: .now) / .seconds(1)
        var usage = rusage()
        #if canImport(Glibc)
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
        getrusage(RUSAGE_SELF, &usage)
        #endif
        let processor =
            Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
            + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6
        let (records, failures) = state.withLock { ($0.events, $0.errors) }
        Swift.print(
            #"{"records":\#(records),"files":\#(files),"seconds":\#(seconds),"#
                + #""processorSeconds":\#(processor),"peakKilobytes":\#(peakKilobytes ?? Int(usage.ru_maxrss)),"#
                + #""errors":\#(failures + errors)}"#)
    }
}
