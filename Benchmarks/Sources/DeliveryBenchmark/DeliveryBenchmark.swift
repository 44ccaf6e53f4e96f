import CairnAPI
import CairnDelivery
import CairnIntegrity
import CairnModel
import CairnObjects
import CairnSelectors
import CairnStore
import CairnTrails
import Foundation
import Logging

/// Measures how fast a trail delivers: events of a journal on disk become log files in the embedded bucket store.
///
///     DeliveryBenchmark                delivers a million made events, once
///     DeliveryBenchmark NDJSON         delivers the events of a file or folder of NDJSON, once
///
/// The last line is the rate, as `events/s: 123456`. `FOLDER` is where journal and buckets are made, `EVENTS` bounds how many, `LEVEL` is the level of compression, `VALIDATION=0` leaves out the digests' hashes.
@main
struct DeliveryBenchmark {
    private static let account = "222233334444"

    static func main() async throws {
        let input = CommandLine.arguments.dropFirst().first
        let base = ProcessInfo.processInfo.environment["FOLDER"] ?? NSTemporaryDirectory()
        let folder = base + "/cairn-delivery-benchmark-\(ProcessInfo.processInfo.processIdentifier)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { if !keepsFolder { try? FileManager.default.removeItem(atPath: folder) } }
        try await DeliveryBenchmark(input: input, folder: folder).run()
        if keepsFolder { print("  left in \(folder)") }
    }

    private static var keepsFolder: Bool { ProcessInfo.processInfo.environment["KEEP"] != nil }

    /// `nil` for made events.
    let input: String?
    let folder: String
    private let environment = ProcessInfo.processInfo.environment
    private let logger = Logger(label: "benchmark")

    private init(input: String?, folder: String) {
        self.input = input
        self.folder = folder
    }

    private func run() async throws {
        var journalConfiguration = JournalConfiguration()
        journalConfiguration.durability = .never
        journalConfiguration.verifiedBytesAtOpening = 0
        let journal = try Journal(
            storage: try DiskSegmentStorage(folder: folder + "/journal"), configuration: journalConfiguration,
            logger: logger)
        let accounts = try await fill(journal)
        let events = Int(journal.end.sequence)
        print("delivery: \(events) events, \(megabytes(Int(journal.byteLength))), \(accounts.count) accounts")
        try await deliver(journal, accounts)
        journal.close()
    }

    private func deliver(_ journal: Journal, _ accounts: Set<String>) async throws {
        let store = try DirectoryStore(DirectoryStore.Configuration(path: folder + "/buckets"))
        try await store.createBucket("box", region: "eu-west-1", owner: Self.account)
        let trails = TrailRegistry()
        try addTrail(to: trails)
        let organization = Organization(
            id: "o-11aa22bb33", managementAccount: Self.account, memberAccounts: accounts)
        let world = DeliveryWorld(
            journal: journal, state: try StateDatabase(file: folder + "/state.db"), trails: trails,
            organizations: StaticOrganizationDirectory(organization), store: store, keys: DigestKeys(storage: nil),
            logger: logger)
        var configuration = DeliveryConfiguration()
        configuration.compressionLevel = environment["LEVEL"].flatMap { Int($0) } ?? configuration.compressionLevel
        let service = DeliveryService(world, configuration: configuration)
        let cpu = processorSeconds()
        let start = ContinuousClock().now
        let running = Task { try await service.run() }
        let events = Int(journal.end.sequence)
        while (service.metrics.first?.recordsDelivered ?? 0) < events { try await Task.sleep(for: .milliseconds(2)) }
        let (seconds, attoseconds) = (ContinuousClock().now - start).components
        report(service, Double(seconds) + Double(attoseconds) / 1e18, processorSeconds() - cpu)
        running.cancel()
        _ = try? await running.value
    }

    private func report(_ service: DeliveryService, _ time: Double, _ cpu: Double) {
        guard let metrics = service.metrics.first else { return }
        let events = Double(metrics.recordsDelivered)
        print(
            "  delivered at \(thousands(events / time)) events/s,",
            "\(thousands(events / cpu)) events a processor second")
        print(
            "  \(metrics.filesDelivered) files, \(megabytes(metrics.bytesDelivered)) compressed,",
            "largest memory \(megabytes(peakBytes()))")
        print("events/s: \(Int(events / time))")
    }

    private func addTrail(to trails: TrailRegistry) throws {
        var trail = CairnTrails.Trail(
            name: "audit", homeRegion: "eu-west-1", account: Self.account, s3BucketName: "box", createdTime: 1)
        trail.isMultiRegion = true
        trail.isOrganizationTrail = true
        trail.logFileValidationEnabled = environment["VALIDATION"] != "0"
        trail.eventSelectors = .advanced(
            ["Management", "Data"].map { category in
                AdvancedEventSelector(fieldSelectors: [
                    AdvancedFieldSelector(field: "eventCategory", equals: [category])
                ])
            })
        trail.isLogging = true
        trail.startLoggingTime = 1
        let added = trail
        try trails.change { set throws(CloudTrailError) in set[added.key] = added }
    }

    /// Fills the journal and returns whose events there are.
    private func fill(_ journal: Journal) async throws -> Set<String> {
        let count = environment["EVENTS"].flatMap { Int($0) } ?? 1_000_000
        guard let input else { return try await fillWithMade(journal, count) }
        var accounts: Set<String> = []
        var left = count
        for file in try ndjsonFiles(input) where left > 0 {
            let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: file)))
            var batch: [[UInt8]] = []
            for line in bytes.split(separator: UInt8(ascii: "\n")).prefix(left) {
                batch.append(Array(line))
                if let view = RecordView(scanning: Array(line)),
                    let account = view.recipientAccountID.string(in: Array(line))
                {
                    accounts.insert(account)
                }
                if batch.count == 1000 {
                    try await journal.append(batch)
                    batch = []
                }
                left -= 1
            }
            if !batch.isEmpty { try await journal.append(batch) }
        }
        return accounts
    }

    private func fillWithMade(_ journal: Journal, _ count: Int) async throws -> Set<String> {
        let made = MadeRecords()
        for first in stride(from: 0, to: count, by: 1000) {
            try await journal.append((first..<min(count, first + 1000)).map(made.record))
        }
        return Set(MadeRecords.accounts)
    }

    private func ndjsonFiles(_ input: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: input, isDirectory: &isFolder), isFolder.boolValue else {
            return [input]
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: input).filter { $0.hasSuffix(".ndjson") }
        return names.sorted().map { input + "/" + $0 }
    }

    private func thousands(_ value: Double) -> String { String(format: "%.0f k", value / 1000) }

    private func megabytes(_ bytes: Int) -> String { String(format: "%.0f MB", Double(bytes) / 1e6) }

    /// Processor time so far, user and system, in seconds.
    private func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private func peakBytes() -> Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 * 1024 } ?? 0
    }
}
