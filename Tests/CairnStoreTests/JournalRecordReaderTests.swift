import CairnModel
import Foundation
import Testing

@testable import CairnStore

@Suite struct JournalRecordReaderTests {
    /// Records of up to 30 KB in segments of 100 KB: some are fetched together, others one by one.
    @Test(arguments: StorageKind.allCases)
    func recordsComeInTheOrderAskedFor(_ kind: StorageKind) async throws {
        let folder = try TemporaryFolder()
        var configuration = JournalConfiguration()
        configuration.segmentBytesMax = 100_000
        let journal = try Journal(storage: try kind.make(folder), configuration: configuration, logger: quiet)
        let records = (0..<60).map { number in
            Array("{\"number\":\(number),\"padding\":\"\(String(repeating: "x", count: number * 500))\"}".utf8)
        }
        for record in records { try await journal.append([record]) }
        var locations: [RecordLocation] = []
        let cursor = journal.reader(named: "test", at: .beginning)
        while let batch = try cursor.poll() {
            for index in 0..<batch.count {
                let range = batch.range(at: index)
                locations.append(
                    RecordLocation(
                        segment: batch.segment, offset: batch.offset + UInt64(range.lowerBound), length: range.count))
            }
        }
        #expect(Set(locations.map(\.segment)).count > 5)
        var order = Array(records.indices)
        var random = Generator(seed: 9)
        for _ in 0..<20 {
            order.shuffle(using: &random)
            let asked = Array(order.prefix(Int.random(in: 0...60, using: &random)))
            let found = try journal.recordReader().records(at: asked.map { locations[$0] })
            #expect(found == asked.map { records[$0] })
        }
        journal.close()
    }

    @Test func whatIsNotThereAnyMoreIsLeftOut() async throws {
        let folder = try TemporaryFolder()
        let journal = try Journal(storage: try DiskSegmentStorage(folder: folder.path), logger: quiet)
        try await journal.append([TestRecord.numbered(1)])
        let there = RecordLocation(segment: 1, offset: 0, length: TestRecord.numbered(1).count)
        let removed = RecordLocation(segment: 77, offset: 0, length: 10)
        let behind = RecordLocation(segment: 1, offset: 1000, length: 10)
        let found = try journal.recordReader().records(at: [removed, there, behind])
        #expect(found == [nil, TestRecord.numbered(1), nil])
        journal.close()
    }
}
