import CairnAWSClient
import CairnObjects
import CairnProcessing
import Testing

struct ObjectLogFilesTests {
    private static func bytes(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) } }

    private static func read(_ store: any ObjectStore, attemptsMax: Int = 3) async throws -> [UInt8] {
        let content = try await ObjectLogFiles(store: store, attemptsMax: attemptsMax)
            .open(LogFile(bucket: "box", key: "k"))
        return try await content.bytes.collect(upTo: 1 << 24)
    }

    @Test func aDownloadThatBreaksOffIsTakenUpWhereItWas() async throws {
        let bytes = Self.bytes(1_000_000)
        let store = try await BreakingStore(bytes, breaksAfter: [100_000, 300_000])
        #expect(try await Self.read(store) == bytes)
        #expect(store.ranges == [nil, .from(100_000), .from(400_000)])
    }

    @Test func itIsGivenUpAfterSomeTries() async throws {
        let store = try await BreakingStore(Self.bytes(1_000_000), breaksAfter: [10, 10, 10, 10])
        await #expect(throws: (any Error).self) { _ = try await Self.read(store) }
        #expect(store.ranges.count == 3)
    }

    @Test func anObjectThatWasReplacedMeanwhileIsNotMixed() async throws {
        let store = try await BreakingStore(Self.bytes(1_000_000), breaksAfter: [100_000], replaces: true)
        await #expect(throws: (any Error).self) { _ = try await Self.read(store) }
    }

    @Test func aFileThatIsNotThereIsToldApart() async throws {
        let store = try await BreakingStore([1], breaksAfter: [])
        await #expect(throws: NoSuchLogFile.self) {
            _ = try await ObjectLogFiles(store: store).open(LogFile(bucket: "box", key: "other"))
        }
        await #expect(throws: ObjectStoreError(.noSuchBucket, "")) {
            _ = try await ObjectLogFiles(store: store).open(LogFile(bucket: "nowhere", key: "k"))
        }
        let files = try await BucketLogFiles(store: store, bucket: "box").list(prefix: "", after: nil, limit: 10)
        #expect(files == [LogFile(bucket: "box", key: "k", size: 1)])
    }
}
