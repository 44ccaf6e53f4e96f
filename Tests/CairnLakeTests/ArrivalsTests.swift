import CairnStore
import Synchronization
import Testing

@testable import CairnLake

/// The two doors of a store: an event that comes through both comes in once.
@Suite struct ArrivalsTests {
    private let folder: TestFolder
    private let store: StoreFolder

    init() throws {
        folder = try TestFolder()
        store = try StoreFolder(folder)
    }

    private func logFile(_ numbers: ClosedRange<Int>) throws -> LogFile {
        try LogFile(Array("{\"Records\":[\(numbers.map { TestEvents.event($0) }.joined(separator: ","))]}".utf8))
    }

    private func position(_ sequence: UInt64) -> JournalPosition {
        JournalPosition(sequence: sequence, segment: 1, offset: sequence * 10)
    }

    /// What the reader of the journal does with events whose numbers are their places in it.
    private func read(_ numbers: ClosedRange<Int>, into other: StoreFolder? = nil) throws {
        try (other ?? store).take(
            from: UInt64(numbers.lowerBound), to: position(UInt64(numbers.upperBound)), engine: nil
        ) {
            (isNew) throws(LakeError) in
            var batch = TailBatch()
            for number in numbers {
                guard let day = LakeDay("2026-03-01".utf8), try isNew(EventKey(TestEvents.id(number)), day) else {
                    continue
                }
                Array(TestEvents.event(number).utf8).withUnsafeBytes { batch.add($0, day: day) }
            }
            return batch
        }
    }

    private func ids(_ store: StoreFolder) throws -> [String] {
        let snapshot = try store.snapshot()
        return try snapshot.tailPaths.flatMap { path in
            try LogFile(try LakeFile.contents(of: path)).entries.compactMap(\.key).map { "\($0)" }
        }.sorted()
    }

    private func ids(_ numbers: ClosedRange<Int>) -> [String] {
        numbers.map { "\(EventKey(TestEvents.id($0)))" }.sorted()
    }

    @Test func whatWasImportedBeforeTheReaderSawItIsNotTakenAgain() throws {
        let writer = try ImportWriter(into: store, engine: nil, scope: Importer.Scope(), journalEnd: { 5 })
        #expect(try writer.add(try logFile(1...3)).taken == 3)
        try writer.publish()
        writer.end()
        try read(1...4)
        try read(5...6)
        #expect(try ids(store) == ids(1...6))
        #expect(store.arrivals.withLock { $0.known == nil })
    }

    @Test func theReaderGoesOnInAFileOfItsOwnAfterAnImport() throws {
        try read(1...2)
        let writer = try ImportWriter(into: store, engine: nil, scope: Importer.Scope(), journalEnd: { 0 })
        _ = try writer.add(try logFile(10...12))
        // The import takes its file's number first, and counts last.
        try read(3...3)
        try writer.publish()
        try read(4...5)
        writer.end()
        #expect(try ids(store) == (ids(1...5) + ids(10...12)).sorted())
        #expect(try ids(try StoreFolder(folder)) == (ids(1...5) + ids(10...12)).sorted())
    }

    @Test func alsoAfterARestart() throws {
        let writer = try ImportWriter(into: store, engine: nil, scope: Importer.Scope(), journalEnd: { 5 })
        _ = try writer.add(try logFile(1...3))
        try writer.publish()
        let reopened = try StoreFolder(folder)
        #expect(reopened.importedThrough == 5)
        #expect(try ids(reopened) == ids(1...3))
    }

    @Test func whatTheReaderTakesWhileAnImportRunsIsADuplicateThere() throws {
        let writer = try ImportWriter(into: store, engine: nil, scope: Importer.Scope(), journalEnd: { 9 })
        _ = try writer.add(try logFile(1...2))
        try read(7...9)
        let outcome = try writer.add(try logFile(6...8))
        #expect(outcome == ImportWriter.Outcome(taken: 1, duplicates: 2))
        try writer.publish()
        writer.end()
        #expect(try ids(store) == ids(1...2) + ids(6...9))
    }

    @Test func theReaderLetsAnImportWriteWhatItLeavesToIt() throws {
        let writer = try ImportWriter(into: store, engine: nil, scope: Importer.Scope(), journalEnd: { 3 })
        _ = try writer.add(try logFile(1...3))
        #expect(try ids(store).isEmpty)
        try read(1...4)
        // The reader is behind the events now: they must be in the store, whatever becomes of the import.
        #expect(store.cursor?.sequence == 4)
        writer.end()
        #expect(try ids(store) == ids(1...4))
    }

