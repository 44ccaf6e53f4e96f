import CairnModel
import CairnStore
import Foundation
import Logging
import Synchronization

/// Indexes a journal of real-looking events from nothing, then looks up by every attribute while nothing else runs.
struct HistoryBenchmark {
    let input: String
    let folder: String
    /// The input is taken as many times as it needs to make this many events, each time with other event ids.
    let events: Int
    /// Whether each time is the next day; else one day is filled again and again, which is harder.
    let spreadsOverDays: Bool
    /// Leaves the journal behind, and takes one that is there, instead of filling it again.
    let keepsJournal: Bool

    func run() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder + (keepsJournal ? "/history" : "")) }
        var configuration = JournalConfiguration()
        configuration.durability = .never
        configuration.verifiedBytesAtOpening = 0
        let journal = try Journal(
            storage: try DiskSegmentStorage(folder: folder + "/journal"), configuration: configuration,
            logger: Logger(label: "benchmark"))
        var samples = LookupSamples()
        let target = journal.end.sequence > 0 ? nil : journal
        let fill = try await measure { try await self.fill(target, &samples) }
        let count = Double(journal.end.sequence)
        print(
            "history: \(Int(count)) events, \(text(Double(journal.byteLength) / 1e9)) GB, journal filled at",
            "\(text(count / fill / 1000, digits: 0)) k events/s")
        let clock = ManualClock(samples.latest + 1)
        let index = try HistoryIndex(
            folder: folder + "/history", journal: journal, clock: clock, logger: Logger(label: "benchmark"))
        let cpu = processorSeconds()
        let time = await indexAll(index, upTo: journal.end.sequence)
        print(
            "  indexed at \(text(count / time / 1000, digits: 0)) k events/s,",
            "\(text(count / (processorSeconds() - cpu) / 1000, digits: 0)) k events a processor second;",
            try size(folder + "/history"))
        try LookupBenchmark(index: index, samples: samples).run()
        journal.close()
    }

    private func indexAll(_ index: HistoryIndex, upTo end: UInt64) async -> Double {
        let running = Task { try await index.run() }
        var last: UInt64 = 0
        var slowest = Double.infinity
        let time = await measure {
            while index.indexedSequence < end {
                let target = min(last + 500_000, end)
                let part = await measure { _ = await index.catchUp(to: target, within: .seconds(600)) }
                slowest = min(slowest, Double(index.indexedSequence - last) / part)
                last = index.indexedSequence
            }
        }
        running.cancel()
        let closing = await measure { _ = try? await running.value }
        print("  slowest half million at \(text(slowest / 1000, digits: 0)) k events/s; closed in \(text(closing)) s")
        return time
    }

    /// Takes samples of the input and appends it to the journal, if there is one to fill.
    private func fill(_ journal: Journal?, _ samples: inout LookupSamples) async throws {
        var count = 0
        for pass in 0..<1000 {
            for path in try StoreBenchmark.ndjsonFiles(in: input) {
                guard let file = FileHandle(forReadingAtPath: path) else { continue }
                var rest: [UInt8] = []
                while let chunk = try file.read(upToCount: 4 << 20), !chunk.isEmpty {
                    rest += chunk
                    var records = Self.takeLines(from: &rest)
                    for index in records.indices { change(&records[index], pass: pass) }
                    samples.take(from: records)
                    try await journal?.append(records)
                    count += records.count
                    if count >= events { return }
                }
            }
        }
    }

    private static func takeLines(from bytes: inout [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var start = 0
        bytes.withUnsafeBytes { buffer in
            while let base = buffer.baseAddress, let found = memchr(base + start, 0x0A, buffer.count - start) {
                let end = UnsafeRawPointer(found) - base
                lines.append([UInt8](buffer[start..<end]))
                start = end + 1
            }
        }
        bytes.removeFirst(start)
        return lines
    }

    /// Gives the event another id, and if wanted another day of the month.
    private func change(_ record: inout [UInt8], pass: Int) {
        guard pass > 0, let view = RecordView(scanning: record) else { return }
        let id = view.eventID.range
        for (offset, byte) in String(format: "%03x", pass).utf8.enumerated() where id.count > 8 {
            record[id.lowerBound + 1 + offset] = byte
        }
        let time = view.eventTime.range
        if spreadsOverDays, time.count == 22 {
            for (offset, byte) in String(format: "%02d", 1 + pass % 28).utf8.enumerated() {
                record[time.lowerBound + 9 + offset] = byte
            }
        }
    }

    private func size(_ folder: String) throws -> String {
        var total = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/" + name)
            total += attributes[.size] as? Int ?? 0
        }
        return "\(text(Double(total) / 1e9)) GB of index"
    }
}
