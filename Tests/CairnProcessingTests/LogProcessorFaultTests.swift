import CairnProcessing
import Testing

/// Ten thousand messages with the faults that queues and buckets have.
struct LogProcessorFaultTests {
    private static let count = 10_000
    private static let perFile = 3

    /// What is wrong with a message, by its number.
    private enum Fault { case none, missing, truncated, wrongJSON, passing, duplicate, notAMessage }

    private static func fault(_ index: Int) -> Fault {
        switch index % 50 {
        case 1: .missing
        case 2: .truncated
        case 3: .wrongJSON
        case 4, 5, 6: .passing
        case 7: .duplicate
        case 8: .notAMessage
        default: .none
        }
    }

    private static func isGood(_ index: Int) -> Bool {
        switch fault(index) {
        case .none, .passing, .duplicate: true
        default: false
        }
    }

    @Test(.timeLimit(.minutes(5))) func everyGoodRecordIsHandedOverAndEveryFaultIsReported() async throws {
        var files: [String: [UInt8]] = [:]
        var bodies: [String] = []
        for index in 0..<Self.count {
            let events = index * Self.perFile..<(index + 1) * Self.perFile
            let file = try Samples.gzip(Samples.log(events))
            switch Self.fault(index) {
            case .missing: break
            case .truncated: files[Samples.key(index)] = Array(file.dropLast(10))
            case .wrongJSON: files[Samples.key(index)] = try Samples.gzip(#"{"Records":[{"eventID" 1}]}"#)
            default: files[Samples.key(index)] = file
            }
            let body = Self.fault(index) == .notAMessage ? "hello" : Samples.notification([Samples.key(index)])
            bodies += Array(repeating: body, count: Self.fault(index) == .duplicate ? 2 : 1)
        }
        let faults = Dictionary(uniqueKeysWithValues: (0..<Self.count).map { (Samples.key($0), Self.fault($0)) })
        let downloads = MemoryDownloads(files) { key, attempt in faults[key] == .passing && attempt < 3 }
        // Every seventh poll fails; a second of the queue is 40 ms, so that messages come again.
        let queue = MemoryQueue(bodies, second: .milliseconds(40), fails: { $0 % 7 == 0 })
        let rig = Rig(queue: queue, downloads: downloads)
        let good = (0..<Self.count).filter(Self.isGood)
        let goodIDs = Set(good.flatMap { ($0 * Self.perFile..<($0 + 1) * Self.perFile).map(Samples.eventID) })
        let stuck = (0..<Self.count).count { !Self.isGood($0) }
        let processor = rig.processor {
            $0.threadCount = 8
            $0.parallelReaderCount = 2
            $0.maxEventsPerEmit = 10
            $0.visibilityTimeoutSeconds = 15
            $0.extendsVisibility = false
            $0.pollDelayMaxSeconds = 0.001
        }
        try await rig.run(processor) { $0.queue.remainingCount == stuck }
        #expect(rig.eventIDs.isSuperset(of: goodIDs), "none is lost")
        #expect(rig.eventIDs.subtracting(goodIDs).count <= (Self.count / 50) * Self.perFile, "only of truncated files")
        #expect(rig.queue.remainingCount == stuck)
        let codes = Set(rig.errors.map(\.code))
        #expect(codes == [.pollFailed, .downloadFailed, .logUnreadable, .messageUnreadable])
    }
}
