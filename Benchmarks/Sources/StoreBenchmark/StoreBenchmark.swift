import CairnModel
import CairnStore
import Dispatch
import Foundation
import Logging
import Synchronization

/// Measures the journal and the history index on real disks, each promise beside what it is compared with.
///
///     StoreBenchmark append [FOLDER]          journal against plain write + fdatasync, batches of 1000 records
///     StoreBenchmark history NDJSON [FOLDER]  indexes five million events made of a file or folder of NDJSON, once
///                                             spread over days and once in one day, then looks up by attribute
///     StoreBenchmark scan NDJSON              the record scanner alone
///
/// With `KEEP=1` in the environment `history` leaves the journal of the first part in FOLDER and uses it again.
@main
struct StoreBenchmark {
    static func main() async throws {
        let arguments = Array(CommandLine.arguments.dropFirst())
        switch arguments.first {
        case "append":
            try await AppendBenchmark(folder: workFolder(arguments, at: 1)).run()
        case "history" where arguments.count > 1:
            let events = ProcessInfo.processInfo.environment["EVENTS"].flatMap { Int($0) } ?? 5_000_000
            for spreadsOverDays in keepsFolder ? [true] : [true, false] {
                print(spreadsOverDays ? "several days" : "one day, filled again and again")
                try await HistoryBenchmark(
                    input: arguments[1], folder: workFolder(arguments, at: 2), events: events,
                    spreadsOverDays: spreadsOverDays, keepsJournal: keepsFolder
                ).run()
            }
        case "scan" where arguments.count > 1:
            try ScanBenchmark(input: arguments[1]).run()
        default:
            print("usage: StoreBenchmark append [FOLDER] | history NDJSON [FOLDER] | scan NDJSON")
        }
    }

    /// An empty folder to work in; it is left behind only if it was given.
    static func workFolder(_ arguments: [String], at index: Int) throws -> String {
        let base = arguments.count > index ? arguments[index] : NSTemporaryDirectory()
        let name = keepsFolder ? "kept" : String(ProcessInfo.processInfo.processIdentifier)
        let folder = base + "/cairn-store-benchmark-" + name
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    private static var keepsFolder: Bool { ProcessInfo.processInfo.environment["KEEP"] != nil }

    static func ndjsonFiles(in path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return [path]
        }
        let enumerator = FileManager.default.enumerator(atPath: path)
        let names = (enumerator?.allObjects as? [String] ?? []).filter { $0.hasSuffix(".ndjson") }
        return names.sorted().map { path + "/" + $0 }
    }
}

/// Elapsed seconds.
func measure(_ body: () async throws -> Void) async rethrows -> Double {
    let start = ContinuousClock().now
    try await body()
    let (seconds, attoseconds) = (ContinuousClock().now - start).components
    return Double(seconds) + Double(attoseconds) / 1e18
}

func text(_ value: Double, digits: Int = 2) -> String { String(format: "%.\(digits)f", value) }

/// Processor time so far, user and system, in seconds: of the process or of the thread.
///
/// Beside the time that passed it shows what a machine that is shared with others would hide.
func processorSeconds(_ clock: clockid_t = CLOCK_PROCESS_CPUTIME_ID) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}
