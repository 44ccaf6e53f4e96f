import CairnModel
import Foundation
import Testing

@testable import CairnStore

@Suite struct RetentionTests {
    private func journal(_ folder: TemporaryFolder, _ clock: ManualClock) throws -> Journal {
        var configuration = JournalConfiguration()
        configuration.segmentBytesMax = 100
        return try Journal(
            storage: try DiskSegmentStorage(folder: folder.path), configuration: configuration, clock: clock,
            logger: quiet)
    }

    @Test func oldSegmentsGoWhenEveryReaderHasPassedAndTheChainStillHolds() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock(1_770_000_000)
        let state = try StateDatabase.inMemory()
        var journal = try journal(folder, clock)
        for number in 1...100 {
            try await journal.append([TestRecord.numbered(number)])
            clock.advance(by: 3600)
        }
        let reader = try journal.reader(named: "trail", cursors: state)
        let retention = Retention(
            period: .seconds(20 * 3600), journal: journal, history: nil, state: state, clock: clock, logger: quiet)
        #expect(try retention.run().segments == 0, "no reader has passed anything")
        try reader.commit(30)
        #expect(try retention.run().segments > 0)
        #expect(journal.firstSequence > 20 && journal.firstSequence <= 31)
        try reader.commit(100)
        try retention.run()
        #expect(journal.firstSequence > 60 && journal.firstSequence <= 81, "younger ones stay")
        #expect(try journal.verifyChain().isIntact)
        let first = journal.firstSequence
        journal.close()
        journal = try self.journal(folder, clock)
        #expect(journal.problems.isEmpty)
        #expect(journal.firstSequence == first)
        #expect(try journal.verifyChain().isIntact)
        #expect(try journal.readAll() == (Int(first)...100).map(TestRecord.numbered))
        journal.close()
    }

    @Test func aReaderThatIsNotOpenHoldsBackToo() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock(1_770_000_000)
        let state = try StateDatabase.inMemory()
        try state.setCursor(JournalPosition(sequence: 12, segment: 1, offset: 0), named: "sleeping")
        let journal = try journal(folder, clock)
        for number in 1...50 { try await journal.append([TestRecord.numbered(number)]) }
        clock.advance(by: 1_000_000)
        let retention = Retention(
            period: .seconds(10), journal: journal, history: nil, state: state, clock: clock, logger: quiet)
        try retention.run()
        #expect(journal.firstSequence <= 13)
        try state.removeCursor(named: "sleeping")
        try retention.run()
        #expect(journal.firstSequence > 40)
        journal.close()
    }

    @Test func daysOfHistoryGoWithTheirFiles() async throws {
        let clock = ManualClock(HistoryFixture.now)
        let history = try HistoryFixture(folder: try TemporaryFolder(), unsavedBytes: 1, clock: clock)
        let time = Int64(HistoryFixture.now)
        try await history.append((0..<5).map { TestRecord.Fields(id: "\($0)", time: time - $0 * 86_400) })
        let retention = Retention(
            period: .seconds(2 * 86_400), journal: history.journal, history: history.index, state: nil, clock: clock,
            logger: quiet)
        #expect(try retention.run().days == 2)
        #expect(try history.runFiles().count == 3)
        #expect(try history.names(HistoryQuery(account: "111122223333", region: "eu-west-1")) == ["0", "1", "2"])
        try await history.close()
    }
}
