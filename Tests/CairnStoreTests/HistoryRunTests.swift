import CairnModel
import Foundation
import Testing

@testable import CairnStore

@Suite struct HistoryRunTests {
    private let common: Int64 = -5

    /// A thousand entries: one term in all of them, one in each alone.
    private var builder: RunBuilder {
        RunBuilder(
            (0..<1000).map { number in
                let location = RecordLocation(segment: 1, offset: UInt64(number) * 50, length: 49)
                let entry = IndexEntry(time: Int64(number / 3), sequence: UInt64(number) + 1, location: location)
                return (entry, [common, Int64(number) * 1_000_003])
            })
    }

    private func run(in folder: TemporaryFolder) throws -> (run: HistoryRun, name: String) {
        var builder = builder
        let files = RunFolder(path: folder.path, lastNumber: 0)
        let run = try HistoryRun.merging([try builder.makeRun()], day: 20_000, into: files)
        return (run, HistoryFile.name(20_000, try #require(run.number)))
    }

    private func sequences(
        _ run: HistoryRun, _ term: Int64, before: HistoryPosition? = nil, limit: Int = 2000
    ) throws -> [UInt64] {
        let search = HistorySearch(
            term: term, start: .min, before: before ?? HistoryPosition(eventTime: .max, sequence: 0))
        var walk = RunWalk([run], search)
        var buffer: [UInt8] = []
        return try walk.entries(limit: limit, &buffer).map(\.sequence)
    }

    @Test func aRunInAFileIsTheRunThatWasInMemory() throws {
        var builder = builder
        let memory = try builder.makeRun()
        let folder = try TemporaryFolder()
        let file = try run(in: folder).run
        for run in [memory, file] {
            #expect(try sequences(run, common) == Array((1...1000).reversed()))
            #expect(try sequences(run, 999 * 1_000_003) == [1000])
            #expect(try sequences(run, 999 * 1_000_003 + 1).isEmpty)
            #expect(try sequences(run, .min).isEmpty)
            #expect(try sequences(run, .max).isEmpty)
        }
        #expect(memory.summary.count == file.summary.count && file.summary.maximumSequence == 1000)
    }

    @Test(
        arguments: [
            (HistoryPosition(eventTime: 0, sequence: 0), 0), (HistoryPosition(eventTime: 0, sequence: 1), 0),
            (HistoryPosition(eventTime: 0, sequence: 2), 1), (HistoryPosition(eventTime: 1, sequence: 0), 3),
            (HistoryPosition(eventTime: 42, sequence: 128), 127), (HistoryPosition(eventTime: 42, sequence: 129), 128),
            (HistoryPosition(eventTime: 43, sequence: 0), 129), (HistoryPosition(eventTime: 333, sequence: 1000), 999),
            (HistoryPosition(eventTime: 333, sequence: .max), 1000),
            (HistoryPosition(eventTime: 9999, sequence: 0), 1000),
        ] as [(HistoryPosition, UInt64)])
    func aWalkBeginsStrictlyBeforeItsPlace(_ place: HistoryPosition, _ count: UInt64) throws {
        let folder = try TemporaryFolder()
        let run = try run(in: folder).run
        #expect(try sequences(run, common, before: place).count == Int(count))
        #expect(try sequences(run, common, before: place, limit: 1) == (count > 0 ? [count] : []))
    }

    /// Each bit of a file is vouched for by the length, the footer, the directory or the block that it is in.
    @Test func anyChangeOfAFileIsFound() throws {
        let folder = try TemporaryFolder()
        let (run, name) = try run(in: folder)
        let bytes = try folder.contents(name)
        for offset in stride(from: 0, to: bytes.count, by: 97) {
            try folder.flipBit(in: name, at: offset)
            // Opened as after a restart.
            let copy = HistoryRun(
                in: RunFolder(path: folder.path, lastNumber: 0), day: 20_000, number: try #require(run.number),
                summary: run.summary)
            #expect(throws: StoreError(.damaged, ""), "offset \(offset)") { try readAll(copy) }
            try folder.write(bytes, to: name)
        }
        for count in [0, 39, 40, bytes.count - 1] {
            try folder.write(Array(bytes.prefix(count)), to: name)
            let copy = HistoryRun(
                in: RunFolder(path: folder.path, lastNumber: 0), day: 20_000, number: try #require(run.number),
                summary: run.summary)
            #expect(throws: StoreError(.damaged, ""), "length \(count)") { try readAll(copy) }
        }
    }

    private func readAll(_ run: HistoryRun) throws {
        var writer = RunWriter(to: nil)
        _ = try RunMerger.merge([run], into: &writer)
    }

    @Test(arguments: [(Int64(0), nil), (10, 0), (15, 0), (20, 2), (25, 2), (30, 3), (99, 3)] as [(Int64, Int?)])
    func aDirectoryKnowsTheLastBlockUpToAKey(_ major: Int64, _ block: Int?) {
        var directory = BlockDirectory()
        for (index, key) in [(10, 5), (20, 0), (20, 7), (30, 0)].enumerated() {
            directory.append(
                BlockDirectory.Block(
                    key: BlockDirectory.Key(major: Int64(key.0), minor: UInt64(key.1)), offset: UInt32(index) * 10,
                    checksum: 0),
                end: UInt32(index) * 10 + 9)
        }
        #expect(directory.last(upTo: BlockDirectory.Key(major: major, minor: 9)) == block)
        #expect(directory.range(of: 3) == 30..<39)
        #expect(directory.range(of: 0) == 0..<10)
    }
}
