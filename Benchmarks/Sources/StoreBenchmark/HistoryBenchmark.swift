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
    private let lookups = 1000

    func run() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var configuration = JournalConfiguration()
        configuration.durability = .never
        configuration.verifiedBytesAtOpening = 0
        let journal = try Journal(
            storage: try DiskSegmentStorage(folder: folder + "/journal"), configuration: configuration,
            logger: Logger(label: "benchmark"))
        var samples = Samples()
        let fill = try await measure { try await self.fill(journal, &samples) }
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
        try lookUp(index, samples)
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

    private func lookUp(_ index: HistoryIndex, _ samples: Samples) throws {
        for attribute in LookupAttribute.allCases {
            var times: [Double] = []
            var processorTimes: [Double] = []
            var found = 0
            for number in 0..<lookups {
                guard let query = samples.query(attribute, number) else { continue }
                let start = ContinuousClock().now
                let processor = processorSeconds(CLOCK_THREAD_CPUTIME_ID)
                found += try index.lookup(query).entries.count
                processorTimes.append((processorSeconds(CLOCK_THREAD_CPUTIME_ID) - processor) * 1e3)
                let (seconds, attoseconds) = (ContinuousClock().now - start).components
                times.append(Double(seconds) * 1e3 + Double(attoseconds) / 1e15)
            }
            times.sort()
            processorTimes.sort()
            guard !times.isEmpty else { continue }
            let name = attribute.name.padding(toLength: 13, withPad: " ", startingAt: 0)
            print(
                "  \(name) p50 \(text(times[times.count / 2])) ms, p99 \(text(times[times.count * 99 / 100])) ms,",
                "most \(text(times[times.count - 1])) ms,",
                "of the processor p50 \(text(processorTimes[times.count / 2])) ms,",
                "p99 \(text(processorTimes[times.count * 99 / 100])) ms;",
                "\(text(Double(found) / Double(times.count), digits: 1)) found")
        }
    }

    private func fill(_ journal: Journal, _ samples: inout Samples) async throws {
        for pass in 0..<1000 {
            for path in try StoreBenchmark.ndjsonFiles(in: input) {
                guard let file = FileHandle(forReadingAtPath: path) else { continue }
                var rest: [UInt8] = []
                while let chunk = try file.read(upToCount: 4 << 20), !chunk.isEmpty {
                    rest += chunk
                    var records = Self.takeLines(from: &rest)
                    for index in records.indices { change(&records[index], pass: pass) }
                    samples.take(from: records)
                    try await journal.append(records)
                    if journal.end.sequence >= events { return }
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

/// Values that occur, to look for.
struct Samples {
    private var queries: [LookupAttribute: [HistoryQuery]] = [:]
    private(set) var latest = 0.0

    mutating func take(from records: [[UInt8]]) {
        for record in stride(from: 0, to: records.count, by: 97).map({ records[$0] }) {
            guard let view = RecordView(scanning: record), let projection = LookupProjection(record: record),
                view.eventCategory.string(in: record) == "Management",
                let account = view.recipientAccountID.string(in: record),
                let region = view.awsRegion.string(in: record)
            else { continue }
            latest = max(latest, Double(projection.eventTime ?? 0))
            let values: [(LookupAttribute, String?)] = [
                (.eventID, projection.eventID), (.eventName, projection.eventName),
                (.readOnly, projection.readOnly.map { $0 ? "true" : "false" }), (.username, projection.username),
                (.resourceType, projection.resources.first?.type), (.resourceName, projection.resources.first?.name),
                (.eventSource, projection.eventSource), (.accessKeyID, projection.accessKeyID),
            ]
            for (attribute, value) in values {
                guard let value else { continue }
                queries[attribute, default: []].append(
                    HistoryQuery(account: account, region: region, filter: HistoryQuery.Filter(attribute, value)))
            }
        }
    }

    /// Spread evenly over everything that was seen.
    func query(_ attribute: LookupAttribute, _ number: Int) -> HistoryQuery? {
        guard let candidates = queries[attribute], !candidates.isEmpty else { return nil }
        return candidates[number * 7919 % candidates.count]
    }
}
