import CairnModel
import CairnStore
import Foundation
import Testing

@Suite struct JournalTests {
    @Test(arguments: StorageKind.allCases)
    func recordsComeBackInTheOrderOfTheirArrival(_ kind: StorageKind) async throws {
        let folder = try TemporaryFolder()
        let journal = try Journal(storage: try kind.make(folder), logger: quiet)
        for start in stride(from: 0, to: 100, by: 10) {
            try await journal.append((start..<start + 10).map(TestRecord.numbered))
        }
        #expect(journal.end.sequence == 100)
        #expect(try journal.readAll() == (0..<100).map(TestRecord.numbered))
        journal.close()
    }

    @Test(arguments: StorageKind.allCases)
    func everyCompletionComesOnceAndRecordsOfOneCallStayTogether(_ kind: StorageKind) async throws {
        let folder = try TemporaryFolder()
        let journal = try Journal(storage: try kind.make(folder), logger: quiet)
        let outcomes = Outcomes()
        await withTaskGroup(of: Void.self) { group in
            for caller in 0..<8 {
                group.addTask {
                    for call in 0..<50 {
                        let first = caller * 1000 + call * 10
                        journal.submit([TestRecord.numbered(first), TestRecord.numbered(first + 1)], to: outcomes)
                    }
                }
            }
        }
        #expect(try await eventually { outcomes.count == 400 })
        #expect(outcomes.errors.isEmpty)
        let numbers = try journal.readAll().map { try JSON(parsing: $0)["number"]?.intValue ?? -1 }
        #expect(numbers.count == 800)
        for index in stride(from: 0, to: 800, by: 2) { #expect(numbers[index] + 1 == numbers[index + 1]) }
        for caller in 0..<8 {
            let own = numbers.filter { $0 / 1000 == caller }
            #expect(own == own.sorted(), "calls of one caller keep their order")
        }
        journal.close()
        #expect(outcomes.count == 400)
    }

    @Test(arguments: [
        JournalConfiguration.Durability.always, .interval(.milliseconds(1)), .never,
    ])
    func everyPolicyKeepsWhatItCompleted(_ durability: JournalConfiguration.Durability) async throws {
        let folder = try TemporaryFolder()
        var configuration = JournalConfiguration()
        configuration.durability = durability
        let journal = try Journal(
            storage: try StorageKind.disk.make(folder), configuration: configuration, logger: quiet)
        try await journal.append([TestRecord.numbered(1)])
        #expect(try folder.contents("journal/00000000000000000001.ndjson") == TestRecord.numbered(1) + [0x0A])
        journal.close()
    }

    @Test(arguments: ["", "{}\n{}", "[1]", "{\"a\":1", "text"])
    func whatIsNotOneObjectOnOneLineIsRefused(_ text: String) async throws {
        let journal = try Journal(storage: MemorySegmentStorage(), logger: quiet)
        await #expect(throws: StoreError(.invalidRecord, "")) { try await journal.append([Array(text.utf8)]) }
        #expect(journal.end.sequence == 0)
        journal.close()
    }

    @Test func aFullBufferRefusesInsteadOfGrowing() async throws {
        let gate = Gate()
        let storage = FailingStorage(MemorySegmentStorage(), gate: gate)
        var configuration = JournalConfiguration()
        configuration.pendingBytesMax = 10_000
        let journal = try Journal(storage: storage, configuration: configuration, logger: quiet)
        gate.close()
        let outcomes = Outcomes()
        let record = Array("{\"padding\":\"\(String(repeating: "x", count: 900))\"}".utf8)
        for _ in 0..<100 { journal.submit([record], to: outcomes) }
        #expect(outcomes.errors.count >= 78, "what fits twice into the bound waits, the rest is refused at once")
        #expect(outcomes.errors.allSatisfy { $0.code == .overloaded })
        gate.open()
        #expect(try await eventually { outcomes.count == 100 })
        #expect(try journal.readAll().count == 100 - outcomes.errors.count)
        try await journal.append([record])
        journal.close()
    }

    @Test func aForgottenJournalWritesWhatItHasAndLetsGoOfItsFolder() async throws {
        let folder = try TemporaryFolder()
        let outcomes = Outcomes()
        do {
            let journal = try Journal(storage: try DiskSegmentStorage(folder: folder.path), logger: quiet)
            journal.submit([TestRecord.numbered(0)], to: outcomes)
        }
        #expect(try await eventually { (try? DiskSegmentStorage(folder: folder.path)) != nil })
        #expect(outcomes.count == 1 && outcomes.errors.isEmpty)
        #expect(try folder.contents("00000000000000000001.ndjson") == TestRecord.lines(1))
    }

    @Test func aClosedJournalRefuses() async throws {
        let journal = try Journal(storage: MemorySegmentStorage(), logger: quiet)
        journal.close()
        #expect(!journal.isAccepting)
        await #expect(throws: StoreError(.closed, "")) { try await journal.append([TestRecord.numbered(1)]) }
    }

    @Test func memoryIsBoundedByDroppingTheOldest() async throws {
        var configuration = JournalConfiguration()
        configuration.segmentBytesMax = 1000
        configuration.memoryBytesMax = 5000
        let journal = try Journal(storage: MemorySegmentStorage(), configuration: configuration, logger: quiet)
        for number in 0..<1000 { try await journal.append([TestRecord.numbered(number)]) }
        #expect(journal.byteLength <= 6000)
        #expect(journal.firstSequence > 500)
        let records = try journal.readAll()
        #expect(records.last == TestRecord.numbered(999))
        #expect(records.first == TestRecord.numbered(Int(journal.firstSequence) - 1))
        journal.close()
    }

    @Test func aSecondProcessIsToldThatTheFolderIsTaken() throws {
        let folder = try TemporaryFolder()
        let first = try DiskSegmentStorage(folder: folder.path)
        #expect(throws: StoreError(.locked, "")) { try DiskSegmentStorage(folder: folder.path) }
        withExtendedLifetime(first) {}
    }

    @Test func aFolderThatCannotBeMadeIsNamed() throws {
        let folder = try TemporaryFolder()
        try folder.write([], to: "file")
        let error = #expect(throws: StoreError.self) { try DiskSegmentStorage(folder: folder.path + "/file/journal") }
        #expect(error?.code == .cannotOpen)
        #expect(error?.message.contains(folder.path) == true)
    }
}