    @Test func whatTheReaderTookIsKnownAlthoughTheDiskHasFailed() throws {
        let store = try StoreFolder(folder, id: "synced", syncs: true)
        let writer = try ImportWriter(into: store, engine: nil, scope: Importer.Scope(), journalEnd: { 5 })
        #expect(throws: LakeError.self) {
            try StepGuard.$disk.withValue(store.failingToSync) { try read(1...3, into: store) }
        }
        #expect(store.eventCounts.tail == 3)
        #expect(try writer.add(try logFile(1...4)).duplicates == 3)
        try writer.publish()
        writer.end()
        #expect(try ids(store) == ids(1...4))
    }

    @Test func whatIsNotPublishedIsGoneWithTheImport() throws {
        let writer = try ImportWriter(into: store, engine: nil, scope: Importer.Scope(), journalEnd: { 3 })
        _ = try writer.add(try logFile(1...3))
        writer.end()
        #expect(try ids(store).isEmpty)
        #expect(try LakeFile.names(in: store.path + "/hot").isEmpty)
        try read(1...3)
        #expect(try ids(store) == ids(1...3))
    }

    @Test func aFailedWriteOfTheReaderDoesNotLoseItsEvents() throws {
        let failing = Mutex(false)
        let store = try StoreFolder(
            id: TestEvents.storeID, path: folder.path + "/failing", schema: LakeSchema(.cloudTrailEvents),
            syncs: false,
            mayStep: StepGuard { step in
                if failing.withLock({ $0 }), step == "the tail is listed" { throw LakeError(.cannotWrite, step) }
            })
        let writer = try ImportWriter(into: store, engine: nil, scope: Importer.Scope(), journalEnd: { 0 })
        failing.withLock { $0 = true }
        let day = try #require(LakeDay("2026-03-01".utf8))
        let take = {
            try store.take(from: 1, to: position(1), engine: nil) { (isNew) throws(LakeError) in
                var batch = TailBatch()
                guard try isNew(EventKey(TestEvents.id(1)), day) else { return batch }
                Array(TestEvents.event(1).utf8).withUnsafeBytes { batch.add($0, day: day) }
                return batch
            }
        }
        #expect(throws: LakeError.self) { try take() }
        failing.withLock { $0 = false }
        try take()
        writer.end()
        #expect(try ids(store) == ids(1...1))
    }

    /// Ends an import before each of its steps, opens what is left as after a crash, and imports again.
    @Test func endingBeforeAnyStepOfAnImportNeitherLosesNorRepeatsAnEvent() async throws {
        for number in 0..<4 {
            let events = (number * 3...number * 3 + 2).map {
                TestEvents.event($0, time: "2026-03-0\(1 + number / 2)T10:00:00Z")
            }
            try folder.write("logs/\(number).json", Array("{\"Records\":[\(events.joined(separator: ","))]}".utf8))
        }
        var stop = 0
        while true {
            let path = folder.path + "/run-\(stop)"
            let left = Mutex(stop)
            let broken = StepGuard { step in
                try left.withLock { left in
                    left -= 1
                    if left < 0 { throw LakeError(.cannotWrite, step) }
                }
            }
            let saved = Latest()
            let hasEnded = try await importAll(path, broken, saved)
            let isWhole = try await importAll(path, .open, saved)
            #expect(isWhole)
            let store = try StoreFolder(
                id: TestEvents.storeID, path: path, schema: LakeSchema(.cloudTrailEvents), syncs: false)
            #expect(try ids(store) == ids(0...11), "ended before step \(stop)")
            if hasEnded { break }
            stop += 1
        }
        #expect(stop >= 3)
    }

    /// Whether it came to its end.
    private func importAll(
        _ path: String, _ mayStep: StepGuard, _ saved: Latest
    ) async throws -> Bool {
        let store = try StoreFolder(
            id: TestEvents.storeID, path: path, schema: LakeSchema(.cloudTrailEvents), syncs: false, mayStep: mayStep)
        let importer = Importer(
            into: store, from: FolderImportSource(folder.path + "/logs"), program: nil, workFolder: folder.path)
        let progress = saved.progress.withLock { $0 }
        do {
            _ = try await importer.run(from: progress) { progress, _ in saved.progress.withLock { $0 = progress } }
            return true
        } catch {
            return false
        }
    }

    private final class Latest: Sendable {
        let progress = Mutex(ImportProgress())
    }
}
