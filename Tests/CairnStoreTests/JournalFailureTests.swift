import CairnModel
import CairnStore
import Foundation
import Testing

@Suite struct JournalFailureTests {
    private func configuration(_ durability: JournalConfiguration.Durability) -> JournalConfiguration {
        var configuration = JournalConfiguration()
        configuration.durability = durability
        configuration.probeInterval = .milliseconds(20)
        return configuration
    }

    @Test(arguments: StorageKind.allCases)
    func aFailedWriteIsReportedCutOffAndRecoveredFrom(_ kind: StorageKind) async throws {
        let folder = try TemporaryFolder()
        let storage = FailingStorage(try kind.make(folder))
        let journal = try Journal(storage: storage, configuration: configuration(.never), logger: quiet)
        try await journal.append([TestRecord.numbered(0)])
        storage.fail(.full(after: 5))
        let error = await #expect(throws: StoreError.self) { try await journal.append([TestRecord.numbered(1)]) }
        #expect(error?.code == .writeFailed)
        #expect(error?.message.contains("No space left") == true)
        #expect(!journal.isAccepting)
        let refusal = await #expect(throws: StoreError.self) { try await journal.append([TestRecord.numbered(2)]) }
        #expect(refusal?.code == .notAccepting)
        #expect(try journal.readAll() == [TestRecord.numbered(0)])
        storage.fail(nil)
        #expect(try await eventually { journal.isAccepting }, "it comes back by itself")
        try await journal.append([TestRecord.numbered(3)])
        #expect(try journal.readAll() == [0, 3].map(TestRecord.numbered))
        journal.close()
    }

    @Test func aFailedSyncFailsTheBatchAndLeavesTheSegment() async throws {
        let folder = try TemporaryFolder()
        let storage = FailingStorage(try StorageKind.disk.make(folder))
        let journal = try Journal(storage: storage, configuration: configuration(.always), logger: quiet)
        try await journal.append([TestRecord.numbered(0)])
        storage.fail(.sync)
        await #expect(throws: StoreError(.writeFailed, "")) { try await journal.append([TestRecord.numbered(1)]) }
        storage.fail(nil)
        #expect(try await eventually { journal.isAccepting })
        try await journal.append([TestRecord.numbered(2)])
        #expect(try journal.readAll() == [0, 2].map(TestRecord.numbered))
        #expect(journal.end.segment == 2, "nothing more is written to a file whose sync failed")
        journal.close()
    }

    @Test func aFailedSyncInTheBackgroundStopsTheJournalAndIsReported() async throws {
        let folder = try TemporaryFolder()
        let storage = FailingStorage(try StorageKind.disk.make(folder))
        let journal = try Journal(
            storage: storage, configuration: configuration(.interval(.milliseconds(1))), logger: quiet)
        storage.fail(.sync)
        try await journal.append([TestRecord.numbered(0)])
        #expect(try await eventually { journal.problems.contains { $0.kind == .failedSync } })
        #expect(try await eventually { !journal.isAccepting })
        storage.fail(nil)
        #expect(try await eventually { journal.isAccepting })
        try await journal.append([TestRecord.numbered(1)])
        #expect(try journal.readAll().count == 2)
        journal.close()
    }

    @Test func aSealThatCannotBeWrittenIsWrittenLater() async throws {
        let folder = try TemporaryFolder()
        let storage = FailingStorage(try StorageKind.disk.make(folder))
        var configuration = configuration(.never)
        configuration.segmentBytesMax = 50
        let journal = try Journal(storage: storage, configuration: configuration, logger: quiet)
        storage.fail(.seal)
        for number in 0..<10 { try await journal.append([TestRecord.numbered(number)]) }
        _ = try journal.verifyChain()
        #expect(try folder.names(in: "journal").filter { $0.hasSuffix(".seal.json") }.isEmpty)
        storage.fail(nil)
        for number in 10..<20 { try await journal.append([TestRecord.numbered(number)]) }
        #expect(try JournalChain.verify(storage).segmentCount > 3)
        journal.close()
        #expect(try JournalChain.verify(storage).isIntact)
    }

    /// The real thing: a file system of one MiB.
    @Test func aFullDiskIsNamedAndComesBackWhenThereIsRoom() async throws {
        let folder = try TemporaryFolder()
        guard let disk = SmallDisk(at: folder.path + "/disk") else {
            print("skipped: mounting a tmpfs needs root")
            return
        }
        let journal = try Journal(
            storage: try DiskSegmentStorage(folder: disk.path + "/journal"),
            configuration: configuration(.interval(.milliseconds(1))), logger: quiet)
        try disk.fill(leaving: 200_000)
        let record = Array("{\"padding\":\"\(String(repeating: "x", count: 9000))\"}".utf8)
        var kept = 0
        var failure: StoreError?
        while failure == nil, kept < 200 {
            do {
                try await journal.append([record])
                kept += 1
            } catch {
                failure = error as? StoreError
            }
        }
        #expect(failure?.code == .writeFailed)
        #expect(failure?.message.contains(disk.path) == true && failure?.message.contains("No space left") == true)
        #expect(kept > 5)
        #expect(!journal.isAccepting)
        try disk.empty()
        #expect(try await eventually { journal.isAccepting })
        try await journal.append([record])
        #expect(try journal.readAll().count == kept + 1)
        journal.close()
        let again = try Journal(storage: try DiskSegmentStorage(folder: disk.path + "/journal"), logger: quiet)
        #expect(try again.readAll().count == kept + 1)
        #expect(again.problems.isEmpty)
        again.close()
    }

    @Test func aReadOnlyFolderIsRefusedAtOpeningWithTheReason() throws {
        let folder = try TemporaryFolder()
        guard let disk = SmallDisk(at: folder.path + "/disk", options: "ro,size=1m") else {
            print("skipped: mounting a tmpfs needs root")
            return
        }
        let error = #expect(throws: StoreError.self) { try DiskSegmentStorage(folder: disk.path) }
        #expect(error?.code == .cannotOpen)
        #expect(error?.message.contains("Read-only") == true)
        #expect(error?.message.contains(disk.path) == true)
    }
}

/// A tmpfs of one MiB, if this process may mount one.
final class SmallDisk {
    let path: String

    init?(at path: String, options: String = "size=1m") {
        self.path = path
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard Self.run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path) else { return nil }
    }

    deinit { _ = Self.run("umount", "-l", path) }

    func fill(leaving bytes: Int) throws {
        try Data(count: (1 << 20) - bytes).write(to: URL(fileURLWithPath: path + "/filler"))
    }

    func empty() throws { try FileManager.default.removeItem(atPath: path + "/filler") }

    private static func run(_ arguments: String...) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }
}
