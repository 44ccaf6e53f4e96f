import CairnProcessing
import Foundation
import Synchronization

/// Hands over the events of a folder's log files and tells how long that took, and in how much memory.
enum FolderProcessing {
    static func run(folder: String) async throws {
        let errors = Mutex(0)
        let last = Mutex("")
        var configuration = BackfillConfiguration()
        configuration.filesAtOnce = 2
        var handlers = ProcessingHandlers { events in
            // What a consumer does at least: it looks at who did what.
            for event in events where event.eventName == nil { errors.withLock { $0 += 1 } }
            if let id = events.last?.eventID { last.withLock { $0 = id } }
        }
        handlers.exceptionHandler = { _ in errors.withLock { $0 += 1 } }
        let start = ContinuousClock.now
        let report = try await LogBackfill(
            files: FolderLogFiles(folder: folder), configuration: configuration, handlers: handlers
        ).run()
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
        print(
            #"{"records":\#(report.events.handedOver),"files":\#(report.filesProcessed),"seconds":\#(seconds),"#
                + #""processorSeconds":\#(processor),"peakKilobytes":\#(usage.ru_maxrss),"#
                + #""errors":\#(errors.withLock { $0 } + report.filesFailed)}"#)
    }
}
