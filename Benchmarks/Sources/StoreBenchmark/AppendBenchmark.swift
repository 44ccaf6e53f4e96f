import CairnModel
import CairnStore
import Foundation
import Logging

/// Batches of 1000 records, each waited for, against one `write` and `fdatasync` for the same bytes. Both take turns,
/// because the speed of a shared disk changes from one second to the next.
struct AppendBenchmark {
    let folder: String
    private let batch = 1000
    private let rounds = 12
    private let batchesARound = 10

    func run() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let records = (0..<batch).map { Self.record($0) }
        let bytes = [UInt8](records.map { $0 + [0x0A] }.joined())
        print("append: batches of \(batch) records, \(bytes.count) bytes each, fsync before each completes")
        var configuration = JournalConfiguration()
        configuration.durability = .always
        let storage = try DiskSegmentStorage(folder: folder + "/journal")
        let journal = try Journal(storage: storage, configuration: configuration, logger: Logger(label: "benchmark"))
        let plain = try PlainFile(folder + "/plain")
        var times = (plain: 0.0, journal: 0.0, pipelined: 0.0)
        for _ in 0..<rounds {
            times.plain += try await measure { for _ in 0..<batchesARound { try plain.append(bytes) } }
            times.journal += try await measure { for _ in 0..<batchesARound { try await journal.append(records) } }
            times.pipelined += try await measure { try await pipelined(journal, records) }
        }
        journal.close()
        let count = Double(rounds * batchesARound * batch)
        print("  write + fdatasync        \(text(count / times.plain / 1000, digits: 0)) k events/s")
        print(
            "  journal, one at a time   \(text(count / times.journal / 1000, digits: 0)) k events/s,",
            "ratio \(text(times.plain / times.journal))")
        print(
            "  journal, four at a time  \(text(count / times.pipelined / 1000, digits: 0)) k events/s,",
            "ratio \(text(times.plain / times.pipelined))")
    }

    private func pipelined(_ journal: Journal, _ records: [[UInt8]]) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<batchesARound {
                if index >= 4 { try await group.next() }
                group.addTask { try await journal.append(records) }
            }
            try await group.waitForAll()
        }
    }

    private static func record(_ number: Int) -> [UInt8] {
        let padding = String(repeating: "x", count: 1250)
        let text = """
            {"eventVersion":"1.11","eventTime":"2026-01-01T00:00:00Z","eventID":"\(number)","eventSource":\
            "ec2.amazonaws.com","eventName":"DescribeInstances","requestParameters":{"padding":"\(padding)"}}
            """
        return Array(text.utf8)
    }
}

/// A file that is appended to without any thought.
private final class PlainFile {
    private let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, 0o644)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    deinit { close(descriptor) }

    func append(_ bytes: [UInt8]) throws {
        #if canImport(Darwin)
        guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
        #else
        guard write(descriptor, bytes, bytes.count) == bytes.count, fdatasync(descriptor) == 0 else {
            throw CocoaError(.fileWriteUnknown)
        }
        #endif
    }
}
