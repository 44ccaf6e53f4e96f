import CairnModel
import CairnStore
import Foundation
import Testing

@Suite struct JournalReaderTests {
    private func journal(_ storage: any SegmentStorage, segmentBytes: UInt64 = 100) throws -> Journal {
        var configuration = JournalConfiguration()
        configuration.segmentBytesMax = segmentBytes
        return try Journal(storage: storage, configuration: configuration, logger: quiet)
    }

    @Test(arguments: StorageKind.allCases)
    func aReaderGoesOnBehindWhatItCommitted(_ kind: StorageKind) async throws {
        let folder = try TemporaryFolder()
        let storage = try kind.make(folder)
        let state = try StateDatabase.inMemory()
        let journal = try journal(storage)
        for number in 1...50 { try await journal.append([TestRecord.numbered(number)]) }
        let first = try journal.reader(named: "trail", cursors: state)
        var seen = 0
        while seen < 20, let batch = try first.poll(maxRecords: 3) { seen += batch.count }
        try first.commit(17)
        #expect(first.lag == 33)
        let second = try journal.reader(named: "trail", cursors: state)
        #expect(second.committed == 17)
        #expect(try second.readAll() == (18...50).map(TestRecord.numbered))
        let other = try journal.reader(named: "other", cursors: state)
        #expect(try other.readAll().count == 50)
        journal.close()
    }

    @Test func theCursorSurvivesARestartOfEverything() async throws {
        let folder = try TemporaryFolder()
        do {
            let journal = try journal(try StorageKind.disk.make(folder))
            let state = try StateDatabase(file: folder.path + "/state.db")
            for number in 1...30 { try await journal.append([TestRecord.numbered(number)]) }
            let reader = try journal.reader(named: "trail", cursors: state)
            let batch = try #require(try reader.poll())
            try reader.commit(batch.lastSequence)
            try reader.commit(1)
            #expect(reader.committed == batch.lastSequence, "a cursor never moves back")
            journal.close()
        }
        let journal = try journal(try StorageKind.disk.make(folder))
        let state = try StateDatabase(file: folder.path + "/state.db")
        let reader = try journal.reader(named: "trail", cursors: state)
        let rest = try reader.readAll()
        #expect(rest.last == TestRecord.numbered(30))
        #expect(rest.count == 30 - Int(reader.committed))
        #expect(reader.committed > 0)
        journal.close()
    }

    @Test func batchesTellSequencesAndPlacesOfTheirRecords() async throws {
        let folder = try TemporaryFolder()
        let journal = try journal(try StorageKind.disk.make(folder))
        for number in 1...40 { try await journal.append([TestRecord.numbered(number)]) }
        let reader = journal.reader(named: "places", at: .beginning)
        let records = journal.recordReader()
        var expected: UInt64 = 1
        while let batch = try reader.poll(maxRecords: 4) {
            #expect(batch.firstSequence == expected)
            var locations: [RecordLocation] = []
            var bytes: [[UInt8]?] = []
            batch.forEachRecord { index, record in
                #expect(batch.sequence(at: index) == expected)
                expected += 1
                let range = batch.range(at: index)
                locations.append(
                    RecordLocation(
                        segment: batch.segment, offset: batch.offset + UInt64(range.lowerBound), length: range.count))
                bytes.append([UInt8](record))
            }
            #expect(try records.records(at: locations.reversed()) == bytes.reversed())
        }
        #expect(expected == 41)
        journal.close()
    }

    @Test func aRecordLongerThanTheBoundComesAlone() async throws {
        let journal = try journal(MemorySegmentStorage(), segmentBytes: 1 << 20)
        let long = Array("{\"padding\":\"\(String(repeating: "x", count: 5000))\"}".utf8)
        try await journal.append([TestRecord.numbered(1), long, TestRecord.numbered(2)])
        let reader = journal.reader(named: "small", at: .beginning)
        var counts: [Int] = []
        while let batch = try reader.poll(maxBytes: 100) { counts.append(batch.count) }
        #expect(counts == [1, 1, 1])
        journal.close()
    }

    @Test func aWaitingReaderIsWokenByARecordAndByTheEnd() async throws {
        let journal = try journal(MemorySegmentStorage())
        let reader = journal.reader(named: "waiting", at: .beginning)
        async let first = reader.next()
        try await Task.sleep(for: .milliseconds(20))
        try await journal.append([TestRecord.numbered(1)])
        #expect(try await first?.count == 1)
        async let end = reader.next()
        try await Task.sleep(for: .milliseconds(20))
        journal.close()
        #expect(try await end == nil)
    }

    @Test func aWaitingReaderCanBeCancelled() async throws {
        let journal = try journal(MemorySegmentStorage())
        let reader = journal.reader(named: "waiting", at: .beginning)
        let waiting = Task { try await reader.next() }
        try await Task.sleep(for: .milliseconds(20))
        waiting.cancel()
        await #expect(throws: CancellationError.self) { try await waiting.value }
        journal.close()
    }

    @Test func manyReadersReadWhileOthersWrite() async throws {
        let folder = try TemporaryFolder()
        let journal = try journal(try StorageKind.disk.make(folder), segmentBytes: 5000)
        try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<4 {
                let reader = journal.reader(named: "reader \(number)", at: .beginning)
                group.addTask {
                    var expected = 1
                    while expected <= 2000, let batch = try await reader.next(maxBytes: 777 * (number + 1)) {
                        batch.forEachRecord { _, record in
                            #expect([UInt8](record) == TestRecord.numbered(expected))
                            expected += 1
                        }
                    }
                    return expected
                }
            }
            for number in 1...2000 { try await journal.append([TestRecord.numbered(number)]) }
            for try await expected in group { #expect(expected == 2001) }
        }
        journal.close()
    }

    @Test func aCursorBehindTheEndOfAShortenedJournalReadsWhatComes() async throws {
        let state = try StateDatabase.inMemory()
        try state.setCursor(JournalPosition(sequence: 900, segment: 1, offset: 9000), named: "trail")
        let journal = try journal(MemorySegmentStorage())
        try await journal.append([TestRecord.numbered(1)])
        let reader = try journal.reader(named: "trail", cursors: state)
        try await journal.append([TestRecord.numbered(2)])
        #expect(try reader.readAll() == [TestRecord.numbered(2)])
        journal.close()
    }
}
