import CairnGzip
import Synchronization
import Testing

@testable import CairnLake

@Suite struct ImporterTests {
    private let folder: TestFolder
    private let store: StoreFolder

    init() throws {
        folder = try TestFolder()
        store = try StoreFolder(folder)
    }

    private func logFile(_ events: [String]) -> [UInt8] {
        Array("{\"Records\":[\(events.joined(separator: ","))]}".utf8)
    }

    private func importer(scope: Importer.Scope = Importer.Scope()) -> Importer {
        Importer(
            into: store, from: FolderImportSource(folder.path + "/logs"), program: TestDuckDB.program,
            workFolder: folder.path + "/work", scope: scope)
    }

    private func lines() throws -> [String] {
        let snapshot = try store.snapshot()
        return try snapshot.tailPaths.flatMap { path in
            String(decoding: try LakeFile.contents(of: path), as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }

    @Test func gzipPlainAndLinesAreImportedEachEventOnce() async throws {
        try folder.write("logs/a/1.json.gz", try Gzip.compress(logFile([TestEvents.event(1), TestEvents.event(2)])))
        try folder.write("logs/a/2.json", logFile([TestEvents.event(2), TestEvents.event(3)]))
        try folder.write("logs/b.ndjson", Array((TestEvents.event(3) + "\n" + TestEvents.event(4) + "\n").utf8))
        let progress = try await importer().run()
        #expect(progress.filesCompleted == 3)
        #expect(progress.filesFound == 3)
        #expect(progress.prefixesFound == 2)
        #expect(progress.prefixesCompleted == 2)
        #expect(progress.eventsCompleted == 4)
        #expect(progress.duplicates == 2)
        #expect(progress.failedFiles == 0)
        #expect(Set(try lines()) == Set((1...4).map { TestEvents.event($0) }))
    }

    @Test func aSecondImportAddsNothing() async throws {
        try folder.write("logs/1.json", logFile([TestEvents.event(1)]))
        _ = try await importer().run()
        let progress = try await importer().run()
        #expect(progress.eventsCompleted == 0)
        #expect(progress.duplicates == 1)
        #expect(try lines().count == 1)
    }

    @Test(.enabled(if: TestDuckDB.isThere, "DuckDB is not installed"))
    func whatIsCompactedIsNotImportedAgain() async throws {
        try folder.write("logs/1.json", logFile([TestEvents.event(1)]))
        _ = try await importer().run()
        let compaction = try CompactionEngine(folder)
        try StoreCompactor(folder: store, engine: compaction).compactTail()
        try folder.write("logs/2.json", logFile([TestEvents.event(1), TestEvents.event(2)]))
        let progress = try await importer().run()
        #expect(progress.eventsCompleted == 1)
        #expect(store.eventCounts == (1, 1))
    }

    @Test func filesThatAreNoneAreListedAndTheOthersImported() async throws {
        try folder.write("logs/1.json", logFile([TestEvents.event(1)]))
        try folder.write("logs/2.json.gz", [0x1f, 0x8b, 1, 2, 3])
        try folder.write("logs/3.txt", Array("hello".utf8))
        try folder.write("logs/4.json", [0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])
        try folder.write("logs/5.json", logFile([TestEvents.event(5), #"{"eventName":"without an id"}"#]))
        let failures = Mutex<[ImportFailure]>([])
        let progress = try await importer().run { _, changed in failures.withLock { $0 += changed } }
        #expect(progress.filesCompleted == 2)
        #expect(progress.failedFiles == 3)
        #expect(failures.withLock { $0.map(\.path) } == ["2.json.gz", "3.txt", "4.json"])
        #expect(failures.withLock { $0.allSatisfy { $0.type == "InvalidLogFile" && $0.status == .failed } })
        #expect(progress.eventsCompleted == 2)
        #expect(progress.eventsSkipped == 1)
    }

    @Test func whatFailedIsTriedAgain() async throws {
        try folder.write("logs/1.json", logFile([TestEvents.event(1)]))
        try folder.write("logs/2.json", Array("hello".utf8))
        let failures = Mutex<[ImportFailure]>([])
        let first = try await importer().run { _, changed in failures.withLock { $0 += changed } }
        #expect(first.failedFiles == 1)
        try folder.write("logs/2.json", logFile([TestEvents.event(2)]))
        let retried = failures.withLock { $0 }
        let second = try await importer().run(from: first, retrying: retried) { _, changed in
            failures.withLock { $0 += changed }
        }
        #expect(second.failedFiles == 0)
        #expect(second.filesCompleted == 2)
        #expect(second.eventsCompleted == 2)
        #expect(failures.withLock { $0.map(\.status) } == [.failed, .succeeded])
        #expect(try lines().count == 2)
    }

    /// More failures than are listed: a retry makes good those that are listed, and finds the others again.
    @Test func failuresThatAreNotListedAreTriedAgainToo() async throws {
        for number in 0..<12 {
            let bytes = number.isMultiple(of: 2) ? logFile([TestEvents.event(number)]) : Array("hello".utf8)
            try folder.write("logs/\(number % 3)/\(number).json", bytes)
        }
        var importer = importer()
        importer.bounds.failuresMax = 2
        let failures = Mutex<[String: ImportFailure]>([:])
        let save: Importer.Save = { _, changed in
            failures.withLock { all in for failure in changed { all[failure.location] = failure } }
        }
        var progress = try await importer.run(save: save)
        #expect(progress.failedFiles == 6)
        #expect(failures.withLock { $0.count } == 2)
        func retry(withGood numbers: [Int]) async throws {
            for number in numbers {
                try folder.write("logs/\(number % 3)/\(number).json", logFile([TestEvents.event(number)]))
            }
            let failed = failures.withLock { $0.values.filter { $0.status == .failed } }
            progress.goBackToFirstUnlisted(outstanding: failed.count)
            progress = try await importer.run(from: progress, retrying: failed, save: save)
        }
        // Half of them are made good.
        try await retry(withGood: [1, 5, 9])
        #expect(progress.failedFiles == 3)
        #expect(progress.filesCompleted == 9)
        // And the rest, in as many rounds as it takes.
        try await retry(withGood: [3, 7, 11])
        #expect(progress.failedFiles == 0)
        #expect(progress.filesCompleted == 12)
        #expect(progress.prefixesCompleted == 3)
        #expect(progress.eventsCompleted == 12)
        #expect(progress.failuresListed == 0)
        #expect(Set(try lines()).count == 12)
        #expect(try lines().count == 12)
    }

    /// One file with events of many days, each of which has events already: not all of them are kept in mind at once.
    @Test func aFileOfManyDaysDoesNotNeedThemAllInMemory() throws {
        func time(_ day: Int) -> String { "2026-03-\(day < 9 ? "0" : "")\(day + 1)T10:00:00Z" }
        let earlier = (0..<20).map { TestEvents.event($0, time: time($0)) }
        try store.append(try TestEvents.batch(earlier), cursor: nil)
        // Days come in no order, and each event twice.
        let events = (0..<120).map { TestEvents.event($0 % 60, time: time($0 % 20)) }
        let writer = try ImportWriter(into: store, engine: nil, scope: Importer.Scope(), keysMax: 5, journalEnd: { 0 })
        let outcome = try writer.add(try LogFile(logFile(events)))
        #expect(outcome.taken == 40)
        #expect(outcome.duplicates == 80)
        #expect(store.arrivals.withLock { $0.known?.dayCount ?? 0 } <= 4)
        try writer.publish()
        writer.end()
        #expect(try lines().count == 60)
        #expect(Set(try lines()).count == 60)
    }

    @Test func anotherImportIntoTheStoreHasToWait() async throws {
        try folder.write("logs/1.json", logFile([TestEvents.event(1)]))
        let writer = try ImportWriter(into: store, engine: nil, scope: Importer.Scope(), journalEnd: { 0 })
        await #expect(throws: LakeError(.busy, "")) { try await importer().run() }
        writer.end()
        let progress = try await importer().run()
        #expect(progress.eventsCompleted == 1)
    }

    @Test func anImportGoesOnBehindItsProgress() async throws {
        for number in 1...3 { try folder.write("logs/\(number).json", logFile([TestEvents.event(number)])) }
        var earlier = ImportProgress()
        earlier.lastPath = "1.json"
        earlier.eventsCompleted = 1
        let progress = try await importer().run(from: earlier)
        #expect(progress.eventsCompleted == 3)
        #expect(try lines().count == 2)
    }

    @Test func progressIsSavedOnlyWithItsEvents() async throws {
        try folder.write("logs/1.json", logFile([TestEvents.event(1)]))
        let store = store
        let seen = Mutex<[(Int, Int)]>([])
        _ = try await importer().run { progress, _ in
            seen.withLock { $0.append((progress.eventsCompleted, store.eventCounts.tail)) }
        }
        #expect(seen.withLock { $0.allSatisfy { $0.0 == $0.1 } && !$0.isEmpty })
    }

    @Test func eventsOutsideTheTimeAreLeftOut() async throws {
        let times = ["2026-03-01T09:59:59Z", "2026-03-01T10:00:00Z", "2026-03-01T11:00:00Z", "2026-03-01T11:00:01Z"]
        let events = times.enumerated().map { TestEvents.event($0.offset, time: $0.element) }
        try folder.write("logs/1.json", logFile(events))
        let start = try #require(LakeDay("2026-03-01".utf8)).start + 10 * 3600
        let progress = try await importer(scope: Importer.Scope(start: start, end: start + 3600)).run()
        #expect(progress.eventsCompleted == 2)
        #expect(progress.eventsSkipped == 2)
        #expect(progress.skippedByTime == 2)
    }

    @Test func whatIsLeftOutIsCountedByReason() async throws {
        let times = ["2026-02-01T00:00:00Z", "2026-03-01T10:00:00Z", "2026-03-01T10:30:00Z", "2026-03-01T11:00:01Z"]
        let events = times.enumerated().map { TestEvents.event($0.offset, time: $0.element) }
        try folder.write("logs/1.json", logFile(events + [#"{"eventName":"without a time"}"#]))
        let start = try #require(LakeDay("2026-03-01".utf8)).start + 10 * 3600
        let scope = Importer.Scope(start: start, end: start + 3600, keptSince: start + 60)
        let progress = try await importer(scope: scope).run()
        #expect(progress.eventsCompleted == 1)
        #expect(progress.eventsSkipped == 4)
        #expect(progress.skippedByTime == 2)
        #expect(progress.skippedByRetention == 1)
        #expect(progress.skippedRecords == 1)
    }

    @Test func aRecordOverSeveralLinesBecomesOne() async throws {
        let pretty = """
            {"Records": [ {
              "eventID": "\(TestEvents.id(7))", "eventTime": "2026-03-01T10:00:00Z",
              "eventName": "a \\" b  c", "n": 1.50
            } ] }
            """
        try folder.write("logs/1.json", Array(pretty.utf8))
        _ = try await importer().run()
        let expected =
            #"{"eventID":""# + TestEvents.id(7)
            + #"","eventTime":"2026-03-01T10:00:00Z","eventName":"a \" b  c","n":1.50}"#
        #expect(try lines() == [expected])
    }
}
