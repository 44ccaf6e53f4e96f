import CairnModel
import Foundation
import Testing

@testable import CairnStore

@Suite struct HistoryDaysTests {
    private let term: Int64 = 7
    private let noon: Int64 = 1_770_033_600
    private var day: Int { HistoryFile.day(containing: noon) }

    private func open(_ folder: TemporaryFolder, journalEnd: UInt64 = 1000) throws -> HistoryDays {
        try HistoryDays(folder: folder.path + "/history", journalEnd: journalEnd, logger: quiet)
    }

    /// Events of one second each, all with one term, numbered as they arrived.
    private func add(_ sequences: ClosedRange<UInt64>, to days: HistoryDays, day: Int? = nil) throws {
        let day = day ?? self.day
        let builder = RunBuilder(
            sequences.map { sequence in
                let location = RecordLocation(segment: 1, offset: sequence * 100, length: 99)
                let entry = IndexEntry(
                    time: Int64(day) * 86_400 + Int64(sequence), sequence: sequence, location: location)
                return (entry, [term])
            })
        try days.add(builder, to: day, first: sequences.lowerBound, covered: sequences.upperBound)
    }

    private func position(_ sequence: UInt64) -> JournalPosition {
        JournalPosition(sequence: sequence, segment: 1, offset: sequence * 100)
    }

    private func found(_ days: HistoryDays, day: Int? = nil) throws -> [UInt64] {
        let day = day ?? self.day
        let search = HistorySearch(
            term: term, start: .min, before: HistoryPosition(eventTime: .max - 1, sequence: 0))
        var buffer: [UInt8] = []
        return try days.days(day...day).flatMap { try $0.lookup(search, limit: 1000, &buffer) }.map(\.sequence)
    }

    private func runFiles(_ folder: TemporaryFolder) throws -> [String] {
        try folder.names(in: "history").filter { $0.hasSuffix(".run") }
    }

    @Test func whatWasSavedIsThereAgainAndWhatWasNotIsIndexedAgain() throws {
        let folder = try TemporaryFolder()
        let days = try open(folder)
        try add(1...5, to: days)
        try days.save(at: position(5))
        try add(6...9, to: days)
        #expect(try found(days) == Array((1...9).reversed()))
        let after = try open(folder)
        #expect(after.position == position(5))
        #expect(try found(after) == [5, 4, 3, 2, 1])
        try add(4...9, to: after)
        #expect(try found(after) == Array((1...9).reversed()), "events that come again are passed over")
    }

    @Test func filesThatTheManifestDoesNotNameAreRemoved() throws {
        let folder = try TemporaryFolder()
        try add(1...5, to: try open(folder))
        #expect(try runFiles(folder).isEmpty)
        let days = try open(folder)
        try add(1...5, to: days)
        try days.save(at: position(5))
        let names = try folder.names(in: "history")
        for name in ["2026-02-02.99.run", "2026-02-02.db", "2026-02-02.db-wal", "2020-01-01.1.run"] {
            try folder.write([1, 2, 3], to: "history/" + name)
        }
        #expect(try found(try open(folder)) == [5, 4, 3, 2, 1])
        #expect(try folder.names(in: "history") == names)
    }

    @Test func aFolderOfAnotherVersionIsBuiltAgain() throws {
        let folder = try TemporaryFolder()
        var days = try open(folder)
        try add(1...5, to: days)
        try days.save(at: position(5))
        let manifest = try #require(String(bytes: try folder.contents("history/manifest.json"), encoding: .utf8))
        let old = manifest.replacingOccurrences(of: "\"version\":3", with: "\"version\":2")
        #expect(old != manifest)
        try folder.write(Array(old.utf8), to: "history/manifest.json")
        days = try open(folder)
        #expect(days.position == .beginning)
        #expect(try found(days).isEmpty)
        #expect(try runFiles(folder).isEmpty)
    }

    @Test(arguments: [(UInt64(4), false), (5, true)])
    func anIndexThatKnowsMoreThanTheJournalIsBuiltAgain(_ journalEnd: UInt64, _ isTrusted: Bool) throws {
        let folder = try TemporaryFolder()
        let days = try open(folder)
        try add(1...5, to: days)
        try days.save(at: position(5))
        #expect(try found(try open(folder, journalEnd: journalEnd)).isEmpty != isTrusted)
    }

    @Test func oneDayWithAFileThatIsNotWholeIsBuiltAgainAlone() throws {
        let folder = try TemporaryFolder()
        var days = try open(folder)
        try add(1...5, to: days)
        try add(6...9, to: days, day: day + 1)
        try days.save(at: position(9))
        let name = "history/" + (try #require(try runFiles(folder).last))
        try folder.write(Array(try folder.contents(name).dropLast()), to: name)
        days = try open(folder)
        #expect(days.position.sequence == 5)
        #expect(try found(days) == [5, 4, 3, 2, 1])
        #expect(try found(days, day: day + 1).isEmpty)
    }

    @Test func aFileStaysAsLongAsALookUpMayUseIt() throws {
        let folder = try TemporaryFolder()
        let days = try open(folder)
        for start in stride(from: UInt64(1), through: 7, by: 1) {
            try add(start...start, to: days)
            try days.save(at: position(start))
        }
        let search = HistorySearch(term: term, start: .min, before: HistoryPosition(eventTime: .max, sequence: 0))
        do {
            let old = try #require(days.days(day...day).first).saved.runs.map(\.number)
            let runs = try #require(days.days(day...day).first).runs
            try add(8...8, to: days)
            try days.save(at: position(8))
            #expect(try #require(days.days(day...day).first).runCount == 1, "eight runs of a size become one")
            #expect(try runFiles(folder).count == old.count + 1)
            var walk = RunWalk(runs, search)
            var buffer: [UInt8] = []
            #expect(try walk.entries(limit: 9, &buffer).map(\.sequence) == [7, 6, 5, 4, 3, 2, 1])
        }
        #expect(try runFiles(folder).count == 1)
        #expect(try found(days) == Array((1...8).reversed()))
    }

    @Test func aDayThatIsOverBecomesOneFile() throws {
        let folder = try TemporaryFolder()
        var days = try open(folder)
        for start in stride(from: UInt64(1), through: 41, by: 10) {
            try add(start...start + 9, to: days)
            try days.save(at: position(start + 9))
        }
        #expect(try runFiles(folder).count == 5)
        days = try open(folder)
        try days.settleEnded(today: day, at: position(50))
        #expect(try runFiles(folder).count == 5, "the day goes on")
        try days.settleEnded(today: day + 1, at: position(50))
        #expect(try runFiles(folder).count == 1)
        #expect(try found(try open(folder)) == Array((1...50).reversed()))
    }

    @Test func aFailureToWriteLosesNothingAndIsMadeGoodLater() throws {
        let folder = try TemporaryFolder()
        let days = try open(folder)
        try add(1...5, to: days)
        try FileManager.default.moveItem(atPath: folder.path + "/history", toPath: folder.path + "/away")
        #expect(throws: StoreError(.writeFailed, "")) { try days.save(at: position(5)) }
        #expect(days.position == .beginning)
        #expect(try found(days) == [5, 4, 3, 2, 1])
        try FileManager.default.moveItem(atPath: folder.path + "/away", toPath: folder.path + "/history")
        try days.save(at: position(5))
        #expect(days.memoryBytes == 0)
        #expect(try found(try open(folder)) == [5, 4, 3, 2, 1])
    }
}
