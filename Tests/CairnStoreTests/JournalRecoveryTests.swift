import CairnModel
import CairnStore
import Foundation
import Testing

@Suite struct JournalRecoveryTests {
    private let first = "00000000000000000001"

    private func open(_ folder: TemporaryFolder, segmentBytes: UInt64 = 64 << 20) throws -> Journal {
        var configuration = JournalConfiguration()
        configuration.segmentBytesMax = segmentBytes
        return try Journal(
            storage: try DiskSegmentStorage(folder: folder.path), configuration: configuration, logger: quiet)
    }

    /// A journal of 100 records in segments of some ten, closed in order.
    private func filled() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let journal = try open(folder, segmentBytes: 150)
        for number in 0..<100 { try await journal.append([TestRecord.numbered(number)]) }
        journal.close()
        return folder
    }

    @Test func aReopenedJournalGoesOnWhereItWas() async throws {
        let folder = try await filled()
        let journal = try open(folder, segmentBytes: 150)
        #expect(journal.end.sequence == 100)
        try await journal.append([TestRecord.numbered(100)])
        #expect(try journal.readAll() == (0...100).map(TestRecord.numbered))
        #expect(journal.problems.isEmpty)
        journal.close()
    }

    @Test(arguments: [
        "{\"number\":5", "{\"number\":5}", "{", "\u{0}\u{0}\u{0}\u{0}", "{\"number\":}\n", "\u{0}\u{0}\n\u{0}\n",
        "{\"a\":1}}\n",
    ])
    func aTornEndIsSetAsideAndNeverRead(_ tail: String) async throws {
        let folder = try TemporaryFolder()
        let whole = TestRecord.lines(5)
        try folder.write(whole + Array(tail.utf8), to: first + ".ndjson")
        let journal = try open(folder)
        #expect(try journal.readAll() == (0..<5).map(TestRecord.numbered))
        #expect(journal.problems.map(\.kind) == [.tornTail])
        #expect(try folder.contents(first + ".torn-1") == Array(tail.utf8))
        #expect(try folder.contents(first + ".ndjson") == whole)
        try await journal.append([TestRecord.numbered(5)])
        #expect(journal.end.sequence == 6)
        journal.close()
    }

    @Test func everyCutOfTheFileLeavesTheWholeRecordsBeforeIt() async throws {
        let whole = TestRecord.lines(4)
        let line = TestRecord.numbered(0).count + 1
        for length in 0...whole.count {
            let folder = try TemporaryFolder()
            try folder.write(Array(whole[..<length]), to: first + ".ndjson")
            let journal = try open(folder)
            #expect(try journal.readAll() == (0..<length / line).map(TestRecord.numbered), "cut at \(length)")
            #expect(journal.problems.isEmpty == (length % line == 0))
            journal.close()
        }
    }

    @Test func aCopyTakenWhileWritingHoldsEverythingThatWasCompleted() async throws {
        let folder = try TemporaryFolder()
        let journal = try open(folder, segmentBytes: 20_000)
        let writing = Task {
            for number in 0..<4000 { try await journal.append([TestRecord.numbered(number)]) }
        }
        var checked = 0
        while checked < 5 {
            try await Task.sleep(for: .milliseconds(10))
            let completed = journal.end.sequence
            let copy = try TemporaryFolder()
            // Segments last: the copy of a seal must not be younger than the copy of its segment.
            let names = try folder.names().filter { $0.hasSuffix("json") }
            for name in names.filter({ $0.hasSuffix(".seal.json") }) + names.filter({ $0.hasSuffix(".ndjson") }) {
                guard let bytes = try? folder.contents(name) else { continue }
                try copy.write(bytes, to: name)
            }
            let recovered = try open(copy, segmentBytes: 20_000)
            let records = try recovered.readAll()
            #expect(UInt64(records.count) >= completed)
            #expect(records == (0..<records.count).map(TestRecord.numbered))
            recovered.close()
            checked += 1
        }
        try await writing.value
        journal.close()
    }

    @Test func aSegmentThatLacksItsSealIsSealedAtOpening() async throws {
        let folder = try await filled()
        let seals = try folder.names().filter { $0.hasSuffix(".seal.json") }
        let last = try #require(seals.last)
        let expected = try JSON(parsing: try folder.contents(last))
        try FileManager.default.removeItem(atPath: folder.path + "/" + last)
        let journal = try open(folder, segmentBytes: 150)
        #expect(try journal.verifyChain().isIntact)
        let sealed = try JSON(parsing: try folder.contents(last))
        for key in ["sha256", "count", "byteLength", "previousSeal"] { #expect(sealed[key] == expected[key]) }
        journal.close()
    }

    @Test func aFlippedBitIsNamedAndEverythingElseIsStillRead() async throws {
        let folder = try await filled()
        let segments = try folder.names().filter { $0.hasSuffix(".ndjson") }
        try folder.flipBit(in: segments[3], at: 12)
        let journal = try open(folder, segmentBytes: 150)
        #expect(try await eventually { !journal.problems.isEmpty }, "found without being asked")
        #expect(journal.problems.map(\.file) == [segments[3]])
        #expect(journal.problems.map(\.kind) == [.changedSegment])
        #expect(try journal.readAll().count == 100)
        #expect(try journal.verifyChain().problems.map(\.file) == [segments[3]])
        try await journal.append([TestRecord.numbered(100)])
        journal.close()
    }

    enum Damage: CaseIterable, Sendable {
        case segmentRemoved, segmentAndSealRemoved, sealRemoved, sealChanged, sealGarbage, segmentCut, segmentGrown
    }

    @Test(arguments: Damage.allCases)
    func everyDamageOfTheChainIsNamed(_ damage: Damage) async throws {
        let folder = try await filled()
        let segments = try folder.names().filter { $0.hasSuffix(".ndjson") }
        let name = segments[3]
        let seal = name.replacingOccurrences(of: ".ndjson", with: ".seal.json")
        let next = segments[4].replacingOccurrences(of: ".ndjson", with: ".seal.json")
        let files = FileManager.default
        var expected: Set<JournalProblem.Kind>
        var named = name
        switch damage {
        case .segmentRemoved:
            try files.removeItem(atPath: folder.path + "/" + name)
            expected = [.missingSegment, .brokenChain]
        case .segmentAndSealRemoved:
            try files.removeItem(atPath: folder.path + "/" + name)
            try files.removeItem(atPath: folder.path + "/" + seal)
            expected = [.missingSegment, .brokenChain]
        case .sealRemoved:
            try files.removeItem(atPath: folder.path + "/" + seal)
            expected = [.missingSeal, .brokenChain]
            named = seal
        case .sealChanged:
            let text = String(decoding: try folder.contents(seal), as: UTF8.self)
            let changed = text.replacingOccurrences(of: "\"sealedAt\":\"20", with: "\"sealedAt\":\"19")
            try folder.write(Array(changed.utf8), to: seal)
            expected = [.brokenChain]
            named = next
        case .sealGarbage:
            try folder.write(Array("{}".utf8), to: seal)
            expected = [.unreadableSeal, .brokenChain]
            named = seal
        case .segmentCut:
            try folder.write(Array(try folder.contents(name).dropLast(3)), to: name)
            expected = [.changedLength]
        case .segmentGrown:
            try folder.write(try folder.contents(name) + Array("{}\n".utf8), to: name)
            expected = [.changedLength]
        }
        let report = try JournalChain.verify(try DiskSegmentStorage(folder: folder.path, isReadOnly: true))
        #expect(Set(report.problems.map(\.kind)) == expected)
        #expect(report.problems.contains { $0.file == named })
    }

    @Test func anIntactChainHasNothingToSay() async throws {
        let folder = try await filled()
        let report = try JournalChain.verify(try DiskSegmentStorage(folder: folder.path, isReadOnly: true))
        #expect(report.isIntact)
        #expect(report.sealedCount == report.segmentCount - 1)
        #expect(report.sealedCount > 5)
    }

    @Test func aDamagedLineInsideIsReportedAndKeepsTheNumbersOfTheOthers() async throws {
        let folder = try TemporaryFolder()
        try folder.write(Array("{\"number\":0}\ngarbage\n{\"number\":2}\n".utf8), to: first + ".ndjson")
        let journal = try open(folder)
        #expect(journal.problems.map(\.kind) == [.damagedLine])
        #expect(journal.end.sequence == 3)
        journal.close()
    }

    @Test func anOldSegmentIsSealedAtTheNextWrite() async throws {
        let folder = try TemporaryFolder()
        let clock = ManualClock(1_770_000_000)
        let journal = try Journal(storage: try DiskSegmentStorage(folder: folder.path), clock: clock, logger: quiet)
        try await journal.append([TestRecord.numbered(0)])
        clock.advance(by: 90_000)
        try await journal.append([TestRecord.numbered(1)])
        journal.close()
        #expect(try folder.names().contains(first + ".seal.json"))
        #expect(try folder.names().contains("00000000000000000002.ndjson"))
    }
}
